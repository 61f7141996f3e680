"""The report project: an ordinary Quarto project that a person can open in any editor.

- the static chapters, styles and filters of `report/`
- generated sentences, exhibits and figures
- `_variables.yml`: every number, each with its evidence id
- what the team wrote in `config/prose/*.md`
- the lineage of every printed id, for the panels of the web page; the whole as a picture; the index

Refuses typed numbers in chapters and prose: a number in the prose comes from the evidence or not at all. Refuses sources that do
not hold together: unknown ids, broken references, exhibits that stand nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml

from scripts.ground.display import FICTIONAL
from scripts.ground.faults import Fault, Faults, raise_all
from scripts.ground.lineage import Lineages
from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.disclosure import Bands
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Publication
from scripts.ground.schema import Folder, Rows
from scripts.ground.schemas.engagement import DoseRelation
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay, LogicElements, OutcomeTypes
from scripts.ground.schemas.sensitivity import Levels, MultiverseCurve, SimulationSummary
from scripts.ground.schemas.validate import PlanDifferences
from scripts.report.chapters import chapters, joint_chapter
from scripts.report.cited_quotes import refuse_lost_quotes
from scripts.report.exhibit_files import exhibits_by_id
from scripts.report.lineage_graph import as_png, provenance_graph
from scripts.report.lineage_index import lineage_index
from scripts.report.lineage_page import lineage_page, without_unknown_names
from scripts.report.material import Material
from scripts.report.rendering import with_header_text
from scripts.report.source_check import reached, refuse_broken_sources
from scripts.report.told import Told
from scripts.report.typed_numbers import refuse_typed_numbers

BANNER = f"::: {{.fictional}}\n{FICTIONAL}. Every person, authority and finding in this report is invented.\n:::\n"
BEFORE_AIMS = ("summary", "plain", "results")
AFTER_AIMS = (
    "checks", "implications", "methods", "limitations", "deviations", "flow", "checklists", "provenance", "colophon",
)  # fmt: skip
STATIC = ("_quarto.yml", "formats.lua", "style.css", "reference.docx")


def project(
    released: dict,
    ledger: dict,
    exhibits: list[Folder],
    curves: Rows[MultiverseCurve],
    dose_relation: Rows[DoseRelation],
    levels: Rows[Levels],
    differences: Rows[PlanDifferences],
    simulation: Rows[SimulationSummary],
    figures: Folder,
    templates: Folder,
    prose: Folder,
    joint_display: Rows[JointDisplay],
    aim_verdicts: Rows[AimVerdicts],
    logic_elements: Rows[LogicElements],
    outcome_types: Rows[OutcomeTypes],
    renderer: dict,
    publication: Publication,
    cohorts: Cohorts,
    instrument: Instrument,
    codebook: Codebook,
    bands: Bands,
    plan: AnalysisPlan,
) -> dict[str, bytes | str]:
    """Files of the project by name."""
    told = Told(released["evidence"])
    material = Material(
        told=told, exhibits=exhibits_by_id(exhibits),
        prose={name.removesuffix(".md"): text.decode("utf-8") for name, text in prose.items()},
        checklists=yaml.safe_load(templates["checklists.yml"]), joint_display=joint_display, aim_verdicts=aim_verdicts,
        logic_elements=logic_elements, outcome_types=outcome_types,
        curves=curves, dose_relation=dose_relation, levels=levels, differences=differences, simulation=simulation,
        renderer=renderer, ledger_root=released["ledger_root"], publication=publication, cohorts=cohorts,
        instrument=instrument, codebook=codebook, bands=bands, plan=plan,
    )  # fmt: skip
    tables = {name: text for name, text in material.exhibits.items() if name.startswith("tbl-")}
    lineages = Lineages(released, (entry["record"] for entry in ledger["entries"]), tables)
    traced = [name for name in material.exhibits if name in told.entries]
    graph, alt = provenance_graph(lineages, traced)
    generated = material.exhibits | chapters(material) | lineage_index(lineages, traced, alt)
    texts = {
        "report.qmd": _main_document(publication, cohorts, joint_chapter(material)),
        **_texts(_chapters_of(templates)),
        **{f"generated/{name}.md": without_unknown_names(text, told.entries) for name, text in generated.items()},
    }
    variables, written = told.variables(), _texts(_prose_of(prose))
    explained = {f"config/explanations.yaml, {row['behaviour']}": row["explanation"] for row in joint_display}
    _refuse_together(
        lambda: refuse_typed_numbers(
            {f"report/{name}": text for name, text in _texts(_chapters_of(templates)).items()} | written
        ),
        lambda: refuse_lost_quotes(written | explained, told.entries.keys()),
        lambda: refuse_broken_sources(texts, variables, material.exhibits, written),
    )
    return {
        **{name: templates[name] for name in STATIC},
        "header.typ": with_header_text(templates["header.typ"].decode("utf-8"), FICTIONAL if publication.fictional else ""),
        "_variables.yml": _quoted(variables),
        **texts,
        "lineage.html": lineage_page(lineages, [texts[name] for name in reached(texts)], templates["lineage.js"].decode("utf-8")),
        **{f"figures/{name}": content for name, content in figures.items()},
        "figures/provenance.svg": graph,
        "figures/provenance.png": as_png(graph),
    }


def _refuse_together(*checks: Callable[[], None]) -> None:
    """Everything that is wrong with the sources at once, whichever check finds it."""
    faults: list[Fault] = []
    for check in checks:
        try:
            check()
        except Fault as fault:
            faults.append(fault)
        except Faults as several:
            faults += several.faults
    raise_all(faults)


def _texts(files: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode("utf-8") for name, content in files.items()}


def _chapters_of(templates: Folder) -> dict[str, bytes]:
    return {name: content for name, content in templates.items() if name.startswith("chapters/")}


def _prose_of(prose: Folder) -> dict[str, bytes]:
    return {f"config/prose/{name}": content for name, content in prose.items()}


def _main_document(publication: Publication, cohorts: Cohorts, joint: str) -> str:
    chapters = [
        *(f"chapters/{name}.qmd" for name in BEFORE_AIMS),
        *(f"generated/aim-{aim.id}.md" for aim in cohorts.aims),
        *([joint] if joint else []),
        *(f"chapters/{name}.qmd" for name in AFTER_AIMS),
    ]
    head = {
        "title": publication.title,
        "subtitle": publication.subtitle,
        "author": [author.name for author in publication.authors],
        "date": f"{publication.report_date.day} {publication.report_date:%B %Y}",
        "institute": publication.institution,
    }
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
    banner = BANNER if publication.fictional else ""
    return f"---\n{front}---\n\n{banner}\n" + "\n".join(f"{{{{< include {path} >}}}}\n" for path in chapters)


def _quoted(variables: dict[str, str]) -> str:
    """YAML in which every value is a quoted string (1.50 stays 1.50), one on a line."""
    return "".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in variables.items())

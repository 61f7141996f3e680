"""The report project: an ordinary Quarto project that a person can open in any editor.

- the static chapters, styles and filters of `report/`
- generated sentences, exhibits and figures
- `_variables.yml`: every number, each with its evidence id
- what the team wrote in `config/prose/*.md`

Refuses typed numbers in chapters and prose: a number in the prose comes from the evidence or not at all.
"""

from __future__ import annotations

import json

import yaml

from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Publication
from scripts.ground.schema import Folder, Rows
from scripts.ground.schemas.engagement import DoseRelation
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay
from scripts.ground.schemas.sensitivity import MultiverseCurve, SimulationSummary
from scripts.ground.schemas.validate import PlanDifferences
from scripts.report.chapters import chapters
from scripts.report.cited_quotes import refuse_lost_quotes
from scripts.report.material import Material
from scripts.report.rendering import with_header_text
from scripts.report.told import Told
from scripts.report.typed_numbers import refuse_typed_numbers

NOTICE = "FICTIONAL DEMONSTRATION"
BANNER = "::: {.fictional}\nFICTIONAL DEMONSTRATION. Every person, authority and finding in this report is invented.\n:::\n"
BEFORE_AIMS = ("summary", "plain", "results")
AFTER_AIMS = (
    "joint", "checks", "implications", "methods", "limitations", "deviations", "flow", "checklists", "provenance", "colophon",
)  # fmt: skip
STATIC = ("_quarto.yml", "formats.lua", "style.css", "reference.docx")


def project(
    released: dict,
    exhibits: Folder,
    checks: Folder,
    curves: Rows[MultiverseCurve],
    dose_relation: Rows[DoseRelation],
    differences: Rows[PlanDifferences],
    simulation: Rows[SimulationSummary],
    figures: Folder,
    templates: Folder,
    prose: Folder,
    joint_display: Rows[JointDisplay],
    aim_verdicts: Rows[AimVerdicts],
    renderer: dict,
    publication: Publication,
    cohorts: Cohorts,
    instrument: Instrument,
    codebook: Codebook,
    plan: AnalysisPlan,
) -> dict[str, bytes | str]:
    """Files of the project by name."""
    refuse_typed_numbers({name: text.decode("utf-8") for name, text in {**_chapters_of(templates), **_prose_of(prose)}.items()})
    told = Told(released["evidence"])
    explained = {f"config/explanations.yaml, {row['behaviour']}": row["explanation"] for row in joint_display}
    refuse_lost_quotes({name: text.decode("utf-8") for name, text in _prose_of(prose).items()} | explained, told.entries.keys())
    material = Material(
        told=told, exhibits={name.removesuffix(".md"): text.decode("utf-8") for name, text in {**exhibits, **checks}.items()},
        prose={name.removesuffix(".md"): text.decode("utf-8") for name, text in prose.items()},
        checklists=yaml.safe_load(templates["checklists.yml"]), joint_display=joint_display, aim_verdicts=aim_verdicts,
        curves=curves, dose_relation=dose_relation, differences=differences, simulation=simulation,
        renderer=renderer, ledger_root=released["ledger_root"], publication=publication, cohorts=cohorts,
        instrument=instrument, codebook=codebook, plan=plan,
    )  # fmt: skip
    generated = chapters(material)
    return {
        **{name: templates[name] for name in STATIC},
        **_chapters_of(templates),
        "header.typ": with_header_text(templates["header.typ"].decode("utf-8"), NOTICE if publication.fictional else ""),
        "report.qmd": _main_document(publication, cohorts),
        "_variables.yml": _quoted(told.variables()),
        **{f"generated/{name}.md": text for name, text in {**material.exhibits, **generated}.items()},
        **{f"figures/{name}": content for name, content in figures.items()},
    }


def _chapters_of(templates: Folder) -> dict[str, bytes]:
    return {name: content for name, content in templates.items() if name.startswith("chapters/")}


def _prose_of(prose: Folder) -> dict[str, bytes]:
    return {f"config/prose/{name}": content for name, content in prose.items()}


def _main_document(publication: Publication, cohorts: Cohorts) -> str:
    chapters = [
        *(f"chapters/{name}.qmd" for name in BEFORE_AIMS),
        *(f"generated/aim-{aim.id}.md" for aim in cohorts.aims),
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

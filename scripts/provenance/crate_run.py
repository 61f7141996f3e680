"""The run in the RO-Crate: workflow, steps and tools; the actions that ran them; what each took and made."""

from __future__ import annotations

import base64
from importlib.metadata import version
from typing import Any

from scripts.ground.lineage import code_of
from scripts.ground.models.study import Publication
from scripts.provenance.citation import full_title
from scripts.provenance.crate_people import institution, reference

# what the workflow as a whole is there to make
OUTPUTS = ("report.html", "report.pdf", "report.docx", "evidence.json")
ENGINE = "https://snakemake.github.io"
LANGUAGE = "#snakemake-language"
COMPLETED = "http://schema.org/CompletedActionStatus"
RUN, WORKFLOW = "#run", "Snakefile"
SHORT = 12
# outputs that stand in the release as files, by step and name
RELEASED = {
    "provenance.evidence:released": ["evidence.json"],
    "report.render_html:html": ["report.html"],
    "report.render_pdf:pdf": ["report.pdf"],
    "report.render_docx:docx": ["report.docx"],
}

Entity = dict[str, Any]


def run_entities(
    publication: Publication,
    ledger: dict[str, Any],
    files: list[str],
    sources: dict[str, dict[str, Any]],
) -> list[Entity]:
    """All entities of the run; the first is the workflow."""
    records = [*(each["record"] for each in ledger["entries"]), *ledger["later"]]
    standing = _standing(files)
    facts = {"agent": reference(institution(publication)["@id"]), "actionStatus": COMPLETED, "endTime": _end(publication)}
    return [
        _workflow(publication, records, sources),
        *_engine(),
        *_parameters(sources),
        *[entity for number, each in enumerate(records, start=1) for entity in _step(each, number, publication, facts, standing)],
        *[_source(name, each) for name, each in sorted(sources.items())],
        *_results(records, standing),
        {
            "@id": RUN, "@type": "CreateAction", "name": f"Run of {full_title(publication)}",
            "description": f"The whole evaluation, from {len(sources)} raw sources to the report.",
            "instrument": reference(WORKFLOW), "object": [reference(_source_id(name)) for name in sorted(sources)],
            "result": [reference(name) for name in OUTPUTS if name in files], **facts,
        },
        {
            "@id": "#organisation", "@type": "OrganizeAction", "name": "Run of the workflow engine",
            "description": "The engine chose the order of the steps and ran them.",
            "instrument": reference(ENGINE), "object": [reference(f"#control-{each['step']}") for each in records],
            "result": reference(RUN), **facts,
        },
    ]  # fmt: skip


def tool_id(record: Entity, publication: Publication) -> str:
    """Where the file of a step can be read; else its name by content (RFC 6920), for the release holds results and no code."""
    path = code_of(record["step"])
    if publication.repository:
        return f"{publication.repository.rstrip('/')}/{path}"
    digest = bytes.fromhex(record["code"][path]["sha256"])
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _workflow(publication: Publication, records: list[Entity], sources: dict[str, Any]) -> Entity:
    url = {"url": f"{publication.repository.rstrip('/')}/{WORKFLOW}"} if publication.repository else {}
    return {
        "@id": WORKFLOW,
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
        "name": "Snakefile",
        "description": "The workflow from raw exports to the report.",
        "version": publication.version,
        "programmingLanguage": reference(LANGUAGE),
        "conformsTo": reference("https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"),
        "hasPart": [reference(tool_id(each, publication)) for each in records],
        "step": [reference(f"#step-{each['step']}") for each in records],
        "input": [reference(f"#in-{name}") for name in sorted(sources)],
        "output": [reference(f"#out-{name}") for name in OUTPUTS],
        **url,
    }


def _engine() -> list[Entity]:
    return [
        {
            "@id": ENGINE, "@type": "SoftwareApplication", "name": "Snakemake", "url": ENGINE,
            "softwareVersion": version("snakemake"),
        },
        {
            "@id": LANGUAGE, "@type": "ComputerLanguage", "name": "Snakemake", "alternateName": "smk",
            "url": ENGINE, "identifier": ENGINE,
        },
    ]  # fmt: skip


def _parameters(sources: dict[str, Any]) -> list[Entity]:
    into = [
        {"@id": f"#in-{name}", "@type": "FormalParameter", "name": name, "additionalType": "PropertyValue",
         "workExample": reference(_source_id(name))}
        for name in sorted(sources)
    ]  # fmt: skip
    out = [
        {
            "@id": f"#out-{name}",
            "@type": "FormalParameter",
            "name": name,
            "additionalType": "File",
            "workExample": reference(name),
        }
        for name in OUTPUTS
    ]
    return into + out


def _step(record: Entity, number: int, publication: Publication, facts: Entity, standing: dict[str, list[str]]) -> list[Entity]:
    """The tool of a step, the step, the action that ran it, and the engine's action that started that."""
    step = record["step"]
    path, tool = code_of(step), tool_id(record, publication)
    url = {"url": tool} if publication.repository else {}
    sha256 = record["code"][path]["sha256"]
    made = [id for name in record["outputs"] for id in _ids(f"{step}:{name}", standing)]
    took = [id for files in record["inputs"].values() for each in files if isinstance(each, str) for id in _ids(each, standing)]
    took += [_source_id(name) for name in record["sources"]]
    return [
        {
            "@id": tool, "@type": "SoftwareSourceCode", "name": path, "programmingLanguage": "Python",
            "version": sha256[:SHORT], "sha256": sha256, **url,
        },
        {
            "@id": f"#step-{step}", "@type": "HowToStep", "name": step, "position": str(number),
            "workExample": reference(tool),
        },
        {
            "@id": f"#action-{step}", "@type": "CreateAction", "name": f"Run of {step}",
            "description": f"What {path} made of its inputs.", "instrument": reference(tool),
            "object": [reference(id) for id in sorted(set(took))], "result": [reference(id) for id in sorted(set(made))], **facts,
        },
        {
            "@id": f"#control-{step}", "@type": "ControlAction", "name": f"Start of {step}",
            "instrument": reference(f"#step-{step}"), "object": reference(f"#action-{step}"), **facts,
        },
    ]  # fmt: skip


def _source(name: str, source: dict[str, Any]) -> Entity:
    counts = ", ".join(f"{source[word]} {word}" for word in ("read", "used", "quarantined", "excluded"))
    return {
        "@id": _source_id(name),
        "@type": "PropertyValue",
        "name": name,
        "propertyID": "HMAC-SHA256 with the study's key",
        "value": source["keyed_digest"] or "none",
        "description": f"Raw source, not released. {source['unit']}: {counts}.",
        "exampleOfWork": reference(f"#in-{name}"),
    }


def _results(records: list[Entity], standing: dict[str, list[str]]) -> list[Entity]:
    """Results that are not released, by keyed digest."""
    return [
        {
            "@id": _ids(f"{each['step']}:{name}", standing)[0], "@type": "PropertyValue", "name": f"{each['step']}: {name}",
            "propertyID": "HMAC-SHA256 with the study's key", "value": digest.get("keyed") or digest["sha256"],
        }
        for each in records
        for name, digest in each["outputs"].items()
        if f"{each['step']}:{name}" not in standing
    ]  # fmt: skip


def _standing(files: list[str]) -> dict[str, list[str]]:
    """Which results stand in the release as files."""
    tables = ["tables/"] if any(name.startswith("tables/") for name in files) else []
    study = [name for name in files if name in ("codebook.csv", "analysis_plan.yaml", "plan.lock.yaml", "logic_model.yaml")]
    found = {**RELEASED, "provenance.printed_tables:tables": tables, "provenance.study_files:files": study}
    return {name: ids for name, ids in found.items() if ids}


def _ids(result: str, standing: dict[str, list[str]]) -> list[str]:
    return standing.get(result) or [f"#result-{result.replace(':', '.')}"]


def _source_id(name: str) -> str:
    return f"#source-{name}"


def _end(publication: Publication) -> str:
    return f"{publication.report_date.isoformat()}T00:00:00+00:00"

"""ro-crate-metadata.json: the run as a Provenance Run RO-Crate 0.5 (https://w3id.org/ro/wfrun/provenance/0.5).

- the workflow with its steps, one tool a step; one action a step and one for the whole run, organised by the engine
- released files with size and SHA-256; results that are not released by keyed digest; raw sources by counts and keyed digest
- agents are the institution and the authors of the publication, nobody else; the only time is the date of the report

Written by hand: the library rocrate takes a third of a second to import, longer than all else here, and puts the clock into it.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.models.study import Publication
from scripts.provenance.citation import full_title, spdx_id
from scripts.provenance.crate_people import authors, institution, reference
from scripts.provenance.crate_run import OUTPUTS, run_entities
from scripts.provenance.crate_terms import CONTEXT, KINDS, PROFILES, pronom

DESCRIPTOR = "ro-crate-metadata.json"
BASE = "https://w3id.org/ro/crate/1.1"
WORKFLOW_BASE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"

Entity = dict[str, Any]


def crate(
    publication: Publication,
    ledger: dict[str, Any],
    released: dict[str, tuple[str, int]],
    sources: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """The JSON-LD; `ledger` is the released one, `released` maps files to SHA-256 and size."""
    run = run_entities(publication, ledger, sorted(released), sources)
    people = authors(publication)
    entities = [
        _descriptor(),
        _root(publication, ledger, released, run, people),
        *_files(released),
        *run[1:],
        *people,
        institution(publication),
        *_licence(publication),
        *[{"@id": id, "@type": "CreativeWork", "name": name, "version": version} for id, name, version in PROFILES],
        *_formats(released),
    ]
    # the workflow is a released file as well: one entity says both
    workflow = next(each for each in entities if each["@id"] == run[0]["@id"])
    workflow |= run[0]
    return {"@context": CONTEXT, "@graph": [_compact(each) for each in entities]}


def _compact(entity: Entity) -> Entity:
    """A list of one as that one, as RO-Crate 1.1 wants it."""
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in entity.items()}


def _descriptor() -> Entity:
    return {
        "@id": DESCRIPTOR,
        "@type": "CreativeWork",
        "about": reference("./"),
        "conformsTo": [reference(BASE), reference(WORKFLOW_BASE)],
    }


def _root(
    publication: Publication, ledger: dict[str, Any], released: dict[str, Any], run: list[Entity], people: list[Entity]
) -> Entity:
    mark = "Fictional demonstration: every person, authority and finding is invented. " if publication.fictional else ""
    folders = [reference("tables/")] if any(name.startswith("tables/") for name in released) else []
    actions = ("CreateAction", "OrganizeAction", "ControlAction")
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": full_title(publication),
        "description": mark + (publication.summary or publication.question),
        "datePublished": publication.report_date.isoformat(),
        "version": publication.version,
        "license": reference(licence_id(publication)),
        "author": [reference(each["@id"]) for each in people],
        "publisher": reference(institution(publication)["@id"]),
        "conformsTo": [reference(id) for id, *_ in PROFILES],
        "hasPart": [*folders, *(reference(name) for name in released if "/" not in name)],
        "mainEntity": reference(run[0]["@id"]),
        "mentions": [reference(each["@id"]) for each in run if each["@type"] in actions],
        "identifier": f"https://doi.org/{publication.doi.removeprefix('https://doi.org/')}" if publication.doi else None,
        "keywords": list(publication.keywords),
    }
    return {name: value for name, value in root.items() if value}


def licence_id(publication: Publication) -> str:
    """The address of the licence, or a name within the crate when no register knows it."""
    known = spdx_id(publication.licence)
    return f"https://spdx.org/licenses/{known}" if known else "#licence"


def _licence(publication: Publication) -> list[Entity]:
    return [{"@id": licence_id(publication), "@type": "CreativeWork", "name": publication.licence}]


def _files(released: dict[str, tuple[str, int]]) -> list[Entity]:
    entities = []
    for name, (sha256, size) in released.items():
        mime, _, meaning = KINDS[name.rsplit(".", 1)[-1]]
        entity = {
            "@id": name,
            "@type": "File",
            "name": name,
            "description": meaning,
            "contentSize": str(size),
            "encodingFormat": [mime, reference(pronom(name))],
            "sha256": sha256,
        }
        if name == "README.md":
            entity |= {"about": reference("./"), "encodingFormat": mime}
        entities.append(entity | ({"exampleOfWork": reference(f"#out-{name}")} if name in OUTPUTS else {}))
    tables = [reference(name) for name in released if name.startswith("tables/")]
    folder = {"@id": "tables/", "@type": "Dataset", "name": "tables", "description": "the tables of the report, as printed"}
    return [*entities, *([{**folder, "hasPart": tables}] if tables else [])]


def _formats(released: dict[str, Any]) -> list[Entity]:
    return [
        {"@id": id, "@type": "WebSite", "name": KINDS[ending][0]}
        for id, ending in sorted({(pronom(name), name.rsplit(".", 1)[-1]) for name in released})
    ]

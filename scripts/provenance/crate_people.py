"""Who stands behind the release in its RO-Crate: the institution and the authors named in study.yaml, nobody else."""

from __future__ import annotations

from typing import Any

from scripts.ground.models.study import Publication
from scripts.provenance.citation import ORCID

Entity = dict[str, Any]


def reference(id: str) -> dict[str, str]:
    """A reference to an entity."""
    return {"@id": id}


def institution(publication: Publication) -> Entity:
    """The evaluating institution."""
    url = publication.institution_url
    return {"@id": url or "#institution", "@type": "Organization", "name": publication.institution} | (
        {"url": url} if url else {}
    )


def authors(publication: Publication) -> list[Entity]:
    """The authors in the order printed."""
    home = institution(publication)
    entities = []
    for number, author in enumerate(publication.authors, start=1):
        id = ORCID + author.orcid.removeprefix(ORCID) if author.orcid else f"#author-{number}"
        if author.kind == "team":
            url = {"url": home["url"]} if "url" in home else {}
            belongs = {"@type": "Organization", "parentOrganization": reference(home["@id"])} | url
        else:
            belongs = {"@type": "Person", "affiliation": reference(home["@id"])}
        entities.append({"@id": id, "name": author.name, **belongs})
    return entities

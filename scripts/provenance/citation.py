"""CITATION.cff: how to cite the release, from what study.yaml says about its publication.

A licence is named by its SPDX id where the words of study.yaml tell it ("CC BY 4.0" is CC-BY-4.0), else not at all.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from scripts.ground.models.study import Author, Publication

CREATIVE_COMMONS = re.compile(r"CC(?:[ -](BY(?:[ -](?:NC|ND|SA))*)|0)[ -](\d\.\d)", re.IGNORECASE)
KNOWN = {"MIT", "Apache-2.0", "ODbL-1.0", "OGL-UK-3.0"}
ORCID = "https://orcid.org/"


def citation_file(publication: Publication) -> bytes:
    """The file in the Citation File Format 1.2.0."""
    kept = {
        "cff-version": "1.2.0",
        "message": "Please cite this evaluation as follows.",
        "type": "dataset",
        "title": full_title(publication),
        "authors": [_author(each, publication) for each in publication.authors] or [{"name": publication.institution}],
        "version": publication.version,
        "date-released": publication.report_date.isoformat(),
        "license": spdx_id(publication.licence),
        "doi": publication.doi.removeprefix("https://doi.org/"),
        "abstract": publication.summary,
        "keywords": list(publication.keywords),
        "repository-code": publication.repository,
    }
    return yaml_file({name: value for name, value in kept.items() if value})


def yaml_file(content: dict[str, Any]) -> bytes:
    """YAML in the order given."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120).encode("utf-8")


def full_title(publication: Publication) -> str:
    """Title and subtitle; a fictional study says so."""
    mark = " (fictional demonstration)" if publication.fictional else ""
    return (f"{publication.title}: {publication.subtitle}" if publication.subtitle else publication.title) + mark


def spdx_id(licence: str) -> str:
    """The SPDX id of a licence named in words, or nothing."""
    found = CREATIVE_COMMONS.fullmatch(licence.strip())
    if found:
        return f"CC-{found[1].upper().replace(' ', '-')}-{found[2]}" if found[1] else f"CC0-{found[2]}"
    return licence if licence in KNOWN else ""


def _author(author: Author, publication: Publication) -> dict[str, str]:
    orcid = {"orcid": ORCID + author.orcid.removeprefix(ORCID)} if author.orcid else {}
    if author.kind == "team":
        return {"name": author.name} | orcid
    given, _, family = author.name.strip().rpartition(" ")
    names = {"given-names": given, "family-names": family} if given else {"name": family}
    return names | {"affiliation": publication.institution} | orcid

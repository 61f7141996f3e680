"""A REFI-QDA project with plain-text sources, as coding software writes it (https://www.qdasoftware.org, format 1.0)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass

from scripts.demo.dates import PACKED
from scripts.ground.models.codebook import Code

NAMESPACE = "urn:QDA-XML:project:1.0"
STAMP = f"{PACKED:%Y-%m-%dT%H:%M:%SZ}"
Guid = Callable[..., str]


@dataclass(frozen=True)
class Coded:
    """One code given to one selection by one coder; offsets in code points of the source text."""

    start: int
    end: int
    code: str
    coder: str


@dataclass(frozen=True)
class Source:
    """A text with what was coded in it."""

    name: str
    text: str
    coded: tuple[Coded, ...]


def project_xml(name: str, coders: list[str], codes: tuple[Code, ...], sources: list[Source], guid: Guid) -> bytes:
    """`project.qde`: users, codes nested below their families, sources with selections and codings."""
    project = ET.Element(
        "Project", {"xmlns": NAMESPACE, "name": name, "origin": "fictional demonstration", "creationDateTime": STAMP}
    )
    users = ET.SubElement(project, "Users")
    for coder in coders:
        ET.SubElement(users, "User", {"guid": guid("user", coder), "name": coder})
    _codebook(project, codes, guid)
    _sources(project, sources, guid)
    ET.indent(project, " ")
    return ET.tostring(project, encoding="utf-8", xml_declaration=True) + b"\n"


def _codebook(project: ET.Element, codes: tuple[Code, ...], guid: Guid) -> None:
    parent = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    for family in dict.fromkeys(code.family for code in codes):
        group = ET.SubElement(parent, "Code", {"guid": guid("family", family), "name": family, "isCodable": "false"})
        for code in codes:
            if code.family == family:
                entry = ET.SubElement(group, "Code", {"guid": guid("code", code.id), "name": code.name, "isCodable": "true"})
                ET.SubElement(entry, "Description").text = code.definition


def _sources(project: ET.Element, sources: list[Source], guid: Guid) -> None:
    parent = ET.SubElement(project, "Sources")
    for source in sources:
        id = guid("source", source.name)
        entry = ET.SubElement(
            parent,
            "TextSource",
            {"guid": id, "name": source.name, "plainTextPath": f"internal://{id}.txt", "creationDateTime": STAMP},
        )
        for each in sorted(source.coded, key=lambda coded: (coded.start, coded.end, coded.coder, coded.code)):
            place = f"{source.name}/{each.start}/{each.end}/{each.coder}/{each.code}"
            selection = ET.SubElement(
                entry,
                "PlainTextSelection",
                {
                    "guid": guid("selection", place),
                    "name": f"{each.start},{each.end}",
                    "startPosition": str(each.start),
                    "endPosition": str(each.end),
                    "creatingUser": guid("user", each.coder),
                    "creationDateTime": STAMP,
                },
            )
            coding = ET.SubElement(
                selection,
                "Coding",
                {"guid": guid("coding", place), "creatingUser": guid("user", each.coder), "creationDateTime": STAMP},
            )
            ET.SubElement(coding, "CodeRef", {"targetGUID": guid("code", each.code)})

"""XML of REFI-QDA exports: parsed without entities; elements are known by their name without namespace.

Fails when the XML is broken or declares entities. A declared encoding that is not the file's own (UTF-16 over UTF-8, as some
programs write it) is overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ingest.cells import fold
from scripts.ingest.files import decode

DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
LONGEST_POSITION = 12
# Codes below codes reach a dozen levels; thousands are made to bring a reader down.
DEEPEST = 200
AGAIN = "Export it again from the coding program."
FALSE = ("false", "0", "no")


def parsed(data: bytes, where: str, what: str) -> Any:
    """The root element; `what` names the file in a fault."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    for form in _forms(data):
        try:
            root = fromstring(form)
        except DefusedXmlException:
            fault = f"The {what} declares entities, which no coding program writes and which could swell when opened."
            raise UnreadableFile(fault, where=where, remedy=AGAIN) from None
        except (ParseError, ValueError, LookupError):
            # LookupError and ValueError: an encoding nobody knows; perhaps the file is in another one
            continue
        _refuse_depth(root, where, what)
        return root
    raise UnreadableFile(f"The {what} is not valid XML.", where=where, remedy=AGAIN)


def _forms(data: bytes) -> Iterator[bytes | str]:
    yield data.lstrip()
    decoded = decode(data)
    if decoded is not None:
        yield DECLARATION.sub("", decoded[0]).strip()


def _refuse_depth(root: Any, where: str, what: str) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise UnreadableFile(f"The {what} is nested deeper than any coding program writes.", where=where, remedy=AGAIN)


def tag(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def every(element: Any, *tags: str) -> Iterator[Any]:
    """All elements of these names below an element, at any depth."""
    return (each for each in element.iter() if tag(each) in tags)


def children(element: Any, *tags: str) -> list[Any]:
    return [each for each in element if tag(each) in tags]


def words(element: Any, name: str) -> str:
    """The text of a child element."""
    return next((each.text or "" for each in children(element, name)), "").strip()


def guid(text: str | None) -> str:
    return (text or "").strip("{} \t\r\n").casefold()


def target(element: Any) -> str:
    """What a reference points to; in codebooks the attribute is called `guid`."""
    return guid(element.get("targetGUID") or element.get("guid"))


def name_of(element: Any) -> str:
    return fold(element.get("name") or "")


def whole(text: str | None) -> int:
    """A position; -1 where there is none."""
    bare = (text or "").strip()
    return int(bare) if bare.isdecimal() and len(bare) <= LONGEST_POSITION else -1


def is_codable(code: Any) -> bool:
    return (code.get("isCodable") or "true").strip().casefold() not in FALSE

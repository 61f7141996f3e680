"""A number in the prose is inserted by id; a typed one is an error that names file and line."""

from __future__ import annotations

import re

from scripts.ground.faults import RenderFault, raise_all

# taken out before looking: shortcodes, code, attributes, references, link targets, raw blocks, front matter
NOT_PROSE = re.compile(r"\{\{<.*?>\}\}|`[^`]*`|\{[^{}]*\}|@[\w-]+|\]\([^)]*\)|<[^>]*>", re.DOTALL)
# not the digits of a word (B3, COVID-19, v2.1); a sign or a point before a number belongs to it
NUMBER = re.compile(r"(?<!\w)(?<!\w[.-])\d[\d.,]*%?")


def refuse_typed_numbers(files: dict[str, str]) -> None:
    """Raise RenderFault for every line of the given texts in which a digit stands as prose."""
    faults = [
        RenderFault(
            "A number is typed into the prose.",
            where=f"{name}, line {line}",
            remedy="Insert it by its evidence id: {{< var behaviour-B3-change-mean >}}; or write it as a word.",
        )
        for name, text in sorted(files.items())
        for line, content in enumerate(_prose(text).split("\n"), start=1)
        if NUMBER.search(content)
    ]
    raise_all(faults)


def _prose(text: str) -> str:
    """The text with everything blanked that is no prose, lines kept."""
    return NOT_PROSE.sub(lambda found: "\n" * found[0].count("\n"), text)

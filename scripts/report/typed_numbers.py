"""A number in the prose is inserted by id; a typed one is an error that names file and line.

- looked for in all that a reader will see, raw HTML, Typst and numbers in backquotes included
- HTML tags and comments outside a raw block are refused too: formats and renderers differ in what they make of them
- a number that no evidence can give (the year of an Act) stands in a span with its reason:
  `[1989]{.typed because="the year of the Act"}`
"""

from __future__ import annotations

import re

from scripts.ground.faults import RenderFault, raise_all

RAW = re.compile(r"^(```+)\s*\{=\w+\}[^\n]*\n(.*?)^\1\s*$|`([^`\n]+)`\{=\w+\}", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^(```+|~~~+)(?!\s*\{=).*?^\1\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)([^`\n]+)\1(?!\{=)")
PERMITTED = re.compile(r"\[[^\]\n]*\]\{\.typed\s+because=(?:\"[^\"\n]*\w[^\"\n]*\"|'[^'\n]*\w[^'\n]*')\s*\}")
# attributes, shortcodes, references, link targets, addresses, character references
NOT_PROSE = re.compile(
    r"\{\{<.*?>\}\}|\{\s*(?:[#.]|[\w:-]+=)[^{}]*\}|(?<!\w)@[\w-]+|\]\([^)\n]*\)|<(?:https?|mailto):[^>\s]*>|&\w+;", re.DOTALL
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<!--|</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>")
# not the digits of a word (B3, COVID-19, v2.1); a sign or a point before a number belongs to it
NUMBER = re.compile(r"(?<!\w)(?<!\w[.-])\d[\d.,]*%?")
BARE = re.compile(r"[\s+−–-]*[.\d][\d.,\s%–−-]*")


def refuse_typed_numbers(files: dict[str, str]) -> None:
    """Raise RenderFault for every line of the given texts in which a digit stands as prose, or an HTML tag."""
    raise_all(typed_numbers(files))


def typed_numbers(files: dict[str, str]) -> list[RenderFault]:
    """A fault for each such line."""
    faults = []
    for name, text in sorted(files.items()):
        for line, (content, tagged) in enumerate(zip(_prose(text).split("\n"), _tagged(text).split("\n"), strict=True), start=1):
            where = f"{name}, line {line}"
            if NUMBER.search(content):
                remedy = "Insert it by its evidence id: {{< var behaviour-B3-change-mean >}}; or write it as a word."
                faults.append(RenderFault("A number is typed into the prose.", where=where, remedy=remedy))
            if TAG.search(tagged):
                remedy = "Write it in Markdown: Word and PDF do not know HTML. A remark to yourselves belongs elsewhere."
                faults.append(RenderFault("An HTML tag stands in the prose.", where=where, remedy=remedy))
    return faults


def _prose(text: str) -> str:
    """What a reader will see, everything else blanked, lines kept."""
    text = RAW.sub(_seen, text)
    text = FENCED.sub(_blank, text)
    text = CODE.sub(lambda found: f" {found[2]} " if BARE.fullmatch(found[2]) else _blank(found), text)
    for pattern in (PERMITTED, COMMENT, NOT_PROSE, TAG):
        text = pattern.sub(_blank, text)
    return text


def _seen(raw: re.Match[str]) -> str:
    """Text of a raw block without its tags, styles and fences."""
    inside = re.sub(r"<(script|style)\b.*?</\1>", _blank, raw[0], flags=re.DOTALL | re.IGNORECASE)
    return re.sub(r"```+[^\n]*|`", "", TAG.sub(_blank, COMMENT.sub(_blank, inside)))


def _tagged(text: str) -> str:
    """The text without raw blocks, code and addresses."""
    for pattern in (RAW, FENCED, CODE, NOT_PROSE):
        text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return _lines(found[0])


def _lines(text: str) -> str:
    return "\n" * text.count("\n")

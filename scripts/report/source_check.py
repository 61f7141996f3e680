"""Whether the sources of the report hold together, before any renderer sees them.

A renderer says such things late, without a place, or not at all (Quarto prints `?var:x` and succeeds), so they are looked
for here, once for all formats, and told by file and line:

- an include of a file that is not there
- a variable that is no evidence id of this report, a shortcode other than var, meta and include
- a reference to a label that nothing in the report bears; a label borne twice
- an exhibit that was made and stands nowhere
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from scripts.ground.faults import RenderFault, raise_all

MAIN = "report.qmd"
INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
SHORTCODE = re.compile(r"\{\{<\s*(\S*)\s*(\S*?)\s*>\}\}")
REFERENCE = re.compile(r"(?<![\w\\.@])@((?:fig|tbl|sec)-[\w-]*\w|[A-Za-z][\w-]*)")
LABEL = re.compile(r"\{#((?:fig|tbl|sec)-[\w-]*\w)")
CODE = re.compile(r"^(```+|~~~+).*?^\1\s*$|`+[^`\n]+`+", re.MULTILINE | re.DOTALL)
KNOWN = ("var", "meta")


class Line(NamedTuple):
    """A line of the sources: its file in the project, its number, what stands there outside code."""

    file: str
    number: int
    text: str


def reached(files: Mapping[str, str]) -> list[str]:
    """Files of the project that the report includes, in order, itself first; missing ones are left out."""
    names = [MAIN]
    for name in names:
        names += [each for _, each in _includes(files[name]) if each in files and each not in names]
    return names


def refuse_broken_sources(
    files: Mapping[str, str], variables: Collection[str], exhibits: Collection[str], written: Mapping[str, str]
) -> None:
    """Raise RenderFault for everything that does not hold; `written` are the team's own texts, by the names they know."""
    names = reached(files)
    lines = [line for name in names for line in _lines(name, files[name])]
    labels: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        for label in LABEL.findall(line.text):
            labels[label].append(line)
    place = _Places(written)
    faults = [
        *_lost_includes(files, names, place),
        *(fault for line in lines for fault in _unknown_variables(line, variables, place)),
        *(fault for line in lines for fault in _broken_references(line, labels, place)),
        *_twice(labels, place),
        *_unused(files, names, exhibits),
    ]
    raise_all(faults)


class _Places:
    """Names a line as the person who wrote it knows it: prose is copied into generated files."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.own = {
            text.strip(): f"{name}, line {number}"
            for name, whole in sorted(written.items(), reverse=True)
            for number, text in enumerate(whole.split("\n"), start=1)
            if text.strip()
        }

    def __call__(self, line: Line, whole: str = "") -> str:
        folder = "report/" if line.file.startswith("chapters/") else ""
        here = f"{folder}{line.file}, line {line.number}"
        return self.own.get((whole or line.text).strip(), here) if line.file.startswith("generated/") else here


def _lines(name: str, text: str) -> Iterator[Line]:
    outside = CODE.sub(lambda found: "\n" * found[0].count("\n"), text)
    return (Line(name, number, content) for number, content in enumerate(outside.split("\n"), start=1))


def _includes(text: str) -> list[tuple[int, str]]:
    lines = enumerate(text.split("\n"), start=1)
    return [(number, found[1]) for number, line in lines if (found := INCLUDE.match(line))]


def _lost_includes(files: Mapping[str, str], names: list[str], place: _Places) -> Iterator[RenderFault]:
    for name in names:
        for number, wanted in _includes(files[name]):
            if wanted not in files:
                where = place(Line(name, number, files[name].split("\n")[number - 1]))
                remedy = "Write its path as seen from report.qmd, or take the line out."
                yield RenderFault(f"The included file '{wanted}' does not exist.", where=where, remedy=remedy)


def _unknown_variables(line: Line, variables: Collection[str], place: _Places) -> Iterator[RenderFault]:
    if INCLUDE.match(line.text):
        return
    for kind, key in SHORTCODE.findall(line.text):
        if kind not in KNOWN:
            remedy = "Use var or meta; an include stands on a line of its own."
            yield RenderFault(f"'{kind}' is no shortcode of this report.", where=place(line), remedy=remedy)
        elif kind == "var" and key not in variables:
            near = difflib.get_close_matches(key, variables, n=3)
            remedy = f"Did you mean: {', '.join(near)}?" if near else "evidence.json lists all ids; write - for each point."
            yield RenderFault(f"'{key}' is no evidence id of this report.", where=place(line), remedy=remedy)


def _broken_references(line: Line, labels: Collection[str], place: _Places) -> Iterator[RenderFault]:
    for name in REFERENCE.findall(line.text):
        if name not in labels:
            near = difflib.get_close_matches(name, labels, n=3)
            remedy = f"Did you mean: {', '.join(f'@{each}' for each in near)}?" if near else "Write \\@ for the sign itself."
            yield RenderFault(f"'@{name}' names nothing in the report.", where=place(line), remedy=remedy)


def _twice(labels: Mapping[str, list[Line]], place: _Places) -> Iterator[RenderFault]:
    for label, lines in sorted(labels.items()):
        for line in lines[1:]:
            remedy = f"It stands in {place(lines[0])} already; give each exhibit and section a label of its own."
            yield RenderFault(f"The label '{label}' is used twice.", where=place(line), remedy=remedy)


def _unused(files: Mapping[str, str], names: list[str], exhibits: Collection[str]) -> Iterator[RenderFault]:
    for name in sorted(exhibits):
        file = f"generated/{name}.md"
        if file not in names:
            lines = [line.number for line in _lines(file, files[file]) if LABEL.search(line.text)] or [1]
            remedy = f"Include it where it belongs: {{{{< include {file} >}}}}; or do not make it."
            yield RenderFault("This exhibit is made and stands nowhere.", where=f"{file}, line {lines[0]}", remedy=remedy)

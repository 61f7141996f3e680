"""The reference page of the configuration: each file, each section, each key with type, default and meaning."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from scripts.ground.config import file_of
from scripts.ground.models.base import Section

REQUIRED = "required"
OF_ITS_KIND = "what it is; the other keys depend on it"
NAMES = {
    str: "text", int: "whole number", float: "number", bool: "true or false", dt.date: "date", NoneType: "nothing"
}  # fmt: skip
BOUNDS = {"ge": "at least {}", "gt": "above {}", "le": "at most {}", "lt": "below {}", "min_length": "{} or more"}
HEAD = """# Configuration

Generated from the models by `make docs`; do not edit. A study keeps these files in `config/`. An unknown key is an error, so a
misspelt one cannot be overlooked. The same as JSON Schema, for editors that complete and check YAML:
[workflow/schemas/config](../../workflow/schemas/config).

"""


def config_page(files: dict[str, type[Section]], optional: set[str]) -> str:
    """The page as Markdown."""
    contents = "".join(
        f"- [{file_of(name)}](#{file_of(name).replace('.', '')}){' (optional)' if name in optional else ''}: {_told_by(model)}\n"
        for name, model in files.items()
    )
    return HEAD + contents + "".join(_file(name, model) for name, model in files.items())


def _file(name: str, model: type[Section]) -> str:
    return f"\n## {file_of(name)}\n\n{_told_by(model)[:1].upper()}{_told_by(model)[1:]}\n" + "".join(_sections(model, ""))


def _sections(section: type[Section], path: str) -> Iterator[str]:
    """The table of a section, then those of the sections in it."""
    heading = f"\n### `{path}`\n\n{_first_line(section)}\n" if path else ""
    rows = "".join(_row(name, field) for name, field in section.model_fields.items())
    yield f"{heading}\n| key | type | default | meaning |\n|---|---|---|---|\n{rows}"
    for name, field in section.model_fields.items():
        for suffix, inner in _inner(field.annotation, field):
            yield from _sections(inner, f"{path}.{name}{suffix}".removeprefix("."))


def _row(name: str, field: FieldInfo) -> str:
    inner = _inner(field.annotation, field)
    meaning = field.description or (_first_line(inner[0][1]) if inner else OF_ITS_KIND)
    bounds = ", ".join(_bounds(field))
    kind = _kind(field.annotation) + (f", {bounds}" if bounds else "")
    return f"| `{name}` | {_cell(kind)} | {_cell(_default(field))} | {_cell(meaning)} |\n"


def _inner(annotation: Any, field: FieldInfo | None = None) -> list[tuple[str, type[Section]]]:
    """Sections inside a field, each with what is written behind the key to reach it."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [("", annotation)]
    if origin is Annotated:
        return _inner(parts[0])
    if origin is tuple:
        return [(f"[]{suffix}", section) for suffix, section in _inner(parts[0])]
    if origin is dict:
        return [(f".<key>{suffix}", section) for suffix, section in _inner(parts[1])]
    if origin in (Union, UnionType):
        return [(_tag(section), section) for part in parts for _, section in _inner(part)]
    return []


def _tag(section: type[Section]) -> str:
    """The kinds of a section that is one of several, if kinds tell them apart."""
    kind = section.model_fields.get("kind")
    return f" ({', '.join(get_args(kind.annotation))})" if kind else ""


def _kind(annotation: Any) -> str:
    """A type in words."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if annotation in NAMES:
        return NAMES[annotation]
    if origin is Literal:
        return " or ".join(f"`{part}`" if part != "" else "empty" for part in parts)
    if origin is Annotated:
        return _kind(parts[0])
    if origin is tuple:
        return f"list of {_kind(parts[0])}" if _kind(parts[0]) != "section" else "list of sections"
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_kind(part) for part in parts))
    if origin is dict:
        return f"{_kind(parts[0])} → {_kind(parts[1])}"
    return "section"


def _bounds(field: FieldInfo) -> Iterator[str]:
    for each in field.metadata:
        for name, words in BOUNDS.items():
            if getattr(each, name, None) is not None:
                yield words.format(f"{getattr(each, name):g}")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return REQUIRED
    value = field.default
    if isinstance(value, Section):
        return "as below"
    if value in (None, "", (), {}):
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return ", ".join(f"`{each}`" for each in value) if isinstance(value, tuple) else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _first_line(model: type[Section]) -> str:
    return (inspect.getdoc(model) or "").split("\n")[0]


def _told_by(model: type[Section]) -> str:
    """What a file is, from the first line of the module that declares it."""
    return (inspect.getdoc(inspect.getmodule(model)) or "").split("\n")[0].split(": ", 1)[-1]

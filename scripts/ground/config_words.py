"""Faults of a config file in the words of who writes it: which key, on which line, what may stand there.

- The place that the model complains of is followed through the model and through the lines of the file together.
- A misspelt key or value comes with the nearest of those that are allowed, and is not told again as a missing one.
- Of values only those are repeated that should be one of a few words.
"""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from scripts.ground.config_yaml import entries, line_of
from scripts.ground.faults import ConfigFault
from scripts.ground.models.base import Section

TO_FILL = "?"
SHOWN_LENGTH = 40
KEYS = "must hold keys with values, not a single value or a list"
LIST = "must be a list: [one, two], or one line beginning with - for each entry"
MUST = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "must be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing"), "must be a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false"),
    "string_type": "must be text; what looks like a number or a date goes into quotes",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), "must be a date: 2026-03-31"
    ),
    **dict.fromkeys(("tuple_type", "list_type"), LIST),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "mapping_type"), KEYS),
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "too_short": "must have at least {min_length} of {field_type}",
}


@dataclass
class _Spot:
    """A place in a file: what the model wants there, what stands there, and how it is called."""

    kind: Any
    node: yaml.Node | None
    line: int
    names: tuple[int | str, ...] = ()
    meaning: str = ""

    @property
    def value(self) -> str:
        """A single value as written; empty for anything else."""
        return self.node.value if isinstance(self.node, yaml.ScalarNode) else ""


def config_faults(error: ValidationError, model: type[Section], root: yaml.Node | None, where: str) -> list[ConfigFault]:
    """A fault for every complaint of the model, in the order of the lines."""
    found = [(each, _found(each, model, root)) for each in error.errors(include_input=False)]
    meant = {(*spot.names[:-1], _nearest(spot)) for each, spot in found if each["type"] == "extra_forbidden"}
    told = [(spot.line, *_words(each, spot)) for each, spot in found if each["type"] != "missing" or spot.names not in meant]
    return [
        ConfigFault(what, where=f"{where}, line {line}", remedy=remedy)
        for line, what, remedy in sorted(dict.fromkeys(told), key=lambda each: each[0])
    ]


def _words(error: Any, spot: _Spot) -> tuple[str, str]:
    """What is wrong and what to do."""
    special: dict[str, Callable[[Any, _Spot], tuple[str, str]]] = {
        "extra_forbidden": _unknown_key,
        "missing": _missing_key,
        "union_tag_invalid": _unknown_kind,
        "union_tag_not_found": _missing_kind,
        "literal_error": _unknown_word,
    }
    if spot.value == TO_FILL and error["type"] not in ("extra_forbidden", "missing"):
        return f"{_called(spot.names)} still says `?`.", f"Write what belongs there{_meaning(spot)}."
    if error["type"] in special:
        return special[error["type"]](error, spot)
    remedy = f"Correct the value; docs/reference says what is allowed{_meaning(spot)}."
    if error["type"] in MUST:
        counted = {"field_type": "its entries"}
        return f"{_called(spot.names)} {MUST[error['type']].format(**error.get('ctx', {}) | counted)}.", remedy
    # what a model of ours checks says it in its own words
    return f"{_path(spot.names)}: {error['msg'].removeprefix('Value error, ').rstrip('.')}.", remedy


def _unknown_key(error: Any, spot: _Spot) -> tuple[str, str]:
    known = _known_keys(spot)
    listed = f" Keys there: {', '.join(known)}." if known else ""
    what = f"Unknown key `{spot.names[-1]}`{_under(spot.names)}.{_near(str(spot.names[-1]), known)}"
    return what, f"Correct its spelling, or remove it.{listed}"


def _known_keys(spot: _Spot) -> list[str]:
    return sorted({name for each in _options(spot.kind) if _is_section(each) for name in each.model_fields})


def _nearest(spot: _Spot) -> str:
    """The key that an unknown one may have been meant to be."""
    return next(iter(difflib.get_close_matches(str(spot.names[-1]).casefold(), _known_keys(spot), n=1)), "")


def _missing_key(error: Any, spot: _Spot) -> tuple[str, str]:
    return f"The key `{spot.names[-1]}` is missing{_under(spot.names)}.", f"Add it{_meaning(spot)}."


def _unknown_kind(error: Any, spot: _Spot) -> tuple[str, str]:
    known, key = _kinds(spot), error["ctx"]["discriminator"].strip("'")
    written = str(error["ctx"]["tag"])
    what = f"`{key}` cannot be `{_short(written)}`{_under((*spot.names, key))}.{_near(written, known)}"
    return what, f"Use one of: {', '.join(known)}."


def _missing_kind(error: Any, spot: _Spot) -> tuple[str, str]:
    key = error["ctx"]["discriminator"].strip("'")
    return f"The key `{key}` is missing{_under((*spot.names, key))}.", f"Add it: one of {', '.join(_kinds(spot))}."


def _unknown_word(error: Any, spot: _Spot) -> tuple[str, str]:
    known = [str(each) for each in _literals(spot.kind)]
    written = f" cannot be `{_short(spot.value)}`" if spot.value else " must be one of a few words"
    listed = ", ".join(each or '""' for each in known)
    return f"{_called(spot.names)}{written}.{_near(spot.value, known)}", f"Use one of: {listed}."


def _found(error: Any, model: type[Section], root: yaml.Node | None) -> _Spot:
    """Follow a complaint to its place; of an unknown key the model is that which should have it."""
    spot = _Spot(model, root, 1)
    for part in error["loc"]:
        options = _options(spot.kind)
        if len(options) > 1:
            # the next part says which of several models is meant, and stands in no file
            spot.kind = next((each for each in options if _is_called(each, part)), spot.kind)
            if isinstance(part, str):
                continue
        spot = _step(spot, part, keep_kind=error["type"] == "extra_forbidden" and part == error["loc"][-1])
    if error["type"] == "union_tag_invalid":
        inner = [key for key, _ in entries(spot.node) if key.value == error["ctx"]["discriminator"].strip("'")]
        spot.line = line_of(inner[0]) if inner else spot.line
    return spot


def _step(spot: _Spot, part: int | str, *, keep_kind: bool) -> _Spot:
    """One step down: into a key of a mapping, or an entry of a list."""
    outer = _options(spot.kind)[0]
    kind = spot.kind if keep_kind else _inner(outer, part)
    meaning = (outer.model_fields[part].description or "") if _is_section(outer) and part in outer.model_fields else ""
    names = (*spot.names, part)
    if isinstance(part, int) and isinstance(spot.node, yaml.SequenceNode) and part < len(spot.node.value):
        node = spot.node.value[part]
        return _Spot(kind, node, line_of(node), names, meaning)
    for key, value in entries(spot.node):
        if key.value == str(part):
            return _Spot(kind, value, line_of(key), names, meaning)
    return _Spot(kind, None, spot.line, names, meaning)


def _inner(kind: Any, part: int | str) -> Any:
    """What the model wants one step down."""
    if _is_section(kind):
        field = kind.model_fields.get(part)
        return field.annotation if field else Any
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if arguments and isinstance(part, int) else Any


def _options(kind: Any) -> list[Any]:
    """The models or types that may stand at a place, None left out."""
    if typing.get_origin(kind) is typing.Annotated:
        return _options(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [each for one in typing.get_args(kind) if one is not type(None) for each in _options(one)]
    return [kind]


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Section)


def _is_called(kind: Any, part: int | str) -> bool:
    """Whether the complaint means this one of several models."""
    if not _is_section(kind):
        return getattr(kind, "__name__", "") == part
    return kind.__name__ == part or ("kind" in kind.model_fields and part in _literals(kind.model_fields["kind"].annotation))


def _kinds(spot: _Spot) -> list[str]:
    return sorted(str(each) for one in _options(spot.kind) for each in _literals(one.model_fields["kind"].annotation))


def _literals(kind: Any) -> tuple[Any, ...]:
    """The words allowed at a place."""
    found = [each for each in _options(kind) if typing.get_origin(each) is typing.Literal]
    return typing.get_args(found[0]) if found else ()


def _meaning(spot: _Spot) -> str:
    """What the reference says of the key."""
    return f": {spot.meaning}" if spot.meaning else ""


def _near(written: str, known: list[str]) -> str:
    near = difflib.get_close_matches(written.casefold(), [each for each in known if each], n=1)
    return f" Did you mean `{near[0]}`?" if near else ""


def _called(names: tuple[int | str, ...]) -> str:
    return f"`{_path(names)}`" if names else "The file"


def _under(names: tuple[int | str, ...]) -> str:
    return f" under `{_path(names[:-1])}`" if names[1:] else ""


def _path(names: tuple[int | str, ...]) -> str:
    """`codes, entry 3, valence`: keys are joined by dots, entries counted from 1."""
    path, joint = "", ""
    for name in names:
        path += f", entry {name + 1}" if isinstance(name, int) else f"{joint}{name}"
        joint = ", " if isinstance(name, int) else "."
    return path or "the file"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"

"""Reading one YAML file of `config/`: its values and, for every message about them, the lines on which they stand.

- A key that stands twice is a fault with both lines instead of a silent loss; all of a file are told at once.
- What is no YAML is told with its line, and a tab at the start of a line as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scripts.ground.faults import ConfigFault, raise_all

TAB = re.compile(r" *\t")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which equal keys are refused and impossible dates are told with their line."""


def read_yaml(path: Path, where: str) -> tuple[Any, yaml.Node | None]:
    """The content of a file and the nodes it was made from; raises ConfigFault or Faults for what is no YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigFault("The file is not UTF-8 text.", where=where, remedy="Save it as UTF-8.") from None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        raise_all(list(_faulty_keys(root, where)))
        return (None if root is None else loader.construct_document(root)), root
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(error, text, where) from None
    except yaml.reader.ReaderError as error:
        raise ConfigFault(
            f"The file is not valid YAML: {error.reason}.", where=where, remedy="Remove the invisible character."
        ) from None


def line_of(node: yaml.Node) -> int:
    """The line on which a node begins, from 1."""
    return node.start_mark.line + 1


def entries(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """Keys and values of a mapping; none of anything else."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def place_in(folder: Path, file: str, *names: str) -> str:
    """Where a key of a sound file stands: `config/study.yaml, line 3`; the key above it, where it is not written."""
    where, line = f"config/{file}", 0
    _, node = read_yaml(folder / where, where)
    for name in names:
        key, node = next(((key, value) for key, value in entries(node) if key.value == name), (None, None))
        line = line_of(key) if key else line
    return f"{where}, line {line}" if line else where


def _faulty_keys(root: yaml.Node | None, where: str) -> Iterator[ConfigFault]:
    """Keys that stand twice in one place, and keys that are no word, in the order of the file."""
    waiting, seen = [(root, "")], set()
    while waiting:
        node, name = waiting.pop()
        # an alias leads to a node again
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += [(each, name) for each in reversed(node.value)]
        first: dict[str, int] = {}
        for key, _ in entries(node):
            if not isinstance(key, yaml.ScalarNode):
                remedy = "Put a text that begins with a brace or bracket into quotes."
                yield ConfigFault("A key must be one word.", where=f"{where}, line {line_of(key)}", remedy=remedy)
            elif key.value in first:
                yield _twice(key, first[key.value], name, where)
            else:
                first[key.value] = line_of(key)
        waiting += [(value, key.value) for key, value in reversed(entries(node)) if isinstance(key, yaml.ScalarNode)]


def _twice(key: yaml.ScalarNode, before: int, under: str, where: str) -> ConfigFault:
    lines = f"(lines {before} and {line_of(key)})"
    if under == "sources":
        what, remedy = f"The name `{key.value}` stands twice {lines}.", "Give each source its own name."
    else:
        what, remedy = f"The key `{key.value}` stands twice {lines}.", "Keep one of the two."
    return ConfigFault(what, where=f"{where}, line {line_of(key)}", remedy=remedy)


def _no_yaml(error: yaml.MarkedYAMLError, text: str, where: str) -> ConfigFault:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    lines = text.splitlines()
    if TAB.match(lines[line - 1] if line <= len(lines) else ""):
        what, remedy = f"Line {line} begins with a tab.", "Use blanks; most editors can turn all tabs of a file into blanks."
    else:
        what = f"The file is not valid YAML: {error.problem}."
        remedy = "Mend the line named or the one before it: look for a lost quotation mark, bracket or colon, and at the indent."
    return ConfigFault(what, where=f"{where}, line {line}", remedy=remedy)


def _unique_mapping(loader: _Loader, node: yaml.MappingNode) -> dict:
    seen = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            # two spellings of one number; equal words are found before
            raise yaml.constructor.ConstructorError(None, None, f"the key “{key}” stands twice", key_node.start_mark)
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


def _possible_date(loader: _Loader, node: yaml.ScalarNode) -> object:
    try:
        return yaml.SafeLoader.construct_yaml_timestamp(loader, node)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, f"{node.value}: {error}", node.start_mark) from None


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _possible_date)

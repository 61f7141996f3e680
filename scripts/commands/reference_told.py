"""Every message that a person may meet, with its remedy, read from the code that raises it.

- faults stop a run: calls of the classes of scripts/ground/faults.py
- findings are gathered and told at once: calls of `finding(severity, where, rule, message, remedy)`
- a function or method that passes its own parameters on to one of these is followed to the calls of it

Nothing is imported. What a message fills in at run time stands as `…`; a name is followed to the texts that it is assigned in the
same function, the same file, or the project's file that it is imported from.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scripts.ground.environment import REPOSITORY

FILLED = "…"
FINDING = "finding"
FINDING_ARGUMENTS = ("severity", "where", "rule", "message", "remedy")
FAULT_ARGUMENTS = ("what", "where", "remedy")

Texts = dict[str, str]
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Told(NamedTuple):
    """One message of the code."""

    kind: str
    words: str
    remedy: str
    file: str
    severity: str = ""


class _Maker(NamedTuple):
    """A function that passes parameters on to a fault or a finding."""

    name: str
    parameters: tuple[str, ...]
    defaults: dict[str, ast.expr]
    given: dict[str, ast.expr]
    texts: Texts


def told_by(path: Path, kinds: Iterable[str]) -> Iterator[Told]:
    """Messages of one file; `kinds` are the names of the classes of faults."""
    tree = _tree(path)
    makers = _makers(path, kinds)
    file = path.relative_to(REPOSITORY).as_posix() if path.is_relative_to(REPOSITORY) else path.name
    for call, texts in _calls(tree, _constants(tree)):
        name = _name(call)
        if name == FINDING or name in kinds:
            parts = {part: _text(value, texts) for part, value in _given(call, _arguments(name)).items()}
            yield from _message(name, parts, file)
        for maker in makers.get(name, ()):
            yield from _message(maker.name, _passed_on(maker, call, texts), file)


def _message(name: str, parts: dict[str, str], file: str) -> Iterator[Told]:
    """A message, if its words (or the rule of a finding) stand in the code."""
    if name != FINDING:
        if parts.get("what", "").strip(FILLED + " "):
            yield Told(name, parts["what"], parts.get("remedy", FILLED), file)
    elif parts.get("rule", "").strip(FILLED + " ") and (parts.get("message", "") + parts.get("remedy", "")).strip(FILLED + " "):
        severity = parts.get("severity", "").strip(FILLED) or "by case"
        yield Told(parts["rule"], parts.get("message", ""), parts.get("remedy", ""), file, severity)


def _arguments(name: str) -> tuple[str, ...]:
    return FINDING_ARGUMENTS if name == FINDING else FAULT_ARGUMENTS


def _name(call: ast.Call) -> str:
    """The function called: of a class of the project's or of an object only methods that make messages are of interest."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name) if name != FINDING:
            return name
        case _:
            return ""


def _passed_on(maker: _Maker, call: ast.Call, texts: Texts) -> dict[str, str]:
    """What a call of a maker says: its own words where the maker passes a parameter on, else the maker's."""
    here = _given(call, maker.parameters)
    parts = {}
    for part, value in maker.given.items():
        if isinstance(value, ast.Name) and value.id in maker.parameters:
            parts[part] = _text(here.get(value.id, maker.defaults.get(value.id)), texts)
        else:
            parts[part] = _text(value, maker.texts)
    return parts


def _makers(path: Path, kinds: Iterable[str]) -> dict[str, list[_Maker]]:
    """Makers that a file can call: its own, and those of the project's files that it imports from."""
    found: dict[str, list[_Maker]] = {}
    for file in (path, *_imported(path)):
        for name, maker in _own_makers(file, tuple(kinds)):
            found.setdefault(name, []).append(maker)
    return found


@cache
def _own_makers(path: Path, kinds: tuple[str, ...]) -> list[tuple[str, _Maker]]:
    tree = _tree(path)
    found = []
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        parameters = tuple(each.arg for each in function.args.args)
        defaults = dict(zip(reversed(parameters), reversed(function.args.defaults), strict=False))
        # a method is called without its object
        called_with = parameters[1:] if parameters[:1] == ("self",) else parameters
        for call, texts in _calls(function, _constants(tree)):
            name = _name(call)
            if name == FINDING or name in kinds:
                given = _given(call, _arguments(name))
                words = given.get("message" if name == FINDING else "what")
                if isinstance(words, ast.Name) and words.id in parameters:
                    found.append((function.name, _Maker(name, called_with, defaults, given, texts)))
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imported(path: Path) -> tuple[Path, ...]:
    """Files of the project that a file imports from."""
    modules = (node.module for node in ast.walk(_tree(path)) if isinstance(node, ast.ImportFrom) and node.module)
    files = (REPOSITORY / Path(*module.split(".")).with_suffix(".py") for module in modules if module.startswith("scripts."))
    return tuple(file for file in files if file.is_file())


def _constants(tree: ast.Module) -> Texts:
    """Texts by the names of a file: its own and the imported ones."""
    found: Texts = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scripts."):
            file = REPOSITORY / Path(*node.module.split(".")).with_suffix(".py")
            texts = _assigned(_tree(file).body) if file.is_file() else {}
            found |= {each.asname or each.name: texts[each.name] for each in node.names if each.name in texts}
    return found | _assigned(tree.body)


def _calls(node: ast.AST, texts: Texts) -> Iterator[tuple[ast.Call, Texts]]:
    """Calls, each with the texts that names stand for where it is made."""
    if isinstance(node, ast.Call):
        yield node, dict(texts)
    if isinstance(node, Function):
        texts = dict(texts)
    if isinstance(node, ast.If):
        yield from _calls(node.test, texts)
        yield from _branches(node, texts)
    else:
        for part in ast.iter_child_nodes(node):
            yield from _calls(part, texts)
    if isinstance(node, ast.Assign):
        texts |= _assigned([node])


def _branches(node: ast.If, texts: Texts) -> Iterator[tuple[ast.Call, Texts]]:
    """Calls on both ways; where they meet again a name stands for what either way gave it."""
    ways = []
    for body in (node.body, node.orelse):
        way = dict(texts)
        for part in body:
            yield from _calls(part, way)
        if not body or not isinstance(body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break):
            ways.append(way)
    for name in dict.fromkeys(name for way in ways for name in way):
        texts[name] = " / ".join(dict.fromkeys(way[name] for way in ways if name in way))


def _given(call: ast.Call, order: tuple[str, ...]) -> dict[str, ast.expr]:
    return dict(zip(order, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}


def _assigned(nodes: Iterable[ast.AST]) -> Texts:
    """Texts by the name they are assigned to; of a name with several texts all of them."""
    found: dict[str, list[str]] = {}
    for node in (each for each in nodes if isinstance(each, ast.Assign)):
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for name, value in pairs:
                text = _text(value, {})
                if isinstance(name, ast.Name) and text.strip(FILLED + " /"):
                    found.setdefault(name.id, []).append(text)
    return {name: " / ".join(dict.fromkeys(texts)) for name, texts in found.items()}


def _text(value: ast.expr | None, texts: Texts) -> str:
    """What stands in the code, with `…` for what is filled in."""
    match value:
        case ast.Constant(value=str(text)):
            return re.sub(r"\{\w*\}", FILLED, text)
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, texts) if isinstance(part, ast.Constant) else FILLED for part in parts)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _text(left, texts) + _text(right, texts)
        case ast.Name(id=name):
            return texts.get(name, FILLED)
        case ast.Call(func=ast.Attribute(attr="format", value=template)):
            return _text(template, texts)
        case ast.IfExp(body=one, orelse=other):
            return f"{_text(one, texts)} / {_text(other, texts)}"
        case _:
            return FILLED

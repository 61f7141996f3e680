"""The page of errors: every message that a person may meet, with its remedy, read from the code that raises it.

- faults stop a run: calls of the classes of scripts/ground/faults.py
- findings are gathered and told at once: calls of `finding(severity, where, rule, message, remedy)`

Nothing is imported. What a message fills in at run time stands as `…`; a text that is put together elsewhere is followed to the
name it is assigned to in the same file.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.ground import faults
from scripts.ground.environment import REPOSITORY

FILLED = "…"
FINDING = "finding"
FINDING_ARGUMENTS = ("severity", "where", "rule", "message", "remedy")
ESCAPED = str.maketrans({"|": "\\|", "\n": " ", "<": "&lt;", "[": "\\["})

HEAD = """# Errors and findings

Generated from the code by `make docs`; do not edit. `…` stands for what a message fills in. No message contains a name, free
text, a person's id or a key.

## Errors that stop a run

All that can be told are told at once; nothing is left half-written, and the next run goes on. The exit code is 2. Exit code 1
with "this is a defect of the pipeline" is our mistake: please report it.
"""
FINDINGS = """
## Findings about the data

They are gathered in `results/pseudonymised/validation/findings.csv` and on the page of the data check. An `error` sets the row
aside; more errors than `study.yaml` allows stop the run. A `warning` wants a look; a `note` says what was done.

| rule | severity | what it says | what to do | told by |
|---|---|---|---|---|
"""


class Told(NamedTuple):
    """One message of the code."""

    kind: str
    words: str
    remedy: str
    file: str
    severity: str = ""


def errors_page() -> str:
    """The page."""
    kinds = _fault_classes()
    found = [each for path in sorted((REPOSITORY / "scripts").rglob("*.py")) for each in told_by(path, kinds)]
    parts = [HEAD]
    for kind, meaning in kinds.items():
        rows = sorted({each for each in found if each.kind == kind and each.words})
        if rows:
            lines = [f"| {_cell(each.words)} | {_cell(each.remedy)} | `{each.file}` |" for each in rows]
            parts.append(
                "\n".join([f"\n### {meaning}\n", "| what it says | what to do | told by |", "|---|---|---|", *lines]) + "\n"
            )
    findings = sorted({each for each in found if each.severity})
    parts.append(FINDINGS)
    parts += [
        f"| `{each.kind}` | {each.severity} | {_cell(each.words)} | {_cell(each.remedy)} | `{each.file}` |\n" for each in findings
    ]
    return "".join(parts)


def told_by(path: Path, kinds: dict[str, str]) -> Iterator[Told]:
    """Messages of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    file = path.relative_to(REPOSITORY).as_posix() if path.is_relative_to(REPOSITORY) else path.name
    makers = _makers(tree, kinds)
    for call, texts in _calls(tree):
        name = call.func.id
        if name in kinds or name in makers:
            kind, order = (name, ("what", "where", "remedy")) if name in kinds else makers[name]
            given = _given(call, order)
            words = _text(given.get("what"), texts)
            if words.strip(FILLED + " "):
                yield Told(kind, words, _text(given.get("remedy"), texts), file)
        elif name == FINDING:
            given = {part: _text(value, texts) for part, value in _given(call, FINDING_ARGUMENTS).items()}
            if given.get("rule", "").strip(FILLED + " "):
                severity = given.get("severity", "").strip(FILLED) or "by case"
                yield Told(given["rule"], given.get("message", ""), given.get("remedy", ""), file, severity)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, dict[str, str]]]:
    """Calls by name, each with the texts that names stand for where it is made."""
    constants = _assigned(node for node in tree.body if isinstance(node, ast.Assign))
    for part in tree.body:
        texts = constants | _assigned(node for node in ast.walk(part) if isinstance(node, ast.Assign))
        for node in ast.walk(part):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node, texts


def _fault_classes() -> dict[str, str]:
    """Classes of faults in the order of their file, with their meaning."""
    classes = [each for each in vars(faults).values() if isinstance(each, type) and issubclass(each, faults.Fault)]
    return {each.__name__: inspect.getdoc(each) or "" for each in classes if each is not faults.Fault}


def _makers(tree: ast.Module, kinds: dict[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Functions of the file that pass their own parameters on to a fault: name → class, order of parameters."""
    found = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = tuple(each.arg for each in function.args.args)
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            passed = {each.id for each in (*call.args, *(word.value for word in call.keywords)) if isinstance(each, ast.Name)}
            if call.func.id in kinds and "what" in names and "what" in passed:
                found[function.name] = (call.func.id, names)
    return found


def _given(call: ast.Call, order: tuple[str, ...]) -> dict[str, ast.expr]:
    return dict(zip(order, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}


def _assigned(assignments: Iterable[ast.Assign]) -> dict[str, str]:
    """Texts by the name they are assigned to; of a name with several texts all of them."""
    found: dict[str, list[str]] = {}
    for node in assignments:
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for name, value in pairs:
                text = _text(value, {})
                if isinstance(name, ast.Name) and text.strip(FILLED + " /"):
                    found.setdefault(name.id, []).append(text)
    return {name: " / ".join(dict.fromkeys(texts)) for name, texts in found.items()}


def _text(value: ast.expr | None, texts: dict[str, str]) -> str:
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


def _cell(text: str) -> str:
    return text.translate(ESCAPED)

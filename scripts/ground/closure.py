"""The code a step consists of: its own file and every project file it imports, directly or not.

Two digests a file: of its bytes, and of its normal form (the syntax tree without comments, layout and docstrings),
so that a comment reruns nothing. The normal form depends on the Python version, which the record notes.
"""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path

from scripts.ground.environment import REPOSITORY
from scripts.ground.hashing import json_digest

PACKAGE = "scripts"
RUNNER = "scripts.ground.door"


def code_digest(module: str) -> str:
    """Digest of the normal form of a step and of the runner that calls it."""
    return json_digest({path: normal_digest(REPOSITORY / path) for path in code_files(module)})


def code_files(module: str) -> tuple[str, ...]:
    """Files of a step and of its runner, relative to the repository, sorted."""
    return tuple(sorted(_reach(module) | _reach(RUNNER)))


@cache
def _reach(module: str) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        path = _file_of(waiting.pop())
        if path is None or path in seen:
            continue
        seen.add(path)
        waiting += _imports(REPOSITORY / path)
    return frozenset(seen)


def _file_of(module: str) -> str | None:
    path = Path(*module.split(".")).with_suffix(".py")
    return path.as_posix() if (REPOSITORY / path).is_file() else None


@cache
def _imports(path: Path) -> tuple[str, ...]:
    names: list[str] = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            names += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names += [each.name for each in node.names if each.name.split(".")[0] == PACKAGE]
    return tuple(names)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


@cache
def normal_digest(path: Path) -> str:
    """Digest of a Python file without comments, layout and docstrings."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:]
    return hashlib.sha256(ast.dump(tree, annotate_fields=False).encode()).hexdigest()


def step_annotations(module: str) -> dict[str, str]:
    """Parameter names and annotations of a step, read without importing it."""
    name = module.rsplit(".", 1)[-1]
    path = _file_of(module)
    if path is None:
        raise LookupError(f"no step file for {module}")
    for node in _tree(REPOSITORY / path).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return {each.arg: ast.unparse(each.annotation) for each in node.args.args + node.args.kwonlyargs}
    raise LookupError(f"{path} has no function {name}")

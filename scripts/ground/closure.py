"""The code a step consists of: its own file, every project file it imports, directly or not, and the data beside these.

Two digests a file: of its bytes, and of its normal form (the syntax tree without comments, layout and docstrings),
so that a comment reruns nothing. The normal form depends on the Python version, which the record notes. Data (a list of words
that a module names and that lies beside it) count as they are.

Reading a file's syntax costs more than running a small job, so what was read is kept in the study by the SHA-256 of the
file; a file that changed has another one.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import sys
from functools import cache
from pathlib import Path

from scripts.ground.environment import REPOSITORY
from scripts.ground.hashing import file_digest, json_digest

PACKAGE = "scripts"
RUNNER = "scripts.ground.door"
CODE, DATA = ".py", re.compile(r"[a-z][a-z0-9_-]*\.(txt|csv|json|yaml)")
KEPT = Path(".snakemake/code.json")
# what was read depends on Python and on this file
READER = f"{sys.version.split()[0]} {file_digest(Path(__file__))}"


def code_digest(module: str) -> str:
    """Digest of the normal form of a step and of the runner that calls it."""
    return json_digest({path: normal_digest(REPOSITORY / path) for path in code_files(module)})


def code_files(module: str) -> tuple[str, ...]:
    """Files of a step and of its runner, relative to the repository, sorted."""
    return tuple(sorted(_reach(module) | _reach(RUNNER)))


def normal_digest(path: Path) -> str:
    """Digest of a Python file without comments, layout and docstrings; of data, of all."""
    return _read(path)["normal"] if path.suffix == CODE else file_digest(path)


def step_annotations(module: str) -> dict[str, str]:
    """Parameter names and annotations of a step, read without importing it."""
    path = _file_of(module)
    if path is None:
        raise LookupError(f"no step file for {module}")
    found = _read(REPOSITORY / path)["functions"].get(module.rsplit(".", 1)[-1])
    if found is None:
        raise LookupError(f"{path} has no function {module.rsplit('.', 1)[-1]}")
    return found


def keep() -> None:
    """Keep what was read, for the jobs and for the next run."""
    KEPT.parent.mkdir(exist_ok=True, mode=0o700)
    temporary = KEPT.with_suffix(".new")
    temporary.write_text(json.dumps({"reader": READER, "files": _kept()}), encoding="utf-8")
    temporary.replace(KEPT)


@cache
def _reach(module: str) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        path = _file_of(waiting.pop())
        if path is None or path in seen:
            continue
        read, folder = _read(REPOSITORY / path), Path(path).parent
        seen |= {path} | {(folder / name).as_posix() for name in read["data"] if (REPOSITORY / folder / name).is_file()}
        waiting += read["imports"]
    return frozenset(seen)


@cache
def _file_of(module: str) -> str | None:
    path = Path(*module.split(".")).with_suffix(".py")
    return path.as_posix() if (REPOSITORY / path).is_file() else None


@cache
def _read(path: Path) -> dict:
    """Normal digest, project imports, names of data and function signatures of a file."""
    sha256 = file_digest(path)
    kept = _kept()
    if sha256 not in kept:
        tree = ast.parse(path.read_bytes())
        kept[sha256] = {"functions": _functions(tree), "imports": _imports(tree), "data": _data(tree), "normal": _normal(tree)}
    return kept[sha256]


@cache
def _kept() -> dict[str, dict]:
    try:
        kept = json.loads(KEPT.read_text(encoding="utf-8"))
        return kept["files"] if kept["reader"] == READER else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _functions(tree: ast.Module) -> dict[str, dict[str, str]]:
    return {
        node.name: {each.arg: ast.unparse(each.annotation) for each in node.args.args if each.annotation}
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def _imports(tree: ast.Module) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            names += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names += [each.name for each in node.names if each.name.split(".")[0] == PACKAGE]
    return names


def _data(tree: ast.Module) -> list[str]:
    """Every text of the file that may be the name of a file of data."""
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return sorted(text for text in texts if DATA.fullmatch(text))


def _normal(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        documented = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if documented and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return hashlib.sha256(ast.dump(tree, annotate_fields=False).encode()).hexdigest()

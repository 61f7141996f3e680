"""Dependencies run one way: the ground floor imports no stage, a stage no other stage, and nobody imports commands."""

from __future__ import annotations

import ast

from scripts.ground.environment import REPOSITORY

STAGES = {"ingest", "anonymise", "validate", "quantitative", "qualitative", "integrate", "report", "provenance"}
ALLOWED = {stage: {stage, "ground"} for stage in STAGES} | {"ground": {"ground"}}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1] for name in names if name and name.startswith("scripts."))


def test_no_file_of_a_stage_imports_another_stage() -> None:
    wrong = {
        path.relative_to(REPOSITORY).as_posix(): sorted(set(imported(path)) - allowed)
        for stage, allowed in ALLOWED.items()
        for path in (REPOSITORY / "scripts" / stage).rglob("*.py")
    }
    assert {path: names for path, names in wrong.items() if names} == {}

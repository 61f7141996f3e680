"""The reference page of the tables: each declared table with its key, its columns and the zones in which it stands.

Zones are read from the rules and the steps' signatures, so the page cannot say otherwise than the workflow does.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from typing import Any, NamedTuple, get_type_hints

from scripts.ground import schemas
from scripts.ground.door import step_function
from scripts.ground.environment import REPOSITORY
from scripts.ground.schema import Column, Table, table_of

RULE = re.compile(r"^rule \w+:\n.*?(?=^rule |\Z)", re.MULTILINE | re.DOTALL)
STEP = re.compile(r'step\("([\w.]+)"')
OUTPUT = re.compile(r'^ {8}(\w+)=f"\{(RESTRICTED|SAFE|RELEASE)\}/([^"]+)"', re.MULTILINE)
ZONES = {"RESTRICTED": "restricted", "SAFE": "pseudonymised", "RELEASE": "release"}
KINDS = {str: "text", int: "whole number", float: "number", bool: "true or false"}
HEAD = """# Tables

Generated from the declarations by `make docs`; do not edit. Every table is CSV in UTF-8, sorted by its key, with ten significant
digits; an empty cell is a missing value. The same as Frictionless Table Schemas:
[workflow/schemas/tables](../../workflow/schemas/tables).

Zones: **restricted** holds identified people and stays with the data managers; **pseudonymised** stays with the team. None of
these tables is released: the report, the tables printed in it and `evidence.json` are. Paths are relative to `results/`; the
restricted zone may lie elsewhere (`places.restricted`).

"""


class Place(NamedTuple):
    """Where a table is written, and by which step."""

    zone: str
    path: str
    step: str


# made by a command of its own and kept in the repository
RECORDED = {"Simulated": Place("workflow", "simulation/results.csv", "scripts.bench.simulation")}


def tables_page() -> str:
    """The page as Markdown."""
    places = places_of_tables()
    modules = defaultdict(list)
    for table in all_tables():
        modules[table.__module__].append(table)
    return HEAD + "\n".join(_module(name, tables, places) for name, tables in modules.items())


def all_tables() -> list[type[Table]]:
    """Every declared table, by module in alphabetical order, then as declared."""
    modules = [importlib.import_module(f"{schemas.__name__}.{each.name}") for each in pkgutil.iter_modules(schemas.__path__)]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Table) and value.__module__ == module.__name__
    ]


def places_of_tables() -> dict[str, list[Place]]:
    """Table name → where it is written."""
    places = defaultdict(list, {name: [place] for name, place in RECORDED.items()})
    for file in sorted((REPOSITORY / "workflow/rules").glob("*.smk")):
        for rule in RULE.findall(file.read_text(encoding="utf-8")):
            step = STEP.search(rule)
            made = _made_by(step[1]) if step else {}
            for output, zone, path in OUTPUT.findall(rule):
                table = table_of(made.get(output, made.get("")))
                if table is not None:
                    places[table.__name__].append(Place(ZONES[zone], path, step[1]))
    return places


def _made_by(step: str) -> dict[str, Any]:
    """Output name → what it holds; a step with a single result has the empty name."""
    result = get_type_hints(step_function(step), include_extras=True)["return"]
    return get_type_hints(result, include_extras=True) if hasattr(result, "_fields") else {"": result}


def _module(name: str, tables: list[type[Table]], places: dict[str, list[Place]]) -> str:
    title = (inspect.getdoc(importlib.import_module(name)) or "").split("\n")[0]
    return f"## {name.rsplit('.', 1)[-1]}\n\n{title}\n\n" + "\n".join(_table(table, places[table.__name__]) for table in tables)


def _table(table: type[Table], places: list[Place]) -> str:
    zones = " and ".join(sorted({place.zone for place in places})) or "not written"
    written = "".join(f"- `{place.zone}/{place.path}`, by `{place.step}`\n" for place in places)
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = "".join(_column(each, each.name in table.key) for each in table.columns.values())
    return (
        f"### {table.__name__}\n\n{_line(table)} Zone: **{zones}**. Key: {key}.\n\n{written}\n"
        f"| column | type | empty | meaning |\n|---|---|---|---|\n{rows}"
    )


def _column(each: Column, in_key: bool) -> str:
    name = f"**`{each.name}`**" if in_key else f"`{each.name}`"
    meaning = each.meaning.replace("|", "\\|")
    return f"| {name} | {KINDS[each.type]} | {'may be' if each.missing else 'never'} | {meaning} |\n"


def _line(table: type[Table]) -> str:
    return " ".join((inspect.getdoc(table) or "").split())

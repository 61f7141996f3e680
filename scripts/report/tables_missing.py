"""Tables of all available data, cohorts, and people without an end score; numbers are printed by id."""

from __future__ import annotations

from typing import Any

from scripts.ground.display import cohort_name
from scripts.report.markdown import escape, labelled, table
from scripts.report.told import shortcode as _var

CASES = {
    "no change": "no change",
    "declined": "down by the smallest change that matters",
    "minimum": "at the bottom of the scale",
}

Row = dict[str, Any]


def all_data_table(mixed: list[Row], names: dict[str, str], confidence: float) -> str:
    """Change over everybody with a score at any wave."""
    head = ["Behaviour", "People", "Change", "Interval", "df", "p", "Method"]
    rows = []
    for row in _in_order(mixed, names):
        id = f"behaviour.{row['behaviour']}.mixed"
        numbers = [_var(f"{id}.mean"), _interval(id), _var(f"{id}.df"), _var(f"{id}.p"), _var(f"{id}.method")]
        shown = numbers if row["estimable"] else [_refused(row["reason"]), *[""] * 4]
        rows.append([_name(row, names), _var(f"{id}.n"), *shown])
    caption = (
        "Change with people who answered at one wave only, unless they are few, in scale points (mixed model); "
        f"{confidence:.0%} intervals"
    )
    return table("tbl-all-data", caption, head, rows) if rows else ""


def levels_table(levels: list[Row], cohort_change: list[Row], names: dict[str, str], confidence: float) -> str:
    """Change of each cohort, and whether all changed alike; empty unless some level could be compared."""
    head = ["Behaviour", "Group", "People", "Change", "Interval", "p"]
    rows = []
    for row in (each for each in _in_order(levels, names) if each["estimable"]):
        id = f"behaviour.{row['behaviour']}.{row['level']}"
        for each in cohort_change:
            if row["level"] == "cohort" and each["behaviour"] == row["behaviour"]:
                of = f"{id}.{each['cohort']}"
                label = escape(cohort_name(each["name"]))
                rows.append([_name(row, names), label, _var(f"{of}.n"), _var(f"{of}.mean"), _interval(of), _var(f"{of}.p")])
        rows.append([_name(row, names), f"{row['level']}s alike?", "", "", f"F {_var(f'{id}.f')}", _var(f"{id}.p")])
    caption = (
        "Change by group with people who answered at one wave only, unless they are few, in scale points, and the test that "
        "all groups changed alike "
        "(exploratory, p not adjusted); "
        f"{confidence:.0%} intervals"
    )
    return table("tbl-levels", caption, head, rows, numbers_from=2) if rows else ""


def attrition_table(attrition: list[Row], names: dict[str, str], confidence: float) -> str:
    """Baseline of those who stayed and those who were lost; empty when nobody was lost."""
    if not any(row["n_lost"] for row in attrition):
        return ""
    head = ["Behaviour", "Stayed", "Mean (SD) at start", "Lost", "Mean (SD) at start", "Difference", "Interval"]
    rows = []
    for row in _in_order(attrition, names):
        id = f"attrition.{row['behaviour']}"
        groups = [cell for group in ("stayed", "lost") for cell in (_var(f"{id}.{group}.n"), _mean_sd(row, group, id))]
        shown = [_var(f"{id}.difference"), _interval(id)] if row["estimable"] else [_refused(row["reason"]), ""]
        rows.append([_name(row, names), *groups, *shown])
    caption = (
        "Start scores of people who also answered at the end and of those who were lost; difference lost less stayed, in pooled "
        f"standard deviations; {confidence:.0%} intervals"
    )
    return table("tbl-attrition", caption, head, rows)


def missing_table(imputed: list[Row], names: dict[str, str], confidence: float) -> str:
    """Change with imputed scores, and the tipping point."""
    head = ["Behaviour", "People", "Imputed", "Change", "Interval", "p", "Missing information", "Tipping shift"]
    rows = []
    for row in _in_order(imputed, names):
        id = f"behaviour.{row['behaviour']}"
        change = f"{id}.imputed"
        if not row["estimable"]:
            rows.append([_name(row, names), _var(f"{change}.n"), "", _refused(row["reason"]), *[""] * 4])
            continue
        shift = _var(f"{id}.tipping.shift") if row["tipping_shift"] is not None else escape(row["tipping_reason"])
        numbers = [*(_var(f"{change}.{each}") for each in ("n", "missing", "mean")), _interval(change), _var(f"{change}.p")]
        rows.append([_name(row, names), *numbers, _var(f"{change}.fmi"), shift])
    caption = (
        f"Change with missing end scores imputed, in scale points; {confidence:.0%} intervals. Tipping shift: by how much all "
        "imputed scores would have to lie lower (or higher) for the interval to touch zero"
    )
    return table("tbl-missing", caption, head, rows) if rows else ""


def worst_table(worst_cases: list[Row], names: dict[str, str], confidence: float) -> str:
    """Change with every missing end set to one unfavourable rule."""
    if not any(row["lost"] for row in worst_cases):
        return ""
    by_place = {(row["behaviour"], row["case"]): row for row in worst_cases}
    rows = [
        [escape(labelled(name, names[name])), *(_worst(by_place[name, case]) for case in CASES)]
        for name in dict.fromkeys(row["behaviour"] for row in _in_order(worst_cases, names))
    ]
    head = ["Behaviour", *(f"Lost: {words}" for words in CASES.values())]
    return table(
        "tbl-worst", f"Change if all lost people had ended badly, in scale points; {confidence:.0%} intervals", head, rows
    )


def _worst(row: Row) -> str:
    if not row["estimable"]:
        return _refused(row["reason"])
    id = f"behaviour.{row['behaviour']}.worst.{row['case'].replace(' ', '_')}"
    return f"{_var(f'{id}.mean')} ({_interval(id)})"


def _mean_sd(row: Row, group: str, id: str) -> str:
    if row[f"mean_{group}"] is None:
        return "too few to show" if row[f"n_{group}"] else ""
    spread = f" ({_var(f'{id}.{group}.sd')})" if row[f"sd_{group}"] is not None else ""
    return f"{_var(f'{id}.{group}.mean')}{spread}"


def _in_order(rows: list[Row], names: dict[str, str]) -> list[Row]:
    return sorted(rows, key=lambda row: list(names).index(row["behaviour"]))


def _name(row: Row, names: dict[str, str]) -> str:
    return escape(labelled(row["behaviour"], names[row["behaviour"]]))


def _interval(id: str) -> str:
    return f"{_var(f'{id}.low')} to {_var(f'{id}.high')}"


def _refused(reason: str) -> str:
    return f"not estimable: {escape(reason)}"

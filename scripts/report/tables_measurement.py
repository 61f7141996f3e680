"""Tables on the instrument and on change person by person; every number is printed by its evidence id.

- tbl-questions: what was asked, on which scale, and how a score is made of the answers
- tbl-reliability, tbl-items: alpha, omega, and each item against the rest, by wave
- tbl-spread, tbl-shift: ceiling and spread of the waves; then-ratings
- tbl-ordinal, tbl-ordinal-items, tbl-rci, tbl-power: who went up and down, beyond measurement error, and what could be detected
- tbl-scales: change of the scales beside the behaviours; tbl-instrument: what the instrument has to answer for

Each but the questions is empty without data.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.display import MINUS, NOT_SHOWN, percent
from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.instrument import Instrument, Item
from scripts.ground.models.study import Cohorts
from scripts.ground.tables import number_text
from scripts.report.markdown import escape, labelled, table
from scripts.report.told import shortcode

Row = dict[str, Any]
NONE = "–"
FEW = "counts of few people, and counts that would tell them, are not shown"


def question_table(instrument: Instrument) -> str:
    """Every item as it was asked, what it measures, and whether it is reversed."""
    rows = [
        [f"`{item.id}`", escape(item.text), _measured(item, instrument), "reversed" if item.keyed == "negative" else NONE]
        for item in instrument.items
    ]
    scale, share = instrument.scale, instrument.answered_share
    knowledge = " or scale of knowledge" if any(each.kind == "knowledge" for each in instrument.other_scales) else ""
    enough = "all" if share == 1 else f"at least {percent(share)}"
    caption = (
        f"The questions, answered from {_point(scale.minimum)} ({escape(scale.low_label)}) to {_point(scale.maximum)} "
        f"({escape(scale.high_label)}); the score of a behaviour{knowledge} is the mean of its answered items, reversed items "
        f"turned, where {enough} of them are answered"
    )
    return _made("tbl-questions", caption, ["Item", "Wording", "What it measures", "Direction"], rows, 9)


def reliability_table(reliability: list[Row], instrument: Instrument, cohorts: Cohorts, inference: Inference) -> str:
    """Alpha with interval and omega, by behaviour or scale and wave."""
    waves = {wave.id: wave.name for wave in cohorts.waves}
    rows, order = [], list(waves)
    for row in _ordered(sorted(reliability, key=lambda row: order.index(row["wave"])), instrument):
        id = f"{row['level']}.{row['name']}.reliability.{row['wave']}"
        first = [_name(row, instrument), escape(waves[row["wave"]]), shortcode(f"{id}.items")]
        if not row["estimable"]:
            rows.append([*first, "", f"none: {escape(row['reason'])}", "", ""])
            continue
        omega = shortcode(f"{id}.omega") if row["omega"] is not None else NONE
        rows.append([*first, shortcode(f"{id}.n"), shortcode(f"{id}.alpha"), _ends(f"{id}.alpha"), omega])
    caption = (
        f"Internal consistency: Cronbach's alpha with {inference.confidence:.0%} interval (Feldt), and omega total (one factor)"
    )
    return _made("tbl-reliability", caption, ["Measure", "Wave", "Items", "People", "Alpha", "Interval", "Omega"], rows, 2)


def item_table(item_statistics: list[Row], instrument: Instrument, cohorts: Cohorts) -> str:
    """Each item against the rest of its scale, wave by wave."""
    seen = {(row["item"], row["wave"]) for row in item_statistics}
    rows = []
    for item in instrument.items:
        if not any((item.id, wave.id) in seen for wave in cohorts.waves):
            continue
        cells = []
        for wave in cohorts.waves:
            id, there = f"item.{item.id}.reliability.{wave.id}", (item.id, wave.id) in seen
            cells += [shortcode(f"{id}.{each}") if there else NONE for each in ("rest", "alpha_dropped")]
        rows.append([f"`{item.id}`", *cells])
    head = ["Item", *(part for wave in cohorts.waves for part in (f"With the rest, {wave.name}", f"Alpha without, {wave.name}"))]
    return _made("tbl-items", "Each item against the rest of its behaviour or scale", head, rows, 1)


def spread_table(wave_spread: list[Row], instrument: Instrument, inference: Inference) -> str:
    """Ceiling at the start, and the spread of the waves compared."""
    rows = []
    for row in _ordered(wave_spread, instrument):
        id = f"{row['level']}.{row['name']}"
        first = [_name(row, instrument), shortcode(f"{id}.ceiling.share")]
        if row["estimable"]:
            shown = [shortcode(f"{id}.spread.{each}") for each in ("n", "oldham", "variance_ratio")]
            rows.append([*first, *shown, _ends(f"{id}.spread.variance_ratio"), shortcode(f"{id}.spread.pitman_morgan.p")])
        else:
            rows.append([*first, shortcode(f"{id}.spread.n"), f"not estimable: {escape(row['reason'])}", "", "", ""])
    caption = (
        "Room to rise, and whether people moved together: share at the top at the start, correlation of change with the "
        f"mean of both waves, variance at the end over variance at the start with {inference.confidence:.0%} interval, p of "
        f"test of equal variances; {FEW}"
    )
    head = ["Measure", "At the top", "People", "Correlation", "Variance ratio", "Interval", "p"]
    return _made("tbl-spread", caption, head, rows, 1)


def shift_table(response_shift: list[Row], instrument: Instrument, inference: Inference) -> str:
    """Then-ratings beside the start, and the change as seen from the end."""
    rows = []
    for row in _ordered(response_shift, instrument):
        id = f"behaviour.{row['behaviour']}"
        shift, back = ("not estimable", ""), ("not estimable", "")
        if not row["reason"]:
            shift = (shortcode(f"{id}.shift.mean"), _ends(f"{id}.shift"))
        if not row["reason_retrospective"]:
            back = (shortcode(f"{id}.retrospective.mean"), _ends(f"{id}.retrospective"))
        rows.append([_name(row, instrument), shortcode(f"{id}.shift.n"), *shift, *back])
    caption = (
        "Then-rating less start (response shift), and end less then-rating (change as seen from the end), in scale points; "
        f"{inference.confidence:.0%} intervals"
    )
    return _made("tbl-shift", caption, ["Behaviour", "People", "Shift", "Interval", "Change from then", "Interval"], rows, 1)


def ordinal_table(ordinal: list[Row], instrument: Instrument, inference: Inference) -> str:
    """Who went up and down on each behaviour and scale."""
    rows = [
        _direction(row, _name(row, instrument), ("n", "improved", "same", "worse"), "p")
        for row in _ordered([row for row in ordinal if row["level"] != "item"], instrument)
    ]
    caption = (
        f"People whose score went up, stayed or went down; share up less share down with {inference.confidence:.0%} interval "
        f"(Tango); exact sign test; {FEW}"
    )
    return _made("tbl-ordinal", caption, ["Measure", "People", "Up", "Same", "Down", "Difference", "Interval", "p"], rows, 1)


def item_ordinal_table(ordinal: list[Row], instrument: Instrument, inference: Inference) -> str:
    """Share up less share down on each item; an exploratory family."""
    by_item = {row["name"]: row for row in ordinal if row["level"] == "item"}
    rows = [_direction(by_item[item.id], f"`{item.id}`", ("n",), "p_bh") for item in instrument.items if item.id in by_item]
    caption = (
        f"Each item: share of people up less share down, reversed items turned; {inference.confidence:.0%} intervals; p of the "
        "sign test adjusted across the items (Benjamini and Hochberg)"
    )
    return _made("tbl-ordinal-items", caption, ["Item", "People", "Difference", "Interval", "p (adjusted)"], rows, 1)


def reliable_change_table(reliable_change: list[Row], instrument: Instrument, inference: Inference) -> str:
    """People beyond measurement error, by the planned error and, as sensitivity, by two others."""
    rows = []
    for row in _ordered([row for row in reliable_change if row["error"] == "alpha"], instrument):
        id = f"{row['level']}.{row['name']}.rci"
        counts = [shortcode(f"{id}.{each}") for each in ("mdc", "improved", "same", "worse")]
        first = counts if row["estimable"] else [f"none: {escape(row['reason'])}", "", "", ""]
        rows.append([_name(row, instrument), *first, shortcode(f"{id}.retest.improved"), shortcode(f"{id}.residual.improved")])
    caption = (
        f"People whose change exceeds measurement error at {inference.confidence:.0%} (reliable change index; smallest such "
        "change in scale points); then people up when the error is judged by the correlation of the waves, or by the spread of "
        f"the changes; {FEW}"
    )
    head = ["Measure", "Smallest", "Up", "Same", "Down", "Up, by correlation", "Up, by spread"]
    return _made("tbl-rci", caption, head, rows, 1)


def power_table(detectable: list[Row], instrument: Instrument, inference: Inference, plan: Measurement) -> str:
    """The smallest change that could have been detected."""
    rows = []
    for row in _ordered(detectable, instrument):
        id = f"power.{row['behaviour']}"
        shown = ("dz", "points", "dz_bonferroni", "points_bonferroni")
        cells = (
            [shortcode(f"{id}.{each}") for each in shown] if row["estimable"] else [f"none: {escape(row['reason'])}", "", "", ""]
        )
        rows.append([_name(row, instrument), shortcode(f"{id}.n"), *cells])
    caption = (
        f"Smallest mean change that a paired t test finds with power {plan.power:.0%} at alpha {1 - inference.confidence:.2g}, "
        "in standard deviations of the change (d~z~) and in scale points; then with alpha divided by the number of behaviours"
    )
    return _made("tbl-power", caption, ["Behaviour", "People", "d~z~", "Points", "d~z~, all", "Points, all"], rows, 1)


def scale_table(scale_change: list[Row], instrument: Instrument, inference: Inference) -> str:
    """Change of the knowledge scales, as the behaviours' table has it."""
    rows = []
    for row in scale_change:
        id, name = f"scale.{row['scale']}", _name({"level": "scale", "name": row["scale"]}, instrument)
        if not row["estimable"]:
            rows.append([name, shortcode(f"{id}.change.n"), "", "", f"not estimable: {escape(row['reason'])}", "", "", ""])
            continue
        shown = [shortcode(f"{id}.{each}") for each in ("change.n", "start.mean", "end.mean", "change.mean")]
        rows.append([name, *shown, _ends(f"{id}.change"), *(shortcode(f"{id}.change.{each}") for each in ("p_bh", "g_av"))])
    caption = (
        f"Other ratings asked at the start and at the end, in scale points; {inference.confidence:.0%} intervals; exploratory, p "
        "adjusted "
        "across these scales (Benjamini and Hochberg)"
    )
    return _made(
        "tbl-scales", caption, ["Scale", "People", "Start", "End", "Change", "Interval", "p (adjusted)", "g~av~"], rows, 1
    )


def finding_table(findings: list[Row]) -> str:
    """What the instrument itself has to answer for."""
    rows = [[f"`{row['field']}`", escape(row["message"]), escape(row["remedy"])] for row in findings]
    return _made("tbl-instrument", "Findings about the instrument", ["Item or behaviour", "Finding", "How to read it"], rows, 9)


def _direction(row: Row, name: str, counts: tuple[str, ...], p: str) -> list[str]:
    id = f"{row['level']}.{row['name']}.ordinal"
    if not row["estimable"]:
        return [name, shortcode(f"{id}.n"), *[""] * (len(counts) - 1), f"not estimable: {escape(row['reason'])}", "", ""]
    shown = [shortcode(f"{id}.{each}") for each in (*counts, "difference")]
    return [name, *shown, _ends(id) if row["may_be_shown"] else NOT_SHOWN, shortcode(f"{id}.{p}")]


def _ordered(rows: list[Row], instrument: Instrument) -> list[Row]:
    """In the order of the instrument, behaviours first; a stable sort keeps waves and errors as they come."""
    order = [each.id for each in (*instrument.behaviours, *instrument.other_scales)]
    return sorted(
        rows, key=lambda row: (row.get("level", "behaviour") != "behaviour", order.index(row.get("name") or row["behaviour"]))
    )


def _name(row: Row, instrument: Instrument) -> str:
    id = row.get("name") or row["behaviour"]
    if row.get("level", "behaviour") == "behaviour":
        return escape(labelled(id, next(each.name for each in instrument.behaviours if each.id == id)))
    return escape(next(each.name for each in instrument.other_scales if each.id == id))


def _measured(item: Item, instrument: Instrument) -> str:
    level = "behaviour" if item.behaviour else "scale"
    return _name({"level": level, "name": item.behaviour or item.scale}, instrument)


def _point(value: float) -> str:
    return number_text(value).replace("-", MINUS)


def _ends(id: str) -> str:
    return f"{shortcode(f'{id}.low')} to {shortcode(f'{id}.high')}"


def _made(id: str, caption: str, head: list[str], rows: list[list[str]], numbers_from: int) -> str:
    return table(id, caption, head, rows, numbers_from=numbers_from) if rows else ""

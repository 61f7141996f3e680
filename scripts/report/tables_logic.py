"""The logic model and the types of outcome as tables: words by rule, every number and verdict by its evidence id.

A table without rows is an empty text: the chapter then says what is missing.
"""

from __future__ import annotations

from typing import Any

from scripts.report.markdown import escape, id_of, table
from scripts.report.told import shortcode
from scripts.report.verdict_words import STATUS_CLASSES

FOR, AGAINST, DIVIDED, NOTHING = "for", "against", "divided", "nothing"
ALL_TYPES = "all"
SAID = {DIVIDED: "both ways: ", NOTHING: "nothing clear: "}
WORDS_ONLY = 9
Row = dict[str, Any]


def logic_table(elements: list[Row], pieces: list[Row]) -> str:
    """Every element with its status and the evidence on each side."""
    rows = []
    for row in sorted(elements, key=lambda row: row["order"]):
        found = [piece for piece in pieces if piece["element"] == row["element"]]
        id = f"logic.element.{row['element']}"
        status = f"[{shortcode(id)}]{{.verdict .{STATUS_CLASSES[row['status']]}}}"
        rest = [_said(found, reading) for reading in (AGAINST, DIVIDED, NOTHING)]
        name = f"**{row['stage'].capitalize()}:** {escape(row['name'])} {id_of(id)}"
        rows.append([name, status, _said(found, FOR) or "–", "; ".join(part for part in rest if part) or "–"])
    head = ["Element", "Evidence", "Speaks for it", "Speaks against it, both ways or unclearly"]
    caption = "The logic model and the evidence that bears on each element"
    return table("tbl-logic", caption, head, rows, numbers_from=WORDS_ONLY) if rows else ""


def outcome_type_table(types: list[Row], elements: list[Row]) -> str:
    """Improvement projects by type of outcome, as far as types may be told apart, with the elements they bear on."""
    names = {row["element"]: row["name"] for row in elements}
    rows = []
    for row in types:
        count, share = _ids(row["type"])
        ends = f"{shortcode(f'{share}.low')} to {shortcode(f'{share}.high')}"
        bears_on = "; ".join(escape(names[id]) for id in (row["elements"] or "").split()) or "–"
        rows.append([escape(row["name"]), shortcode(f"{count}.n"), shortcode(f"{share}.share"), ends, row["numbers"], bears_on])
    head = ["Type of outcome", "Projects", "Met target", "Interval", "Against the floor", "Bears on"]
    caption = "Improvement projects by type of outcome beside the logic model; small types are merged"
    return table("tbl-outcome-types", caption, head, rows, words_from=4) if rows else ""


def _ids(type: str) -> tuple[str, str]:
    """Where the number of projects, and where their share, stands in the evidence."""
    return ("projects", "projects.met") if type == ALL_TYPES else (f"projects.type.{type}", f"projects.type.{type}")


def _said(found: list[Row], reading: str) -> str:
    told = [_piece(piece) for piece in found if piece["reading"] == reading]
    return f"{SAID.get(reading, '')}{'; '.join(told)}" if told else ""


def _piece(piece: Row) -> str:
    called, ids = escape(piece["called"]), (piece["evidence"] or "").split()
    if not ids:
        return f"{called}: {piece['says']}"
    if piece["kind"] == "codes":
        return f"people who support: {shortcode(ids[0])}, who challenge: {shortcode(ids[1])}"
    if piece["kind"] == "projects":
        return f"{called}: {shortcode(ids[0])} met their target ({piece['says']})"
    if piece["kind"] == "module":
        return f"{called}: {shortcode(ids[0])} favourable ({piece['says']})"
    return f"{called}: {shortcode(ids[0])}"

"""The figure of the data flow."""

import pytest

from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Fictional
from scripts.validate.fig_flow import fig_flow

COLUMNS = {"person": "id"}
SOURCES = Sources(
    withdrawals="none so far",
    sources={
        "people": {"kind": "roster", "files": "a.xlsx", "format": "xlsx", "columns": COLUMNS},
        "late": {"kind": "survey", "files": "b.csv", "format": "csv", "columns": COLUMNS, "wave": "T1"},
        "early": {"kind": "survey", "files": "c.csv", "format": "csv", "columns": COLUMNS, "wave": "T0"},
        "zoom": {"kind": "interviews", "files": "*.vtt", "format": "zoom-vtt", "group": "leaders"},
        "teams": {"kind": "interviews", "files": "*.docx", "format": "docx", "group": "leaders"},
        "places": {"kind": "organisations", "files": "d.csv", "format": "csv", "columns": COLUMNS},
    },
)
COHORTS = Cohorts(
    waves=[{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}],
    aims=[{"id": "behaviour", "name": "Behaviour", "question": "?", "evidence": "behaviours"}],
    source_groups=[{"id": "leaders", "name": "participants", "kind": "participant", "collected": "spoken"}],
)


def row(source, read, used, quarantined=0, excluded=0, reasons=""):
    return {
        "source": source, "unit": "rows", "files": 1, "read": read, "used": used, "quarantined": quarantined,
        "excluded": excluded, "unreadable": 0, "reasons": reasons,
    }  # fmt: skip


FLOW = [
    row("people", 20, 20),
    row("late", 15, 12, 1, 2, "duplicate 2; not in the roster 1"),
    row("early", 18, 18),
    row("zoom", 3, 3),
    row("teams", 4, 3, 0, 1, "no consent 1"),
    row("places", 9, 9),
]


def drawn(flow, *, fictional=False):
    mark = Fictional(fictional=fictional)
    return fig_flow(flow, SOURCES, COHORTS, mark)


@pytest.fixture(scope="module")
def made():
    return drawn(FLOW)


def test_the_words_beside_the_figure_state_the_finding_and_then_every_stream_in_order(made):
    assert made.alt == (
        "Something was left out of self-assessment (end) and interviews (participants); every unit that was read is accounted "
        "for. people on the roster: 20 of 20 used; self-assessment (start): 18 of 18 used; self-assessment (end): 12 of 15 used "
        "(1 quarantined and 2 excluded: duplicate 2, not in the roster 1); interviews (participants): 6 of 7 used (1 excluded: "
        "no consent 1)."
    )


def test_a_balance_that_does_not_close_is_told():
    assert "some units are not accounted for" in drawn([row("people", 20, 18)]).alt


def test_where_nothing_was_left_out_the_words_say_so():
    assert drawn([row("people", 20, 20)]).alt.startswith("Everything that came in was used; every unit")


def test_a_study_without_data_is_drawn():
    empty = drawn([row("people", 0, 0)])
    assert empty.alt == "Nothing came in yet." and empty.png.startswith(b"\x89PNG")


def test_both_forms_are_made_and_the_id_is_inside_and_in_the_evidence(made):
    assert made.png.startswith(b"\x89PNG") and b"fig-flow" in made.svg
    assert [(each["id"], each["kind"]) for each in made.evidence] == [("fig-flow", "figure")]


def test_the_same_flow_makes_the_same_bytes_in_any_order(made):
    assert drawn(FLOW[::-1]).svg == made.svg


def test_a_fictional_study_says_so_in_the_picture(made):
    assert drawn(FLOW, fictional=True).svg != made.svg

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, Faults, UnreadableFile
from scripts.ingest.surveys import surveys
from scripts.ingest.tabular import tabular
from tests.ingest.raw_files import FIXTURES, INSTRUMENT, raw, raws, rules, written

TABLES = FIXTURES / "tables"
JISC = {"kind": "survey", "format": "jisc-sav", "wave": "T1", "columns": {"person": "1. Your programme ID", "open_answer": "Q4"}}
FILES = ("jisc_pspp.sav", "jisc_pspp.zsav", "greetings.sav", "test_dates.sav")


def sav(name, **declared):
    return raw(TABLES / name, **({"kind": "survey", "format": "sav"} | declared))


@pytest.mark.parametrize("name", ["jisc_pspp.sav", "jisc_pspp.zsav"])
def test_codes_dates_and_other_scripts_are_read_plain_and_packed(name):
    table = tabular(sav(name))
    assert table.names[2] == ("Q2_1", "2.1. I can say what I am good at.")
    assert table.rows[0].cells == ("860001", "L-01", "4", "5", "1", "0", "Я слухаю. Größe", "2025-11-03T09:20:05", "1980-01-13")
    assert [row.number for row in table.rows] == [1, 2, 3]


def test_values_and_ranges_declared_missing_are_blank_and_counted():
    table = tabular(sav("jisc_pspp.sav"))
    # 9 alone, 97 within a range, and a text
    assert [row.cells[1:4] for row in table.rows] == [("L-01", "4", "5"), ("L-02", "", ""), ("", "2", "1")]
    told = [(each["rule"], each["field"]) for each in table.findings]
    assert told == [("declared missing", "Q1"), ("declared missing", "Q2_1"), ("declared missing", "Q2_2")]
    assert table.lost == "values declared missing in SPSS: 3"


def test_a_range_declared_missing_counts_every_value_in_it():
    table = tabular(sav("greetings.sav"))
    assert [row.cells[0] for row in table.rows] == [""] * 10 + ["10", "11"]
    assert table.names[2] == ("greeting", "السلام عليكم")


def test_a_case_without_any_value_is_still_a_case():
    assert len(tabular(sav("test_dates.sav")).rows) == 4


def test_a_jisc_file_is_read_with_items_by_their_labels_and_value_labels_as_answers():
    made = surveys(raws(sav("jisc_pspp.sav", **JISC)), INSTRUMENT)
    values = {(row["source_row"], row["item"]): row["value"] for row in made.answers}
    assert values == {(1, "B1a"): 4, (1, "B1b"): 5, (3, "B1a"): 2, (3, "B1b"): 1}
    assert [row["recorded"] for row in made.responses] == ["2025-11-03T09:20:05", "", "2025-11-04T10:00:00"]
    assert ("no answers", 2, "error") in rules(made)
    assert made.readings[0]["lost"] == "values declared missing in SPSS: 3"


@pytest.mark.parametrize("named", ["Strongly agree", "5", "5.0"])
def test_a_label_map_may_name_the_label_or_the_number_of_a_value(named):
    made = surveys(raws(sav("jisc_pspp.sav", **JISC, item_labels={"B1b": {named: 3}})), INSTRUMENT)
    assert {row["item"]: row["value"] for row in made.answers if row["source_row"] == 1} == {"B1a": 4, "B1b": 3}


def test_a_file_cut_off_or_without_a_header_is_refused(tmp_path):
    data = (TABLES / "jisc_pspp.sav").read_bytes()
    for content in (data[:-300], data[:100], data[:20]):
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            tabular(sav(written(tmp_path, "a.sav", content)))


def test_a_header_that_promises_more_cases_than_bytes_is_refused_before_room_is_made_for_them(tmp_path):
    data = bytearray((TABLES / "jisc_pspp.sav").read_bytes())
    data[80:84] = (2_000_000_000).to_bytes(4, "little")
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        tabular(sav(written(tmp_path, "a.sav", bytes(data))))


def test_a_text_called_sav_is_refused_with_what_it_is(tmp_path):
    with pytest.raises(UnreadableFile, match="it is plain text"):
        tabular(sav(written(tmp_path, "a.sav", "id,a\n1,2\n")))


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.integers(0, 8))
def test_a_damaged_file_ends_in_a_fault_or_a_table(tmp_path_factory, name, dice: random.Random, hits):
    data = bytearray((TABLES / name).read_bytes())
    del data[dice.randrange(len(data)) if dice.random() < 0.3 else len(data) :]
    for _ in range(hits if data else 0):
        data[dice.randrange(len(data))] = dice.choice([0, 255, 128, dice.randrange(256)])
    path = written(tmp_path_factory.mktemp("s"), "a.sav", bytes(data))
    with contextlib.suppress(Fault, Faults):
        tabular(sav(path))

import json

import pytest

from scripts.ground.evidence import EvidenceBook
from scripts.ground.faults import EvidenceFault
from scripts.provenance.entries import brief, entries, one_a_line


def book():
    made = EvidenceBook("quantitative.change")
    rows = made.basis("b1", [("start:1", 4), ("start:1", 5), ("start:2", 9), ("talks:7", 31)])
    made.value("z.mean", 0.123456789, low=-1234.56, high=40.0, shown="+0.12", n=3, basis=rows)
    made.value("z.none", None, shown="")
    made.thing("a.verdict", "verdict", value="up", shown="up")
    return made


def lists(evidence=None):
    return tuple(json.loads(each)["entries"] for each in entries(evidence or book().evidence, book().bases))


def entry(listed, id):
    return next(each for each in listed if each["id"] == id)


def test_an_id_that_two_steps_claim_is_a_fault_that_names_it():
    with pytest.raises(EvidenceFault, match=r"claimed twice: z\.mean\."):
        entries([*book().evidence, *book().evidence[:1]], book().bases)


def test_both_lists_hold_the_same_ids_in_one_order():
    for listed in lists(book().evidence[::-1]):
        assert [each["id"] for each in listed] == ["a.verdict", "z.mean", "z.none"]


def test_the_team_sees_raw_files_rows_and_all_digits():
    mean = entry(lists()[0], "z.mean")
    assert mean["rows"] == [
        {"source": "start:1", "rows": "4-5", "used": 2},
        {"source": "start:2", "rows": "9", "used": 1},
        {"source": "talks:7", "rows": "31", "used": 1},
    ]
    assert mean["value"] == 0.123456789


def test_the_public_sees_counts_by_source_and_neither_rows_nor_file_numbers_nor_bases():
    _, released = lists()
    assert entry(released, "z.mean")["sources"] == [{"source": "start", "used": 3}, {"source": "talks", "used": 1}]
    text = json.dumps(released)
    for hidden in ("start:1", "start:2", "talks:7", "4-5", '"rows"', '"basis"'):
        assert hidden not in text, hidden


def test_the_public_sees_eight_digits():
    mean = entry(lists()[1], "z.mean")
    assert (mean["value"], mean["low"], mean["high"]) == (0.12345679, -1234.56, 40)


@pytest.mark.parametrize(("value", "shown"), [(123456.0, 123456), (0.000123456789, 0.00012345679), ("up", "up"), (None, None)])
def test_counts_stay_whole_small_numbers_keep_their_digits_words_their_letters(value, shown):
    assert brief({"value": value, "low": None, "high": None})["value"] == shown


def test_a_value_is_a_number_a_verdict_a_word_and_what_could_not_be_estimated_is_nothing():
    team, _ = lists()
    assert [entry(team, id)["value"] for id in ("z.mean", "a.verdict", "z.none")] == [0.123456789, "up", None]
    assert entry(team, "z.none")["display"] == "not estimable"


def test_each_entry_has_a_line_of_its_own_and_the_file_is_json():
    text = one_a_line({"root": "é", "list": [{"b": 1, "a": 2}, {"c": 3}], "none": []})
    assert json.loads(text) == {"root": "é", "list": [{"a": 2, "b": 1}, {"c": 3}], "none": []}
    assert '  {"a": 2, "b": 1},\n' in text

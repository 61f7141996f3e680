import pytest

from scripts.ground.faults import ConfigFault
from scripts.ground.models.instrument import Instrument
from scripts.ingest.surveys import surveys
from tests.ingest.raw_files import INSTRUMENT, raw, raws, rules, written

KEYED = Instrument.model_validate(
    INSTRUMENT.model_dump()
    | {"items": [each.model_dump() | {"keyed": "negative" if each.id == "B1b" else "positive"} for each in INSTRUMENT.items]}
)


def survey(folder, text, name="s.csv", number=1, **declared):
    base = {"kind": "survey", "format": "csv", "wave": "T0", "columns": {"person": "id"}}
    return raw(written(folder, name, text), "survey", number, **(base | declared))


def values(made):
    return {row["item"]: row["value"] for row in made.answers}


@pytest.mark.parametrize(
    "header",
    [
        "b1A",
        "I can say  what I am good at.",
        "4.1. I can say what I am good at",
        "Q4_1 I can say what I am good at.",
        "How far do you agree? - I can say what I am good at.",
        "How far do you agree? [I can say what I am good at.]",
    ],
)
def test_an_item_is_found_by_id_or_wording_in_the_ways_programs_write_it(tmp_path, header):
    made = surveys(raws(survey(tmp_path, f'id,"{header}"\nL-1,4\n')), INSTRUMENT)
    assert values(made) == {"B1a": 4}


def test_items_in_no_column_are_listed_and_those_of_scales_that_were_not_asked_are_not(tmp_path):
    made = surveys(raws(survey(tmp_path, "id,B1a,other\nL-1,4,x\n")), INSTRUMENT)
    message = next(each["message"] for each in made.findings if each["rule"] == "items in no column")
    assert message.endswith("file: B1b.")
    assert "B1b" in made.readings[0]["lost"]
    assert made.readings[0]["unused_columns"] == "other"


def told(made, rule):
    return next(each for each in made.findings if each["rule"] == rule)


NEARLY = "I can say well what I am good at"


@pytest.mark.parametrize("header", [NEARLY, f"4.1. {NEARLY}.", f"How far do you agree? - {NEARLY}", f"How far? [{NEARLY}]"])
def test_a_column_in_nearly_the_wording_of_an_absent_item_is_offered_for_it_and_never_to_be_ignored(tmp_path, header):
    made = surveys(raws(survey(tmp_path, f'id,"{header}",B1b,Spare\nL-1,4,3,x\n', ignore=["Old"])), INSTRUMENT)
    columns, items = told(made, "unused columns"), told(made, "items in no column")
    assert columns["severity"] == items["severity"] == "warning"
    assert "the answers to B1a" in columns["message"] and items["message"].endswith("file: B1a.")
    for each in (columns, items):
        assert f'write items: {{B1a: "{header}"}} in source survey' in each["remedy"]
    assert 'ignore: ["Old", "Spare"]' in columns["remedy"]
    assert values(made) == {"B1b": 3}
    assert made.readings[0]["unused_columns"] == f"{header}|Spare"


def test_the_line_for_a_near_column_is_added_to_the_items_that_the_source_names(tmp_path):
    made = surveys(raws(survey(tmp_path, f"id,{NEARLY},Q2\nL-1,4,3\n", items={"B1b": "Q2"})), INSTRUMENT)
    assert f'add B1a: "{NEARLY}" to `items` in source survey' in told(made, "unused columns")["remedy"]
    assert "ignore" not in told(made, "unused columns")["remedy"]


def test_a_column_is_near_to_the_one_item_it_is_most_alike_and_an_item_that_has_a_column_is_never_offered(tmp_path):
    text = f"id,{NEARLY},I use what I can do best,I can say what I am good at\nL-1,4,3,2\n"
    made = surveys(raws(survey(tmp_path, text)), INSTRUMENT)
    assert values(made) == {"B1a": 2}
    remedy = told(made, "unused columns")["remedy"]
    assert 'items: {B1b: "I use what I can do best"}' in remedy
    assert f'ignore: ["{NEARLY}"]' in remedy


def test_columns_equally_near_to_an_item_are_all_named_and_none_is_to_be_ignored(tmp_path):
    made = surveys(raws(survey(tmp_path, f"id,Then - {NEARLY},Now - {NEARLY},B1b\nL-1,4,5,3\n")), INSTRUMENT)
    remedy = told(made, "unused columns")["remedy"]
    assert f'{{B1a: "Then - {NEARLY}" or "Now - {NEARLY}"}}' in remedy and "ignore" not in remedy


def test_a_column_that_is_near_to_no_item_leaves_both_findings_notes(tmp_path):
    made = surveys(raws(survey(tmp_path, "id,B1a,I am well rested today\nL-1,4,3\n")), INSTRUMENT)
    assert {told(made, rule)["severity"] for rule in ("unused columns", "items in no column")} == {"note"}
    assert 'ignore: ["I am well rested today"]' in told(made, "unused columns")["remedy"]


def test_an_item_that_fits_two_columns_is_not_taken_and_told(tmp_path):
    made = surveys(raws(survey(tmp_path, "id,B1a,I can say what I am good at.,B1b\nL-1,4,5,3\n")), INSTRUMENT)
    assert values(made) == {"B1b": 3}
    assert ("item over several columns", None, "warning") in rules(made)


def test_an_ignored_column_is_no_item(tmp_path):
    assert values(surveys(raws(survey(tmp_path, "id,B1a,B1b\nL-1,4,5\n", ignore=["B1a"])), INSTRUMENT)) == {"B1b": 5}


def test_an_item_the_export_has_reversed_is_turned_back_and_told(tmp_path):
    made = surveys(raws(survey(tmp_path, "id,B1a,B1b\nL-1,4,5\n", already_keyed=["B1b"])), KEYED)
    assert values(made) == {"B1a": 4, "B1b": 1}
    assert ("already keyed", None, "note") in rules(made)


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"already_keyed": ["B1a"]}, "not reverse-keyed"),
        ({"already_keyed": ["B9"]}, "does not have"),
        ({"item_labels": {"B9": {"x": 1}}}, "does not have"),
    ],
)
def test_a_misspelt_or_unfit_item_is_refused(tmp_path, declared, said):
    with pytest.raises(ConfigFault, match=said):
        surveys(raws(survey(tmp_path, "id,B1a\nL-1,4\n", **declared)), KEYED)


def test_a_label_map_of_one_item_goes_before_that_of_all(tmp_path):
    file = survey(tmp_path, "id,B1a,B1b\nL-1,yes,yes\n", labels={"yes": 5}, item_labels={"B1b": {"Yes": 2}})
    assert values(surveys(raws(file), INSTRUMENT)) == {"B1a": 5, "B1b": 2}


def test_a_code_is_its_parts_in_one_spelling_and_none_when_a_part_is_missing(tmp_path):
    text = "initial,month,B1a\n M ,Oct ,4\nm,oct,5\nm,,3\n"
    file = survey(tmp_path, text, columns={}, code=["initial", "month"], linked_to="each other")
    made = surveys(raws(file), INSTRUMENT)
    assert [(row["person"], row["linked_to"]) for row in made.responses] == [
        ("m·oct", "each other"), ("m·oct", "each other"), ("", "each other"),
    ]  # fmt: skip
    told = [(each["source_row"], each["field"]) for each in made.findings if each["rule"] == "no code"]
    assert told == [(4, "month")]


def test_a_response_in_two_overlapping_exports_counts_once(tmp_path):
    columns = {"person": "id", "response": "Rid"}
    one = survey(tmp_path, "Rid,id,B1a\nR_1,L-1,4\nR_2,L-2,4\n", "1.csv", 1, columns=columns)
    two = survey(tmp_path, "Rid,id,B1a\nR_2,L-2,4\nR_3,L-2,5\n", "2.csv", 2, columns=columns)
    made = surveys(raws(one, two), INSTRUMENT)
    standing = {(row["source"], row["source_row"]): (row["standing"], row["reason"]) for row in made.responses}
    assert standing["survey:2", 2] == ("excluded", "same response in another export")
    assert standing["survey:1", 3] == ("excluded", "duplicate")
    notes = [each for each in made.findings if each["rule"] == "same response in another export"]
    assert [(each["source"], each["field"], each["source_row"]) for each in notes] == [("survey:2", "survey:1", 2)]


def test_equal_rows_count_once_only_when_a_time_or_person_tells_they_are_one(tmp_path):
    named = [survey(tmp_path, "id,B1a\nL-1,4\n", f"{n}.csv", n) for n in (1, 2)]
    assert sorted(row["reason"] for row in surveys(raws(*named), INSTRUMENT).responses) == ["", "same response in another export"]
    nameless = {"kind": "feedback", "wave": "", "columns": {"comment": "c"}}
    some = [survey(tmp_path, f"B1a,c\n4,\n5,{n}\n", f"f{n}.csv", n, **nameless) for n in (1, 2)]
    assert {row["standing"] for row in surveys(raws(*some), INSTRUMENT).responses} == {"used"}


def test_the_same_file_twice_counts_once(tmp_path):
    nameless = {"kind": "feedback", "wave": "", "columns": {"comment": "c"}}
    files = [survey(tmp_path, "B1a,c\n4,x\n4,x\n", f"f{n}.csv", n, **nameless) for n in (1, 2)]
    made = surveys(raws(*files), INSTRUMENT)
    assert [row["source"] for row in made.responses if row["standing"] == "used"] == ["survey:1", "survey:1"]


def test_short_response_numbers_of_two_forms_are_not_one_response(tmp_path):
    columns = {"person": "id", "response": "ID number"}
    files = [survey(tmp_path, f"ID number,id,B1a\n1,L-{n},4\n", f"{n}.csv", n, columns=columns) for n in (1, 2)]
    assert {row["standing"] for row in surveys(raws(*files), INSTRUMENT).responses} == {"used"}

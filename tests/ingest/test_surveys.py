import pytest

from scripts.ground.faults import MissingColumn
from scripts.ground.schemas.ingest import Answers, Documents, Findings, Readings, Responses, Turns
from scripts.ground.tables import table_bytes
from scripts.ingest.standing import unwanted_status
from scripts.ingest.surveys import surveys
from tests.ingest.raw_files import INSTRUMENT, raw, raws, rules, written

ITEMS = {"B1a": "Q2_1", "B1b": "QID2_2", "K1": "I know the four skills."}
QUALTRICS = {
    "kind": "survey",
    "format": "qualtrics-csv",
    "wave": "T0",
    "columns": {"person": "PID", "open_answer": "QID9_TEXT"},
    "items": ITEMS,
    "ignore": ["StartDate", "IPAddress", "ResponseId"],
}
LABELS = {"Strongly disagree": 1, "Disagree": 2, "Neither agree nor disagree": 3, "Agree": 4, "Strongly agree": 5}
FORMS = {
    "kind": "survey",
    "format": "forms-xlsx",
    "wave": "T1",
    "columns": {"person": "Your programme ID", "open_answer": "What do you do differently?"},
    "items": {"B1a": "I can say what I am good at.", "B1b": "I use what I do best.", "K1": "I know the four skills."},
    "labels": LABELS,
    "ignore": ["ID", "Start time", "Email", "Name"],
}


def standing(made, source="survey:1"):
    return {row["source_row"]: (row["standing"], row["reason"]) for row in made.responses if row["source"] == source}


def csv(folder, text, **declared):
    base = {"kind": "survey", "format": "csv", "wave": "T0", "columns": {"person": "id"}, "items": {"B1a": "a", "B1b": "b"}}
    return raw(written(folder, "s.csv", text), **(base | declared))


def test_every_row_of_a_qualtrics_export_gets_its_standing():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    assert standing(made) == {
        6: ("used", ""),
        8: ("excluded", "preview"),
        10: ("used", ""),
        11: ("excluded", "not finished"),
        12: ("used", ""),
        13: ("used", ""),
        14: ("quarantined", "no answers"),
        15: ("excluded", "spam"),
        16: ("quarantined", "more cells than columns"),
    } | {6: ("excluded", "duplicate")}


def test_the_rows_of_a_reading_add_up_and_each_row_set_aside_has_a_finding():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    reading = made.readings[0]
    assert (reading["rows_read"], reading["rows_kept"], reading["rows_set_aside"]) == (9, 3, 6)
    assert reading["lost"] == "blank rows, not counted as read: 1"
    explained = {each["source_row"] for each in made.findings}
    assert {row["source_row"] for row in made.responses if row["standing"] != "used"} <= explained


def test_unused_columns_are_listed_and_noted_once():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    # EndDate is a column of every Qualtrics export
    assert made.readings[0]["unused_columns"] == "Q9"
    assert [each for each in rules(made) if each[0] == "unused columns"] == [("unused columns", None, "note")]


def test_answers_become_scores_and_what_cannot_is_a_located_error():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    answers = {(row["source_row"], row["item"]): row["value"] for row in made.answers}
    assert answers[13, "B1a"] == 4
    assert answers[10, "B1a"] is None
    assert answers[10, "K1"] is None
    errors = [(each["rule"], each["source_row"], each["field"]) for each in made.findings if each["rule"] == "out of scale"]
    assert errors == [("out of scale", 10, "Q2_1")]
    assert ("seen, not answered", None, "note") in rules(made)


def test_an_unfinished_response_with_every_behaviour_item_is_used_and_noted():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    assert standing(made)[12] == ("used", "")
    assert ("not finished, used", 12, "note") in rules(made)


def test_dates_in_us_order_are_read_where_the_column_tells():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    assert {row["source_row"]: row["recorded"] for row in made.responses}[8] == "2025-01-03T09:10:00"


def test_open_answers_of_used_responses_become_documents():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS)), INSTRUMENT)
    assert [(row["document"], row["kind"], row["person"]) for row in made.documents] == [
        ("survey:1#12", "open_answer", "L-04"),
        ("survey:1#13", "open_answer", "L-01"),
        ("survey:1#14", "open_answer", "L-05"),
    ]
    assert [(row["turn"], row["part"], row["text"]) for row in made.turns][1] == (1, "speaker", "later")


@pytest.mark.parametrize(("name", "first"), [("qualtrics_hand_deleted.csv", 5), ("qualtrics_legacy.csv", 5)])
def test_an_export_without_import_ids_loses_no_response(name, first):
    declared = QUALTRICS | {"columns": {"person": "PID"}, "items": ITEMS | {"B1b": "Q2_2"}}
    made = surveys(raws(raw(name, **declared)), INSTRUMENT)
    assert min(standing(made)) == first
    assert len(made.responses) == 9
    assert ("no ImportId row", None, "note") in rules(made)


def test_forms_headers_labels_and_gaps_are_survived():
    made = surveys(raws(raw("forms.xlsx", **FORMS)), INSTRUMENT)
    values = {(row["source_row"], row["item"]): row["value"] for row in made.answers}
    assert [values[2, item] for item in ("B1a", "B1b", "K1")] == [4, 5, 3]
    assert [values[3, item] for item in ("B1a", "B1b", "K1")] == [4, 2, None]
    assert values[5, "B1a"] is None
    assert standing(made)[6] == ("excluded", "duplicate")
    assert made.responses[0]["recorded"] == "2025-11-03T09:20:05"
    assert made.readings[0]["rows_read"] == 4


def test_an_unknown_label_names_row_and_column_and_never_its_text():
    made = surveys(raws(raw("forms.xlsx", **FORMS)), INSTRUMENT)
    unknown = next(each for each in made.findings if each["rule"] == "unknown label")
    assert (unknown["severity"], unknown["source_row"], unknown["field"]) == ("error", 5, "I can say what I am good at.")
    assert "omewhat" not in str(made.findings)


def test_a_declared_label_that_no_answer_has_is_named_where_answers_could_not_be_read():
    labels = {word.replace("agree", "agre"): score for word, score in FORMS["labels"].items()}
    made = surveys(raws(raw("forms.xlsx", **FORMS | {"labels": labels})), INSTRUMENT)
    [told] = [each for each in made.findings if each["rule"] == "labels without answers"]
    assert told["severity"] == "warning" and "agre”" in told["message"]


def test_a_label_mapped_to_nan_is_a_question_that_does_not_apply(tmp_path):
    file = csv(tmp_path, "id,a,b\nL-01,n/a,5\n", labels={"n/a": float("nan")})
    made = surveys(raws(file), INSTRUMENT)
    assert [row["value"] for row in made.answers] == [None, 5]
    assert made.findings == []


def test_a_missing_link_column_names_those_there_are(tmp_path):
    with pytest.raises(MissingColumn) as caught:
        surveys(raws(csv(tmp_path, "ident,a,b\n1,2,3\n", columns={"person": "identity"})), INSTRUMENT)
    assert caught.value.remedy.endswith("Columns that the source does not use: ident.")
    assert "“ident”" in caught.value.remedy


def test_only_feedback_may_be_anonymous(tmp_path):
    with pytest.raises(MissingColumn, match="links a response to a person"):
        surveys(raws(csv(tmp_path, "a,b\n4,5\n", columns={})), INSTRUMENT)
    feedback = csv(tmp_path, "a,b,c,m\n4,5,Good.,2\n", kind="feedback", wave="", columns={"comment": "c", "module": "m"})
    made = surveys(raws(feedback), INSTRUMENT)
    assert [(row["kind"], row["module"], row["person"]) for row in made.documents] == [("comment", "2", "")]
    assert made.responses[0]["module"] == "2"


def test_of_duplicates_the_most_complete_and_then_the_latest_stays(tmp_path):
    text = "id,a,b,t\nL-1,4,5,2025-01-03\nL-1,4,,2025-01-09\nL-1,3,3,2025-01-05\nL-2,1,1,\n ,2,2,\n ,2,2,\n"
    made = surveys(raws(csv(tmp_path, text, columns={"person": "id", "recorded": "t"})), INSTRUMENT)
    assert [row for row, (kind, _) in standing(made).items() if kind == "excluded"] == [2, 3]
    assert {row["source_row"] for row in made.answers} == {4, 5, 6, 7}


def test_one_person_in_two_waves_is_no_duplicate(tmp_path):
    one, two = csv(tmp_path, "id,a,b\nL-1,4,5\n"), csv(tmp_path, "id,a,b\nL-1,4,5\n", key="end", wave="T1")
    assert {row["standing"] for row in surveys(raws(one, two), INSTRUMENT).responses} == {"used"}


@pytest.mark.parametrize(
    ("written_as", "meaning"),
    [
        ("0", ""),
        ("1", "preview"),
        ("2", "test"),
        ("8", "spam"),
        ("9", "preview"),
        ("12", "spam"),
        ("16", ""),
        ("17", "preview"),
        ("IP Address", ""),
        ("Survey Preview", "preview"),
        ("Survey Test", "test"),
        ("Imported", ""),
        ("Possible Spam", "spam"),
    ],
)
def test_qualtrics_status_codes_add_up(written_as, meaning):
    assert unwanted_status(written_as) == meaning


def test_tables_have_exactly_the_declared_columns():
    made = surveys(raws(raw("qualtrics.csv", **QUALTRICS), raw("forms.xlsx", key="end", **FORMS)), INSTRUMENT)
    for rows, table in zip(made, (Responses, Answers, Documents, Turns, Readings, Findings), strict=True):
        assert table_bytes(rows, table, table.__name__).count(b"\n") > len(rows) > 0


WORDS = "id,a,b\nL-1,Rarely,4\nL-2,Often,4\nL-3,Often,3\nL-4,5,x\nL-5,,2\n"


def test_an_item_of_which_most_answers_cannot_be_read_is_one_error_of_the_file_that_names_labels(tmp_path):
    made = surveys(raws(csv(tmp_path, WORDS)), INSTRUMENT)
    errors = [(each["rule"], each["source_row"], each["field"]) for each in made.findings if each["severity"] == "error"]
    assert sorted(errors, key=str) == [("unknown label", 5, "b"), ("unreadable answers", None, "")]
    [told] = [each for each in made.findings if each["rule"] == "unreadable answers"]
    assert told["message"].startswith("3 answers to 1 item(s)")
    assert told["message"].endswith("Of 1 item(s) that is more than half: B1a.")
    assert "`labels` of source survey" in told["remedy"]


def test_with_its_labels_declared_no_answer_is_unreadable(tmp_path):
    made = surveys(raws(csv(tmp_path, WORDS, labels={"Rarely": 2, "Often": 4, "x": 1})), INSTRUMENT)
    assert not [each for each in made.findings if each["severity"] == "error"]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (
            {"labels": {"Often": 4}, "item_labels": {"B1a": {"often ": 3}}},
            "“often” is 4 by `labels` and 3 by `item_labels` of B1a.",
        ),
        (
            {"item_labels": {"B1a": {"Often": 4}, "B1b": {"Often": float("nan")}}},
            "“often” is 4 by `item_labels` of B1a and does not apply by `item_labels` of B1b.",
        ),
        ({"labels": {"Often": 4}, "item_labels": {"B1a": {"Often": 4, "Rarely": 2}}}, ""),
    ],
)
def test_a_word_with_two_scores_is_told(tmp_path, declared, told):
    made = surveys(raws(csv(tmp_path, "id,a,b\nL-1,Often,Often\n", **declared)), INSTRUMENT)
    assert "".join(each["message"] for each in made.findings if each["rule"] == "one word, several scores") == told

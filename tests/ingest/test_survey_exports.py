import csv
import io
import json

import openpyxl
import pytest

from scripts.ingest.standing import is_known_status, unwanted_status
from scripts.ingest.surveys import surveys
from tests.ingest.raw_files import INSTRUMENT, raw, raws, rules, written

OWN = ["StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate", "ResponseId", "DistributionChannel"]
ENGLISH = [
    "Start Date",
    "End Date",
    "Response Type",
    "Progress",
    "Finished",
    "Recorded Date",
    "Response ID",
    "Distribution Channel",
]
GERMAN = ["Anfangsdatum", "Enddatum", "Antworttyp", "Stand", "Beendet", "Erfassungsdatum", "Antwort-ID", "Verteilungskanal"]
ARABIC = ["تاريخ البدء", "تاريخ الانتهاء", "نوع", "تقدم", "منتهي", "تاريخ", "معرف", "قناة"]
QUESTIONS = ["PID", "B1a", "B1b", "K1"]
SURVEY = {"kind": "survey", "wave": "T0", "columns": {"person": "PID"}}
QUALTRICS = SURVEY | {"format": "qualtrics-csv"}


def response(number, status="0", progress="100", finished="1"):
    day = f"2025-01-{number + 9:02} 09:00:00"
    return [day, day, status, progress, finished, day, f"R_{number}xyz", "anonymous", f"L-{number}", "4", "5", "3"]


def export(folder, *rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return written(folder, "s.csv", text.getvalue())


def read(folder, *rows, **declared):
    return surveys(raws(raw(export(folder, *rows), **(QUALTRICS | declared))), INSTRUMENT)


def standings(made):
    return [(row["person"], row["standing"]) for row in made.responses]


@pytest.mark.parametrize(("name", "person"), [("german.csv", "ResponseId"), ("german_legacy.csv", "V1")])
def test_exports_of_a_german_account_keep_their_one_response(name, person):
    declared = QUALTRICS | {"columns": {"person": person}, "items": {"B1a": "Q1"}}
    made = surveys(raws(raw(f"qualtrics/{name}", **declared)), INSTRUMENT)
    assert [(row["standing"], row["source_row"]) for row in made.responses] == [("used", 3 + (name == "german.csv"))]
    assert [row["value"] for row in made.answers] == [2]


@pytest.mark.parametrize("texts", [ENGLISH, GERMAN, ARABIC])
@pytest.mark.parametrize("has_ids", [True, False])
def test_the_row_of_question_texts_is_no_response_in_any_language(tmp_path, texts, has_ids):
    ids = [[json.dumps({"ImportId": name}) for name in OWN + QUESTIONS]] * has_ids
    made = read(tmp_path, OWN + QUESTIONS, [*texts, "?", "one", "two", "three"], *ids, response(1), response(2))
    assert standings(made) == [("L-1", "used"), ("L-2", "used")]
    assert (("no ImportId row", None, "note") in rules(made)) is not has_ids


def test_a_first_response_below_a_single_header_row_is_kept(tmp_path):
    assert standings(read(tmp_path, OWN + QUESTIONS, response(1))) == [("L-1", "used")]


def test_previews_and_unfinished_responses_are_known_in_the_words_of_other_languages(tmp_path):
    rows = [response(1, "IP-Adresse", "100", "Wahr"), response(2, "Umfragevorschau", "100", "Wahr")]
    rows += [response(3, "Adresse IP", "40", "Faux"), response(4, "Aperçu", "100", "Vrai")]
    for row in rows:
        row[9] = "" if row[8] == "L-3" else "4"
    assert standings(read(tmp_path, OWN + QUESTIONS, *rows)) == [
        ("L-1", "used"), ("L-2", "excluded"), ("L-3", "excluded"), ("L-4", "excluded"),
    ]  # fmt: skip


def test_a_status_that_nobody_can_read_is_told_once_with_its_first_row(tmp_path):
    made = read(tmp_path, OWN + QUESTIONS, response(1), response(2, "Qwert", "100", "Uiop"), response(3, "Qwert", "100", "Uiop"))
    told = [each for each in rules(made) if each[0].startswith("unknown ")]
    assert told == [("unknown finished", 3, "warning"), ("unknown status", 3, "warning")]


@pytest.mark.parametrize(
    ("text", "unwanted", "is_known"),
    [
        ("", "", True),
        ("4", "", True),
        ("9", "preview", True),
        ("Possible Spam", "spam", True),
        ("Offline", "", True),
        ("?", "", False),
    ],
)
def test_what_a_status_says(text, unwanted, is_known):
    assert (unwanted_status(text), is_known_status(text)) == (unwanted, is_known)


def test_progress_tells_where_no_column_says_finished(tmp_path):
    place = OWN.index("Finished")
    rows = [OWN + QUESTIONS, response(1), response(2, progress="40")]
    rows[2][9] = ""
    assert standings(read(tmp_path, *[row[:place] + row[place + 1 :] for row in rows])) == [("L-1", "used"), ("L-2", "excluded")]


def test_a_workbook_of_qualtrics_is_read_with_its_two_header_rows(tmp_path):
    book = openpyxl.Workbook()
    for row in (OWN + QUESTIONS, [*GERMAN, "?", "one", "two", "three"], response(1), response(2, status="1")):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    made = surveys(raws(raw(tmp_path / "s.xlsx", **SURVEY, format="xlsx")), INSTRUMENT)
    assert standings(made) == [("L-1", "used"), ("L-2", "excluded")]
    assert [row["source_row"] for row in made.responses] == [3, 4]


@pytest.mark.parametrize("number", ["3. ", "2.1.a. ", "9.b.iii. ", "9.b.iv.a. ", "Q10.ii ", "Q4_1 "])
def test_items_are_found_below_every_way_of_numbering(tmp_path, number):
    text = f"Unique Response Number,PID,{number}I can say what I am good at.\n1-1,L-1,4\n"
    made = surveys(raws(raw(written(tmp_path, "s.csv", text), **SURVEY, format="jisc-csv")), INSTRUMENT)
    assert [(row["item"], row["value"]) for row in made.answers] == [("B1a", 4)]


@pytest.mark.parametrize("header", ["Completed", "Completed date", "Completion date"])
def test_jiscs_time_of_completion_needs_no_declaration(tmp_path, header):
    text = f"Response ID,{header},PID,B1a\n1001,13/01/2025 09:10,L-1,4\n"
    made = surveys(raws(raw(written(tmp_path, "s.csv", text), **SURVEY, format="jisc-csv")), INSTRUMENT)
    assert made.responses[0]["recorded"] == "2025-01-13T09:10:00"


def test_the_time_of_completion_of_a_form_in_german_needs_no_declaration(tmp_path):
    book = openpyxl.Workbook()
    for row in (["ID", "Startzeit", "Fertigstellungszeit", "PID", "B1a"], [1, "2025-01-13", "2025-01-14", "L-1", 4]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    made = surveys(raws(raw(tmp_path / "s.xlsx", **SURVEY, format="forms-xlsx")), INSTRUMENT)
    assert made.responses[0]["recorded"] == "2025-01-14"

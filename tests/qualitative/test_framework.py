import io

from openpyxl import load_workbook

from scripts.ground.schemas.qualitative import Framework
from scripts.ground.spreadsheet import harmless
from scripts.ground.tables import table_bytes
from scripts.qualitative.framework import EMPTY, Made, framework
from tests.qualitative.small_study import CODEBOOK, coding, document, turn

TEXT = "=SUM of it. We asked them first. We asked them again and again."
FIRST, AGAIN = TEXT.index("We"), TEXT.index("We asked them again")
QUOTE = {"quote": "q-00000001", "document": "D1", "turn": 1, "start": FIRST, "end": AGAIN - 1, "code": "partners"}


def make(quotes=(QUOTE,)) -> Made:
    documents = [document("D1", "participants", "P1"), document("D2", "reflections", "P1"), document("D3", "facilitators")]
    turns = [turn("D1", 1, "P1", TEXT), turn("D2", 1, "", "Nothing of the sort."), turn("D3", 1, "", "Somebody spoke.")]
    codings = [
        coding("D1", 1, "partners", start=AGAIN, end=len(TEXT), row=1),
        coding("D1", 1, "partners", start=FIRST, end=AGAIN - 1, row=2),
        coding("D1", 1, "partners", start=FIRST, end=AGAIN - 1, coder="B", row=3),
        coding("D2", 1, "token", end=20, row=4), coding("D3", 1, "attending", row=5),
        coding("D1", 1, "harm", end=11, row=6),
    ]  # fmt: skip
    return framework(codings, documents, turns, list(quotes), CODEBOOK)


def cell(made: Made, case: str, code: str) -> dict:
    return next(row for row in made.framework if (row["case"], row["code"]) == (case, code))


def test_a_cell_has_a_summary_quote_ids_and_the_places_of_its_passages():
    row = cell(make(), "P1", "partners")
    assert row["summary"] == "We asked them first. … We asked them again and again."
    assert (row["passages"], row["quotes"]) == (2, "q-00000001")
    assert row["places"] == f"D1:1:{FIRST}-{AGAIN - 1} D1:1:{AGAIN}-{len(TEXT)}"


def test_every_cell_is_there_and_empty_ones_say_so():
    made = make()
    in_use = [code for code in CODEBOOK.codes if not code.retired_into]
    assert len(made.framework) == 2 * len(in_use)
    assert (cell(made, "P1", "attending")["summary"], cell(made, "P1", "attending")["passages"]) == (EMPTY, 0)


def test_a_case_is_a_person_over_all_texts_and_a_document_where_nobody_knows_the_speaker():
    made = make()
    assert {row["case"]: row["groups"] for row in made.framework} == {"P1": "participants reflections", "D3": "facilitators"}


def test_the_workbook_has_a_line_a_case_and_the_same_bytes_each_time():
    made = make()
    assert made.matrix == make().matrix
    sheet = load_workbook(io.BytesIO(made.matrix)).active
    assert [cell.value for cell in sheet[1]][:3] == ["Case", "Groups", "equal partners"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["D3", "P1"]


def test_no_cell_is_taken_for_a_formula():
    made = make()
    assert cell(made, "P1", "harm")["summary"].startswith("'=SUM")
    sheet = load_workbook(io.BytesIO(made.matrix)).active
    assert {each.data_type for row in sheet.iter_rows() for each in row} == {"s"}
    assert [harmless(sign + "1") for sign in "=+-@"] == [f"'{sign}1" for sign in "=+-@"]
    assert harmless("a = b\x00") == "a = b"


def test_without_coding_there_is_a_matrix_without_cases():
    made = framework([], [], [], [], CODEBOOK)
    assert made.framework == [] and load_workbook(io.BytesIO(made.matrix)).active.max_row == 1


def test_the_table_keeps_its_declared_columns():
    table_bytes(make().framework, Framework, "framework")

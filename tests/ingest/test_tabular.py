import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import composite

from scripts.ground.faults import MissingColumn, UnreadableFile
from scripts.ingest.columns import columns, locate
from scripts.ingest.tabular import ERRORS, tabular
from tests.ingest.raw_files import FIXTURES, raw, written, zipped


def roster(path, **declared):
    return raw(path, kind="roster", **({"format": "csv"} | declared))


def test_the_row_of_a_csv_record_is_the_line_on_which_it_begins(tmp_path):
    path = written(tmp_path, "a.csv", 'id,text\r\n1,"two\nlines"\r\n\r\n2,"a\n\nb"\r\n3,c\r\n')
    table = tabular(roster(path))
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "1"), (5, "2"), (8, "3")]
    assert table.blank_rows == 1


def test_delimiter_and_encoding_are_found_and_a_guess_is_noted():
    table = tabular(roster("semicolon_cp1252.csv"))
    assert table.headers == ["Programme ID", "Größe", "Q1"]
    assert [each["rule"] for each in table.findings] == ["encoding"]
    assert tabular(roster("tabs_utf16.csv")).rows[0].cells == ("L-01", "groß", "4")


def test_a_delimiter_told_in_the_first_line_is_believed_and_rows_stay_physical(tmp_path):
    table = tabular(roster(written(tmp_path, "a.csv", "sep=;\r\nid;a, b\r\n1;x, y\r\n"), header_row=2))
    assert table.headers == ["id", "a, b"]
    assert table.rows[0].number == 3


def test_the_first_visible_sheet_is_read_from_the_declared_header_row():
    table = tabular(roster("roster.xlsx", format="xlsx", header_row=3))
    assert table.headers[0] == "Programme ID"
    assert table.rows[0].number == 4
    assert table.rows[0].cells[-1] == "2025-01-06"


def test_percent_cells_read_as_per_cent():
    table = tabular(raw("projects.xlsx", kind="projects", format="xlsx"))
    assert table.rows[2].cells[5:7] == ("40%", "20%")


@pytest.mark.parametrize(
    ("name", "content", "format", "found"),
    [
        ("a.csv", b"", "csv", "empty"),
        ("a.csv", b"\n \n", "csv", "empty"),
        ("a.csv", b"%PDF-1.7 ...", "csv", "a PDF"),
        ("a.csv", b"WEBVTT\n\n", "csv", "a WebVTT transcript"),
        ("a.csv", b"\x00\x01\x02\x03" * 50, "csv", "binary data"),
        ("a.xlsx", b"id,name\n1,2\n", "xlsx", "plain text"),
        ("a.xlsx", b"PK\x03\x04 cut off", "xlsx", "a damaged zip archive"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx", "an Office file of the old kind, or one with a password"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_was_found(tmp_path, name, content, format, found):
    with pytest.raises(UnreadableFile) as caught:
        tabular(roster(written(tmp_path, name, content), format=format))
    assert found in caught.value.what
    assert caught.value.where == "roster:1"


def test_a_word_document_called_csv_is_refused(tmp_path):
    path = written(tmp_path, "a.csv", (FIXTURES / "reflection.docx").read_bytes())
    with pytest.raises(UnreadableFile, match="a Word document"):
        tabular(roster(path))


def test_a_damaged_workbook_and_a_swelling_one_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="damaged"):
        tabular(roster(zipped(tmp_path / "a.xlsx", {"xl/workbook.xml": "<no"}), format="xlsx"))
    with pytest.raises(UnreadableFile, match="zip bomb"):
        tabular(roster(zipped(tmp_path / "b.xlsx", {"xl/sheet.xml": b"0" * 20_000_000}), format="xlsx"))


def test_a_missing_sheet_names_those_that_are_there():
    with pytest.raises(UnreadableFile) as caught:
        tabular(roster("roster.xlsx", format="xlsx", sheet="Persons"))
    assert "People" in caught.value.remedy


def test_an_unclosed_quotation_mark_is_told_with_its_row(tmp_path):
    path = written(tmp_path, "a.csv", 'id,text\n1,a\n2,"b\n3,c\n4,d\n')
    with pytest.raises(UnreadableFile) as caught:
        tabular(roster(path))
    assert "row 3" in caught.value.where


def test_a_row_with_more_cells_than_the_header_is_marked(tmp_path):
    table = tabular(roster(written(tmp_path, "a.csv", "id,text\n1,a\n2,b,c\n3,d,\n")))
    assert [row.overfull for row in table.rows] == [False, True, False]


def test_columns_are_found_by_folded_header_question_text_or_import_id():
    table = tabular(raw("qualtrics.csv", kind="survey", format="qualtrics-csv", columns={"person": "PID"}))
    wanted = {
        "a": "Q2_1",
        "b": "how far do you agree? - I use what I do best.",
        "c": "QID9_7_TEXT",
        "d": "Your programme ID (on your letter)",
    }
    assert locate(table, wanted) == {"a": 8, "b": 9, "c": 12, "d": 7}


def test_a_name_that_stands_over_two_columns_is_refused():
    table = tabular(raw("qualtrics.csv", kind="survey", format="qualtrics-csv"))
    with pytest.raises(MissingColumn, match="stands over 2 columns"):
        locate(table, {"columns.open_answer": "Q9", "columns.person": "PID"})


def test_missing_columns_come_with_the_nearest_and_those_there_are(tmp_path):
    file = roster(written(tmp_path, "a.csv", "Programme  Id,Rolle\n1,2\n"), columns={"person": "Program ID", "part": "Part"})
    with pytest.raises(Exception) as caught:
        columns(file, {"person", "part"}.__contains__, ("person",))
    text = str(caught.value)
    assert "no column “Program ID”" in text
    assert "no column “Part”" in text
    assert "The nearest is “Programme Id”" in text
    assert "Programme Id | Rolle" in text


@pytest.mark.parametrize(("words", "shown"), [(20, 99), (40, 120)])
def test_the_nearest_header_is_shown_whole_so_that_it_can_be_copied_unless_it_is_very_long(tmp_path, words, shown):
    header = "ID " + "word " * (words - 1) + "x"
    path = written(tmp_path, "a.csv", f"{header},Spare\n1,2\n")
    nearest = refused(path, person=header.replace("ID", "Id no")).remedy.split("“")[1].split("”")[0]
    assert (nearest == header) == (len(header) <= 120)
    assert len(nearest) == shown


def refused(path, **declared):
    with pytest.raises(MissingColumn) as caught:
        columns(roster(path, columns=declared), set(declared).__contains__, ())
    return caught.value


def test_a_header_that_another_key_uses_or_ignores_is_never_the_nearest(tmp_path):
    path = written(tmp_path, "a.csv", "ID,Consent: analyse,Consent: archive,Notes\n1,yes,no,x\n")
    file = roster(
        path,
        columns={"person": "ID", "consent_analyse": "Consent: analyse", "consent_quote": "Consent: quote"},
        ignore=["Consent: archive"],
    )
    with pytest.raises(MissingColumn) as caught:
        columns(file, {"person", "consent_analyse", "consent_quote"}.__contains__, ())
    assert "no column “Consent: quote”, which `columns.consent_quote` names" in caught.value.what
    assert "nearest" not in str(caught.value) and "Consent: a" not in str(caught.value)
    assert "or export the file again with this column" in caught.value.remedy
    assert caught.value.remedy.endswith("does not use: Notes.")


def test_all_missing_columns_of_a_file_are_one_fault_that_lists_the_others_once(tmp_path):
    fault = refused(written(tmp_path, "a.csv", "ID,Cohort,Spare\n1,2,3\n"), person="ID", cohort="Kohort", role="Rolle", years="J")
    assert fault.what.startswith("The file lacks 3 declared columns.")
    for wanted in ("“Kohort”, which `columns.cohort` names. The nearest is “Cohort”", "“Rolle”", "“J”"):
        assert wanted in fault.what
    assert str(fault).count("Spare") == 1


def test_a_missing_header_row_is_one_question_and_none_of_its_cells_is_shown(tmp_path):
    path = written(tmp_path, "a.csv", "Quirk,Fenwick Council,Zoltan,Manager\nLind,Sorley Trust,Ada,Nurse\n")
    fault = refused(path, person="Programme ID", family_name="Family name", given_name="Given name", role="Job title")
    assert fault.what == ("None of the 4 declared columns stands in row 1: is the header row missing, or is `header_row` wrong?")
    for cell in ("Quirk", "Fenwick", "Zoltan", "Manager"):
        assert cell not in str(fault)


def test_a_row_that_may_be_somebodys_data_is_not_listed_as_header(tmp_path):
    file = roster(written(tmp_path, "a.csv", "Zoltan Quirk,zq@x.example\n"), columns={"person": "Programme ID"})
    with pytest.raises(MissingColumn) as caught:
        columns(file, {"person"}.__contains__, ("person",))
    assert "Zoltan" not in str(caught.value)


@composite
def table_text(draw):
    cell = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], include_characters='\n",;'), max_size=12)
    # the text of a failed formula is taken out of its cell
    cell = cell.filter(lambda text: text.strip().upper() not in ERRORS)
    return draw(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=8))


@settings(deadline=None)
@given(table_text())
def test_every_written_cell_is_read_back_at_its_line(tmp_path_factory, cells):
    lines, expected, line = ["head one,head two,head three"], [], 2
    for record in cells:
        text = ",".join('"' + cell.replace('"', '""') + '"' for cell in record)
        lines.append(text)
        if any(cell.strip() for cell in record):
            expected.append((line, tuple(record)))
        line += 1 + text.count("\n")
    path = written(tmp_path_factory.mktemp("t"), "a.csv", "\n".join(lines) + "\n")
    assert [(row.number, row.cells) for row in tabular(roster(path)).rows] == expected


def lines_and_rows(folder, content):
    table = tabular(roster(written(folder, "a.csv", content)))
    return [each["message"] for each in table.findings if each["rule"] == "lines and rows"]


def test_where_cells_hold_line_breaks_lines_are_turned_into_rows_of_a_spreadsheet(tmp_path):
    [told] = lines_and_rows(tmp_path, 'id,"first\nsecond"\n1,a\n\n2,"b\nc\nd"\n3,e\n')
    assert told.endswith("In a spreadsheet subtract: 1 from line 3, 3 from line 8.")


def test_without_line_breaks_in_cells_lines_and_rows_are_the_same(tmp_path):
    assert lines_and_rows(tmp_path, "\nid,a\n\n1,b\n") == []

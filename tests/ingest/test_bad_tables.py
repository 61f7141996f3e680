import contextlib
import datetime as dt
import random
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, Faults, MissingColumn, UnreadableFile
from scripts.ingest.people import people
from scripts.ingest.tabular import records, tabular
from tests.ingest.raw_files import FIXTURES, raw, raws, rules, written, zipped


def roster(path, **declared):
    return raw(path, kind="roster", **({"format": "csv"} | declared))


def csv(folder, content, **declared):
    return tabular(roster(written(folder, "a.csv", content), **declared))


def book(folder, fill, **declared):
    made = openpyxl.Workbook()
    fill(made)
    made.save(folder / "a.xlsx")
    return tabular(roster(folder / "a.xlsx", format="xlsx", **declared))


def told(table):
    return [(each["rule"], each["source_row"]) for each in table.findings]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_line_where_a_lost_quotation_mark_opens_is_told_even_after_quoted_line_breaks(tmp_path, ending):
    lines = ["id,text,more", '1,"two', 'lines",x', '2,a,"b', "3,c,d", "4,e,f"]
    with pytest.raises(UnreadableFile) as caught:
        csv(tmp_path, ending.join(lines) + ending)
    assert "row 4, where it opens" in caught.value.where


def test_a_lost_quotation_mark_that_a_later_row_closes_is_refused_and_runs_no_rows_together(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        csv(tmp_path, 'id,text\n1,"a"\n2,"b\n3,"c"\n4,"d"\n')
    assert "row 3, where it opens" in caught.value.where


def test_a_quotation_mark_inside_a_cell_is_told_with_its_row(tmp_path):
    table = csv(tmp_path, 'id,text\n1,"he said "no" twice"\n2,b\n')
    assert told(table) == [("quotation marks", 2)]
    assert table.rows[1].cells == ("2", "b")


def test_a_row_with_fewer_cells_than_the_header_is_told(tmp_path):
    table = csv(tmp_path, "id,a,b,\n1,2,3,\n2,2\n3,2,3\n")
    assert told(table) == [("fewer cells than columns", 3)]
    assert table.rows[1].cells == ("2", "2", "")


def test_a_few_zero_bytes_are_told_with_their_first_row(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        csv(tmp_path, b"id,a\n1,2\n2,\x00" + b"3\n" * 60)
    assert "row 3 is the first" in caught.value.where


def test_a_row_in_another_encoding_than_the_rest_is_read_and_told(tmp_path):
    lines = ["id,a", "1,Größe", "2,Grün", "3,Öl"]
    content = b"\n".join(line.encode("cp1252" if line.startswith("2") else "utf-8") for line in lines)
    table = csv(tmp_path, content)
    assert [row.cells[1] for row in table.rows] == ["Größe", "Grün", "Öl"]
    assert told(table) == [("mixed encodings", 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_common_encoding_and_delimiter_gives_the_same_table(tmp_path, encoding, delimiter):
    text = "\r\n".join(delimiter.join(cells) for cells in (("id", "Größe"), ("1", "groß"), ("2", "fünf"))) + "\r\n"
    table = csv(tmp_path, text.encode(encoding))
    assert (table.headers, [row.cells for row in table.rows]) == (["id", "Größe"], [("1", "groß"), ("2", "fünf")])


def test_decimal_commas_and_commas_in_questions_do_not_hide_the_semicolon(tmp_path):
    table = csv(tmp_path, "id;Well, how;Well, why\n1;4,5;3,2\n2;1,5;2,2\n")
    assert table.headers == ["id", "Well, how", "Well, why"]


def test_declared_names_tell_the_delimiter(tmp_path):
    file = roster(written(tmp_path, "a.csv", "id;a,b\n1;4,5\n"))
    assert tabular(file, frozenset(("id", "a,b"))).headers == ["id", "a,b"]


def test_equal_and_padded_headers_are_told(tmp_path):
    assert told(csv(tmp_path, "id, a ,a\n1,2,3\n")) == [("equal headers", 1)]


def test_header_only_and_blank_rows_are_told():
    made = people(raws(raw(written_header(), kind="roster", format="csv")))
    assert ("no rows", None, "error") in rules(made)


def written_header():
    return FIXTURES / "tables" / "header_only.csv"


def test_errors_of_formulas_and_formulas_never_computed_are_told_where_they_are_used(tmp_path):
    def fill(made):
        for row in (["person", "years", "unused"], ["L-1", "=1+1", "=2"], ["L-2", "#N/A", 1], ["L-3", 4, 1]):
            made.active.append(row)
        made.active["B3"].data_type = "e"

    file = roster(tmp_path / "a.xlsx", format="xlsx")
    assert [row.cells for row in book(tmp_path, fill).rows] == [("L-1", "", ""), ("L-2", "", "1"), ("L-3", "4", "1")]
    made = people(raws(file))
    assert [rule for rule in rules(made) if rule[0] == "no value"] == [
        ("no value", 2, "error"), ("no value", 3, "error"), ("no value", None, "note"),
    ]  # fmt: skip
    assert {each["field"] for each in made.findings if each["rule"] == "no value"} == {"years", ""}


def test_an_error_of_a_formula_in_a_csv_is_told_too(tmp_path):
    made = people(raws(roster(written(tmp_path, "a.csv", "person,years\nL-1,#REF!\n"))))
    assert ("no value", 2, "error") in rules(made)
    assert made.people[0]["years"] == ""


def test_a_header_merged_over_groups_of_columns_is_read_with_the_row_below(tmp_path):
    def fill(made):
        sheet = made.active
        for row in (["id", "Start", None, "End", None], [None, "a", "b", "a", "b"], ["L-1", 1, 2, 3, 4]):
            sheet.append(row)
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(area)

    table = book(tmp_path, fill)
    assert table.headers == ["id", "Start - a", "Start - b", "End - a", "End - b"]
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("L-1", "1", "2", "3", "4"))]
    assert told(table) == [("two header rows", 1)]


def test_the_second_of_two_header_rows_may_be_declared(tmp_path):
    def fill(made):
        for row in (["id", "Start", None], [None, "a", "b"], ["L-1", 1, 2]):
            made.active.append(row)
        made.active.merge_cells("A1:A2")
        made.active.merge_cells("B1:C1")

    assert book(tmp_path, fill, header_row=2).headers == ["id", "a", "b"]


def test_a_merged_header_with_nothing_to_tell_its_columns_apart_is_refused(tmp_path):
    def fill(made):
        for row in (["id", "Start", None], ["L-1", 1, 2]):
            made.active.append(row)
        made.active.merge_cells("B1:C1")

    with pytest.raises(UnreadableFile, match="merged over several columns"):
        book(tmp_path, fill)


def test_merged_hidden_and_other_things_of_a_sheet_are_told(tmp_path):
    def fill(made):
        sheet = made.active
        for row in (
            ["id", "organisation", "when"],
            ["L-1", "Fenwick", dt.date(2025, 1, 6)],
            ["L-2", None, None],
            ["L-3", "x", True],
        ):
            sheet.append(row)
        sheet.merge_cells("B2:B3")
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True
        made.create_sheet("More")
        made.create_sheet("Old").sheet_state = "hidden"

    table = book(tmp_path, fill)
    assert sorted(rule for rule, _ in told(table)) == [
        "hidden columns", "hidden rows", "hidden sheets", "merged cells", "other sheets",
    ]  # fmt: skip
    assert [row.cells for row in table.rows] == [("L-1", "Fenwick", "2025-01-06"), ("L-2", "", ""), ("L-3", "x", "true")]


def test_entities_that_swell_are_refused(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["id"])
    made.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in members if name.endswith("sheet1.xml"))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    members[sheet] = (
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode()
        + members[sheet].replace(b"<sheetData>", b"<sheetData><row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row>")
    )  # fmt: skip
    with pytest.raises(UnreadableFile, match="XML entities"):
        tabular(roster(zipped(tmp_path / "b.xlsx", members), format="xlsx"))


def test_a_file_below_a_link_or_dots_is_refused_when_declared():
    with pytest.raises(ValueError, match="must lie inside data/raw"):
        raw("roster.xlsx", kind="roster", format="xlsx", files="../roster.xlsx")


def test_rows_of_any_source_are_read_by_content_with_their_physical_row(tmp_path):
    findings = []
    assert records(roster(written(tmp_path, "a.csv", 'a;b\n\n"x\ny";2\n')), findings)[-1] == (3, ["x\ny", "2"])
    assert records(roster("roster.xlsx", header_row=3), findings)[2][1][0] == "Programme ID"


def test_a_fault_never_shows_what_a_cell_holds(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        csv(tmp_path, 'id,text\n1,"Zoltan Quirk\n')
    assert "Zoltan" not in str(caught.value)
    with pytest.raises((MissingColumn, UnreadableFile)) as caught:
        people(raws(roster(written(tmp_path, "b.csv", "Zoltan Quirk,zq@x.example\nx,y\n"))))
    assert "Zoltan" not in str(caught.value)


FUZZED = ("qualtrics.csv", "semicolon_cp1252.csv", "tabs_utf16.csv", "roster.xlsx", "forms.xlsx")


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(FUZZED), st.randoms(use_true_random=False), st.integers(0, 8))
def test_a_damaged_table_ends_in_a_fault_or_a_table(tmp_path_factory, name, dice: random.Random, hits):
    data = bytearray((FIXTURES / name).read_bytes())
    del data[dice.randrange(len(data)) if dice.random() < 0.3 else len(data) :]
    for _ in range(hits):
        at = dice.randrange(len(data) + 1)
        data[at : at + 1] = dice.choice([b"", b'"', b"\x00", b"\r", b"\n", b",", b"\xff", bytes([dice.randrange(256)])])
    path = written(tmp_path_factory.mktemp("t"), name, bytes(data))
    format = "xlsx" if name.endswith("xlsx") else "qualtrics-csv" if name.startswith("q") else "csv"
    _reads_or_faults(raw(path, kind="survey", format=format))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_end_in_a_fault_or_a_table(tmp_path_factory, data):
    path = written(tmp_path_factory.mktemp("t"), "a", data)
    for format in ("csv", "qualtrics-csv", "xlsx", "sav"):
        _reads_or_faults(raw(path, kind="survey", format=format))


def _reads_or_faults(file):
    with contextlib.suppress(Fault, Faults):
        tabular(file)


@pytest.mark.parametrize("name", ["roster.xlsx", "forms.xlsx", "projects.xlsx", "attendance.xlsx"])
def test_a_sheet_holds_as_many_values_at_the_same_places_as_openpyxl_finds(name):
    sheet = openpyxl.load_workbook(FIXTURES / name, data_only=True).worksheets[0]
    expected = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    found = records(raw(name, kind="roster", format="xlsx", sheet=sheet.title), [])
    assert {(number, place) for number, cells in found for place, cell in enumerate(cells, start=1) if cell} == expected


def test_the_header_below_blank_rows_or_a_line_for_excel_needs_no_declaration(tmp_path):
    for content, row in (("sep=;\nid;a\n1;2\n", 2), ("\n,\nid,a\n1,2\n", 3)):
        table = csv(tmp_path, content)
        assert (table.header_row, table.headers, table.rows[0].number) == (row, ["id", "a"], row + 1)


def test_a_title_merged_over_the_table_is_no_header(tmp_path):
    def fill(made):
        for row in (["Who takes part", None], ["id", "a"], ["L-1", 1]):
            made.active.append(row)
        made.active.merge_cells("A1:B1")

    table = book(tmp_path, fill)
    assert (table.headers, [row.number for row in table.rows], told(table)) == (["id", "a"], [3], [("title above the header", 2)])


def test_an_end_of_file_mark_is_no_row_and_white_space_of_other_machines_no_damage(tmp_path):
    table = csv(tmp_path, "id,a\n1,x\x0by\x85z\n2,b\n\x1a")
    assert [row.cells[0] for row in table.rows] == ["1", "2"]


@pytest.mark.parametrize(
    "misread", ["Grö".encode().decode("cp1252"), "„so“".encode().decode("cp1252", "ignore"), "Ñandú€".encode().decode("latin-1")]
)
def test_letters_that_another_program_misread_are_told_with_their_row(tmp_path, misread):
    assert told(csv(tmp_path, f"id,a\n1,Größe – naïve Ärger\n2,{misread}\n")) == [("misread letters", 3)]


def test_nul_bytes_and_a_lost_quotation_mark_are_told_at_once(tmp_path):
    with pytest.raises(Faults) as caught:
        csv(tmp_path, 'id,a\n1,x\x00\n2,"lost\n' + "3,fine and long enough\n" * 9)
    assert [fault.where for fault in caught.value.faults] == ["roster:1, row 2 is the first", "roster:1, row 3, where it opens"]


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_refused_in_every_part_of_a_workbook(tmp_path, part):
    made = openpyxl.Workbook()
    made.active.append(["id"])
    made.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = members.get(part, b"<sst/>")
    members[part] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content[content.index(b"<", content.startswith(b"<?") and 2) :]
    with pytest.raises(UnreadableFile, match="XML entities"):
        tabular(roster(zipped(tmp_path / "a.xlsx", members), format="xlsx"))

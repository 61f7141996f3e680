import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, Faults, UnreadableFile
from scripts.ingest.segments import segments
from tests.ingest.raw_files import raw, written


def read(tmp_path, table, **declared):
    return segments(raw(written(tmp_path, "segments.csv", table), kind="coding", format="segments-csv", **declared))


def workbook(tmp_path, rows, **declared):
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "segments.xlsx")
    return segments(raw(tmp_path / "segments.xlsx", kind="coding", format="segments-xlsx", **declared))


def chosen(project):
    return [
        (each.number, source.name, each.start, each.end, each.quote, each.code, each.coder)
        for source in project.sources
        for each in source.selections
    ]


def told(project):
    return [(each["rule"], each["source_row"], each["field"], each["severity"]) for each in project.findings]


def test_declared_columns_are_read_in_any_order_and_by_their_own_names(tmp_path):
    columns = {"document": "where", "quote": "what", "code": "which", "coder": "who", "start": "a", "end": "b"}
    table = "who,which,what,a,b,where\nada,trust,We talk,4,11,A-17\n"
    assert chosen(read(tmp_path, table, columns=columns)) == [(2, "A-17", 4, 11, "We talk", "trust", "ada")]


def test_maxqda_numbers_paragraphs_so_its_words_alone_place_the_segment(tmp_path):
    project = workbook(
        tmp_path,
        [
            [
                "Color",
                "Document group",
                "Document name",
                "Code",
                "Beginning",
                "End",
                "Weight score",
                "Segment",
                "Created by",
                "Comment",
            ],
            ["●", "T1", "A-17", "Values\\Trust > Early", 3, 3, 0, "We share risks.", "ada", "nice"],
            ["●", "T1", "A-17", "Values", "4", "5", 0, "And we learn\nfrom them.", "ada", None],
        ],
    )
    assert chosen(project) == [
        (2, "A-17", -1, -1, "We share risks.", "Early", "ada"),
        (3, "A-17", -1, -1, "And we learn\nfrom them.", "Values", "ada"),
    ]
    assert [(each.name, each.parent) for each in project.codes] == [("Values", ""), ("Trust", "Values"), ("Early", "Trust")]
    assert [(each.about, each.text) for each in project.notes] == [("2", "nice")]
    assert ("positions not used", None, "Beginning", "note") in told(project)


@pytest.mark.parametrize(
    "header",
    [
        "Dokumentname;Code;Anfang;Ende;Segment;Erstellt von",
        "doc_name;code_name;segment_start;segment_end;segment_text;user_name",
        "Documento;Código;Comienzo;Final;Segmento;Creado por",
        "File;Codename;pos0;pos1;Coded;Coder",
    ],
)
def test_headers_of_programs_and_languages_are_known(tmp_path, header):
    project = read(tmp_path, f"{header}\nA-17;trust;4;11;We talk;ada\n", separator="|")
    assert chosen(project) == [(2, "A-17", 4, 11, "We talk", "trust", "ada")]
    assert told(project) == []


def test_atlas_ti_gives_several_codes_a_row_and_numbers_its_documents(tmp_path):
    project = workbook(
        tmp_path,
        [
            ["ID", "Document", "Quotation Content", "Codes", "Reference", "Comment"],
            ["1:1", "D 1: A-17", "We share risks.", "trust\nrisk; shared", "2 - 2", ""],
        ],
        coder="ada",
    )
    assert chosen(project) == [(2, "A-17", -1, -1, "We share risks.", code, "ada") for code in ("trust", "risk", "shared")]


def test_dedoose_columns_of_single_codes_need_no_splitting(tmp_path):
    table = (
        "Media Title,Excerpt Range,Excerpt Creator,Excerpt Copy,Codes Applied Combined,"
        "Code: Risk\\Shared Applied,Code: Trust Applied\n"
        'A-17,4-11,ada,We talk,"Shared, Trust",True,True\n'
        "A-17,20-27,ben,We walk,Trust,False,True\n"
    )
    assert chosen(read(tmp_path, table)) == [
        (2, "A-17", 4, 11, "We talk", "Shared", "ada"),
        (2, "A-17", 4, 11, "We talk", "Trust", "ada"),
        (3, "A-17", 20, 27, "We walk", "Trust", "ben"),
    ]


def test_dedoose_joins_codes_by_a_comma(tmp_path):
    table = 'Media Title,Excerpt Copy,Codes Applied Combined\nA-17,We talk,"Shared, Trust"\n'
    assert [each[5] for each in chosen(read(tmp_path, table))] == ["Shared", "Trust"]


@pytest.mark.parametrize(
    ("cell", "separator", "codes"),
    [
        ("trust; risk ;trust", ";", ["trust", "risk"]),
        ('"trust; early"; risk', ";", ["trust; early", "risk"]),
        ('"say ""yes"""; risk', ";", ['say "yes"', "risk"]),
        ('12" rule; risk', ";", ['12" rule', "risk"]),
        ("trust, risk", ",", ["trust", "risk"]),
        ("trust, early; risk", ";", ["trust, early", "risk"]),
        ("trust; early\nrisk", "", ["trust; early", "risk"]),
        ("hopes/fears; risk", ";", ["hopes/fears", "risk"]),
        ("values; values/trust", ";", ["values", "trust"]),
        ("values > trust; risk\\shared", ";", ["trust", "shared"]),
        ("a\\trust; b\\trust", ";", ["a\\trust", "b\\trust"]),
    ],
)
def test_codes_of_one_cell(tmp_path, cell, separator, codes):
    quoted = cell.replace('"', '""')
    project = read(tmp_path, f'document,quote,code\nA-17,We talk,"{quoted}"\n', separator=separator)
    assert [each[5] for each in chosen(project)] == codes


def test_two_paths_with_one_end_stay_two_codes_and_are_told(tmp_path):
    project = read(tmp_path, "document,quote,code\nA,x,a\\trust\nA,y,b\\trust\n")
    assert told(project) == [("code name twice", None, "code", "warning")]


def test_rows_that_cannot_be_used_are_located_and_counted(tmp_path):
    table = (
        "document,start,end,quote,code\n"
        "A,0,7,We talk,trust\n"
        ",0,7,We talk,trust\n"
        "A,0,7,We talk,\n"
        "A,,,,trust\n"
        "\n"
        "A,x,7,,trust\n"
        "A,7,7,,trust\n"
        "A,0,7,We talk,trust,more\n"
        'A,9,12,"two\nwo",risk\n'
        "A,-1,4,,trust\n"
    )
    project = read(tmp_path, table)
    assert [each[0] for each in chosen(project)] == [2, 10]
    assert told(project) == [
        ("lines and rows", None, "", "note"),
        ("too many cells", 9, "", "error"),
        ("segment not usable", 3, "document", "error"),
        ("segment not usable", 4, "code", "error"),
        ("segment not usable", 5, "quote", "error"),
        ("segment not usable", 7, "start", "error"),
        ("segment not usable", 8, "end", "error"),
        ("segment not usable", 12, "start", "error"),
    ]
    assert project.losses.total() == 7


def test_a_wrong_position_beside_words_costs_the_position_only(tmp_path):
    table = "document,start,end,quote,code\nA,0,7,We talk,trust\nA,10,17,We walk,trust\nA,9,two,We sing,trust\n"
    project = read(tmp_path, table)
    assert [each[2:5] for each in chosen(project)] == [(0, 7, "We talk"), (10, 17, "We walk"), (-1, -1, "We sing")]
    assert told(project) == [("position", 4, "end", "warning")]


def test_positions_without_words_are_taken_as_characters(tmp_path):
    assert chosen(read(tmp_path, "document,start,end,code\nA,0,7,trust\n")) == [(2, "A", 0, 7, "", "trust", "unknown")]


def test_a_film_without_words_among_numbered_paragraphs_is_lost_and_told(tmp_path):
    project = read(tmp_path, "document,start,end,quote,code\nA,1,2,We talk and walk,trust\nB,3,9,,trust\n")
    assert [each[0] for each in chosen(project)] == [2]
    assert ("segment not usable", 3, "quote", "error") in told(project)


def test_the_header_may_stand_further_down(tmp_path):
    project = read(tmp_path, "Coded segments of the study,,\n,,\ndocument,quote,code\nA,We talk,trust\n", header_row=3)
    assert [each[0] for each in chosen(project)] == [4]


def test_columns_that_nobody_uses_are_named(tmp_path):
    assert told(read(tmp_path, "document,quote,code,weight\nA,x,trust,1\n")) == [("unused columns", None, "weight", "note")]


def test_all_that_is_wrong_with_the_columns_is_told_at_once(tmp_path):
    with pytest.raises(Faults) as caught:
        read(tmp_path, "a,quote\nA,x\n", columns={"document": "where", "speaker": "b"})
    assert sorted(type(fault).__name__ for fault in caught.value.faults) == ["ConfigFault", "MissingColumn", "MissingColumn"]


def test_a_first_row_that_may_be_data_is_not_shown(tmp_path):
    with pytest.raises(Faults) as caught:
        read(tmp_path, "Jane Smith,I told them everything\nx,y\n")
    assert "Jane" not in str(caught.value)


@pytest.mark.parametrize("table", ["", "\n\n", ",,\n,,\n"])
def test_an_empty_table_is_refused(tmp_path, table):
    with pytest.raises(UnreadableFile):
        read(tmp_path, table)


CELL = st.text(alphabet='ab;"\\/>, \n1-9é😀', max_size=8)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=0, max_size=7), max_size=6))
def test_every_row_is_kept_or_told_whatever_its_cells_hold(tmp_path, rows):
    import csv
    import io

    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["document", "start", "end", "quote", "code", "coder"], *rows])
    try:
        project = read(tmp_path, stream.getvalue())
    except Fault:
        return
    kept = {each[0] for each in chosen(project)}
    lost = {each["source_row"] for each in project.findings if each["severity"] == "error"}
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert not kept & lost
    assert len(kept | lost) == filled
    assert project.losses.total() == len(lost)

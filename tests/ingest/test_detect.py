import sqlite3
import struct
from contextlib import closing

import pytest

from scripts.ingest.detect import HEAD, container, detect
from scripts.ingest.detect_tables import head_of_text, header_row, looks_like_data, table_format
from tests.ingest.raw_files import FIXTURES, written, zipped

UNREADABLE = (
    (b"%PDF-1.7 x", "a PDF"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff\xe0", "a picture"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
    (b"\0\0\0\x20ftypheic", "a picture"),
    (b"\0\0\0\x20ftypM4A ", "a sound or film recording"),
    (b"ID3\x04\0", "a sound recording"),
    (b"RIFF\0\0\0\0WAVEfmt ", "a sound recording"),
    (b"\x1aE\xdf\xa3\x01", "a film"),
    (b"\x1f\x8b\x08\0", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"{\\rtf1\\ansi x}", "a rich-text document"),
    (b"<!DOCTYPE html><html></html>", "a web page"),
    (b"<html><body><table></table></body></html>", "a web page"),
    (b'{"responses": []}', "JSON data"),
    (b'[{"a": 1}]', "JSON data"),
    (b'<?xml version="1.0"?><data/>', "an XML file"),
    (b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', "an Excel workbook saved as XML"),
    (b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0"/>', "the project file of a REFI-QDA project"),
    (b"PK\x03\x04 cut off", "a damaged zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file of the old kind, or one with a password"),
    (b"\0\x01\x02\x03" * 50, "binary data"),
    (b"na\x8dve caf\x81 text\n" * 5, "text in an unknown encoding"),
    (b"", "empty"),
    (b"\xef\xbb\xbf \r\n\t", "empty"),
)


@pytest.mark.parametrize(("content", "kind"), UNREADABLE)
def test_what_nothing_reads_is_named_with_a_remedy_whatever_its_name_says(tmp_path, content, kind):
    found = detect(written(tmp_path, "survey.csv", content))
    assert (found.kind, found.format) == (kind, "")
    assert found.remedy


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("qualtrics.csv", "qualtrics-csv"),
        ("qualtrics_legacy.csv", "qualtrics-csv"),
        ("qualtrics_hand_deleted.csv", "qualtrics-csv"),
        ("forms.xlsx", "forms-xlsx"),
        ("roster.xlsx", "xlsx"),
        ("semicolon_cp1252.csv", "csv"),
        ("tabs_utf16.csv", "csv"),
        ("teams.vtt", "teams-vtt"),
        ("zoom.vtt", "zoom-vtt"),
        ("teams.docx", "docx"),
        ("utf16.txt", "txt"),
        ("brackets.txt", "txt"),
        ("reflection.txt", "txt"),
        ("nvivo.qdpx", "qdpx"),
    ],
)
def test_every_export_is_known_by_its_content_under_any_name(tmp_path, name, format):
    assert detect(written(tmp_path, "renamed.bin", (FIXTURES / name).read_bytes())).format == format


@pytest.mark.parametrize(
    ("header", "format"),
    [
        ("Unique response number,1. I can say what I am good at.", "jisc-csv"),
        ("Response ID,Start date,1. I lead well", "jisc-csv"),
        ("Response ID,Date submitted,Last page,Q1", "csv"),
        ("Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,Q1", "csv"),
        ("id,document,tag,content", "taguette-csv"),
        ("Document group,Document name,Code,Beginning,End,Segment", "segments-csv"),
        ("Media Title,Excerpt Range,Excerpt Copy,Code: trust Applied", "segments-csv"),
        ("Id;Startzeit;Fertigstellungszeit;E-Mail;Name;Frage", "csv"),
        ("Programme ID,Part,Given name,Code,Start", "csv"),
    ],
)
def test_a_table_is_known_by_its_programs_own_columns(tmp_path, header, format):
    delimiter = ";" if ";" in header else ","
    row = delimiter.join(["7"] * len(header.split(delimiter)))
    assert detect(written(tmp_path, "a.txt", f"{header}\n{row}\n{row}\n")).format == format


def test_the_columns_of_a_program_are_found_below_a_title(tmp_path):
    path = written(tmp_path, "a.csv", "Survey of spring\n\nUnique response number,Q1\n1,2\n3,4\n5,6\n7,8\n")
    assert detect(path).format == "jisc-csv"


@pytest.mark.parametrize(
    "text",
    [
        "I came, I saw, I stayed.\nFirst, we met, then talked.\nThen, slowly, it changed.\n",
        "Interviewer: So, how was it?\nAnna: Well, it was good.\nInterviewer: Yes, and then?\n",
        "0:01\tAnna\n0:05\tBob\n0:09\tAnna\n",
        "[Interviewer] Tell me.\n[Anna] Gladly.\n",
        "PKW, Bus und Bahn.\n",
        "<Interviewer> Tell me.\n<Anna> Gladly.\n",
    ],
)
def test_speech_and_prose_are_no_table(tmp_path, text):
    assert detect(written(tmp_path, "a.csv", text)).format == "txt"


def test_subtitles_without_their_first_line_are_read_as_transcripts(tmp_path):
    srt = "1\n00:00:01,000 --> 00:00:02,000\nAnna: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nBob: Hello\n"
    found = detect(written(tmp_path, "a.txt", srt))
    assert (found.format, found.is_sure) == ("zoom-vtt", False)
    assert "SRT" in found.why


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"xl/workbook.bin": "x"}, "an Excel binary workbook (xlsb)"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "an OpenDocument table (ODS)"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "an OpenDocument text (ODT)"),
        ({"ppt/presentation.xml": "x"}, "a PowerPoint file"),
        ({"survey.csv": "a,b"}, "a zip archive"),
        ({"my study.qda/data.qda": "x"}, "a zip archive with a QualCoder project"),
    ],
)
def test_an_archive_is_known_by_its_members(tmp_path, members, kind):
    assert detect(zipped(tmp_path / "a.xlsx", members)).kind == kind


def test_a_project_is_known_by_its_project_file_in_any_case(tmp_path):
    assert detect(zipped(tmp_path / "a.zip", {"Study/PROJECT.QDE": "<Project/>"})).format == "qdpx"


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("EncryptedPackage", "an Office file with a password"),
        ("Workbook", "an old Excel workbook (xls)"),
        ("WordDocument", "an old Word document (doc)"),
    ],
)
def test_old_office_files_are_told_apart_by_their_streams(tmp_path, stream, kind):
    path = written(tmp_path, "a.docx", compound_file(["Root Entry", "one", "two", "three", stream]))
    assert detect(path).kind == kind


def compound_file(names: list[str]) -> bytes:
    """A header, one sector of chains, and a directory of two sectors."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chains = struct.pack("<128I", 0xFFFFFFFD, 2, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)
    entries = b"".join(entry(name) for name in names)
    return bytes(header) + chains + entries.ljust(1024, b"\0")


def entry(name: str) -> bytes:
    written_name = name.encode("utf-16-le") + b"\0\0"
    return written_name.ljust(64, b"\0") + struct.pack("<H", len(written_name)) + bytes(62)


@pytest.mark.parametrize(
    ("tables", "format", "kind"),
    [
        (("documents", "highlights", "tags", "highlight_tags"), "taguette", "a Taguette project"),
        (("source", "code_name", "code_text"), "qualcoder", "a QualCoder project"),
        (("coding", "treecode", "freecode"), "", "an RQDA project"),
        (("anything",), "", "an SQLite database"),
    ],
)
def test_a_database_is_known_by_its_tables(tmp_path, tables, format, kind):
    path = database(tmp_path / "my study, 50%.dat", tables)
    assert (detect(path).format, detect(path).kind) == (format, kind)


def test_a_qualcoder_folder_is_looked_into(tmp_path):
    (tmp_path / "study.qda").mkdir()
    database(tmp_path / "study.qda/data.qda", ("source", "code_name", "code_text"))
    assert detect(tmp_path / "study.qda").format == "qualcoder"
    assert detect(tmp_path).kind == "a folder"


def database(path, tables):
    with closing(sqlite3.connect(path)) as opened:
        for table in tables:
            opened.execute(f"create table {table} (id integer)")
        opened.commit()
    return path


@pytest.mark.parametrize(
    ("name", "program"), [("a.mx24", "MAXQDA"), ("a.NVP", "NVivo"), ("a.nvpx", "NVivo"), ("a.atlproj", "ATLAS.ti")]
)
def test_a_programs_own_project_is_to_be_exported_as_refi_qda(tmp_path, name, program):
    found = detect(written(tmp_path, name, b"\0\x01\x02\x03" * 50))
    assert (found.kind, found.format) == (f"a project of {program}", "")
    assert "REFI-QDA" in found.remedy


def test_the_name_counts_for_nothing_where_the_content_is_known(tmp_path):
    assert detect(written(tmp_path, "a.mx24", "a,b\n1,2\n3,4\n")).format == "csv"


def test_a_codebook_is_known_by_its_root(tmp_path):
    text = '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- x -->\n<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0"/>'
    assert detect(written(tmp_path, "a.xml", text)).format == "qdc"


def test_only_the_head_of_a_long_text_is_read(tmp_path, monkeypatch):
    row = "Märta,2\n"
    path = written(tmp_path, "a.csv", "person,score\n" + row * (3 * HEAD // len(row.encode())))
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("the whole file was read"))
    assert detect(path).format == "csv"


@pytest.mark.parametrize("cut", range(4))
def test_a_character_cut_by_the_end_of_the_head_is_no_other_encoding(tmp_path, cut):
    path = written(tmp_path, "a.csv", "x" * (HEAD - cut - 8) + ",1\nz,2\n" + "é😀" * 40)
    assert container(path).kind == "plain text"


def test_a_blank_file_longer_than_the_head_is_empty(tmp_path):
    assert detect(written(tmp_path, "a.txt", b" \n" * HEAD)).kind == "empty"


def test_the_header_is_the_first_full_row_of_words():
    rows = head_of_text(b"Title;;\n\nID;Name;Score\n1;x;4\n2;y;5\n")
    assert header_row(rows) == 3
    assert looks_like_data(["1", "anna@place.example", "2024-01-02"])
    assert not looks_like_data(["ID", "Score 1", "2. I lead"])


def test_a_qualtrics_workbook_is_known_and_read_as_a_workbook():
    rows = [(1, ["Q1", "Q2"]), (2, ["one", "two"]), (3, ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}'])]
    format, why = table_format(rows, is_workbook=True)
    assert format == "xlsx" and "Qualtrics" in why

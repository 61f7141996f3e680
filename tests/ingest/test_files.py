import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ground.encodings import decode, decode_head
from scripts.ground.faults import UnreadableFile
from scripts.ingest.files import TEXT, VTT, WORKBOOK, damage_note, format_note, read_text, require_kind
from tests.ingest.raw_files import raw, written, zipped

QUALTRICS = "StartDate,Finished,RecordedDate,ResponseId,DistributionChannel,Q1\n2024-01-02,1,2024-01-02,R_1,anonymous,4\n"


def test_a_file_of_another_kind_is_refused_with_the_format_to_declare(tmp_path):
    path = written(tmp_path, "a.xlsx", QUALTRICS)
    with pytest.raises(UnreadableFile) as told:
        require_kind(raw(path, kind="survey", format="xlsx"), WORKBOOK)
    assert "should be an Excel workbook (format: xlsx), but it is plain text" in told.value.what
    assert "`qualtrics-csv`" in told.value.remedy


def test_a_file_nothing_reads_is_refused_with_what_to_do(tmp_path):
    archive = zipped(tmp_path / "a.csv", {"survey.csv": "a,b"})
    with pytest.raises(UnreadableFile, match="a zip archive") as told:
        require_kind(raw(archive, kind="survey", format="csv"), TEXT)
    assert told.value.remedy.startswith("Unpack it")


@pytest.mark.parametrize(("optional", "remedy"), [(False, "Export it again."), (True, "Export it again, or take it out of")])
def test_an_empty_file_is_not_told_to_be_marked_optional(tmp_path, optional, remedy):
    path = written(tmp_path, "a.csv", "")
    with pytest.raises(UnreadableFile, match=r"The file is empty\.") as told:
        require_kind(raw(path, kind="survey", format="csv", optional=optional), TEXT)
    assert told.value.remedy.startswith(remedy)
    assert "`optional: true`" not in told.value.remedy


def test_a_fault_names_neither_file_nor_content(tmp_path):
    path = written(tmp_path, "Anna Lind.vtt", "Anna Lind said so")
    with pytest.raises(UnreadableFile) as told:
        require_kind(raw(path, kind="interviews", format="zoom-vtt", group="x"), VTT)
    assert "Lind" not in str(told.value)


@pytest.mark.parametrize(
    ("content", "declared", "severity"),
    [
        (QUALTRICS, "csv", "warning"),
        (QUALTRICS, "jisc-csv", "warning"),
        (QUALTRICS, "qualtrics-csv", None),
        ("Unique response number,Q1\n1,2\n3,4\n", "csv", "note"),
        ("Unique response number,Q1\n1,2\n3,4\n", "qualtrics-csv", "warning"),
        ("ID,Q1\n1,2\n3,4\n", "jisc-csv", None),
    ],
)
def test_another_program_than_declared_is_told_but_read(tmp_path, content, declared, severity):
    found = format_note(raw(written(tmp_path, "a.csv", content), kind="survey", format=declared))
    assert [each["severity"] for each in found] == ([severity] if severity else [])
    assert all(each["rule"] == "format mismatch" and f"`{declared}`" in each["message"] for each in found)


@pytest.mark.parametrize(
    ("content", "declared", "told"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nAnna: Hello\n", "teams-vtt", True),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hello</v>\n", "zoom-vtt", True),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "teams-vtt", False),
    ],
)
def test_a_transcript_of_another_program_is_told(tmp_path, content, declared, told):
    file = raw(written(tmp_path, "a.vtt", content), kind="interviews", format=declared, group="x")
    assert bool(format_note(file)) is told


def test_a_few_damaged_bytes_do_not_turn_a_text_into_another_encoding():
    text, encoding = decode("Zoë, Brontë, Renée, Siân\n".encode() * 3 + b"caf\xe9\n")
    assert encoding == "UTF-8"
    assert text.count("Zoë") == 3 and text.endswith("caf\ufffd\n")


def test_a_text_of_single_byte_accents_is_read_as_cp1252():
    assert decode("Zoë — Renée’s".encode("cp1252")) == ("Zoë — Renée’s", "CP1252")


def test_damaged_characters_are_counted_and_located(tmp_path):
    file = raw(
        written(tmp_path, "a.txt", "Zoë and Renée\nSiân\n".encode() + b"x\xff\n"), kind="reflections", format="txt", group="x"
    )
    text, _ = read_text(file)
    (found,) = damage_note(file, text)
    assert (found["rule"], found["source_row"]) == ("damaged characters", 3)
    assert not damage_note(file, "whole")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: not text.startswith("\ufeff")))
def test_whatever_utf8_writes_is_read_as_it_was(text):
    assert decode(text.encode()) == (text, "UTF-8")


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=4),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_a_byte_order_mark_decides(text, encoding):
    read = decode(text.encode(encoding))
    assert read is not None and read[0].lstrip("\ufeff") == text.lstrip("\ufeff")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], min_codepoint=160), min_size=2), st.integers(0, 3))
def test_a_head_never_ends_in_half_a_character(text, cut):
    data = text.encode()
    head = decode_head(data[: len(data) - cut])
    assert head is not None and "\ufffd" not in head[0].replace("\ufffd", "", text.count("\ufffd"))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_decoding_fail(data):
    read = decode(data)
    assert read is None or "\0" not in read[0]

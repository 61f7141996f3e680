from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, UnreadableFile
from scripts.ingest.texts import texts
from tests.ingest.raw_files import FIXTURES, raw, raws, rules, written

TEXT = "Tam: Où?\nBea: À côté – là.\nTam: Bon.\nBea: Oui.\n"


def source(path, format="txt", **declared):
    base = {"kind": "interviews", "group": "g", "people": {path.name: "L-01"}, "interviewers": ["Tam"]}
    return raw(path, **(base | {"format": format} | declared))


def read(tmp_path, content, **declared):
    return texts(raws(source(written(tmp_path, "a.txt", content), **declared)))


def test_a_transcript_saved_by_zoom_keeps_every_word_and_no_other():
    path = FIXTURES / "transcripts/zoom_saved.txt"
    made = texts(raws(source(path, interviewers=["Tam Oakley"])))
    lines = path.read_text(encoding="utf-8").splitlines()
    words = Counter(" ".join(line for line in lines if not line.startswith("[")).split())
    assert Counter(" ".join(row["text"] for row in made.turns).split()) == words
    assert [(row["source_row"], row["start"], row["speaker"]) for row in made.turns][:3] == [
        (1, "11:02:09", "Tam Oakley"),
        (4, "11:02:09", "Bea Orsós"),
        (7, "11:02:11", "Tam Oakley"),
    ]
    assert len(made.turns) == 8
    assert made.findings == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_ends_of_lines_change_nothing(tmp_path, encoding, ends):
    made = read(tmp_path, TEXT.replace("\n", ends).encode(encoding))
    assert [row["text"] for row in made.turns] == ["Où?", "À côté – là.", "Bon.", "Oui."]
    assert [row["source_row"] for row in made.turns] == [1, 2, 3, 4]
    assert [each["rule"] for each in made.findings] == ([] if encoding == "utf-8" else ["encoding"])


def test_a_transcript_that_begins_as_json_does_is_text(tmp_path):
    text = "[00:00:03 - 00:00:08]\nTam\nWhere?\n\n[00:00:08 - 00:00:15]\nBea\nHere.\n\n[00:00:16 - 00:00:17]\nTam\nYes\n"
    assert [row["text"] for row in read(tmp_path, text).turns] == ["Where?", "Here.", "Yes"]
    with pytest.raises(UnreadableFile, match="JSON"):
        read(tmp_path, '[{"speaker": "Tam"}]')


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Tam: a\x00\x00\x00\x01\x02\x03b\n" * 3, "binary"),
        (b"{\\rtf1 Tam: a}", "rich-text"),
        (b"%PDF-1.4 Tam", "PDF"),
        (b"", "empty"),
        ("11:02:09 From Tam to Everyone:\n\tHi\n11:03:09 From Bea to Everyone:\n\tHi\n", "saved chat"),
    ],
)
def test_what_is_no_transcript_is_refused_in_words(tmp_path, content, found):
    with pytest.raises(UnreadableFile, match=found):
        read(tmp_path, content)


def test_lines_without_speakers_are_counted_when_set_aside(tmp_path):
    made = read(tmp_path, "One.\n\nTwo: three.\nFour.\n")
    assert (made.readings[0]["rows_read"], made.readings[0]["rows_set_aside"]) == (3, 3)
    assert rules(made) == [("no speakers", None, "error")]


def test_an_interviewer_may_have_several_labels(tmp_path):
    made = read(tmp_path, "Tam: a\nBea: b\nOakley, Tam (External): c\nBea: d\n", interviewers=["Tam", "Oakley, Tam (External)"])
    assert [row["part"] for row in made.turns] == ["interviewer", "speaker", "interviewer", "speaker"]
    assert made.findings == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.sampled_from(["txt", "teams-vtt", "zoom-vtt", "docx"]), st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused_in_words(tmp_path, format, content):
    for start in (b"", b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b"Tam: a\nBea: b\nTam: "):
        try:
            texts(raws(source(written(tmp_path, "a.txt", start + content), format)))
        except Fault as fault:
            assert str(tmp_path) not in str(fault)


PARTS = st.sampled_from(
    (
        *("WEBVTT", "\n", "\n\n", "1", "00:00:01.000 --> 00:00:02.000", "<v Tam>", "<v ", "<v", ">", "</v>", "Tam: ", "NOTE"),
        *("\ufeff", "STYLE", "[Tam] ", "0:03", "   ", "\t", "(Bea)", "a", "é", "&amp;", "&#0;", "-->", "\u200f", "10:30", "\r"),
        *("**", "{", "[", "Bea:"),
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.sampled_from(["txt", "teams-vtt"]), st.lists(PARTS, max_size=40))
def test_parts_of_transcripts_in_any_order_are_read_or_refused_in_words(tmp_path, format, parts):
    path = written(tmp_path, "a.txt", ("WEBVTT\n\n" if format == "teams-vtt" else "") + "".join(parts))
    try:
        made = texts(raws(source(path, format)))
    except Fault:
        return
    assert all(0 < row["source_row"] <= path.read_text(encoding="utf-8").count("\n") + 1 for row in made.turns)


@pytest.mark.slow
def test_long_files_take_time_in_proportion(tmp_path):
    import time

    cue = "{0}\n00:00:01.000 --> 00:00:02.000\n{1}we ask people: what do they need, and we wait for them.\n\n"
    for format, label in (("teams-vtt", "<v Tam>"), ("zoom-vtt", "Tam: ")):
        content = "WEBVTT\n\n" + "".join(cue.format(number, label) for number in range(200_000))
        began = time.process_time()
        texts(raws(source(written(tmp_path, "a.vtt", content), format)))
        assert time.process_time() - began < 60
    for hostile in (
        "<v " * 2_000_000,
        "<v" + " " * 5_000_000,
        "<c." * 1_000_000,
        "<v.a" * 1_000_000,
        "&" * 5_000_000,
        "a" * 5_000_000,
    ):
        began = time.process_time()
        texts(raws(source(written(tmp_path, "b.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Tam>a {hostile}\n"), "teams-vtt")))
        assert time.process_time() - began < 10


def test_a_nul_byte_in_a_text_is_told_with_its_line(tmp_path):
    path = written(tmp_path, "a.txt", b"Ann: Hello.\nBea: Y\x00es.\n" + b"Ann: and so on.\n" * 9)
    with pytest.raises(UnreadableFile) as caught:
        texts(raws(raw(path, kind="focus_group", group="all", format="txt")))
    assert caught.value.where == "focus_group:1, row 2 is the first"

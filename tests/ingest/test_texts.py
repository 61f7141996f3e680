import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ground.faults import ConfigFault, UnreadableFile
from scripts.ground.schemas.ingest import Documents, Readings, Turns
from scripts.ground.tables import table_bytes
from scripts.ingest.speech import Piece, joined
from scripts.ingest.texts import texts
from tests.ingest.raw_files import FIXTURES, raw, raws, rules, written, zipped


def interview(path, format, **declared):
    name = path if isinstance(path, str) else path.name
    base = {"kind": "interviews", "group": "participants", "people": {name: "L-01"}, "interviewers": ["Interviewer", "INT"]}
    return raw(path, **(base | {"format": format} | declared))


def turns(made):
    return [(row["part"], row["person"], row["start"], row["text"], row["source_row"]) for row in made.turns]


def test_teams_voices_are_told_apart_within_a_cue_and_joined_over_cues():
    made = texts(raws(interview("teams.vtt", "teams-vtt", interviewers=["Oakley, Tam (External)"])))
    assert turns(made) == [
        ("interviewer", "", "00:00:02", "Where do you work?", 7),
        ("speaker", "L-01", "00:00:06", "In Aldermoor: that's the <old> hall.", 15),
        ("interviewer", "", "00:00:06", "Really?", 17),
        ("speaker", "L-01", "01:00:11", "Yes.", 21),
    ]
    assert made.turns[1]["speaker"] == "Ann & Bo O'Dea"
    assert made.findings == []


def test_zoom_labels_are_told_from_colons_in_speech():
    made = texts(raws(interview("zoom.vtt", "zoom-vtt", interviewers=["Tam Oakley"])))
    assert [(row["speaker"], row["text"]) for row in made.turns] == [
        ("Tam Oakley", "Where do you work, and what do you do there?"),
        (
            "Éva Szabó-Hill",
            "In Aldermoor. My rule is simple: ask Look: people know what they need. Look: they do. So I look and wait. "
            "Note: that took years & patience.",
        ),
        ("Tam Oakley", "Thank you."),
    ]


def test_a_label_that_stands_once_is_believed_only_when_declared(tmp_path):
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{line}\n\n".replace("00:0", "00:00:0")
        for n, line in enumerate(["Tam: Hello all.", "Bea: Hello.", "Tam: And you?", "Bea: Yes.", "Cy Dunne: Me too."])
    )
    path = written(tmp_path, "g.vtt", text)
    group = {"kind": "focus_group", "people": {}, "interviewers": ["Tam"]}
    made = texts(raws(interview(path, "zoom-vtt", **group, speakers={"Bea": "F-1"})))
    assert made.turns[-1]["text"] == "Yes. Cy Dunne: Me too."
    assert ("label or speech", None, "warning") in rules(made)
    made = texts(raws(interview(path, "zoom-vtt", **group, speakers={"Bea": "F-1", "Cy Dunne": "F-2"})))
    assert [row["person"] for row in made.turns] == ["", "F-1", "", "F-1", "F-2"]
    assert made.documents[0]["person"] == ""
    assert made.findings == []


def test_a_label_with_a_time_mark_of_its_own_need_not_recur(tmp_path):
    said = "[00:00:01] AB: Hello.\n[00:00:04] CD: Hello.\n[00:00:07] AB: At\n10:30 Monday: we met.\n[00:00:09] EF: Only once.\n"
    path = written(tmp_path, "g.txt", said)
    made = texts(raws(interview(path, "txt", kind="focus_group", people={}, interviewers=[])))
    assert [(row["speaker"], row["text"]) for row in made.turns] == [
        ("AB", "Hello."),
        ("CD", "Hello."),
        ("AB", "At 10:30 Monday: we met."),
        ("EF", "Only once."),
    ]


def test_a_label_nobody_declared_is_a_warning_without_the_label():
    made = texts(raws(interview("zoom.vtt", "zoom-vtt", kind="focus_group", people={}, interviewers=["Tam Oakley"])))
    assert rules(made) == [("unknown speaker", 13, "warning")]
    assert "Éva" not in str(made.findings)


def test_an_interviewer_under_another_label_is_warned_of():
    made = texts(raws(interview("zoom.vtt", "zoom-vtt", interviewers=["T. Oakley"])))
    assert [rule for rule, _, _ in rules(made)] == ["no interviewer", "unknown speaker"]


def test_a_teams_document_reads_as_with_all_changes_accepted_and_tells_what_is_left_out():
    made = texts(raws(interview("teams.docx", "docx")))
    assert turns(made) == [
        ("interviewer", "", "00:00:03", "Thank you. Where do you work?", 3),
        ("speaker", "L-01", "00:00:09", "In Aldermoor. At 10:30 we meet: all of us. Then we ring people.", 4),
        ("interviewer", "", "01:02:07", "And now?", 6),
        ("speaker", "L-01", "01:02:10", "Now I ask first. Always.", 7),
    ]
    lost = made.readings[0]["lost"]
    assert all(part in lost for part in ("comments: 1", "deleted passages: 1", "text boxes: 1", "title lines: 1"))
    assert "lines before the first speaker: 1" in lost


def test_named_turns_run_over_paragraphs_and_into_tables():
    made = texts(raws(interview("named.docx", "docx")))
    assert [(row["part"], row["text"]) for row in made.turns] == [
        ("interviewer", "Where do you work?"),
        ("speaker", "In Aldermoor. I tell them one thing: ask."),
        ("interviewer", "And now?"),
        ("speaker", "Now I ask first."),
        ("interviewer", "Anything else?"),
    ]


def test_words_own_transcript_form(tmp_path):
    text = (
        "Transcript\n00:00:05 Speaker 1\nWhere do you work?\n00:00:09 Speaker 2\nIn Aldermoor.\n"
        "00:00:12 Speaker 1\nThanks.\n00:01:00 Speaker 2\nBye.\n"
    )
    made = texts(raws(interview(written(tmp_path, "a.txt", text), "txt", interviewers=["Speaker 1"])))
    assert [(row["part"], row["start"], row["text"]) for row in made.turns][:2] == [
        ("interviewer", "00:00:05", "Where do you work?"),
        ("speaker", "00:00:09", "In Aldermoor."),
    ]


def test_bracketed_labels_with_times():
    made = texts(raws(interview("brackets.txt", "txt", interviewers=["Tam"])))
    assert turns(made)[1] == ("speaker", "L-01", "00:00:05", "In Aldermoor. [laughs] It rains.", 4)
    assert made.readings[0]["lost"] == "lines before the first speaker: 1"


@pytest.mark.parametrize(("name", "noted"), [("cp1252.txt", "CP1252"), ("utf16.txt", "UTF-16"), ("bom.txt", "UTF-8 with BOM")])
def test_texts_in_any_common_encoding_are_read_and_noted(name, noted):
    made = texts(raws(interview(name, "txt")))
    assert [row["text"] for row in made.turns] == ["Où travaillez-vous?", "À Aldermoor – toujours.", "Merci.", "De rien."]
    assert [noted in each["message"] for each in made.findings] == [True]


def test_reflections_are_paragraphs_without_their_titles(tmp_path):
    path = written(tmp_path, "L-07 module 3.docx", (FIXTURES / "reflection.docx").read_bytes())
    name = r"(?P<person>L-\d+) module (?P<module>\d)"
    made = texts(raws(raw(path, kind="reflections", format="docx", group="reflections", file_name=name)))
    assert [(row["text"], row["source_row"]) for row in made.turns] == [
        ("What I learned: to wait.", 2),
        ("First line second line.", 4),
    ]
    assert (made.documents[0]["person"], made.documents[0]["module"]) == ("L-07", "3")
    assert {(row["speaker"], row["part"], row["person"]) for row in made.turns} == {("", "speaker", "L-07")}


def test_paragraphs_of_plain_text_end_at_blank_lines():
    made = texts(raws(interview("reflection.txt", "txt", kind="reflections")))
    assert [(row["text"], row["source_row"]) for row in made.turns] == [
        ("What I learned: to wait and to listen.", 1),
        ("The second paragraph.", 4),
    ]


def test_a_text_that_belongs_to_nobody_is_set_aside():
    made = texts(raws(interview("zoom.vtt", "zoom-vtt", people={}, interviewers=["Tam Oakley"])))
    assert made.documents == made.turns == []
    assert rules(made) == [("no person", None, "error")]
    assert made.readings[0]["rows_set_aside"] == 3


def test_a_transcript_without_speakers_is_set_aside(tmp_path):
    made = texts(raws(interview(written(tmp_path, "a.txt", "We talked: at length.\nIt was good.\n"), "txt")))
    assert made.turns == []
    assert rules(made) == [("no speakers", None, "error")]


def test_what_is_no_transcript_is_refused(tmp_path):
    for name, content, format, found in (
        ("a.vtt", "Tam: Hello\nBea: Hello\n", "zoom-vtt", "plain text"),
        ("a.vtt", "WEBVTT\n\n", "teams-vtt", "no text"),
        ("a.txt", (FIXTURES / "reflection.docx").read_bytes(), "txt", "a Word document"),
        ("a.docx", "Hello", "docx", "plain text"),
    ):
        with pytest.raises(UnreadableFile, match=found):
            texts(raws(interview(written(tmp_path, name, content), format)))
    with pytest.raises(UnreadableFile, match="damaged"):
        texts(raws(interview(zipped(tmp_path / "b.docx", {"word/document.xml": "<no"}), "docx")))


def test_a_pattern_that_is_none_is_a_fault_of_the_configuration():
    with pytest.raises(ConfigFault, match="not a regular expression"):
        texts(raws(interview("zoom.vtt", "zoom-vtt", file_name="(?P<person>")))


def test_no_author_of_a_document_reaches_the_tables():
    made = texts(raws(interview("teams.docx", "docx")))
    tables = zip(made[:3], (Documents, Turns, Readings), strict=True)
    assert b"Secret" not in b"".join(table_bytes(rows, table, "t") for rows, table in tables)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["A", "B", ""]), st.text("xyz ", min_size=1, max_size=5)), max_size=12))
def test_joining_keeps_every_word_after_the_first_speaker_and_alternates_speakers(said):
    told = joined([Piece(row, words.strip() or "w", speaker=speaker) for row, (speaker, words) in enumerate(said)])
    assert all(before.speaker != after.speaker for before, after in zip(told.turns, told.turns[1:], strict=False))
    words = [(words.strip() or "w").split() for _, words in said][told.unspoken :]
    assert " ".join(turn.text for turn in told.turns).split() == [word for each in words for word in each]

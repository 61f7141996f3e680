from collections import Counter

import pytest

from scripts.ingest.labels import label_like
from scripts.ingest.marks import is_chat, spoken_lines
from scripts.ingest.speech import Piece, speech

# (row, start, label, words) of each turn, form by form
FORMS = {
    "otter": (
        "Tam  0:00  \nWhere do you work? At\n10:30 we start.\n\nUnknown Speaker  0:35  \nIn Aldermoor.\n\n"
        "Tam  1:00:02  \nThanks.\n\nTranscribed by https://otter.ai\n",
        [
            (1, "00:00:00", "Tam", "Where do you work? At 10:30 we start."),
            (5, "00:00:35", "Unknown Speaker", "In Aldermoor."),
            (8, "01:00:02", "Tam", "Thanks."),
        ],
        {"notices of the program": 1},
    ),
    "name (time)": (
        "Chat about work\nSpeaker 1: Tam\n\nSpeaker 1  (00:01)\nWhere?\n\nSpeaker 2  (00:04)\nHere: there.\n\n"
        "Speaker 1 (00:09):\nBye.",
        [
            (4, "00:00:01", "Speaker 1", "Where?"),
            (7, "00:00:04", "Speaker 2", "Here: there."),
            (10, "00:00:09", "Speaker 1", "Bye."),
        ],
        {},
    ),
    "name: (time)": (
        "Speaker 1: (00:00)\nWhere?\n\nSpeaker 2: (00:04)\nHere.\n",
        [(1, "00:00:00", "Speaker 1", "Where?"), (4, "00:00:04", "Speaker 2", "Here.")],
        {},
    ),
    "word": (
        "Audio file\nours.m4a\nTranscript\n00:00:00 Speaker 1\nWhere?\n00:00:06 Speaker 2\nHere.\n00:00:07 Speaker 1\nWell.",
        [
            (4, "00:00:00", "Speaker 1", "Where?"),
            (6, "00:00:06", "Speaker 2", "Here."),
            (8, "00:00:07", "Speaker 1", "Well."),
        ],
        {},
    ),
    "teams, new": (
        "Check-in-20260710_154212-Meeting Recording\nJuly 10, 2026, 8:42PM\n31m 5s\nTam Oakley started transcription\n"
        "Tam Oakley   0:03\nWhere?\nNote: there.\nBea Orsós   1:02:03\nMhm.\nTam Oakley   1:02:10\nNote: here.\n"
        "Tam Oakley stopped transcription",
        [
            (5, "00:00:03", "Tam Oakley", "Where? Note: there."),
            (8, "01:02:03", "Bea Orsós", "Mhm."),
            (10, "01:02:10", "Tam Oakley", "Note: here."),
        ],
        {"notices of the program": 2},
    ),
    "teams, old": (
        "0:0:0.0 --> 0:0:1.250\nTam Oakley\nWhere? OK.\n0:0:2.90 --> 0:0:4.480\nBea Orsós\nHere.\n0:0:9.520 --> 0:1:5.460\n"
        "Tam Oakley\nOK",
        [
            (2, "00:00:00", "Tam Oakley", "Where? OK."),
            (5, "00:00:02", "Bea Orsós", "Here."),
            (8, "00:00:09", "Tam Oakley", "OK"),
        ],
        {"time marks": 3},
    ),
    "below a span of time": (
        "[00:00:03:18 - 00:00:08:08]\nTam\n Where?\n\n[00:00:08:10 - 00:00:15:22]\nBea\n Here.\n\n[00:00:16:10 - 00:00:17:22]\n"
        "Tam\n Yes",
        [(2, "00:00:03", "Tam", "Where?"), (6, "00:00:08", "Bea", "Here."), (10, "00:00:16", "Tam", "Yes")],
        {"time marks": 3},
    ),
    "questions and answers": (
        "Interview 3\nQ: Where do you\nwork?\nA: In a town. A hall.\nQ: And?\nA: a b a",
        [(2, "", "Q", "Where do you work?"), (4, "", "A", "In a town. A hall."), (5, "", "Q", "And?"), (6, "", "A", "a b a")],
        {},
    ),
    "initials": (
        "I: Where?\nP1: Here: i.e. there.\nI: And you?\nP2: There.\nP1: No.\nP2: p 5",
        [
            (1, "", "I", "Where?"),
            (2, "", "P1", "Here: i.e. there."),
            (3, "", "I", "And you?"),
            (4, "", "P2", "There."),
            (5, "", "P1", "No."),
            (6, "", "P2", "p 5"),
        ],
        {},
    ),
    "capitals": (
        "INTERVIEWER: Where?\nPARTICIPANT: Here.\nINTERVIEWER: And\nthe participant: who?\nPARTICIPANT: Me.",
        [
            (1, "", "INTERVIEWER", "Where?"),
            (2, "", "PARTICIPANT", "Here."),
            (3, "", "INTERVIEWER", "And the participant: who?"),
            (5, "", "PARTICIPANT", "Me."),
        ],
        {},
    ),
    "tabs": (
        "00:00:01\tTam\tWhere: here?\n00:00:04\tBea\tYes.\n00:00:06\tTam\tok",
        [(1, "00:00:01", "Tam", "Where: here?"), (2, "00:00:04", "Bea", "Yes."), (3, "00:00:06", "Tam", "ok")],
        {},
    ),
    "tabs without times": (
        "Tam\tWhere?\nBea\tHere.\n\tAnd there.\nTam\tok\nBea\tyes",
        [(1, "", "Tam", "Where?"), (2, "", "Bea", "Here. And there."), (4, "", "Tam", "ok"), (5, "", "Bea", "yes")],
        {},
    ),
    "subtitles": (
        "1\n00:00:01,000 --> 00:00:04,000\nTam: Where?\n\n2\n00:00:04,500 --> 00:00:08,000\nBea: 5\n\n3\n00:00:09,500 --> "
        "00:00:10,000\nTam: And\n7\n\n4\n00:00:10,500 --> 00:00:11,000\nBea: Me.",
        [
            (3, "00:00:01", "Tam", "Where?"),
            (7, "00:00:04", "Bea", "5"),
            (11, "00:00:09", "Tam", "And 7"),
            (16, "00:00:10", "Bea", "Me."),
        ],
        {"time marks": 4, "cue numbers": 4},
    ),
    "a name alone in brackets": (
        "(Tam Oakley)\nWhere?\n(Bea Orsós)\nHere (there).\n(Tam Oakley)\nOK.\n(Bea Orsós)\nYes.",
        [
            (1, "", "Tam Oakley", "Where?"),
            (3, "", "Bea Orsós", "Here (there)."),
            (5, "", "Tam Oakley", "OK."),
            (7, "", "Bea Orsós", "Yes."),
        ],
        {},
    ),
    "emphasis": (
        "**Tam:** Where?\n\n**Bea:** Here.\n\n**Tam:** And?\n\n**Bea:** There.",
        [(1, "", "Tam", "Where?"), (3, "", "Bea", "Here."), (5, "", "Tam", "And?"), (7, "", "Bea", "There.")],
        {},
    ),
    "wide colon": (
        "小林：はい。\n田中：いいえ。\n小林：では：次。\n田中：はい。",
        [(1, "", "小林", "はい。"), (2, "", "田中", "いいえ。"), (3, "", "小林", "では：次。"), (4, "", "田中", "はい。")],
        {},
    ),
    "right to left": (
        "\u200fتام: أين؟\n\u200fبيا: هنا.\nتام: الآن: نعم.\nبيا: نعم.",
        [(1, "", "تام", "أين؟"), (2, "", "بيا", "هنا."), (3, "", "تام", "الآن: نعم."), (4, "", "بيا", "نعم.")],
        {},
    ),
}


def lines(text):
    return [Piece(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def told(text, declared=()):
    spoken, left_out = spoken_lines(lines(text))
    return speech(spoken, declared), left_out


@pytest.mark.parametrize("form", FORMS)
def test_the_turns_of_every_form_are_told(form):
    text, expected, left_out = FORMS[form]
    made, counted = told(text)
    assert [(turn.row, turn.start, turn.speaker, turn.text) for turn in made.turns] == expected
    assert counted == left_out


@pytest.mark.parametrize("form", FORMS)
def test_every_line_is_speech_a_label_or_counted(form):
    text, _, _ = FORMS[form]
    made, counted = told(text)
    assert Counter("".join(turn.text for turn in made.turns).replace(" ", "")) <= Counter(text)
    # a line is lost when it is in no turn, names nobody who speaks, and is not counted
    labels = {turn.speaker for turn in made.turns}
    unheard = [
        line.text
        for line in lines(text.replace("\u200f", ""))
        if not any(line.text in turn.text for turn in made.turns) and not any(label in line.text for label in labels)
    ]
    assert len(unheard) <= made.unspoken + counted.total()


def test_a_word_that_opens_lines_of_speech_is_no_label():
    made, _ = told("Tam: a\nLook: b\nBea: c\nLook: d\nTam: I look\nBea: e\n")
    assert [turn.speaker for turn in made.turns] == ["Tam", "Bea", "Tam", "Bea"]


def test_a_time_somebody_tells_is_speech():
    made, counted = told("Tam: at\n10:30\nBea: no, at\nMonday 10:30\nTam: or\nMonday 10:30\nBea: yes")
    assert [turn.text for turn in made.turns] == ["at 10:30", "no, at Monday 10:30", "or Monday 10:30", "yes"]
    assert counted == {}


def test_who_started_a_transcription_in_a_sentence_is_speech():
    made, _ = told("Tam: so\nthen she started transcription\nBea: yes\nTam: and\nBea: no")
    assert made.turns[0].text == "so then she started transcription"


@pytest.mark.parametrize(
    "text",
    [
        "11:02:09 From Tam to Everyone:\n\tHi\n11:03:09 From Bea to Everyone:\n\tHi",
        "11:02:09\t From Tam : Hi\n11:03:09\t From Bea : Hi",
    ],
)
def test_a_saved_chat_is_known(text):
    assert is_chat(lines(text))
    assert not is_chat(lines("11:02:09 Tam: From me to everyone: hi\nFrom: Bea"))


@pytest.mark.parametrize(
    "label",
    [
        "Tam Oakley | Aldermoor - Adults (she/her)",
        "Dr. Oakley",
        "van der Berg, A.",
        "iPhone (2)",
        "P1",
        "+44 7700 900123",
        "Ann & Bo",
    ],
)
def test_names_as_people_give_them(label):
    assert label_like(label)


@pytest.mark.parametrize("text", ["so I said", "Yes.", "[laughs]", "Laughter", "12", "—", "", "And then we asked them"])
def test_speech_is_no_name(text):
    assert not label_like(text)


@pytest.mark.parametrize(
    "text",
    [":" * 10_000, "a" * 1_000_000, "A" * 1_000_000 + ": b", "a: " * 200_000, " " * 100_000, "[" * 100_000, "1:" * 100_000],
    ids=["colons", "a", "long label", "labels", "blanks", "brackets", "times"],
)
def test_lines_of_any_kind_and_length_take_no_time(text):
    import time

    began = time.process_time()
    speech(spoken_lines([Piece(1, text), Piece(2, text)])[0], ())
    assert time.process_time() - began < 2


def test_in_a_short_transcript_everybody_may_speak_once():
    pieces = [Piece(1, "Ann Other: Hello there."), Piece(2, "Bea Body: I am well."), Piece(3, "and more.")]
    told = speech(pieces, [])
    assert [(turn.speaker, turn.text) for turn in told.turns] == [
        ("Ann Other", "Hello there."),
        ("Bea Body", "I am well. and more."),
    ]
    assert told.once == 2

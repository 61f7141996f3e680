from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ingest.vtt import UNNAMED, vtt
from tests.ingest.raw_files import FIXTURES, raw, written

HERE = FIXTURES / "transcripts"
NAMES = ("Oakley, Tam (Guest)", "Éva Szabó-Hill", "Ann & Bo [Team] O'Dea", "Bea@1")


def read(path, declared=()):
    return vtt(raw(path, kind="interviews", format="teams-vtt", group="g"), declared)


def said(tmp_path, text, declared=()):
    told = read(written(tmp_path, "a.vtt", text), declared).speech
    return [(turn.row, turn.start, turn.speaker, turn.text) for turn in told.turns]


def cue(start, text):
    return f"00:00:{start:02}.000 --> 00:00:{start + 1:02}.000\n{text}\n\n"


def test_a_transcript_with_the_cue_ids_of_teams_keeps_every_word_and_no_other():
    told = read(HERE / "teams_cue_ids.vtt").speech
    lines = (HERE / "teams_cue_ids.vtt").read_text(encoding="utf-8").splitlines()
    spoken = [line for line in lines if line and line != "WEBVTT" and "-->" not in line and not line.startswith("a1b2c3d4-")]
    words = " ".join(line.replace("</v>", "").rpartition(">")[2] for line in spoken).split()
    assert Counter(" ".join(turn.text for turn in told.turns).split()) == Counter(words)
    assert [(turn.row, turn.speaker) for turn in told.turns] == [
        (5, "Tam Oakley"),
        (14, "Bea Orsós"),
        (24, "Gil Ferro"),
        (34, "Tam Oakley"),
    ]


def test_names_come_with_commas_brackets_entities_and_suffixes(tmp_path):
    escaped = [name.replace("&", "&amp;").replace("'", "&#x27;") for name in NAMES]
    text = "WEBVTT\n\n" + "".join(cue(at, f"<v {name}>word</v>") for at, name in enumerate(escaped))
    assert [speaker for _, _, speaker, _ in said(tmp_path, text)] == list(NAMES)


def test_a_blank_line_inside_a_cue_loses_no_words(tmp_path):
    text = "WEBVTT\n\n7\n" + cue(1, "<v Tam>one\n\ntwo") + "8\n" + cue(3, "<v Bea>three</v>")
    assert said(tmp_path, text) == [(5, "00:00:01", "Tam", "one two"), (11, "00:00:03", "Bea", "three")]


def test_header_notes_styles_and_regions_are_no_speech_and_are_counted(tmp_path):
    text = (
        "WEBVTT - of the programme\nKind: captions\nLanguage: en\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
        "STYLE\n::cue { color: red }\n\nREGION\nid:a\nwidth:40%\n\nNOTE Confidence: 0.9\n\nNOTE\nlong\nnote\n\n"
        + cue(1, "<v Tam>Note\nNOTE Confidence: 0.8\nthis</v>")
    )
    transcript = read(written(tmp_path, "a.vtt", text))
    assert [turn.text for turn in transcript.speech.turns] == ["Note this"]
    assert transcript.left_out == {"style blocks": 1, "region blocks": 1, "note blocks": 2}


def test_times_of_the_graph_api_before_the_recording_and_over_99_hours(tmp_path):
    text = (
        "WEBVTT\n\n-0:0:1.5 --> 0:0:5.320\n<v Tam>a</v>\n\n123:00:07.000 --> 123:00:08.000 align:left line:0\n<v Bea>b</v>\n\n"
        "01:02.003 --> 01:03.003\n<v Tam>c</v>\n"
    )
    assert [start for _, start, _, _ in said(tmp_path, text)] == ["00:00:00", "123:00:07", "00:01:02"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_at_the_start_and_ends_of_lines_change_nothing(tmp_path, ends, mark):
    text = mark + ("WEBVTT\n\n" + cue(1, "<v Tam>one\ntwo</v> three")).replace("\n", ends)
    assert said(tmp_path, text) == [(4, "00:00:01", "Tam", "one two three")]


def test_what_a_transcriber_put_in_angle_brackets_stays(tmp_path):
    text = "WEBVTT\n\n" + cue(1, "<v.loud Tam><i>yes</i> <00:00:01.500><c.red>R&D</c> <unclear> 1 < 2 &lt;b&gt; &nothing</v>")
    assert said(tmp_path, text)[0][3] == "yes R&D <unclear> 1 < 2 <b> &nothing"


def test_a_voice_without_a_name_is_not_given_to_the_one_before(tmp_path):
    text = "WEBVTT\n\n" + cue(1, "<v Tam>one</v>") + cue(2, "<v >two</v>") + cue(3, "<v>three</v>")
    assert [(speaker, words) for _, _, speaker, words in said(tmp_path, text)] == [("Tam", "one"), (UNNAMED, "two three")]


@pytest.mark.parametrize("tag", ["", "<v >", "<v>"])
def test_cues_without_any_name_have_no_turns(tmp_path, tag):
    told = read(written(tmp_path, "a.vtt", "WEBVTT\n\n" + cue(1, f"{tag}one") + cue(2, f"{tag}two"))).speech
    assert (told.turns, told.unspoken) == ([], 2)


def test_subtitles_in_place_of_webvtt_are_read_and_told(tmp_path):
    text = "".join(
        f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{who}: word {number}\n\n"
        for number, who in enumerate(["Tam", "Bea", "Tam", "Bea"], start=1)
    )
    transcript = read(written(tmp_path, "a.vtt", text))
    assert [turn.text for turn in transcript.speech.turns] == ["word 1", "word 2", "word 3", "word 4"]
    assert transcript.has_header is False


def test_several_people_in_one_cue_each_on_a_line(tmp_path):
    text = "WEBVTT\n\n" + cue(1, "Tam: one\nBea: two") + cue(3, "Bea: three\nfour\nTam: five")
    assert [(row, words) for row, _, _, words in said(tmp_path, text)] == [(4, "one"), (5, "two three four"), (10, "five")]


def test_names_of_devices_and_telephones(tmp_path):
    names = ["+44 7700 900123", "iPhone", "tam", "Galaxy S9 (2)"] * 3
    text = "WEBVTT\n\n" + "".join(cue(at, f"{name}: so it is: {at}") for at, name in enumerate(names))
    assert [speaker for _, _, speaker, _ in said(tmp_path, text)] == names


WORDS = st.lists(st.sampled_from(["so", "we", "ask:", "Look", "R&D", "10:30", "é", "1"]), min_size=1, max_size=4)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), WORDS), min_size=1, max_size=8), st.booleans())
def test_what_teams_writes_is_read_back_turn_by_turn(tmp_path_factory, speech, is_closed):
    text = "WEBVTT\n\n"
    expected = []
    for number, (name, words) in enumerate(speech):
        escaped = name.replace("&", "&amp;")
        said_words = " ".join(words).replace("&", "&amp;")
        text += f"{number}\n00:00:{number:02}.000 --> 00:00:{number:02}.900\n<v {escaped}>{said_words}{'</v>' * is_closed}\n\n"
        if expected and expected[-1][0] == name:
            expected[-1][1].extend(words)
        else:
            expected.append((name, list(words)))
    told = read(written(tmp_path_factory.mktemp("v"), "a.vtt", text)).speech
    assert [(turn.speaker, turn.text.split()) for turn in told.turns] == expected

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.qualitative.wording import released, sentences, whole_sentences, word_count

PERSON, BODY = "P1-7KQ2M4XN5A", "O1-ABCDEFGH23"


@pytest.mark.parametrize(
    ("redacted", "expected"),
    [
        (f"I asked [participant {PERSON}] twice.", "I asked [a colleague] twice."),
        (f"[sponsor {PERSON}]'s desk", "[a colleague]'s desk"),
        (f"at [authority {BODY}] and [authority C]", "at [an authority] and [an authority]"),
        ("in [place] on [date: spring 2021]", "in [place] on [date: spring 2021]"),
        ("case [reference 12/AB]", "case [reference]"),
        ("the [X9]", "the […]"),
        (f"then {PERSON} rang {BODY}", "then [a colleague] rang [an authority]"),
        ("[deputy " + PERSON + "] left", "[a colleague] left"),
    ],
)
def test_released_wording_tells_nobody_from_anybody(redacted, expected):
    assert released(redacted) == expected


@given(st.text(alphabet="ab [].P1-7KQ2M4XN5AO", max_size=80))
def test_no_stable_pseudonym_survives_whatever_surrounds_it(noise):
    assert PERSON not in released(f"{noise} {PERSON} {noise} [participant {PERSON}] {noise}")


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_stops_but_not_at_titles_or_inside_masks():
    text = "Dr. Who came. We met [name?] there, e.g. on Monday! “Really?” she said. And so on"
    assert parts(text) == ["Dr. Who came.", "We met [name?] there, e.g. on Monday!", "“Really?” she said.", "And so on"]


@given(st.text(max_size=200))
def test_sentences_cover_every_word_and_never_overlap(text):
    found = sentences(text)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


TEXT = "One two three four five six. Seven eight nine ten eleven twelve thirteen. Then more words follow here in a third."


def quoted(start: int, end: int, fewest: int = 3, most: int = 60) -> str | None:
    span = whole_sentences(TEXT, start, end, fewest, most)
    return TEXT[slice(*span)] if span else None


def test_a_sentence_that_the_coder_cut_is_left_out():
    assert quoted(0, 40) == "One two three four five six."


def test_a_missing_full_stop_does_not_cost_the_sentence():
    assert quoted(0, TEXT.index(".")) == "One two three four five six."


def test_a_span_without_a_whole_sentence_gives_no_quote():
    assert quoted(4, 20) is None


def test_long_spans_are_shortened_by_whole_sentences():
    assert quoted(0, len(TEXT), most=14) == TEXT[: TEXT.index(" Then")]


def test_short_spans_give_no_quote():
    assert quoted(0, len(TEXT), fewest=50) is None


def test_a_mask_counts_as_the_words_readers_see():
    assert word_count(f"[participant {PERSON}] left") == 3

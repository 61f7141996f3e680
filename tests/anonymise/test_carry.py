import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.anonymise.carry import carrier

BEFORE = (
    "Interviewer: What changed?\n\n"
    "P1-AAAAAAAAAA: We met Ann on Monday and it went well for all. [organisation] was there. It was there for a year.\n\n"
    "P1-AAAAAAAAAA: Then we stopped, and teh team was there for a year."
)
# Ann and Monday masked, the organisation allowed, a turn split, two others joined, a slip of typing put right
NOW = (
    "Interviewer: What changed?\n\n"
    "P1-AAAAAAAAAA: We met [person P1-B] on [date] and it went well for all.\n\n"
    "P1-BBBBBBBBBB: Care Council West was there. It was there for a year. Then we stopped, and the team was there for a year."
)


def carried(words, before=BEFORE, now=NOW, *, occurrence=0):
    start = -1
    for _ in range(occurrence + 1):
        start = before.index(words, start + 1)
    found = carrier(before, now)(start, start + len(words))
    return found and (now[slice(*found)], now[: found[0]].count("was there"))


@pytest.mark.parametrize(
    "words, occurrence, there, passages_before",
    [
        ("and it went well for all", 0, "and it went well for all", 0),
        ("Ann on Monday and it went well for all. [organisation] was there.", 0, None, 0),
        ("for all. [organisation] was there. It was there for a year.", 0, None, 0),
        ("We met Ann on Monday and it went well for all", 0, "We met [person P1-B] on [date] and it went well for all", 0),
        ("was there for a year", 0, "was there for a year", 1),
        ("was there for a year", 1, "was there for a year", 2),
        ("Then we stopped, and teh team was there", 0, "Then we stopped, and the team was there", 2),
        ("for a year.\n\nP1-AAAAAAAAAA: Then we stopped", 0, "for a year. Then we stopped", 2),
        ("Ann", 0, None, 0),
    ],
)  # fmt: skip
def test_a_selection_lands_on_its_words_in_another_version(words, occurrence, there, passages_before):
    assert carried(words, occurrence=occurrence) == (there and (there, passages_before))


def test_of_two_like_passages_of_which_one_is_gone_neither_is_guessed():
    before = "It was good for us. It was good for us. Then more came of it."
    now = "It was good for us. Then more came of it."
    assert carried("It was good for us.", before, now) is None
    assert carried("It was good for us.", before, now, occurrence=1) is None
    assert carried("Then more came of it.", before, now) == ("Then more came of it.", 0)


def test_signs_that_programs_change_change_no_word():
    assert carried("It’s cafe\u0301 time", "It’s cafe\u0301 time, Jo.", "It's CAFÉ time, [person].") == ("It's CAFÉ time", 0)


# names are masked, other words never; both stand again and again
NAMES = ("ann", "bob", "cas")
PLAIN = ("we", "met", "and", "it", "was", "good", "then")
TEXTS = st.lists(st.sampled_from((*NAMES, *PLAIN, *PLAIN)), min_size=5, max_size=60)


def version(text, random):
    """The text with some runs of names masked: its words, and for each its place in the text (masks: the places they cover)."""
    words, places, place = [], [], 0
    while place < len(text):
        many = random.randint(1, 3)
        if set(text[place : place + many]) <= set(NAMES) and random.random() < 0.6:
            words.append(random.choice(("[person]", "[person P1-B]", "[name?]")))
        else:
            many, _ = 1, words.append(text[place])
        places.append(range(place, min(place + many, len(text))))
        place += many
    return words, places


def ends(words):
    """Where each word begins and ends in the text joined by blanks."""
    found, length = [], 0
    for word in words:
        found.append((length, length + len(word)))
        length += len(word) + 1
    return found


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False), st.data())
def test_a_selection_lands_on_the_words_that_survive_maskings_or_nowhere(text, random, data):
    (old, old_places), (new, new_places) = version(text, random), version(text, random)
    first = data.draw(st.integers(0, len(old) - 1))
    last = data.draw(st.integers(first, len(old) - 1))
    old_ends, new_ends = ends(old), ends(new)
    found = carrier(" ".join(old), " ".join(new))(old_ends[first][0], old_ends[last][1])
    selected = {place for places in old_places[first : last + 1] for place in places}
    if found is not None:
        hit = [each for (start, end), each in zip(new_ends, new_places, strict=True) if found[0] <= start and end <= found[1]]
        assert all(selected & set(places) for places in hit)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_a_text_that_did_not_change_keeps_every_selection(text, data):
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first, len(text) - 1))
    joined, where = " ".join(text), ends(text)
    assert carrier(joined, joined.upper())(where[first][0], where[last][1]) == (where[first][0], where[last][1])


def long_text(words, seed):
    """Speech with phrases that come again and again, and two versions of its masks."""
    random = Random(seed)
    vocabulary = [f"w{number}" for number in range(600)]
    phrases = [random.choices(vocabulary, k=random.randint(4, 12)) for _ in range(30)]
    text = []
    while len(text) < words:
        text += random.choice(phrases) if random.random() < 0.3 else random.choices(vocabulary[:120], k=9)
        text += [random.choice(NAMES)] * (random.random() < 0.4)
    return text, random


def test_repeated_phrases_in_a_long_text_are_never_taken_for_each_other():
    text, random = long_text(4000, 7)
    (old, old_places), (new, new_places) = version(text, random), version(text, random)
    carry, old_ends, new_ends = carrier(" ".join(old), " ".join(new)), ends(old), ends(new)
    begins = {start: at for at, (start, _) in enumerate(new_ends)}
    placed = 0
    for first in range(0, len(old) - 8, 3):
        found = carry(old_ends[first][0], old_ends[first + 7][1])
        if found:
            placed += 1
            assert set(new_places[begins[found[0]]]) & set(range(old_places[first].start, old_places[first + 7].stop))
    assert placed > 0.95 * len(range(0, len(old) - 8, 3))


@pytest.mark.slow
def test_twenty_thousand_words_are_aligned_in_seconds():
    text, random = long_text(20_000, 3)
    (old, _), (new, _) = version(text, random), version(text, random)
    began = time.perf_counter()
    carrier(" ".join(old), " ".join(new))
    assert time.perf_counter() - began < 30

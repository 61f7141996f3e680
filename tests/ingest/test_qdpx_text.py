import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ingest.qdpx_text import Count, Place, Span, placed, plain

COUNTS = st.builds(Count, st.sampled_from((1, 2)), st.booleans(), st.sampled_from(("code point", "UTF-16 unit", "UTF-8 byte")))
UNIT_LENGTHS = {
    "code points": len,
    "UTF-16 units": lambda text: len(text.encode("utf-16-le")) // 2,
    "UTF-8 bytes": lambda text: len(text.encode()),
}


@given(st.text("ab\r\n\ufeffé𝄞"), COUNTS)
def test_places_never_leave_the_text_and_never_run_backwards(raw, count):
    place = Place(raw, count)
    assert place.table == sorted(place.table)
    assert place.table[-1] == len(plain(raw))
    assert place(len(place.table)) == place(-1) == -1


@pytest.mark.parametrize("unit", UNIT_LENGTHS)
@pytest.mark.parametrize("named", [True, False])
def test_the_unit_that_fits_the_names_or_leaves_words_whole_is_chosen(unit, named):
    text = "Où 𝄞 𝄞 𝄞. " + " ".join(f"passage{number} é𝄞 follows." for number in range(6))
    length = UNIT_LENGTHS[unit]
    passages = [f"passage{number} é𝄞 follows" for number in range(6)]
    spans = []
    for words in passages:
        start = length(text[: text.index(words)])
        spans.append(Span(start, start + length(words), words if named else ""))
    kept, place = placed(text, spans, "any program")
    assert [kept[place(span.start) : place.end(span.end)] for span in spans] == passages


def test_a_bare_line_feed_counted_as_two_is_found_out_by_the_names():
    text = "One line.\nAnother line.\nThe third line of it."
    start = text.replace("\n", "\r\n").index("The third")
    kept, place = placed(text, [Span(start, start + 14, "The third line")], "")
    assert kept[place(start) : place.end(start + 14)] == "The third line"


@pytest.mark.parametrize(("origin", "line_end"), [("NVivo 14", 2), ("ATLAS.ti Win", 1), ("QualCoder 3.8", 1), ("", 2)])
def test_without_evidence_the_habit_of_the_program_counts(origin, line_end):
    raw = "a\r\nb"
    assert placed(raw, [Span(0, 1)], origin)[1].table == Place(raw, Count(line_end)).table


def test_one_selection_inside_a_word_does_not_overturn_the_count():
    text = "é word another"
    _, place = placed(text, [Span(3, 5)], "")
    assert (place(3), place.end(5)) == (3, 5)


def test_an_end_just_past_the_text_is_its_end_and_one_far_past_is_none():
    _, place = placed("My peers.", [Span(3, 10)], "")
    assert (place.end(10), place.end(11), place.end(12)) == (9, 9, -1)

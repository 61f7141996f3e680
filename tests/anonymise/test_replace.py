from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scripts.anonymise.merge import merge
from scripts.anonymise.normal import normalise
from scripts.anonymise.replace import redacted_stretch, replace
from scripts.anonymise.spans import Span


@st.composite
def text_and_spans(draw):
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [(start, end, draw(st.text(max_size=6))) for start, end in pairs]


@given(text_and_spans())
def test_text_outside_the_spans_is_unchanged_and_each_span_becomes_its_replacement(case):
    raw, spans = case
    redacted, placed = replace(raw, spans)
    raw_at = redacted_at = 0
    for (start, end, shown), place in zip(spans, placed, strict=True):
        assert raw[raw_at:start] == redacted[redacted_at : place.redacted_start]
        assert redacted[place.redacted_start : place.redacted_end] == shown
        raw_at, redacted_at = end, place.redacted_end
    assert raw[raw_at:] == redacted[redacted_at:]


@given(text_and_spans())
def test_places_keep_their_order_in_the_redacted_text(case):
    raw, spans = case
    redacted, placed = replace(raw, spans)
    starts = [redacted_stretch(placed, place, place)[0] for place in range(len(raw) + 1)]
    ends = [redacted_stretch(placed, place, place)[1] for place in range(len(raw) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert starts[0] == 0 or spans
    assert ends[-1] == len(redacted)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=10))
def test_merged_spans_are_disjoint_and_cover_all_that_was_found(pairs):
    merged = merge(Span(start, start + length, "name?", "test") for start, length in pairs)
    assert all(left.end <= right.start for left, right in pairwise(merged))
    found = {place for start, length in pairs for place in range(start, start + length)}
    assert found == {place for span in merged for place in range(span.start, span.end)}


@given(st.text(alphabet=st.one_of(st.sampled_from("aé\u0301\u200b\u00adæ’-\n Ł"), st.characters()), max_size=40))
def test_the_plain_form_leads_back_to_the_raw_text_in_order(raw):
    plain, origin = normalise(raw)
    places = list(range(len(plain) + 1)) if origin is None else origin
    assert len(places) == len(plain) + 1
    assert places == sorted(places)
    assert places[-1] == len(raw)

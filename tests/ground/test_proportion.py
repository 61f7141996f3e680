import pytest
from hypothesis import strategies as st

from scripts.ground.proportion import wilson
from tests.quantitative.inference.reference import near, value
from tests.quantitative.inference.samples import holds_for

shares = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_twelve_of_twenty_is_the_uncorrected_score_interval_of_r():
    found = wilson(12, 20)
    assert {"p": found.share, "lo": found.low, "hi": found.high} == near("wilson_12_20", value("wilson_12_20"))


def test_nobody_and_everybody_have_intervals_that_end_at_the_edge():
    nobody, everybody, z2 = wilson(0, 12), wilson(12, 12), 1.959963984540054**2
    assert (nobody.low, nobody.high) == (0, pytest.approx(z2 / (12 + z2)))
    assert (everybody.low, everybody.high) == (pytest.approx(12 / (12 + z2)), 1)


def test_no_people_and_impossible_counts_are_refused():
    for count, n in ((0, 0), (4, 3), (-1, 3)):
        with pytest.raises(ValueError, match="no share"):
            wilson(count, n)


@holds_for(shares)
def test_a_share_and_its_complement_have_mirrored_intervals_that_hold_them(counted):
    count, n = counted
    share, rest = wilson(count, n), wilson(n - count, n)
    assert (share.low, share.high) == pytest.approx((1 - rest.high, 1 - rest.low), abs=1e-12)
    assert 0 <= share.low <= share.share <= share.high <= 1


@holds_for(shares)
def test_more_confidence_never_narrows_the_interval(counted):
    wide, narrow = wilson(*counted, confidence=0.99), wilson(*counted, confidence=0.9)
    assert wide.low <= narrow.low <= narrow.high <= wide.high

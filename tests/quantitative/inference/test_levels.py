import numpy as np
import pytest

from scripts.quantitative.inference.levels import level_change
from scripts.quantitative.inference.mixed import mixed_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput

BEFORE = np.array([2.0, 2.5, 3.0, 3.5, 2.0, 4.0, 3.0, 2.5])
AFTER = np.array([3.0, 2.5, 4.5, 4.0, 2.5, 4.0, 3.5, 2.0])
COHORT = np.array(["2023", "2023", "2023", "2023", "2024", "2024", "2024", "2024"])


def compared(before=BEFORE, after=AFTER, cohort=COHORT):
    known = ~np.isnan(np.concatenate([before, after]))
    n = len(before)
    return level_change(
        np.concatenate([before, after])[known],
        np.repeat([0, 1], n)[known],
        np.tile(np.arange(n), 2)[known],
        np.tile(cohort, 2)[known],
    )


def test_complete_pairs_give_the_analysis_of_variance_of_the_changes():
    change = AFTER - BEFORE
    first, second = change[:4], change[4:]
    found = compared()
    within = (((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum()) / 6
    assert [each.change.estimate for each in found.groups] == pytest.approx([first.mean(), second.mean()])
    assert [each.change.se for each in found.groups] == pytest.approx([np.sqrt(within / 4)] * 2)
    assert found.overall.estimate == pytest.approx(change.mean())
    assert found.alike.f == pytest.approx((first.mean() - second.mean()) ** 2 / (within / 2))
    assert (found.alike.df, found.alike.df_denominator) == (1, pytest.approx(6))


def test_people_with_one_wave_take_part():
    after = AFTER.copy()
    after[0] = np.nan
    found = compared(after=after)
    assert [(each.group, each.people, each.both) for each in found.groups] == [("2023", 4, 3), ("2024", 4, 4)]
    assert found.groups[0].change.estimate != pytest.approx((AFTER - BEFORE)[1:4].mean())


def test_groups_that_changed_alike_leave_the_change_of_all():
    before, after = np.tile(BEFORE, 2), np.tile(AFTER, 2)
    found = compared(before, after, np.repeat(["a", "b"], 8))
    alone = mixed_change(np.concatenate([before, after]), np.repeat([0, 1], 16), np.tile(np.arange(16), 2))
    assert found.alike.f == pytest.approx(0, abs=1e-12)
    assert found.alike.p == pytest.approx(1)
    assert found.overall.estimate == pytest.approx(alone.contrast.estimate)


def test_the_names_of_groups_do_not_matter_for_the_test():
    here, there = compared(), compared(cohort=np.where(COHORT == "2023", "z", "a"))
    assert (there.alike.f, there.alike.p) == pytest.approx((here.alike.f, here.alike.p))
    assert there.groups[1].change.estimate == pytest.approx(here.groups[0].change.estimate)


def test_one_group_or_a_group_without_pairs_is_refused():
    with pytest.raises(NotEstimable, match="at least two groups; there is one"):
        compared(cohort=np.repeat("2023", 8))
    after = AFTER.copy()
    after[4:7] = np.nan
    with pytest.raises(NotEstimable, match="in every group, needs at least 2 people; there is 1"):
        compared(after=after)


def test_unequal_lengths_are_the_callers_mistake():
    with pytest.raises(UnusableInput):
        level_change([1, 2], [0, 1], [1, 1], ["a"])

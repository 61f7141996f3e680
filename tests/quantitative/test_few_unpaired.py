"""Few people with one wave only are not told by an estimate that counts them beside one that does not."""

from __future__ import annotations

import numpy as np
from small_cohort import COHORTS

from scripts.quantitative.scored import scored, without_few

FIRST, LAST = COHORTS.waves[0].id, COHORTS.waves[-1].id


def everybody(both, start_only, end_only):
    waves = {"both": (FIRST, LAST), "start": (FIRST,), "end": (LAST,)}
    groups = (("both", both), ("start", start_only), ("end", end_only))
    rows = [
        {"pseudonym": f"{kind}{number:02}", "wave": wave, "score": 3.0, "source": "a:1", "source_row": number}
        for kind, count in groups
        for number in range(count)
        for wave in waves[kind]
    ]
    return scored(rows, COHORTS)


def kinds(of):
    return {str(person)[:-2] for person in of.people}


def test_one_person_with_an_end_score_only_is_left_out_and_eight_with_a_start_stay():
    kept = without_few(everybody(36, 8, 1), 5)
    assert kinds(kept) == {"both", "start"}
    assert kept.both == 36 and np.unique(kept.people).size == 44
    assert len(kept.rows) == len(kept.scores) == len(kept.waves) == 80


def test_enough_people_of_each_kind_are_all_counted():
    assert kinds(without_few(everybody(20, 5, 6), 5)) == {"both", "start", "end"}


def test_nobody_is_left_out_where_everybody_has_both():
    whole = everybody(10, 0, 0)
    assert without_few(whole, 5).people.tolist() == whole.people.tolist()

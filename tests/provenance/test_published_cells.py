"""What an earlier release told must not undo what this one hides."""

from __future__ import annotations

import pytest

from scripts.ground.faults import ConfigFault
from scripts.ground.models.disclosure import Classes
from scripts.provenance.published_cells import compare, published_cells, read_ledger, record


def entry(id, value, n=40, unit="people", table="tbl-rci", kind="value"):
    return {
        "id": id,
        "kind": kind,
        "value": value,
        "n": n,
        "unit": unit if value is not None else "",
        "table": table,
        "display": "not shown" if value is None else f"{value:g}",
    }


def cells(release, *entries):
    return published_cells(entries, release, Classes())


def test_counts_of_people_are_cells_and_shares_means_and_flow_are_not():
    found = cells(
        "r1", entry("b.rci.worse", 12.0), entry("b.rci.same", None), entry("b.mean", 3.25, unit="scale points"),
        entry("b.rci.share", 0.3, unit="share of people"), entry("flow.roster.excluded", 2.0),
        entry("projects.reached", 900.0, unit="people reached"),
    )  # fmt: skip
    assert [(each.cell, each.count) for each in found] == [("b.rci.same", None), ("b.rci.worse", 12)]
    words = entry("agreement.alpha.interval", None) | {"display": "0.1 to 0.4"}
    assert cells("r1", words) == []


def test_counts_crossed_with_attributes_need_the_larger_minimum():
    found = cells("r1", entry("cohort.first.behaviour.B1.n", 18.0), entry("behaviour.B1.n", 36.0))
    assert {each.cell: each.minimum for each in found} == {"cohort.first.behaviour.B1.n": 10, "behaviour.B1.n": 5}


def test_the_same_release_again_is_no_fault_and_adds_nothing():
    now = cells("r1", entry("b.rci.worse", 12.0), entry("b.rci.same", None))
    ledger = record([], now)
    assert compare(read_ledger(ledger), now) == []
    assert record(read_ledger(ledger), now) == ledger


@pytest.mark.parametrize(("before", "after"), [(7.0, None), (None, 7.0)])
def test_a_count_that_one_of_two_releases_hides_and_the_other_tells_is_refused(before, after):
    faults = compare(cells("r1", entry("b.rci.worse", before)), cells("r2", entry("b.rci.worse", after)))
    assert len(faults) == 1 and "b.rci.worse" in faults[0].where


def test_few_people_more_are_refused_and_many_or_none_are_not():
    def faults(n):
        return compare(cells("r1", entry("behaviour.B1.n", 36.0, n=36)), cells("r2", entry("behaviour.B1.n", float(n), n=n)))

    assert [len(faults(n)) for n in (36, 37, 40, 41, 35, 31)] == [0, 1, 1, 0, 1, 0]


@pytest.mark.parametrize(("id", "refused"), [("cohort.first.n", 1), ("theme.trust.participants.people", 0), ("b.rci.worse", 0)])
def test_among_the_same_people_only_counts_by_attributes_may_not_differ_by_few(id, refused):
    assert len(compare(cells("r1", entry(id, 12.0)), cells("r2", entry(id, 14.0)))) == refused


def test_a_theme_of_a_group_that_few_joined_is_refused():
    old, new = (cells(f"r{n}", entry("theme.trust.participants.people", 3.0, n=n)) for n in (20, 22))
    assert len(compare(old, new)) == 1


def test_every_earlier_release_counts_not_only_the_last():
    first, second = cells("r1", entry("behaviour.B1.n", 36.0, n=36)), cells("r2", entry("behaviour.B1.n", 60.0, n=60))
    third = cells("r3", entry("behaviour.B1.n", 38.0, n=38))
    ledger = read_ledger(record(read_ledger(record([], first)), second))
    assert len(compare(ledger, third)) == 1 and compare(ledger[1:], third) == []


def test_faults_tell_no_count():
    faults = compare(cells("r1", entry("b.rci.worse", 7.0)), cells("r2", entry("b.rci.worse", None)))
    assert "7" not in f"{faults[0]}"


@pytest.mark.parametrize("text", ["", "release,cell\n", "release,table,cell,kind,group,count,minimum\nr1,t,c,themes,4,many,5\n"])
def test_a_damaged_ledger_is_a_fault_and_never_an_empty_one(text):
    with pytest.raises(ConfigFault, match="cannot be read"):
        read_ledger(text)

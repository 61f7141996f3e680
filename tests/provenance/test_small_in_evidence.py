"""The gate's second look at counts: by their ids in the evidence, and as tables print them."""

from __future__ import annotations

import json

from scripts.ground.models.disclosure import Disclosure
from scripts.provenance.cells import small_cells


def entry(id, value, display=None):
    return {"id": id, "kind": "value", "value": value, "display": display or f"{value}", "n": 12, "unit": "people", "table": ""}


def found(*entries):
    return list(small_cells("evidence.json", json.dumps({"evidence": list(entries)}).encode(), Disclosure()))


def test_a_small_count_by_cohort_or_part_taken_is_found_by_its_id():
    assert found(entry("cohort.1.family.barriers.people", 1)) == ["cohort.1.family.barriers.people"]


def test_counts_of_a_whole_cohort_zeros_and_large_counts_stand():
    assert found(entry("theme.barriers.people", 1), entry("cohort.1.n", 0), entry("cohort.2.n", 14)) == []


def test_a_hidden_count_is_not_small():
    assert found(entry("cohort.1.family.barriers.people", None, "not shown")) == []


def test_a_file_of_that_name_that_is_no_evidence_of_ours_raises_no_alarm():
    for content in (b"{", b"[]", b'{"evidence": [1, {"id": "cohort.1.n"}]}'):
        assert list(small_cells("evidence.json", content, Disclosure())) == []


def test_a_count_with_its_share_is_read_as_a_count():
    table = b"Role,People\npractice,1 (8%)\nmanagement,20 (40%)\n"
    assert list(small_cells("tables/t.csv", table, Disclosure())) == ["row 2, column 2"]

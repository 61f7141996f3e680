"""The same steps for another engine: each after those that make what it reads."""

from __future__ import annotations

from scripts.bench.other_engines import makefile

FIRST = ["a.one", "--out", "made=x.csv", "--record", "one.json"]
SECOND = ["b.two", "--in", "made=x.csv", "--in", "records=one.json", "--out", "told=y.csv", "--record", "two.json"]


def test_a_step_waits_for_the_records_of_those_that_make_its_inputs():
    lines = makefile([SECOND, FIRST]).splitlines()
    assert "all: two.json one.json" in lines
    assert "two.json: one.json" in lines and "one.json: " in lines
    assert any(line.startswith("\t@") and line.endswith("a.one --out made=x.csv --record one.json") for line in lines)

import json
import sys

import pytest

from scripts.commands.changes import Runs, compare, describe_changes, main, remember
from scripts.ground.faults import MissingInput


def entry(id="behaviour.B1.change.mean", **given):
    blank = {"id": id, "kind": "value", "value": 0.6125, "low": 0.31, "high": 0.91, "n": 38, "display": "+0.61"}
    return blank | given


def told(before, now):
    return describe_changes(Runs({each["id"]: each for each in before}, {each["id"]: each for each in now}))


def test_nothing_moved_is_nothing_told():
    assert told([entry()], [entry()]) == []


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (entry(display="+0.70", value=0.7), "+0.61 → +0.70"),
        (entry(n=39), "n 38 → 39"),
        (entry(display="+0.70", n=39), "+0.61 → +0.70, n 38 → 39"),
        (entry(value=0.6126), "+0.61, moved below the digits shown"),
        (entry(low=0.32), "+0.61, moved below the digits shown"),
        (entry(value=None, display="not estimable", n=2), "+0.61 → not estimable, n 38 → 2"),
    ],
)
def test_what_moved_is_told_with_its_id(now, line):
    assert told([entry()], [now]) == [f"behaviour.B1.change.mean: {line}"]


def test_new_and_vanished_things_are_told():
    assert told([entry("q-1", display="“one”")], [entry("q-2", display="“two”")]) == [
        "q-1: gone (was “one”)",
        "q-2: new, “two”",
    ]


def test_verdicts_come_first():
    before = [entry(id, display="a") for id in ("behaviour.B1", "verdict.behaviour", "a.thing")]
    now = [each | {"display": "b"} for each in before]
    assert [line.split(":")[0] for line in told(before, now)] == ["verdict.behaviour", "a.thing", "behaviour.B1"]


def run(safe, **given):
    """What a run leaves for the public."""
    (safe / "candidate").mkdir(parents=True, exist_ok=True)
    (safe / "candidate/evidence.json").write_text(json.dumps({"evidence": [entry(**given)]}))
    return remember(safe)


def test_the_first_run_has_nothing_to_compare_with(tmp_path):
    with pytest.raises(MissingInput, match="not been run"):
        compare(tmp_path)
    assert describe_changes(run(tmp_path)) == []
    assert describe_changes(compare(tmp_path)) == []


def test_a_run_is_compared_with_the_one_before(tmp_path):
    run(tmp_path)
    assert describe_changes(run(tmp_path, display="+0.70")) == ["behaviour.B1.change.mean: +0.61 → +0.70"]
    assert describe_changes(run(tmp_path, display="+0.80")) == ["behaviour.B1.change.mean: +0.70 → +0.80"]


def test_a_rerun_without_change_says_nothing_and_keeps_the_older_run_to_compare_with(tmp_path):
    run(tmp_path)
    run(tmp_path, display="+0.70")
    assert describe_changes(run(tmp_path, display="+0.70")) == []
    assert describe_changes(compare(tmp_path)) == ["behaviour.B1.change.mean: +0.61 → +0.70"]


def test_the_command_tells_the_last_change_or_that_there_was_none(tmp_path, monkeypatch, capsys):
    (tmp_path / "config").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["changes", str(tmp_path)])
    assert main() == 2
    assert "make report" in capsys.readouterr().err
    safe = tmp_path / "results/pseudonymised"
    run(safe)
    assert main() == 0
    assert "Nothing moved" in capsys.readouterr().out
    run(safe, n=40)
    assert main() == 0
    assert capsys.readouterr().out == "behaviour.B1.change.mean: n 38 → 40\n"

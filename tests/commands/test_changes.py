import json
import sys

import pytest

from scripts.commands.changes import SCREEN, Runs, compare, describe, describe_changes, describe_one, main, remember
from scripts.ground.faults import EvidenceFault, MissingInput, UnreadableFile


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
        (entry(low=0.32), "+0.61, its interval moved"),
        (entry(value=0.6126, low=0.32), "+0.61, moved below the digits shown"),
        (entry(value=None, display="not estimable", n=2), "+0.61 → not estimable, n 38 → 2"),
    ],
)
def test_what_moved_is_told_with_its_id(now, line):
    assert told([entry()], [now]) == [f"behaviour.B1.change.mean: {line}"]


def test_a_count_and_its_n_are_told_once():
    before, now = entry("attrition.B1.lost.n", display="8", value=8, n=8), entry("attrition.B1.lost.n", display="6", value=6, n=6)
    assert told([before], [now]) == ["attrition.B1.lost.n: 8 → 6"]


def test_new_and_vanished_things_are_told():
    assert told([entry("q-1", display="“one”")], [entry("q-2", display="“two”")]) == [
        "q-1: gone (was “one”)",
        "q-2: new, “two”",
    ]


def test_verdicts_come_first():
    before = [entry(id, display="a") for id in ("behaviour.B1", "verdict.behaviour", "a.thing")]
    now = [each | {"display": "b"} for each in before]
    assert [line.split(":")[0] for line in told(before, now)] == ["verdict.behaviour", "a.thing", "behaviour.B1"]


def test_after_the_verdicts_stand_the_changes_of_behaviours_then_the_flow_then_the_rest_and_what_nobody_sees_last():
    ids = [
        "agreement.x",
        "behaviour.B1.change.low",
        "behaviour.B2.change.mean",
        "behaviour.B1.n",
        "flow.end.used",
        "verdict.overall",
    ]
    before = [*(entry(id, display="a") for id in ids), entry("behaviour.B1.change.mean")]
    now = [*(entry(id, display="b") for id in ids), entry("behaviour.B1.change.mean", value=0.6126)]
    assert [line.split(":")[0] for line in told(before, now)] == [
        "verdict.overall",
        "behaviour.B2.change.mean",
        "behaviour.B1.change.low",
        "flow.end.used",
        "agreement.x",
        "behaviour.B1.n",
        "behaviour.B1.change.mean",
    ]


def many(display):
    return {f"v{number}": entry(f"v{number}", display=display) for number in range(99)}


def test_a_screen_is_filled_and_the_rest_counted_unless_all_is_asked_for():
    lines = describe(Runs(many("a"), many("b")))
    assert len(lines) == SCREEN + 2
    assert lines[0] == "because" and lines[-1].startswith("... and 61 more: make changes ALL=yes")
    assert len(describe(Runs(many("a"), many("b")), is_whole=True)) == 99 + 3


def test_of_one_thing_both_values_are_told_in_full():
    runs = Runs({"v": entry("v")}, {"v": entry("v", display="+0.70", value=0.7, n=39)})
    assert describe_one(runs, "v")[:4] == [
        "v: +0.61 → +0.70, n 38 → 39",
        "  before  +0.61; interval 0.31 to 0.91; n 38; exact 0.6125",
        "  now     +0.70; interval 0.31 to 0.91; n 39; exact 0.7",
        "",
    ]


def test_one_thing_that_is_new_or_did_not_move_says_so():
    runs = Runs({"v": entry("v")}, {"v": entry("v"), "w": entry("w")})
    assert describe_one(runs, "v")[0] == "v: did not move between the last two runs that differ"
    assert "  before  was not there" in describe_one(runs, "w")


def test_an_unknown_thing_is_answered_with_its_likeness():
    with pytest.raises(EvidenceFault) as told:
        describe_one(Runs({}, {"behaviour.B1.n": entry("behaviour.B1.n")}), "behaviour.B2.n")
    assert "Did you mean: behaviour.B1.n?" in told.value.remedy


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


def test_the_command_tells_the_last_change_or_that_there_was_one_run_only(tmp_path, monkeypatch, capsys):
    (tmp_path / "config").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["changes", str(tmp_path)])
    assert main() == 2
    assert "make report" in capsys.readouterr().err
    safe = tmp_path / "results/pseudonymised"
    run(safe)
    assert main() == 0
    assert "one run so far" in capsys.readouterr().out
    run(safe, n=40)
    assert main() == 0
    told = capsys.readouterr().out.splitlines()
    assert (told[0], told[-1]) == ("because", "behaviour.B1.change.mean: n 38 → 40")


def test_after_two_runs_whose_figures_are_the_same_the_command_says_that_nothing_moved(tmp_path, monkeypatch, capsys):
    (tmp_path / "config").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["changes", str(tmp_path)])
    for unit in ("points", "scale points"):
        run(tmp_path / "results/pseudonymised", unit=unit)
    assert main() == 0
    assert capsys.readouterr().out == "Nothing moved between the last two runs.\n"


HISTORY = [
    "last.json", "before.json", "last_made_from.json", "before_made_from.json",
]  # fmt: skip


@pytest.mark.parametrize("file", HISTORY)
@pytest.mark.parametrize(
    "spoilt",
    [lambda text: text[:-9], lambda text: "[]", lambda text: text.replace("0.6125", "0.6129").replace("sha", "was")],
    ids=["cut", "another shape", "edited"],
)
def test_what_is_damaged_in_the_history_is_named_and_the_next_run_mends_it(tmp_path, monkeypatch, file, spoilt):
    monkeypatch.chdir(tmp_path)
    for display in ("+0.61", "+0.70"):
        run(tmp_path, display=display)
    path = tmp_path / "history" / file
    path.write_text(spoilt(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="is damaged") as told:
        compare(tmp_path)
    assert "make report" in told.value.remedy
    run(tmp_path, display="+0.70")
    compare(tmp_path)
    assert describe_changes(run(tmp_path, display="+0.80")) == ["behaviour.B1.change.mean: +0.70 → +0.80"]


def test_a_history_from_before_causes_were_kept_still_tells_what_moved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for display in ("+0.61", "+0.70"):
        run(tmp_path, display=display)
    for file in HISTORY[2:]:
        (tmp_path / "history" / file).unlink()
    told = describe(compare(tmp_path))
    assert "did not keep what it was made from" in told[1]
    assert told[-1] == "behaviour.B1.change.mean: +0.61 → +0.70"


def test_of_a_table_the_numbers_that_moved_in_it_are_told():
    cell = entry(table="tbl-change")
    table = entry("tbl-change", value=None, display="Mean change")
    lines = describe_one(Runs({"v": cell, "t": table}, {"v": cell | {"display": "+0.70"}, "t": table}), "t")
    assert "did not move" in lines[0]
    before, now = ({"tbl-change": table, "v": each} for each in (cell, cell | {"display": "+0.70"}))
    assert describe_one(Runs(before, now), "tbl-change")[:2] == ["tbl-change: 1 of its numbers moved", "  v: +0.61 → +0.70"]


def test_a_figure_made_of_something_else_is_not_said_to_stand_still():
    figure = entry("fig-change", value=None, display="Change", record="quantitative.fig_change")
    made = [
        {"steps": {"quantitative.fig_change": {"code": {}, "config": {"a": each}, "raw": {}, "environment": {}, "key": "",
         "inputs": {}, "outputs": []}}, "sources": {}, "config": {}, "packages": {}, "key": "k"}
        for each in "12"
    ]  # fmt: skip
    runs = Runs({"fig-change": figure}, {"fig-change": figure}, *made)
    assert "made of something that changed" in describe_one(runs, "fig-change")[0]

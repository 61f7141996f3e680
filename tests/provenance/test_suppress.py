"""The command that hides small counts, seen from outside: files in, files out, and an attacker who cannot work them out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.provenance.suppress import main
from tests.provenance.attacker import cross_table, random_tables, ranges, read_back

WIDE = "role,yes,no,unsure,Total\npractice,34,12,3,49\nmanagement,20,41,15,76\nlead,18,22,14,54\nTotal,72,75,32,179\n"


def _protected(folder: Path, texts: dict[str, str], *options: str) -> dict[str, list[list[str]]]:
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    assert main([str(folder / "in"), "--out", str(folder / "out"), *options]) == 0
    return {name: list(csv.reader((folder / "out" / name).open(encoding="utf-8"))) for name in texts}


def _kept(folder: Path, tables: list) -> tuple[float, float, dict]:
    """Protect random tables; the share kept, the share that is not small, and the range of each hidden cell."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for at, (counts, names) in enumerate(tables):
        with (folder / "in" / f"{at}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(cross_table(counts, names))
    assert main([str(folder / "in"), "--out", str(folder / "out")]) == 0
    before = [read_back(folder / "in" / f"{at}.csv", names) for at, (_, names) in enumerate(tables)]
    after = [read_back(folder / "out" / f"{at}.csv", names) for at, (_, names) in enumerate(tables)]
    for found, true in zip(after, before, strict=True):
        assert all(count is None or (count == true[key] and not 0 < count < 10) for key, count in found.items())
    cells = sum(map(len, after))
    shown = sum(count is not None for found in after for count in found.values())
    large = sum(not 0 < count < 10 for true in before for count in true.values())
    held = [(found, counts, names) for found, (counts, names) in zip(after, tables, strict=True)]
    return shown / cells, large / cells, ranges(held)


def test_small_counts_go_and_so_does_what_would_give_them_away(tmp_path):
    rows = _protected(tmp_path, {"wide.csv": WIDE})["wide.csv"]
    assert rows[1][3] == "[c]"
    assert [row[0] for row in rows] == ["role", "practice", "management", "lead", "Total"]
    for line in (rows[1], [row[3] for row in rows]):
        assert line.count("[c]") >= 2


def test_a_table_without_small_counts_is_left_as_it_is(tmp_path):
    text = "role,yes,no\npractice,34,12\nmanagement,20,41\n"
    _protected(tmp_path, {"large.csv": text})
    assert (tmp_path / "out" / "large.csv").read_text(encoding="utf-8") == text


def test_a_margin_printed_in_another_table_counts_as_known(tmp_path):
    cross = "role,yes,no\npractice,34,4\nmanagement,20,41\n"
    alone = _protected(tmp_path / "alone", {"cross.csv": cross})["cross.csv"]
    assert [cell for row in alone for cell in row].count("[c]") == 1
    margin = "role,count\npractice,38\nmanagement,61\n"
    rows = _protected(tmp_path / "both", {"cross.csv": cross, "margin.csv": margin})
    assert [*rows["cross.csv"][1], rows["margin.csv"][1][1]].count("[c]") >= 2


def test_the_few_who_did_not_are_protected_too(tmp_path):
    rows = _protected(tmp_path, {"n.csv": "type,n,improved,met\nwaiting,50,45,20\nquality,60,30,40\n"})["n.csv"]
    assert "[c]" in rows[1][1:3]


def test_long_and_wide_forms_of_a_table_lose_the_same_cells(tmp_path):
    wide = _protected(tmp_path / "wide", {"t.csv": WIDE})["t.csv"]
    rows = list(csv.reader(WIDE.splitlines()))
    long = "role,answer,count\n" + "".join(
        f"{row[0]},{answer},{count}\n" for row in rows[1:] for answer, count in zip(rows[0][1:], row[1:], strict=True)
    )
    found = _protected(tmp_path / "long", {"t.csv": long})["t.csv"]
    assert [row[2] for row in found[1:]] == [cell for row in wide[1:] for cell in row[1:]]


@pytest.mark.parametrize("text", [",0,1,2\n0,12,3,40\n1,15,22,30\n", "a,b,c\n12,3,40\n15,22,30\n", "12,3,40\n15,22,30\n"])
def test_numbers_as_labels_or_no_labels_at_all_do_not_hide_a_small_count_from_the_command(tmp_path, text):
    rows = _protected(tmp_path, {"t.csv": text})["t.csv"]
    assert sum(row.count("[c]") for row in rows) == 1
    assert not any("3" in row for row in rows)


def test_semicolons_and_words_that_begin_like_formulas_survive(tmp_path):
    _protected(tmp_path, {"t.csv": 'role;count\n=HYPERLINK("x");30\n-lead;19\n'})
    text = (tmp_path / "out" / "t.csv").read_text(encoding="utf-8")
    assert text.startswith("role;count\n") and "'=HYPERLINK" in text and "'-lead;19" in text


def test_hidden_zeros_are_an_option(tmp_path):
    text = "role,yes,no\npractice,34,0\nmanagement,20,41\n"
    assert _protected(tmp_path / "shown", {"t.csv": text})["t.csv"][1] == ["practice", "34", "0"]
    assert _protected(tmp_path / "hidden", {"t.csv": text}, "--zeros", "hidden")["t.csv"][1] == ["practice", "34", "[c]"]


def test_the_report_tells_what_was_kept_and_no_hidden_count(tmp_path):
    _protected(tmp_path, {"wide.csv": WIDE})
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["status"], report["found_out"], report["cells"]) == ("safe", 0, 16)
    assert report["tables"][0]["primary"] == 1


def test_all_faults_come_at_once_without_a_trace(tmp_path, capsys):
    (tmp_path / "a.csv").write_text("role,yes\npractice,12.5\nlead,-3\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("", encoding="utf-8")
    slip = WIDE.replace("lead,18,22,14,54", "lead,18,22,14,53")
    (tmp_path / "c.csv").write_text(slip, encoding="utf-8")
    given = [str(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv", "missing.csv")]
    assert main([*given, "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in ("a.csv", "b.csv", "c.csv", "missing.csv")) and "Traceback" not in told
    assert "12.5" not in told and not (tmp_path / "out").exists()


def test_shares_beside_counts_are_refused_since_they_would_tell_them(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("role,yes,no,share\nx,3,40,7%\ny,30,40,43%\n", encoding="utf-8")
    assert main([str(tmp_path / "t.csv"), "--out", str(tmp_path / "out")]) == 2
    assert "no counts" in capsys.readouterr().err


def test_nested_labels_with_totals_on_each_level_are_one_hierarchy(tmp_path):
    text = (
        "region,area,yes,no,Total\nN,A,30,4,34\nN,B,22,40,62\nN,Total,52,44,96\nS,C,50,41,91\nS,D,33,60,93\n"
        "S,Total,83,101,184\nTotal,Total,135,145,280\n"
    )
    rows = _protected(tmp_path, {"t.csv": text})["t.csv"]
    # within its region the small count must have company, in its row as in its column
    assert rows[1].count("[c]") >= 2 and [row[3] for row in rows[1:4]].count("[c]") >= 2


def test_the_tables_given_are_never_overwritten(tmp_path):
    (tmp_path / "t.csv").write_text(WIDE, encoding="utf-8")
    assert main([str(tmp_path / "t.csv"), "--out", str(tmp_path)]) == 2
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == WIDE


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(10_000, 10**6))
def test_no_hidden_cell_of_random_tables_can_be_worked_out(tmp_path_factory, seed):
    _, _, open_ranges = _kept(tmp_path_factory.mktemp("tables"), random_tables(seed))
    assert all(width >= 1 for width in open_ranges.values())


@pytest.mark.slow
def test_a_thousand_random_and_linked_tables_keep_half_of_their_cells_and_every_secret(tmp_path):
    shares = []
    for seed in range(1000):
        kept, large, open_ranges = _kept(tmp_path / str(seed), random_tables(seed))
        assert all(width >= 1 for width in open_ranges.values()), seed
        shares.append((kept, large))
    kept, large = np.array(shares).T
    # tables of few labels can need more than half of their cells: in three linked 2 × 2 tables every total stands in two of them
    assert kept.mean() > 0.8
    assert (kept[large >= 0.5] >= 0.5).mean() > 0.97

"""Surveys linked by self-generated codes, and decisions of a person, through the real workflow."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.ground.schemas.anonymise import LinkageSummary, LinkCandidates, Participants, WavePairs
from scripts.ground.schemas.quantitative import Change, Unpaired
from scripts.ground.tables import read_rows
from tests.end_to_end.running import Ran, copy_study, run_plain

RESULTS = Path("results/pseudonymised")
CANDIDATES = Path("results/restricted/anonymise/link_candidates.csv")
LINKED_BY_CODE = "    linked_to: each other\n    columns: {person: Programme ID, recorded: Completed}"
HEADER = "source,row,person,fingerprint,decided_by,date\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest study with codes in its surveys: one with a slip, one left out, one that two people chose."""
    study = copy_study("seed_only", tmp_path_factory.mktemp("linking") / "study")
    sources = study / "config/sources.yaml"
    declared = "    columns: {person: Programme ID, recorded: Completed}"
    sources.write_text(sources.read_text(encoding="utf-8").replace(declared, LINKED_BY_CODE), encoding="utf-8")
    _code(study / "data/raw/survey_start.csv", {"FG-05": "maple.11", "FG-08": "maple.11"})
    _code(study / "data/raw/survey_end.csv", {"FG-02": "cedar.20", "FG-09": ""})
    _run(study, "change", "unpaired", "linkage_summary").must_succeed()
    return study


def _code(survey: Path, own: dict[str, str]) -> None:
    """Give each row a code instead of its id: cedar.02, cedar.03, ..., or one of its own."""
    text = survey.read_text(encoding="utf-8")
    for id in {f"FG-{number:02}" for number in range(1, 15)}:
        text = text.replace(f"{id},", f"{own.get(id, id.replace('FG-', 'cedar.'))},")
    survey.write_text(text, encoding="utf-8", newline="")


def _run(study: Path, *targets: str) -> Ran:
    return run_plain(study, *targets, "--cores", "2", "--quiet", "all")


def test_codes_pair_the_waves_and_the_rest_counts_in_the_unpaired_comparison(study: Path) -> None:
    [pair] = read_rows(study / RESULTS / "people/wave_pairs.csv", WavePairs)
    # twelve came back: one wrote another code, one none, and of two the code at the start was nobody's
    assert (pair["responses_first"], pair["responses_second"], pair["pairs"]) == (14, 12, 8)
    change = read_rows(study / RESULTS / "quantitative/change.csv", Change)
    assert {row["n"] for row in change} == {8}
    unpaired = read_rows(study / RESULTS / "quantitative/unpaired.csv", Unpaired)
    assert {(row["n_start"], row["n_end"], row["unpaired_start"], row["unpaired_end"]) for row in unpaired} == {(14, 12, 6, 4)}


def test_every_survey_is_accounted_for(study: Path) -> None:
    summary = {row["source"]: row for row in read_rows(study / RESULTS / "people/linkage_summary.csv", LinkageSummary)}
    for row in summary.values():
        assert row["responses"] == row["linked"] + row["unlinked"] + row["duplicate"] + row["set_aside"]
    assert (summary["survey_start"]["linked"], summary["survey_start"]["unlinked"]) == (12, 2)
    assert (summary["survey_end"]["linked"], summary["survey_end"]["unlinked"]) == (11, 1)


def test_people_known_by_a_code_stand_beside_the_roster_and_are_never_quoted(study: Path) -> None:
    participants = read_rows(study / RESULTS / "people/participants.csv", Participants)
    coded = [row for row in participants if row["known_by"] == "code"]
    assert len(coded) == 15
    assert not any(row["may_quote"] for row in coded)
    assert [row for row in participants if row["known_by"] == "roster"]


def test_a_decision_on_a_candidate_makes_a_pair_and_a_moved_row_stops_the_run(study: Path) -> None:
    candidates = read_rows(study / CANDIDATES, LinkCandidates)
    [slip] = [row for row in candidates if row["typed"] == "cedar.20" and row["person"] == "cedar.02"]
    line = f"survey_end:1,{slip['source_row']},{slip['person']},{slip['fingerprint']},The team,2026-02-01\n"
    (study / "config/links.csv").write_text(HEADER + line, encoding="utf-8")
    _run(study, "linkage_summary").must_succeed()
    assert [row["pairs"] for row in read_rows(study / RESULTS / "people/wave_pairs.csv", WavePairs)] == [9]

    survey = study / "data/raw/survey_end.csv"
    lines = survey.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    survey.write_text("".join(lines), encoding="utf-8", newline="")
    stopped = _run(study, "linkage_summary")
    assert stopped.code != 0
    assert "config/links.csv, line 2 (survey_end:1, row 5)" in stopped.told
    assert "It stands in row 4 now: write 4 in line 2." in stopped.told
    assert "cedar" not in stopped.told

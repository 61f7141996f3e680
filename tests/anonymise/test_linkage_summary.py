from scripts.anonymise.linkage_summary import linkage_summary
from scripts.ground.models.analysis_plan import Linking
from scripts.ground.models.links import Decision, Links
from scripts.ground.models.study import Cohorts
from scripts.ground.schemas.anonymise import LinkageSummary, LinkCandidates, Standings, WavePairs
from scripts.ground.schemas.ingest import Responses
from scripts.ground.tables import table_bytes
from tests.anonymise.rows import row

AIM = {"id": "behaviour", "name": "Behaviour", "question": "?", "evidence": "behaviours"}
COHORTS = Cohorts(waves=[{"id": each, "name": each} for each in ("T0", "T1")], aims=[AIM], source_groups=[])


def survey(*rows, wave="T0"):
    """Responses and standings of one survey; each row: pseudonym, standing, reason, set aside while reading."""
    source = f"survey_{wave}:1"
    responses, standings = [], []
    for line, (pseudonym, standing, reason, early) in enumerate(rows, start=2):
        at = {"source": source, "source_row": line, "kind": "survey", "wave": wave}
        given = {"standing": standing if early else "used", "reason": reason if early else ""}
        responses.append(row(Responses, **at, linked_to="roster", **given))
        standings.append(row(Standings, **at, pseudonym=pseudonym, standing=standing, reason=reason))
    return responses, standings


def used(pseudonym):
    return (pseudonym, "used", "", False)


def made(*surveys, near=(), links=()):
    responses, standings = ([each for survey in surveys for each in survey[place]] for place in (0, 1))
    candidates = [row(LinkCandidates, source=source, source_row=line, rank=1) for source, line in near]
    return linkage_summary(responses, standings, candidates, Links(decisions=links), COHORTS, Linking())


START = survey(
    used("P1"), used("P2"), used("P3"),
    ("", "quarantined", "not in the roster", False),
    ("P4", "excluded", "withdrawn", False),
    ("P1", "excluded", "duplicate", False),
    ("", "excluded", "preview", True),
)  # fmt: skip


def test_every_response_is_linked_unlinked_duplicate_or_set_aside():
    decision = Decision(line=2, source="survey_T0:1", row=3, person="a", decided_by="b", date="c")
    result = made(START, near=[("survey_T0:1", 5)], links=(decision,))
    [counted] = result.summary
    names = ("responses", "linked", "by_decision", "unlinked", "duplicate", "set_aside", "candidates")
    assert [counted[name] for name in names] == [7, 4, 1, 1, 1, 1, 1]
    assert [each["rule"] for each in result.findings] == ["linkage"]
    values = {each["id"]: each["display"] for each in result.evidence}
    assert (values["linkage.survey_T0.linked"], values["linkage.survey_T0.unlinked"]) == ("4", "1")


def test_pairs_are_people_with_both_waves_as_share_of_the_smaller():
    result = made(survey(*map(used, ["P1", "P2", "P3", "P4", ""])), survey(used("P1"), used("P9"), used(""), wave="T1"))
    [pair] = result.pairs
    assert (pair["responses_first"], pair["responses_second"], pair["pairs"]) == (5, 3, 1)
    assert pair["share"] == 1 / 3
    assert pair["poor"]
    assert "few_pairs" in [each["rule"] for each in result.findings]
    assert {each["id"]: each["display"] for each in result.evidence}["linkage.paired_share"] == "33%"


def test_waves_that_are_linked_well_raise_no_warning():
    result = made(survey(used("P1"), used("P2")), survey(used("P1"), used("P2"), wave="T1"))
    assert [(each["poor"], each["share"]) for each in result.pairs] == [(False, 1)]
    assert result.findings == []


def test_a_wave_that_is_not_in_yet_has_no_share():
    result = made(survey(used("P1")))
    assert [(each["poor"], each["share"]) for each in result.pairs] == [(False, None)]
    assert {each["id"]: each["display"] for each in result.evidence}["linkage.paired_share"] == "not estimable"


def test_the_tables_hold_what_they_declare():
    result = made(START, survey(used("P1"), wave="T1"))
    table_bytes(result.summary, LinkageSummary, "summary.csv")
    table_bytes(result.pairs, WavePairs, "pairs.csv")

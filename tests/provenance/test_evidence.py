import json

import pytest

from scripts.ground.evidence import EvidenceBook
from scripts.ground.faults import EvidenceFault
from scripts.ground.key import Key
from scripts.ground.models.study import Publication
from scripts.provenance.evidence import evidence
from scripts.provenance.ledger import ledger

KEY = Key(bytes(range(100, 132)))
RAW = {"start:1": "aa" * 32, "talks:7": "bb" * 32}
LEDGER = ledger([{"step": "ingest.surveys", "raw": RAW}])


def book():
    made = EvidenceBook("quantitative.change")
    rows = made.basis("b1", [("start:1", 4), ("start:1", 5), ("start:2", 9), ("talks:7", 31)])
    made.value("z.mean", 0.5, shown="+0.50", n=3, basis=rows)
    made.value("z.none", None, shown="")
    made.thing("a.verdict", "verdict", value="up", shown="up")
    return made


def flow(source):
    return {
        "source": source, "unit": "responses", "files": 2, "read": 5, "used": 3, "quarantined": 1, "excluded": 1,
        "reasons": "preview 1",
    }  # fmt: skip


def made(entries=None, key=KEY, ledger_of=LEDGER, fictional=False):
    publication = Publication(
        title="T", programme="p", institution="i", authors=[], report_date="2026-03-31", independence="none", fictional=fictional
    )
    sources = [flow("start"), flow("talks"), flow("empty")]
    return evidence(entries or book().evidence, book().bases, sources, ledger_of, publication, key)


def entry(file, id):
    return next(each for each in file["evidence"] if each["id"] == id)


def test_an_id_that_two_steps_claim_is_a_fault_that_names_it():
    with pytest.raises(EvidenceFault, match=r"claimed twice: z\.mean\."):
        made([*book().evidence, *book().evidence[:1]])


def test_both_files_hold_the_same_ids_in_one_order():
    result = made(book().evidence[::-1])
    assert [each["id"] for each in result.team["evidence"]] == ["a.verdict", "z.mean", "z.none"]
    assert [each["id"] for each in result.released["evidence"]] == ["a.verdict", "z.mean", "z.none"]


def test_the_team_sees_raw_files_and_rows():
    assert entry(made().team, "z.mean")["rows"] == [
        {"source": "start:1", "rows": "4-5", "used": 2},
        {"source": "start:2", "rows": "9", "used": 1},
        {"source": "talks:7", "rows": "31", "used": 1},
    ]


def test_the_public_sees_counts_by_source_and_neither_rows_nor_file_numbers_nor_bases():
    released = made().released
    assert entry(released, "z.mean")["sources"] == [{"source": "start", "used": 3}, {"source": "talks", "used": 1}]
    text = json.dumps(released)
    for hidden in ("start:1", "start:2", "talks:7", "4-5", '"rows"', '"basis"', *RAW.values()):
        assert hidden not in text, hidden


def test_a_value_is_a_number_a_verdict_a_word_and_what_could_not_be_estimated_is_nothing():
    team = made().team
    assert [entry(team, id)["value"] for id in ("z.mean", "a.verdict", "z.none")] == [0.5, "up", None]
    assert entry(team, "z.none")["display"] == "not estimable"


def test_sources_are_balanced_in_public_and_bear_a_digest_that_only_the_key_can_make():
    sources = made().released["sources"]
    assert sources["start"]["used"] == 3
    assert sources["empty"]["keyed_digest"] == ""
    assert sources["start"]["keyed_digest"] not in ("", sources["talks"]["keyed_digest"])
    other = made(key=Key(bytes(range(50, 82)))).released["sources"]
    assert other["start"]["keyed_digest"] != sources["start"]["keyed_digest"]


def test_a_changed_raw_file_changes_the_digest_of_its_source_only():
    before = made().released["sources"]
    after = made(ledger_of=ledger([{"step": "ingest.surveys", "raw": RAW | {"start:1": "cc" * 32}}])).released["sources"]
    assert before["start"]["keyed_digest"] != after["start"]["keyed_digest"]
    assert before["talks"]["keyed_digest"] == after["talks"]["keyed_digest"]


def test_both_files_name_the_ledger_they_belong_to():
    result = made()
    assert result.team["ledger_root"] == result.released["ledger_root"] == LEDGER["root"]


@pytest.mark.parametrize(("fictional", "notice"), [(True, "FICTIONAL DEMONSTRATION"), (False, "")])
def test_a_fictional_study_says_so_in_both_files(fictional, notice):
    result = made(fictional=fictional)
    assert result.team["notice"] == result.released["notice"] == notice

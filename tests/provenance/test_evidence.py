import json

import pytest

from scripts.ground.key import Key
from scripts.ground.models.study import Publication
from scripts.provenance.evidence import evidence
from scripts.provenance.ledger import ledger

KEY = Key(bytes(range(100, 132)))
RAW = {"start:1": "aa" * 32, "talks:7": "bb" * 32}
TEAM, RELEASED = {"entries": [{"id": "a", "rows": []}]}, {"entries": [{"id": "a", "sources": []}]}


def ledger_of(raw=RAW):
    return ledger([{"step": "ingest.surveys", "raw": raw}], KEY).ledger


def flow(source):
    return {
        "source": source, "unit": "responses", "files": 2, "read": 5, "used": 3, "quarantined": 1, "excluded": 1, "unreadable": 0,
        "reasons": "preview 1",
    }  # fmt: skip


def made(key=KEY, of=None, fictional=False):
    publication = Publication(
        title="T", programme="p", institution="i", authors=[], report_date="2026-03-31", independence="none", fictional=fictional
    )
    sources = [flow("start"), flow("talks"), flow("empty")]
    both = evidence(TEAM, RELEASED, sources, of or ledger_of(), publication, key)
    return json.loads(both.team), json.loads(both.released)


def test_each_file_holds_its_own_entries():
    team, released = made()
    assert (team["evidence"], released["evidence"]) == (TEAM["entries"], RELEASED["entries"])


def test_sources_are_balanced_in_public_and_bear_a_digest_that_only_the_key_can_make():
    _, released = made()
    sources = released["sources"]
    assert sources["start"]["used"] == 3
    assert sources["empty"]["keyed_digest"] == ""
    assert sources["start"]["keyed_digest"] not in ("", sources["talks"]["keyed_digest"])
    other = made(key=Key(bytes(range(50, 82))))[1]["sources"]
    assert other["start"]["keyed_digest"] != sources["start"]["keyed_digest"]
    assert not any(digest in json.dumps(released) for digest in RAW.values())


def test_a_changed_raw_file_changes_the_digest_of_its_source_only():
    before = made()[1]["sources"]
    after = made(of=ledger_of(RAW | {"start:1": "cc" * 32}))[1]["sources"]
    assert before["start"]["keyed_digest"] != after["start"]["keyed_digest"]
    assert before["talks"]["keyed_digest"] == after["talks"]["keyed_digest"]


def test_both_files_name_the_ledger_they_belong_to():
    assert {each["ledger_root"] for each in made()} == {ledger_of()["root"]}


@pytest.mark.parametrize(("fictional", "notice"), [(True, "FICTIONAL DEMONSTRATION"), (False, "")])
def test_a_fictional_study_says_so_in_both_files(fictional, notice):
    assert {each["notice"] for each in made(fictional=fictional)} == {notice}

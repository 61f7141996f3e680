import copy
import json

import pytest

from scripts.ground.hashing import json_digest
from scripts.ground.key import Key
from scripts.provenance.ledger import ledger, released_records

KEY = Key(bytes(range(100, 132)))
RECORDS = [
    {
        "step": "b.two", "inputs": {"y": [{"path": "results/y.csv", "sha256": "44"}, {"path": "report/a.qmd", "sha256": "55"},
                                          {"path": "config/prose/Hattie.md", "sha256": "66"}]},
        "outputs": {"x": {"path": "x.csv", "sha256": "11"}}, "raw": {"survey:1": "22", "survey:2": "23"},
        "config": {"links": "77"}, "code": {"scripts/b/two.py": {"sha256": "88", "normal": "99"}},
        "environment": {"python": "3.11.7"}, "key_fingerprint": "",
    },
    {"step": "a.one", "inputs": {}, "outputs": {"y": {"path": "results/y.csv", "sha256": "44"}}, "raw": {}},
]  # fmt: skip


def released(step="b.two", records=RECORDS):
    return next(each["record"] for each in ledger(records, KEY).released["entries"] if each["step"] == step)


def test_records_stand_in_the_order_of_their_steps_whatever_order_they_come_in():
    made = ledger(RECORDS, KEY)
    assert [entry["step"] for entry in made.ledger["entries"]] == ["a.one", "b.two"]
    assert made == ledger(RECORDS[::-1], KEY)


def test_the_team_ledger_holds_the_records_as_they_are():
    assert [entry["record"] for entry in ledger(RECORDS, KEY).ledger["entries"]] == RECORDS[::-1]


def test_both_ledgers_have_one_root_and_anybody_can_compute_it_from_the_released_one():
    made = ledger(RECORDS, KEY)
    again = json_digest([[each["step"], json_digest(each["record"])] for each in made.released["entries"]])
    assert made.ledger["root"] == made.released["root"] == again


@pytest.mark.parametrize(
    "change",
    [
        lambda records: records[0]["outputs"]["x"].update(sha256="12"),
        lambda records: records[0]["outputs"]["x"].update(path="z.csv"),
        lambda records: records[0]["raw"].update({"survey:2": "33"}),
        lambda records: records[1].update(step="a.other"),
        lambda records: records.pop(),
        lambda records: records.append({"step": "c.three"}),
    ],
    ids=["a digest", "a path that is not released", "one more raw file", "a step", "a record less", "a record more"],
)
def test_the_root_moves_with_any_change_of_any_record(change):
    records = copy.deepcopy(RECORDS)
    change(records)
    assert ledger(records, KEY).ledger["root"] != ledger(RECORDS, KEY).ledger["root"]


def test_only_the_entry_of_the_changed_record_gets_other_digests():
    records = copy.deepcopy(RECORDS)
    records[0]["raw"]["survey:1"] = "24"
    before, after = (ledger(each, KEY).ledger["entries"] for each in (RECORDS, records))
    assert [one["digest"] == other["digest"] for one, other in zip(before, after, strict=True)] == [True, False]
    assert [one["released"] == other["released"] for one, other in zip(before, after, strict=True)] == [True, False]


def test_a_released_record_names_inputs_by_the_step_that_made_them_and_no_file_of_the_study():
    assert released()["inputs"]["y"] == ["a.one:y", {"file": "report/a.qmd", "sha256": "55"}, {"keyed": KEY.digest("66")}]
    assert "Hattie" not in json.dumps(released())
    assert "survey:1" not in json.dumps(released())


def test_what_is_not_released_bears_a_keyed_digest_only():
    shown = released()
    assert shown["outputs"] == {"x": {"keyed": KEY.digest("11")}}
    assert shown["config"] == {"links": KEY.digest("77")}
    assert shown["sources"] == {"survey": sorted([KEY.digest("22"), KEY.digest("23")])}


def test_code_and_environment_are_no_secret():
    assert released()["code"] == RECORDS[0]["code"]
    assert released()["environment"] == RECORDS[0]["environment"]


def test_what_is_released_as_it_is_bears_its_bare_digest():
    record = {"step": "provenance.entries", "outputs": {name: {"path": name, "sha256": "11"} for name in ("team", "released")}}
    [shown] = released_records([record], [record], KEY)
    assert shown["outputs"] == {"team": {"keyed": KEY.digest("11")}, "released": {"sha256": "11"}}

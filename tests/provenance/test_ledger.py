import copy

import pytest

from scripts.provenance.ledger import ledger

RECORDS = [
    {"step": "b.two", "inputs": {}, "outputs": {"x": {"path": "x.csv", "sha256": "11"}}, "raw": {"survey:1": "22"}},
    {"step": "a.one", "inputs": {}, "outputs": {}, "raw": {}},
]


def test_records_stand_in_the_order_of_their_steps_whatever_order_they_come_in():
    made = ledger(RECORDS)
    assert [entry["step"] for entry in made["entries"]] == ["a.one", "b.two"]
    assert made == ledger(RECORDS[::-1])


def test_the_ledger_holds_the_records_as_they_are():
    assert [entry["record"] for entry in ledger(RECORDS)["entries"]] == RECORDS[::-1]


@pytest.mark.parametrize(
    "change",
    [
        lambda records: records[0]["outputs"]["x"].update(sha256="12"),
        lambda records: records[0]["raw"].update({"survey:2": "33"}),
        lambda records: records[1].update(step="a.other"),
        lambda records: records.pop(),
        lambda records: records.append({"step": "c.three"}),
    ],
    ids=["a digest", "one more raw file", "a step", "a record less", "a record more"],
)
def test_the_root_moves_with_any_change_of_any_record(change):
    records = copy.deepcopy(RECORDS)
    change(records)
    assert ledger(records)["root"] != ledger(RECORDS)["root"]


def test_only_the_entry_of_the_changed_record_gets_another_digest():
    records = copy.deepcopy(RECORDS)
    records[0]["raw"]["survey:1"] = "23"
    before, after = ledger(RECORDS)["entries"], ledger(records)["entries"]
    assert [one["digest"] == other["digest"] for one, other in zip(before, after, strict=True)] == [True, False]

import hashlib
import json

import pytest

from scripts.ground.faults import LeakFault
from scripts.ground.hashing import json_digest
from scripts.ground.schema import Folder
from scripts.provenance.release import release

FILES = Folder({"report.pdf": b"\x00\xff", "tables/tbl-change.csv": b"a,b\n"})


def seen(files=FILES):
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def made(admitted=None, candidate=FILES):
    gate = {"passed": True, "files": seen(), "found": [], "looked_for": ["canary"]}
    return release({"files": seen() if admitted is None else admitted}, gate, candidate)


def test_what_passed_is_released_byte_for_byte_with_the_account_of_the_gate():
    assert made() == FILES | {"gate.json": made()["gate.json"]}


def test_the_account_names_every_file_and_bears_a_digest_of_itself():
    account = json.loads(made()["gate.json"])
    digest = account.pop("digest")
    assert account == {"passed": True, "looked_for": ["canary"], "files": seen()}
    assert digest == json_digest(account)


@pytest.mark.parametrize(
    ("admitted", "candidate"),
    [
        (None, FILES | {"report.pdf": b"other"}),
        ({"tables/tbl-change.csv": seen()["tables/tbl-change.csv"]}, FILES),
        (None, {name: content for name, content in FILES.items() if name != "report.pdf"}),
    ],
    ids=["changed after the gate", "never seen by the gate", "gone after the gate"],
)
def test_a_file_that_is_not_as_the_gate_saw_it_is_refused_by_name(admitted, candidate):
    with pytest.raises(LeakFault) as told:
        made(admitted, Folder(candidate))
    assert told.value.where == "report.pdf"

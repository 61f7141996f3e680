import hashlib

import pytest

from scripts.ground.faults import LeakFault
from scripts.provenance.release import release

NAMES = ("report.html", "report.pdf", "report.docx", "evidence.json")


@pytest.fixture
def files(tmp_path):
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_bytes(bytes([number, 0, 255]))
    return [tmp_path / name for name in NAMES]


def admitted(files):
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {"files": digests}


def test_what_passed_is_released_byte_for_byte(files):
    assert list(release(admitted(files), *files)) == [path.read_bytes() for path in files]


def test_a_file_that_changed_after_the_gate_is_refused_by_name(files):
    seen = admitted(files)
    files[1].write_bytes(b"other")
    with pytest.raises(LeakFault) as told:
        release(seen, *files)
    assert told.value.where == "report.pdf"


def test_a_file_the_gate_never_saw_is_refused(files):
    seen = admitted(files)
    del seen["files"]["evidence.json"]
    with pytest.raises(LeakFault) as told:
        release(seen, *files)
    assert told.value.where == "evidence.json"

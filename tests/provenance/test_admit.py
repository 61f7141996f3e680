import pytest

from scripts.ground.faults import LeakFault
from scripts.provenance.admit import admit

FOUND = [{"file": "report.html", "place": "text", "class": "family name"}]


def test_what_passed_is_admitted_with_its_digests():
    assert admit({"passed": True, "found": [], "files": {"report.pdf": "ab"}}) == {"files": {"report.pdf": "ab"}}


def test_a_closed_gate_admits_nothing_and_tells_places_and_classes():
    with pytest.raises(LeakFault) as told:
        admit({"passed": False, "found": FOUND, "files": {"report.html": "ab"}})
    assert "report.html, text: family name" in str(told.value)

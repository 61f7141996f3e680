import pytest

from scripts.ground.faults import LeakFault
from scripts.provenance.admit import admit

FOUND = [
    {"file": "report.html", "place": "text", "class": "family name"},
    {"file": "report.pdf", "place": "page 3", "class": "canary"},
]


def test_what_the_gate_let_through_is_admitted_with_its_digests_and_nothing_else():
    gate = {"passed": True, "found": [], "files": {"report.html": "11"}, "looked_for": ["canary"]}
    assert admit(gate) == {"files": {"report.html": "11"}}


def test_a_closed_gate_admits_nothing_and_tells_every_place_and_class():
    with pytest.raises(LeakFault) as told:
        admit({"passed": False, "found": FOUND, "files": {"report.html": "11"}})
    assert "report.html, text: family name\n  report.pdf, page 3: canary" in str(told.value)

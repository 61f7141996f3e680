from scripts.ground.evidence import EvidenceBook
from scripts.quantitative.cells import note_count


def test_a_hidden_count_leaves_no_value_in_the_evidence():
    book = EvidenceBook("x.y")
    note_count(book, "a", 3, hidden=True, n=30, unit="people", basis="")
    note_count(book, "b", 13, hidden=False, n=30, unit="people", basis="")
    assert [(each["value"], each["display"], each["kind"]) for each in book.evidence] == [
        ("", "not shown", "value"), ("13", "13", "value"),
    ]  # fmt: skip

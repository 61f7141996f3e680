from pathlib import Path

import pytest
from ground.tiny_study import tiny_study

from scripts.commands.coded_passages import coded_passages, numbers
from scripts.ground.config import Config, load_config
from scripts.ground.schema import Table
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments
from scripts.ground.schemas.qualitative import Quotes, ThemePassages
from scripts.ground.tables import table_bytes

SAFE = "results/pseudonymised"
SPAN = {"document": "D1-AAAAAAAAAA", "turn": 3, "start": 10, "end": 55, "code": "strength", "coder": "A"}
COUNT = SPAN | {
    "id": "theme.strength.sponsors", "level": "code", "theme": "strength", "group": "sponsors", "speaker": "P1-BBBBBBBBBB",
    "codebook_version": "2", "source": "coding:1", "source_row": 7,
}  # fmt: skip
QUOTE = SPAN | {
    "quote": "q-0a1b2c3d", "target": "B1", "rule": "typical", "text": "words", "speaker": "a participant",
    "span_hash": "f" * 64, "released_hash": "e" * 64, "coder": "A B", "codebook_version": "2", "flags": "",
}  # fmt: skip
DOCUMENT = {
    "document": SPAN["document"], "kind": "interviews", "group": "sponsors", "pseudonym": "", "module": "", "version": "v",
    "source": "sponsors:2", "source_row": 1,
}  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Config:
    folder = tiny_study(tmp_path)
    tables: list[tuple[str, list, type[Table]]] = [
        ("qualitative/theme_passages", [COUNT], ThemePassages),
        ("qualitative/quotes", [QUOTE], Quotes),
        ("texts/documents", [DOCUMENT], SafeDocuments),
        (
            "texts/codings",
            [SPAN | {"counts": True, "changed": False, "source": "coding:1", "source_row": row} for row in (7,)],
            PlacedCodings,
        ),
    ]
    for name, rows, table in tables:
        path = folder / SAFE / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(table_bytes(rows, table, name))
    return load_config(folder)


def entry(id: str, kind: str = "value", record: str = "qualitative.themes", rows: str = "") -> dict:
    return {"id": id, "kind": kind, "record": record, "rows": [{"source": "coding:1", "rows": rows, "used": 1}] if rows else []}


def test_a_count_of_people_leads_to_document_span_coder_and_codebook(study):
    assert coded_passages(entry("theme.strength.sponsors.people"), study) == [
        "",
        "coded passages",
        "  D1-AAAAAAAAAA (sponsors:2), turn 3, characters 10 to 55: code strength, coder A, codebook 2",
    ]


def test_a_count_shows_its_own_passages_and_not_all_that_its_published_rows_hold(study):
    assert coded_passages(entry("theme.other.sponsors.people", rows="1-9"), study) == []


def test_a_quote_leads_to_its_span_and_the_digest_of_its_words(study):
    [line] = coded_passages(entry("q-0a1b2c3d", "quote", "qualitative.quotes"), study)[2:]
    assert line.endswith("code strength, coder A B, codebook 2, SHA-256 of the words ffffffffffffffff")


def test_what_else_rests_on_codings_leads_to_their_passages(study):
    assert len(coded_passages(entry("claim.B1.change.people", record="qualitative.claims", rows="2-7"), study)) == 3
    assert coded_passages(entry("claim.B1.change.people", record="qualitative.claims", rows="2-6"), study) == []


def test_what_rests_on_no_coding_has_no_passages(study):
    assert coded_passages(entry("behaviour.B1.change.mean", record="quantitative.change"), study) == []


def test_ranges_are_read_as_they_are_written():
    assert numbers("4-6,9") == [4, 5, 6, 9]

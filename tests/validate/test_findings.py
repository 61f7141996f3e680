import pytest

from scripts.ground.findings import finding, reading
from scripts.ground.models.sources import Sources
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import Flow, SafeReadings
from scripts.ground.tables import table_bytes
from scripts.validate.findings import findings

SOURCES = Sources.model_validate(
    {
        "sources": {
            "roster": {"kind": "roster", "files": "r.csv", "format": "csv", "columns": {}},
            "start": {"kind": "survey", "files": "s.csv", "format": "csv", "columns": {}, "wave": "T0"},
            "talks": {"kind": "interviews", "files": "t.txt", "format": "txt", "group": "participants"},
            "log": {"kind": "projects", "files": "p.xlsx", "format": "xlsx", "columns": {}},
            "coding": {"kind": "coding", "files": "c.qdpx", "format": "qdpx"},
        },
        "withdrawals": "none so far",
    }
)
NOTE = finding("note", "start:1", "blank answers", "Two answers are blank.", "Nothing to do.")


def standing(source, row, standing="used", reason=""):
    return {
        "source": source,
        "source_row": row,
        "kind": "survey",
        "wave": "",
        "pseudonym": "",
        "standing": standing,
        "reason": reason,
    }


def coding(row, **place):
    blank = {"document": "D", "turn": 1, "start": 0, "end": 3, "code": "c", "coder": "A", "source": "coding:1", "source_row": row}
    return blank | place


def loss(row, reason="text not found"):
    return {"reason": reason, "code": "c", "source": "coding:1", "source_row": row}


def made(readings=(), standings=(), codings=(), losses=(), gathered=()):
    return findings(list(gathered), list(readings), list(standings), list(codings), list(losses), SOURCES)


def flow(result, source):
    row = next(row for row in result.flow if row["source"] == source)
    return {name: row[name] for name in ("unit", "files", "read", "used", "quarantined", "excluded", "reasons")}


def balance_errors(result):
    return [each["source"] for each in result.findings if each["rule"] == "balance"]


def test_every_declared_source_has_a_row_even_without_a_file():
    result = made()
    assert [row["source"] for row in result.flow] == ["roster", "start", "talks", "log", "coding"]
    assert {(row["files"], row["read"], row["used"]) for row in result.flow} == {(0, 0, 0)}
    assert result.findings == []


def test_answers_that_count_as_missing_are_counted_over_the_files_of_their_source():
    result = made([reading("start:1", "csv", 3, 3, unreadable=2), reading("start:2", "csv", 2, 1, unreadable=1)])
    assert [row["unreadable"] for row in result.flow if row["source"] == "start"] == [3]
    told = {each["id"]: (each["display"], each["unit"]) for each in result.evidence if each["id"].endswith(".unreadable")}
    assert told == {"flow.start.unreadable": ("3", "answers")}


def test_responses_are_balanced_over_the_files_of_their_source():
    result = made(
        [reading("start:1", "csv", 3, 3), reading("start:2", "csv", 2, 1)],
        [
            standing("start:1", 4), standing("start:1", 5, "excluded", "preview"), standing("start:1", 6, "excluded", "preview"),
            standing("start:2", 4), standing("start:2", 5, "quarantined", "unknown id"),
        ],
    )  # fmt: skip
    assert flow(result, "start") == {
        "unit": "responses", "files": 2, "read": 5, "used": 2, "quarantined": 1, "excluded": 2,
        "reasons": "preview 2; unknown id 1",
    }  # fmt: skip
    assert balance_errors(result) == []


@pytest.mark.parametrize(
    "standings", [[standing("start:1", 4)], [standing("start:1", row) for row in (4, 5, 6)]], ids=["lost", "twice"]
)
def test_a_balance_that_does_not_close_is_an_error(standings):
    result = made([reading("start:1", "csv", 2, 2)], standings, gathered=[NOTE])
    assert [each["severity"] for each in result.findings] == ["note", "error"]
    assert balance_errors(result) == ["start"]
    assert f"2 responses read, but {len(standings)} used" in result.findings[1]["message"]


def test_transcripts_are_counted_as_documents_not_as_lines():
    result = made(
        [reading("talks:1", "txt", 80, 78), reading("talks:2", "txt", 40, 40)],
        [standing("talks:1", 1), standing("talks:2", 1, "excluded", "no consent")],
    )
    assert flow(result, "talks") == {
        "unit": "documents", "files": 2, "read": 2, "used": 1, "quarantined": 0, "excluded": 1, "reasons": "no consent 1",
    }  # fmt: skip


def test_project_rows_set_aside_while_reading_count_as_quarantined():
    result = made([reading("log:1", "xlsx", 3, 2)], [standing("log:1", 2), standing("log:1", 3, "excluded", "withdrawn")])
    assert flow(result, "log") == {
        "unit": "projects", "files": 1, "read": 3, "used": 1, "quarantined": 1, "excluded": 1,
        "reasons": "set aside while reading 1; withdrawn 1",
    }  # fmt: skip


def test_a_source_whose_rows_get_no_standing_is_balanced_by_its_reading_report():
    assert flow(made([reading("roster:1", "xlsx", 5, 4)]), "roster") == {
        "unit": "people", "files": 1, "read": 5, "used": 4, "quarantined": 1, "excluded": 0,
        "reasons": "set aside while reading 1",
    }  # fmt: skip


def test_a_coding_cut_at_turns_counts_once_and_each_of_two_codes_in_one_row_counts():
    result = made(
        [reading("coding:1", "segments-csv", 5, 4)],
        codings=[coding(1), coding(1, turn=2), coding(2), coding(2, code="d")],
        losses=[loss(3)],
    )
    assert flow(result, "coding") == {
        "unit": "codings", "files": 1, "read": 5, "used": 3, "quarantined": 2, "excluded": 0,
        "reasons": "no text selection 1; text not found 1",
    }  # fmt: skip
    assert balance_errors(result) == []


def test_a_coding_that_vanished_is_an_error():
    assert balance_errors(made([reading("coding:1", "qdpx", 3, 3)], codings=[coding(1)], losses=[loss(2)])) == ["coding"]


def test_the_counts_are_evidence_and_used_rows_lead_back():
    result = made([reading("start:1", "csv", 1200, 1200)], [standing("start:1", row) for row in range(2, 1202)])
    shown = {each["id"]: (each["display"], each["basis"]) for each in result.evidence}
    assert shown["flow.start.used"] == ("1,200", "flow.start")
    assert shown["flow.start.excluded"] == ("0", "")
    assert [(each["source"], each["rows"]) for each in result.basis] == [("start:1", "2-1201")]


def test_headers_that_nothing_uses_are_counted_and_not_told():
    result = made([reading("start:1", "csv", 2, 2, unused=["Ada Quill", "4"]), reading("start:2", "csv", 1, 1)])
    assert [row["unused_columns"] for row in result.safe_readings] == [2, 0]
    assert "Quill" not in str(result)


def test_all_results_fit_their_tables():
    result = made([reading("start:1", "csv", 2, 2)], [standing("start:1", 4)], gathered=[NOTE])
    for rows, table in zip(result, (Findings, Flow, SafeReadings, Evidence, Basis), strict=True):
        assert table_bytes(rows, table, table.__name__).count(b"\n") == len(rows) + 1

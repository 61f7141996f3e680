import csv
import io

import pytest

from scripts.ground.evidence import EvidenceBook
from scripts.ground.faults import EvidenceFault
from scripts.ground.schema import Folder
from scripts.provenance.printed_tables import printed_tables

TABLE = """| What | g~av~ | Interval |
| :--- | ----: | ----: |
{rows}

: A caption. [(`tbl-x`)]{{.exhibit-id}} {{#tbl-x}}
"""


def cells(*rows):
    book = EvidenceBook("s")
    book.value("b.B1.mean", -0.5, shown="\u22120.50")
    book.value("b.B1.low", -0.75, shown="\u22120.75")
    book.value("b.B1.high", -0.25, shown="\u22120.25")
    book.thing("v.B1", "verdict", value="up", shown="up")
    exhibits = Folder({"tbl-x.md": TABLE.format(rows="\n".join(rows)).encode(), "quotes-a.md": b"| no | table |"})
    made = printed_tables([exhibits, Folder()], book.evidence)
    assert list(made) == ["tbl-x.csv"]
    return list(csv.reader(io.StringIO(made["tbl-x.csv"].decode())))


def test_numbers_are_put_in_as_printed_with_a_keyboard_minus():
    rows = cells("| B1 | {{< var b-B1-mean >}} | {{< var b-B1-low >}} to {{< var b-B1-high >}} |")
    assert rows == [["What", "g_av", "Interval"], ["B1", "-0.50", "-0.75 to -0.25"]]


def test_marks_of_the_report_are_taken_off_and_escapes_undone():
    rows = cells(r"| **Overall** | [{{< var v-B1 >}}]{.verdict .up} | a \| b, 5\* [(`q-1`)]{.exhibit-id} |")
    assert rows[1] == ["Overall", "up", "a | b, 5* (q-1)"]


@pytest.mark.parametrize("text", ["=1+1", "@a", "+cmd", "-cmd"])
def test_a_text_that_a_spreadsheet_would_compute_is_quoted(text):
    assert cells(f"| {text} | 1 | 2 |")[1] == [f"'{text}", "1", "2"]


def test_an_id_without_evidence_is_a_fault_that_names_the_table():
    with pytest.raises(EvidenceFault) as told:
        cells("| B1 | {{< var b-B2-mean >}} | |")
    assert told.value.where == "tbl-x.md"

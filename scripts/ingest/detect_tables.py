"""Which program wrote a table, by the columns that are the program's own; and where the header of a table stands.

Of a table only the first rows are read.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from scripts.ground.encodings import decode_head
from scripts.ingest.cells import likeness, number
from scripts.ingest.segment_columns import HEADERS, ONE_CODE

Rows = list[tuple[int, list[str]]]

ROWS = 40
HEADER_SEARCHED = 15
DELIMITERS = (",", ";", "\t", "|")
# Rows of a table that have the width most rows have; a text with commas in it comes nowhere near.
SAME_WIDTH = 0.7
LONGEST_FIELD = 1 << 26


QUALTRICS = frozenset(
    (
        "startdate", "enddate", "status", "responsetype", "ipaddress", "progress", "duration(inseconds)", "finished",
        "recordeddate", "responseid", "responseset", "recipientlastname", "recipientfirstname", "recipientemail",
        "externalreference", "externaldatareference", "externaldata", "emailaddress", "distributionchannel", "userlanguage",
        "locationlatitude", "locationlongitude", "locationaccuracy",
    )
)  # fmt: skip
QUALTRICS_LEAST = 4
QUALTRICS_ALONE = frozenset(("finished", "recordeddate", "distributionchannel", "recipientlastname", "responseset"))
# Microsoft Forms writes its own columns in the language of whoever made the form.
FORMS_START = frozenset(
    ("start time", "startzeit", "heure de début", "hora de inicio", "ora di inizio", "begintijd", "hora de início", "starttid",
     "starttidspunkt", "godzina rozpoczęcia", "amser dechrau")
)  # fmt: skip
FORMS_END = frozenset(
    ("completion time", "fertigstellungszeit", "heure de fin", "hora de finalización", "ora di completamento",
     "tijd van voltooien", "hora de conclusão", "slutförandetid", "fullføringstid", "færdiggørelsestidspunkt",
     "godzina ukończenia", "amser cwblhau")
)  # fmt: skip
JISC = frozenset(("unique response number", "unique response no", "urn"))
JISC_LATER = frozenset(("response id", "response number"))
TAGUETTE = frozenset(("id", "document", "tag", "content"))
OTHERS = (
    (frozenset(("respondent id", "collector id")), "SurveyMonkey"),
    (frozenset(("date submitted", "last page")), "LimeSurvey"),
    (frozenset(("submitdate", "lastpage")), "LimeSurvey"),
    (frozenset(("timestamp", "email address")), "Google Forms"),
    (frozenset(("record_id", "redcap_survey_identifier")), "REDCap"),
)


def head_of_text(data: bytes) -> Rows:
    """First records of a text that is a table, each with its line; nothing when it is no table.

    A lost quotation mark runs rows together: what is no table then may be one line by line, and its reader tells of the mark.
    """
    decoded = decode_head(data)
    if decoded is None:
        return []
    text = decoded[0].lstrip("\ufeff")
    return _table_rows(text, csv.QUOTE_MINIMAL) or (_table_rows(text, csv.QUOTE_NONE) if '"' in text else [])


def _table_rows(text: str, quoting: int) -> Rows:
    told = re.match(r"sep=(.)\r?\n", text)
    best: Rows = []
    best_score = (0.0, 0)
    for delimiter in (told[1],) if told else DELIMITERS:
        rows = _records(text[told.end() :] if told else text, delimiter, 2 if told else 1, quoting)
        widths = Counter(len(cells) for _, cells in rows)
        width, times = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        share = times / len(rows) if rows else 0.0
        if width > 1 and share >= SAME_WIDTH and (share, width) > best_score and not _is_speech(rows) and not _is_prose(rows):
            best, best_score = rows, (share, width)
    return best


def _records(text: str, delimiter: str, line: int, quoting: Any) -> Rows:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    rows: Rows = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins + line - 1, cells))
            begins = reader.line_num + 1
            if len(rows) == ROWS:
                break
    except csv.Error:
        return rows
    return rows


def _is_speech(rows: Rows) -> bool:
    """Lines of a transcript may have as many tabs or commas each: `0:12<tab>Name: words`."""
    first = [cells[0].strip() for _, cells in rows]
    times = sum(bool(re.fullmatch(r"[\[(]?\d{1,2}:\d{2}(:\d{2})?[.,\d]*[\])]?", cell)) for cell in first)
    labels = sum(bool(re.match(r"[^\W\d][\w .'’-]{0,40}:($|\s)", cell)) for cell in first)
    return times > len(rows) / 2 or labels > len(rows) / 2


def _is_prose(rows: Rows) -> bool:
    """A few paragraphs may hold as many commas each; but a blank follows them, and most end as sentences do."""
    later = [cell for _, cells in rows for cell in cells[1:] if cell.strip()]
    spaced = sum(cell[:1].isspace() for cell in later)
    ended = sum(cells[-1].rstrip().endswith((".", "!", "?", "”", '"')) for _, cells in rows)
    return spaced * 2 > len(later) and ended * 2 > len(rows)


def head_of_workbook(path: Path) -> Rows:
    """First filled rows of the first visible sheet; nothing when the workbook cannot be opened (its reader tells why)."""
    import openpyxl

    try:
        # given a path, openpyxl would go by the ending of its name
        with warnings.catch_warnings(), path.open("rb") as opened:
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(opened, read_only=True, data_only=True)
            try:
                sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
                return _sheet_rows(sheet) if sheet is not None else []
            finally:
                book.close()
    except Exception:
        return []


def _sheet_rows(sheet: Any) -> Rows:
    sheet.reset_dimensions()
    rows: Rows = []
    for place, cells in enumerate(islice(sheet.iter_rows(values_only=True), 10 * ROWS), start=1):
        written = ["" if cell is None else str(cell) for cell in cells]
        if any(cell.strip() for cell in written):
            rows.append((place, written))
        if len(rows) == ROWS:
            break
    return rows


def jisc_variables(path: Path) -> bool:
    """Whether an SPSS file names a response number as Jisc does."""
    import pyreadstat

    try:
        _, meta = pyreadstat.read_sav(str(path), metadataonly=True)
    except Exception:
        # its reader tells why
        return False
    labels = {likeness(label or "") for label in meta.column_labels}
    names = {name.casefold().replace("_", " ") for name in meta.column_names}
    return bool(labels & (JISC - {"urn"}) or names & JISC)


def table_format(rows: Rows, *, is_workbook: bool) -> tuple[str, str]:
    """The format of `sources.yaml`, and by what it was known."""
    plain = "xlsx" if is_workbook else "csv"
    jisc, segments, taguette = (f"{program}-{plain}" for program in ("jisc", "segments", "taguette"))
    what = "a workbook" if is_workbook else "rows and columns"
    qualtrics = _qualtrics(rows)
    if qualtrics:
        remark = ", in a workbook" if is_workbook else ""
        return (plain if is_workbook else "qualtrics-csv"), qualtrics + remark
    for line, cells in rows[:HEADER_SEARCHED]:
        header = [likeness(cell) for cell in cells if cell.strip()]
        found = frozenset(header)
        if found & FORMS_START and found & FORMS_END:
            remark = "" if is_workbook else ", saved as CSV"
            return ("forms-xlsx" if is_workbook else plain), f"row {line} has the columns of Microsoft Forms{remark}"
        other = next((program for signs, program in OTHERS if signs <= found), "")
        if other:
            return plain, f"{what}, with columns of {other}"
        if found & JISC or (header and header[0] in JISC_LATER):
            return jisc, f"row {line} has the response number of Jisc Online Surveys"
        if found == TAGUETTE:
            return taguette, f"row {line} has the columns of Taguette's highlights"
        if _are_segments(cells):
            return segments, f"row {line} has columns for document, code and passage"
    return plain, f"{what}, without the columns of a program we know" if rows else f"{what}"


def _are_segments(cells: list[str]) -> bool:
    """Whether a header has a document, a code (or a column for each code) and a passage or its place."""
    bare = {" ".join(re.sub(r"[_.:]+", " ", likeness(cell)).split()) for cell in cells}
    has_code = not bare.isdisjoint(HEADERS["code"]) or any(ONE_CODE.fullmatch(cell.strip()) for cell in cells)
    has_passage = not bare.isdisjoint((*HEADERS["quote"], *HEADERS["start"], *HEADERS["range"]))
    return has_code and has_passage and not bare.isdisjoint(HEADERS["document"])


def is_of_qualtrics(rows: Rows) -> bool:
    """Whether Qualtrics wrote a table, by the columns that are its own."""
    return bool(_qualtrics(rows))


def _qualtrics(rows: Rows) -> str:
    for line, cells in rows[:5]:
        written = [cell for cell in cells if cell.strip()]
        if written and sum("ImportId" in cell for cell in written) * 2 > len(written):
            return f"row {line} holds the ImportIds of Qualtrics"
    for line, cells in rows[:5]:
        own = QUALTRICS & {likeness(cell).replace(" ", "") for cell in cells}
        if len(own) >= QUALTRICS_LEAST and own & QUALTRICS_ALONE:
            return f"row {line} has {len(own)} of Qualtrics' own columns"
    return ""


def header_row(rows: Rows) -> int:
    """The physical row that looks most like a header: words only, nearly as wide as the table, above its data."""
    width = max((_filled(cells) for _, cells in rows), default=0)
    for line, cells in rows[:HEADER_SEARCHED]:
        if _filled(cells) >= max(2, 0.6 * width) and not looks_like_data(cells):
            return line
    return rows[0][0] if rows else 1


def looks_like_data(cells: Sequence[str]) -> bool:
    """Whether a row that should be a header holds numbers, dates or addresses instead of words."""
    written = [cell for cell in cells if cell.strip()]
    return sum(map(_is_value, written)) * 3 > len(written)


def _is_value(cell: str) -> bool:
    return (
        number(cell) is not None
        or "@" in cell
        or bool(re.match(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b", cell.strip()))
    )


def _filled(cells: Iterable[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)

"""The redacted texts as files for the coders: one text a document and an index.

Each file is named by the document's pseudonym and holds its text alone, so that places in it count from its first word.
`INDEX.csv` says kind, source group, module and redaction version of each, and in every row the version of the whole export.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any

from scripts.ground.export_text import export_text
from scripts.ground.hashing import json_digest
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeDocuments, SafeTurns

INDEX = "INDEX.csv"
COLUMNS = ("document", "kind", "group", "module", "version")
EXPORT = "export"
VERSION_LENGTH = 16


def export_texts(documents: Rows[SafeDocuments], turns: Rows[SafeTurns]) -> dict[str, str]:
    """File name → content."""
    of_document = defaultdict(list)
    for turn in turns:
        of_document[turn["document"]].append(turn)
    files = {f"{row['document']}.txt": export_text(of_document[row["document"]])[0] for row in documents}
    return {**files, INDEX: _index(documents)}


def _index(documents: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, EXPORT])
    rows = sorted(documents, key=lambda row: row["document"])
    export = json_digest([[row["document"], row["version"]] for row in rows])[:VERSION_LENGTH]
    for row in rows:
        writer.writerow([*(row[column] or "" for column in COLUMNS), export])
    return out.getvalue()

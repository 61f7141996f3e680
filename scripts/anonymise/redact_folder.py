"""Redact a folder of texts outside any study.

python -m scripts.anonymise.redact_folder TEXTS --roster CSV --organisations CSV --out DIR

- the same detectors as in a study, with what all texts of the folder tell together,
- in DIR: `texts/` (redacted copies, UTF-8; a file name that names somebody becomes a pseudonym), `log.csv` (one row a
  decision, without originals), `queue.csv` (what a person should look at: each case once, with how often it stands there),
- and `spans.json`, which tells where each identifier stands in the texts; it belongs beside the originals, not beside the copies,
- the same person has the same pseudonym in all texts; `--key` keeps it between folders. Without it the key comes
  from the roster's
  own bytes: the same roster gives the same pseudonyms, and nobody without that file can test guesses.

Fails on faults of the folder and the tables, all told at once, and refuses to write among the originals.
"""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import hmac
import io
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.anonymise.folder_engine import Folder, Redacted, redact_texts
from scripts.anonymise.redact_folder_tables import read_tables
from scripts.anonymise.redact_folder_texts import read_texts
from scripts.ground.faults import Fault, Faults, StudyFault
from scripts.ground.key import Key, read_key

LOG, QUEUE, SPANS, COPIES = "log.csv", "queue.csv", "spans.json", "texts"
LOG_COLUMNS = ("document", "start", "end", "label", "detector", "replacement", "doubt")
QUEUE_COLUMNS = ("case", "label", "reason", "document", "start", "end", "times")
EXIT_FAULT = 2


def main(arguments: list[str] | None = None) -> int:
    """Redact a folder; 0, or 2 with the faults in words."""
    asked = _asked(arguments)
    # nothing made here refers to itself: looking for such circles would be a fifth of the time
    gc.disable()
    try:
        _refuse(asked.texts, asked.out)
        tables = read_tables(asked.roster, asked.organisations, asked.aliases)
        documents = read_texts(asked.texts)
        folder = redact_texts(documents, tables, _key(asked.key, asked.roster))
        _write(asked.out, files_of(folder))
    except (Fault, Faults) as fault:
        sys.stderr.write(f"\nNothing was written.\n\n{fault}\n")
        return EXIT_FAULT
    except OSError as error:
        sys.stderr.write(f"\nNothing was written: {error.strerror}.\n")
        return EXIT_FAULT
    finally:
        gc.enable()
    spans = sum(len(document.spans) for document in folder.documents)
    print(f"{len(documents)} texts, {spans} places, {len(folder.queue)} cases to look at: {asked.out}")
    if asked.key is None:
        print("No --key: pseudonyms hold for this very roster file; with another version of it they change.")
    return 0


def files_of(folder: Folder) -> dict[str, str]:
    """All files that are written: name → content."""
    copies = {f"{COPIES}/{document.copy}": document.text for document in folder.documents}
    spans = {document.name: [list(span[:4]) for span in document.spans] for document in folder.documents}
    log = [_log_row(document, span) for document in folder.documents for span in document.spans]
    return {
        **copies,
        LOG: _csv(LOG_COLUMNS, log),
        QUEUE: _csv(QUEUE_COLUMNS, folder.queue),
        SPANS: json.dumps(spans, ensure_ascii=False, separators=(",", ":")) + "\n",
    }


def _log_row(document: Redacted, span: tuple[Any, ...]) -> tuple[Any, ...]:
    start, end, label, _, detector, replacement, doubt = span
    return (document.copy, start, end, label, detector, replacement, doubt)


def _csv(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="redact_folder", description="Redact a folder of texts.")
    parser.add_argument("texts", type=Path, metavar="TEXTS", help="folder of .txt, .md, .vtt and .docx files")
    parser.add_argument("--roster", type=Path, required=True, help="CSV of the people")
    parser.add_argument("--organisations", type=Path, required=True, help="CSV of the organisations")
    parser.add_argument("--aliases", type=Path, help="CSV of other names: name, alias")
    parser.add_argument("--key", type=Path, help="key file for the pseudonyms")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    return parser.parse_args(arguments)


def _refuse(texts: Path, out: Path) -> None:
    """Results never lie among the originals, and never replace what this command did not write."""
    there, inside = out.resolve(), texts.resolve()
    if there == inside or inside in there.parents or there in inside.parents:
        remedy = "Name another folder, neither inside the texts nor around them."
        raise StudyFault("Results would lie among the originals.", where="--out", remedy=remedy)
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / SPANS).is_file()):
        raise StudyFault("There is something else already.", where="--out", remedy="Name a new or an empty folder.")


def _key(path: Path | None, roster: Path) -> Key:
    if path is not None:
        return read_key(path)
    return Key(hmac.new(b"redact_folder without a key file", roster.read_bytes(), hashlib.sha256).digest())


def _write(out: Path, files: dict[str, str]) -> None:
    """All files or none: written beside the folder, then put in its place."""
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        made.chmod(0o755)
        for name, content in files.items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_bytes(content.encode("utf-8", errors="replace"))
        if out.is_dir():
            before = made.with_name(f"{made.name}.before")
            out.rename(before)
            made.rename(out)
            shutil.rmtree(before)
        else:
            made.rename(out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

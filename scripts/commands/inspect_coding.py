"""What `make inspect` tells of a coding project: the program, how much is in it, what text cannot show, and a drafted source."""

from __future__ import annotations

import re
import textwrap
import zipfile
from collections import Counter
from pathlib import Path

from scripts.commands.inspect_draft import WIDTH, block
from scripts.commands.inspect_tables import coding_block, source_of
from scripts.ground.display import join
from scripts.ground.models.codebook import Codebook
from scripts.ground.raw import RawFiles
from scripts.ingest.coding import coding

FORMATS = ("qdpx", "qdc", "taguette", "qualcoder")
ORIGIN = re.compile(rb'\borigin\s*=\s*"([^"<>]{1,80})"')
START = 8192
# The readers compare codes with the study's codebook; here a project is looked at for itself.
NO_CODEBOOK = Codebook.model_construct(version="", codes=())


def coding_lines(path: Path, format: str, file: str) -> list[str]:
    """Everything about a project; raises UnreadableFile as its reader does."""
    made = coding(RawFiles([source_of(path, kind="coding", format=format)]), NO_CODEBOOK)
    codes = {row["code"] for row in made.codings}
    coders = Counter(row["coder"] for row in made.codings)
    documents = {row["document_name"] for row in made.codings}
    lines = [
        f"  written by  {_origin(path, format)}",
        f"  texts       {len(made.coded_texts)}, of which {len(documents)} coded",
        f"  codings     {len(made.codings)}, with {len(codes)} of {len(made.codes)} codes",
        f"  coders      {_coders(coders)}",
    ]
    lost = [row["lost"] for row in made.readings if row["lost"]]
    lines += _told("not in text", "; ".join(lost) or "nothing is left out")
    for each in made.findings:
        if "codebook" in each["rule"] and each["rule"] != "codebook only":
            continue
        lines += _told("reading", f"{each['severity']}: {each['message']}")
    return [*lines, *block(coding_block(file, format))]


def _coders(coders: Counter[str]) -> str:
    """Coders by number: their names are nobody's business here."""
    counts = sorted(coders.values(), reverse=True)
    return join([f"coder {number} ({count})" for number, count in enumerate(counts, start=1)]) or "none"


def _told(what: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=f"  {what:<12}", subsequent_indent=" " * 14)


def _origin(path: Path, format: str) -> str:
    if format == "taguette":
        return "Taguette"
    if format == "qualcoder":
        return "QualCoder"
    match = ORIGIN.search(_start(path))
    return match[1].decode("utf-8", "replace") if match else "a program that does not say"


def _start(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as opened:
            return opened.read(START)
    with zipfile.ZipFile(path) as archive:
        name = next((each for each in archive.namelist() if each.casefold().endswith(".qde")), None)
        if name is None:
            return b""
        with archive.open(name) as opened:
            return opened.read(START)

"""The leak gate between report and release: it alone reads the roster again, late, and looks for it in every file.

- walk everything that is to be released and open each file, and each file in it
- take all text, also what stands in disguise, and the names of files and parts
- look for people (also those of roster rows that were set aside), organisations, ids, canaries, identifiers, the key, words of
  raw texts that are no approved quote, and small counts in tables
- fail for a kind of file it does not know, a file it cannot open or without any text, a link, a release without files, a
  roster without people

The result names file, place and class, never what was found: a name of a file that tells too much is told by its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.ground.hashing import ENGINE_MARK, file_digest
from scripts.ground.key import Key
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import NamesOnly, Organisations, People, Turns
from scripts.ground.schemas.qualitative import Quotes
from scripts.provenance.carriers import LINK, Piece
from scripts.provenance.carriers_runs import deeper
from scripts.provenance.cells import small_cells
from scripts.provenance.key_bytes import KeyBytes
from scripts.provenance.names import Forbidden, forbidden
from scripts.provenance.overlap import RawWords
from scripts.provenance.visible import pieces, suffix_of

# fewest letters that a report of each format shows when it could be read; other files may be shorter
LEAST_TEXT = {".html": 20, ".pdf": 20, ".docx": 20, ".json": 20}
RAW_WORDS, KEY, SMALL = "words of a raw text", "pseudonym key", "small count"
NO_FILES, NOTHING, NO_ROSTER = "nothing to look into", "nothing could be scanned", "no roster to look for"

Found = dict[str, str]


def gate(
    people: Rows[People],
    names_only: Rows[NamesOnly],
    organisations: Rows[Organisations],
    turns: Rows[Turns],
    quotes: Rows[Quotes],
    candidate: list[Path],
    disclosure: Disclosure,
    key: Key,
) -> dict:
    """Pass or fail, the places with their classes, and the SHA-256 of every file that may be released."""
    watch = Watch(
        forbidden([*people, *({**row, "person": ""} for row in names_only)], organisations, disclosure),
        RawWords(turns, (quote["text"] for quote in quotes)),
        KeyBytes(key),
        disclosure,
    )
    files, found = list_files(candidate)
    for number, (name, path) in enumerate(files, start=1):
        told = name if not watch.classes_in(Piece("", name)) else f"file {number}"
        found += [{"file": told, "place": place, "class": kind} for place, kind in watch.search(name, path.read_bytes())]
    if not files:
        found.append({"file": "", "place": "the release", "class": NO_FILES})
    if not people:
        found.append({"file": "", "place": "the gate itself", "class": NO_ROSTER})
    return {
        "passed": not found,
        "files": {name: file_digest(path) for name, path in files},
        "found": _once(found),
        "looked_for": sorted([*watch.look_for.classes, RAW_WORDS, KEY, SMALL]),
    }


def list_files(candidate: list[Path]) -> tuple[list[tuple[str, Path]], list[Found]]:
    """Files with their names in the release; links and what is neither file nor folder are findings."""
    files: list[tuple[str, Path]] = []
    found: list[Found] = []
    for top in candidate:
        for path in sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else [top]:
            if path.is_symlink():
                found.append({"file": "", "place": "the release", "class": LINK})
            elif path.name == ENGINE_MARK and path.is_file() and not path.stat().st_size:
                continue
            elif path.is_file():
                files.append((path.relative_to(top).as_posix() if top.is_dir() else path.name, path))
            elif not path.is_dir():
                found.append({"file": "", "place": "the release", "class": NOTHING})
    return files, found


class Watch:
    """What is looked for, and the search of one file."""

    def __init__(self, look_for: Forbidden, raw_words: RawWords, key: KeyBytes, disclosure: Disclosure) -> None:
        self.look_for, self.raw_words, self.key, self.disclosure = look_for, raw_words, key, disclosure

    def search(self, name: str, content: bytes) -> Iterator[tuple[str, str]]:
        """Places of a file and the class of what stands there."""
        for kind in self.classes_in(Piece("", name)):
            yield "name of the file", kind
        shown, seen = 0, set()
        for piece in pieces(name, content):
            shown += len(piece.text.strip()) if piece.shown else 0
            for each in (piece, *deeper(piece)):
                # the same words arrive by several ways
                if each.fault or (each.text, each.sure) not in seen:
                    seen.add((each.text, each.sure))
                    for kind in [each.fault] if each.fault else self.classes_in(each):
                        yield self._place(each), kind
        if shown < LEAST_TEXT.get(suffix_of(name), 0) or not content:
            yield "the file", NOTHING
        if self.key.occurs_in(content):
            yield "the file", KEY
        for place in small_cells(name, content, self.disclosure):
            yield place, SMALL

    def classes_in(self, piece: Piece) -> list[str]:
        """Classes of what a piece holds."""
        found = self.look_for.classes_in(piece.text, piece.sure)
        if piece.sure and self.raw_words.occur_in(piece.text):
            found.append(RAW_WORDS)
        if self.key.occurs_in_text(piece.text):
            found.append(KEY)
        return found

    def _place(self, piece: Piece) -> str:
        """Where it stands; the name of a part may be what was found."""
        hides = self.look_for.classes_in(piece.place) if piece.place else []
        return "a part whose name tells too much" if hides else piece.place or "the file"


def _once(found: list[Found]) -> list[Found]:
    return [dict(each) for each in dict.fromkeys(tuple(sorted(one.items())) for one in found)]

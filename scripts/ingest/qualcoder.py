"""QualCoder projects: the `.qda` folder, or the `data.qda` in it, of any version.

- Positions become code points of the text given here (without BOM, lines ended by LF). QualCoder stores two counts in one
  column: Qt's for passages marked by hand (UTF-16 units, a Windows line end is one), Python's for those it found itself. The
  count whose passage is the stored words wins, selection by selection; among equals the one that fits most of the text's.
- Where none fits, the words are looked up in the text; where they do not stand there exactly once, they alone say what is coded.
- Codings of pictures, PDF areas, sound and film are counted by kind.

Fails when the file is empty, packed, damaged, or no QualCoder project.
"""

from __future__ import annotations

import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.project import UNKNOWN_CODER, Attribute, CodeEntry, Membership, Note, Project, Selection, TextSource
from scripts.ingest.sqlite_file import Database, Record, opened, text, whole

PROGRAM = "a QualCoder project"
NO_SOURCE = "codings of a text that is not there"
# How QualCoder begins the path of a file that is no text, within the project or linked.
MEDIA = {"image": "picture", "audio": "audio", "video": "video"}
LINE_END = "\r\n"


def qualcoder(file: RawFile) -> Project:
    """Read a project."""
    if zipfile.is_zipfile(file.path):
        raise UnreadableFile(
            "The QualCoder project is packed in a zip archive.", where=file.id, remedy="Unpack the .qda folder into data/raw."
        )
    with opened(file, PROGRAM) as database:
        return _read(file, database)


def _read(file: RawFile, database: Database) -> Project:
    reader = _Reader(file, database)
    sources = tuple(reader.source(each) for each in reader.sources.values() if reader.is_text(each))
    orphans = sum(len(chosen) for source, chosen in reader.chosen.items() if source not in reader.sources)
    marks = sum(whole(each["important"]) == 1 for chosen in reader.chosen.values() for each in chosen)
    return Project(
        sources,
        other_selections=_other_selections(database, reader.sources),
        unknown_codes=reader.unknown_codes,
        codes=_codes(database),
        attributes=_attributes(database, reader.sources),
        memberships=_memberships(database, reader.sources),
        notes=tuple(_notes(database, reader)),
        losses=+Counter({NO_SOURCE: orphans}),
        findings=(*reader.findings, *_importance(file, marks)),
    )


def _importance(file: RawFile, marks: int) -> list[Finding]:
    message = f"{marks} coding(s) are marked as important; the mark is not carried on."
    return [finding("note", file.id, "marks not carried on", message, "Nothing.")] if marks else []


class _Reader:
    """Reads the coded texts of one project."""

    def __init__(self, file: RawFile, database: Database) -> None:
        self.file = file
        self.sources = _by(database.records("source", "id", "name", "fulltext", "mediapath", "memo", "owner"), "id")
        self.codes = {each["cid"]: fold(text(each["name"])) for each in database.records("code_name", "cid", "name")}
        self.chosen: dict[object, list[Record]] = defaultdict(list)
        for each in database.records("code_text", "cid", "fid", "seltext", "pos0", "pos1", "owner", "memo", "important"):
            self.chosen[each["fid"]].append(each)
        self.unknown_codes = 0
        self.findings: list[Finding] = []

    def is_text(self, source: Record) -> bool:
        """Whether a source is a text: not a picture, sound or film, unless something is coded in its text."""
        return _media(source) not in MEDIA.values() or bool(text(source["fulltext"])) or bool(self.chosen[source["id"]])

    def source(self, source: Record) -> TextSource:
        raw = text(source["fulltext"])
        plain = Places(raw, self.chosen[source["id"]])
        selections = []
        for each in self.chosen[source["id"]]:
            code = self.codes.get(each["cid"], "")
            if not code:
                self.unknown_codes += 1
                continue
            selections.append(self._selection(each, code, plain))
        return TextSource(fold(text(source["name"])), None if source["fulltext"] is None else plain.text, tuple(selections))

    def _selection(self, row: Record, code: str, plain: Places) -> Selection:
        words = text(row["seltext"])
        start, end = plain.place(row)
        owner = fold(text(row["owner"])) or self.file.source.coder or UNKNOWN_CODER
        quote = ""
        if start < 0 and words.strip():
            quote = words.strip()
            message = "The coded words do not stand at their place, and not once elsewhere; the words alone say what is coded."
            remedy = "Open the text in QualCoder and code the passage anew."
            self.findings.append(finding("warning", self.file.id, "words moved", message, remedy, row=row["number"]))
        return Selection(row["number"], start, end, code, owner, quote)


class Places:
    """A text with LF and without BOM, and the way to it from positions in any of the counts that QualCoder stores."""

    def __init__(self, raw: str, chosen: list[Record]) -> None:
        self.text = _plain(raw)
        ways = [
            _way(raw, wide=wide, joined=joined, bom=bom)
            for bom in (True, False)
            for wide in (False, True)
            for joined in (False, True)
        ]
        distinct = list({tuple(way): way for way in ways}.values()) if len(raw) != len(self.text) or _has_wide(raw) else ways[:1]
        fitting = {place: sum(self._fits(way, each) for each in chosen) for place, way in enumerate(distinct)}
        # the usual way first among equals: sorting keeps the order
        self.ways = [distinct[place] for place in sorted(fitting, key=lambda place: -fitting[place])]

    def place(self, row: Record) -> tuple[int, int]:
        """Start and end; (-1, -1) where the words do not stand."""
        words = _plain(text(row["seltext"]))
        if not words.strip():
            return self._passage(self.ways[0], row)
        way = next((way for way in self.ways if self._fits(way, row)), None)
        if way is not None:
            return self._passage(way, row)
        return (found := self.text.find(words), found + len(words)) if self.text.count(words) == 1 else (-1, -1)

    def _fits(self, way: list[int], row: Record) -> bool:
        words = _alike(text(row["seltext"]))
        start, end = self._passage(way, row)
        return bool(words) and 0 <= start < end and _alike(self.text[start:end]) == words

    def _passage(self, way: list[int], row: Record) -> tuple[int, int]:
        start, end = whole(row["pos0"]), whole(row["pos1"])
        return (way[start], way[end]) if 0 <= start < end < len(way) else (-1, -1)


def _plain(raw: str) -> str:
    # Qt ends a paragraph within selected words by a sign of its own
    return raw.removeprefix("\ufeff").replace(LINE_END, "\n").replace("\r", "\n").replace("\u2029", "\n")


def _has_wide(raw: str) -> bool:
    return any(character > "\uffff" for character in raw)


def _alike(words: str) -> str:
    """Words without the blanks that Qt changes: it makes a no-break space a plain one."""
    return " ".join(words.removeprefix("\ufeff").split())


def _way(raw: str, *, wide: bool, joined: bool, bom: bool) -> list[int]:
    """Place in the plain text for each position, in a count that takes an emoji as two, a Windows line end as one, no BOM."""
    table: list[int] = []
    at = 0
    for position, character in enumerate(raw):
        is_bom = position == 0 and character == "\ufeff"
        is_first_of_two = character == "\r" and raw[position + 1 : position + 2] == "\n"
        if (is_bom and not bom) or (is_first_of_two and joined):
            continue
        table += [at] * (2 if wide and character > "\uffff" else 1)
        at += 0 if is_bom or is_first_of_two else 1
    table.append(at)
    return table


def _by(records: list[Record], column: str) -> dict[object, Record]:
    return {each[column]: each for each in records}


def _media(source: Record) -> str:
    path = text(source["mediapath"]).lstrip("/").casefold()
    return next((kind for start, kind in MEDIA.items() if path.startswith(start)), "")


def _other_selections(database: Database, sources: dict[object, Record]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for each in database.records("code_image", "id", "pdf_page"):
        source = sources.get(each["id"])
        is_pdf = each["pdf_page"] is not None or (source is not None and text(source["mediapath"]).casefold().endswith(".pdf"))
        counts["PDF" if is_pdf else "picture"] += 1
    for each in database.records("code_av", "id"):
        source = sources.get(each["id"])
        counts[(_media(source) if source else "") or "audio or video"] += 1
    return counts


def _codes(database: Database) -> tuple[CodeEntry, ...]:
    """Categories, which nothing can be coded to, and codes, below a category or (since version 4) another code."""
    categories = _by(database.records("code_cat", "catid", "name", "memo", "supercatid"), "catid")
    codes = _by(database.records("code_name", "cid", "name", "memo", "catid", "supercid"), "cid")

    def name(records: dict[object, Record], key: object) -> str:
        return fold(text(records[key]["name"])) if key in records else ""

    return (
        *(
            CodeEntry(name(categories, key), name(categories, each["supercatid"]), text(each["memo"]).strip(), is_codable=False)
            for key, each in categories.items()
        ),
        *(
            CodeEntry(
                name(codes, key), name(codes, each["supercid"]) or name(categories, each["catid"]), text(each["memo"]).strip()
            )
            for key, each in codes.items()
        ),
    )


def _cases(database: Database) -> dict[object, str]:
    return {each["caseid"]: fold(text(each["name"])) for each in database.records("cases", "caseid", "name")}


def _attributes(database: Database, sources: dict[object, Record]) -> tuple[Attribute, ...]:
    names = {"case": _cases(database), "file": {key: fold(text(each["name"])) for key, each in sources.items()}}
    return tuple(
        Attribute(whose, fold(text(each["name"])), text(each["value"]).strip())
        for each in database.records("attribute", "name", "attr_type", "value", "id")
        if (whose := names.get(text(each["attr_type"]), {}).get(each["id"], "")) and text(each["value"]).strip()
    )


def _memberships(database: Database, sources: dict[object, Record]) -> tuple[Membership, ...]:
    cases = _cases(database)
    members = {
        Membership(cases[each["caseid"]], "case", fold(text(sources[each["fid"]]["name"])), "source"): None
        for each in database.records("case_text", "caseid", "fid")
        if each["caseid"] in cases and each["fid"] in sources
    }
    return tuple(members)


def _notes(database: Database, reader: _Reader) -> Iterator[Note]:
    names = {key: fold(text(each["name"])) for key, each in reader.sources.items()}
    for each in database.records("project", "memo"):
        yield from _note("", "", "project", each["memo"])
    for each in reader.sources.values():
        yield from _note("", names[each["id"]], "source", each["memo"], each["owner"])
    for each in database.records("cases", "name", "memo", "owner"):
        yield from _note("", fold(text(each["name"])), "case", each["memo"], each["owner"])
    for chosen in reader.chosen.values():
        for each in chosen:
            yield from _note("", str(each["number"]), "selection", each["memo"], each["owner"])
    for each in database.records("annotation", "fid", "memo", "owner"):
        yield from _note("", names.get(each["fid"], ""), "source", each["memo"], each["owner"])
    for each in database.records("journal", "name", "jentry", "owner"):
        yield from _note(fold(text(each["name"])), "", "project", each["jentry"], each["owner"])


def _note(name: str, about: str, kind: str, memo: object, owner: object = "") -> Iterator[Note]:
    if text(memo).strip():
        yield Note(name, about, kind, text(memo).strip(), fold(text(owner)))

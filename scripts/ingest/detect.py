"""What a file is, by its content: the container it comes in, and the format a source of `sources.yaml` would declare.

- The first bytes tell most; a zip is known by its members, an old Office file by its streams, a database by its tables.
- Tables are told apart by their header (detect_tables.py), transcripts by how they name their speakers.
- The name of a file counts for nothing but one thing: which program's project an otherwise unknown file may be.
- Only the head of a text is read; a name or a sentence of the file never stands in what is told.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.ground.encodings import decode_head
from scripts.ingest.detect_office import office_kind
from scripts.ingest.detect_tables import head_of_text, head_of_workbook, jisc_variables, table_format

TEXT = "plain text"
WORKBOOK = "an Excel workbook"
WORD = "a Word document"
VTT = "a WebVTT transcript"
REFI = "a REFI-QDA project"
CODEBOOK = "a REFI-QDA codebook"
SPSS = "an SPSS file"
TAGUETTE = "a Taguette project"
QUALCODER = "a QualCoder project"
DATABASE = "an SQLite database"
RQDA = "an RQDA project"
EMPTY = "empty"

HEAD = 256 * 1024
SIGNATURES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"$FL2", SPSS),
    (b"$FL3", SPSS),
    (b"{\\rtf", "a rich-text document"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"#!AMR", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"0&\xb2u\x8ef\xcf\x11", "a sound or film recording"),
    (b"<stata_dta>", "a Stata file"),
    (b"\x01\x0f\x00\x00", "an SQL Server database, as NVivo's projects are"),
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0"
SQLITE = b"SQLite format 3"
# Members by which an archive is known, folded; the first that fits wins.
MEMBERS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda name: name == "xl/workbook.bin", "an Excel binary workbook (xlsb)"),
    (lambda name: name.startswith("xl/"), WORKBOOK),
    (lambda name: name.startswith("word/"), WORD),
    (lambda name: name.startswith("ppt/"), "a PowerPoint file"),
    (lambda name: name.endswith(".qde") and not name.startswith("__macosx/"), REFI),
    (lambda name: name.endswith(".iwa"), "a Numbers or Pages document"),
    (lambda name: name.rsplit("/", 1)[-1] == "data.qda", "a zip archive with a QualCoder project"),
)
OPEN_DOCUMENTS = {"spreadsheet": "an OpenDocument table (ODS)", "text": "an OpenDocument text (ODT)"}
TAGUETTE_TABLES = frozenset(("documents", "highlights", "tags", "highlight_tags"))
QUALCODER_TABLES = frozenset(("source", "code_name", "code_text"))
RQDA_TABLES = frozenset(("coding", "treecode", "freecode"))
# Programs whose own projects nobody else can open, by the ending of the file's name.
PROGRAMS = (
    (re.compile(r"\.(mx\d+|mex\d*|mqda)$"), "MAXQDA"),
    (re.compile(r"\.(nvpx?|nvcx?)$"), "NVivo"),
    (re.compile(r"\.(atlproj\w*|atlasproj|atlcb|hpr\d)$"), "ATLAS.ti"),
    (re.compile(r"\.(quirkos|qrk)$"), "Quirkos"),
    (re.compile(r"\.f4p$"), "f4analyse"),
)

TIMING = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->", re.MULTILINE)
VOICE = re.compile(r"<v[ .][^>]*>")
INLINE_SPEAKER = re.compile(r"-->.*\n(?:[^\n<]{1,48}?): ")
XML_ROOT = re.compile(r"<(?![?!])(?:\w+:)?(\w+)")
JSON_START = re.compile(r"\s*(\{\s*(\"|\})|\[\s*[\[{\"\]]|\[\s*-?\d)")

UNPACK = "Unpack it, and put the file that is inside into data/raw."
AS_TABLE = "Save it as CSV (UTF-8) or as an Excel workbook (xlsx)."
AS_TEXT = "Save it as a Word document (docx) or as plain text."
REMEDIES = (
    ("a PDF", "Export the transcript or table itself: docx, txt or vtt for texts, csv or xlsx for tables."),
    ("a picture", "The pipeline reads text and tables; type the content, or leave the file out."),
    ("a zip archive with a QualCoder project", UNPACK),
    ("a damaged zip archive", "The file was cut off or changed on its way: download or export it again."),
    ("a zip archive", UNPACK),
    ("a gzip archive", UNPACK),
    ("a 7z archive", UNPACK),
    ("a RAR archive", UNPACK),
    ("a bzip2 archive", UNPACK),
    ("an xz archive", UNPACK),
    ("a sound", "Put its transcript (vtt, docx or txt) into data/raw, not the recording."),
    ("a film", "Put its transcript (vtt, docx or txt) into data/raw, not the recording."),
    ("an OpenDocument table", AS_TABLE),
    ("an OpenDocument text", AS_TEXT),
    ("a rich-text document", AS_TEXT),
    ("a Numbers or Pages document", "Export it as xlsx or csv (Numbers), as docx (Pages)."),
    ("an old Excel workbook", AS_TABLE),
    ("an Excel binary workbook", AS_TABLE),
    ("an old Word document", AS_TEXT),
    ("an Office file with a password", "Open it with its password, and save it without one."),
    ("an Office file", AS_TABLE + " A text: as docx."),
    ("an Outlook message", "Save what is attached to it."),
    ("a PowerPoint", AS_TEXT),
    ("a web page", "It is a page, perhaps a log-in page, not the export: download the export itself, as csv, xlsx or vtt."),
    ("JSON", "Export it as csv, xlsx or vtt."),
    ("an Excel workbook saved as XML", AS_TABLE),
    ("a Word document saved as XML", AS_TEXT),
    ("the project file of a REFI-QDA project", "Put the whole project (.qdpx) into data/raw: this part holds no texts."),
    ("an XML file", "Export it as csv, xlsx, vtt or qdpx."),
    (RQDA, "Open it in QualCoder (import of RQDA projects), and give QualCoder's project or its REFI-QDA export."),
    ("a Stata file", "Save it as an SPSS file (.sav) or as CSV."),
    ("an SPSS portable file", "Save it as .sav."),
    ("an SQL Server database", "Export it from NVivo as a REFI-QDA project (.qdpx)."),
    ("a folder", "Name one file; of folders only QualCoder's .qda is read."),
    ("text in an unknown encoding", "Save it as UTF-8."),
)
OTHERWISE = "Export it again from the program it came from, in one of the formats of docs/bring-your-data.md."


@dataclass(frozen=True)
class Detected:
    """What a file is: `kind` in words, `format` for `sources.yaml` (empty: nothing reads it), and by what it was known."""

    kind: str
    format: str = ""
    why: str = ""
    is_sure: bool = True
    remedy: str = ""


def detect(path: Path) -> Detected:
    """What a file (or a QualCoder folder) is, down to the format."""
    found = container(path)
    finer = FINER.get(found.kind)
    return finer(path, found) if finer else found


def container(path: Path) -> Detected:
    """What a file is by its container alone, without a look at what a table or transcript says."""
    found = _container(path)
    program = next((name for ending, name in PROGRAMS if ending.search(path.name.casefold())), "")
    if program and not found.format and found.kind not in (EMPTY, TEXT, WORKBOOK, VTT, SPSS):
        remedy = f"Export it from {program} as a REFI-QDA project (.qdpx)."
        return Detected(
            f"a project of {program}", why="its name ends as that program's own projects do", is_sure=False, remedy=remedy
        )
    if found.format or found.kind in (TEXT, WORKBOOK, VTT, SPSS):
        return found
    return replace(found, remedy=next((remedy for start, remedy in REMEDIES if found.kind.startswith(start)), OTHERWISE))


def head(path: Path) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as opened:
        return opened.read(HEAD)


def _container(path: Path) -> Detected:
    if path.is_dir():
        return _folder_kind(path)
    data = head(path)
    if not data.strip(b" \t\r\n\xef\xbb\xbf") and _is_blank(path):
        return Detected(EMPTY, remedy="Export it again.")
    if data.startswith(ZIP):
        return _zip_kind(path)
    if data.startswith(OLE):
        return Detected(office_kind(path), why="it begins as Office files before 2007 do")
    if data.startswith(SQLITE):
        return _database_kind(path)
    by_signature = _signature_kind(data)
    if by_signature:
        return Detected(by_signature, why="its first bytes say so")
    decoded = decode_head(data)
    if decoded is None:
        is_text = 0 not in data and sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data) * 100 < len(data)
        return Detected("text in an unknown encoding" if is_text else "binary data")
    return _text_kind(decoded[0].lstrip("\ufeff"))


def _is_blank(path: Path) -> bool:
    with path.open("rb") as opened:
        return all(not part.strip(b" \t\r\n\xef\xbb\xbf") for part in iter(lambda: opened.read(HEAD), b""))


def _folder_kind(path: Path) -> Detected:
    if (path / "data.qda").is_file():
        return replace(container(path / "data.qda"), why="a folder with QualCoder's data.qda")
    return Detected("a folder")


def _signature_kind(data: bytes) -> str:
    by_start = next((kind for signature, kind in SIGNATURES if data.startswith(signature)), "")
    if by_start:
        return by_start
    if re.search(rb"%PDF-\d", data[:1024]):
        return "a PDF"
    if data.startswith(b"RIFF"):
        return {b"WAVE": "a sound recording", b"AVI ": "a film", b"WEBP": "a picture"}.get(data[8:12], "binary data")
    if data[4:8] == b"ftyp":
        return "a picture" if data[8:11] in (b"hei", b"avi", b"mif") else "a sound or film recording"
    if b"SPSS PORT FILE" in data[:600]:
        return "an SPSS portable file"
    if data[:1] == b"\xff" and data[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xf1", b"\xf9"):
        return "a sound recording"
    return ""


def _zip_kind(path: Path) -> Detected:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.casefold().replace("\\", "/") for name in archive.namelist()]
            mimetype = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError, EOFError):
        return Detected("a damaged zip archive", why="it begins as a zip archive and does not end as one")
    for ending, kind in OPEN_DOCUMENTS.items():
        if f"opendocument.{ending}" in mimetype:
            return Detected(kind, why="its type stands inside")
    kind = next((kind for is_it, kind in MEMBERS if any(map(is_it, names))), "a zip archive")
    format = {WORD: "docx", REFI: "qdpx"}.get(kind, "")
    return Detected(kind, format, why="the parts of the archive say so")


def _database_kind(path: Path) -> Detected:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            tables = frozenset(row[0] for row in database.execute("select name from sqlite_master where type = 'table'"))
    except sqlite3.Error:
        return Detected("a damaged SQLite database")
    if tables >= TAGUETTE_TABLES:
        return Detected(TAGUETTE, "taguette", "an SQLite database with Taguette's tables")
    if tables >= QUALCODER_TABLES:
        return Detected(QUALCODER, "qualcoder", "an SQLite database with QualCoder's tables")
    if tables >= RQDA_TABLES:
        return Detected(RQDA, why="an SQLite database with RQDA's tables")
    return Detected(DATABASE, why="none of its tables is Taguette's or QualCoder's")


def _text_kind(text: str) -> Detected:
    start = text.lstrip()
    folded = start[:400].casefold()
    if re.match(r"WEBVTT(\s|$)", start):
        return Detected(VTT, why="its first line is WEBVTT")
    if start.startswith("{\\rtf"):
        return Detected("a rich-text document")
    if folded.startswith(("<!doctype html", "<html")) or re.match(r"<(head|body|table|script|div)\b", folded):
        return Detected("a web page")
    if start.startswith("<") and (folded.startswith("<?xml") or XML_ROOT.match(start)):
        return _xml_kind(start)
    if JSON_START.match(text) and not re.match(r"\s*\[\d[\d:.]*\]", text):
        return Detected("JSON data", is_sure=False)
    return Detected(TEXT)


def _xml_kind(text: str) -> Detected:
    root = XML_ROOT.search(text)
    name = root[1].casefold() if root else ""
    if name == "codebook":
        return Detected(CODEBOOK, "qdc", "an XML file whose root is CodeBook")
    if name == "project" and "qda-xml" in text[:2000].casefold():
        return Detected("the project file of a REFI-QDA project", why="an XML file whose root is Project")
    if name == "html":
        return Detected("a web page")
    if name == "workbook":
        return Detected("an Excel workbook saved as XML")
    if name in ("worddocument", "package"):
        return Detected("a Word document saved as XML")
    # a transcript may begin with <Name> or a tag of its own
    return Detected("an XML file") if text.startswith("<?xml") or re.search(r"</\w+>\s*$", text) else Detected(TEXT)


def _finer_text(path: Path, found: Detected) -> Detected:
    start = head(path)
    decoded = decode_head(start)
    timing = TIMING.search(decoded[0][:4000]) if decoded else None
    if decoded and timing and re.fullmatch(r"\ufeff?\s*\d*\s*", decoded[0][: timing.start()]):
        names = _finer_vtt(path, found)
        return replace(names, why="subtitles (SRT, or WebVTT without its first line), read as WebVTT", is_sure=False)
    rows = head_of_text(start)
    if rows:
        format, why = table_format(rows, is_workbook=False)
        return replace(found, format=format, why=why, is_sure=format != "csv")
    return replace(found, format="txt", why="plain text without the columns of a table", is_sure=False)


def _finer_workbook(path: Path, found: Detected) -> Detected:
    format, why = table_format(head_of_workbook(path), is_workbook=True)
    return replace(found, format=format, why=why, is_sure=format != "xlsx")


def _finer_vtt(path: Path, found: Detected) -> Detected:
    decoded = decode_head(head(path))
    text = decoded[0].replace("\r\n", "\n").replace("\r", "\n") if decoded else ""
    if VOICE.search(text):
        return replace(found, format="teams-vtt", why="speakers stand in voice tags: <v Name>")
    if INLINE_SPEAKER.search(text):
        return replace(found, format="zoom-vtt", why="speakers stand before the words: Name: ...")
    return replace(found, format="zoom-vtt", why="a WebVTT transcript that names no speaker", is_sure=False)


def _finer_spss(path: Path, found: Detected) -> Detected:
    if jisc_variables(path):
        return replace(found, format="jisc-sav", why="an SPSS file with the response number of Jisc Online Surveys")
    return replace(found, format="sav", why="its first bytes are those of SPSS")


FINER: dict[str, Callable[[Path, Detected], Detected]] = {
    TEXT: _finer_text,
    WORKBOOK: _finer_workbook,
    VTT: _finer_vtt,
    SPSS: _finer_spss,
}

"""All text a released file carries, visible or not: what kind a file is, and which opener looks into it.

- a kind is told by the first bytes; where these say nothing the content must be text, and the name says of which kind
- a file inside a file is opened the same way, down to a depth and a size that no honest release reaches
- a part that nobody can look into is told as a fault in place of its text; the rest of the file is read all the same
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.ground.vocabulary import word_set
from scripts.provenance import carriers_archives as archives
from scripts.provenance import carriers_data as data
from scripts.provenance import carriers_pictures as pictures
from scripts.provenance.carriers import DAMAGED, TOO_DEEP, TOO_LARGE, UNKNOWN, Opener, Piece, Refused, fault
from scripts.provenance.carriers_office import open_markup, open_office
from scripts.provenance.carriers_pdf import open_pdf
from scripts.provenance.carriers_text import decoded, open_mail, open_rtf, open_text
from scripts.provenance.carriers_web import open_style, open_web

DEEPEST = 8
# bytes of a file and of all files in it together
MOST_BYTES = 512 * 1024 * 1024
# first bytes → opener
MAGIC: tuple[tuple[bytes, Opener], ...] = (
    (pictures.PNG, pictures.open_png),
    (b"\xff\xd8\xff", pictures.open_jpeg),
    (b"GIF8", pictures.open_gif),
    (b"II*\x00", pictures.open_tiff),
    (b"MM\x00*", pictures.open_tiff),
    (b"\x00\x00\x01\x00", pictures.open_icon),
    (b"\x1f\x8b", archives.open_gzip),
    (b"BZh", archives.open_bzip2),
    (b"\xfd7zXZ\x00", archives.open_xz),
    (b"SQLite format 3\x00", data.open_sqlite),
    (b"{\\rtf", open_rtf),
    (b"OTTO", pictures.open_font),
    (b"\x00\x01\x00\x00\x00", pictures.open_font),
    (b"wOFF", pictures.open_font),
)
BEGINNINGS = tuple(begin for begin, _ in MAGIC)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
PDF, PDF_REACH, RIFF, WEBP = b"%PDF-", 1024, b"RIFF", b"WEBP"
TAR, TAR_PLACE = b"ustar", 257
BITMAP = b"BM"
SPACES = "\r\n\t\f"
OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/container.xml", "META-INF/manifest.xml")
# text without a structure that hides anything
LINES = word_set(
    """
    .txt .text .md .csv .tsv .tab .py .r .js .mjs .sh .sql .tex .bib .ris .qmd .rmd .rst .ini .toml .cfg .log .vtt .srt .ics
    .vcf .sha256 .lock .typ .smk .cwl
    """
)
# kinds of text, by the end of the name
TEXTS: dict[str, Opener] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".svg"), open_web),
    **dict.fromkeys((".xml", ".rels", ".xsd", ".opf", ".ncx", ".rdf", ".vml", ".xmp"), open_markup),
    **dict.fromkeys((".json", ".ipynb", ".jsonld", ".geojson"), data.open_json),
    **dict.fromkeys((".jsonl", ".ndjson"), data.open_json_lines),
    **dict.fromkeys((".yaml", ".yml", ".cff"), data.open_yaml),
    **dict.fromkeys((".eml", ".mbox"), open_mail),
    ".css": open_style,
    **dict.fromkeys(LINES, open_text),
}  # fmt: skip
NAMES_OF_TEXTS = {"readme", "license", "licence", "notice", "authors", "manifest", "mimetype", "makefile", "snakefile"}
# openers of what has a beginning of its own: under such a name other bytes are damage
BINARY = word_set(
    """
    .pdf .docx .xlsx .pptx .odt .ods .odp .epub .zip .tar .gz .tgz .bz2 .xz .png .jpg .jpeg .gif .tif .tiff .webp .ico
    .sqlite .sqlite3 .db .rtf .otf .ttf .woff
    """
)
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp", ".ico"}


def pieces(name: str, content: bytes) -> Iterator[Piece]:
    """All texts of a file, by its name (or the end of it) and content; what could not be opened is among them as a fault."""
    yield from _open(name, content, _Budget(MOST_BYTES), 0)


class _Budget:
    """How many bytes may still be opened."""

    def __init__(self, left: int) -> None:
        self.left = left

    def covers(self, size: int) -> bool:
        """Whether so many bytes are left; they are taken."""
        self.left -= size
        return self.left >= 0


def _open(name: str, content: bytes, budget: _Budget, depth: int) -> Iterator[Piece]:
    if depth > DEEPEST or not budget.covers(len(content)):
        yield fault("", TOO_DEEP if depth > DEEPEST else TOO_LARGE)
        return
    if not content and depth:
        return

    def inner(part: str, within: bytes) -> Iterator[Piece]:
        for piece in _open(part, within, budget, depth + 1):
            yield piece._replace(place=f"{part} {piece.place}".strip())

    suffix = suffix_of(name)
    opener = opener_of(suffix, PurePosixPath(name).name, content)
    if opener is None:
        # bytes under a name that promises better were damaged; anything else is of a kind that nobody here knows
        yield fault("", DAMAGED if suffix in BINARY else UNKNOWN)
        return
    try:
        yield from opener(content, inner)
    except Refused as why:
        yield fault("", str(why))
    except Exception:
        # whatever a reader stumbles over, nobody has looked into this part
        yield fault("", DAMAGED)


def opener_of(suffix: str, name: str, content: bytes) -> Opener | None:
    """The function that opens such a file; None for a kind that nobody here can look into."""
    known = opener_by_beginning(suffix, content)
    if known or (suffix == ".bmp" and content.startswith(BITMAP)):
        return known or pictures.open_bitmap
    if not name:
        return _opener_of_nameless(content)
    return TEXTS.get(suffix) or (open_text if name.lower() in NAMES_OF_TEXTS else None)


def opener_by_beginning(suffix: str, content: bytes) -> Opener | None:
    """The opener that the first bytes tell."""
    if content.startswith(BEGINNINGS):
        return next(opener for begin, opener in MAGIC if content.startswith(begin))
    if content.startswith(ZIPS):
        return open_office if _is_office(content) else archives.open_zip
    if content.startswith(RIFF) and content[8:12] == WEBP:
        return pictures.open_webp
    if content[TAR_PLACE : TAR_PLACE + len(TAR)] == TAR:
        return archives.open_tar
    if content.startswith(PDF) or (PDF in content[:PDF_REACH] and suffix not in TEXTS):
        return open_pdf
    return None


def _opener_of_nameless(content: bytes) -> Opener | None:
    """What stands in an archive of one file, or a blob: text by its first sign, if it is text."""
    try:
        text = decoded(content)
    except UnicodeDecodeError:
        return None
    if not all(sign.isprintable() or sign in SPACES for sign in set(text)):
        return None
    begin = text.lstrip("\ufeff \t\r\n")[:1]
    return {"<": open_web, "{": data.open_json, "[": data.open_json}.get(begin, open_text)


def suffix_of(name: str) -> str:
    """The end of a name in small letters; of an end alone (".docx") itself."""
    last = PurePosixPath(name).name
    return PurePosixPath(f"x{last}" if last.startswith(".") and last.count(".") == 1 else last).suffix.lower()


def _is_office(content: bytes) -> bool:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not {*OFFICE}.isdisjoint(archive.namelist()) or any(each.startswith("word/") for each in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False

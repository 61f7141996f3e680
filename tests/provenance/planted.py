"""Files of every kind that the gate opens, each with a text at a place of its own: what is planted there must be found."""

import base64
import binascii
import bz2
import codecs
import gzip
import io
import json
import lzma
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from provenance.cast import HARMLESS, docx, html, runs

BACK_U, BACK_X, BACK = "\\u{:04x}", "\\x{:02x}", "\\{:06x} "
NAME = "Harriet Sowerbutts"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: dict[str, bytes | str], comment: str = "", extra: bytes = b"", name_of_comment: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment.encode()
        for name, content in parts.items():
            member = zipfile.ZipInfo(name)
            member.extra, member.comment = extra, name_of_comment.encode()
            archive.writestr(member, content)
    return out.getvalue()


def tarred(parts: dict[str, bytes], owner: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size, member.uname = len(content), owner
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def gzipped(content: bytes, comment: bytes = b"") -> bytes:
    packed = gzip.compress(content, mtime=0)
    if not comment:
        return packed
    return packed[:3] + b"\x10" + packed[4:10] + comment + b"\x00" + packed[10:]


def picture(kind: str, **options: object) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, kind, **options)
    return out.getvalue()


def exif(tag: int, value: str | bytes) -> bytes:
    from PIL import Image

    data = Image.Exif()
    data[tag] = value
    return data.tobytes()


def located() -> bytes:
    from PIL import Image

    data = Image.Exif()
    data.get_ifd(0x8825).update({1: "N", 2: (52.0, 12.0, 30.0)})
    return data.tobytes()


def png(kind: bytes, body: bytes) -> bytes:
    plain = picture("PNG")
    chunk = struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
    return plain[:33] + chunk + plain[33:]


def workbook(rows: list[list[str]], change: Callable | None = None) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in [[HARMLESS], *rows]:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hidden_sheet(text: str) -> Callable:
    def change(book):
        sheet = book.create_sheet("more")
        sheet.sheet_state = "hidden"
        sheet.append([text])

    return change


def defined_name(text: str) -> Callable:
    def change(book):
        from openpyxl.workbook.defined_name import DefinedName

        book.defined_names["somebody"] = DefinedName("somebody", attr_text=f'"{text}"')

    return change


def hidden_row(text: str) -> Callable:
    def change(book):
        book.active.append([text])
        book.active.row_dimensions[2].hidden = True

    return change


def titled(text: str) -> Callable:
    def change(book):
        book.properties.creator = text

    return change


def slides(text: str) -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    words = "".join(f"<a:r><a:t>{each}</a:t></a:r>" for each in (text[:3], text[3:]))
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/slides/slide1.xml": f'<p xmlns:a="{drawing}"><a:p>{words}</a:p></p>',
        }
    )


def writer(text: str, part: str = "content.xml") -> bytes:
    words = f'<o xmlns:text="urn:text"><text:p>{text[:4]}<text:span>{text[4:]}</text:span></text:p></o>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", part: words})


def tracked(kind: str, text: str) -> str:
    inner = "delText" if kind == "del" else "t"
    return f'<w:p><w:{kind} w:author="x"><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{kind}></w:p>'


def database(*, blob: bytes = b"", text: str = "", deleted: str = "", name: str = "t") -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute(f'CREATE TABLE "{name}" (a, b)')
    connection.execute(f'INSERT INTO "{name}" VALUES (?, ?)', (HARMLESS, text))
    if blob:
        connection.execute(f'INSERT INTO "{name}" VALUES (?, ?)', ("x", blob))
    if deleted:
        connection.execute(f'INSERT INTO "{name}" VALUES (?, ?)', ("x", deleted))
        connection.execute(f'DELETE FROM "{name}" WHERE b = ?', (deleted,))
    connection.commit()
    return connection.serialize()


def notebook(text: str) -> bytes:
    cell = {"cell_type": "code", "source": ["x = 1\n"], "outputs": [{"data": {"text/plain": [text[:5], text[5:]]}}]}
    return json.dumps({"cells": [cell], "metadata": {"title": HARMLESS}}).encode()


def pdf_of(stream: bytes, *, info: bytes = b"", extra: bytes = b"", more: bytes = b"", filter: bytes = b"") -> bytes:
    """A PDF by hand: one page with the given content, more objects, more behind."""
    head = b"<< /Length %d%s >>" % (len(stream), b" /Filter " + filter if filter else b"")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> %s >>"
        % extra,
        head + b"\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< %s >>" % info,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    out += more
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return out


def shows(text: str, before: str = "") -> bytes:
    return f"BT /F 12 Tf 20 300 Td ({HARMLESS}) Tj {before} 0 -20 Td ({text}) Tj ET".encode("cp1252")


def spaced(text: str) -> bytes:
    letters = " ".join(f"({letter}) -900" for letter in text)
    return f"BT /F 12 Tf 20 300 Td ({HARMLESS}) Tj 0 -20 Td [{letters}] TJ ET".encode()


def attached(text: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    file = PdfWriter(PdfReader(io.BytesIO(pdf_of(shows("x")))))
    file.add_attachment("notes.txt", text.encode())
    out = io.BytesIO()
    file.write(out)
    return out.getvalue()


def objects_packed(text: str) -> bytes:
    """A PDF with an unreferenced, packed stream of objects that holds a text."""
    packed = zlib.compress(f"7 0 << /Title ({text}) >>".encode())
    return pdf_of(
        shows("x"),
        more=b"8 0 obj\n<< /Type /ObjStm /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n"
        % (len(packed), packed),
    )


def b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def page(body: str) -> bytes:
    return html(body)


def word(paragraph: str, **parts: str | bytes) -> bytes:
    return docx(paragraph, **parts)


def coded(text: str, form: str) -> str:
    """Each letter by its number: `coded("a", "&#{};")`."""
    return "".join(form.format(ord(sign)) for sign in text)


def plain(text: str, encoding: str = "utf-8") -> bytes:
    return f"{HARMLESS}\n{text}\n".encode(encoding)


# what is planted → file name and content; each with its own opener or place
CARRIERS: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "text": lambda t: ("notes.txt", plain(t)),
    "markdown": lambda t: ("README.md", plain(t)),
    "tags in markdown": lambda t: ("README.md", plain(f"so <b>{t[:3]}</b>{t[3:]}")),
    "tags in JSON": lambda t: ("a.json", json.dumps([HARMLESS, f"<i>{t[:3]}</i><u>{t[3:]}</u>"]).encode()),
    "table": lambda t: ("t.csv", plain(t.replace(" ", ","))),
    "tabs": lambda t: ("t.tsv", plain(t.replace(" ", "\t"))),
    "code": lambda t: ("audit.py", plain(f"# {t}")),
    "UTF-16": lambda t: ("notes.txt", plain(t, "utf-16")),
    "UTF-16 without a mark": lambda t: ("notes.txt", plain(t, "utf-16-le")),
    "UTF-16 big": lambda t: ("notes.txt", plain(t, "utf-16-be")),
    "UTF-32": lambda t: ("notes.txt", plain(t, "utf-32")),
    "CP1252": lambda t: ("notes.txt", plain(f"café {t} ‘so’", "cp1252")),
    "YAML": lambda t: ("plan.yaml", f"title: {HARMLESS}\nwho: {t}\n".encode()),
    "YAML comment": lambda t: ("plan.yaml", f"title: {HARMLESS}\n# {t}\n".encode()),
    "YAML escapes": lambda t: ("plan.yaml", f'title: {HARMLESS}\nwho: "{coded(t, BACK_X)}"\n'.encode()),
    "CFF": lambda t: ("CITATION.cff", f"title: {HARMLESS}\nauthors:\n- name: {t}\n".encode()),
    "JSON": lambda t: ("a.json", json.dumps({"a": [HARMLESS, t]}).encode()),
    "JSON key": lambda t: ("a.json", json.dumps({HARMLESS: 1, t: 2}).encode()),
    "JSON escapes": lambda t: ("a.json", f'["{HARMLESS}", "{coded(t, BACK_U)}"]'.encode()),
    "JSON told twice": lambda t: ("a.json", f'{{"a": "{HARMLESS}", "b": "{t}", "b": 1}}'.encode()),
    "JSON letter by letter": lambda t: ("a.json", json.dumps([HARMLESS, list(t)]).encode()),
    "JSON in JSON": lambda t: ("a.json", json.dumps([HARMLESS, json.dumps([t]).replace(t[0], coded(t[0], BACK_U))]).encode()),
    "JSON lines": lambda t: ("a.jsonl", f'{{"a": "{HARMLESS}"}}\n{{"a": "{t}"}}\n'.encode()),
    "notebook": lambda t: ("a.ipynb", notebook(t)),
    "mail": lambda t: ("a.eml", f"From: a@example.org\nSubject: =?utf-8?b?{b64(t)}?=\n\n{HARMLESS}".encode()),
    "mail body": lambda t: ("a.eml", f"From: a@example.org\nContent-Transfer-Encoding: base64\n\n{b64(HARMLESS + t)}".encode()),
    "rich text": lambda t: (
        "a.rtf",
        (r"{\rtf1 " + HARMLESS + r"\par " + coded(t[:2], r"\'{:02x}") + t[2:4] + r"{\b " + t[4:] + "}}").encode(),
    ),
    "style sheet": lambda t: ("a.css", f'p::before {{ content: "{t}" }} /* {HARMLESS} */'.encode()),
    "style sheet escapes": lambda t: ("a.css", f'p::before {{ content: "{coded(t, BACK)}" }} /* {HARMLESS} */'.encode()),
    "web text": lambda t: ("a.html", page(t)),
    "web cut by tags": lambda t: ("a.html", page(f"<b>{t[:2]}</b>{t[2:]}")),
    "web cells": lambda t: ("a.html", page("".join(f"<td>{sign}</td>" for sign in t))),
    "web attribute": lambda t: ("a.html", page(f'<p data-x="{t}">x</p>')),
    "web comment": lambda t: ("a.html", page(f"<!-- {t} -->")),
    "web entities": lambda t: ("a.html", page(coded(t, "&#{};"))),
    "web entities twice": lambda t: ("a.html", page(coded(t, "&amp;#x{:x};"))),
    "web script": lambda t: ("a.html", page(f'<script>var a = "{coded(t, BACK_X)}"</script>')),
    "web data": lambda t: ("a.html", page(f'<script type="application/json">{{"a": "{coded(t, BACK_U)}"}}</script>')),
    "web letters by number": lambda t: ("a.html", page(f"<script>String.fromCharCode({coded(t, '{},')}32)</script>")),
    "web style": lambda t: ("a.html", page(f'<style>p::after {{ content: "{t}" }}</style>')),
    "web picture of text": lambda t: (
        "a.html",
        page(f'<img src="data:image/svg+xml;base64,{b64("<svg><text>" + t + "</text></svg>")}">'),
    ),
    "web data by percent": lambda t: ("a.html", page(f'<a href="data:text/plain,{coded(t, "%{:02X}")}">x</a>')),
    "web link": lambda t: ("a.html", page(f'<a href="https://example.org/?q={t.replace(" ", "%20")}">x</a>')),
    "web hidden": lambda t: ("a.html", page(f'<p style="display: none">{t}</p>')),
    "web template": lambda t: ("a.html", page(f"<template><i>{t}</i></template><noscript>x</noscript>")),
    "web tag": lambda t: ("a.html", page(f"<{t.replace(' ', '-')}>x</{t.replace(' ', '-')}>")),
    "web in Latin-1": lambda t: ("a.html", f'<meta charset="latin-1"><p>{HARMLESS} é {t}'.encode("latin-1")),
    "zero-width": lambda t: ("a.html", page("\u200b".join(t))),
    "soft hyphens": lambda t: ("a.html", page("\u00ad".join(t))),
    "look-alikes": lambda t: ("a.html", page(t.replace("a", "\u0430").replace("e", "\u0435").replace("o", "\u043e"))),
    "wide letters": lambda t: ("a.txt", plain("".join(chr(ord(s) + 0xFEE0) if s != " " else s for s in t))),
    "mathematical letters": lambda t: ("a.txt", plain("".join(chr(0x1D41A + ord(s) - 97) if s.islower() else s for s in t))),
    "tag characters": lambda t: ("a.txt", plain("x" + "".join(chr(0xE0000 + ord(s)) for s in t))),
    "diacritics": lambda t: ("a.txt", plain(t.replace("e", "é").replace("a", "ä"))),
    "set apart": lambda t: ("a.txt", plain(" ".join(t))),
    "one letter a line": lambda t: ("a.txt", plain("\n".join(t))),
    "joined": lambda t: ("a.txt", plain(t.replace(" ", ""))),
    "underscores": lambda t: ("a.txt", plain(t.lower().replace(" ", "_") + "_v2")),
    "backwards": lambda t: ("a.txt", plain(t[::-1])),
    "shifted": lambda t: ("a.txt", plain(codecs.encode(t, "rot13"))),
    "with a slip": lambda t: ("a.txt", plain(t[:-4] + t[-3:])),
    "base64": lambda t: ("a.txt", plain(f"id={b64(t)}")),
    "base64 in base64": lambda t: ("a.txt", plain(b64(b64(f"so it is: {t}")))),
    "base64 of a packed text": lambda t: ("a.txt", plain(b64(gzip.compress(t.encode())))),
    "base64 over lines": lambda t: (
        "a.txt",
        plain("\n".join(b64(HARMLESS * 3 + t + HARMLESS)[at : at + 76] for at in range(0, 400, 76))),
    ),
    "base64 for links": lambda t: ("a.txt", plain(base64.urlsafe_b64encode(f"???{t}>>>".encode()).decode())),
    "base64 of UTF-16": lambda t: ("a.txt", plain(b64(t.encode("utf-16-le")))),
    "base32": lambda t: ("a.txt", plain(base64.b32encode(t.encode()).decode())),
    "ascii85": lambda t: ("a.txt", plain(base64.a85encode(t.encode(), adobe=True).decode())),
    "hexadecimal": lambda t: ("a.txt", plain(t.encode().hex())),
    "hexadecimal with blanks": lambda t: ("a.txt", plain(t.encode().hex(" "))),
    "percent": lambda t: ("a.txt", plain(coded(t, "%{:02x}"))),
    "quoted printable": lambda t: ("a.txt", plain(coded(t, "={:02X}"))),
    "binary digits": lambda t: ("a.txt", plain(coded(t, "{:08b} "))),
    "uuencode": lambda t: ("a.txt", plain("begin 644 x\n" + binascii.b2a_uu(t.encode()).decode() + "`\nend")),
    "drawing text": lambda t: ("a.svg", f"<svg><text>{HARMLESS}</text><text><tspan>{t[:3]}</tspan>{t[3:]}</text></svg>".encode()),
    "drawing title": lambda t: ("a.svg", f"<svg><title>{t}</title><text>{HARMLESS}</text></svg>".encode()),
    "drawing metadata": lambda t: ("a.svg", f"<svg><metadata><x>{t}</x></metadata><text>{HARMLESS}</text></svg>".encode()),
    "drawing attribute": lambda t: ("a.svg", f'<svg><g id="{t}"/><text>{HARMLESS}</text></svg>'.encode()),
    "markup": lambda t: ("a.xml", f"<a><b>{HARMLESS}</b><!-- {t} --></a>".encode()),
    "Word text": lambda t: ("a.docx", word(runs(t[:3], t[3:]))),
    "Word comment": lambda t: (
        "a.docx",
        word("", **{"word/comments.xml": f'<w:c xmlns:w="{WORD}"><w:p><w:t>{t}</w:t></w:p></w:c>'}),
    ),
    "Word author": lambda t: ("a.docx", word("", **{"docProps/core.xml": f"<c><creator>{t}</creator></c>"})),
    "Word company": lambda t: ("a.docx", word("", **{"docProps/app.xml": f"<c><Company>{t}</Company></c>"})),
    "Word property": lambda t: (
        "a.docx",
        word("", **{"docProps/custom.xml": f'<c><property name="x"><v>{t}</v></property></c>'}),
    ),
    "Word deletion": lambda t: ("a.docx", word(tracked("del", t))),
    "Word insertion": lambda t: ("a.docx", word(tracked("ins", t))),
    "Word hidden text": lambda t: ("a.docx", word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{t}</w:t></w:r></w:p>")),
    "Word field": lambda t: ("a.docx", word(f"<w:p><w:r><w:instrText>{t}</w:instrText></w:r></w:p>")),
    "Word header": lambda t: (
        "a.docx",
        word("", **{"word/header2.xml": f'<w:h xmlns:w="{WORD}"><w:p><w:t>{t}</w:t></w:p></w:h>'}),
    ),
    "Word part name": lambda t: ("a.docx", word("", **{f"word/{t}.xml": "<a>x</a>"})),
    "Word picture": lambda t: ("a.docx", word("", **{"word/media/a.png": png(b"tEXt", b"Author\x00" + t.encode())})),
    "Word embedded sheet": lambda t: ("a.docx", word("", **{"word/embeddings/a.xlsx": workbook([[t]])})),
    "Word thumbnail": lambda t: ("a.docx", word("", **{"docProps/thumbnail.jpeg": picture("JPEG", comment=t.encode())})),
    "archive in Word": lambda t: ("a.docx", word("", **{"customXml/a.zip": zipped({"a.txt": t})})),
    "sheet": lambda t: ("a.xlsx", workbook([t.split()])),
    "sheet hidden": lambda t: ("a.xlsx", workbook([], hidden_sheet(t))),
    "sheet hidden row": lambda t: ("a.xlsx", workbook([], hidden_row(t))),
    "sheet author": lambda t: ("a.xlsx", workbook([], titled(t))),
    "sheet defined name": lambda t: ("a.xlsx", workbook([], defined_name(t))),
    "slides": lambda t: ("a.pptx", slides(t)),
    "OpenDocument": lambda t: ("a.odt", writer(t)),
    "OpenDocument properties": lambda t: ("a.odt", writer(t, "meta.xml")),
    "PDF text": lambda t: ("a.pdf", pdf_of(shows(t))),
    "PDF invisible text": lambda t: ("a.pdf", pdf_of(shows(t, "3 Tr"))),
    "PDF text off the page": lambda t: ("a.pdf", pdf_of(shows(t, "900 900 Td"))),
    "PDF text set apart": lambda t: ("a.pdf", pdf_of(spaced(t))),
    "PDF text in digits": lambda t: ("a.pdf", pdf_of(f"BT /F 12 Tf 9 99 Td ({HARMLESS}) Tj <{t.encode().hex()}> Tj ET".encode())),
    "PDF packed": lambda t: ("a.pdf", pdf_of(zlib.compress(shows(t)), filter=b"/FlateDecode")),
    "PDF packed twice": lambda t: (
        "a.pdf",
        pdf_of(base64.a85encode(zlib.compress(shows(t))) + b"~>", filter=b"[/ASCII85Decode /FlateDecode]"),
    ),
    "PDF metadata": lambda t: ("a.pdf", pdf_of(shows("x"), info=b"/Author (%s)" % t.encode())),
    "PDF metadata in UTF-16": lambda t: (
        "a.pdf",
        pdf_of(shows("x"), info=b"/Author <FEFF%s>" % t.encode("utf-16-be").hex().encode()),
    ),
    "PDF annotation": lambda t: (
        "a.pdf",
        pdf_of(shows("x"), extra=b"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (%s) >>]" % t.encode()),
    ),
    "PDF attachment": lambda t: ("a.pdf", attached(t)),
    "PDF unused object": lambda t: ("a.pdf", pdf_of(shows("x"), more=b"9 0 obj\n(%s)\nendobj\n" % t.encode())),
    "PDF unused packed objects": lambda t: ("a.pdf", objects_packed(t)),
    "PDF comment": lambda t: ("a.pdf", pdf_of(shows("x"), more=b"%% %s\n" % t.encode())),
    "PNG text": lambda t: ("a.png", png(b"tEXt", b"Author\x00" + t.encode())),
    "PNG packed text": lambda t: ("a.png", png(b"zTXt", b"Author\x00\x00" + zlib.compress(t.encode()))),
    "PNG long text": lambda t: ("a.png", png(b"iTXt", b"Author\x00\x01\x00\x00\x00" + zlib.compress(t.encode()))),
    "PNG own part": lambda t: ("a.png", png(b"prVt", t.encode())),
    "PNG EXIF": lambda t: ("a.png", picture("PNG", exif=exif(0x013B, t))),
    "JPEG comment": lambda t: ("a.jpg", picture("JPEG", comment=t.encode())),
    "JPEG EXIF": lambda t: ("a.jpg", picture("JPEG", exif=exif(0x013B, t))),
    "JPEG EXIF in UTF-16": lambda t: ("a.jpg", picture("JPEG", exif=exif(0x9C9D, t.encode("utf-16-le")))),
    "JPEG XMP": lambda t: ("a.jpg", picture("JPEG", xmp=f"<x>{t}</x>".encode())),
    "GIF comment": lambda t: ("a.gif", picture("GIF", comment=t.encode())),
    "TIFF": lambda t: ("a.tiff", picture("TIFF", tiffinfo={0x013B: t})),
    "WebP": lambda t: ("a.webp", picture("WEBP", exif=exif(0x013B, t))),
    "zip": lambda t: ("a.zip", zipped({"a.txt": t})),
    "zip in zip": lambda t: ("a.zip", zipped({"a.zip": zipped({"a.csv": t})})),
    "zip name": lambda t: ("a.zip", zipped({f"{t}/a.txt": HARMLESS})),
    "zip comment": lambda t: ("a.zip", zipped({"a.txt": HARMLESS}, comment=t)),
    "zip comment of a part": lambda t: ("a.zip", zipped({"a.txt": HARMLESS}, name_of_comment=t)),
    "zip extra field": lambda t: (
        "a.zip",
        zipped({"a.txt": HARMLESS}, extra=struct.pack("<HH", 0x7075, len(t)) + t.encode()),
    ),
    "tar": lambda t: ("a.tar", tarred({"a.txt": t.encode()})),
    "tar owner": lambda t: ("a.tar", tarred({"a.txt": HARMLESS.encode()}, owner=t)),
    "tar in gzip": lambda t: ("a.tar.gz", gzipped(tarred({"a.txt": t.encode()}))),
    "gzip": lambda t: ("a.txt.gz", gzipped(t.encode())),
    "gzip comment": lambda t: ("a.txt.gz", gzipped(HARMLESS.encode(), comment=t.encode())),
    "bzip2": lambda t: ("a.txt.bz2", bz2.compress(t.encode())),
    "xz": lambda t: ("a.txt.xz", lzma.compress(t.encode())),
    "SQLite": lambda t: ("a.sqlite", database(text=t)),
    "SQLite blob": lambda t: ("a.sqlite", database(blob=zlib.compress(b"x") + t.encode())),
    "SQLite packed blob": lambda t: ("a.sqlite", database(blob=gzip.compress(t.encode()))),
    "SQLite deleted row": lambda t: ("a.sqlite", database(deleted=t)),
    "SQLite table name": lambda t: ("a.sqlite", database(name=t)),
    "name of a file": lambda t: (f"{t}.txt", plain("x")),
    "name of a folder": lambda t: (f"{t}/notes.txt", plain("x")),
}

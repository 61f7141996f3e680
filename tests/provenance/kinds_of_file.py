"""Files of every kind that the gate opens, made small, with a text at a place of its own."""

import base64
import gzip
import io
import json
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from provenance.cast import HARMLESS, docx, html

BACK_U, BACK_X, BACK = "\\u{:04x}", "\\x{:02x}", "\\{:06x} "
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

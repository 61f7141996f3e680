"""A small Word document, written part by part so that it stays small and the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from scripts.demo.packing import STAMP, write_package

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
WORD = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main"'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = f"{OFFICE}/officeDocument/2006/relationships"

FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>",
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f"<w:styles {WORD}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>',
}


def write_docx(path: Path, title: str, paragraphs: Iterable[str], author: str) -> None:
    """Write a title and paragraphs; a paragraph is given as its runs (`run`, `inserted`, `deleted`)."""
    titled = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run(title)}</w:p>'
    body = "".join(f"<w:p>{runs}</w:p>" for runs in paragraphs)
    parts = FIXED | {
        "word/document.xml": f"<w:document {WORD}><w:body>{titled}{body}</w:body></w:document>",
        "docProps/core.xml": _properties(title, author),
    }
    write_package(path, {name: (HEAD + content).encode() for name, content in parts.items()})


def run(text: str) -> str:
    """Plain text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inserted(text: str, author: str) -> str:
    """Text that somebody put in with tracked changes on: it counts."""
    return f'<w:ins w:id="1" w:author="{escape(author)}" w:date="{STAMP}">{run(text)}</w:ins>'


def deleted(text: str, author: str) -> str:
    """Text that somebody struck out with tracked changes on: it does not count."""
    struck = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="{escape(author)}" w:date="{STAMP}">{struck}</w:del>'


def _properties(title: str, author: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:modified></cp:coreProperties>'
    )

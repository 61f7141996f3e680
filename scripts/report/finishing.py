"""Finishes what Pandoc or Quarto wrote, the same way for both.

HTML
- the body stands in a `main` landmark, a link skips to it, and the title is the only heading of level 1
- every table lies in a named box that scrolls sideways by keyboard too
- the study's notice stands at the top and, where the browser can, on every printed page
DOCX
- fixed times and order of its files; title and language as properties, no person
- the study's notice in the header of every page; the first row of every table repeats on each page
- the contents are listed already, before Word has counted its pages
"""

from __future__ import annotations

import datetime as dt
import html
import re

from scripts.ground.faults import RenderFault
from scripts.report.packing import pack, unpack

BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)", re.DOTALL)
HEADING = re.compile(r"<(/?)h([1-5])(?=[\s>])")
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
CAPTION = re.compile(r"<(caption|figcaption)\b[^>]*>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
EMPTY_RUN = re.compile(r"(<w:r>(?:(?!</w:r>).)*?)(<w:t\s*/>|<w:t></w:t>)", re.DOTALL)
TABLE_ROW = re.compile(r"(<w:tbl>(?:(?!<w:tr[ >]).)*<w:tr(?: [^>]*)?>)(\s*<w:trPr>.*?</w:trPr>)?", re.DOTALL)
CONTENTS = re.compile(
    r"<w:p>(?:<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>)?<w:r>"
    r"(<w:fldChar [^>]*?begin[^>]*>\s*<w:instrText[^>]*>\s*TOC[^<]*?1-(\d)[^<]*</w:instrText>\s*<w:fldChar [^>]*?separate[^>]*>)"
    r"\s*(<w:fldChar [^>]*?end[^>]*>)</w:r></w:p>"
)
WORD_HEADING = re.compile(
    r'(?:<w:bookmarkStart [^>]*?w:name="([^"]+)" ?/>\s*)?'
    r'<w:p><w:pPr><w:pStyle w:val="Heading(\d)" ?/>(?:(?!</w:p>).)*</w:p>',
    re.DOTALL,
)


def finish_html(page: str, *, header_text: str) -> str:
    """The page with landmarks, one top heading, scrolling tables and the notice."""
    found = BODY.search(page)
    if not found:
        raise RenderFault("the rendered page has no body", where="the HTML report", remedy="report this as a defect")
    front, body = _split_front(found[2])
    notice = f'<p class="running-notice">{html.escape(header_text)}</p>\n' if header_text else ""
    front = front.replace('<header id="title-block-header">', f'<header id="title-block-header">\n{notice}', 1)
    front = re.sub(r'(<nav id="TOC" role="doc-toc")>', r'\1 aria-label="Contents">', front, count=1)
    body = HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", _scrolling_tables(body))
    whole = f'{found[1]}\n<a class="skip-link" href="#content">Skip to the report</a>\n{front}<main id="content">{body}</main>\n'
    return page[: found.start()].replace("</head>", _print_notice(header_text) + "</head>") + whole + page[found.end(2) :]


def _split_front(body: str) -> tuple[str, str]:
    """Title block and contents, and everything after them."""
    ends = [body.find(tag) + len(tag) for tag in ("</header>", "</nav>") if tag in body]
    cut = max(ends, default=0)
    return body[:cut], body[cut:]


def _scrolling_tables(body: str) -> str:
    def boxed(table: re.Match[str]) -> str:
        own = CAPTION.search(table[0])
        before = None if own else [*CAPTION.finditer(body, max(0, table.start() - 800), table.start())]
        caption = own or (before[-1] if before else None)
        label = " ".join(TAG.sub("", caption[2]).split()) if caption else "Table"
        label = label.replace('"', "&quot;")
        return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">{table[0]}</div>'

    return TABLE.sub(boxed, body)


def _print_notice(text: str) -> str:
    if not text:
        return ""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return f'<style>@page {{ @top-left {{ content: "{quoted}"; }} }}</style>\n'


def finish_docx(content: bytes, *, title: str, language: str, timestamp: int, header_text: str) -> bytes:
    """The document with fixed times, its properties, the notice on every page and repeating header rows."""
    parts = unpack(content)
    parts["docProps/core.xml"] = _properties(title, language, timestamp)
    parts["word/document.xml"] = _list_contents(TABLE_ROW.sub(_repeat_first_row, parts["word/document.xml"].decode())).encode()
    styles = parts["word/styles.xml"].decode()
    parts["word/styles.xml"] = re.sub(r'(<w:lang [^>]*?w:val=")[^"]*', rf"\g<1>{language}", styles).encode()
    parts |= _headers(parts, header_text)
    return pack(parts)


def _repeat_first_row(row: re.Match[str]) -> str:
    properties = row[2] or "<w:trPr></w:trPr>"
    if "<w:tblHeader" not in properties:
        properties = properties.replace("</w:trPr>", '<w:tblHeader w:val="true" /></w:trPr>')
    return row[1] + properties


def _list_contents(document: str) -> str:
    """Pandoc leaves the list of contents empty until Word fills it; other programs would show nothing."""
    field = CONTENTS.search(document)
    if not field:
        return document
    start, depth, end = field.groups()
    entries = []
    for heading in WORD_HEADING.finditer(document):
        anchor, level = heading[1], int(heading[2])
        if level <= int(depth):
            text = TAG.sub("", heading[0].replace("<w:tab />", "  ").replace("<w:tab/>", "  ")).strip()
            run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
            link = f'<w:hyperlink w:anchor="{anchor}">{run}</w:hyperlink>' if anchor else run
            opening = "" if entries else f"<w:r>{start}</w:r>"
            entries.append(f'<w:p><w:pPr><w:pStyle w:val="toc{level}" /></w:pPr>{opening}{link}</w:p>')
    if not entries:
        return document
    return document.replace(field[0], "".join(entries) + f"<w:p><w:r>{end}</w:r></w:p>")


def _headers(parts: dict[str, bytes], text: str) -> dict[str, bytes]:
    headers = {name: part.decode() for name, part in parts.items() if re.fullmatch(r"word/header\d*\.xml", name)}
    escaped = html.escape(text, quote=False)
    filled = {
        name: EMPTY_RUN.sub(lambda run: f'{run[1]}<w:t xml:space="preserve">{escaped}</w:t>', part, count=1)
        for name, part in headers.items()
    }
    referenced = "<w:headerReference" in parts["word/document.xml"].decode()
    if text and not (referenced and filled and all(escaped in part for part in filled.values())):
        raise RenderFault(
            "the notice cannot be put into the Word document's header",
            where="reference.docx",
            remedy="make it again with `python -m scripts.report.reference_docx`",
        )
    return {name: part.encode() for name, part in filled.items()}


def _properties(title: str, language: str, timestamp: int) -> bytes:
    moment = dt.datetime.fromtimestamp(timestamp, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{html.escape(title, quote=False)}</dc:title><dc:language>{html.escape(language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    ).encode()

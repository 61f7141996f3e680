"""Renders an assembled report project to HTML, PDF or DOCX.

- Quarto where it is asked for or there, else Pandoc and Typst from the same sources; the result says which
- the same finishing for both (`finishing.py`)
- the text of the result is scanned for what a renderer leaves where it found nothing: unknown variables and
  references, unresolved shortcodes, missing citations
- equal input gives equal bytes, in whatever folder the project lies
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts.ground.faults import RenderFault, raise_all
from scripts.report.finishing import finish_docx, finish_html
from scripts.report.packing import unpack
from scripts.report.pandoc import pandoc_version, render_with_pandoc
from scripts.report.quarto import quarto_version, render_with_quarto

Output = Literal["html", "pdf", "docx"]
Renderer = Literal["auto", "quarto", "pandoc"]

HEADER_LINE = '#let header-text = ""'
MARKS = re.compile(r"\?(?:var|meta):[\w.:-]*|\?@[\w.:-]+|\{\{<[^>\n]{0,80}")
# A missing citation is the key in bold, with a question mark: `(**key?**)`. Plain "(really?)" is somebody's words.
MISSING_CITATION = {
    "html": re.compile(r"[(\[;]\s*<strong>([\w:.-]+)\?</strong>"),
    # within one run's properties: a pattern that looks on to the next question mark takes seconds
    "docx": re.compile(
        r"[(\[;]\s*</w:t></w:r><w:r><w:rPr>(?:<(?!/w:rPr)[^>]*>)*<w:b ?/>(?:<(?!/w:rPr)[^>]*>)*</w:rPr>"
        r"<w:t[^>]*>([\w:.-]+)\?</w:t>"
    ),
}
INVISIBLE = re.compile(r"<(style|script|annotation)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Rendered:
    """One document, who rendered it (`Pandoc 3.9`, `Quarto 1.9.38`) and what it warned about."""

    content: bytes
    renderer: str
    warnings: tuple[str, ...] = ()


def render(
    project: Path, output: Output, *, renderer: Renderer = "auto", timestamp: int, lua: Path, header_text: str = ""
) -> Rendered:
    """The report in one format."""
    version = None if renderer == "pandoc" else quarto_version()
    if renderer == "quarto" and version is None:
        raise RenderFault(
            "Quarto is not on this machine, and the study asks for it",
            where="study.yaml, renderer",
            remedy="install Quarto, or write `renderer: auto`",
        )
    header_typ = with_header_text((project / "header.typ").read_text(encoding="utf-8"), header_text)
    typst_source = ""
    if version:
        content, warnings = render_with_quarto(project, output, timestamp=timestamp, header_typ=header_typ)
    else:
        content, typst_source, warnings = render_with_pandoc(project, output, timestamp=timestamp, lua=lua, header_typ=header_typ)
    content = _finish(content, output, timestamp, header_text)
    check_marks(content, output, typst_source)
    return Rendered(content, f"Quarto {version}" if version else f"Pandoc {pandoc_version()}", tuple(warnings))


def with_header_text(header_typ: str, text: str) -> str:
    """The Typst header with the study's notice in place; whoever assembles a project may do this too."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    line = f'#let header-text = "{escaped}"'
    if line not in header_typ and HEADER_LINE not in header_typ:
        raise RenderFault("header.typ has no place for the notice", where="header.typ", remedy=f"keep its line `{HEADER_LINE}`")
    return header_typ.replace(HEADER_LINE, line)


def _finish(content: bytes, output: Output, timestamp: int, header_text: str) -> bytes:
    if output == "html":
        return finish_html(content.decode(), header_text=header_text).encode()
    if output == "docx":
        title, language = _said_of_itself(content)
        return finish_docx(content, title=title, language=language, timestamp=timestamp, header_text=header_text)
    return content


def _said_of_itself(content: bytes) -> tuple[str, str]:
    """Title and language as the renderer wrote them into the Word document's properties."""
    parts = unpack(content)
    title = re.search(r"<dc:title>(.*?)</dc:title>", parts["docProps/core.xml"].decode(), re.DOTALL)
    language = re.search(r'<w:lang [^>]*?w:val="([^"]+)"', parts["word/styles.xml"].decode())
    return html.unescape(title[1]) if title else "", language[1] if language else "en-GB"


def check_marks(content: bytes, output: Output, typst_source: str = "") -> None:
    """Refuse a document that shows a renderer's mark for something it did not find.

    Where a PDF's Typst source is at hand it is searched instead: it says the same, and reading a PDF takes seconds.
    """
    text, source = (typst_source.replace("\\", ""), "") if typst_source else _text(content, output)
    marks = {found[0].strip() for found in MARKS.finditer(text)}
    if output in MISSING_CITATION:
        marks |= {f"({found[1]}?)" for found in MISSING_CITATION[output].finditer(source)}
    raise_all(
        [
            RenderFault(
                f"the rendered text shows '{mark}': something was not found",
                where=f"the {output.upper()} report",
                remedy="search the report's sources for that name",
            )
            for mark in sorted(marks)
        ]
    )


def _text(content: bytes, output: Output) -> tuple[str, str]:
    if output == "pdf":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages), ""
    if output == "docx":
        parts = unpack(content)
        source = "\n".join(parts[name].decode() for name in sorted(parts) if re.fullmatch(r"word/\w+\.xml", name))
        return html.unescape(TAG.sub("", source.replace("</w:p>", "\n"))), source
    source = content.decode()
    source = INVISIBLE.sub("", source[source.find("<body") :])
    source = re.sub(r'(?:src|href)="data:[^"]*"', "", source)
    return html.unescape(TAG.sub("", source)), source

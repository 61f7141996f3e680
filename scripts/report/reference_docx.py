"""Makes `report/reference.docx`, the Word look of the report: `python -m scripts.report.reference_docx`.

Starts from Pandoc's own reference document, so that every style Pandoc writes exists, and then
- sets an A4 page with a header (filled by the rendering) and `page / pages` in the footer
- gives body, headings, captions, quotes and tables one quiet look in Calibri (Carlito where Calibri is missing)
- adds the styles of the report's own classes: callouts, verdicts, the notice of fiction, findings in tables

The committed file is the result; run this again after a change here or a newer Pandoc.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from scripts.ground.environment import REPOSITORY
from scripts.report.packing import pack, unpack
from scripts.report.pandoc import pandoc_path

FONT = "Calibri"
INK, QUIET, ACCENT = "1F2933", "52606D", "1D5B79"
HEADINGS = {1: 17, 2: 13.5, 3: 11.5, 4: 11}
PANELS = {
    "Callout Note": ("1D5B79", "EEF5F9"),
    "Callout Important": ("9B2226", "FCF0EF"),
    "Callout Warning": ("7A5200", "FDF6E3"),
    "Verdict Supported": ("1B6B3A", "EDF6F0"),
    "Verdict Mixed": ("8A5A00", "FDF6E3"),
    "Verdict Not Supported": ("9B2226", "FCF0EF"),
    "Verdict Insufficient": ("4A5560", "F1F3F6"),
    "Fictional": ("8A5A00", "FDF3D8"),
}


def reference_docx(default: bytes) -> bytes:
    """The report's reference document from Pandoc's."""
    document = docx.Document(io.BytesIO(default))
    _set_page(document)
    _set_defaults(document)
    _set_text_styles(document)
    _set_table_style(document)
    _add_panels(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(unpack(buffer.getvalue()))


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.style, footer.style = _margin_style(document, "Header"), _margin_style(document, "Footer")
    notice = header.add_run("")
    notice.bold, notice.font.color.rgb = True, RGBColor.from_string("8A5A00")
    notice._r.append(OxmlElement("w:t"))
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _margin_style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    _font(style, 8.5, QUIET)
    return style


def _add_field(paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_defaults(document: Document) -> None:
    """Font and size stand in the document's defaults: only then does a table style's own size count in Word."""
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for size in ("w:sz", "w:szCs"):
        properties.find(qn(size)).set(qn("w:val"), "21")
    properties.find(qn("w:lang")).set(qn("w:val"), "en-GB")


def _set_text_styles(document: Document) -> None:
    styles = document.styles
    _spacing(styles["Body Text"], before=0, after=7, line=1.2)
    _spacing(styles["Compact"], before=1, after=1, line=1.08)
    _font(styles["Title"], 24, ACCENT, bold=True)
    _font(styles["Subtitle"], 13, INK, bold=False)
    for name in ("Author", "Date"):
        _font(styles[name], 11, QUIET, bold=False)
    for spacing in styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        styles["Subtitle"].element.rPr.remove(spacing)
    for name in ("Title", "Subtitle", "Author", "Date"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        _spacing(styles[name], before=0, after=4)
    for level, size in HEADINGS.items():
        heading = styles[f"Heading {level}"]
        _font(heading, size, ACCENT, bold=True)
        heading.font.italic = False
        heading.paragraph_format.keep_with_next = True
        _spacing(heading, before=22 if level == 1 else 15, after=6)
    _font(styles["TOC Heading"], 13.5, ACCENT, bold=True)
    for level in (1, 2, 3):
        entry = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        entry.base_style = styles["Normal"]
        entry.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        _spacing(entry, before=0, after=3)
    # Word's own name is lower case; Pandoc's reference document writes it otherwise.
    styles.element.get_by_id("Caption").name_val = "caption"
    for name in ("Caption", "Table Caption", "Image Caption"):
        _font(styles[name], 9.5, QUIET)
        styles[name].font.italic = False
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    styles["Table Caption"].paragraph_format.keep_with_next = True
    _spacing(styles["Table Caption"], before=12, after=4)
    _spacing(styles["Image Caption"], before=2, after=14)
    styles["Captioned Figure"].paragraph_format.keep_with_next = True
    _spacing(styles["Captioned Figure"], before=12, after=2)
    _font(styles["Block Text"], None, QUIET)
    styles["Block Text"].font.italic = True
    styles["Block Text"].paragraph_format.left_indent = Cm(0.8)
    _spacing(styles["Block Text"], before=12, after=10)
    styles["Hyperlink"].font.color.rgb = RGBColor.from_string(ACCENT)
    finding = styles.add_style("Finding", WD_STYLE_TYPE.CHARACTER)
    finding.font.bold = True


def _set_table_style(document: Document) -> None:
    style = document.styles["Table"].element
    for old in style.findall(qn("w:tblPr")) + style.findall(qn("w:tblStylePr")) + style.findall(qn("w:rPr")):
        style.remove(old)
    for part in (
        f'<w:rPr {nsdecls("w")}><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>',
        f"""<w:tblPr {nsdecls("w")}><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>
        <w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
        <w:bottom w:val="single" w:sz="4" w:space="0" w:color="C3CDD7"/>
        <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C3CDD7"/></w:tblBorders>
        <w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
        <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>""",
        f"""<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr/>
        <w:trPr><w:tblHeader/></w:trPr><w:tcPr><w:tcBorders>
        <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders>
        <w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>""",
    ):
        style.append(parse_xml(part))


def _add_panels(document: Document) -> None:
    for name, (paint, fill) in PANELS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Body Text"]
        _panel(style, paint, fill)
        _spacing(style, before=0 if name.startswith("Callout") else 6, after=10, line=1.15)
        if name.startswith("Callout"):
            title = document.styles.add_style(f"{name} Title", WD_STYLE_TYPE.PARAGRAPH)
            title.base_style, title.next_paragraph_style = style, style
            _font(title, None, paint, bold=True)
            title.paragraph_format.keep_with_next = True
            _spacing(title, before=10, after=0, line=1.15)
    document.styles["Fictional"].font.bold = True


def _panel(style: ParagraphStyle, paint: str, fill: str) -> None:
    style.paragraph_format.left_indent, style.paragraph_format.right_indent = Cm(0.35), Cm(0.2)
    properties = style.element.get_or_add_pPr()
    lines = [f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{paint}"/>']
    lines = [f'<w:top w:val="single" w:sz="4" w:space="4" w:color="{fill}"/>', *lines]
    lines.append(f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{fill}"/>')
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{''.join(lines)}</w:pBdr>")
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    indent = properties.find(qn("w:ind"))
    indent.addprevious(borders)
    indent.addprevious(shading)


def _font(style, size: float | None, colour: str, *, bold: bool | None = None) -> None:
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    if fonts is not None:
        style.element.rPr.remove(fonts)
    style.font.name = FONT
    style.font.size = None if size is None else Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    if bold is not None:
        style.font.bold = bold


def _spacing(style: ParagraphStyle, *, before: float, after: float, line: float | None = None) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line is not None:
        style.paragraph_format.line_spacing = line


def write(path: Path) -> None:
    """Put the reference document where the templates stand."""
    command = [pandoc_path(), "--print-default-data-file", "reference.docx"]
    path.write_bytes(reference_docx(subprocess.run(command, check=True, capture_output=True).stdout))


if __name__ == "__main__":
    write(REPOSITORY / "report" / "reference.docx")

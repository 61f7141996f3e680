"""The report in three formats from one toy project: what it says, and what each format must be."""

from __future__ import annotations

import io
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from scripts.report.packing import unpack
from scripts.report.pandoc import STANDARDS, pandoc_path
from scripts.report.reference_docx import reference_docx
from scripts.report.rendering import Rendered
from tests.report.toy import FORMATS, NOTICE, TEMPLATES, rendered, toy_project

ALT = "Dot plot: all six behaviours rose; only partnership (0.61) lies wholly beyond the smallest change that matters."


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rendered]:
    project = toy_project(tmp_path_factory.mktemp("once"))
    return {output: rendered(project, output) for output in FORMATS}


@pytest.fixture(scope="module")
def texts(documents: dict[str, Rendered]) -> dict[str, str]:
    page = re.sub(r"<annotation.*?</annotation>", "", documents["html"].content.decode())
    pages = PdfReader(io.BytesIO(documents["pdf"].content)).pages
    word = unpack(documents["docx"].content)
    xml = (word["word/document.xml"] + word["word/footnotes.xml"]).decode().replace("</w:p>", " ")
    raw = {"html": page, "pdf": " ".join(p.extract_text() for p in pages), "docx": xml}
    return {output: " ".join(re.sub("<[^>]*>", "", text).replace("\u00a0", " ").split()) for output, text in raw.items()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return toy_project(tmp_path)


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize(
    "words",
    [
        "The Lantern Programme: did two years change how people lead?",
        "Of 41 leaders who were invited, 34 answered",
        "rose by 0.61 points",
        "see Figure 1 and Table 1, and Section 3.1 for what",
        "Table 2, Figure 2 put the survey beside",
        "Numbers alone: 2.",
        "Figure 1: Mean change in six behaviours, with 95% intervals; 34 leaders.",
        "Table 1: Mean scores before and after, of 34 leaders",
        "faded by the end of programme.",
        "Read this first",
        "The evaluators helped to build the programme",
        "The smallest change that matters was set to 0.30",
        "Convergence",
    ],
)
def test_every_format_says_the_same(texts: dict[str, str], output: str, words: str) -> None:
    assert words in re.sub(r"(Figure|Table) (\d): +", r"\1 \2: ", texts[output])


@pytest.mark.parametrize(("output", "place"), [("html", "web page"), ("pdf", "PDF"), ("docx", "Word file")])
def test_raw_blocks_stand_in_their_own_format_only(texts: dict[str, str], output: str, place: str) -> None:
    assert re.findall(r"This paragraph stands in the ([\w ]+) only", texts[output]) == [place]


@pytest.mark.parametrize("output", FORMATS)
def test_rendering_is_clean_and_says_who_rendered(documents: dict[str, Rendered], output: str) -> None:
    assert documents[output].warnings == ()
    assert re.fullmatch(r"Pandoc 3\.[\d.]+", documents[output].renderer)


@pytest.mark.parametrize("output", FORMATS)
def test_equal_projects_give_equal_bytes(documents: dict[str, Rendered], tmp_path: Path, output: str) -> None:
    assert rendered(toy_project(tmp_path / "elsewhere"), output).content == documents[output].content


def test_rendering_writes_nothing_into_the_project(project: Path) -> None:
    before = sorted(project.rglob("*"))
    for output in FORMATS:
        rendered(project, output)
    assert sorted(project.rglob("*")) == before


class Outline(HTMLParser):
    """Collects what a screen reader steers by."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def outline(documents: dict[str, Rendered]) -> Outline:
    parser = Outline()
    parser.feed(documents["html"].content.decode())
    return parser


def test_page_has_landmarks_language_and_one_top_heading(outline: Outline) -> None:
    assert outline.all("html")[0]["lang"] == "en-GB"
    assert [len(outline.all(tag)) for tag in ("header", "nav", "main")] == [1, 1, 1]
    assert outline.all("nav")[0]["aria-label"] == "Contents"
    assert outline.levels.count(1) == 1


def test_page_skips_no_heading_level(outline: Outline) -> None:
    assert all(deeper - level <= 1 for level, deeper in zip(outline.levels, outline.levels[1:], strict=False))


def test_page_skips_to_its_content(outline: Outline) -> None:
    assert outline.all("a")[0]["href"] == "#content"
    assert outline.all("main")[0]["id"] == "content"


def test_page_loads_nothing_from_elsewhere(documents: dict[str, Rendered], outline: Outline) -> None:
    loaded = [
        attributes.get("src") or attributes.get("href") or ""
        for tag in ("img", "link", "script")
        for attributes in outline.all(tag)
        if tag != "script" or "src" in attributes
    ]
    assert loaded and all(address.startswith("data:") for address in loaded)
    assert not re.search(r"@import|url\((?!['\"]?data:)", documents["html"].content.decode())


def test_links_inside_the_page_have_a_target(outline: Outline) -> None:
    ids = {attributes["id"] for _, attributes in outline.tags if "id" in attributes}
    targets = {attributes["href"] for attributes in outline.all("a") if (attributes.get("href") or "").startswith("#")}
    assert {target[1:] for target in targets} <= ids


def test_tables_scroll_in_a_named_box(outline: Outline) -> None:
    boxes = [attributes for attributes in outline.all("div") if attributes.get("class") == "table-scroll"]
    assert [box["tabindex"] for box in boxes] == ["0", "0"]
    assert (boxes[1]["aria-label"] or "").replace("\u00a0", " ") == "Table 2: The survey beside the interviews"


def test_numbers_carry_their_evidence_id(documents: dict[str, Rendered]) -> None:
    page = documents["html"].content.decode()
    assert page.count('data-evidence="behaviour.B3.change.mean">0.61</span>') == 3


def test_page_shows_the_notice(documents: dict[str, Rendered]) -> None:
    page = documents["html"].content.decode()
    assert f'<p class="running-notice">{NOTICE}</p>' in page
    assert f'@top-left {{ content: "{NOTICE}"; }}' in page


def test_style_keeps_contrast() -> None:
    """Each text colour of the style on each panel it may stand on, by WCAG's formula, at least 4.5 to 1."""
    style = (TEMPLATES / "style.css").read_text()
    inks = re.findall(r"--(?:ink|quiet|accent|green|amber|red|violet|slate): (#\w{6})", style)
    panels = {"#ffffff", "#f4f6f8", *re.findall(r"background: (#[ef]\w{5})", style)}
    assert len(inks) == 8
    assert all((_luminance(panel) + 0.05) / (_luminance(ink) + 0.05) >= 4.5 for ink in inks for panel in panels)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_pictures_are_described_in_html(outline: Outline) -> None:
    alts = [image.get("alt") for image in outline.all("img")]
    assert alts == [ALT, 'Bar chart: most people spoke of "listening first"; fewest spoke of money.']


def test_pictures_are_described_in_pdf(documents: dict[str, Rendered]) -> None:
    assert ALT in _alternatives(PdfReader(io.BytesIO(documents["pdf"].content)))


def _alternatives(reader: PdfReader) -> list[str]:
    return [
        str(item["/Alt"])
        for item in map(reader.get_object, range(1, reader.trailer["/Size"]))
        if isinstance(item, dict) and "/Alt" in item
    ]


def test_pictures_are_described_in_word(documents: dict[str, Rendered]) -> None:
    document = unpack(documents["docx"].content)["word/document.xml"].decode()
    assert f'descr="{ALT}"' in document


def test_pdf_is_tagged_dated_and_knows_its_title(documents: dict[str, Rendered]) -> None:
    reader = PdfReader(io.BytesIO(documents["pdf"].content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == "The Lantern Programme: did two years change how people lead?"
    assert reader.metadata.author == "The Harbour Evaluation Group"
    assert reader.metadata["/CreationDate"] == "D:20310331000000Z"
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        "1 Summary", "2 Main results", "3 Methods", "Colophon",
    ]  # fmt: skip


def test_pdf_embeds_its_fonts_and_shows_the_notice_on_each_page(documents: dict[str, Rendered]) -> None:
    pages = PdfReader(io.BytesIO(documents["pdf"].content)).pages
    assert all(NOTICE in page.extract_text() for page in pages)
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert all("FontFile" in str(font["/DescendantFonts"][0].get_object()["/FontDescriptor"]) for font in fonts)


def test_document_that_cannot_be_accessible_becomes_an_archive_pdf_with_a_warning(project: Path) -> None:
    with (project / "chapters/methods.qmd").open("a") as chapter:
        chapter.write('\n```{=typst}\n#image("/figures/change.svg")\n```\n')
    warnings = rendered(project, "pdf").warnings
    assert len(STANDARDS) == 2 and len(warnings) == 1 and warnings[0].startswith("not UA-1")


def test_word_document_has_real_styles(documents: dict[str, Rendered]) -> None:
    document = docx.Document(io.BytesIO(documents["docx"].content))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    wanted = {"Title", "Heading 1", "Heading 2", "Image Caption", "Table Caption", "Fictional", "Verdict Supported", "Block Text"}
    assert wanted <= used
    assert {"Callout Note", "Callout Important Title", "Callout Warning"} <= used
    assert [table.style.name for table in document.tables] == ["Table", "Table"]


def test_word_header_rows_repeat(documents: dict[str, Rendered]) -> None:
    tables = docx.Document(io.BytesIO(documents["docx"].content)).tables
    marked = [[bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] for table in tables]
    assert marked == [[True, *[False] * 6]] * 2


def test_word_header_shows_the_notice_on_every_page(documents: dict[str, Rendered]) -> None:
    sections = docx.Document(io.BytesIO(documents["docx"].content)).sections
    assert [section.header.paragraphs[0].text for section in sections] == [NOTICE]
    assert not sections[0].different_first_page_header_footer


def test_word_properties_name_the_report_and_no_person(documents: dict[str, Rendered]) -> None:
    properties = docx.Document(io.BytesIO(documents["docx"].content)).core_properties
    assert properties.title == "The Lantern Programme: did two years change how people lead?"
    assert (properties.language, properties.author, properties.last_modified_by) == ("en-GB", "", "")
    assert properties.created.isoformat() == "2031-03-31T00:00:00+00:00"


def test_word_contents_are_listed_before_word_counts_pages(documents: dict[str, Rendered]) -> None:
    paragraphs = docx.Document(io.BytesIO(documents["docx"].content)).element.xpath("//w:sdt//w:p")
    entries = ["".join(paragraph.xpath(".//w:t/text()")) for paragraph in paragraphs]
    assert entries[:4] == ["Contents", "1  Summary", "2  Main results", "2.1  What leaders do differently"]


def test_word_references_lead_somewhere(documents: dict[str, Rendered]) -> None:
    document = unpack(documents["docx"].content)["word/document.xml"].decode()
    assert set(re.findall(r'w:anchor="([^"]+)"', document)) <= set(
        re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document)
    )


def test_committed_reference_document_is_what_the_script_makes() -> None:
    command = [pandoc_path(), "--print-default-data-file", "reference.docx"]
    made = reference_docx(subprocess.run(command, check=True, capture_output=True).stdout)
    assert unpack(made) == unpack((TEMPLATES / "reference.docx").read_bytes())

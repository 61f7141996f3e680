"""Every way a report's sources, or a renderer, can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.ground.faults import Fault, Faults, RenderFault
from scripts.report.finishing import finish_docx, finish_html
from scripts.report.packing import pack
from scripts.report.rendering import check_marks, with_header_text
from tests.report.toy import FORMATS, NOTICE, rendered, toy_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return toy_project(tmp_path)


WRONG = {
    "unknown variable": ("{{< var behaviour.B9.mean >}}", "'behaviour.B9.mean' is not in _variables.yml"),
    "unknown setting": ("{{< meta study.moon >}}", "'study.moon' is not in the YAML header"),
    "map as variable": ("{{< var behaviour.B3 >}}", "the value of 'behaviour.B3' is a list, a map or a block"),
    "unknown shortcode": ("{{< video a.mp4 >}}", "'{{< video a.mp4 >}}' is no shortcode of this report"),
    "shortcode never closed": ("{{< var never.closed", "is never closed"),
    "include inside a line": ("See {{< include chapters/summary.qmd >}}", "is no shortcode of this report"),
    "missing include": ("{{< include chapters/absent.qmd >}}", "the included file 'chapters/absent.qmd' does not exist"),
    "include outside": ("{{< include ../secret.md >}}", "the included file '../secret.md' does not exist"),
    "unknown figure": ("As @fig-absent shows", "'@fig-absent' names nothing in the report"),
    "citation": ("As @smith2020 shows", "'@smith2020' is no reference"),
    "section without number": ("As @sec-colophon shows\n\n# End {#sec-colophon .unnumbered}", "names a section without a number"),
    "missing picture": ("![c](figures/absent){#fig-absent}", "is not in the project's folder"),
    "picture from the network": ("![c](https://example.org/a.png)", "is not in the project's folder"),
    "label used twice": ("![c](figures/change){#fig-change}", "the label 'fig-change' is used twice"),
    "shortcode in a formula": ("$x = {{< var sample.used >}}$", "a shortcode inside a formula"),
    "unused callout": ("::: {.callout-tip}\nHa\n:::", "'callout-tip' is not used in this report"),
}


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_resolved_is_a_fault_with_file_and_line(project: Path, output: str, wrong: str) -> None:
    text, what = WRONG[wrong]
    chapter = project / "chapters/methods.qmd"
    line = len(chapter.read_text().splitlines()) + 2
    with chapter.open("a") as file:
        file.write(f"\n{text}\n")
    with pytest.raises(RenderFault) as caught:
        rendered(project, output)
    assert what in caught.value.what
    first_seen_elsewhere = wrong in ("map as variable", "label used twice")
    assert first_seen_elsewhere or caught.value.where == f"chapters/methods.qmd, line {line}"


def test_all_faults_are_told_at_once(project: Path) -> None:
    with (project / "report.qmd").open("a") as file:
        file.write("\n{{< var a.b >}} and @tbl-none\n")
    with pytest.raises(Faults) as caught:
        rendered(project, "html")
    assert len(caught.value.faults) == 2
    assert all(isinstance(fault, Fault) and fault.where.startswith("report.qmd, line ") for fault in caught.value.faults)


def test_included_file_may_not_change_the_settings(project: Path) -> None:
    (project / "chapters/methods.qmd").write_text("---\ntitle: Another\n---\n\n# Methods {#sec-methods}\n")
    with pytest.raises(RenderFault, match="YAML header"):
        rendered(project, "html")


def test_file_that_includes_itself_is_a_fault(project: Path) -> None:
    (project / "chapters/methods.qmd").write_text("{{< include chapters/methods.qmd >}}\n")
    with pytest.raises(RenderFault, match="includes itself"):
        rendered(project, "html")


def test_variables_expand_in_raw_text_links_and_paths(project: Path) -> None:
    (project / "chapters/methods.qmd").write_text(
        "# M {#sec-methods}\n\n## L {#sec-limits}\n\n"
        "[x](#sec-{{< var place >}}) `{{< var sample.used >}}` ({{< var sample.share >}}).\n\n"
        '![c](figures/{{< var picture >}}){#fig-again fig-alt="a"}\n'
    )
    with (project / "_variables.yml").open("a") as file:
        file.write('place: "limits"\npicture: "change"\n')
    page = rendered(project, "html").content.decode()
    assert '<a href="#sec-limits">x</a> <code>34</code> (83%).' in page
    assert "Figure\u00a03: c" in page


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("mark", ["?var:sample.gone", "?meta:gone", r"?\@fig-gone", "{{< video >}}"])
def test_marks_in_the_rendered_text_are_faults(project: Path, output: str, mark: str) -> None:
    variables = project / "_variables.yml"
    variables.write_text(variables.read_text().replace('"83%"', f"'{mark}'"))
    with pytest.raises(RenderFault, match="something was not found"):
        rendered(project, output)


def test_missing_citation_is_a_fault_but_a_question_in_a_quote_is_not(project: Path) -> None:
    with (project / "chapters/methods.qmd").open("a") as file:
        file.write("\n“It changed (really?) everything.”\n")
    for output in FORMATS:
        rendered(project, output)
    with pytest.raises(RenderFault, match=r"\(smith2020\?\)"):
        check_marks(b"<body><p>As (<strong>smith2020?</strong>) says</p></body>", "html")


def test_marks_are_found_in_a_pdf_whose_source_is_not_at_hand(project: Path) -> None:
    import typst

    pdf = typst.compile(b"See ?var:sample.gone here", format="pdf")
    with pytest.raises(RenderFault, match=r"\?var:sample\.gone"):
        check_marks(pdf, "pdf")


def test_header_without_a_place_for_the_notice_is_a_fault() -> None:
    with pytest.raises(RenderFault, match="no place for the notice"):
        with_header_text("#set page()", NOTICE)
    given = with_header_text('#let header-text = ""\n', 'a "b"')
    assert given == '#let header-text = "a \\"b\\""\n'
    assert with_header_text(given, 'a "b"') == given


def test_word_document_without_a_header_cannot_carry_the_notice() -> None:
    document = {"word/document.xml": b"<w:document/>", "word/styles.xml": b"<w:styles/>", "docProps/core.xml": b"<x/>"}
    with pytest.raises(RenderFault, match="header"):
        finish_docx(pack(document), title="t", language="en", timestamp=0, header_text=NOTICE)


FAKE_QUARTO = """#!/bin/sh
if [ "$1" = --version ]; then echo 1.9.38; exit 0; fi
grep -q 'FICTIONAL DEMONSTRATION' header.typ || exit 3
mkdir -p rendered
echo "[WARN] Unable to resolve something" >&2
cat page.html > rendered/report.html
"""


@pytest.fixture
def quarto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "quarto").write_text(FAKE_QUARTO)
    (folder / "quarto").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder / "quarto"


def test_quarto_renders_a_copy_and_its_text_is_checked(project: Path, quarto: Path) -> None:
    (project / "page.html").write_text(
        '<html><head></head><body><header id="title-block-header"></header><h1>A</h1></body></html>'
    )
    result = rendered(project, "html", renderer="auto")
    assert (result.renderer, result.warnings) == ("Quarto 1.9.38", ("[WARN] Unable to resolve something",))
    assert b'<main id="content"><h2>A</h2></main>' in result.content
    assert not (project / "rendered").exists()
    (project / "page.html").write_text("<html><head></head><body><p><strong>?@fig-x</strong></p></body></html>")
    with pytest.raises(RenderFault, match=r"\?@fig-x"):
        rendered(project, "html", renderer="quarto")


def test_failing_quarto_is_a_fault(project: Path, quarto: Path) -> None:
    with pytest.raises(RenderFault, match="Quarto could not render"):
        rendered(project, "html", renderer="quarto")


def test_asking_for_an_absent_quarto_is_a_fault(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(RenderFault, match="Quarto is not on this machine"):
        rendered(project, "html", renderer="quarto")
    assert rendered(project, "html", renderer="auto").renderer.startswith("Pandoc")


def test_table_of_quarto_takes_its_name_from_the_caption_before_it() -> None:
    figure = "<figure><figcaption>Table 4: Reach</figcaption><div><table><tr></tr></table></div></figure>"
    page = finish_html(f"<html><head></head><body>{figure}</body></html>", header_text="")
    assert 'aria-label="Table 4: Reach"' in page

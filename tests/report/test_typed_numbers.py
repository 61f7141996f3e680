import pytest

from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Faults, RenderFault
from scripts.report.typed_numbers import refuse_typed_numbers


def places(**files):
    with pytest.raises((RenderFault, Faults)) as told:
        refuse_typed_numbers({name.replace("_", "."): text for name, text in files.items()})
    return [fault.where for fault in (told.value.faults if isinstance(told.value, Faults) else [told.value])]


@pytest.mark.parametrize(
    "text",
    [
        "Of 38 people",
        "38% rose",
        "rose by 0.61",
        "rose by +0.61",
        "fell by -0.61",
        "fell by −0.61",
        "fell by -3 points",
        "half, .5 points",
        "(n=38)",
        "In 2021,",
        "1,200 rows",
        "| cell | 12 |",
        "between 3-5 people",
        "*12*",
        "twelve[12]",
        "`0.61` rose",
        "{42}",
        "a < 5 and b > 3",
        "&#52;",
        "`<b>7</b>`{=html}",
        "[1989]{.typed}",
        "[1989]{.typed because=' '}",
    ],
)
def test_a_typed_number_is_found(text):
    assert places(a_qmd=text) == ["a.qmd, line 1"]


@pytest.mark.parametrize(
    "text",
    [
        "rose by {{< var behaviour-B3-change-mean >}} points",
        "see `results/2021/x.csv`",
        "```\nx = 12\n```",
        "::: {.column width=50%}\ntext\n:::",
        "see @tbl-2 and [page](https://example.org/2021/12)",
        '[1989]{.typed because="the year of the Act"}',
        "<https://example.org/2021>",
        "behaviour B3 and the T0 wave, COVID-19",
        "twelve people",
        "{{< include generated/aim-1.md >}}",
        "# Heading {#sec-2 .x2}",
        "",
    ],
)
def test_what_is_no_typed_number_is_allowed(text):
    refuse_typed_numbers({"a.qmd": text})


def test_a_number_in_a_raw_block_is_found_with_its_line():
    assert places(a_qmd="one\n\n```{=html}\n<p class='b1'>\nOf 42</p>\n<style>a{top:2px}</style>\n```\n") == ["a.qmd, line 5"]


@pytest.mark.parametrize("text", ['<img width="12">', "<b>so</b>", "a <br/> b", "</div>", "<!-- later -->"])
def test_an_html_tag_outside_a_raw_block_is_found(text):
    with pytest.raises(RenderFault, match="HTML tag"):
        refuse_typed_numbers({"a.qmd": text})


def test_every_line_of_every_file_is_told_at_once():
    assert places(b_qmd="one\n2\nthree\n4", a_qmd="5") == ["a.qmd, line 1", "b.qmd, line 2", "b.qmd, line 4"]


def test_lines_are_counted_past_what_is_taken_out():
    assert places(a_qmd="{{< var\nx >}}\n```\n1\n```\nfive 5") == ["a.qmd, line 6"]


def test_the_chapters_of_this_repository_hold_no_typed_number():
    chapters = sorted((REPOSITORY / "report/chapters").glob("*.qmd"))
    assert chapters
    refuse_typed_numbers({path.name: path.read_text(encoding="utf-8") for path in chapters})

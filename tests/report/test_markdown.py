import json

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.report.markdown import callout, escape, figure, table

HOSTILE = [
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "*bold* _and_ **strong** __more__",
    "`code` ``more``",
    "[link](https://example.org) ![picture](x.png) [ref][1] <https://example.org>",
    "{{< include /etc/passwd >}} {.class}",
    "# heading",
    "$x^2$ \\(x\\) \\[y\\] \\textbf{tex}",
    "@citation [@citation] ^[note] [^1]",
    "~~gone~~ H~2~O x^2^",
    "| a | b |",
    "end of line \\",
    "\\*already\\*",
    "two\n\nparagraphs\n\n# and a heading",
    "&lt;b&gt; &copy; &#42;",
]


def read(markdown: str) -> list[dict]:
    return json.loads(pypandoc.convert_text(markdown, "json", format="markdown-smart"))["blocks"]


def test_hostile_text_stays_text_word_for_word():
    blocks = read("\n\n".join(f"x {escape(text)} y" for text in HOSTILE))
    assert [block["t"] for block in blocks] == ["Para"] * len(HOSTILE)
    for block, text in zip(blocks, HOSTILE, strict=True):
        assert {inline["t"] for inline in block["c"]} <= {"Str", "Space"}, text
        assert "".join(inline.get("c", " ") for inline in block["c"]) == f"x {' '.join(text.split())} y"


def test_hostile_text_stays_in_its_cell():
    made = table("tbl-x", "Caption", ["a", "b"], [[escape(text), "end"] for text in HOSTILE])
    [block] = read(made)
    assert block["t"] == "Table"
    rows = block["c"][4][0][3]
    assert len(rows) == len(HOSTILE)
    assert {len(row[1]) for row in rows} == {2}


@given(st.text())
def test_an_escaped_text_is_one_line_and_no_sign_of_markup_stands_unescaped(text):
    escaped = escape(text)
    assert len(escaped.splitlines()) <= 1
    unescaped = escaped.replace("\\\\", "")
    for sign in "`*_{}[]<>#|$@~^":
        assert unescaped.count(sign) == unescaped.count(f"\\{sign}")


def test_plain_words_are_left_alone():
    assert escape("Trust, people's own words; 3 of 5 (60%).") == "Trust, people's own words; 3 of 5 (60%)."


def test_a_table_reads_back_with_its_cells_id_and_alignment():
    [block] = read(table("tbl-x", "What came in", ["Source", "Read"], [["roster", "48"], ["survey", "1,200"]]))
    assert block["c"][0][0] == "tbl-x"
    assert [column[0]["t"] for column in block["c"][2]] == ["AlignLeft", "AlignRight"]
    assert len(block["c"][4][0][3]) == 2


@pytest.mark.parametrize("alt", ['He said "no"', "two\nlines", "a \\ stroke", "braces } {.x}", "it's"])
def test_a_figure_keeps_its_id_and_its_text_alternative_whatever_that_says(alt):
    [block] = read(figure("fig-x", "change", "Caption", alt))
    attributes = json.dumps(block)
    assert block["t"] == "Figure"
    assert "fig-x" in attributes
    [told] = [value for name, value in find(block, "fig-alt")]
    assert told == alt.replace('"', "'").replace("\n", " ")


def find(value, name):
    """Attributes of this name anywhere in what Pandoc read."""
    if isinstance(value, list):
        if len(value) == 2 and value[0] == name:
            return [value]
        return [found for each in value for found in find(each, name)]
    return [found for each in value.values() for found in find(each, name)] if isinstance(value, dict) else []


def test_a_callout_is_a_block_with_its_title():
    [block] = read(callout("warning", "Not in the data", "There was none."))
    assert block["t"] == "Div"
    assert block["c"][0][1] == ["callout-warning"]
    assert block["c"][1][0]["t"] == "Header"


def widths(made: str) -> list[int]:
    return [cell.count("-") for cell in made.split("\n")[1].split("|")[1:-1]]


def test_on_a_full_line_no_column_is_narrower_than_its_longest_word():
    head = ["Type of outcome", "Projects", "Without follow-up", "Improved", "Met target", "Share met", "Way to target", "Reached"]
    row = ["independence and national outcomes framework", *["{{< var projects-n >}}"] * 7]
    found = widths(table("tbl-x", "Caption", head, [row]))
    page = max(sum(found), 110)
    for name, width in zip(head, found, strict=True):
        room = width * 110 / page - 3  # letters, without the cell's margins
        assert room >= 1.1 * max(map(len, name.split())), name


def test_a_verdict_needs_room_for_its_longest_word_and_an_interval_stays_on_one_line():
    cells = ["{{< var verdict-behaviour-B1-joint >}}", "{{< var a-low >}} to {{< var a-high >}}", "long words " * 20]
    joint, interval, _ = widths(table("tbl-x", "Caption", ["a", "b", "c"], [cells]))
    assert joint >= len("complementarity") + 3 and interval >= len("+0.00 to +0.00") + 3


def test_a_narrow_table_keeps_the_widths_of_its_cells():
    assert widths(table("tbl-x", "Caption", ["a", "b"], [["some words here", "x"]])) == [19, 12]

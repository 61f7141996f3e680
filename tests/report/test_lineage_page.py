import json
import re

import pytest

from scripts.ground.lineage import Lineages
from scripts.report.lineage_graph import as_png, provenance_graph
from scripts.report.lineage_index import lineage_index
from scripts.report.lineage_page import lineage_page, printed_ids, without_unknown_names
from tests.report.toy import toy_lineages

KNOWN = ["a.n", "tbl-a", "q-12345678", "verdict.x"]


@pytest.fixture
def lineages() -> Lineages:
    return toy_lineages()


def test_ids_are_those_whose_value_exhibit_or_name_is_printed():
    texts = [
        "Of {{< var a-n >}}, {{<var zzz>}}",
        ": Caption {#tbl-a}",
        "“Words” [(`q-12345678`)]{.exhibit-id}",
        "[`tbl-b`]{.exhibit-id}",
    ]
    assert printed_ids(texts, KNOWN) == {"a.n", "tbl-a", "q-12345678"}


def test_a_printed_id_that_leads_nowhere_is_taken_away():
    text = "A. [(`tbl-index`)]{.exhibit-id} B. [(`tbl-a`)]{.exhibit-id}"
    assert without_unknown_names(text, KNOWN) == "A.  B. [(`tbl-a`)]{.exhibit-id}"


def test_the_data_cannot_end_their_element_and_stay_readable_for_the_leak_gate(lineages):
    lineages.entries["tbl-change"]["display"] = "</script><b>Zoë"
    page = lineage_page(lineages, ["{#tbl-change}"], "go();\n")
    told = re.match(r'<script type="application/json" id="lineage-data">(.*?)</script>\n<script>\ngo\(\);\n</script>\n$', page)
    assert told and "<" not in told[1] and "Zoë" in told[1]
    assert "  shown as     </script><b>Zoë" in json.loads(told[1])["things"]["tbl-change"][0]


def test_the_picture_shows_sources_steps_and_exhibits_and_says_so_in_words(lineages):
    svg, alt = provenance_graph(lineages, ["tbl-change", "fig-change"])
    shown = re.findall(r">([^<>\n]+)</text>", svg)
    assert {"Sources", "survey", "surveys", "change", "fig_change", "tbl-change", "fig-change"} <= set(shown)
    assert alt == "Flow diagram. Raw sources: 1; steps: 4; exhibits: 2. Every exhibit leads back to raw data."
    assert provenance_graph(lineages, ["fig-change", "tbl-change"]) == (svg, alt)


def test_the_picture_leaves_out_lines_that_another_way_tells(lineages):
    before = provenance_graph(lineages, ["fig-change"])
    lineages.upstream["quantitative.change"].append("ingest.surveys")
    assert provenance_graph(lineages, ["fig-change"]) == before


def test_the_picture_in_dots_is_a_picture_with_its_words(lineages):
    svg, _ = provenance_graph(lineages, ["tbl-change"])
    whole, wordless = as_png(svg), as_png(re.sub(r"<text.*?</text>", "", svg))
    assert whole.startswith(b"\x89PNG") and len(whole) > 1.2 * len(wordless)
    assert as_png(svg) == whole


def test_the_index_leads_each_exhibit_to_code_and_sources(lineages):
    files = lineage_index(lineages, ["tbl-change"], "Said.")
    assert "| [`tbl-change`]{.exhibit-id} | @tbl-change | `scripts/quantitative/change.py` | survey |" in files["index"]
    assert "| `survey` | `cdcdcdcdcdcdcdcd` |" in files["digests"]
    assert 'fig-alt="Said."' in files["fig-provenance"]

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from scripts.ground.findings import finding, reading
from scripts.ground.models.study import Fictional, Running, Title
from scripts.validate.findings_page import SHOWN_RANGES, findings_page

TITLE = Title(title="Tiny")
VOID = {"meta"}


def error(row=7, **given):
    return finding("error", "survey:1", "off_scale", "The answer is off the scale.", "Correct it.", row=row, field="Q3") | given


def flow(quarantined=0, files=1):
    return {
        "source": "survey", "unit": "responses", "files": files, "read": 1050, "used": 1050 - quarantined,
        "quarantined": quarantined, "excluded": 0, "reasons": "",
    }  # fmt: skip


def complete(level, name, answered, wave="T0", expected=10):
    return {
        "wave": wave, "level": level, "name": name, "expected": expected, "answered": answered, "missing": expected - answered,
        "share": answered / expected,
    }  # fmt: skip


def measured(signs, wave="T0"):
    return {"wave": wave, "signs": signs}


def page(
    findings=(), flows=(), readings=(), completeness=(), patterns=(), quality=(), losses=(), queue=(),
    fictional=False, **running,
):  # fmt: skip
    given = (findings, flows, readings, completeness, patterns, quality, losses, queue)
    return findings_page(*map(list, given), TITLE, Fictional(fictional=fictional), Running(**running))


class Outline(HTMLParser):
    """Headings, tables and cells of a page; complains about tags that are not closed in order."""

    def __init__(self, html):
        super().__init__()
        self.open, self.headings, self.rows, self.captions, self.ids, self.links = [], [], [], [], set(), []
        self.scopes, self.frames = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        self.ids |= {given["id"]} if "id" in given else set()
        self.links += [given["href"]] if "href" in given else []
        self.scopes += [given.get("scope")] if tag == "th" else []
        self.frames += [(given.get("role"), given.get("tabindex"), bool(given.get("aria-label")))] if tag == "div" else []
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "caption":
            self.captions.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        elif "caption" in self.open:
            self.captions[-1] += data
        elif {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def rows(html, first):
    return [row for row in Outline(html).rows if row[0] == first]


FULL = {
    "findings": [error(), finding("warning", "log:1", "odd", "Odd.", "Look.", row=2), finding("note", "log", "x", "Y.", "Z.")],
    "flows": [flow(1)],
    "readings": [reading("survey:1", "csv", 1050, 1049) | {"unused_columns": 3}],
    "completeness": [complete("wave", "T0", 9), complete("behaviour", "B1", 8), complete("item", "B1a", 7)],
    "patterns": [{"pattern": "none", "people": 1}],
    "quality": [measured("long run"), measured("")],
    "losses": [{"reason": "words changed", "code": "c", "source": "coding:1", "source_row": row} for row in (3, 4)],
}


def test_the_page_loads_nothing_and_runs_nothing():
    told = page(**FULL)
    assert not re.findall(r"<script|<link|<img|src=|@import|url\(|https?:", told)
    assert "default-src 'none'" in told


def test_headings_go_down_one_level_at_a_time_and_the_outline_leads_to_them():
    outline = Outline(page(**FULL))
    levels = [level for level, _ in outline.headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(outline.links) == 7 and {link[1:] for link in outline.links} <= outline.ids


def test_every_table_has_a_caption_scoped_headers_and_a_frame_for_the_keyboard():
    told = page(**FULL)
    outline = Outline(told)
    assert len(outline.captions) == told.count("<table>") == 11
    assert all(outline.captions)
    assert set(outline.scopes) == {"col", "row"}
    assert outline.frames.count(("region", "0", True)) == 11


def test_severity_is_told_by_word_and_sign():
    told = page(**FULL)
    for word, sign in (("error", "✕"), ("warning", "!"), ("note", "i")):
        assert f'<span aria-hidden="true">{sign}</span> {word}</span>' in told


def test_a_finding_stands_with_row_column_rule_message_and_remedy():
    assert rows(page([error()]), "survey:1") == [
        ["survey:1", "✕ error", "7", "Q3", "off scale", "The answer is off the scale.", "Correct it."]
    ]


def test_findings_that_differ_in_their_row_only_stand_in_one_line_with_all_rows():
    told = rows(page([error(9), error(7), error(8), error(20), error(8, field="Q4")]), "survey:1")
    assert [row[2:4] for row in told] == [["7–9, 20", "Q3"], ["8", "Q4"]]


def test_a_very_long_list_of_rows_is_cut_and_says_so():
    told = rows(page([error(2 * number) for number in range(1, SHOWN_RANGES + 6)]), "survey:1")
    assert told[0][2].endswith(f", {2 * SHOWN_RANGES} and 5 more in findings.csv")


def test_what_looks_like_markup_stays_text():
    told = page([error(field='<b>1</b> & "2"', message="`x` <script>")])
    assert "<script" not in told and "<b>" not in told
    assert rows(told, "survey:1")[0][3] == '<b>1</b> & "2"'
    assert "<code>x</code> &lt;script&gt;" in told


@pytest.mark.parametrize(("quarantined", "decision"), [(3, "The evaluation goes on."), (4, "The evaluation stops here.")])
def test_the_page_says_whether_the_run_goes_on(quarantined, decision):
    told = page([error()], [flow(quarantined)], quarantine_limit=3)
    assert decision in told
    assert ("4 rows had to be set aside; the study allows 3." in told) == (quarantined == 4)
    assert f"1 error, 0 warnings and 0 notes. {quarantined} rows set aside" in told


def test_what_to_do_next_names_what_waits_and_nothing_else():
    undecided = {"item": "r1", "decided": False}
    told = page([error()], [flow(files=0)], queue=[undecided, {"item": "r2", "decided": True}])
    assert "Go through the errors" in told and "wait for a decision: 1" in told and "Add the files of survey" in told
    assert "Look at the warnings" not in told
    assert "Nothing: make the report." in page(flows=[flow()])


def test_items_are_listed_only_if_somebody_who_responded_left_them_out():
    told = page(
        completeness=[complete("wave", "T0", 8), complete("item", "a", 8), complete("item", "b", 7), complete("item", "c", 6)]
    )
    assert [row[0] for row in Outline(told).rows if row[0] in "abc"] == ["c", "b"]


def test_signs_of_careless_answering_are_counted_by_wave():
    told = page(quality=[measured("long run|straight line"), measured("long run"), measured(""), measured("", "T1")])
    assert rows(told, "T0")[0] == ["T0", "3", "2", "67%", "2", "1"]
    assert rows(told, "T1")[0] == ["T1", "1", "0", "0%", "0", "0"]


def test_lost_codings_stand_by_reason_with_their_numbers():
    assert rows(page(**FULL), "coding:1") == [["coding:1", "words changed", "2", "3–4"]]


def test_a_fictional_study_is_marked():
    assert "Fictional demonstration" in page(fictional=True)
    assert "Fictional" not in page()


def test_the_colours_of_words_are_dark_enough_on_their_ground():
    from scripts.validate.page_style import STYLE

    dark = set(re.findall(r"--(?:ink|quiet|accent|amber|red): (#\w{6})", STYLE)) | {"#7a4f00"}
    assert len(dark) == 6
    for colour in dark:
        assert _contrast(colour, "#fff6ee") >= 4.5


def _contrast(one, other):
    """Contrast ratio of WCAG 2.2."""
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_findings_of_the_roster_come_before_those_of_other_sources():
    told = page([error(), error(source="the_people:1")], [flow(), flow() | {"source": "the_people", "unit": "people"}])
    assert [row[0] for row in Outline(told).rows if len(row) == 7 and row[1].endswith("error")] == ["the_people:1", "survey:1"]

import pytest

from scripts.ground.faults import Fault, Faults
from scripts.report.source_check import reached, refuse_broken_sources

SOUND = {
    "report.qmd": "# Start {#sec-start}\n\n{{< include chapters/a.qmd >}}\n",
    "chapters/a.qmd": "Of {{< var b-n >}} people, see @tbl-x and @sec-start.\n\n{{< include generated/tbl-x.md >}}\n",
    "generated/tbl-x.md": "| A |\n|---|\n| 1 |\n\n: Caption. {#tbl-x}\n",
}


def faults(changed=None, *, exhibits=("tbl-x",), written=None):
    with pytest.raises((Fault, Faults)) as told:
        refuse_broken_sources(SOUND | (changed or {}), {"b-n"}, exhibits, written or {})
    return [(each.what, each.where) for each in (told.value.faults if isinstance(told.value, Faults) else [told.value])]


def chapter(text):
    return {"chapters/a.qmd": f"one\n\n{text}\n\n{{{{< include generated/tbl-x.md >}}}}\n"}


def test_sound_sources_pass():
    refuse_broken_sources(SOUND, {"b-n"}, ["tbl-x"], {})
    assert reached(SOUND) == ["report.qmd", "chapters/a.qmd", "generated/tbl-x.md"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{< var b-m >}}", "'b-m' is no evidence id of this report."),
        ("{{< video b >}}", "'video' is no shortcode of this report."),
        ("see @tbl-y.", "'@tbl-y' names nothing in the report."),
        ("(@fig-x; @tbl-x)", "'@fig-x' names nothing in the report."),
        ("as @somebody said", "'@somebody' names nothing in the report."),
        ("| {{< var b-m >}} |", "'b-m' is no evidence id of this report."),
        ("{{< include generated/no.md >}}", "The included file 'generated/no.md' does not exist."),
        ("# Again {#sec-start}", "The label 'sec-start' is used twice."),
    ],
)
def test_what_does_not_hold_is_told_by_file_and_line(text, what):
    assert faults(chapter(text)) == [(what, "report/chapters/a.qmd, line 3")]


@pytest.mark.parametrize(
    "text",
    [
        "`@tbl-y` and `{{< var no >}}`",
        "a@b.org",
        "\\@tbl-y",
        "```\n@tbl-y\n{{< var no >}}\n```",
        "[@tbl-x]",
        "{{< meta title >}}",
    ],
)
def test_code_addresses_and_escapes_are_left_alone(text):
    refuse_broken_sources(SOUND | chapter(text), {"b-n"}, ["tbl-x"], {})


def test_an_exhibit_that_stands_nowhere_is_told_with_the_line_of_its_label():
    assert faults({"generated/fig-y.md": "\n![C](figures/y){#fig-y}\n"}, exhibits=["tbl-x", "fig-y"]) == [
        ("This exhibit is made and stands nowhere.", "generated/fig-y.md, line 2")
    ]


def test_a_line_of_the_teams_prose_is_named_as_the_team_knows_it():
    own = "Good.\n\nSee @tbl-y for more.\n"
    changed = chapter("{{< include generated/aim.md >}}") | {"generated/aim.md": f"# Aim\n\nMore.\n\n{own}"}
    assert faults(changed, written={"config/prose/aim.md": own}) == [
        ("'@tbl-y' names nothing in the report.", "config/prose/aim.md, line 3")
    ]


def test_everything_is_told_at_once():
    assert len(faults(chapter("@tbl-y {{< var no >}}\n\n@fig-z"))) == 3


def test_the_nearest_id_is_offered():
    with pytest.raises(Fault) as told:
        refuse_broken_sources(SOUND | chapter("{{< var b-nn >}}"), {"b-n"}, ["tbl-x"], {})
    assert told.value.remedy == "Did you mean: b-n?"

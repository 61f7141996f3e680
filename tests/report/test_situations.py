"""What the report says in each evidence situation, held against paragraphs that a person has read and found true."""

import re

import pytest

from tests.report.situations import GOLDEN, SITUATIONS, file_of, paragraphs

TEXTS = {name: paragraphs(situation) for name, situation in SITUATIONS.items()}
BROKEN = (
    r"\bNone\b", r"\bnan\b", r"\{\{", r"\}\}", r"\bTrue\b|\bFalse\b", r" ,", r" \.", r"\.\.", r"\(\)", r"  ",
    r"\b(\w+) \1\b", r"\b[Oo]f 1 \w+s\b", r"\b1 people\b", r"\ball 1\b", r"\band\s*[.,;:]", r":\s*\.", r"“”",
)  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_situation_reads_as_its_golden_paragraphs(name):
    assert TEXTS[name] == (GOLDEN / file_of(name)).read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_situation():
    assert {path.name for path in GOLDEN.glob("*")} == {file_of(name) for name in SITUATIONS}


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize("broken", BROKEN)
def test_no_sentence_is_broken(name, broken):
    for line in TEXTS[name].splitlines():
        assert not re.search(broken, line), line


def test_different_evidence_gives_different_words():
    assert len(set(TEXTS.values())) == len(SITUATIONS)


@pytest.mark.parametrize("name", ["asked once", "no answers at the end", "the study is interim", "nothing at all"])
def test_a_study_without_two_waves_speaks_of_no_change_that_it_saw(name):
    text = TEXTS[name]
    assert "before and after" not in text
    for claim in ("They say they now do more", "do less of this", "stayed much the same", "paired t test on each"):
        assert claim not in text


def test_a_study_that_asked_once_speaks_of_no_second_time():
    assert "at the end" not in TEXTS["asked once"] and "asked once" in TEXTS["asked once"]


@pytest.mark.parametrize("name", ["no text is coded", "no answers at the end", "nothing at all"])
def test_what_is_not_coded_is_never_said_to_have_been(name):
    assert "texts were coded" not in TEXTS[name]
    assert "people describe change" not in TEXTS[name]


def test_heavy_losses_are_told_beside_the_results_and_on_the_plain_page():
    results = TEXTS["heavy losses"].split("# Main results")[1].split("# Aims")[0]
    plain = TEXTS["heavy losses"].split("# In plain words")[1].split("# Main results")[0]
    assert "47%" in results and "did not answer at the end" in plain
    assert "have no end score: read" not in TEXTS["everything rose"]


def test_a_plan_that_was_not_locked_makes_every_result_exploratory():
    assert "Read every result as exploratory" in TEXTS["the plan was not locked"]
    assert "exploratory" not in TEXTS["everything rose"]

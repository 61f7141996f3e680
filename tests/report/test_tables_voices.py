import re

import pytest

from scripts.ground.faults import EvidenceFault, Faults
from scripts.ground.models.analysis_plan import AgreementRules, Inference, PatternRules, QuoteRules, SaturationRules
from scripts.ground.models.logic_model import LogicModel
from scripts.qualitative.agreement import agreement
from scripts.qualitative.codebook_changes import codebook_changes
from scripts.qualitative.patterns import patterns
from scripts.qualitative.saturation import saturation
from scripts.qualitative.themes import themes
from scripts.report import sentences_voices, tables_voices
from scripts.report.cited_quotes import refuse_lost_quotes
from scripts.report.told import Told, key_of
from tests.qualitative.small_study import CLASSES, CODEBOOK, COHORTS, coding, people_with, together

NAMES = {"B3": "working with people", "learning": "Learning", "behaviour": "Behaviour"}
PARTS = together(
    people_with("participants", 12, {0: ("partners", "token"), 1: ("partners",), 2: ("nothing_new",)}),
    people_with("facilitators", 3, {0: ("attending",)}),
)
DOCUMENTS, TURNS = PARTS[:2]
CODINGS = PARTS[2] + [
    each | {"coder": "B", "source_row": each["source_row"] + 1000} for each in PARTS[2] if each["code"] != "token"
]
BANDS = [{"level": "family", "code": "co-production", "band": "flagged"}]


def as_read(value: str) -> float | str | None:
    """A value as the report reads it from evidence.json."""
    return float(value) if re.fullmatch(r"-?[\d.]+", value) else value or None


AGREED = agreement(CODINGS, DOCUMENTS, TURNS, CODEBOOK, AgreementRules(bootstraps=20, fewest_turns=1), Inference())
THEMES = themes(CODINGS, DOCUMENTS, TURNS, BANDS, CODEBOOK, COHORTS, CLASSES, Inference())
PATTERNS = patterns(CODINGS, DOCUMENTS, TURNS, CODEBOOK, COHORTS, CLASSES, Inference(), PatternRules(), LogicModel())
SATURATION = saturation(CODINGS, DOCUMENTS, TURNS, CODEBOOK, COHORTS, CLASSES, Inference(), SaturationRules(base=2, run=1))
CODES = codebook_changes({}, [], CODEBOOK)
MADE = (AGREED, THEMES, PATTERNS, SATURATION, CODES)
TOLD = Told([row | {"value": as_read(row["value"])} for made in MADE for row in made.evidence])
QUOTE = {
    "quote": "q-00000001",
    "target": "B3",
    "rule": "contrary",
    "text": "No.",
    "speaker": "a participant",
    "flags": "one coder",
}
TABLES = {
    "themes": tables_voices.theme_table(THEMES.published_themes, COHORTS),
    "agreement": tables_voices.agreement_table(AGREED.agreement, CODEBOOK),
    "codes": tables_voices.agreement_codes_table(AGREED.agreement, CODEBOOK),
    "balance": tables_voices.balance_table(PATTERNS.balance, NAMES),
    "negative": tables_voices.negative_table(PATTERNS.negative_cases, PATTERNS.balance, [QUOTE], CODEBOOK, NAMES),
    "together": tables_voices.cooccurrence_table(PATTERNS.published_cooccurrence),
    "saturation": tables_voices.saturation_table(SATURATION.saturation),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_number_is_printed_by_an_id_that_exists(name):
    asked = re.findall(r"\{\{< var ([\w-]+) >\}\}", TABLES[name])
    known = {key_of(id) for id in TOLD.entries}
    assert TABLES[name] and set(asked) <= known
    assert asked or name == "agreement"
    printed = re.sub(r"\{\{<.*?>\}\}|`[^`]*`|\{#.*?\}|B3", "", TABLES[name])
    assert not re.search(r"\d", printed)


def test_a_theme_with_a_flagged_code_bears_a_mark_that_the_caption_explains():
    assert "co-production†" in TABLES["themes"] and "† the coders did not agree well" in TABLES["themes"]
    assert "Programme team |" in TABLES["themes"]


def test_what_nobody_speaks_against_is_listed_as_such():
    row = next(line for line in TABLES["negative"].split("\n") if line.startswith("| B3"))
    assert "token co-production" in row and "q-00000001" in row
    silent = tables_voices.negative_table([], PATTERNS.balance, [], CODEBOOK, NAMES)
    assert silent.count("none found") == len(NAMES)


def test_of_a_redefined_code_only_the_fact_is_told():
    row = {
        "before": "1",
        "after": "2",
        "code": "a",
        "change": "redefined",
        "parts": "definition typical",
        "was": "X",
        "became": "Y",
    }
    made = tables_voices.codebook_table([row, row | {"change": "renamed", "parts": "name", "was": "one", "became": "two"}])
    assert "definition, typical" in made and "one → two" in made and "| X" not in made


def test_a_quote_says_what_speaks_against_relying_on_it():
    assert "(contrary; a participant; one coder)" in tables_voices.quote_blocks([QUOTE])["quotes-B3"]


def test_tables_without_rows_are_empty():
    none = [
        tables_voices.theme_table([], COHORTS), tables_voices.agreement_table([], CODEBOOK), tables_voices.codebook_table([]),
        tables_voices.agreement_codes_table([], CODEBOOK), tables_voices.balance_table([], NAMES),
        tables_voices.negative_table([], [], [], CODEBOOK, NAMES), tables_voices.cooccurrence_table([]),
        tables_voices.saturation_table([]),
    ]  # fmt: skip
    assert set(none) == {""} and tables_voices.quote_blocks([]) == {}


def test_sentences_bend_with_the_evidence():
    assert "flagged wherever they are used" in sentences_voices.agreement(TOLD, with_table=True)
    alone = agreement([coding("D", 1, "partners")], [], [], CODEBOOK, AgreementRules(), Inference())
    one_coder = Told([row | {"value": as_read(row["value"])} for row in alone.evidence])
    assert "one reading of the texts" in sentences_voices.agreement(one_coder, with_table=False)
    nothing = Told(
        [
            row | {"value": as_read(row["value"])}
            for row in agreement([], [], [], CODEBOOK, AgreementRules(), Inference()).evidence
        ]
    )
    assert "one reading" not in sentences_voices.agreement(nothing, with_table=False)
    assert "Nobody can say yet" in sentences_voices.saturation(TOLD, [])
    assert "saturation-all-codes-n" in sentences_voices.saturation(TOLD, ["participants", "all"])
    assert "nobody speaks against" not in sentences_voices.for_and_against(TOLD, ["B3"])
    assert "has one version" in sentences_voices.codebook(TOLD)


def test_a_cited_quote_that_is_no_longer_there_is_a_fault_with_its_line():
    texts = {"config/prose/learning.md": "Fine (q-0000000a).\nGone (`q-0000000b`)."}
    refuse_lost_quotes(texts, {"q-0000000a", "q-0000000b"})
    with pytest.raises((EvidenceFault, Faults)) as told:
        refuse_lost_quotes(texts, {"q-0000000a"})
    assert "q-0000000b" in str(told.value) and "config/prose/learning.md, line 2" in str(told.value)


def test_the_plan_refuses_limits_that_contradict_each_other():
    for wrong in (lambda: QuoteRules(fewest_words=70), lambda: AgreementRules(use=0.5)):
        with pytest.raises(ValueError, match="must not exceed"):
            wrong()

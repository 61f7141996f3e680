import pytest

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Quality
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import Completeness, ResponseQuality, WavePatterns
from scripts.ground.tables import table_bytes
from scripts.validate.quality import longest_run, quality

# two behaviours of four items with one reversed item each, then four knowledge items
ITEMS = ["A1", "A2", "A3r", "A4", "B1", "B2r", "B3", "B4", "K1", "K2", "K3", "K4"]
INSTRUMENT = Instrument.model_validate(
    {
        "scale": {"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
        "behaviours": [{"id": name, "name": name, "meaning": name} for name in "AB"],
        "items": [
            {"id": item, "text": item, "keyed": "negative" if item.endswith("r") else "positive"}
            | ({"scale": "knowledge"} if item.startswith("K") else {"behaviour": item[0]})
            for item in ITEMS
        ],
        "other_scales": [{"id": "knowledge", "name": "knowledge", "kind": "knowledge"}],
    }
)
COHORTS = Cohorts.model_validate(
    {
        "waves": [{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}],
        "aims": [{"id": "a", "name": "A", "question": "?", "evidence": "texts"}],
        "source_groups": [],
    }
)
SOURCES = Sources.model_validate(
    {
        "sources": {
            "roster": {"kind": "roster", "files": "r.csv", "format": "csv", "columns": {}},
            "start": {
                "kind": "survey",
                "files": "s.csv",
                "format": "csv",
                "wave": "T0",
                "columns": {},
                "items": {"A1": "Question 1"},
            },
        },
        "withdrawals": "none so far",
    }
)
CAREFUL = "4 5 2 4 3 1 4 5 3 4 2 5"


def answered(values, person="P1", wave="T0", row=2, items=ITEMS):
    """Answers in the order of the instrument; a dot is a question left out."""
    given = [None if value == "." else float(value) for value in values.split()]
    source = "start:1" if wave == "T0" else "end:1"
    return [
        {"pseudonym": person, "kind": "survey", "wave": wave, "module": "", "item": item, "value": value,
         "source": source, "source_row": row}
        for item, value in zip(items, given, strict=True)
    ]  # fmt: skip


def people(*names, standing="active", part="participant"):
    return [
        {"pseudonym": name, "part": part, "cohort": "", "organisation_code": "", "role": "", "may_quote": True,
         "standing": standing}
        for name in names
    ]  # fmt: skip


def made(answers, participants=(), **limits):
    return quality(list(answers), list(participants), INSTRUMENT, COHORTS, Quality(**limits), SOURCES)


def signs(values, **limits):
    return made(answered(values), **limits).response_quality[0]["signs"].split("|")


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        (CAREFUL, ""),
        ("4 4 4 4 3 1 4 5 3 4 2 5", "straight line"),  # one behaviour suffices
        ("3 3 3 3 4 1 4 5 2 4 2 5", ""),  # the middle is an opinion that an item and its reverse may share
        ("4 4 . 4 3 1 4 5 3 4 2 5", ""),  # the reversed item is left out: no contradiction
        ("4 5 4 5 4 5 4 5 3 2 3 2", "inconsistent keying"),
        ("1 2 1 2 1 2 1 2 3 4 3 4", "inconsistent keying"),
        ("4 5 4 5 4 . 4 5 3 2 3 2", ""),  # a single reversed item may be misread
        ("4 5 2 4 3 3 3 3 3 3 2 5", "long run"),
        ("4 5 2 4 1 3 3 3 3 3 2 5", ""),
        (". . . . . . . . 3 4 2 5", "no behaviour answered"),
        ("4 . . . 2 . . . 3 . . 5", "many missing"),
        ("4 5 . . 2 1 . . 3 . . 5", ""),  # half is not more than half
    ],
)
def test_each_sign_is_seen_where_it_is_and_nowhere_else(values, sign):
    assert signs(values) == [sign]


def test_agreeing_with_everything_shows_every_sign_at_once():
    assert signs("5 5 5 5 5 5 5 5 5 5 5 5") == ["straight line", "long run", "inconsistent keying"]


def test_the_study_says_what_counts_as_long():
    assert signs("4 5 2 4 3 3 3 3 3 3 2 5", long_run_items=7) == [""]
    assert signs("4 4 4 4 3 1 4 5 3 4 2 5", straight_line_items=5) == [""]


def test_a_sign_is_a_warning_with_file_and_row_and_excludes_nobody():
    result = made(answered("4 4 4 4 3 1 4 5 3 4 2 5", row=17), people("P1"))
    told = [each for each in result.findings if each["rule"] == "straight line"]
    assert [(each["severity"], each["source"], each["source_row"]) for each in told] == [("warning", "start:1", 17)]
    assert "every item of A" in told[0]["message"]
    assert result.completeness[0]["answered"] == 1


def test_missing_answers_do_not_break_a_run_and_no_answers_are_no_run():
    assert longest_run([2, 2, 3, 3, 3]) == 3
    assert longest_run([]) == 0


def test_the_same_answers_under_two_people_are_told_at_the_second():
    result = made([*answered(CAREFUL), *answered(CAREFUL, "P2", row=9), *answered(CAREFUL, "P3", wave="T1", row=4)])
    told = [each for each in result.findings if each["rule"] == "same answers twice"]
    assert [(each["source"], each["source_row"]) for each in told] == [("start:1", 9)]
    assert "start:1, row 2" in told[0]["message"]


def test_two_people_who_tick_one_column_only_are_no_twins():
    same = "4 4 4 4 4 4 4 4 4 4 4 4"
    assert "same answers twice" not in {each["rule"] for each in made([*answered(same), *answered(same, "P2", row=3)]).findings}


def test_expected_are_active_participants_only():
    everybody = [*people("P1", "P2", "P3"), *people("P4", standing="withdrawn"), *people("S1", part="sponsor")]
    rows = {(row["wave"], row["level"], row["name"]): row for row in made(answered(CAREFUL), everybody).completeness}
    assert rows["T0", "wave", "T0"] == {
        "wave": "T0", "level": "wave", "name": "T0", "expected": 3, "answered": 1, "missing": 2, "share": 1 / 3,
    }  # fmt: skip
    assert rows["T1", "wave", "T1"]["answered"] == 0
    assert ("T1", "item", "A1") not in rows


def test_a_behaviour_counts_as_answered_with_enough_items_for_a_score():
    rows = {row["name"]: row["answered"] for row in made(answered("4 5 . . 3 . . . 3 4 2 5"), people("P1")).completeness}
    assert (rows["A"], rows["B"], rows["A3r"], rows["A1"]) == (1, 0, 0, 1)


def test_people_are_counted_by_the_waves_they_answered():
    answers = [
        *answered(CAREFUL),
        *answered(CAREFUL, wave="T1"),
        *answered(CAREFUL, "P2", row=3),
        *answered(CAREFUL, "P3", wave="T1", row=4),
    ]
    patterns = made(answers, people("P1", "P2", "P3", "P4")).wave_patterns
    assert {row["pattern"]: row["people"] for row in patterns} == {"T0 and T1": 1, "T0": 1, "T1": 1, "none": 1}


def test_an_end_without_a_start_is_a_warning_and_a_start_without_an_end_a_note():
    answers = [*answered(CAREFUL), *answered(CAREFUL, "P2", wave="T1", row=8)]
    told = {each["rule"]: (each["severity"], each["source"], each["source_row"]) for each in made(answers).findings}
    assert told["T1 without T0"] == ("warning", "end:1", 8)
    assert told["T0 without T1"] == ("note", "start:1", 2)


def test_before_the_end_wave_is_in_nobody_is_unpaired():
    assert not [each for each in made(answered(CAREFUL), people("P1")).findings if "without" in each["rule"]]


def test_an_item_that_nobody_answered_is_told_with_its_header():
    answers = [*answered(". " + CAREFUL[2:]), *answered(". " + CAREFUL[2:-1] + "1", "P2", row=3)]
    told = [each for each in made(answers, people("P1", "P2")).findings if each["rule"] == "item empty"]
    assert [(each["source"], each["field"]) for each in told] == [("start:1", "Question 1")]


def test_items_asked_at_one_wave_only_are_told_because_scores_are_not_comparable():
    answers = [*answered(CAREFUL), *answered("4 5 2", wave="T1", items=["A1", "A2", "A3r"])]
    told = [each for each in made(answers, people("P1")).findings if each["rule"] == "item of one wave"]
    assert [each["source"] for each in told] == ["start:1"]
    assert "5 (A4, B1, B2r, B3 and B4)" in told[0]["message"]


def test_more_responses_than_participants_are_told():
    told = [
        each["rule"] for each in made([*answered(CAREFUL), *answered(CAREFUL[:-1] + "1", "P2", row=3)], people("P1")).findings
    ]
    assert told == ["more responses than people"]


def test_the_counts_of_each_wave_are_evidence_that_leads_back_to_its_rows():
    answers = [*answered(CAREFUL), *answered(CAREFUL, "P2", row=3), *answered(CAREFUL, wave="T1", row=5)]
    result = made(answers, people("P1", "P2", "P3", "P4"))
    shown = {each["id"]: each["display"] for each in result.evidence}
    assert (shown["completeness.T0.responded"], shown["completeness.T0.share"]) == ("2", "50%")
    assert shown["completeness.every_wave"] == "1"
    rows = {(each["basis"], each["source"]): each["rows"] for each in result.basis}
    assert rows["completeness.T0", "start:1"] == "2-3"
    assert rows["completeness.every_wave", "end:1"] == "5"


def test_all_results_fit_their_tables_also_when_there_is_nothing():
    tables = (Findings, ResponseQuality, Completeness, WavePatterns, Evidence, Basis)
    for result in (made([]), made([*answered(CAREFUL), *answered(". " * 12, "P2", row=3)], people("P1"))):
        for rows, table in zip(result, tables, strict=True):
            assert table_bytes(rows, table, table.__name__).count(b"\n") == len(rows) + 1

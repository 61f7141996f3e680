import csv
import time

import krippendorff
import numpy as np
import pytest

from scripts.ground.models.analysis_plan import AgreementRules, Inference
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schemas.qualitative import Agreement, AgreementPairs, Disagreements
from scripts.ground.tables import table_bytes
from scripts.qualitative.agreement import Made, agreement, band
from scripts.qualitative.reliability import cohen_kappa, fleiss_kappa, nominal_alpha
from tests.qualitative.small_study import CODEBOOK, coding, document, turn
from tests.quantitative.inference.reference import REFERENCE, near, value

# published example: two coders, 100 units; both 2, first alone 1, second alone 2, neither 95
PARADOX = {"A": {1, 2, 3}, "B": {1, 2, 4, 5}}
RULES = AgreementRules(bootstraps=200)


def codebook_of(*ids: str) -> Codebook:
    codes = tuple(Code(id=id, name=id, family="f", definition="d", valence="neutral") for id in ids)
    return Codebook(version="1", date="2025-01-20", codes=codes)


ONE_CODE = codebook_of("rare")


def doubly_coded(given: dict[str, set[int]], turns: int, code: str = "rare", document: str = "D1") -> tuple[list, list]:
    codings = [coding(document, place, code, coder=coder, row=place) for coder, places in given.items() for place in places]
    return codings, [turn(document, number, "P1", f"= turn {number}, said in words") for number in range(1, turns + 1)]


def documents_of(turns: list) -> list:
    """The texts of these turns, one file each, in the order in which they are given."""
    return [
        document(id, "participants") | {"source_row": row} for row, id in enumerate(dict.fromkeys(t["document"] for t in turns))
    ]


def make(codings, turns, codebook=ONE_CODE, rules=RULES) -> Made:
    return agreement(codings, documents_of(turns), turns, codebook, rules, Inference())


def shown(made: Made) -> dict[str, str]:
    return {row["id"]: row["display"] for row in made.evidence}


def table_of(file: str) -> list[list[str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as rows:
        return list(csv.reader(rows))[1:]


def test_fleiss_kappa_is_the_reference():
    counts = np.array(table_of("fleiss_wikipedia_10x14.csv"), dtype=float)
    assert fleiss_kappa(counts) == near("fleiss_kappa_10x14", value("fleiss_kappa_10x14"))


def test_nominal_alpha_is_the_reference_with_units_that_not_everybody_judged():
    judged = [row[1:] for row in table_of("krippendorff_4x12.csv")]
    counts = [[column.count(each) for each in "12345"] for column in zip(*judged, strict=True)]
    assert nominal_alpha(np.array(counts)) == near("krippendorff_4x12", value("krippendorff_4x12")["nominal"])


def test_cohen_kappa_is_the_reference():
    shares = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
    assert cohen_kappa(shares) == near("cohen1968_kappa", value("cohen1968_kappa")["kappa"])


def test_ninety_seven_percent_agreement_can_be_kappa_point_fifty_six():
    made = make(*doubly_coded(PARADOX, 100))
    row = made.agreement[0]
    assert row["percent"] == pytest.approx(0.97)
    assert row["kappa"] == pytest.approx(0.5562130177515, rel=1e-6)
    assert row["alpha"] == pytest.approx(0.5581051073279, rel=1e-6)
    assert row["pabak"] == pytest.approx(0.94)
    assert row["prevalence"] == pytest.approx(0.035)
    assert row["band"] == "flagged"
    found = shown(made)
    assert (found["agreement.code.rare.prevalence"], found["agreement.code.rare.percent"]) == ("3.5%", "97.0%")


def test_alpha_is_that_of_the_library():
    rng = np.random.default_rng(1)
    first, second = rng.integers(0, 2, (2, 60))
    given = {"A": set(np.flatnonzero(first) + 1), "B": set(np.flatnonzero(second) + 1)}
    row = make(*doubly_coded(given, 60)).agreement[0]
    assert row["alpha"] == pytest.approx(krippendorff.alpha(np.array([first, second]), level_of_measurement="nominal"))


def test_kappa_of_unequal_prevalence_follows_its_definition():
    """Both 20, first only 5, second only 10, neither 15 of 50: kappa .4 (the standard two-by-two example)."""
    given = {"A": set(range(1, 26)), "B": set(range(1, 21)) | set(range(26, 36))}
    made = make(*doubly_coded(given, 50))
    assert made.agreement[0]["kappa"] == made.pairs[0]["kappa"] == pytest.approx(0.4)
    assert (made.pairs[0]["first"], made.pairs[0]["second"], made.pairs[0]["both"]) == (25, 30, 20)


@pytest.mark.parametrize(("both", "first", "second", "neither", "kappa"), [(40, 9, 6, 45, 0.70), (80, 10, 5, 5, 0.32)])
def test_the_two_paradoxes_of_kappa_are_as_published_and_pabak_sees_through_them(both, first, second, neither, kappa):
    """Feinstein and Cicchetti 1990, J Clin Epidemiol 43: 543-549, 85 % each; PABAK by Byrt and others 1993."""
    total = both + first + second + neither
    given = {"A": set(range(1, both + first + 1)), "B": {*range(1, both + 1), *range(both + first + 1, total - neither + 1)}}
    row = make(*doubly_coded(given, total)).agreement[0]
    assert (row["percent"], row["pabak"]) == (pytest.approx(0.85), pytest.approx(0.70))
    assert row["kappa"] == pytest.approx(kappa, abs=0.005)


def test_three_coders_have_one_alpha_one_fleiss_kappa_and_three_pairs():
    given = {"A": {1, 2, 3}, "B": {1, 2}, "C": {1, 4}}
    made = make(*doubly_coded(given, 6))
    judged = np.array([[number in places for number in range(1, 7)] for places in given.values()], dtype=int)
    row = made.agreement[0]
    counts = np.stack([3 - judged.sum(axis=0), judged.sum(axis=0)], axis=1)
    assert (row["coders"], len(made.pairs)) == (3, 3)
    assert row["alpha"] == pytest.approx(krippendorff.alpha(judged, level_of_measurement="nominal"))
    assert row["kappa"] == pytest.approx(fleiss_kappa(counts))


def test_a_coder_who_joined_for_some_texts_counts_there():
    first, turns = doubly_coded({"A": {1, 2}, "B": {1, 3}}, 5)
    second, more = doubly_coded({"A": {2}, "B": {2}, "C": {4}}, 5, document="D2")
    row = make(first + second, turns + more).agreement[0]
    judged = np.array([[1, 1, 0, 0, 0, 0, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0, 1, 0, 0, 0], [np.nan] * 5 + [0, 0, 0, 1, 0]])
    assert row["alpha"] == pytest.approx(krippendorff.alpha(judged, level_of_measurement="nominal"))


def test_turns_nobody_coded_are_left_out_if_the_plan_says_so():
    codings, turns = doubly_coded(PARADOX, 100)
    row = make(codings, turns, rules=AgreementRules(uncoded="out", bootstraps=0)).agreement[0]
    assert (row["n"], row["percent"]) == (5, pytest.approx(2 / 5))
    assert row["alpha_low"] is row["kappa_high"] is None


def test_the_interval_resamples_documents_so_one_document_has_no_width():
    one = make(*doubly_coded(PARADOX, 100)).agreement[0]
    assert one["alpha_low"] == one["alpha_high"] == pytest.approx(one["alpha"])
    parts = [doubly_coded({"A": {1, number % 5 + 1}, "B": {1}}, 20, document=f"D{number}") for number in range(12)]
    several = make([row for part in parts for row in part[0]], [row for part in parts for row in part[1]]).agreement[0]
    assert several["alpha_low"] < several["alpha"] < several["alpha_high"]


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    given = [{"A": set(range(1, number + 2)), "B": {1, number}} for number in range(1, 16)]
    parts = [doubly_coded(each, 20 + number, document=f"D{number}") for number, each in enumerate(given)]
    codings, turns = [row for part in parts for row in part[0]], [row for part in parts for row in part[1]]
    rows = [
        agreement(codings, documents_of(turns), turns, ONE_CODE, RULES, Inference(seed=seed)).agreement[0] for seed in (1, 1, 2)
    ]
    ends = [(row["alpha_low"], row["alpha_high"], row["kappa_low"]) for row in rows]
    assert ends[0] == ends[1] != ends[2]


def test_turns_of_the_interviewer_and_documents_of_one_coder_are_no_units():
    codings, turns = doubly_coded({"A": {1}, "B": {1}}, 4)
    codings.append(coding("D2", 1, "rare"))
    turns += [turn("D2", 1, "P2"), turn("D1", 5, "interviewer", part="interviewer")]
    row = make(codings, turns).agreement[0]
    assert (row["n"], row["documents"], row["prevalence"]) == (4, 1, 0.25)


def test_a_code_used_by_nobody_has_no_alpha_and_no_kappa():
    codings, turns = doubly_coded({"A": {1}, "B": {1}}, 4, code="partners")
    row = next(each for each in make(codings, turns, CODEBOOK).agreement if each["code"] == "token")
    assert row["alpha"] is row["kappa"] is row["alpha_low"] is None
    assert row["band"] == "not estimable"


def test_overall_is_the_median_over_codes_in_three_turns_or_more():
    codings, turns = doubly_coded({"A": {1, 2, 3, 4}, "B": {1, 2, 3, 4}}, 20, code="partners")
    seldom, _ = doubly_coded({"A": {5}, "B": {6}}, 20, code="token")
    found = shown(make(codings + seldom, turns, CODEBOOK))
    assert [found[f"agreement.{name}"] for name in ("overall.alpha", "codes.n", "flagged.n", "turns.n")] == [
        "1.00",
        "1",
        "0",
        "20",
    ]


def test_coders_who_choose_two_codes_of_one_family_agree_on_the_family():
    given = [coding("D1", 1, code, coder=coder) for coder, code in (("A", "partners"), ("B", "token"))]
    rows = make(given, doubly_coded({}, 5)[1], CODEBOOK).agreement
    found = {row["code"]: row["alpha"] for row in rows}
    assert found["co-production"] == pytest.approx(1) and found["partners"] < 0.1


def test_every_disagreement_is_listed_with_its_words_and_nothing_else_is():
    codings, turns = doubly_coded({"A": {1, 2}, "B": {1, 3}}, 4)
    rows = make(codings, turns).disagreements
    assert [(row["turn"], row["first_codes"], row["second_codes"]) for row in rows] == [(2, "rare", ""), (3, "", "rare")]
    assert rows[0]["text"] == "'= turn 2, "
    assert (rows[0]["start"], rows[0]["end"]) == (0, 10)


def test_what_the_coders_agreed_on_is_nobodys_judgement():
    codings, turns = doubly_coded(PARADOX, 100)
    settled = [coding("D1", place, "rare", coder="consensus", row=place) for place in (1, 2, 3)]
    assert make(codings + settled, turns) == make(codings, turns)


def test_a_retired_code_is_judged_as_the_one_that_replaced_it():
    codings, turns = doubly_coded({"A": {1, 2}, "B": {1}}, 4, code="concepts")
    codings.append(coding("D1", 2, "old", coder="B"))
    row = next(each for each in make(codings, turns, CODEBOOK).agreement if each["code"] == "concepts")
    assert row["alpha"] == pytest.approx(1)


def test_one_coder_gives_no_table_and_the_evidence_says_so():
    codings, turns = doubly_coded({"A": {1, 2}}, 5)
    made = make(codings, turns)
    assert made.agreement == made.pairs == made.disagreements == made.basis == []
    assert made.evidence[0]["display"] == "not estimable: one coder only"


def test_two_coders_of_different_documents_cannot_be_compared():
    codings = [coding("D1", 1, "rare", coder="A"), coding("D2", 1, "rare", coder="B")]
    made = make(codings, [turn("D1", 1, "P1"), turn("D2", 1, "P2")])
    assert made.agreement == []
    assert made.evidence[0]["display"].endswith("no document was coded twice")


def test_nothing_coded_is_no_fault():
    assert make([], []).evidence[0]["display"].endswith("nothing is coded")


@pytest.mark.parametrize(
    ("alpha", "expected"), [(0.8, "use"), (0.7999, "tentative"), (0.667, "tentative"), (0.66, "flagged"), (None, "not estimable")]
)
def test_bands_begin_at_their_threshold(alpha, expected):
    assert band(alpha, AgreementRules()) == expected


def test_the_bands_of_the_plan_are_used():
    assert band(0.75, AgreementRules(use=0.7, tentative=0.6)) == "use"


def test_the_tables_keep_their_declared_columns():
    made = make(*doubly_coded(PARADOX, 100))
    for rows, table in ((made.agreement, Agreement), (made.pairs, AgreementPairs), (made.disagreements, Disagreements)):
        table_bytes(rows, table, "agreement")


def test_a_thousand_resamples_of_thirty_codes_and_two_thousand_turns_take_seconds():
    rng, codes = np.random.default_rng(2), [f"c{number}" for number in range(30)]
    turns = [turn(f"D{number // 25}", number, "P1") for number in range(2000)]
    codings = [
        coding(f"D{number // 25}", number, codes[rng.integers(30)], coder=coder)
        for number in range(2000) for coder in "AB" for _ in range(3)
    ]  # fmt: skip
    start = time.perf_counter()
    made = make(codings, turns, codebook_of(*codes), AgreementRules(bootstraps=1000))
    assert time.perf_counter() - start < 10
    assert all(row["alpha_low"] <= row["alpha"] <= row["alpha_high"] for row in made.agreement if row["level"] == "code")


def test_another_key_moves_no_interval():
    """Pseudonyms that sort the other way round are the same texts, drawn in the same resamples."""
    given = [{"A": set(range(1, number + 2)), "B": {1, number}} for number in range(1, 9)]
    found = []
    for prefix in ("123456789", "987654321"):
        parts = [doubly_coded(each, 20 + number, document=f"D{prefix[number]}") for number, each in enumerate(given)]
        made = make([row for part in parts for row in part[0]], [row for part in parts for row in part[1]])
        found.append([(row["alpha_low"], row["alpha_high"], row["kappa_low"]) for row in made.agreement])
    assert found[0] == found[1]

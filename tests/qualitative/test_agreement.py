import pytest

from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schemas.qualitative import Agreement
from scripts.ground.tables import table_bytes
from scripts.qualitative.agreement import agreement, band
from tests.qualitative.small_study import CODEBOOK, coding, turn

# published example: two coders, 100 units; both 2, first alone 1, second alone 2, neither 95
PARADOX = {"A": {1, 2, 3}, "B": {1, 2, 4, 5}}
ONE_CODE = Codebook(
    version="1", date="2025-01-20",
    codes=(Code(id="rare", name="rare", family="f", definition="d", valence="neutral"),),
)  # fmt: skip


def doubly_coded(given: dict[str, set[int]], turns: int, code: str = "rare") -> tuple[list, list]:
    codings = [coding("D1", place, code, coder=coder, row=place) for coder, places in given.items() for place in places]
    return codings, [turn("D1", number, "P1") for number in range(1, turns + 1)]


def test_ninety_seven_percent_agreement_can_be_kappa_point_fifty_six():
    made = agreement(*doubly_coded(PARADOX, 100), ONE_CODE)
    row = made.agreement[0]
    assert row["percent"] == pytest.approx(0.97)
    assert row["kappa"] == pytest.approx(0.5562130177515, rel=1e-6)
    assert row["alpha"] == pytest.approx(0.5581051073279, rel=1e-6)
    assert row["pabak"] == pytest.approx(0.94)
    assert row["prevalence"] == pytest.approx(0.035)
    assert row["band"] == "flagged"


def test_kappa_of_unequal_prevalence_follows_its_definition():
    """Both 20, first only 5, second only 10, neither 15 of 50: kappa .4 (the standard two-by-two example)."""
    given = {"A": set(range(1, 26)), "B": set(range(1, 21)) | set(range(26, 36))}
    row = agreement(*doubly_coded(given, 50), ONE_CODE).agreement[0]
    assert row["kappa"] == pytest.approx(0.4)


def test_turns_of_the_interviewer_and_documents_of_one_coder_are_no_units():
    codings, turns = doubly_coded({"A": {1}, "B": {1}}, 4)
    codings.append(coding("D2", 1, "rare"))
    turns += [turn("D2", 1, "P2"), turn("D1", 5, "interviewer", part="interviewer")]
    row = agreement(codings, turns, ONE_CODE).agreement[0]
    assert (row["n"], row["documents"], row["first"]) == (4, 1, 1)


def test_a_code_used_by_nobody_has_no_alpha_and_no_kappa():
    codings, turns = doubly_coded({"A": {1}, "B": {1}}, 4, code="partners")
    row = next(each for each in agreement(codings, turns, CODEBOOK).agreement if each["code"] == "token")
    assert row["alpha"] is None and row["kappa"] is None
    assert row["band"] == "not estimable"


def test_overall_is_the_median_over_codes_in_three_turns_or_more():
    codings, turns = doubly_coded({"A": {1, 2, 3, 4}, "B": {1, 2, 3, 4}}, 20, code="partners")
    seldom, _ = doubly_coded({"A": {5}, "B": {6}}, 20, code="token")
    made = agreement(codings + seldom, turns, CODEBOOK)
    shown = {row["id"]: row["display"] for row in made.evidence}
    assert shown == {"agreement.overall.alpha": "1.00", "agreement.codes.n": "1", "agreement.flagged.n": "0"}


def test_one_coder_gives_no_table_and_the_evidence_says_so():
    codings, turns = doubly_coded({"A": {1, 2}}, 5)
    made = agreement(codings, turns, ONE_CODE)
    assert made.agreement == [] and made.basis == []
    assert made.evidence[0]["display"] == "not estimable: one coder only"


def test_two_coders_of_different_documents_cannot_be_compared():
    codings = [coding("D1", 1, "rare", coder="A"), coding("D2", 1, "rare", coder="B")]
    made = agreement(codings, [turn("D1", 1, "P1"), turn("D2", 1, "P2")], ONE_CODE)
    assert made.agreement == []
    assert made.evidence[0]["display"].endswith("no document was coded twice")


def test_nothing_coded_is_no_fault():
    assert agreement([], [], ONE_CODE).evidence[0]["display"].endswith("nothing is coded")


@pytest.mark.parametrize(
    ("alpha", "expected"), [(0.8, "use"), (0.7999, "tentative"), (0.667, "tentative"), (0.66, "flagged"), (None, "not estimable")]
)
def test_bands_begin_at_their_threshold(alpha, expected):
    assert band(alpha) == expected


def test_the_table_keeps_its_declared_columns():
    table_bytes(agreement(*doubly_coded(PARADOX, 100), ONE_CODE).agreement, Agreement, "agreement")

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.schemas.qualitative import Claims
from scripts.ground.tables import table_bytes
from scripts.qualitative.claims import Made, claims
from tests.qualitative.small_study import CLASSES, CODEBOOK, COHORTS, people_with, together


def make(documents, turns, codings, agreement=()) -> Made:
    return claims(codings, documents, turns, agreement, CODEBOOK, COHORTS, CLASSES, Inference())


def row(made: Made, target: str, voices: str = "all") -> dict:
    return next(each for each in made.claims if (each["target"], each["voices"]) == (target, voices))


def shown(made: Made, id: str) -> str:
    return next(each for each in made.evidence if each["id"] == id)["display"]


STUDY = together(
    people_with("participants", 12, {0: ("partners",), 1: ("partners", "token"), 2: ("token",), 3: ("harm",), 4: ("attending",)}),
    people_with("sponsors", 6, {0: ("token",), 1: ("partners",)}),
)


def test_a_person_who_says_both_is_counted_on_both_sides():
    made = row(make(*STUDY), "B3")
    assert (made["speaking"], made["change"], made["no_change"], made["counter"]) == (5, 3, 3, 3)
    assert made["support_share"] == made["counter_share"] == 3 / 5


def test_source_groups_with_change_are_counted():
    assert row(make(*STUDY), "B3")["change_groups"] == 2


def test_deterioration_is_counter_evidence_of_its_own():
    made = row(make(*STUDY), "learning")
    assert (made["worse"], made["no_change"], made["counter"], made["speaking"]) == (1, 0, 1, 1)


def test_the_aim_of_the_behaviours_takes_their_codes():
    assert row(make(*STUDY), "behaviour")["change"] == row(make(*STUDY), "B3")["change"]


def test_a_code_without_claim_makes_nobody_speak():
    made = make(*people_with("participants", 3, {0: ("attending",)}))
    assert all(each["speaking"] == 0 and each["counter_share"] is None for each in made.claims)


def test_sponsors_stand_apart():
    made = row(make(*STUDY), "B3", "outside")
    assert (made["speaking"], made["change"], made["no_change"], made["change_groups"]) == (2, 1, 1, 1)


def test_evidence_counts_large_groups_only_so_that_small_ones_cannot_be_subtracted():
    made = make(*STUDY)
    assert shown(made, "claim.B3.change.people") == "2"
    assert shown(made, "claim.B3.outside.no_change") == "some"
    assert shown(made, "claim.B3.outside.worse") == "none"


def test_without_large_groups_evidence_says_some_or_none():
    made = make(*people_with("sponsors", 6, {0: ("token",)}))
    assert shown(made, "claim.B3.no_change.people") == "some"
    assert shown(made, "claim.B3.change.people") == "none"
    about_people = [each for each in made.evidence if not each["id"].endswith(".flagged.n")]
    assert all(each["value"] == "" and each["n"] is None for each in about_people)
    assert made.basis == []


def test_without_coding_nobody_claims_anything():
    documents, turns, _ = people_with("participants", 3, {})
    assert make(documents, turns, []) == ([], [], [])


def test_codes_the_coders_did_not_agree_on_are_named_beside_the_claims_that_rest_on_them():
    made = make(
        *STUDY,
        agreement=[{"level": "code", "code": "token", "band": "flagged"}, {"level": "code", "code": "harm", "band": "use"}],
    )
    assert (row(made, "B3")["flagged"], row(made, "learning")["flagged"]) == ("token", "")
    assert shown(made, "claim.B3.flagged.n") == "1"


def test_the_table_keeps_its_declared_columns():
    table_bytes(make(*STUDY).claims, Claims, "claims")

from scripts.ground.models.analysis_plan import Inference, PatternRules
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.schemas.qualitative import Balance, Cooccurrence, ElementVoices, NegativeCases, PublishedCooccurrence
from scripts.ground.tables import table_bytes
from scripts.qualitative.patterns import Made, patterns
from tests.qualitative.small_study import CLASSES, CODEBOOK, COHORTS, coding, people_with, together

STUDY = together(
    people_with("participants", 12, {0: ("partners", "token"), 1: ("partners", "token"), 2: ("partners",), 3: ("token",)}),
    people_with("sponsors", 6, {0: ("partners", "token"), 1: ("nothing_new",)}),
)

MODEL = LogicModel(
    elements=[
        {"id": "citizens", "stage": "activities", "name": "Listening", "codes": ["partners", "token"]},
        {"id": "ideas", "stage": "resources", "name": "Ideas", "families": ["learning"], "codes": ["nothing_new"]},
        {"id": "plan", "stage": "outputs", "name": "A plan", "behaviours": ["B3"]},
    ]
)


def make(documents, turns, codings, pairs_told=10, model=MODEL) -> Made:
    rules = PatternRules(pairs_told=pairs_told)
    return patterns(codings, documents, turns, CODEBOOK, COHORTS, CLASSES, Inference(), rules, model)


def evidence(made: Made, id: str) -> dict:
    return next(row for row in made.evidence if row["id"] == id)


def test_codes_together_are_counted_in_people_turns_and_overlapping_passages():
    documents, turns, codings = people_with("participants", 3, {0: ("partners", "token"), 1: ("partners", "token")})
    codings[1] |= {"start": 10, "end": 20}
    row = make(documents, turns, codings).cooccurrence[0]
    assert (row["first"], row["second"]) == ("partners", "token")
    assert (row["people"], row["turns"], row["overlaps"], row["jaccard"]) == (2, 2, 1, 1)


def test_two_codes_of_one_person_in_two_turns_are_together_in_the_person_only():
    documents, turns, codings = people_with("participants", 2, {0: ("partners",)})
    turns.append(turns[0] | {"turn": 2})
    codings.append(coding(documents[0]["document"], 2, "token", row=9))
    row = make(documents, turns, codings).cooccurrence[0]
    assert (row["people"], row["turns"], row["overlaps"], row["jaccard"]) == (1, 0, 0, 0)


def test_pairs_are_told_with_people_of_large_groups_only_and_no_more_than_planned():
    made = make(*STUDY)
    assert [(row["rank"], row["people"], row["group_people"]) for row in made.published_cooccurrence] == [(1, 2, 12)]
    assert evidence(made, "cooccurrence.partners.token.people")["display"] == "2"
    assert make(*STUDY, pairs_told=0).published_cooccurrence == []


def test_a_person_who_supports_and_challenges_stands_on_both_sides():
    row = next(each for each in make(*STUDY).balance if each["target"] == "B3")
    assert (row["speaking"], row["supports"], row["challenges"], row["both"], row["neutral"]) == (5, 4, 4, 3, 0)


def test_the_balance_is_published_of_large_groups_with_its_interval():
    found = evidence(make(*STUDY), "balance.B3.challenges.share")
    assert (found["value"], found["n"], found["display"]) == ("0.75", 4, "75%")
    assert found["low"] < 0.75 < found["high"]


def test_of_small_groups_alone_only_some_or_none_is_said():
    made = make(*people_with("sponsors", 6, {0: ("token",)}))
    assert evidence(made, "negative.B3.people")["display"] == "some"
    assert evidence(made, "balance.B3.supports.people")["display"] == "none"
    assert all(row["value"] == "" and row["n"] is None for row in made.evidence) and made.basis == []


def test_every_passage_against_is_a_negative_case_however_few():
    cases = [row for row in make(*STUDY).negative_cases if row["target"] == "learning"]
    assert [(row["code"], row["group"], row["only_voice"]) for row in cases] == [("nothing_new", "sponsors", True)]


def test_a_negative_case_says_whether_the_person_says_anything_in_favour():
    cases = {row["speaker"]: row["only_voice"] for row in make(*STUDY).negative_cases if row["target"] == "B3"}
    assert cases == {"P-participants-0": False, "P-participants-1": False, "P-participants-3": True, "P-sponsors-0": False}


def test_the_same_passage_of_two_coders_is_one_negative_case():
    documents, turns, _ = people_with("participants", 1, {})
    codings = [coding(documents[0]["document"], 1, "nothing_new", coder=coder) for coder in "AB"]
    assert len(make(documents, turns, codings).negative_cases) == 1


def test_without_coding_everything_is_empty():
    assert make(*people_with("participants", 3, {})) == ([], [], [], [], [], [], [])


def test_evidence_ids_are_unique_and_the_tables_keep_their_columns():
    made = make(*STUDY)
    ids = [row["id"] for row in made.evidence]
    assert len(ids) == len(set(ids))
    tables = (Cooccurrence, PublishedCooccurrence, Balance, NegativeCases, ElementVoices)
    for rows, table in zip(made[:5], tables, strict=True):
        table_bytes(rows, table, "patterns")


def element(made: Made, id: str) -> dict:
    return next(row for row in made.element_voices if row["element"] == id)


def test_an_element_counts_people_on_both_sides_of_its_codes():
    row = element(make(*STUDY), "citizens")
    assert (row["speaking"], row["supports"], row["challenges"]) == (5, 4, 4)
    assert row["support_share"] == row["challenge_share"] == 0.8


def test_a_family_stands_for_all_its_codes_and_a_retired_code_for_its_successor():
    study = people_with("participants", 3, {0: ("old",), 1: ("concepts",), 2: ("nothing_new",)})
    row = element(make(*study), "ideas")
    assert (row["speaking"], row["supports"], row["challenges"]) == (3, 2, 1)


def test_an_element_without_codes_has_no_voices():
    assert {row["element"] for row in make(*STUDY).element_voices} == {"citizens", "ideas"}


def test_evidence_on_an_element_counts_large_groups_only():
    assert evidence(make(*STUDY), "logic.element.citizens.challenges.people")["display"] == "3"
    small = make(*people_with("sponsors", 6, {0: ("token",)}))
    assert evidence(small, "logic.element.citizens.challenges.people")["display"] == "some"
    assert evidence(small, "logic.element.citizens.supports.people")["display"] == "none"

import pytest

from scripts.ground.models.analysis_plan import Inference, QualitativeRule, VerdictRules
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.models.study import Fictional, Running
from scripts.ground.schemas.integrate import LogicElements, LogicEvidence, OutcomeTypes
from scripts.ground.tables import table_bytes
from scripts.integrate.bearing import codes_say, status
from scripts.integrate.fig_logic_model import fig_logic_model
from scripts.integrate.logic_model import Made, logic_model
from tests.integrate.test_verdicts import COHORTS, INSTRUMENT

RULES = VerdictRules()


def element(id: str, stage: str = "outputs", **rest) -> dict:
    return {"id": id, "stage": stage, "name": f"The {id}", **rest}


def joint(quantitative: str, qualitative: str, id: str = "B1") -> dict:
    return {"behaviour": id, "quantitative": quantitative, "qualitative": qualitative}


def people(element: str, supports: int, challenges: int, both: int = 0) -> dict:
    speaking = supports + challenges - both
    return {
        "element": element, "speaking": speaking, "supports": supports, "challenges": challenges,
        "support_share": supports / speaking if speaking else None,
        "challenge_share": challenges / speaking if speaking else None,
    }  # fmt: skip


def shares(type: str, low: float, high: float) -> dict:
    return {"type": type, "name": type.replace("_", " "), "n": 12, "met": 6, "share": (low + high) / 2, "low": low, "high": high}


def module(name: str, favourable: float | None, responses: int = 40) -> dict:
    return {"module": name, "id": name, "responses": responses, "favourable_share": favourable}


def aims(verdict: str, qualitative: str = "change") -> list[dict]:
    return [{"aim": aim.id, "verdict": verdict, "qualitative": qualitative} for aim in COHORTS.aims]


def make(*elements: dict, joined=(), verdicts=None, voices=(), types=(), projects=(), modules=(), interim=False) -> Made:
    return logic_model(
        list(joined), verdicts or aims("supported"), list(voices), list(types), list(projects), list(modules),
        LogicModel(elements=elements), INSTRUMENT, COHORTS, RULES, Inference(), Running(interim=interim),
    )  # fmt: skip


def of(made: Made, id: str) -> dict:
    return next(row for row in made.logic_elements if row["element"] == id)


def says(made: Made, kind: str) -> tuple[str, str]:
    return next((row["says"], row["reading"]) for row in made.logic_evidence if row["kind"] == kind)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (["for", "for", "nothing"], "supported"),
        (["against", "nothing"], "against"),
        (["for", "against"], "mixed"),
        (["for", "divided"], "mixed"),
        (["against", "divided"], "mixed"),
        (["divided"], "mixed"),
        (["nothing", "nothing"], "gap"),
        ([], "gap"),
    ],
)
def test_the_status_follows_from_all_pieces(readings, expected):
    assert status(readings) == expected


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        (people("x", 4, 1), "supporting"),
        (people("x", 3, 1), "both sides"),
        (people("x", 2, 0), "silent"),
        (people("x", 1, 4), "challenging"),
        (people("x", 0, 2), "silent"),
        (people("x", 5, 5, both=5), "both sides"),
        (people("x", 0, 0), "silent"),
        (None, "silent"),
    ],
)
def test_codes_speak_by_the_rule_for_texts(voices, expected):
    assert codes_say(voices, QualitativeRule()) == expected


@pytest.mark.parametrize(
    ("scores", "voices", "expected"),
    [
        ("up", "change", "supported"),
        ("up", "silent", "supported"),
        ("flat", "silent", "against"),
        ("down", "worse", "against"),
        ("up", "no change", "mixed"),
        ("inconclusive", "mixed", "mixed"),
        ("up, too small to matter", "silent", "gap"),
        ("none", "silent", "gap"),
    ],
)
def test_a_behaviour_speaks_by_its_scores_and_its_voices(scores, voices, expected):
    made = make(element("plan", behaviours=["B1"]), joined=[joint(scores, voices)])
    row = of(made, "plan")
    assert row["status"] == expected
    named = " ".join(row[side] or "" for side in ("speaks_for", "speaks_against", "divided", "says_nothing")).split()
    assert sorted(named) == ["verdict.behaviour.B1.qualitative", "verdict.behaviour.B1.quantitative"]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [("supported", "supported"), ("mixed", "mixed"), ("not supported", "against"), ("insufficient evidence", "gap")],
)
def test_an_aim_speaks_by_its_verdict(verdict, expected):
    made = make(element("plan", aims=["impact"]), verdicts=aims(verdict))
    assert of(made, "plan")["status"] == expected


@pytest.mark.parametrize(("low", "high", "expected"), [(0.6, 0.9, "supported"), (0.1, 0.4, "against"), (0.3, 0.7, "gap")])
def test_projects_speak_by_their_interval_against_the_floor(low, high, expected):
    made = make(element("lives", outcome_types=["Personal goals"]), types=[shares("personal_goals_and_satisfaction", low, high)])
    assert of(made, "lives")["status"] == expected
    assert made.logic_evidence[0]["evidence"] == "projects.type.personal_goals_and_satisfaction.share"


def test_two_types_that_are_published_as_one_are_one_piece():
    made = make(
        element("lives", outcome_types=["satisfaction", "personal goals"]),
        types=[shares("personal_goals_and_satisfaction", 0, 1)],
    )
    assert len(made.logic_evidence) == 1


def test_types_that_may_not_be_told_apart_are_shown_all_together():
    made = make(element("lives", outcome_types=["goals"]), projects=[shares("x", 0.6, 0.9)])
    assert made.logic_evidence[0]["evidence"] == made.outcome_types[0]["evidence"] == "projects.met.share"
    assert (made.outcome_types[0]["type"], made.outcome_types[0]["elements"]) == ("all", "lives")


def test_a_type_is_not_found_in_another_that_holds_its_name():
    made = make(element("lives", outcome_types=["care"]), types=[shares("health_care", 0.6, 0.9)])
    assert says(made, "projects") == ("not in the data", "nothing")


@pytest.mark.parametrize(
    ("favourable", "expected"), [(0.95, ("above", "for")), (0.3, ("below", "against")), (None, ("none", "nothing"))]
)
def test_a_module_speaks_by_its_ratings(favourable, expected):
    assert says(make(element("ways", modules=["2"]), modules=[module("2", favourable)]), "module") == expected


def test_all_stands_for_every_module_there_is():
    made = make(element("ways", modules=["all"]), modules=[module("2", 0.9), module("1", 0.9)])
    assert [row["name"] for row in made.logic_evidence] == ["1", "2"]


@pytest.mark.parametrize("assigned", [{"modules": ["9"]}, {"modules": ["all"]}, {"outcome_types": ["never"]}])
def test_what_is_assigned_and_not_in_the_data_is_a_gap_that_names_it(assigned):
    row = of(make(element("ways", **assigned)), "ways")
    assert (row["status"], row["strongest_against"]) == ("gap", "")
    assert "not in the data" in row["reason"]


def test_an_element_to_which_nothing_is_assigned_is_a_gap_that_says_so():
    assert of(make(element("plan")), "plan")["reason"] == "No evidence is assigned to it."


def test_texts_that_nobody_has_coded_are_not_called_silent():
    made = make(
        element("plan", behaviours=["B1"], codes=["x"]), joined=[joint("inconclusive", "silent")],
        verdicts=aims("insufficient evidence", "not coded"),
    )  # fmt: skip
    assert says(made, "voices") == says(made, "codes") == ("not coded", "nothing")
    assert "silent" not in of(made, "plan")["reason"]


def test_the_strongest_evidence_against_is_who_challenges_and_against_refusal_who_supports():
    model = element("plan", codes=["x"], behaviours=["B1"])
    mixed = make(model, joined=[joint("up", "silent")], voices=[people("plan", 5, 5, both=1)])
    assert of(mixed, "plan")["strongest_against"] == "logic.element.plan.challenges.people"
    refused = make(model, joined=[joint("down", "silent")], voices=[people("plan", 1, 9)])
    assert of(refused, "plan")["status"] == "against"
    assert of(refused, "plan")["strongest_against"] == "logic.element.plan.supports.people"
    supported = make(model, joined=[joint("up", "silent")], voices=[people("plan", 9, 0)])
    assert of(supported, "plan")["strongest_against"] == ""
    scores = make(element("plan", behaviours=["B1"]), joined=[joint("up", "no change")])
    assert of(scores, "plan")["strongest_against"] == "verdict.behaviour.B1.qualitative"


def test_while_interim_every_element_is_a_gap_that_says_why():
    made = make(
        element("plan", codes=["x"], modules=["all"]), voices=[people("plan", 9, 0)], modules=[module("1", 0.99)], interim=True
    )
    assert of(made, "plan")["status"] == "gap" and "interim" in of(made, "plan")["reason"]
    assert made.outcome_types == []


def test_every_status_is_evidence_and_is_counted():
    made = make(element("a", aims=["impact"]), element("b"), element("c"))
    shown = {row["id"]: row["display"] for row in made.evidence}
    assert (shown["logic.element.a"], shown["logic.element.b"]) == ("supported", "gap")
    assert (shown["logic.elements.n"], shown["logic.status.gap.n"], shown["logic.status.against.n"]) == ("3", "2", "0")


def test_no_logic_model_gives_empty_tables():
    made = make()
    assert made.logic_elements == made.logic_evidence == made.outcome_types == made.evidence == []


def test_the_tables_keep_their_declared_columns():
    made = make(
        element("a", behaviours=["B1"], aims=["impact"], codes=["x"], outcome_types=["goals"], modules=["all"]),
        joined=[joint("up", "change")], voices=[people("a", 3, 0)], types=[shares("goals", 0, 1)], modules=[module("1", 0.9)],
    )  # fmt: skip
    for rows, table in zip(made[:3], (LogicElements, LogicEvidence, OutcomeTypes), strict=True):
        table_bytes(rows, table, "logic")


@pytest.mark.parametrize("elements", [[element("a"), element("a")], [element("a.b")], [element("a-b")]])
def test_ids_must_fit_evidence_ids(elements):
    with pytest.raises(ValueError, match="each once"):
        LogicModel(elements=elements)


MARK = Fictional(fictional=False)


def drawn(*elements: dict, **rest):
    made = make(*elements, **rest)
    return fig_logic_model(made.logic_elements, made.logic_evidence, MARK)


def test_the_figure_tells_the_finding_in_words_and_is_the_same_bytes():
    model = (element("a", "resources", aims=["impact"]), element("b", "impact"))
    one, other = drawn(*model), drawn(*model)
    assert (one.svg, one.png) == (other.svg, other.png)
    assert one.alt.startswith(
        "Of the 2 elements of the logic model, 1 has evidence for it alone, none has evidence on both sides, "
        "none has evidence against it alone and 1 has no clear evidence."
    )
    assert "Supported: The a (resources)." in one.alt and "Gap: The b (impact)." in one.alt


def test_without_a_model_the_figure_says_so():
    assert drawn().alt.startswith("The study names no elements")

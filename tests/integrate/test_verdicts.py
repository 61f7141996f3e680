import pytest

from scripts.ground.key import Key
from scripts.ground.models.analysis_plan import Inference, VerdictRules
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.explanations import Explanation, Explanations
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay
from scripts.ground.schemas.quantitative import Change
from scripts.ground.tables import table_bytes
from scripts.integrate.questionnaire import questionnaire_only
from scripts.integrate.verdicts import Made, verdicts

KEY = Key(bytes(range(32)))
BEHAVIOURS = ("B1", "B2", "B3", "B4", "B5", "B6")
INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "no", "high_label": "yes"},
    behaviours=[{"id": each, "name": each, "meaning": "leads"} for each in BEHAVIOURS],
    items=[{"id": f"{each}a", "text": "?", "behaviour": each} for each in BEHAVIOURS]
    + [{"id": "F1", "text": "?", "scale": "sessions"}],
    other_scales=[{"id": "sessions", "name": "sessions", "kind": "feedback"}],
)
COHORTS = Cohorts(
    waves=[{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}],
    aims=[
        {"id": "experience", "name": "Experience", "question": "?", "evidence": "favourable"},
        {"id": "learning", "name": "Learning", "question": "?", "evidence": "texts"},
        {"id": "behaviour", "name": "Behaviour", "question": "?", "evidence": "behaviours"},
        {"id": "impact", "name": "Impact", "question": "?", "evidence": "projects"},
    ],
    source_groups=[{"id": "participants", "name": "participants", "kind": "participant", "collected": "spoken"}],
)


def risen(behaviour: str, low: float = 0.3, high: float = 0.9) -> dict:
    row = dict.fromkeys(Change.columns) | {"behaviour": behaviour, "n": 30, "estimable": True, "reason": ""}
    return row | {"mean": (low + high) / 2, "low": low, "high": high, "low_equivalence": low, "high_equivalence": high}


def claim(target: str, change: int = 0, no_change: int = 0, worse: int = 0, voices: str = "all") -> dict:
    speaking = change + no_change + worse
    return {
        "target": target, "kind": "behaviour", "voices": voices, "speaking": speaking, "change": change, "no_change": no_change,
        "worse": worse, "counter": no_change + worse, "change_groups": 2 if change else 0,
        "support_share": change / speaking if speaking else None,
        "counter_share": (no_change + worse) / speaking if speaking else None,
    }  # fmt: skip


CHANGE = [risen(each) for each in BEHAVIOURS]
RATINGS = [{"scale": "sessions", "n": 90, "favourable": 80, "share": 80 / 90, "low": 0.81, "high": 0.94}]
PROJECTS = [{"n": 20, "met": 16, "missing_follow_up": 1, "share": 0.8, "low": 0.58, "high": 0.92}]
CLAIMS = [claim(each, change=8, no_change=1) for each in (*BEHAVIOURS, "experience", "learning", "behaviour", "impact")]


ROSTER = {"kind": "roster", "files": "people.csv", "format": "csv", "columns": {"person": "id"}}
CODING = {"kind": "coding", "files": "a.qdpx", "format": "qdpx", "optional": True}
NO_CODES = Codebook(version="1.0", date="2026-01-01", codes=())


def declared(**sources: dict) -> Sources:
    return Sources(sources={"roster": ROSTER, **sources}, withdrawals="none so far")


def make(
    change=CHANGE, ratings=RATINGS, projects=PROJECTS, claims=CLAIMS, explanations=(), interim=False, cohorts=COHORTS,
    plan=None, sources=None, documents=(),
) -> Made:  # fmt: skip
    return verdicts(
        change, ratings, projects, claims, list(documents), INSTRUMENT, cohorts, sources or declared(coding=CODING), NO_CODES,
        plan or VerdictRules(), Inference(), Explanations(explanations=tuple(explanations)), Running(interim=interim), KEY,
    )  # fmt: skip


def behaviour(made: Made, id: str) -> dict:
    return next(row for row in made.joint_display if row["behaviour"] == id)


def aim(made: Made, id: str) -> dict:
    return next(row for row in made.aim_verdicts if row["aim"] == id)


def replaced(rows: list[dict], name: str, row: dict) -> list[dict]:
    return [row if each[name] == row[name] else each for each in rows]


def test_agreement_everywhere_is_broadly_positive():
    made = make()
    assert {row["joint"] for row in made.joint_display} == {"convergence"}
    assert [aim(made, each)["verdict"] for each in ("experience", "learning", "behaviour", "impact")] == ["supported"] * 4
    assert aim(made, "overall")["verdict"] == "broadly positive"


@pytest.mark.parametrize(
    ("missing", "aims"),
    [
        ({"change": []}, ["behaviour"]),
        ({"ratings": []}, ["experience"]),
        ({"projects": []}, ["impact"]),
        ({"claims": []}, ["experience", "learning", "impact"]),
        ({"change": [], "ratings": [], "projects": [], "claims": []}, ["experience", "learning", "behaviour", "impact"]),
    ],
)
def test_missing_evidence_is_insufficient_and_no_crash(missing, aims):
    made = make(**missing)
    insufficient = [row["aim"] for row in made.aim_verdicts if row["verdict"] == "insufficient evidence"]
    assert insufficient == aims
    assert aim(made, "overall")["verdict"] == ("cannot say" if len(aims) >= 2 else aim(made, "overall")["verdict"])


def test_evidence_names_only_what_exists():
    made = make(change=[], ratings=[], projects=[], claims=[])
    own = {row["id"] for row in made.evidence}
    for row in made.aim_verdicts:
        assert set(row["evidence"].split()) <= own
        assert row["strongest_against"] in own | {""}


DISSONANT = replaced(CLAIMS, "target", claim("B6", no_change=8, change=1))


def explained(made: Made, id: str, text: str = "Scores rose before the merger.") -> Explanation:
    return Explanation(verdict=f"verdict.behaviour.{id}.joint", digest=behaviour(made, id)["digest"], text=text)


def test_an_unexplained_dissonance_withholds_support():
    made = make(claims=DISSONANT)
    assert (behaviour(made, "B6")["joint"], behaviour(made, "B6")["explained"]) == ("dissonance", False)
    assert aim(made, "behaviour")["verdict"] == "mixed"
    assert "contradict each other on “B6”, and nobody has explained it" in aim(made, "behaviour")["reason"]


def test_an_explanation_under_the_digest_restores_it():
    made = make(claims=DISSONANT, explanations=[explained(make(claims=DISSONANT), "B6")])
    assert behaviour(made, "B6")["explanation"] == "Scores rose before the merger."
    assert aim(made, "behaviour")["verdict"] == "supported"


@pytest.mark.parametrize(
    "new",
    [
        {"change": replaced(CHANGE, "behaviour", risen("B6", 0.31, 0.9)), "claims": DISSONANT},
        {"claims": replaced(CLAIMS, "target", claim("B6", no_change=9, change=1))},
    ],
)
def test_new_data_reopens_an_explained_dissonance(new):
    made = make(explanations=[explained(make(claims=DISSONANT), "B6")], **new)
    assert (behaviour(made, "B6")["joint"], behaviour(made, "B6")["explained"]) == ("dissonance", False)


def test_noise_below_the_printed_precision_reopens_nothing():
    shaken = replaced(CHANGE, "behaviour", risen("B6", 0.3 + 1e-12, 0.9))
    assert behaviour(make(change=shaken), "B6")["digest"] == behaviour(make(), "B6")["digest"]


def test_an_explanation_under_another_digest_is_told_as_reopened():
    stale = explained(make(claims=DISSONANT), "B6")
    moved = make(claims=replaced(CLAIMS, "target", claim("B6", no_change=9, change=1)), explanations=[stale])
    assert behaviour(moved, "B6")["reopened"] is True
    assert behaviour(make(claims=DISSONANT, explanations=[stale]), "B6")["reopened"] is False
    assert behaviour(make(claims=DISSONANT), "B6")["reopened"] is False


def test_texts_that_nobody_coded_are_not_called_silent():
    made = make(claims=[])
    shown = {row["id"]: (row["value"], row["display"]) for row in made.evidence}
    assert shown["verdict.behaviour.B1.qualitative"] == ("silent", "not coded")
    assert aim(made, "learning")["qualitative"] == "not coded" and "no text is coded yet" in aim(made, "learning")["reason"]
    assert aim(make(interim=True), "learning")["qualitative"] == "held back"


def test_only_dissonance_takes_an_explanation():
    made = make(explanations=[explained(make(), "B1")])
    assert behaviour(made, "B1")["explained"] is False


def test_a_dissonance_on_a_behaviour_that_is_not_up_costs_no_support():
    flat = replaced(CHANGE, "behaviour", risen("B6", -0.1, 0.1))
    made = make(change=flat)
    assert (behaviour(made, "B6")["quantitative"], behaviour(made, "B6")["joint"]) == ("flat", "dissonance")
    assert aim(made, "behaviour")["verdict"] == "supported"


def test_sponsors_stand_apart_and_are_never_counted():
    made = make(claims=[*CLAIMS, claim("B3", no_change=2, voices="outside")])
    row = behaviour(made, "B3")
    assert (row["outside_change"], row["outside_counter"], row["qualitative"]) == ("none", "some", "change")


def test_strongest_evidence_against_a_rise_is_who_denies_it_else_the_low_end():
    made = make(claims=replaced(CLAIMS, "target", claim("B1", change=9)))
    assert behaviour(made, "B2")["strongest_against"] == "claim.B2.no_change.people"
    assert behaviour(made, "B1")["strongest_against"] == "behaviour.B1.change.low"


def test_strongest_evidence_against_a_fall_is_who_describes_change():
    made = make(change=replaced(CHANGE, "behaviour", risen("B1", -0.9, -0.2)))
    assert behaviour(made, "B1")["strongest_against"] == "claim.B1.change.people"


def test_every_aim_names_what_speaks_against_it():
    made = make(change=replaced(CHANGE, "behaviour", risen("B4", -0.1, 0.1)), claims=[claim("experience", change=9)])
    assert aim(made, "behaviour")["strongest_against"] == "behaviour.B4.change.mean"
    assert aim(made, "experience")["strongest_against"] == "rating.sessions.low"
    assert aim(make(), "impact")["strongest_against"] == "claim.impact.no_change.people"
    few_met = make(projects=[PROJECTS[0] | {"low": 0.1, "high": 0.4, "share": 0.2}])
    assert aim(few_met, "overall")["strongest_against"] == "verdict.impact"
    assert aim(make(), "overall")["strongest_against"] == aim(make(), "behaviour")["strongest_against"] != ""


def test_while_interim_no_outcome_is_shown():
    made = make(interim=True)
    assert {row["joint"] for row in made.joint_display} == {"silence"}
    assert {row["verdict"] for row in made.aim_verdicts} == {"insufficient evidence", "cannot say"}
    assert all("interim" in row["reason"] for row in made.aim_verdicts)


def test_every_verdict_prints_its_rule_with_the_thresholds_of_the_plan():
    made = make()
    assert "at least {plan.behaviours_up} of {plan.behaviours} behaviours are up" in aim(made, "behaviour")["rule"]
    assert "above {plan.favourable_floor}" in aim(made, "experience")["rule"]
    assert "above {plan.projects_floor}" in aim(made, "impact")["rule"]
    assert "at least {plan.people} people in at least {plan.source_types} source groups" in aim(made, "learning")["rule"]
    assert "{plan.insufficient_aims} or more aims" in aim(made, "overall")["rule"]
    shown = {row["id"]: row["display"] for row in made.evidence}
    assert (shown["plan.behaviours_up"], shown["plan.favourable_floor"], shown["plan.people"]) == ("4", "70%", "3")


def test_verdicts_are_evidence_by_id():
    ids = {row["id"]: row["value"] for row in make().evidence}
    assert ids["verdict.behaviour.B3.quantitative"] == "up"
    assert ids["verdict.behaviour.B3.qualitative"] == "change"
    assert ids["verdict.behaviour.B3.joint"] == "convergence"
    assert ids["verdict.behaviour"] == "supported"
    assert ids["verdict.overall"] == "broadly positive"


def test_the_tables_keep_their_declared_columns():
    made = make(claims=[], change=[])
    table_bytes(made.joint_display, JointDisplay, "joint_display")
    table_bytes(made.aim_verdicts, AimVerdicts, "aim_verdicts")


ONE_AIM = Cohorts(waves=COHORTS.waves, aims=COHORTS.aims[2:3], source_groups=())
ALONE = VerdictRules(needs_one_of=(), insufficient_aims=1)


@pytest.mark.parametrize(
    ("ends", "of_the_aim", "overall"),
    [
        ((0.3, 0.9), "supported", "broadly positive"),
        ((-0.2, 0.2), "not supported", "not positive"),
        ((-0.9, -0.3), "not supported", "not positive"),
        ((-0.6, 1.1), "insufficient evidence", "cannot say"),
    ],
)
def test_a_study_with_one_aim_reaches_every_overall_verdict(ends, of_the_aim, overall):
    made = make(change=[risen(each, *ends) for each in BEHAVIOURS], claims=[], cohorts=ONE_AIM, plan=ALONE)
    assert (aim(made, "behaviour")["verdict"], aim(made, "overall")["verdict"]) == (of_the_aim, overall)


def test_a_study_with_one_aim_that_is_mixed_is_mixed():
    change = [risen(each, *ends) for each, ends in zip(BEHAVIOURS, [(0.3, 0.9)] * 3 + [(-0.2, 0.2)] * 3, strict=True)]
    made = make(change=change, claims=[], cohorts=ONE_AIM, plan=ALONE)
    assert [row["verdict"] for row in made.aim_verdicts] == ["mixed", "mixed"]


@pytest.mark.parametrize(
    ("needed", "clause"),
    [
        ((), "“Behaviour” is supported and none is not supported"),
        (("impact",), "“Behaviour” is supported, “Impact” is supported and none is not supported"),
        (("learning", "impact"), "is supported, at least one of “Learning” and “Impact” is supported and none"),
    ],
)
def test_the_overall_rule_names_only_the_aims_that_it_needs(needed, clause):
    rule = aim(make(plan=VerdictRules(needs_one_of=needed)), "overall")["rule"]
    assert clause in rule and "one of is" not in rule


def text(kind: str, name: str) -> dict:
    return {"document": name, "kind": kind, "group": None, "pseudonym": None, "module": None, "version": "v", "source": "s:1"}


OPEN = [text("open_answer", "D1"), text("open_answer", "D2"), text("comment", "D3"), text("project", "D4")]


def by_questionnaire(**more) -> Made:
    return make(claims=[], cohorts=ONE_AIM, plan=ALONE, sources=declared(), documents=OPEN, **more)


def test_a_study_by_questionnaire_only_has_no_verdict_on_voices_and_counts_its_open_answers():
    made = by_questionnaire()
    shown = {row["id"]: row["display"] for row in made.evidence}
    assert shown["questionnaire.open_answers.n"] == "3"
    assert not [id for id in shown if id.endswith((".qualitative", ".joint"))]
    assert not {row["table"] for row in made.evidence} & {"tbl-joint"}
    assert aim(made, "behaviour")["qualitative"] == "not asked"
    assert set(aim(made, "behaviour")["evidence"].split()) <= set(shown)
    assert "dissonance" not in aim(made, "behaviour")["rule"]


def test_a_study_by_questionnaire_only_holds_no_voices_back_while_it_is_interim():
    made = by_questionnaire(interim=True)
    assert aim(made, "behaviour")["qualitative"] == "not asked"
    assert {row["display"] for row in made.evidence if row["id"].endswith(".quantitative")} == {"held back"}


CODE = {"id": "a", "name": "a", "family": "f", "definition": "d", "valence": "supports"}
INTERVIEWS = {"kind": "interviews", "files": "a.vtt", "format": "teams-vtt", "group": "participants"}


@pytest.mark.parametrize(
    ("sources", "codes", "alone"),
    [
        ({}, (), True),
        ({"coding": CODING}, (), False),
        ({"interviews": INTERVIEWS}, (), False),
        ({}, (CODE,), False),
    ],
)
def test_declared_codes_a_coding_or_texts_are_waited_for(sources, codes, alone):
    assert questionnaire_only(declared(**sources), Codebook(version="1", date="2026-01-01", codes=codes)) is alone

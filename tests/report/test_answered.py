from scripts.ground.models.study import Cohorts
from scripts.report.sentences_design import answered
from scripts.report.told import Told

COHORTS = Cohorts(
    waves=[{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}],
    aims=[{"id": "one", "name": "One", "question": "What?", "evidence": "behaviours"}],
    source_groups=[],
)


def told(expected, first, last):
    values = {"T0.expected": expected, "T1.expected": expected, "T0.responded": first, "T1.responded": last, "every_wave": last}
    return Told([{"id": f"completeness.{id}", "value": value, "display": f"{value}"} for id, value in values.items()] + SHARES)


SHARES = [{"id": f"completeness.{wave}.share", "value": 0.9, "display": "90%"} for wave in ("T0", "T1")]


def shown(text):
    return text.replace("{{< var completeness-", "<").replace(" >}}", ">").strip()


def test_who_answered_is_told_wave_by_wave_with_its_share():
    assert shown(answered(told(46, 44, 37), COHORTS)) == (
        "Of <T0-expected> participants with consent, <T0-responded> at the start (<T0-share>) and <T1-responded> at the end "
        "(<T1-share>) answered the survey; <every_wave> answered every time."
    )


def test_nothing_is_said_where_more_answered_than_are_known_or_nobody_is():
    assert answered(told(46, 50, 37), COHORTS) == answered(told(0, 0, 0), COHORTS) == answered(Told([]), COHORTS) == ""

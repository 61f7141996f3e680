"""Scores and voices side by side, and the verdicts on behaviours, aims and the whole, by the rules of the plan.

- each behaviour: a quantitative and a qualitative verdict, and how they sit together; sponsors' outside view stands apart
- dissonance stays unexplained until explanations.yaml explains it under the digest of exactly this result
- each aim and the whole: verdict, its rule in words, the evidence it rests on, the strongest evidence against it
- a part that is missing weakens the verdict and never stops the run; while the study is interim no outcome is shown
- texts that nobody has coded count as silent, but the report calls them not coded: silence of coders is none of people
- a study by questionnaire only has no voices and no joint display: its behaviours have the verdict on their scores alone
- an explanation under another digest is told: new data have reopened the dissonance, or the digest is mistyped

The tables hold words and evidence ids, no counts of people, so they may be printed as they are. The digest is keyed:
small counts could be guessed from a plain one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key
from scripts.ground.models.analysis_plan import Inference, VerdictRules
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.explanations import Explanations
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Aim, Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeDocuments
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay
from scripts.ground.schemas.qualitative import Claims
from scripts.ground.schemas.quantitative import Change, ProjectResults, Ratings
from scripts.integrate import against
from scripts.integrate import rules as by_rule
from scripts.integrate.questionnaire import note_questionnaire, questionnaire_only
from scripts.integrate.wording import INTERIM, note_plan, overall_rule_in_words, rule_in_words

DIGEST_DIGITS = 12
OVERALL = "overall"
MOVED = {
    by_rule.UP: "rose",
    by_rule.SMALL: "rose, but by too little to matter",
    by_rule.FLAT: "stayed much the same",
    by_rule.DOWN: "fell",
    by_rule.INCONCLUSIVE: "may have moved either way",
    by_rule.NONE: "could not be estimated",
}
CLEAREST_FIRST = (by_rule.UP, by_rule.SMALL, by_rule.FLAT, by_rule.DOWN, by_rule.INCONCLUSIVE, by_rule.NONE)
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    joint_display: Rows[JointDisplay]
    aim_verdicts: Rows[AimVerdicts]
    evidence: Rows[Evidence]


def verdicts(
    change: Rows[Change],
    ratings: Rows[Ratings],
    project_results: Rows[ProjectResults],
    claims: Rows[Claims],
    documents: Rows[SafeDocuments],
    instrument: Instrument,
    cohorts: Cohorts,
    sources: Sources,
    codebook: Codebook,
    rules: VerdictRules,
    inference: Inference,
    explanations: Explanations,
    running: Running,
    key: Key,
) -> Made:
    """Joint display, one verdict an aim, and the overall verdict."""
    rules = by_rule.fitted(rules, len(instrument.behaviours), cohorts.aims)
    unheard = by_rule.HELD_BACK if running.interim else "" if claims else by_rule.NOT_CODED
    if alone := questionnaire_only(sources, codebook):
        unheard = by_rule.NOT_ASKED
    if running.interim:
        change, ratings, project_results, claims = [], [], [], []
    found = _Found.of(change, ratings, project_results, claims, instrument)
    joint_display = [_join(each.id, found, rules, inference, explanations, key) for each in instrument.behaviours]
    aims = [_judge(aim, found, joint_display, rules, unheard) for aim in cohorts.aims]
    aims.append(_judge_all(aims, rules, cohorts))
    if running.interim:
        aims = [row | {"reason": INTERIM} for row in aims]
    book = EvidenceBook("integrate.verdicts")
    note_plan(book, rules, inference, len(joint_display))
    _note_behaviours(book, joint_display, unheard, interim=running.interim)
    _note_aims(book, aims)
    if alone:
        note_questionnaire(book, documents)
    return Made(joint_display, aims, book.evidence)


@dataclass(frozen=True)
class _Found:
    """What the stages before have found, by what it is about."""

    change: dict[str, Row]
    shares: dict[str, dict[str, Row]]
    all: dict[str, Row]
    outside: dict[str, Row]
    names: dict[str, str]

    @classmethod
    def of(cls, change: list[Row], ratings: list[Row], projects: list[Row], claims: list[Row], instrument: Instrument) -> _Found:
        feedback = {scale.id for scale in instrument.other_scales if scale.kind == "feedback"}
        return cls(
            {row["behaviour"]: row for row in change},
            {
                "favourable": {f"rating.{row['scale']}": row for row in ratings if row["scale"] in feedback},
                "projects": {"projects.met": projects[0]} if projects else {},
            },
            {row["target"]: row for row in claims if row["voices"] == "all"},
            {row["target"]: row for row in claims if row["voices"] == "outside"},
            {each.id: each.name for each in instrument.behaviours},
        )


def _join(behaviour: str, found: _Found, rules: VerdictRules, inference: Inference, explanations: Explanations, key: Key) -> Row:
    change, claims, outside = found.change.get(behaviour), found.all.get(behaviour), found.outside.get(behaviour)
    quantitative = by_rule.quantitative_verdict(change, inference)
    qualitative = by_rule.qualitative_verdict(claims, rules.qualitative)
    together = by_rule.joint(quantitative, qualitative)
    digests = _digests([behaviour, quantitative, qualitative, together, _numbers(change), _counts(claims)], key)
    explanation = _explanation(behaviour, digests, explanations) if together == by_rule.DISSONANCE else ""
    supporting = [against.mean_change(change), *_claim_ids(claims)]
    return {
        "behaviour": behaviour,
        "quantitative": quantitative,
        "qualitative": qualitative,
        "outside_change": _some_or_none(outside, "change"),
        "outside_counter": _some_or_none(outside, "counter"),
        "joint": together,
        "explained": bool(explanation),
        "explanation": explanation,
        "reopened": together == by_rule.DISSONANCE and not explanation and _is_explained_elsewhere(behaviour, explanations),
        "digest": digests[0],
        "strongest_against": against.against_behaviour(quantitative, qualitative, change, claims),
        "supporting": " ".join(id for id in supporting if id),
    }


def _digests(ingredients: list[Any], key: Key) -> tuple[str, ...]:
    """Under every version of the key, the present one first: an explanation outlives a rotation."""
    return tuple(digest[:DIGEST_DIGITS] for digest in key.digests(json_digest(ingredients)))


def _numbers(change: Row | None) -> list[Any]:
    """What new data would move, at the precision that is printed, so that platforms agree."""
    if not change or not change["estimable"]:
        return []
    columns = ("mean", "low", "high", "low_equivalence", "high_equivalence")
    return [change["n"], *(display.signed(change[name]) for name in columns)]


def _counts(claims: Row | None) -> list[int]:
    return [claims[name] for name in ("speaking", "change", "no_change", "worse", "counter", "change_groups")] if claims else []


def _explanation(behaviour: str, digests: tuple[str, ...], explanations: Explanations) -> str:
    verdict = f"verdict.behaviour.{behaviour}.joint"
    return next((each.text for each in explanations.explanations if each.verdict == verdict and each.digest in digests), "")


def _is_explained_elsewhere(behaviour: str, explanations: Explanations) -> bool:
    """Whether an explanation of this verdict stands under another digest."""
    return any(each.verdict == f"verdict.behaviour.{behaviour}.joint" for each in explanations.explanations)


def _claim_ids(claims: Row | None) -> list[str]:
    if not claims or not claims["speaking"]:
        return []
    return [f"claim.{claims['target']}.{word}.people" for word in ("change", "no_change", "worse")]


def _some_or_none(claims: Row | None, what: str) -> str:
    return "some" if claims and claims[what] else "none"


def _judge(aim: Aim, found: _Found, joint_display: list[Row], rules: VerdictRules, unheard: str) -> Row:
    claims = found.all.get(aim.id)
    voices = by_rule.qualitative_verdict(claims, rules.qualitative)
    judged = (
        _judge_behaviours(joint_display, found, rules, unheard)
        if aim.evidence == "behaviours"
        else _judge_share(aim, claims, voices, found, rules, unheard)
    )
    return {
        "aim": aim.id,
        "rule": rule_in_words(aim, voices=unheard != by_rule.NOT_ASKED),
        "qualitative": unheard or voices,
        **judged,
        "evidence": " ".join([*judged["evidence"], *_claim_ids(claims)]),
    }


def _judge_behaviours(joint_display: list[Row], found: _Found, rules: VerdictRules, unheard: str) -> Row:
    given = [row["quantitative"] for row in joint_display]
    open_dissonance = [row["behaviour"] for row in joint_display if row["joint"] == by_rule.DISSONANCE and not row["explained"]]
    on_those_up = any(row["quantitative"] == by_rule.UP for row in joint_display if row["behaviour"] in open_dissonance)
    verdict = by_rule.behaviour_aim_verdict(given, on_those_up, rules)
    words = dict.fromkeys(sorted(given, key=CLEAREST_FIRST.index))
    tally = ", ".join(f"{{{_tally_id(word)}}} {_short(word)}" for word in words)
    reason = _moved(given)
    parts = ("quantitative",) if unheard == by_rule.NOT_ASKED else ("quantitative", "joint")
    if open_dissonance:
        on = display.join([f"“{found.names[each]}”" for each in open_dissonance])
        reason += f" Scores and voices contradict each other on {on}, and nobody has explained it yet."
    return {
        "verdict": verdict,
        "quantitative": tally,
        "evidence": [id for row in joint_display for id in _verdict_ids(row["behaviour"], *parts)],
        "strongest_against": against.against_behaviour_aim(verdict, joint_display, found.change, found.all),
        "reason": reason,
    }


def _moved(given: list[str]) -> str:
    """How the behaviours moved, in a sentence."""
    words = list(dict.fromkeys(sorted(given, key=CLEAREST_FIRST.index)))
    if len(given) == 1:
        return f"The one behaviour measured {MOVED[words[0]]}."
    if len(words) == 1:
        return f"All {{plan.behaviours}} behaviours {MOVED[words[0]]}."
    return f"Of {{plan.behaviours}} behaviours, {display.join([f'{{{_tally_id(word)}}} {MOVED[word]}' for word in words])}."


def _verdict_ids(behaviour: str, *parts: str) -> list[str]:
    return [f"verdict.behaviour.{behaviour}.{part}" for part in parts]


def _tally_id(word: str) -> str:
    return f"verdict.tally.{word.split(',')[0].replace(' ', '_')}{'_small' if word == by_rule.SMALL else ''}"


def _short(word: str) -> str:
    """A verdict as part of a list with commas."""
    return {by_rule.SMALL: "up but too small to matter", by_rule.NONE: "not estimable"}.get(word, word)


def _judge_share(aim: Aim, claims: Row | None, voices: str, found: _Found, rules: VerdictRules, unheard: str) -> Row:
    floor = rules.projects.floor if aim.evidence == "projects" else rules.favourable.floor
    shares = found.shares.get(aim.evidence, {})
    each = {id: by_rule.favourable_verdict(share, floor) for id, share in shares.items()}
    number = by_rule.UNPLANNED if aim.evidence == "texts" else by_rule.together(list(each.values()))
    verdict = by_rule.aim_verdict(number, voices)
    known = [id for id, word in each.items() if word != by_rule.NONE]
    weakest = min(known, key=lambda id: shares[id]["share"], default="")
    return {
        "verdict": verdict,
        "quantitative": number,
        "evidence": [f"{id}.share" for id in known],
        "strongest_against": against.against_aim(verdict, weakest, claims),
        "reason": _share_reason(number, unheard or voices, aim),
    }


def _share_reason(number: str, voices: str, aim: Aim) -> str:
    what, floor = (
        ("share of projects that met their target", "{plan.projects_floor}")
        if aim.evidence == "projects"
        else ("share of favourable ratings", "{plan.favourable_floor}")
    )
    numbers = {
        by_rule.UNPLANNED: "No number is planned for this aim",
        by_rule.NONE: f"The {what}, which the plan asks for, is not in the data",
        by_rule.INCONCLUSIVE: f"Whether the {what} is above or below the {floor} that the plan asks for cannot be told",
    }.get(number, f"The {what} is clearly {number} the {floor} that the plan asks for")
    texts = {
        by_rule.CHANGE: "people describe change",
        by_rule.NO_CHANGE: "people say that nothing changed or that something fell short",
        by_rule.WORSE: "people say that things got worse",
        by_rule.MIXED: "people are divided",
        by_rule.SILENT: "people say too little to count",
        by_rule.NOT_CODED: "no text is coded yet",
        by_rule.HELD_BACK: "the texts are held back",
        by_rule.NOT_ASKED: "the study asked by questionnaire only",
    }[voices]
    return f"{numbers}; {texts}."


def _judge_all(aims: list[Row], rules: VerdictRules, cohorts: Cohorts) -> Row:
    given = {row["aim"]: row["verdict"] for row in aims}
    verdict = by_rule.overall_verdict(given, rules)
    inner = next((row["strongest_against"] for row in aims if row["aim"] == rules.behaviour_aim), "")
    names = {aim.id: aim.name for aim in cohorts.aims}
    return {
        "aim": OVERALL,
        "verdict": verdict,
        "rule": overall_rule_in_words(rules, cohorts),
        "quantitative": "",
        "qualitative": "",
        "evidence": " ".join(f"verdict.{aim}" for aim in given),
        "strongest_against": against.against_overall(verdict, given, inner),
        "reason": "; ".join(f"{names[aim]}: {word}" for aim, word in given.items()) + ".",
    }


def _note_behaviours(book: EvidenceBook, joint_display: list[Row], unheard: str, *, interim: bool) -> None:
    """The verdicts on each behaviour; while the study is interim its scores are held back, and say so."""
    alone = unheard == by_rule.NOT_ASKED
    table = "" if alone else "tbl-joint"
    for word, count in Counter(row["quantitative"] for row in joint_display).items():
        book.value(_tally_id(word), count, shown=str(count), unit="behaviours", table=table, cell=word)
    shown_instead = {"quantitative": by_rule.HELD_BACK if interim else "", "qualitative": unheard, "joint": ""}
    parts = ("quantitative",) if alone else ("quantitative", "qualitative", "joint")
    for row in joint_display:
        for part, id in zip(parts, _verdict_ids(row["behaviour"], *parts), strict=True):
            shown = shown_instead[part] or row[part]
            book.thing(id, "verdict", value=row[part], shown=shown, table=table, cell=f"{row['behaviour']}.{part}")


def _note_aims(book: EvidenceBook, aims: list[Row]) -> None:
    for row in aims:
        id, word = f"verdict.{row['aim']}", row["verdict"]
        book.thing(id, "verdict", value=word, shown=word, table="tbl-verdicts", cell=row["aim"])

"""Evidence situations, and what the report says in each: the sentence functions over the real verdict rules.

python -m tests.report.situations            (write tests/golden/paragraphs/ anew; read every line before committing it)

A paragraph is shown as a reader meets it: numbers in place of their ids, without marks and classes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from scripts.ground.display import percent, signed
from scripts.ground.environment import REPOSITORY
from scripts.ground.key import Key
from scripts.ground.models.analysis_plan import Inference, VerdictRules
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.explanations import Explanation, Explanations
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Publication, Running
from scripts.ground.schemas.quantitative import Change
from scripts.integrate.verdicts import Made, verdicts
from scripts.report import sentences as say
from scripts.report import sentences_design as design
from scripts.report import sentences_measurement as measured
from scripts.report import sentences_missing as missing
from scripts.report import sentences_plain, sentences_plan, sentences_voices
from scripts.report.markdown import SHORTCODE
from scripts.report.told import Told, key_of

GOLDEN = REPOSITORY / "tests/golden/paragraphs"
KEY = Key(bytes(range(32)))
NAMES = {"B1": "own strengths", "B2": "values", "B3": "partnership", "B4": "enabling practice"}
MEANS = {
    "B1": "builds on what they are good at",
    "B2": "lets values show",
    "B3": "leads together with citizens",
    "B4": "helps others' practice",
}
RULES = VerdictRules(behaviours_up=3, behaviours_flat_or_down=3)
ONE_BEHAVIOUR = VerdictRules(behaviours_up=1, behaviours_flat_or_down=1)
ONE_AIM = VerdictRules(behaviours_up=3, behaviours_flat_or_down=3, needs_one_of=(), insufficient_aims=1)
ROSTER = {"kind": "roster", "files": "people.csv", "format": "csv", "columns": {"person": "id"}}
CODING = {"kind": "coding", "files": "a.qdpx", "format": "qdpx", "optional": True}
NO_CODES = Codebook(version="1.0", date="2026-01-01", codes=())
GROUPS = [
    {"id": "leaders", "name": "participants", "kind": "participant", "collected": "spoken"},
    {"id": "sponsors", "name": "sponsors", "kind": "sponsor", "collected": "spoken"},
    {"id": "team", "name": "programme team", "kind": "facilitator", "collected": "spoken"},
]
AIMS = [
    {"id": "experience", "name": "Experience", "question": "How was it?", "evidence": "favourable"},
    {"id": "learning", "name": "Learning", "question": "What did people learn?", "evidence": "texts"},
    {"id": "behaviour", "name": "Behaviour", "question": "What do people do?", "evidence": "behaviours"},
    {"id": "impact", "name": "Impact", "question": "What changed in services?", "evidence": "projects"},
]
PUBLICATION = Publication(
    title="T", programme="the programme", institution="i", authors=[], report_date="2026-03-31",
    independence="The evaluating team had no part in the programme.",
)  # fmt: skip
UP, SMALL, FLAT, DOWN = (0.3, 0.9), (0.05, 0.3), (-0.2, 0.2), (-0.9, -0.3)
WIDE, NONE = (-0.6, 1.1), None
FOR, DIVIDED = {"change": 8, "no_change": 1}, {"change": 5, "no_change": 5}
UNCHANGED, WORSE, QUIET = {"change": 1, "no_change": 8}, {"worse": 6}, {}
SHARE = {"high": (40, 45, 0.89, 0.77, 0.95), "unclear": (30, 45, 0.67, 0.52, 0.79), "low": (12, 45, 0.27, 0.16, 0.41)}
EXHIBIT = re.compile(r" ?\[\(`[^`]*`\)\]\{\.exhibit-id\}")
CLASSED = re.compile(r"\[([^\]]*)\]\{\.[^}]*\}")


@dataclass(frozen=True)
class Situation:
    """What a study holds; the defaults are a study in which everything is there and went up."""

    change: dict[str, tuple[float, float] | None] = field(default_factory=lambda: dict.fromkeys(NAMES, UP))
    n: int = 30
    lost: int = 3
    waves: int = 2
    interim: bool = False
    voices: dict[str, dict[str, int]] = field(default_factory=dict)
    voice: dict[str, int] = field(default_factory=lambda: FOR)
    coded: bool = True
    coders: int = 2
    heard: tuple[int, int, int] = (10, 5, 3)
    shown: bool = True
    ratings: str | None = "high"
    projects: str | None = "high"
    without_follow_up: int = 2
    explained: tuple[str, str] = ("", "")
    knowledge: tuple[float, float] | None = None
    locked: bool = True
    outcome_sources: int = 0
    nameless: int = 0
    open_answers: int | None = None


SITUATIONS = {
    "everything rose": Situation(),
    "everything stayed flat": Situation(dict.fromkeys(NAMES, FLAT), voice=UNCHANGED, ratings="unclear", projects="unclear"),
    "everything fell": Situation(dict.fromkeys(NAMES, DOWN), voice=WORSE, ratings="low", projects="low"),
    "few people, nothing clear": Situation(dict.fromkeys(NAMES, WIDE), n=6, lost=1, voice=QUIET, ratings="unclear"),
    "rose, but too little to matter": Situation(dict.fromkeys(NAMES, SMALL), n=90),
    "mixed": Situation(dict(zip(NAMES, (UP, UP, FLAT, WIDE), strict=True)), voice=DIVIDED, projects="unclear"),
    "no text is coded": Situation(coded=False),
    "the study is interim": Situation(dict.fromkeys(NAMES, NONE), n=0, interim=True, lost=0, ratings=None, projects=None),
    "no answers at the end": Situation(dict.fromkeys(NAMES, NONE), n=0, lost=0, coded=False, ratings=None),
    "asked once": Situation(dict.fromkeys(NAMES, NONE), n=0, lost=0, waves=1),
    "no projects": Situation(projects=None),
    "no project was followed up": Situation(projects="low", without_follow_up=33),
    "one behaviour": Situation({"B1": UP}),
    "a dissonance unexplained": Situation(voices={"B2": UNCHANGED}),
    "a dissonance explained": Situation(voices={"B2": UNCHANGED}, explained=("B2", "present")),
    "a dissonance reopened": Situation(voices={"B2": UNCHANGED}, explained=("B2", "000000000000")),
    "knowledge rose and behaviours did not": Situation(
        dict.fromkeys(NAMES, FLAT), voices={"learning": FOR}, voice=DIVIDED, knowledge=UP
    ),
    "one coder": Situation(coders=1),
    "small groups": Situation(heard=(4, 2, 1), shown=False),
    "nobody from outside": Situation(heard=(10, 0, 0)),
    "the plan was not locked": Situation(locked=False),
    "the plan was locked late": Situation(outcome_sources=1),
    "heavy losses": Situation(n=16, lost=14),
    "nameless responses": Situation(nameless=16),
    "by questionnaire only": Situation(open_answers=24, coded=False, heard=(0, 0, 0), ratings=None, projects=None),
    "by questionnaire only, interim": Situation(
        dict.fromkeys(NAMES, NONE), n=0, lost=0, interim=True, open_answers=0, coded=False, heard=(0, 0, 0), ratings=None,
        projects=None,
    ),
    "nothing at all": Situation(
        dict.fromkeys(NAMES, NONE), n=0, lost=0, coded=False, heard=(0, 0, 0), ratings=None, projects=None, locked=False
    ),
}  # fmt: skip


def paragraphs(of: Situation) -> str:
    """What the report says, part by part."""
    instrument, cohorts = _instrument(of), _cohorts(of)
    made, publication = _judged(of, instrument, cohorts), PUBLICATION
    told = Told([*_evidence(of, instrument), *({**row, "value": _read(row["value"])} for row in made.evidence)])
    names = {each.id: each.name for each in (*instrument.behaviours, *cohorts.aims)}
    rows = made.aim_verdicts
    parts = {
        "Summary": [
            say.overall(told, rows, names), sentences_plan.standing_callout(told), say.aim_verdicts(told, rows, cohorts),
            design.basis(told, instrument, cohorts),
        ],
        "In plain words": [sentences_plain.plain(told, rows, instrument, cohorts, publication)],
        "Main results": [say.behaviours(told, instrument, cohorts)],
        "Aims": [
            *(say.aim(told, rows, aim.id, names).split("*Rule:*")[0] + say.outcomes(told, aim.evidence) for aim in cohorts.aims),
            measured.scales(told, instrument),
        ],
        "Scores and voices": [] if of.open_answers is not None else [
            design.whose_voices(told, instrument, cohorts), sentences_voices.missing(told, cohorts),
            say.joint(told, instrument, made.joint_display),
        ],
        "People without an end score": [missing.lost(told, instrument)],
        "Methods": [
            sentences_plan.locked(told), design.estimates(told, instrument, "holm"), sentences_voices.reading(told, cohorts),
            design.interval_decides(told, instrument, "holm"),
            sentences_voices.agreement(told, with_table=False), sentences_voices.privacy(told, cohorts),
        ],
        "Limitations": [design.limits(told, instrument, cohorts, publication.independence)],
    }  # fmt: skip
    texts = {name: "\n".join(part for part in found if part) for name, found in parts.items()}
    return "\n".join(f"# {name}\n\n{_as_read(text, told)}\n" for name, text in texts.items() if text)


def _as_read(text: str, told: Told) -> str:
    shown = {key_of(id): entry["display"] for id, entry in told.entries.items()}
    printed = SHORTCODE.sub(lambda found: shown[found[0].split()[2]], text)
    plain = CLASSED.sub(r"\1", EXHIBIT.sub("", printed))
    lines = [line for line in plain.split("\n") if not line.startswith(":::")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _instrument(of: Situation) -> Instrument:
    return Instrument(
        scale={"minimum": 1, "maximum": 5, "low_label": "no", "high_label": "yes"},
        behaviours=[{"id": each, "name": NAMES[each], "meaning": MEANS[each]} for each in of.change],
        items=[{"id": f"{each}a", "text": "?", "behaviour": each} for each in of.change]
        + [{"id": "F1", "text": "?", "scale": "sessions"}, {"id": "K1", "text": "?", "scale": "knowledge"}],
        other_scales=[
            {"id": "sessions", "name": "the sessions", "kind": "feedback"},
            {"id": "knowledge", "name": "knowledge of leadership", "kind": "knowledge"},
        ],
    )


def _cohorts(of: Situation) -> Cohorts:
    waves = [{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}][: of.waves]
    if of.open_answers is not None:
        return Cohorts(waves=waves, aims=AIMS[2:3], source_groups=[])
    return Cohorts(waves=waves, aims=AIMS, source_groups=GROUPS)


def _judged(of: Situation, instrument: Instrument, cohorts: Cohorts) -> Made:
    """The verdicts; an explanation is bound to the digest of the present result, or to another."""
    behaviour, digest = of.explained
    if digest == "present":
        found = _judged(replace(of, explained=("", "")), instrument, cohorts)
        digest = next(row["digest"] for row in found.joint_display if row["behaviour"] == behaviour)
    given = [Explanation(verdict=f"verdict.behaviour.{behaviour}.joint", digest=digest, text="The merger came between.")]
    alone = of.open_answers is not None
    plan = ONE_AIM if alone else RULES if len(of.change) > 1 else ONE_BEHAVIOUR
    return verdicts(
        [_change(of, each) for each in of.change], _rating(of), _project(of), _claims(of),
        [{"kind": "open_answer"}] * (of.open_answers or 0), instrument, cohorts,
        Sources(sources={"roster": ROSTER} | ({} if alone else {"coding": CODING}), withdrawals="none so far"), NO_CODES, plan,
        Inference(),
        Explanations(explanations=given if behaviour else []), Running(interim=of.interim), KEY,
    )  # fmt: skip


def _change(of: Situation, behaviour: str) -> dict[str, Any]:
    row = dict.fromkeys(Change.columns) | {"behaviour": behaviour, "n": of.n, "estimable": False, "reason": "too few"}
    ends = of.change[behaviour]
    if not ends:
        return row
    low, high = ends
    ends90 = {"low_equivalence": low + 0.05, "high_equivalence": high - 0.05}
    return row | {"mean": (low + high) / 2, "low": low, "high": high, "estimable": True, "reason": ""} | ends90


def _rating(of: Situation) -> list[dict[str, Any]]:
    if not of.ratings:
        return []
    count, n, share, low, high = SHARE[of.ratings]
    return [{"scale": "sessions", "n": n, "favourable": count, "share": share, "low": low, "high": high}]


def _project(of: Situation) -> list[dict[str, Any]]:
    if not of.projects:
        return []
    count, n, share, low, high = SHARE[of.projects]
    return [{"n": n, "met": count, "missing_follow_up": of.without_follow_up, "share": share, "low": low, "high": high}]


def _claims(of: Situation) -> list[dict[str, Any]]:
    if not of.coded:
        return []
    return [_claim(id, of.voices.get(id, of.voice)) for id in (*of.change, *(aim["id"] for aim in AIMS))]


def _claim(target: str, given: dict[str, int]) -> dict[str, Any]:
    change, no_change, worse = (given.get(each, 0) for each in ("change", "no_change", "worse"))
    speaking = change + no_change + worse
    return {
        "target": target, "kind": "behaviour", "voices": "all", "speaking": speaking, "change": change, "no_change": no_change,
        "worse": worse, "counter": no_change + worse, "change_groups": 2 if change else 0,
        "support_share": change / speaking if speaking else None,
        "counter_share": (no_change + worse) / speaking if speaking else None,
    }  # fmt: skip


def _evidence(of: Situation, instrument: Instrument) -> list[dict[str, Any]]:
    """What the steps before the verdicts note, under their ids."""
    found: dict[str, tuple[Any, str]] = {}
    for each in instrument.behaviours:
        row = _change(of, each.id)
        found |= {f"behaviour.{each.id}.n": (of.n, str(of.n))}
        found |= {f"behaviour.{each.id}.change.{end}": (row[end], signed(row[end])) for end in ("mean", "low", "high")}
        found |= _lost(of, each.id)
    for group, people in zip(GROUPS, of.heard, strict=True):
        found[f"voices.{group['id']}.people"] = (people, str(people) if of.shown else "some")
    for claim in _claims(of):
        for word in ("change", "no_change", "worse"):
            shown = str(claim[word]) if of.shown else "some" if claim[word] else "none"
            found[f"claim.{claim['target']}.{word}.people"] = (claim[word], shown)
    found |= _agreement(of) | _shares(of) | _plan(of)
    if of.knowledge:
        low, high = of.knowledge
        found |= {"scale.knowledge.change.mean": ((low + high) / 2, signed((low + high) / 2))}
        found |= {"scale.knowledge.change.low": (low, signed(low)), "scale.knowledge.change.high": (high, signed(high))}
    return [{"id": id, "kind": "value", "value": value, "display": shown} for id, (value, shown) in found.items()]


def _lost(of: Situation, behaviour: str) -> dict[str, tuple[Any, str]]:
    share = of.lost / (of.n + of.lost) if of.lost else None
    difference = {"difference": -0.5, "low": -0.9, "high": -0.1} if of.lost > 1 else dict.fromkeys(("difference", "low", "high"))
    numbers = {name: (value, signed(value)) for name, value in difference.items()}
    counts = {"lost.n": (of.lost, str(of.lost)), "stayed.n": (of.n, str(of.n)), "share": (share, percent(share))}
    tipping = {f"behaviour.{behaviour}.tipping.shift": (-1.2 if of.lost > 1 else "no shift", "−1.20")}
    return {f"attrition.{behaviour}.{name}": value for name, value in (numbers | counts).items()} | tipping


def _agreement(of: Situation) -> dict[str, tuple[Any, str]]:
    texts = sum(of.heard) if of.coded else 0
    if not of.coded or of.coders == 1:
        why = "nothing is coded" if not of.coded else "one coder only"
        counts = dict.fromkeys(("codes", "flagged", "documents", "turns"), 0)
        overall = (None, f"not estimable: {why}")
    else:
        counts, overall = {"codes": 40, "flagged": 1, "documents": 9, "turns": 300}, (0.81, "0.81")
    found: dict[str, tuple[Any, str]] = {f"agreement.{name}.n": (count, str(count)) for name, count in counts.items()}
    found["agreement.overall.alpha"] = overall
    return found | ({"saturation.all.texts.n": (texts, str(texts))} if texts else {})


def _shares(of: Situation) -> dict[str, tuple[Any, str]]:
    found: dict[str, tuple[Any, str]] = {}
    for row in _rating(of):
        counts = {"n": row["n"], "favourable": row["favourable"], "people": row["n"] - of.nameless, "nameless": of.nameless}
        found |= {f"rating.sessions.{name}": (count, str(count)) for name, count in counts.items()}
        found |= {f"rating.sessions.{each}": (row[each], percent(row[each])) for each in ("share", "low", "high")}
    for row in _project(of):
        found |= {"projects.n": (row["n"], str(row["n"])), "projects.met": (row["met"], str(row["met"]))}
        found |= {f"projects.met.{each}": (row[each], percent(row[each])) for each in ("share", "low", "high")}
        found["projects.missing_follow_up"] = (row["missing_follow_up"], str(row["missing_follow_up"]))
    return found


def _plan(of: Situation) -> dict[str, tuple[Any, str]]:
    if not of.locked:
        return {"plan.standing": ("exploratory", "exploratory")}
    return {
        "plan.standing": ("confirmatory", "confirmatory"), "plan.locked.date": ("1 May 2025", "1 May 2025"),
        "plan.locked.version": ("1.0", "1.0"), "plan.locked.values": (90, "90"),
        "plan.locked.outcome_sources": (of.outcome_sources, str(of.outcome_sources)),
        "plan.locked.results_existed": ("false", "no"), "plan.locked.intact": ("true", "as written"),
    }  # fmt: skip


def _read(value: Any) -> Any:
    """A value as it comes back from its table."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def file_of(name: str) -> str:
    """The golden file of a situation."""
    return re.sub(r"\W+", "_", name) + ".md"


def main() -> None:
    """Unpack the call."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, situation in SITUATIONS.items():
        (GOLDEN / file_of(name)).write_text(paragraphs(situation), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""What a piece of evidence says of an element of the logic model, and what all pieces together say. Pure, by printed rules.

- a verdict reached elsewhere keeps its meaning: up, change, supported and above speak for; flat, down, no change, worse, not
  supported and below against; mixed is divided; all others say nothing clear
- people on the codes of an element: the rule of the plan for texts, with supporting and challenging in place of change and
  counter-evidence: for with enough people who support and few who challenge, against the other way round, divided when
  both are more than few
- an element is supported when something speaks for it and nothing else speaks; against likewise; mixed as soon as
  evidence speaks on both sides or is divided in itself; a gap when nothing says anything
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.ground.models.analysis_plan import QualitativeRule
from scripts.integrate import rules as by_rule

FOR, AGAINST, DIVIDED, NOTHING = "for", "against", "divided", "nothing"
SUPPORTED, MIXED, REFUTED, GAP = "supported", "mixed", "against", "gap"
READINGS: Mapping[str, str] = {
    by_rule.UP: FOR, by_rule.CHANGE: FOR, by_rule.SUPPORTED: FOR, by_rule.ABOVE: FOR,
    by_rule.FLAT: AGAINST, by_rule.DOWN: AGAINST, by_rule.NO_CHANGE: AGAINST, by_rule.WORSE: AGAINST,
    by_rule.NOT_SUPPORTED: AGAINST, by_rule.BELOW: AGAINST, by_rule.MIXED: DIVIDED,
}  # fmt: skip
# what the codes of an element amount to, in words of their own: no claim of change is made here
SUPPORTING, CHALLENGING, BOTH, SILENT = "supporting", "challenging", "both sides", "silent"
OF_CODES: Mapping[str, str] = {SUPPORTING: FOR, CHALLENGING: AGAINST, BOTH: DIVIDED, SILENT: NOTHING}

RULE = (
    "Supported when evidence speaks for the element and none against it or on both sides; against when evidence speaks "
    "against it and none for it or on both sides; mixed when both sides are heard; a gap when nothing that bears on it says "
    "anything clear. Scores speak for it when up, against it when flat or down; voices on a behaviour and aims by their "
    "verdict; its codes for it when at least {plan.people} people voice supporting ones and at most {plan.counter_share} of "
    "those speaking challenge it, against it the other way round, and on both sides when both are more; projects of its "
    "types of outcome and ratings of modules for it when the interval of their share lies above the floor "
    "({plan.projects_floor}, {plan.favourable_floor}), against it when below."
)


def reading(says: str) -> str:
    """What a verdict of another rule means for an element."""
    return READINGS.get(says, NOTHING)


def codes_say(voices: Mapping[str, Any] | None, rule: QualitativeRule) -> str:
    """What people say with the codes of an element."""
    if not voices or not voices["speaking"]:
        return SILENT
    supported = voices["support_share"] > rule.counter_share
    challenged = voices["challenge_share"] > rule.counter_share
    if supported and challenged:
        return BOTH
    if supported and voices["supports"] >= rule.people:
        return SUPPORTING
    if challenged and voices["challenges"] >= rule.people:
        return CHALLENGING
    return SILENT


def status(readings: Sequence[str]) -> str:
    """What all pieces of evidence say on an element."""
    heard = set(readings) - {NOTHING}
    if not heard:
        return GAP
    if heard == {FOR}:
        return SUPPORTED
    return REFUTED if heard == {AGAINST} else MIXED

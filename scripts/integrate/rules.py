"""The verdict rules: from numbers and counts of people to words. Pure; every threshold comes from the plan.

Where the plan's text leaves a gap, the rule takes the more cautious reading:
- "up, too small to matter" reads as up beside the voices, but is no support for the aim, and is neither flat nor down
- a change that cannot be estimated meets the voices as an inconclusive one does: there is no number to agree with
- an interval that just touches zero, or the floor, contains it
- deterioration that three people describe is never outvoted: with support above the limit the voices are mixed, not change
- `mixed` needs no least number of people, as the text gives none
- the behaviours say too little when fewer are clear (up, flat or down) than either verdict needs
- a planned share that is missing cannot be made good by voices for the programme or on both sides; voices against it count
- numbers in favour with silent voices are too little: ratings run high by habit
- a share below its floor is not supported whatever the voices say, as behaviours that are flat or down are not
- an inconclusive share is mixed at best, and not supported when the voices say no change or worse
- several ratings of one aim: above only if all are, below if one is
- overall, "cannot say" goes before all else, also when the study has no aim that the behaviours decide; "not positive"
  when that aim or half of all aims are not supported; an empty `needs_one_of` asks for no further aim
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.ground.models.analysis_plan import Inference, QualitativeRule, VerdictRules
from scripts.ground.models.study import Aim

UP, SMALL, FLAT, DOWN, INCONCLUSIVE, NONE = "up", "up, too small to matter", "flat", "down", "inconclusive", "none"
CHANGE, NO_CHANGE, WORSE, MIXED, SILENT = "change", "no change", "worse", "mixed", "silent"
ABOVE, BELOW, UNPLANNED = "above", "below", "texts only"
CONVERGENCE, COMPLEMENTARITY, EXPANSION = "convergence", "complementarity", "expansion"
PARTIAL, DISSONANCE, SILENCE = "partial", "dissonance", "silence"
SUPPORTED, NOT_SUPPORTED, INSUFFICIENT = "supported", "not supported", "insufficient evidence"
BROADLY_POSITIVE, NOT_POSITIVE, CANNOT_SAY = "broadly positive", "not positive", "cannot say"

# why voices are silent that nobody has read, may show or asked for: not the silence of people
NOT_CODED, HELD_BACK, NOT_ASKED = "not coded", "held back", "not asked"

VOICES = (CHANGE, NO_CHANGE, WORSE, MIXED, SILENT)
JOINT: Mapping[str, tuple[str, ...]] = {
    UP: (CONVERGENCE, DISSONANCE, DISSONANCE, PARTIAL, EXPANSION),
    FLAT: (DISSONANCE, CONVERGENCE, DISSONANCE, PARTIAL, EXPANSION),
    DOWN: (DISSONANCE, DISSONANCE, CONVERGENCE, PARTIAL, EXPANSION),
    INCONCLUSIVE: (COMPLEMENTARITY, COMPLEMENTARITY, COMPLEMENTARITY, PARTIAL, SILENCE),
}
BESIDE_VOICES = {SMALL: UP, NONE: INCONCLUSIVE}
# aims with a share against a floor, or with texts alone: the same order of voices as above
SHARE_AIM: Mapping[str, tuple[str, ...]] = {
    ABOVE: (SUPPORTED, MIXED, MIXED, MIXED, INSUFFICIENT),
    BELOW: (NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED),
    INCONCLUSIVE: (MIXED, NOT_SUPPORTED, NOT_SUPPORTED, MIXED, INSUFFICIENT),
    NONE: (INSUFFICIENT, NOT_SUPPORTED, NOT_SUPPORTED, INSUFFICIENT, INSUFFICIENT),
    UNPLANNED: (SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED, MIXED, INSUFFICIENT),
}
Row = Mapping[str, Any]


def quantitative_verdict(change: Row | None, inference: Inference) -> str:
    """up; up, too small to matter; flat; down; inconclusive; or none when the change could not be estimated."""
    if not change or not change["estimable"]:
        return NONE
    smallest = inference.smallest_meaningful_change
    small = -smallest < change["low_equivalence"] and change["high_equivalence"] < smallest
    if change["low"] > 0:
        return SMALL if small else UP
    if change["high"] < 0:
        return DOWN
    return FLAT if small else INCONCLUSIVE


def qualitative_verdict(claims: Row | None, rule: QualitativeRule) -> str:
    """change, no change, worse, mixed or silent; nobody coded is silent."""
    if not claims or not claims["speaking"]:
        return SILENT
    supported = claims["support_share"] > rule.counter_share
    countered = claims["counter_share"] > rule.counter_share
    worse = claims["worse"] >= rule.people
    if supported and (countered or worse):
        return MIXED
    if worse:
        return WORSE
    if claims["change"] >= rule.people and claims["change_groups"] >= rule.source_types and not countered:
        return CHANGE
    if claims["no_change"] >= rule.people and not supported:
        return NO_CHANGE
    return SILENT


def joint(quantitative: str, qualitative: str) -> str:
    """How scores and voices sit together."""
    return JOINT[BESIDE_VOICES.get(quantitative, quantitative)][VOICES.index(qualitative)]


def favourable_verdict(share: Row | None, floor: float) -> str:
    """A share with its interval against a floor: above, below, inconclusive; none without a share."""
    if not share or share["share"] is None:
        return NONE
    if share["low"] > floor:
        return ABOVE
    return BELOW if share["high"] < floor else INCONCLUSIVE


def fitted(rules: VerdictRules, behaviours: int, aims: Sequence[Aim]) -> VerdictRules:
    """The rules with defaults that nobody wrote lowered to what the study has: no result could meet them else."""
    named = [aim.id for aim in aims]
    decided = [rules.behaviour_aim, *(aim.id for aim in aims if aim.evidence == "behaviours")]
    fitting = {
        "behaviours_up": min(rules.behaviours_up, behaviours),
        "behaviours_flat_or_down": min(rules.behaviours_flat_or_down, behaviours),
        "insufficient_aims": min(rules.insufficient_aims, len(named)),
        "needs_one_of": tuple(aim for aim in rules.needs_one_of if aim in named),
        "behaviour_aim": next((aim for aim in decided if aim in named), rules.behaviour_aim),
    }
    return rules.model_copy(update={key: value for key, value in fitting.items() if key not in rules.model_fields_set})


def together(verdicts: Sequence[str]) -> str:
    """One verdict of several shares."""
    if not verdicts:
        return NONE
    if BELOW in verdicts:
        return BELOW
    return verdicts[0] if len(set(verdicts)) == 1 else INCONCLUSIVE


def behaviour_aim_verdict(quantitative: Sequence[str], unexplained: bool, rules: VerdictRules) -> str:
    """The aim that the behaviours decide; `unexplained`: a dissonance on one that is up has no explanation."""
    up, down = quantitative.count(UP), quantitative.count(DOWN)
    flat_or_down = quantitative.count(FLAT) + down
    clear = up + quantitative.count(SMALL) + flat_or_down
    if flat_or_down >= rules.behaviours_flat_or_down:
        return NOT_SUPPORTED
    if up >= rules.behaviours_up and not down and not unexplained:
        return SUPPORTED
    return MIXED if clear >= min(rules.behaviours_up, rules.behaviours_flat_or_down) else INSUFFICIENT


def aim_verdict(quantitative: str, qualitative: str) -> str:
    """An aim with a share against a floor, or with texts alone."""
    return SHARE_AIM[quantitative][VOICES.index(qualitative)]


def overall_verdict(verdicts: Mapping[str, str], rules: VerdictRules) -> str:
    """One word on the whole programme, from the verdicts of the aims."""
    given = list(verdicts.values())
    if given.count(INSUFFICIENT) >= rules.insufficient_aims or verdicts.get(rules.behaviour_aim) is None:
        return CANNOT_SAY
    refused, decisive = given.count(NOT_SUPPORTED), verdicts[rules.behaviour_aim]
    besides = not rules.needs_one_of or any(verdicts.get(aim) == SUPPORTED for aim in rules.needs_one_of)
    if decisive == SUPPORTED and not refused and besides:
        return BROADLY_POSITIVE
    return NOT_POSITIVE if decisive == NOT_SUPPORTED or 2 * refused >= len(given) else MIXED

"""The strongest evidence against a verdict, by evidence id; empty when there is none at all.

Against a favourable or mixed verdict stands what speaks against the programme; against a negative one, what speaks for it;
against "insufficient" and "cannot say", whatever evidence there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.integrate.rules import (
    CANNOT_SAY,
    CHANGE,
    DOWN,
    FLAT,
    INSUFFICIENT,
    MIXED,
    NOT_POSITIVE,
    NOT_SUPPORTED,
    SMALL,
    SUPPORTED,
    UP,
)

Row = Mapping[str, Any]
# which aim's verdict weighs most against an overall verdict: a clear one against "cannot say", else what pulls it down
WEIGHT = {
    CANNOT_SAY: (SUPPORTED, NOT_SUPPORTED, MIXED),
    NOT_POSITIVE: (SUPPORTED, MIXED),
}
UNFAVOURABLE = (NOT_SUPPORTED, INSUFFICIENT, MIXED)


def against_behaviour(quantitative: str, qualitative: str, change: Row | None, claims: Row | None) -> str:
    """Against a favourable reading: people who say otherwise, else the low end of the interval; and the other way round."""
    favourable = quantitative in (UP, SMALL) or (quantitative not in (FLAT, DOWN) and qualitative == CHANGE)
    found = counter_claim(claims) if favourable else change_claim(claims)
    return found or end_of_change(change, "low" if favourable else "high")


def against_behaviour_aim(verdict: str, joint: Sequence[Row], change: Mapping[str, Row], claims: Mapping[str, Row]) -> str:
    """Against support: the weakest behaviour that is not up, else the most contradicted; against refusal: the best one."""
    estimable = [change[row["behaviour"]] for row in joint if _estimable(change.get(row["behaviour"]))]
    if verdict in (NOT_SUPPORTED, INSUFFICIENT):
        best = max(estimable, key=lambda row: row["mean"], default=None)
        return mean_change(best) or _most_voiced([claims[row["behaviour"]] for row in joint if row["behaviour"] in claims])
    weak = [row["behaviour"] for row in joint if row["quantitative"] != UP]
    if weak:
        unknown = [behaviour for behaviour in weak if not _estimable(change.get(behaviour))]
        weakest = min((change[each] for each in weak if each not in unknown), key=lambda row: row["mean"], default=None)
        return mean_change(weakest) or f"verdict.behaviour.{unknown[0]}.quantitative"
    spoken = [claims[row["behaviour"]] for row in joint if counter_claim(claims.get(row["behaviour"]))]
    most = max(spoken, key=lambda row: row["counter_share"], default=None)
    return counter_claim(most) or end_of_change(min(estimable, key=lambda row: row["low"], default=None), "low")


def against_aim(verdict: str, share_id: str, claims: Row | None) -> str:
    """Against refusal: people who describe change, else the high end; against support: who says otherwise, else the low end."""
    if verdict == NOT_SUPPORTED:
        return change_claim(claims) or (f"{share_id}.high" if share_id else "")
    if verdict == INSUFFICIENT:
        return change_claim(claims) or counter_claim(claims) or (f"{share_id}.share" if share_id else "")
    return counter_claim(claims) or (f"{share_id}.low" if share_id else "")


def against_overall(verdict: str, verdicts: Mapping[str, str], inner: str) -> str:
    """The aim that pulls most the other way; `inner` is what speaks against the deciding aim when all agree."""
    for word in WEIGHT.get(verdict, UNFAVOURABLE):
        for aim, given in verdicts.items():
            if given == word:
                return f"verdict.{aim}"
    return inner


def counter_claim(claims: Row | None) -> str:
    """People who describe deterioration or no change, whichever are more."""
    if not claims or not claims["counter"]:
        return ""
    word = "worse" if claims["worse"] >= claims["no_change"] else "no_change"
    return f"claim.{claims['target']}.{word}.people"


def _most_voiced(claims: Sequence[Row]) -> str:
    """What most people say of any behaviour."""
    most = max(claims, key=lambda row: row["speaking"], default=None)
    return change_claim(most) or counter_claim(most)


def change_claim(claims: Row | None) -> str:
    """People who describe change."""
    return f"claim.{claims['target']}.change.people" if claims and claims["change"] else ""


def mean_change(change: Row | None) -> str:
    """The mean change of a behaviour, if it could be estimated."""
    return f"behaviour.{change['behaviour']}.change.mean" if _estimable(change) else ""


def end_of_change(change: Row | None, end: str) -> str:
    """One end of the interval of the mean change."""
    return f"behaviour.{change['behaviour']}.change.{end}" if _estimable(change) else ""


def _estimable(change: Row | None) -> bool:
    return bool(change and change["estimable"])

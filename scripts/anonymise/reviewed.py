"""People's decisions on doubtful places (`config/redaction_decisions.csv`), carried out.

- a decision confined to places is stronger than one that holds everywhere,
- keep: the words stand; mask: they stay masked, by a better kind if one is given; alias: the pseudonym of somebody known stands
  for them; generalise: other words do.

A fault, told by line, is an alias of nobody known, an alias or a kind given to a hint, and new words that
look like an identifier themselves. A decision on a case that no text holds any more is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from scripts.anonymise.doubtful import Doubt
from scripts.anonymise.spans import Span
from scripts.ground.faults import Fault
from scripts.ground.findings import Finding, finding
from scripts.ground.models.redaction_decisions import RedactionDecision, RedactionDecisions

WHERE = "config/redaction_decisions.csv"
OF_PSEUDONYM = {"P": "person", "O": "organisation"}
REMOVED = "[passage removed]"


class Decided:
    """Decisions by case and place."""

    def __init__(self, decisions: Iterable[RedactionDecision]) -> None:
        self._everywhere: dict[str, RedactionDecision] = {}
        self._here: dict[tuple[str, str], RedactionDecision] = {}
        for each in decisions:
            if not each.places:
                self._everywhere[each.item] = each
            self._here.update({(each.item, place): each for place in each.places})

    def on(self, doubt: Doubt) -> RedactionDecision | None:
        """The decision that holds for a doubt; it may have been made under an earlier version of the key."""
        names = ((doubt.item, doubt.place), *doubt.earlier)
        return next((found for item, place in names if (found := self.at(item, place))), None)

    def at(self, item: str, place: str) -> RedactionDecision | None:
        """The decision that holds for a case at a place."""
        return self._here.get((item, place)) or self._everywhere.get(item)


def under_present_names(decisions: RedactionDecisions, present: Mapping[str, str]) -> RedactionDecisions:
    """The decisions with the pseudonyms that people and organisations have now."""
    renewed = []
    for each in decisions.decisions:
        known = each.decision == "alias" and present.get(each.replacement)
        renewed.append(each.model_copy(update={"replacement": known}) if known else each)
    return RedactionDecisions(decisions=tuple(renewed))


def settled_masks(masks: list[Span], doubts: list[Doubt], decided: Decided) -> list[Span]:
    """The masks of a turn after people's decisions; undecided ones stay."""
    decisions = _decisions(doubts, decided)
    after = (settled(span, decisions[span]) if span in decisions else span for span in masks)
    return [span for span in after if span]


def settled_hints(hints: list[Span], doubts: list[Doubt], decided: Decided) -> list[Span]:
    """The hints of a turn that people decided to mask or to generalise."""
    decisions = _decisions(doubts, decided)
    after = (settled(span, decisions[span], hint=True) for span in hints if span in decisions)
    return [span for span in after if span]


def _decisions(doubts: list[Doubt], decided: Decided) -> dict[Span, RedactionDecision]:
    found = ((each.span, decided.on(each)) for each in doubts)
    return {span: decision for span, decision in found if decision}


def settled(span: Span, decision: RedactionDecision, *, hint: bool = False) -> Span | None:
    """A span as decided; nothing when its words stand."""
    given = decision.replacement
    if decision.decision == "keep":
        return None
    if decision.decision == "generalise":
        return span._replace(label="other", shown=f"[{given}]", doubt="")
    if decision.decision == "alias":
        return span._replace(label=OF_PSEUDONYM[given[0]], who=(given,), shown="", doubt="")
    if hint:
        return span._replace(shown=REMOVED, doubt="")
    if given:
        return span._replace(label=given, who=(), shown="[identifier]" if given == "other" else "", doubt="")
    return span._replace(label=span.label.removesuffix("?"), doubt="")


def review_faults(decisions: RedactionDecisions, hints: Set[str], known: Set[str], tells: Callable[[str], bool]) -> list[Fault]:
    """Decisions that cannot be carried out: `hints` are cases, `known` pseudonyms; `tells`: words look like an identifier."""
    return [
        Fault(what, where=f"{WHERE}, line {each.line}", remedy=remedy)
        for each in decisions.decisions
        for what, remedy in _wrong(each, hints, known, tells)
    ]


def _wrong(each: RedactionDecision, hints: Set[str], known: Set[str], tells: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    if each.item in hints and (each.decision == "alias" or (each.decision == "mask" and each.replacement)):
        yield "The case is a hint, no name: it is kept, masked as a whole or generalised.", "Correct decision or replacement."
    elif each.decision == "alias" and each.replacement not in known:
        yield "Nobody of this study has this pseudonym.", "Decide again in: make review. Pseudonyms change with the key."
    elif each.decision == "generalise" and tells(each.replacement):
        yield "The new words look like an identifier themselves.", "Choose words that name nobody and no place."


def stale_findings(decisions: RedactionDecisions, found: Set[str]) -> list[Finding]:
    """Decisions on cases that no text holds."""
    return [
        finding(
            "note", WHERE, "decision_without_case", "No text holds the case of this decision any more.",
            "Nothing, if a text was removed or corrected; the line may stay or go.", row=each.line, field="item",
        )
        for each in decisions.decisions
        if each.item not in found
    ]  # fmt: skip

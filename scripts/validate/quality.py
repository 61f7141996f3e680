"""Response quality of the self-assessments, and completeness by wave, on pseudonymised answers.

- straight line: one answer, off the middle, to every item of a behaviour that holds a reversed item,
- long run: equal answers in a row that make up a large share of a response, in the order of the instrument,
- keying: regular and reversed items of the same behaviours both agreed with, or both denied,
- missing: no behaviour item answered, or more than a share of the items,
- twins: the same answers to everything under two people.
Each is a warning with file and row. Nobody is excluded: these signs find carelessness and honest oddities alike, and no
cut-off is right for every instrument (Meade & Craig 2012, Psychological Methods 17, 437-455; Curran 2016, Journal of
Experimental Social Psychology 66, 4-19, who offers half the scale as a rule of thumb for the run). Speed is not looked at:
no duration is read.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import Any, NamedTuple

from scripts.ground.columnwise import cells
from scripts.ground.display import join
from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import Finding, finding
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Quality
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Participants, SafeAnswers
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import Completeness, ResponseQuality, WavePatterns
from scripts.validate import completeness as complete

STRAIGHT, RUN, KEYING, EMPTY, SPARSE, TWIN = (
    "straight line", "long run", "inconsistent keying", "no behaviour answered", "many missing", "same answers twice",
)  # fmt: skip
# one reversed item may be misread; two that agree with their opposites are a pattern
FEWEST_REVERSED = 2
# shorter answers coincide by chance
FEWEST_FOR_TWINS = 8
LOOK = "Look at the response; it is used as it is. Decide by a rule that was written before the outcome was known."

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    findings: Rows[Findings]
    response_quality: Rows[ResponseQuality]
    completeness: Rows[Completeness]
    wave_patterns: Rows[WavePatterns]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


class Block(NamedTuple):
    """A behaviour's items by their keying."""

    behaviour: str
    regular: tuple[str, ...]
    reversed: tuple[str, ...]


class Response(NamedTuple):
    """One used self-assessment, its raw answers in the order of the instrument."""

    source: str
    source_row: int
    pseudonym: str
    wave: str
    values: dict[str, float | None]

    @property
    def given(self) -> list[float]:
        return [value for value in self.values.values() if value is not None]


def quality(
    answers: Rows[SafeAnswers],
    participants: Rows[Participants],
    instrument: Instrument,
    cohorts: Cohorts,
    limits: Quality,
    sources: Sources,
) -> Made:
    """Signs of careless answering of each response, and how complete the waves are."""
    responses = responses_of(answers, instrument)
    blocks = mixed_blocks(instrument)
    measured, found = [], []
    for response in responses:
        told = _signs(response, blocks, instrument, limits)
        measured.append(_measures(response, blocks, instrument, limits, [each["rule"] for each in told]))
        found += told
    waves = complete.completeness(answers, participants, instrument, cohorts)
    book = EvidenceBook("validate.quality")
    complete.note(book, waves, cohorts)
    gaps = complete.gaps(waves, answers, instrument, cohorts, sources)
    return Made([*found, *_twins(responses), *gaps], measured, waves.rows, waves.patterns, book.evidence, book.bases)


def responses_of(answers: list[Row], instrument: Instrument) -> list[Response]:
    """Used self-assessments; then-ratings are left out, for they look at another time."""
    then = {scale.id for scale in instrument.other_scales if scale.kind == "then"}
    order = {item.id: place for place, item in enumerate(instrument.items) if item.scale not in then}
    by_place: dict[tuple[str, int, str, str], dict[str, float | None]] = defaultdict(dict)
    for kind, item, value, *place in cells(answers, "kind", "item", "value", "source", "source_row", "pseudonym", "wave"):
        if kind == "survey" and item in order:
            by_place[tuple(place)][item] = value
    return [
        Response(*place, {item: values[item] for item in sorted(values, key=order.__getitem__)})
        for place, values in sorted(by_place.items())
    ]


def mixed_blocks(instrument: Instrument) -> list[Block]:
    """Behaviours that hold regular and reversed items."""
    keyed: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"positive": [], "negative": []})
    for item in instrument.items:
        if item.behaviour:
            keyed[item.behaviour][item.keyed].append(item.id)
    blocks = [Block(name, tuple(items["positive"]), tuple(items["negative"])) for name, items in keyed.items()]
    return [block for block in blocks if block.regular and block.reversed]


def longest_run(values: list[float]) -> int:
    """Most equal answers in a row."""
    return max((len(list(run)) for _, run in groupby(values)), default=0)


def _signs(response: Response, blocks: list[Block], instrument: Instrument, limits: Quality) -> list[Finding]:
    straight = [block.behaviour for block in _whole(response, blocks, limits) if _straight(response, block, instrument)]
    run = longest_run(response.given)
    asked, unanswered = len(response.values), len(response.values) - len(response.given)
    told = []
    if straight:
        message = f"One and the same answer to every item of {join(straight)}, the reversed ones too."
        told.append(_warning(response, STRAIGHT, message))
    if run >= max(limits.long_run_items, limits.long_run_share * len(response.given)):
        told.append(_warning(response, RUN, f"{run} of {len(response.given)} answers in a row are the same."))
    if _against_keying(response, blocks, instrument, limits):
        message = "Items and their reverse were answered the same way: the answers contradict each other."
        told.append(_warning(response, KEYING, message))
    if _no_behaviour(response, instrument):
        told.append(_warning(response, EMPTY, "No item of any behaviour is answered."))
    elif asked and unanswered / asked > limits.missing_share:
        told.append(_warning(response, SPARSE, f"{unanswered} of {asked} items are not answered."))
    return told


def _measures(response: Response, blocks: list[Block], instrument: Instrument, limits: Quality, signs: list[str]) -> Row:
    whole = _whole(response, blocks, limits)
    regular, turned = _means(response, blocks)
    return {
        "pseudonym": response.pseudonym, "wave": response.wave, "items": len(response.values),
        "answered": len(response.given), "longest_run": longest_run(response.given), "blocks": len(whole),
        "straight_blocks": sum(_straight(response, block, instrument) for block in whole),
        "regular_mean": regular, "reversed_mean": turned, "signs": "|".join(signs),
        "source": response.source, "source_row": response.source_row,
    }  # fmt: skip


def _whole(response: Response, blocks: list[Block], limits: Quality) -> list[Block]:
    """Blocks answered in full and long enough for a straight line to mean something."""
    return [
        block
        for block in blocks
        if len(block.regular + block.reversed) >= limits.straight_line_items
        and all(response.values.get(item) is not None for item in block.regular + block.reversed)
    ]


def _straight(response: Response, block: Block, instrument: Instrument) -> bool:
    """The middle of the scale is an opinion that an item and its reverse may share."""
    values = {response.values[item] for item in block.regular + block.reversed}
    return len(values) == 1 and values != {_middle(instrument)}


def _against_keying(response: Response, blocks: list[Block], instrument: Instrument, limits: Quality) -> bool:
    if sum(response.values.get(item) is not None for block in blocks for item in block.reversed) < FEWEST_REVERSED:
        return False
    regular, turned = _means(response, blocks)
    if regular is None or turned is None:
        return False
    sides = [mean - _middle(instrument) for mean in (regular, turned)]
    return min(sides) >= limits.keying_margin or max(sides) <= -limits.keying_margin


def _means(response: Response, blocks: list[Block]) -> tuple[float | None, float | None]:
    kinds = ([item for block in blocks for item in block.regular], [item for block in blocks for item in block.reversed])
    values = [[value for item in items if (value := response.values.get(item)) is not None] for items in kinds]
    regular, turned = (sum(each) / len(each) if each else None for each in values)
    return regular, turned


def _no_behaviour(response: Response, instrument: Instrument) -> bool:
    asked = [item.id for item in instrument.items if item.behaviour and item.id in response.values]
    return bool(asked) and all(response.values[item] is None for item in asked)


def _middle(instrument: Instrument) -> float:
    return (instrument.scale.minimum + instrument.scale.maximum) / 2


def _twins(responses: list[Response]) -> list[Finding]:
    """One person under two ids, or a row copied in the file."""
    alike: dict[tuple, list[Response]] = defaultdict(list)
    for each in responses:
        if len(each.given) >= FEWEST_FOR_TWINS and len(set(each.given)) > 1:
            alike[each.wave, tuple(each.values.items())].append(each)
    return [
        finding(
            "warning", each.source, TWIN, f"All {len(each.given)} answers are those of {first.source}, row {first.source_row}.",
            "Look whether one person answered under two ids, or a row was copied.", row=each.source_row,
        )
        for first, *others in alike.values()
        for each in others
    ]  # fmt: skip


def _warning(response: Response, rule: str, message: str) -> Finding:
    return finding("warning", response.source, rule, message, LOOK, row=response.source_row)

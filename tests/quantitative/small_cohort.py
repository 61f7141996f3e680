"""A cohort of a few people with scores of two behaviours at two waves."""

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts

INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": "B1", "name": "own strengths", "meaning": "knows"}, {"id": "B2", "name": "values", "meaning": "shows"}],
    items=[
        {"id": "B1a", "text": "?", "behaviour": "B1"},
        {"id": "B1b", "text": "?", "behaviour": "B1", "keyed": "negative"},
        {"id": "B1c", "text": "?", "behaviour": "B1"},
        {"id": "B1d", "text": "?", "behaviour": "B1"},
        {"id": "B2a", "text": "?", "behaviour": "B2"},
        {"id": "F1", "text": "?", "scale": "sessions"},
        {"id": "F2", "text": "?", "scale": "sessions"},
        {"id": "K1", "text": "?", "scale": "knowledge"},
    ],
    other_scales=[
        {"id": "sessions", "name": "feedback on the sessions", "kind": "feedback"},
        {"id": "knowledge", "name": "knowledge", "kind": "knowledge"},
    ],
)


def cohorts(*waves: str) -> Cohorts:
    return Cohorts(
        waves=[{"id": each, "name": each} for each in waves],
        aims=[{"id": "behaviour", "name": "Behaviour", "question": "?", "evidence": "behaviours"}],
        source_groups=[],
    )


COHORTS = cohorts("T0", "T1")


def score(person: str, wave: str, value: float | None, behaviour: str = "B1", row: int = 4) -> dict:
    return {
        "pseudonym": person, "wave": wave, "behaviour": behaviour, "score": value, "answered": 4, "items": 4,
        "source": f"survey_{wave}:1", "source_row": row,
    }  # fmt: skip


def pairs_of(before: list[float], after: list[float], behaviour: str = "B1") -> list[dict]:
    """Scores of people P01, P02, ... whose answers stand in rows 1, 2, ... of each survey."""
    return [
        score(f"P{number:02}", wave, value, behaviour, number)
        for number, both in enumerate(zip(before, after, strict=True), start=1)
        for wave, value in zip(("T0", "T1"), both, strict=True)
    ]


def answer(item: str, value: float | None, person: str = "P1", row: int = 4, kind: str = "survey", wave: str = "T0") -> dict:
    return {
        "pseudonym": person, "kind": kind, "wave": wave, "module": "", "item": item, "value": value,
        "source": f"{kind}:1", "source_row": row,
    }  # fmt: skip

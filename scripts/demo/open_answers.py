"""Answers to the open questions of both surveys: as written in `prose/open_answers.csv`, mixed from these for further people."""

from __future__ import annotations

from scripts.demo.cast import Cast, read_csv
from scripts.demo.further import mix_answers
from scripts.demo.truth import Truth


def open_answers(wave: str, cast: Cast, truth: Truth) -> dict[str, str]:
    """Answer by person; many leave the question blank."""
    written = {row["person"]: row["answer"] for row in read_csv("prose/open_answers.csv") if row["wave"] == wave}
    further = [person.key for person in cast.further]
    return written | mix_answers(list(written.values()), further, truth.draw(f"open answers/{wave}"))

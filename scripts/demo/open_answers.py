"""Answers to the open questions of both surveys, as written in `prose/open_answers.csv`."""

from __future__ import annotations

from scripts.demo.cast import read_csv


def open_answers(wave: str) -> dict[str, str]:
    """Answer by person; many leave the question blank."""
    return {row["person"]: row["answer"] for row in read_csv("prose/open_answers.csv") if row["wave"] == wave}

"""The truth the cohort is drawn from (`truth.yaml`), and the random numbers it is drawn with."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from scripts.ground.models.base import Section

HERE = Path(__file__).parent


class CoderTruth(Section):
    """How often a fictional researcher departs from the marks in the prose."""

    name: str
    omits: float
    adds: float
    swaps: float


class Truth(Section):
    """The file `truth.yaml`; its comments say what each number means."""

    seed: int
    people: int
    start_mean: dict[str, float]
    change: dict[str, float]
    person_sd: float
    pre_post_correlation: float
    between_behaviours: float
    item_noise_sd: float
    item_offsets: tuple[float, ...]
    response_shift: float
    knowledge_start: float
    knowledge_change: float
    missing_answer: float
    drop_out: float
    drop_out_slope: float
    favourable: dict[str, tuple[float, ...]]
    feedback_share: float
    feedback_blank_id: int
    attendance: tuple[float, ...]
    attendance_late: float
    projects_met: float
    projects_without_follow_up: int
    coders: tuple[CoderTruth, ...]
    further_interviews: int = 0

    def draw(self, name: str) -> random.Random:
        """Random numbers of one file or purpose, so that a change to one leaves the others as they were."""
        # ASSUME Python's Mersenne Twister, seeded by a string, gives the same numbers in every version (documented).
        return random.Random(f"{self.seed}/{name}")


def load_truth(seed: int | None = None, people: int | None = None, further_interviews: int = 0) -> Truth:
    """The truth, with another seed or size if asked."""
    written = yaml.safe_load((HERE / "truth.yaml").read_text(encoding="utf-8"))
    asked = {"seed": seed, "people": people, "further_interviews": further_interviews}
    return Truth.model_validate(written | {key: value for key, value in asked.items() if value is not None})

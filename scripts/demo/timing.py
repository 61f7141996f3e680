"""How long speech takes and how it is cut into cues."""

from __future__ import annotations

import random
from itertools import pairwise

PACE = 2.1  # words a second
PAUSE = 0.9  # seconds between turns


def seconds_of(text: str) -> float:
    """How long it takes to say this."""
    return len(text.split()) / PACE


def clock(seconds: float) -> str:
    """Seconds as a cue time, e.g. 00:01:02.500."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def cut(text: str, pieces: int, draw: random.Random) -> list[str]:
    """The words of a text in so many pieces of about the same length, cut anywhere between words."""
    words = text.split(" ")
    pieces = min(pieces, len(words))
    at = [len(words) * number // pieces for number in range(pieces + 1)]
    slack = min(3, len(words) // pieces // 3)
    inner = [each + draw.randint(-slack, slack) for each in at[1:-1]]
    bounds = [0, *inner, len(words)]
    return [" ".join(words[start:end]) for start, end in pairwise(bounds)]

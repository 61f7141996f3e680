"""On which side of what the programme hopes for a code stands."""

from __future__ import annotations

from scripts.ground.models.codebook import Code

AGAINST = ("no change", "worse")
SUPPORTS, CHALLENGES = "supports", "challenges"


def is_against(code: Code) -> bool:
    """Whether a passage with this code is a negative case."""
    return code.valence == CHALLENGES or code.claim in AGAINST


def is_in_favour(code: Code) -> bool:
    """Whether a passage with this code supports, and claims nothing against."""
    return code.valence == SUPPORTS and not is_against(code)

"""Change by group of people (cohorts, organisations), with all available data: groups as fixed effects.

- score = wave, group, wave x group, intercept of the person (mixed.py): with few groups a variance between them cannot be
  estimated (Gelman and Hill 2007, ch. 11), a fixed effect each can;
- change of each group, the mean change over people with the groups in the model, and the F test that all groups changed alike.

Refuses fewer than two groups, and a group without two people with both waves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.mixed import Contrast, Joint, codes, contrast, fit_without_boundary, joint_test
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput, finite_vector, require_people


@dataclass(frozen=True)
class GroupChange:
    """Change of one group from the first to the last wave; people: with any score, both: with both."""

    group: str
    people: int
    both: int
    change: Contrast


@dataclass(frozen=True)
class LevelChange:
    """Changes of all groups in sorted order, their mean over people, and the test that they are alike."""

    groups: tuple[GroupChange, ...]
    overall: Contrast
    alike: Joint
    method: str


def level_change(
    scores: npt.ArrayLike, last_wave: npt.ArrayLike, people: npt.ArrayLike, groups: npt.ArrayLike, confidence: float = 0.95
) -> LevelChange:
    """Change by group between two waves.

    scores: shape (n,), scale points; last_wave: shape (n,), 0 first or 1 last; people, groups: shape (n,), labels; a
    person has one group. Raises NotEstimable, UnusableInput.
    """
    values, wave = finite_vector(scores, "scores"), np.asarray(last_wave, dtype=np.int64)
    names, group = np.unique(np.asarray(groups), return_inverse=True)
    person, group = codes(people), group.reshape(-1)
    if not values.shape == wave.shape == person.shape == group.shape:
        raise UnusableInput("scores, waves, people and groups must be of one length")
    if len(names) < 2:
        raise NotEstimable(f"a comparison needs at least two groups; there {'is one' if len(names) else 'are none'}")
    counts = [_counts(person, wave, group == each) for each in range(len(names))]
    for _, both in counts:
        require_people(both, 2, "a comparison of groups, for scores at both waves in every group,")
    fit = fit_without_boundary(values, _design(wave, group, len(names)), person)
    changes = _changes(len(names))
    return LevelChange(
        tuple(
            GroupChange(str(name), *count, contrast(fit, weights, confidence))
            for name, count, weights in zip(names, counts, changes, strict=True)
        ),
        contrast(fit, np.array([count for count, _ in counts]) / sum(count for count, _ in counts) @ changes, confidence),
        joint_test(fit, changes[1:] - changes[0]),
        fit.method,
    )


def _counts(person: npt.NDArray[np.int64], wave: npt.NDArray[np.int64], here: npt.NDArray[np.bool_]) -> tuple[int, int]:
    both = np.intersect1d(person[here & (wave == 0)], person[here & (wave == 1)])
    return int(np.unique(person[here]).size), int(both.size)


def _design(wave: npt.NDArray[np.int64], group: npt.NDArray[np.int64], groups: int) -> npt.NDArray[np.float64]:
    """A mean for each group at the first wave, then a change for each group."""
    member = (group[:, None] == np.arange(groups)).astype(float)
    return np.hstack([member, member * wave[:, None]])


def _changes(groups: int) -> npt.NDArray[np.float64]:
    return np.hstack([np.zeros((groups, groups)), np.eye(groups)])

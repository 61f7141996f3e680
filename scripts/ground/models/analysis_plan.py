"""`analysis_plan.yaml`: what is estimated, how, and which result means what, written before the outcome is known."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from scripts.ground.models.base import ConfigFile, Section, described


class Inference(Section):
    """Intervals and tests of the mean paired change."""

    confidence: float = described("level of all intervals", 0.95, gt=0.5, lt=1)
    equivalence_confidence: float = described("level of the interval that must lie inside ± SMC", 0.90, gt=0.5, lt=1)
    smallest_meaningful_change: float = described("SMC, in scale points", 0.5, gt=0)
    smallest_reason: str = described("why this change matters", "half a scale point")
    multiplicity: Literal["holm", "none"] = described("adjustment across the behaviours", "holm")
    minimum_pairs: int = described("fewest complete pairs for an estimate", 3, ge=2)
    seed: int = described("seed of every random number, combined with the step's name", 20250101)


class FavourableRule(Section):
    """Verdict on ratings without a before and after."""

    floor: float = described("planned floor of the share of favourable answers", 0.7, ge=0, le=1)


class ProjectRule(Section):
    """Verdict on the improvement projects."""

    floor: float = described("planned floor of the share of projects that met their target", 0.5, ge=0, le=1)


class QualitativeRule(Section):
    """When voices amount to change, no change or worse."""

    people: int = described("fewest people who must say so", 3, ge=1)
    source_types: int = described("fewest kinds of source for change", 2, ge=1)
    counter_share: float = described("largest share of people with counter-evidence", 0.2, ge=0, le=1)


class VerdictRules(Section):
    """From evidence to verdicts."""

    qualitative: QualitativeRule = described("rule for the texts", QualitativeRule())
    favourable: FavourableRule = described("rule for ratings", FavourableRule())
    projects: ProjectRule = described("rule for projects", ProjectRule())
    behaviours_up: int = described("behaviours that must be up for 'supported'", 4, ge=1)
    behaviours_flat_or_down: int = described("behaviours flat or down that make 'not supported'", 4, ge=1)
    behaviour_aim: str = described("id of the aim the behaviours decide", "behaviour")
    needs_one_of: tuple[str, ...] = described("aims of which one must be supported", ("learning", "impact"))
    insufficient_aims: int = described("insufficient aims that make 'cannot say'", 2, ge=1)


class AnalysisPlan(ConfigFile):
    """The file `analysis_plan.yaml`."""

    version: str = described("version of the plan")
    estimand: str = described("what is estimated, in words")
    inference: Inference = described("intervals and tests", Inference())
    verdicts: VerdictRules = described("verdict rules", VerdictRules())
    deviations: tuple[str, ...] = described("departures from the plan, each with its reason", ())

    @model_validator(mode="after")
    def _narrower(self) -> AnalysisPlan:
        if self.inference.equivalence_confidence > self.inference.confidence:
            raise ValueError("equivalence_confidence must not exceed confidence")
        return self

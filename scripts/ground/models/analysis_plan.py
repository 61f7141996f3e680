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


class Linking(Section):
    """When the waves are linked well enough for the planned estimand."""

    minimum_paired_share: float = described(
        "smallest share of the smaller wave's respondents who are paired; below it the unpaired summary is shown as well",
        0.5,
        ge=0,
        le=1,
    )


class Measurement(Section):
    """What is said of the instrument, and of what the study could have found."""

    ceiling_share: float = described(
        "share of people at the top of the scale at the start from which a ceiling is reported (Terwee et al. 2007: 0.15)",
        0.15,
        gt=0,
        le=1,
    )
    power: float = described("power at which the smallest detectable change is stated", 0.8, gt=0.5, lt=1)


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


class Primary(Section):
    """What is estimated and tested first; each key has one value so far, and stands here so that the lock holds it."""

    outcome: Literal["mean paired change"] = described("the primary outcome of each behaviour", "mean paired change")
    family: Literal["all behaviours"] = described("tests that are adjusted together", "all behaviours")
    test: Literal["paired t"] = described("primary test and interval", "paired t")
    sensitivity: Literal["exact signed rank"] = described("the test named beside it", "exact signed rank")
    size: Literal["g_av"] = described("standardised size: by the mean of the two standard deviations", "g_av")
    missing: Literal["complete pairs"] = described("whose scores enter the primary estimate", "complete pairs")
    exclusions: Literal["none"] = described("responses left out for how they were answered", "none")


class MultiverseChoices(Section):
    """Choices that could reasonably have been made otherwise; every combination is estimated, for description only."""

    scoring: tuple[Literal["planned", "any answered", "all answered"], ...] = described(
        "items needed for a score: as the instrument says, one, or all", ("planned", "any answered", "all answered"), min_length=1
    )
    missing: tuple[Literal["complete pairs", "all available", "imputed", "no change", "loss"], ...] = described(
        "without an end score: left out; kept in a mixed model; imputed; unchanged; down by the smallest change that matters",
        ("complete pairs", "all available", "imputed", "no change", "loss"),
        min_length=1,
    )
    exclusion: tuple[Literal["none", "straight lines", "any sign"], ...] = described(
        "responses left out: none; one answer to everything; any sign of careless answering",
        ("none", "straight lines", "any sign"),
        min_length=1,
    )
    estimator: tuple[Literal["t", "normal", "trimmed", "pseudomedian"], ...] = described(
        "mean with t or normal quantiles, 20 % trimmed mean (Yuen), pseudomedian of the signed ranks",
        ("t", "normal", "trimmed", "pseudomedian"),
        min_length=1,
    )
    denominator: tuple[Literal["mean_sd", "change_sd", "before_sd"], ...] = described(
        "standard deviation by which a size is told: mean of the two waves, of the changes, of the first wave",
        ("mean_sd", "change_sd", "before_sd"),
        min_length=1,
    )


class MissingScores(Section):
    """People without a score at one of the waves."""

    imputations: int = described("times a missing score is imputed", 50, ge=50)
    donors: int = described("people, nearest in prediction, of whom one lends its score; fewer when below 25", 5, ge=3, le=5)
    population: Literal["baseline", "either"] = described(
        "whose change is estimated with imputed scores: all who gave a baseline, or all who answered at either wave", "baseline"
    )


class Groups(Section):
    """Cohorts and organisations as levels."""

    most: int = described("most groups that are compared; among more the differences say little", 8, ge=2)


class AgreementRules(Section):
    """Agreement of the coders, code by code."""

    use: float = described("alpha from which a code may be used (Krippendorff 2004)", 0.800, ge=0, le=1)
    tentative: float = described(
        "alpha from which it may be used tentatively; below, it is flagged wherever it stands", 0.667, ge=0, le=1
    )
    uncoded: Literal["in", "out"] = described(
        "turns that no coder gave any code: in, they count as agreement that nothing is there; out, they are left out", "in"
    )
    fewest_turns: int = described("turns a code must be found in to count for the overall figure", 3, ge=1)
    bootstraps: int = described("resamples of documents behind each interval; 0: no intervals", 1000, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> AgreementRules:
        if self.tentative > self.use:
            raise ValueError("tentative must not exceed use")
        return self


class SaturationRules(Section):
    """When further texts bring next to nothing new (Guest, Namey and Chen 2020)."""

    base: int = described("texts whose codes are the base", 4, ge=1)
    run: int = described("texts looked at together for new codes", 2, ge=1)
    new_information: float = described("largest share of new codes in a run, of those in the base", 0.05, ge=0, lt=1)
    permutations: int = described("orders of the texts behind the band", 1000, ge=0)


class QuoteRules(Section):
    """Which passages may be quoted."""

    fewest_words: int = described("shortest quote", 12, ge=1)
    most_words: int = described("longest quote", 60, ge=1)
    coders: int = described(
        "coders a quote must rest on, or be flagged, where neither one coder's coding counts nor a coding agreed by all", 2, ge=1
    )

    @model_validator(mode="after")
    def _ordered(self) -> QuoteRules:
        if self.fewest_words > self.most_words:
            raise ValueError("fewest_words must not exceed most_words")
        return self


class PatternRules(Section):
    """What is told of codes that occur together."""

    pairs_told: int = described("pairs of codes that the report names, those in most turns first", 10, ge=0)


class QualitativeAnalysis(Section):
    """How the coded texts are summed up."""

    agreement: AgreementRules = described("agreement of the coders", AgreementRules())
    saturation: SaturationRules = described("saturation", SaturationRules())
    quotes: QuoteRules = described("quotes", QuoteRules())
    patterns: PatternRules = described("codes that occur together", PatternRules())


class Deviation(Section):
    """A departure from the locked plan."""

    key: str = described("key that differs, as the report lists it, e.g. analysis_plan.inference.smallest_meaningful_change")
    reason: str = described("why, with the date")


class AnalysisPlan(ConfigFile):
    """The file `analysis_plan.yaml`."""

    version: str = described("version of the plan")
    estimand: str = described("what is estimated, in words")
    primary: Primary = described("what is estimated and tested first", Primary())
    inference: Inference = described("intervals and tests", Inference())
    linking: Linking = described("linking of the waves", Linking())
    measurement: Measurement = described("reliability, ceiling and power", Measurement())
    missing_scores: MissingScores = described("people without a score at one of the waves", MissingScores())
    groups: Groups = described("cohorts and organisations as levels", Groups())
    verdicts: VerdictRules = described("verdict rules", VerdictRules())
    multiverse: MultiverseChoices = described("choices that could have been made otherwise", MultiverseChoices())
    qualitative_analysis: QualitativeAnalysis = described("how the coded texts are summed up", QualitativeAnalysis())
    deviations: tuple[str | Deviation, ...] = described(
        "departures from the plan: a sentence each, or the key that differs from the locked plan and the reason", ()
    )

    @model_validator(mode="after")
    def _narrower(self) -> AnalysisPlan:
        if self.inference.equivalence_confidence > self.inference.confidence:
            raise ValueError("equivalence_confidence must not exceed confidence")
        return self

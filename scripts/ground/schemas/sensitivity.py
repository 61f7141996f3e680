"""Tables of other ways to estimate the change: all available data, missing scores, the multiverse, the simulation."""

from scripts.ground.schema import Table, column


class Multiverse(Table, key=("behaviour", "scoring", "exclusion", "missing", "estimator")):
    """Mean change of each behaviour under every combination of the plan's choices; descriptive, nothing is tested."""

    behaviour: str = column("behaviour")
    scoring: str = column("items needed for a score: planned, any answered, all answered")
    exclusion: str = column("responses left out: none, straight lines, any sign of careless answering")
    missing: str = column("people without an end score: complete pairs, all available, imputed, no change, loss")
    estimator: str = column("t, normal, trimmed or pseudomedian")
    planned: bool = column("whether it is the planned analysis")
    estimate: float = column("change, scale points", missing=True)
    low: float = column("lower end of the interval", missing=True)
    high: float = column("upper end", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class MultiverseSizes(Table, key=("behaviour", "scoring", "exclusion", "denominator")):
    """Standardised change of complete pairs under every combination of scoring, exclusion and denominator."""

    behaviour: str = column("behaviour")
    scoring: str = column("items needed for a score")
    exclusion: str = column("responses left out")
    denominator: str = column("mean_sd: both waves; change_sd: the changes (d_z); before_sd: the first wave")
    g: float = column("Hedges' g by that denominator", missing=True)


class MultiverseCurve(Table, key=("behaviour",)):
    """What all combinations say together, one row a behaviour."""

    behaviour: str = column("behaviour")
    n: int = column("combinations in scale points")
    not_estimable: int = column("of these, without an estimate")
    distinct: int = column("different results among them", missing=True)
    share_same_sign: float = column("share with the sign of the planned estimate, of those estimable", missing=True)
    share_above_zero: float = column("share whose interval lies above zero", missing=True)
    share_below_zero: float = column("share whose interval lies below zero", missing=True)
    median: float = column("median estimate, scale points, two decimals", missing=True)
    low: float = column("lowest estimate", missing=True)
    high: float = column("highest estimate", missing=True)
    sizes: int = column("combinations as standardised sizes")
    size_low: float = column("smallest g, two decimals", missing=True)
    size_high: float = column("largest g", missing=True)
    estimable: bool = column("whether there is a curve")
    reason: str = column("why not", missing=True)


class Mixed(Table, key=("behaviour",)):
    """Change of each behaviour over everybody with a score at any wave: random-intercept model by REML."""

    behaviour: str = column("behaviour")
    n: int = column("people with a score at any wave, without those with one end only where they are few")
    both: int = column("of these, with the first and the last")
    mean: float = column("mean at the last wave less mean at the first, scale points", missing=True)
    se: float = column("standard error", missing=True)
    low: float = column("lower end of the interval", missing=True)
    high: float = column("upper end", missing=True)
    t: float = column("t statistic", missing=True)
    df: float = column("degrees of freedom (Satterthwaite)", missing=True)
    p: float = column("two-sided p", missing=True)
    between: float = column("variance between people, squared scale points; a covariance, so it may be negative", missing=True)
    residual: float = column("variance within people", missing=True)
    icc: float = column("share of the variance that lies between people", missing=True)
    method: str = column("random intercept, compound symmetry or paired t", missing=True)
    estimable: bool = column("whether the change could be estimated")
    reason: str = column("why not, or why the method is not the random intercept", missing=True)


class Levels(Table, key=("behaviour", "level")):
    """Whether cohorts (or organisations) changed alike; a row where there are several."""

    behaviour: str = column("behaviour")
    level: str = column("cohort or organisation")
    groups: int = column("groups compared")
    left_out: int = column("groups left out, because they are small or would give a small one away")
    n: int = column("people in the groups compared, with a score at the first or last wave")
    mean: float = column("mean change over these people with the groups in the model, scale points", missing=True)
    low: float = column("lower end of its interval", missing=True)
    high: float = column("upper end", missing=True)
    f: float = column("F statistic: all groups changed alike", missing=True)
    df: float = column("its degrees of freedom, numerator", missing=True)
    df_denominator: float = column("denominator (Satterthwaite)", missing=True)
    p: float = column("its p", missing=True)
    method: str = column("random intercept or compound symmetry", missing=True)
    estimable: bool = column("whether the groups could be compared")
    reason: str = column("why not", missing=True)


class CohortChange(Table, key=("behaviour", "cohort")):
    """Change of each cohort that is large enough, from the model with all cohorts."""

    behaviour: str = column("behaviour")
    cohort: int = column("number of the cohort among those compared, in the order of their names")
    name: str = column("cohort")
    n: int = column("people with a score at the first or last wave")
    both: int = column("of these, with both")
    mean: float = column("mean change, scale points")
    low: float = column("lower end of the interval")
    high: float = column("upper end")
    p: float = column("two-sided p")


class Attrition(Table, key=("behaviour",)):
    """Baseline of those who stayed and those who were lost before the last wave."""

    behaviour: str = column("behaviour")
    n_stayed: int = column("people with a score at the first and last wave")
    mean_stayed: float = column("their mean at the first, scale points", missing=True)
    sd_stayed: float = column("their standard deviation", missing=True)
    n_lost: int = column("people with a score at the first wave only")
    mean_lost: float = column("their mean at the first, scale points; empty for few people", missing=True)
    sd_lost: float = column("their standard deviation; empty for few people", missing=True)
    n_end_only: int = column("people with a score at the last wave only")
    share_lost: float = column("share lost of those with a score at the first wave", missing=True)
    g: float = column("standardised difference lost - stayed (Hedges, pooled standard deviation)", missing=True)
    low: float = column("lower end of its interval: noncentral-t limits of d", missing=True)
    high: float = column("upper end", missing=True)
    estimable: bool = column("whether the groups could be compared")
    reason: str = column("why not", missing=True)


class Imputed(Table, key=("behaviour",)):
    """Mean change with missing scores imputed many times, and the shift of imputed ends at which the interval touches zero."""

    behaviour: str = column("behaviour")
    n: int = column("people the estimate is about")
    end_missing: int = column("of these, end scores imputed")
    start_missing: int = column("of these, start scores imputed")
    imputations: int = column("imputations")
    donors: int = column("people of whom one lends its score", missing=True)
    mean: float = column("pooled mean change, scale points", missing=True)
    se: float = column("its standard error (Rubin)", missing=True)
    low: float = column("lower end of the interval", missing=True)
    high: float = column("upper end", missing=True)
    df: float = column("degrees of freedom (Barnard and Rubin)", missing=True)
    p: float = column("two-sided p", missing=True)
    fmi: float = column("fraction of missing information", missing=True)
    monte_carlo_error: float = column("standard deviation of the mean between seeds, scale points", missing=True)
    tipping_shift: float = column("shift of all imputed ends at which the interval touches zero, scale points", missing=True)
    tipping_reason: str = column("why there is none", missing=True)
    tipping_difference: float = column(
        "the same without imputation: how differently the lost must have changed from the stayed, scale points", missing=True
    )
    tipping_difference_reason: str = column("why there is none", missing=True)
    estimable: bool = column("whether scores could be imputed")
    reason: str = column("why not", missing=True)


class WorstCases(Table, key=("behaviour", "case")):
    """Mean change with every missing end set to one unfavourable rule."""

    behaviour: str = column("behaviour")
    case: str = column("no change, declined (by the smallest meaningful change) or minimum (of the scale)")
    n: int = column("people with a score at the first wave")
    lost: int = column("of these, end scores set by the rule")
    mean: float = column("mean change, scale points", missing=True)
    low: float = column("lower end of the interval", missing=True)
    high: float = column("upper end", missing=True)
    p: float = column("two-sided p", missing=True)
    estimable: bool = column("whether the change could be estimated")
    reason: str = column("why not", missing=True)


class Simulated(Table, key=("method", "measure", "estimand", "n", "r", "shape", "dropout")):
    """How a method did on made-up cohorts with a known truth, one row a design; committed, made by `make simulate`."""

    method: str = column("interval or test")
    measure: str = column("coverage of a 95 % interval, or type I error at 5 %", one_of=("coverage", "type I"))
    estimand: str = column("pairs: people with both waves; everybody: all who gave a start score")
    n: int = column("people at the start")
    r: float = column("correlation of what is measured at the two waves")
    shape: str = column("normal or ceiling (5-point items averaged)")
    dropout: str = column("complete, or dropout: 30 % without end score, depending on the start score")
    value: float = column("share of cohorts")
    mc_error: float = column("its Monte Carlo error")
    cohorts: int = column("cohorts simulated and estimated")
    refused: int = column("cohorts that could not be estimated, left out")
    kept: bool = column("whether the value lies within the limits, give or take two Monte Carlo errors")
    seed: int = column("seed")
    version: str = column("version of the simulation")


class SimulationSummary(Table, key=("method", "measure", "estimand", "shape", "dropout")):
    """The range over numbers of people and correlations of what the simulation found."""

    id: str = column("how evidence ids call it")
    method: str = column("interval or test")
    measure: str = column("coverage or type I error")
    estimand: str = column("pairs or everybody")
    shape: str = column("normal or ceiling")
    dropout: str = column("complete or dropout")
    lowest: float = column("lowest share over the designs")
    highest: float = column("highest share")
    mc_error: float = column("largest Monte Carlo error")
    designs: int = column("designs: numbers of people by correlations")
    kept: int = column("designs within the limits")
    cohorts: int = column("fewest cohorts a design")
    refused: int = column("cohorts that could not be estimated, all designs")

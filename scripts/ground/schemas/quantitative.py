"""Tables that quantitative modelling makes."""

from scripts.ground.schema import Table, column


class Scores(Table, key=("pseudonym", "wave", "behaviour")):
    """Score of each behaviour, one row a person and wave."""

    pseudonym: str = column("pseudonym of the person")
    wave: str = column("wave")
    behaviour: str = column("behaviour")
    score: float = column("mean of the items answered, reverse-keyed where needed, scale points", missing=True)
    answered: int = column("items answered")
    items: int = column("items of the behaviour")
    source: str = column("raw file")
    source_row: int = column("physical row")


class Change(Table, key=("behaviour",)):
    """Mean paired change of each behaviour among people with both waves."""

    behaviour: str = column("behaviour")
    n: int = column("people with both waves")
    mean_start: float = column("mean at the first wave, scale points", missing=True)
    mean_end: float = column("mean at the last wave, scale points", missing=True)
    mean: float = column("mean change, scale points", missing=True)
    sd: float = column("standard deviation of the changes, scale points", missing=True)
    low: float = column("lower end of the interval of the mean change", missing=True)
    high: float = column("upper end of the interval", missing=True)
    low_equivalence: float = column("lower end of the narrower interval that is held against the SMC", missing=True)
    high_equivalence: float = column("upper end of the narrower interval", missing=True)
    t: float = column("paired t statistic", missing=True)
    df: float = column("degrees of freedom", missing=True)
    p: float = column("two-sided p", missing=True)
    p_holm: float = column("p adjusted across the behaviours (Holm)", missing=True)
    p_signed_rank: float = column("exact signed-rank p, ties and zeros handled", missing=True)
    g_av: float = column("Hedges' g, denominator: mean of the two standard deviations", missing=True)
    g_low: float = column(
        "lower end of its interval: noncentral-t limits of d, which keep their level where limits times J do not", missing=True
    )
    g_high: float = column("upper end", missing=True)
    estimable: bool = column("whether the change could be estimated")
    reason: str = column("why not", missing=True)


class Unpaired(Table, key=("behaviour",)):
    """First and last wave over everybody who answered, linked or not: an unpaired comparison, not the planned estimand."""

    behaviour: str = column("behaviour")
    n_start: int = column("scores at the first wave, of people and nameless responses")
    mean_start: float = column("their mean, scale points", missing=True)
    sd_start: float = column("their standard deviation, scale points", missing=True)
    n_end: int = column("scores at the last wave")
    mean_end: float = column("their mean, scale points", missing=True)
    sd_end: float = column("their standard deviation, scale points", missing=True)
    difference: float = column("mean at the last wave less mean at the first, scale points", missing=True)
    low: float = column("lower end of Welch's interval of the difference", missing=True)
    high: float = column("upper end", missing=True)
    df: float = column("degrees of freedom (Welch and Satterthwaite)", missing=True)
    unpaired_start: int = column("scores at the first wave without a partner at the last")
    unpaired_end: int = column("scores at the last wave without a partner at the first")
    estimable: bool = column("whether the difference could be estimated")
    reason: str = column("why not", missing=True)


class ChangeBins(Table, key=("behaviour", "bin")):
    """Distribution of individual changes in wide classes; small classes are merged before publication."""

    behaviour: str = column("behaviour")
    bin: str = column("lower, about the same (within half the smallest meaningful change), higher")
    people: int = column("people", missing=True)
    share: float = column("share of the people with both waves", missing=True)


class Ratings(Table, key=("scale",)):
    """Share of favourable answers to ratings without a before and after."""

    scale: str = column("scale")
    n: int = column("people (or nameless responses) who answered")
    favourable: int = column("people whose mean answer is favourable")
    share: float = column("share favourable", missing=True)
    low: float = column("lower end of the Wilson interval", missing=True)
    high: float = column("upper end", missing=True)


class ProjectResults(Table, key=("n",)):
    """Improvement projects against their targets; one row."""

    n: int = column("projects")
    met: int = column("projects whose follow-up met the target")
    missing_follow_up: int = column("projects without follow-up, counted as not met")
    share: float = column("share that met the target", missing=True)
    low: float = column("lower end of the Wilson interval", missing=True)
    high: float = column("upper end", missing=True)


class Reliability(Table, key=("level", "name", "wave")):
    """Reliability of each behaviour or scale at each wave, over people who answered every item of it."""

    level: str = column("behaviour or scale", one_of=("behaviour", "scale"))
    name: str = column("id of the behaviour or scale")
    wave: str = column("wave")
    items: int = column("items of the instrument")
    items_used: int = column("items that somebody answered and that vary", missing=True)
    n: int = column("people who answered every item asked", missing=True)
    sd: float = column("standard deviation of the score over all who have one, scale points", missing=True)
    alpha: float = column("Cronbach's alpha", missing=True)
    low: float = column("lower end of Feldt's interval", missing=True)
    high: float = column("upper end", missing=True)
    alpha_standardised: float = column("alpha of the correlations", missing=True)
    lambda_6: float = column("Guttman's lambda 6", missing=True)
    average_r: float = column("mean correlation of two items", missing=True)
    omega: float = column("omega total, one factor by maximum likelihood", missing=True)
    improper: bool = column("whether the factor model left an item without residual variance (Heywood case)", missing=True)
    estimable: bool = column("whether alpha could be estimated")
    reason: str = column("why alpha could not be estimated", missing=True)
    reason_omega: str = column("why omega could not be estimated", missing=True)


class ItemStatistics(Table, key=("item", "wave")):
    """How each item goes with the others of its behaviour or scale, reversed items turned."""

    item: str = column("item")
    wave: str = column("wave")
    level: str = column("behaviour or scale")
    name: str = column("id of the behaviour or scale")
    n: int = column("people who answered every item asked")
    item_rest: float = column("correlation with the sum of the other items", missing=True)
    alpha_if_dropped: float = column("alpha without the item", missing=True)


class AnswerShares(Table, key=("level", "name", "wave", "lowest")):
    """Answers by class of neighbouring categories, reversed items turned; no class is held by fewer people than may be shown."""

    level: str = column("behaviour or scale (answers to all its items), or item", one_of=("behaviour", "scale", "item"))
    name: str = column("id")
    wave: str = column("wave")
    lowest: float = column("lowest answer of the class")
    highest: float = column("highest answer of the class")
    people: int = column("different people with such an answer")
    answers: int = column("such answers")
    share: float = column("share of all answers at the wave")


class WaveSpread(Table, key=("level", "name")):
    """Ceiling at the start, and whether people moved together: variances of the two waves compared."""

    level: str = column("behaviour or scale")
    name: str = column("id")
    n_start: int = column("people with a score at the first wave")
    at_ceiling: int = column("of these, at the top of the scale")
    ceiling: float = column("share at the top", missing=True)
    ceiling_low: float = column("lower end of the Wilson interval", missing=True)
    ceiling_high: float = column("upper end", missing=True)
    n: int = column("people with both waves")
    r: float = column("correlation of the waves", missing=True)
    oldham: float = column("correlation of change with the mean of both waves (Oldham)", missing=True)
    p: float = column("two-sided p of equal variances (Pitman and Morgan)", missing=True)
    variance_ratio: float = column("variance at the end over variance at the start", missing=True)
    ratio_low: float = column("lower end of its interval", missing=True)
    ratio_high: float = column("upper end", missing=True)
    estimable: bool = column("whether the variances could be compared")
    reason: str = column("why not", missing=True)


class ResponseShift(Table, key=("behaviour",)):
    """Then-ratings held against the start, and the change as seen from the end; a sensitivity, never the planned estimate."""

    behaviour: str = column("behaviour")
    same_questions: bool = column("whether the then-rating asks every item of the behaviour again")
    n: int = column("people with a rating of the start at the start and at the end")
    start: float = column("their mean at the start, scale points", missing=True)
    then: float = column("their mean then-rating", missing=True)
    shift: float = column("mean of then-rating less start", missing=True)
    low: float = column("lower end of its interval", missing=True)
    high: float = column("upper end", missing=True)
    p: float = column("two-sided p of the paired t", missing=True)
    reason: str = column("why there is no shift", missing=True)
    n_retrospective: int = column("people with a then-rating and a score at the end")
    retrospective: float = column("mean of end less then-rating", missing=True)
    retrospective_low: float = column("lower end of its interval", missing=True)
    retrospective_high: float = column("upper end", missing=True)
    retrospective_p: float = column("two-sided p", missing=True)
    reason_retrospective: str = column("why there is no retrospective change", missing=True)


class Ordinal(Table, key=("level", "name")):
    """How many went up and down: P(improve) less P(worsen), which does not need equal steps of the scale."""

    level: str = column("behaviour, scale or item", one_of=("behaviour", "scale", "item"))
    name: str = column("id")
    n: int = column("people with both waves")
    improved: int = column("people whose later answer is better", missing=True)
    same: int = column("people without change", missing=True)
    worse: int = column("people whose later answer is worse", missing=True)
    difference: float = column("P(improve) less P(worsen)", missing=True)
    low: float = column("lower end of Tango's interval", missing=True)
    high: float = column("upper end", missing=True)
    p: float = column("two-sided p of the exact sign test", missing=True)
    p_bh: float = column("for items: p adjusted across all items (Benjamini and Hochberg)", missing=True)
    superiority: float = column("P(improve) plus half of P(same)", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class ReliableChanges(Table, key=("level", "name", "error")):
    """People whose own change exceeds measurement error, by three ways to judge that error."""

    level: str = column("behaviour or scale")
    name: str = column("id")
    error: str = column(
        "alpha: sd at the start and alpha (planned); retest: sd at the start and correlation of the waves; "
        "residual: spread of the changes",
        one_of=("alpha", "retest", "residual"),
    )
    n: int = column("people with both waves")
    sem: float = column("standard error of measurement, scale points", missing=True)
    mdc: float = column("minimal detectable change of one person, scale points", missing=True)
    improved: int = column("people up by more than that", missing=True)
    same: int = column("people in between", missing=True)
    worse: int = column("people down by more than that", missing=True)
    improved_share: float = column("share improved", missing=True)
    improved_low: float = column("lower end of the Wilson interval", missing=True)
    improved_high: float = column("upper end", missing=True)
    worse_share: float = column("share worse", missing=True)
    worse_low: float = column("lower end of the Wilson interval", missing=True)
    worse_high: float = column("upper end", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class Detectable(Table, key=("behaviour",)):
    """The smallest change that the people with both waves could have shown."""

    behaviour: str = column("behaviour")
    n: int = column("people with both waves")
    power: float = column("chance of detecting it")
    dz: float = column("in standard deviations of the change, one test", missing=True)
    dz_bonferroni: float = column("the same at alpha divided by the number of behaviours", missing=True)
    points: float = column("dz in scale points, by the spread of the changes seen", missing=True)
    points_bonferroni: float = column("the stricter one in scale points", missing=True)
    estimable: bool = column("whether it could be computed")
    reason: str = column("why not", missing=True)


class ScaleChange(Table, key=("scale",)):
    """Mean paired change of the scales beside the behaviours (knowledge): exploratory."""

    scale: str = column("scale")
    n: int = column("people with both waves")
    mean_start: float = column("mean at the first wave, scale points", missing=True)
    mean_end: float = column("mean at the last wave", missing=True)
    mean: float = column("mean change", missing=True)
    sd: float = column("standard deviation of the changes", missing=True)
    low: float = column("lower end of the interval", missing=True)
    high: float = column("upper end", missing=True)
    t: float = column("paired t statistic", missing=True)
    df: float = column("degrees of freedom", missing=True)
    p: float = column("two-sided p", missing=True)
    p_bh: float = column("p adjusted across these scales (Benjamini and Hochberg)", missing=True)
    p_signed_rank: float = column("exact signed-rank p, ties and zeros handled", missing=True)
    g_av: float = column("Hedges' g, denominator: mean of the two standard deviations", missing=True)
    g_low: float = column("lower end of its interval", missing=True)
    g_high: float = column("upper end", missing=True)
    estimable: bool = column("whether the change could be estimated")
    reason: str = column("why not", missing=True)


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
    n: int = column("people with a score at any wave")
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


class GroupChange(Table, key=("by", "group", "behaviour")):
    """Mean change by modules attended and by cohort; small groups are merged, and one group alone is not shown. Descriptive."""

    by: str = column("dose: modules attended; cohort", one_of=("dose", "cohort"))
    group: str = column("id of the group, as in evidence ids")
    name: str = column("the group in words")
    behaviour: str = column("behaviour")
    n: int = column("people with both waves")
    mean: float = column("mean change, scale points", missing=True)
    low: float = column("lower end of its interval", missing=True)
    high: float = column("upper end", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class DoseRelation(Table, key=("behaviour",)):
    """Rank correlation of modules attended and change: descriptive, for who attends is nobody's experiment."""

    behaviour: str = column("behaviour")
    n: int = column("people with both waves and a record of attendance")
    spearman: float = column("Spearman's rank correlation, mid-ranks for ties", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class ModuleEngagement(Table, key=("module",)):
    """Attendance and feedback of each module."""

    module: str = column("module")
    id: str = column("how evidence ids call it")
    recorded: int = column("people with a record of attendance")
    attended_share: float = column("share who came, late or not; empty when either class is too small", missing=True)
    responses: int = column("feedback responses")
    rating: float = column("mean feedback answer, scale points; empty for fewer than ten responses", missing=True)
    favourable_share: float = column("share favourable; empty when either class is too small", missing=True)


class ProjectTypes(Table, key=("type",)):
    """Improvement projects by type of outcome; types with few projects are merged."""

    type: str = column("id of the type, as in evidence ids")
    name: str = column("types in words")
    n: int = column("projects")
    followed_up: int = column("projects with baseline and follow-up")
    missing_follow_up: int = column("projects without follow-up, counted as not met")
    improved: int = column("projects whose follow-up lies in the wanted direction from the baseline")
    met: int = column("projects that met their target")
    share: float = column("share that met the target", missing=True)
    low: float = column("lower end of the Wilson interval", missing=True)
    high: float = column("upper end", missing=True)
    way: float = column("median share of the way from baseline to target; 1 is the target", missing=True)
    reached: float = column("people reached, all projects of the type that say so", missing=True)


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

"""Tables of what the instrument measures: reliability, answers, individual change, what could have been found."""

from scripts.ground.schema import Table, column


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
    may_be_shown: bool = column("whether the difference may be published: false where it would tell of few people")
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
    p_signed_rank: float = column("exact signed-rank p, ties and zeros handled; above 500 changes its normal form", missing=True)
    g_av: float = column("Hedges' g, denominator: mean of the two standard deviations", missing=True)
    g_low: float = column("lower end of its interval", missing=True)
    g_high: float = column("upper end", missing=True)
    estimable: bool = column("whether the change could be estimated")
    reason: str = column("why not", missing=True)

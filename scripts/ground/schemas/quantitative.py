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
    p_signed_rank: float = column("exact signed-rank p, ties and zeros handled; above 500 changes its normal form", missing=True)
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
    n: int = column("people who answered, and nameless responses, each counted once")
    people: int = column("of these, people by their id")
    nameless: int = column("of these, responses without a name; one person may have given several")
    favourable: int = column("people and nameless responses whose mean answer is favourable")
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

"""Tables that qualitative analysis makes; only `PublishedThemes` is fit to be published as it stands."""

from scripts.ground.schema import Table, column


class ThemePeople(Table, key=("level", "theme", "group")):
    """Internal: how many people of each source group voiced a theme, exactly."""

    level: str = column("code or family")
    theme: str = column("id of the code, or name of the family")
    group: str = column("source group")
    people: int = column("people who voiced it at least once")
    group_people: int = column("people of the group who said or wrote anything")
    mentions: int = column("coded passages of the theme in the group; both coders' count once where they agree")


class PublishedThemes(Table, key=("level", "theme", "group")):
    """People per theme as they may be published: counts of large groups, `some` or `none` of small ones."""

    level: str = column("code or family")
    theme: str = column("id of the code, or name of the family")
    name: str = column("name of the code or family")
    family: str = column("family of the theme")
    valence: str = column("supports, neutral or challenges; empty for a family", missing=True)
    group: str = column("source group, or the merged group")
    group_name: str = column("name of the group in sentences")
    people: int = column("people who voiced it; empty where the group is too small", missing=True)
    group_people: int = column("people of the group; empty where the group is too small", missing=True)
    share: float = column("share of the people of the group", missing=True)
    low: float = column("lower end of the Wilson interval of the share", missing=True)
    high: float = column("upper end", missing=True)
    shown: str = column("as printed: `7 of 12`, some or none")


class Claims(Table, key=("target", "voices")):
    """Internal: who says what about each behaviour and aim, in people, exactly."""

    target: str = column("behaviour or aim")
    kind: str = column("behaviour or aim")
    voices: str = column("all, or outside: sponsors only")
    speaking: int = column("people who claim change, no change or deterioration")
    change: int = column("people who describe change")
    no_change: int = column("people who say that nothing changed")
    worse: int = column("people who describe deterioration")
    counter: int = column("people who claim no change or deterioration")
    change_groups: int = column("source groups in which somebody describes change")
    support_share: float = column("share of the people speaking who describe change", missing=True)
    counter_share: float = column("share of the people speaking with counter-evidence", missing=True)


class Agreement(Table, key=("code",)):
    """Agreement of two coders on each code; the unit is the speaker turn, uncoded turns included."""

    code: str = column("code")
    documents: int = column("documents both coded")
    n: int = column("turns both could code")
    first: int = column("turns the first coder gave the code")
    second: int = column("turns the second coder gave it")
    both: int = column("turns both gave it")
    prevalence: float = column("mean share of turns with the code")
    percent: float = column("share of turns on which the coders agree")
    kappa: float = column("Cohen's kappa; empty where neither or both used the code everywhere", missing=True)
    pabak: float = column("prevalence- and bias-adjusted kappa")
    alpha: float = column("Krippendorff's alpha, nominal", missing=True)
    band: str = column("use, tentative, flagged or not estimable")


class Quotes(Table, key=("quote",)):
    """Quotes chosen by rule; of these columns only quote, target, rule, text and speaker may leave the team."""

    quote: str = column("id: q- and eight hexadecimal digits of a keyed digest of place and words")
    target: str = column("behaviour or aim it speaks to")
    rule: str = column("why it was chosen: typical, strongest or contrary")
    text: str = column("released wording")
    speaker: str = column("who speaks, in words that fit many")
    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    span_hash: str = column("SHA-256 of the redacted words between start and end")
    released_hash: str = column("SHA-256 of the released wording")
    coder: str = column("coders who gave the code, joined by a blank")
    code: str = column("code it was chosen for")
    codebook_version: str = column("version of the codebook")

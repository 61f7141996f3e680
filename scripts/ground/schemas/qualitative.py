"""Tables that qualitative analysis makes; only those called `Published...` are fit to be published as they stand."""

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
    band: str = column(
        "agreement of the coders on it: use, tentative, flagged or not estimable; empty: one coder",
        missing=True,
    )


class ThemePassages(Table, key=("id", "document", "turn", "start", "end", "code", "coder")):
    """Internal: every coded passage behind every count of people per theme; for the team's lineage, never published."""

    id: str = column("evidence id of the count, without `.people` or `.share`")
    level: str = column("code or family")
    theme: str = column("id of the code, or name of the family")
    group: str = column("source group of the document")
    speaker: str = column("pseudonym of the speaker; empty: nobody knows, and the passage counts nobody", missing=True)
    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    code: str = column("code")
    coder: str = column("coder, or consensus")
    codebook_version: str = column("version of the codebook")
    source: str = column("raw file of the coding")
    source_row: int = column("number of the coding in the project")


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
    flagged: str = column("codes behind these claims on which the coders did not agree well, with blanks between", missing=True)


class Agreement(Table, key=("level", "code")):
    """Agreement of all coders on each code and family; the unit is the turn, in texts that two coders or more coded."""

    level: str = column("code or family")
    code: str = column("id of the code, or name of the family")
    coders: int = column("coders compared")
    documents: int = column("documents that two coders or more coded")
    n: int = column("turns they could code; without those that nobody coded, if the plan leaves these out")
    prevalence: float = column("share of the coders' judgements that give the code")
    percent: float = column("share of pairs of judgements that agree")
    kappa: float = column("Cohen's kappa of two coders, Fleiss' of more; empty where all judgements are alike", missing=True)
    kappa_low: float = column("lower end of its interval, by resampling documents", missing=True)
    kappa_high: float = column("upper end", missing=True)
    alpha: float = column("Krippendorff's alpha, nominal", missing=True)
    alpha_low: float = column("lower end of its interval, by resampling documents", missing=True)
    alpha_high: float = column("upper end", missing=True)
    pabak: float = column("prevalence- and bias-adjusted kappa")
    band: str = column("use, tentative, flagged or not estimable")


class AgreementPairs(Table, key=("code", "first_coder", "second_coder")):
    """Agreement of every two coders on each code, in the documents that both coded."""

    code: str = column("code")
    first_coder: str = column("one coder")
    second_coder: str = column("the other")
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


class Disagreements(Table, key=("document", "turn", "first_coder", "second_coder")):
    """For the coders: every turn that two of them coded differently, with its redacted words; never published."""

    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character that either coded, in the redacted turn")
    end: int = column("character after the last")
    text: str = column("the words between; a sign that a spreadsheet would take for a formula has an apostrophe before it")
    first_coder: str = column("one coder")
    first_codes: str = column("codes only this coder gave", missing=True)
    second_coder: str = column("the other")
    second_codes: str = column("codes only the other gave", missing=True)
    shared_codes: str = column("codes both gave", missing=True)


class Cooccurrence(Table, key=("first", "second")):
    """Internal: codes that occur together, exactly; one row a pair that somebody voiced."""

    first: str = column("one code")
    second: str = column("the other")
    people: int = column("people who voiced both, anywhere")
    turns: int = column("turns with both")
    overlaps: int = column("turns in which the passages of both overlap")
    turns_first: int = column("turns with the first")
    turns_second: int = column("turns with the second")
    jaccard: float = column("turns with both, as share of turns with either")


class PublishedCooccurrence(Table, key=("rank",)):
    """Pairs of codes that occur together most often, with people of the groups that may be counted."""

    rank: int = column("1 for the pair that shares most turns")
    first: str = column("one code")
    second: str = column("the other")
    first_name: str = column("its name")
    second_name: str = column("name of the other")
    people: int = column("people who voiced both")
    group_people: int = column("people of the groups counted")


class Balance(Table, key=("target",)):
    """Internal: people whose passages support or challenge what the programme hopes for, for each behaviour and aim."""

    target: str = column("behaviour or aim")
    kind: str = column("behaviour or aim")
    speaking: int = column("people with any passage that bears on it")
    supports: int = column("people with a supporting passage")
    challenges: int = column("people with a challenging passage")
    both: int = column("people with both")
    neutral: int = column("people with neutral passages only")


class ElementVoices(Table, key=("element",)):
    """Internal: people whose passages support or challenge each element of the logic model, by its codes, exactly."""

    element: str = column("element of the logic model")
    speaking: int = column("people with a supporting or a challenging passage")
    supports: int = column("people with a supporting passage")
    challenges: int = column("people with a challenging passage, or one that claims no change or deterioration")
    support_share: float = column("share of the people speaking who support", missing=True)
    challenge_share: float = column("share of the people speaking who challenge", missing=True)


class NegativeCases(Table, key=("target", "document", "turn", "start", "end", "code")):
    """Internal: every passage that speaks against what the programme hopes for; never left out, never summed away."""

    target: str = column("behaviour or aim")
    code: str = column("code")
    claim: str = column("no change, worse or none")
    valence: str = column("supports, neutral or challenges")
    speaker: str = column("pseudonym of the speaker; empty: nobody knows", missing=True)
    group: str = column("source group")
    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    only_voice: bool = column("whether the person says nothing in favour of this target")


class ModulePeople(Table, key=("group", "module", "family")):
    """Internal: people who voiced each family of themes in what they wrote for each module, exactly."""

    group: str = column("source group")
    module: str = column("module")
    family: str = column("family of themes")
    people: int = column("people who voiced it")
    module_people: int = column("people who wrote for the module")


class PublishedModules(Table, key=("group", "module", "family")):
    """People per family and module as they may be published: counts where enough wrote, else `some` or `none`."""

    group: str = column("source group")
    group_name: str = column("name of the group in sentences")
    module: str = column("module")
    order: int = column("place of the module, from 1")
    family: str = column("family of themes")
    people: int = column("people who voiced it; empty where too few wrote", missing=True)
    module_people: int = column("people who wrote for the module; empty where too few wrote", missing=True)
    share: float = column("share of these people", missing=True)
    low: float = column("lower end of the Wilson interval of the share", missing=True)
    high: float = column("upper end", missing=True)
    shown: str = column("as printed: `7 of 12`, some or none")


class SaturationCurve(Table, key=("series", "texts")):
    """Internal: codes found after so many texts, as collected and over random orders of the texts."""

    series: str = column("source group, or all")
    name: str = column("name of the series in sentences")
    texts: int = column("texts read")
    as_collected: int = column("codes found so far, in the order of the files")
    new_information: float = column("new codes in the next run of texts as share of those of the base", missing=True)
    mean: float = column("codes found so far, mean over random orders")
    low: float = column("lower end of the band that holds the confidence level of the orders")
    high: float = column("upper end")


class Saturation(Table, key=("series",)):
    """When further texts brought next to nothing new (Guest, Namey and Chen 2020)."""

    series: str = column("source group, or all")
    name: str = column("name of the series in sentences")
    texts: int = column("texts")
    codes: int = column("different codes in them")
    base_codes: int = column("different codes in the texts of the base", missing=True)
    reached: int = column(
        "texts after which a run brought no more than the planned share of new codes; empty: never", missing=True
    )
    orders_reached: float = column("share of random orders in which this happened within these texts", missing=True)
    orders_median: float = column("median over these orders of the texts after which it happened", missing=True)
    orders_low: float = column("lower end of the band over these orders", missing=True)
    orders_high: float = column("upper end", missing=True)
    reason: str = column("why it cannot be said", missing=True)


class Framework(Table, key=("case", "code")):
    """For analysts: cases by codes, every cell there; never published."""

    case: str = column("pseudonym of the person, or of the document where nobody knows the speaker")
    groups: str = column("source groups the case spoke or wrote in, with blanks between")
    code: str = column("code")
    passages: int = column("coded passages; 0: the cell is empty")
    summary: str = column("the shortest passages, abridged; (nothing coded) where the cell is empty")
    quotes: str = column("ids of quotes from this cell, with blanks between", missing=True)
    places: str = column("document:turn:start-end of every passage, with blanks between", missing=True)


class CodebookDiff(Table, key=("before", "after", "code", "change", "parts")):
    """What changed from each version of the codebook to the next."""

    before: str = column("earlier version")
    after: str = column("later version")
    code: str = column("id of the code, in the later version if it is still there")
    change: str = column("added, removed, retired, restored, renamed, moved, redefined or revalued")
    parts: str = column("keys that changed, with blanks between; empty where the code as a whole did", missing=True)
    was: str = column("what it was", missing=True)
    became: str = column("what it is", missing=True)


class Quotes(Table, key=("quote",)):
    """Quotes chosen by rule; of these columns only quote, target, rule, text, speaker and flags may leave the team."""

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
    flags: str = column("what speaks against relying on it: one coder; code flagged", missing=True)

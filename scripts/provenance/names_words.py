"""Which names are words too, and where such a word is a name.

A name that is an ordinary word (Grace, Young, Reading), a month, a word the study allows in texts, or the name of a published
method (Cohen's kappa) closes the gate only where it stands as a name: beside a title, before a verb of speech, or with a
capital amid a sentence that nothing else explains. A method's author counts with a title or in full only.
"""

from __future__ import annotations

import re

from scripts.ground.vocabulary import is_ordinary, rarer_words, word_set

# family names that only look like forms of a word
LOOKS_INFLECTED = word_set("harding golding manning fielding keeling banning hastings billings cummings jennings rawlings")
MONTHS = word_set("january february march april may june july august september october november december")
# authors after whom a published method, scale or model is called: a report names these and nobody of its study
METHODS = {
    "statistics": """
        agresti aickin altman anderson barnard bayes benjamini bland bonferroni box brown carpenter cicchetti cliff
        clopper cohen conover coull cox cramer cronbach darling dunn dunnett efron feinstein feldt fisher forsythe
        fouladi friedman games gauss glass guest guttman gwet hedges heywood hochberg hodges holm howell huber jacobson
        jeffreys kendall kenward kolmogorov krippendorff kruskal laird lehmann levene likert lin little mann mcnemar
        monte morgan morris namey newcombe neyman oldham pearson pitman poisson rosenthal rubin salih satterthwaite
        scheffe shapiro sidak simes smirnov snedecor spearman steiger student tango truax tukey wald wallis ware welch
        whitney wilcoxon wilk wilson winsor woodruff yekutieli youden
    """,
    "measurement": """
        cronbach guttman mcdonald rasch kaiser meyer olkin bartlett krippendorff fleiss scott cochran kappa
    """,
    "evaluation": """
        kirkpatrick brinkerhoff weiss patton pawson tilley kolb lewin bloom schon tuckman howard
    """,
    "qualitative": """
        braun clarke glaser strauss charmaz gale ritchie lewis spencer guba lincoln saldana miles huberman lumivero
    """,
}
METHOD_AUTHORS = {name for names in METHODS.values() for name in names.split()}
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev)\.?\s+(?:[A-Z]\.\s*)*$")
SPEECH_AFTER = re.compile(
    r"\s+(?:said|says|told|tells|asked|asks|replied|explained|added|thought|thinks|felt|agreed|disagreed|recalled|described|wrote"
    r"|mentioned|reported|laughed|argued|admitted|noticed|believes|suggested)\b"
)
SPEECH_BEFORE = re.compile(
    r"\b(?:said|says|told|asked|thank|thanks|thanked|replied|called|named|met|dear|hi|hello)\s+$", re.IGNORECASE
)
AMID = re.compile(r"([a-z]+)[,;]? $")
ENDS = re.compile(r"\s+[a-z]|\s*[.,;:!?)\"\n]|'s?\b|\s*$")
# before a word with a capital these make it a thing, a time or a place
EXPLAINS = word_set(
    """
    the a an this that these those our your their his her my its each every any no some in at near across around during
    since until by last next early late mid of see under per via using
    """
)
REACH = 40


def is_word_name(low: str) -> bool:
    """Whether a name in small letters is an ordinary word too."""
    if low in MONTHS:
        return True
    return low not in LOOKS_INFLECTED and (low in rarer_words() or is_ordinary(low, compounds=False))


def stands_as_name(text: str, start: int, end: int, low: str) -> bool:
    """Whether a word with a capital is somebody's name at this place of a plain text."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if TITLE.search(before):
        return True
    if low in METHOD_AUTHORS:
        return False
    if SPEECH_AFTER.match(after) or SPEECH_BEFORE.search(before):
        # "May said" is a person, "in May said" is none; "thanks Grace" is, "Thank Reading University" is not
        return not re.match(r"\s+[A-Z]", after)
    amid = AMID.search(before)
    return bool(amid) and low not in MONTHS and amid[1] not in EXPLAINS and bool(ENDS.match(after))

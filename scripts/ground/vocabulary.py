"""A general English vocabulary: what tells an ordinary word from a name when a capital letter does not.

The words stand in common_words.txt, with their source and licence, without the regular inflections that `is_ordinary` derives.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

# ending of a word → what stands in its place in the word it comes from
ENDINGS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("ness", ("",)),
    ("est", ("", "e")),
)
# endings that make a word of another kind; what is left may bear an ending of its own
DERIVATIONS = (
    ("ally", ("", "al", "e")), ("ically", ("ic", "y", "ics", "ical")), ("ical", ("ic", "y", "ics")), ("ic", ("y", "e", "ical")),
    ("ics", ("ic", "ical")), ("ity", ("", "e")), ("ities", ("", "e", "ity")), ("ism", ("", "e")), ("ist", ("", "e", "y")),
    ("ists", ("", "e", "y")), ("ful", ("",)), ("fully", ("",)), ("less", ("",)), ("ment", ("", "e")), ("ments", ("", "e")),
    ("able", ("", "e")), ("ably", ("", "e")), ("ship", ("",)), ("hood", ("",)), ("wards", ("",)), ("ward", ("",)),
    ("wise", ("",)),
    ("ation", ("", "e", "ate", "ise")), ("ations", ("", "e", "ate", "ise")), ("ative", ("", "e", "ate")), ("ise", ("", "y")),
    ("ised", ("", "y")), ("ising", ("", "y")), ("ize", ("", "y")), ("ized", ("", "y")), ("izing", ("", "y")), ("ous", ("", "e")),
    ("ously", ("", "e", "ous")), ("edly", ("", "e")), ("ingly", ("", "e")), ("ened", ("",)), ("ening", ("",)), ("ish", ("", "e")),
)  # fmt: skip
PREFIXES = (
    "un", "re", "mis", "over", "under", "non", "pre", "co", "inter", "counter", "dis", "out", "self", "anti", "micro", "multi",
    "super", "sub", "semi", "trans", "fore", "down", "up", "hyper", "meta", "neuro", "psycho", "socio", "extra", "mid", "post",
    "tele",
)  # fmt: skip
SHORTEST_STEM = 3
SHORTEST_DERIVED, LONGEST_WORD = 6, 30


def word_set(words: str) -> frozenset[str]:
    """Words parted by blanks."""
    return frozenset(words.split())


def is_word(low: str) -> bool:
    """Whether a lower-case token is a word as it stands, or its plain plural; strict, for names that look inflected (Harding)."""
    return low in WORDS or (low.endswith("s") and low[:-1] in WORDS)


@cache
def is_ordinary(low: str, compounds: bool = True) -> bool:
    """Whether a lower-case token is a word of the vocabulary or a regular inflection of one."""
    if len(low) > LONGEST_WORD:
        return False
    if _is_inflected(low) or low in rarer_words() or (low.endswith("s") and low[:-1] in rarer_words()):
        return True
    return len(low) >= SHORTEST_DERIVED and (_is_derived(low) or (compounds and _is_compound(low)))


@cache
def rarer_words() -> frozenset[str]:
    """Words of SCOWL sizes 40 and 50 that the rules here do not derive; a name among them is still a name with a capital."""
    return _words_in("rarer_words.txt")


def _words_in(name: str) -> frozenset[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="ascii").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _is_inflected(low: str) -> bool:
    if low in WORDS or "'" in low:
        return True
    return any(_from_stem(low, ending, fillings) for ending, fillings in ENDINGS)


def _is_derived(low: str) -> bool:
    for ending, fillings in DERIVATIONS:
        stem = low[: -len(ending)]
        if low.endswith(ending) and len(stem) > SHORTEST_STEM and any(_is_inflected(stem + filling) for filling in fillings):
            return True
    for prefix in PREFIXES:
        rest = low[len(prefix) :]
        if low.startswith(prefix) and len(rest) > SHORTEST_STEM and (_is_inflected(rest) or _is_derived(rest)):
            return True
    return low.endswith("s") and low[:-1] not in WORDS and len(low) > SHORTEST_DERIVED and _is_inflected(low[:-1])


def _is_compound(low: str) -> bool:
    """Whether two plain words are joined: handover, whiteboard."""
    return any(low[:at] in WORDS and low[at:] in WORDS for at in range(SHORTEST_STEM + 1, len(low) - SHORTEST_STEM))


def _from_stem(low: str, ending: str, fillings: tuple[str, ...]) -> bool:
    stem = low[: -len(ending)]
    if not low.endswith(ending) or len(stem) < SHORTEST_STEM:
        return False
    if ending == "ly" and is_ordinary(stem):
        return True
    doubled = len(stem) > SHORTEST_STEM and stem[-1] == stem[-2] and stem[:-1] in WORDS
    return doubled or any(stem + filling in WORDS for filling in fillings)


WORDS = _words_in("common_words.txt")

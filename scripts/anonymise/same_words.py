"""Whether a passage still holds the words that were coded; a mask on either side may stand for any words of the other.

Case, signs, blanks and speakers' labels do not count (words.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from scripts.anonymise.words import Word


def same_words(coded: Sequence[Word], current: Sequence[Word]) -> bool:
    """Every difference must be a mask for words, words for a mask, or one mask for another."""
    before, now = [_compared(word) for word in coded], [_compared(word) for word in current]
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    return all(
        kind == "equal" or (kind == "replace" and (_masks(coded[a:b]) or _masks(current[c:d]))) for kind, a, b, c, d in blocks
    )


def between(words: Sequence[Word], start: int, end: int) -> list[Word]:
    """The words of a text that lie between two places, also in part."""
    first, last = bisect_right(words, start, key=lambda word: word.end), bisect_left(words, end, key=lambda word: word.start)
    return list(words[first:last])


def _compared(word: Word) -> str:
    return "[mask]" if word.is_mask else word.form


def _masks(words: Sequence[Word]) -> bool:
    return all(word.is_mask for word in words)

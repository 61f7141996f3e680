"""Names that no roster knows: whatever bears a capital that the language does not explain is masked until somebody decides.

- words the study allows (`disclosure.yaml`, phrases too) and general English capitals stand; so do single letters and codes
  such as P45,
- a capital inside a sentence is unexplained; at its start it is unexplained when the same word bears a capital inside a
  sentence elsewhere (and is no ordinary word, or more often a name than not), or when it is neither in the vocabulary nor
  anywhere in lower case in the corpus,
- unexplained words that follow each other are one name, with allowed words inside and after it ("Red Kite Housing"); an
  ordinary word at the start of the sentence belongs to it only if it is no small word ("The", "Yesterday").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from scripts.anonymise.general import FUNCTION_WORDS, GENERAL_CAPITALS, NAMES_TOO, PERSON_VERBS, PLACE_NOUNS
from scripts.anonymise.lexicon import Lexicon, words_of
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.anonymise.vocabulary import is_ordinary

CODE_LETTERS = 3
LINKS = frozenset(("of", "the", "and", "upon", "on", "le", "de", "s"))


class Corpus:
    """How the words of all texts are written: in lower case, or with a capital inside a sentence."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._texts = list(texts)

    @cached_property
    def lower(self) -> Counter[str]:
        """Words by how often they stand in lower case."""
        counts: Counter[str] = Counter()
        for text in self._texts:
            counts.update(text.words)
        return counts

    @cached_property
    def inside(self) -> Counter[str]:
        """Words (in lower case) by how often they bear a capital inside a sentence."""
        counts: Counter[str] = Counter()
        for text in self._texts:
            counts.update(text.lows[index] for index in text.capitals if not text.starts_sentence(index))
        return counts

    def often_a_name(self, low: str) -> bool:
        """Whether a word that begins a sentence is probably a name."""
        if low in FUNCTION_WORDS:
            return False
        if is_ordinary(low) or self.lower[low]:
            return self.inside[low] > self.lower[low]
        return True


class Allowed:
    """What may bear a capital: the study's words and phrases, and general English."""

    def __init__(self, words: Iterable[str]) -> None:
        self.phrases: Lexicon[str] = Lexicon()
        self.words = set(GENERAL_CAPITALS | FUNCTION_WORDS - NAMES_TOO)
        for word in words:
            parts = words_of(word)
            if len(parts) == 1:
                self.words.update((parts[0], f"{parts[0]}s"))
            elif parts:
                self.phrases.add(parts, word)

    def indices(self, text: Text) -> set[int]:
        """Words of a text that stand within an allowed phrase."""
        return {index for match in self.phrases.matches(text) for index in range(match.first, match.last + 1)}


def capitals(text: Text, taken: list[Span], corpus: Corpus, allowed: Allowed) -> Iterator[Span]:
    """Spans of probable names outside what other detectors have `taken`."""
    if not text.capitals:
        return
    free = _free(text, taken, allowed.indices(text))
    suspect = [index for index in free if _is_suspect(text, index, corpus, allowed)]
    for first, last in _runs(text, suspect, set(free), allowed):
        label = "place" if last > first and text.lows[last] in PLACE_NOUNS else "name?"
        doubt = "a place or a body" if label == "place" else "a capital that nothing explains"
        yield Span(text.starts[first], text.ends[last], label, "capitals", doubt=doubt)


def _free(text: Text, taken: list[Span], phrases: set[int]) -> list[int]:
    covered = sorted((span.start, span.end) for span in taken)
    free, place = [], 0
    for index in text.capitals:
        while place < len(covered) and covered[place][1] <= text.starts[index]:
            place += 1
        inside = any(start < text.ends[index] and text.starts[index] < end for start, end in covered[place : place + 3])
        if not inside and index not in phrases:
            free.append(index)
    return free


def _is_suspect(text: Text, index: int, corpus: Corpus, allowed: Allowed) -> bool:
    low = text.lows[index]
    if low in allowed.words or len(low) == 1 or _is_code(text, index):
        return False
    if text.starts_sentence(index):
        if low in FUNCTION_WORDS:
            return False
        after = text.lows[index + 1] if index + 1 < len(text.lows) else ""
        return corpus.often_a_name(low) or (bool(corpus.inside[low]) and after in PERSON_VERBS)
    return True


def _is_code(text: Text, index: int) -> bool:
    """Whether letters belong to a short code with digits: P45, KS2, 4G."""
    around = text.plain[max(0, text.starts[index] - 1) : text.starts[index]] + text.plain[text.ends[index] : text.ends[index] + 1]
    return len(text.words[index]) <= CODE_LETTERS and any(sign.isdigit() for sign in around)


def _runs(text: Text, suspect: list[int], free: set[int], allowed: Allowed) -> Iterator[tuple[int, int]]:
    """Suspect words that follow each other, with the capitals that belong to them."""
    position = 0
    while position < len(suspect):
        first = last = suspect[position]
        first = _reach_back(text, first, free, allowed)
        while (following := _reach_on(text, last, free)) > last:
            last = following
        yield first, last
        while position < len(suspect) and suspect[position] <= last:
            position += 1


def _reach_back(text: Text, first: int, free: set[int], allowed: Allowed) -> int:
    """An initial, or a content word at the start of the sentence, before an unexplained word belongs to it."""
    while first - 1 in free and _is_near(text, first) and not text.starts_sentence(first):
        low = text.lows[first - 1]
        if low in FUNCTION_WORDS or (low in allowed.words and low not in PLACE_NOUNS) or low.endswith("ly"):
            break
        first -= 1
    return first


def _reach_on(text: Text, last: int, free: set[int]) -> int:
    """The next capitalised word, also across a link word: Forest of Dean, St Mary-le-Bow."""
    for step in (1, 2, 3):
        index = last + step
        if index >= len(text.words) or not _is_near(text, index):
            break
        if index in free and not text.starts_sentence(index) and text.lows[index] not in ("i",):
            return index
        if text.lows[index] not in LINKS - {"s"} or text.words[index][0].isupper():
            break
    return last


def _is_near(text: Text, index: int) -> bool:
    gap = text.gap(index)
    return gap in (" ", "-", "'", " & ") or (gap in (". ", ".") and len(text.words[index - 1]) <= 2) or gap == "\n"

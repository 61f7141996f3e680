"""Passages that may be quoted: consented, decided, long enough to understand and short enough to stand alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from scripts.ground.models.analysis_plan import QuoteRules
from scripts.ground.models.codebook import Code
from scripts.qualitative.order import order_of_files
from scripts.qualitative.voices import Voice
from scripts.qualitative.wording import UNDECIDED, whole_sentences, word_count

ACTIVE = "active"
Row = dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """Whole sentences that coders gave a code, as they stand in the redacted turn."""

    person: str
    group: str
    code: Code
    document: str
    turn: int
    start: int
    end: int
    text: str
    words: int
    coders: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    file: int

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where it stands, by the order of files: the document's pseudonym would let the key decide between equals."""
        return self.file, self.turn, self.start, self.end

    def overlaps(self, other: Passage) -> bool:
        return (self.document, self.turn) == (other.document, other.turn) and self.start < other.end and other.start < self.end


def find_passages(
    voices: list[Voice],
    documents: list[Row],
    turns: list[Row],
    participants: list[Row],
    review_queue: list[Row],
    rules: QuoteRules,
) -> list[Passage]:
    """One passage a place and code; the same sentences given by two coders are one passage of both."""
    files = order_of_files(documents)
    texts = {(each["document"], each["turn"]): each["text"] for each in turns}
    willing = {each["pseudonym"] for each in participants if each["may_quote"] and each["standing"] == ACTIVE}
    waiting = _waiting(review_queue)
    same: dict[tuple[str, int, int, int, str], list[Voice]] = defaultdict(list)
    for voice in voices:
        place = (voice.document, voice.turn)
        span = whole_sentences(texts[place], voice.start, voice.end, rules.fewest_words, rules.most_words)
        if voice.person in willing and not voice.changed and span and _decided(texts[place], span, waiting[place]):
            same[*place, *span, voice.code.id].append(voice)
    return [
        _passage(texts[document, turn], start, end, given, files[document])
        for (document, turn, start, end, _), given in sorted(same.items())
    ]


def _waiting(review_queue: list[Row]) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Places nobody has decided on; an indirect identifier stands in the text until somebody does."""
    waiting: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for each in review_queue:
        if not each["decided"]:
            waiting[each["document"], each["turn"]].append((each["start"], each["end"]))
    return waiting


def _decided(text: str, span: tuple[int, int], waiting: list[tuple[int, int]]) -> bool:
    start, end = span
    return UNDECIDED not in text[start:end] and not any(begin < end and start < stop for begin, stop in waiting)


def _passage(text: str, start: int, end: int, given: list[Voice], file: int) -> Passage:
    one, words = given[0], text[start:end]
    return Passage(
        one.person, one.group, one.code, one.document, one.turn, start, end, words, word_count(words),
        tuple(sorted({each.coder for each in given})), tuple(sorted({each.row for each in given})), file,
    )  # fmt: skip

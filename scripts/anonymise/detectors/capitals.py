"""Names that no roster knows: whatever bears a capital that the language does not explain is masked until somebody decides.

- words the study allows (`disclosure.yaml`, phrases too) and general English capitals stand; so do single letters and codes
  such as P45,
- a capital inside a sentence is unexplained; at its start it is unexplained when the same word bears a capital inside a
  sentence elsewhere (and is no ordinary word, or more often a name than not), or when it is neither in the vocabulary nor
  anywhere in lower case in the corpus,
- whatever is masked here is queued, each name once, but for names that are certainly somebody's: after Mr, Mrs and the like, or a
  given name before a word that is no other; a person has nothing to decide there, the mask stays and stands in the log,
- an author cited with a year, a role made of ordinary words (Independent Reviewing Officers) stand,
- eponyms before the noun that makes them one (Likert scale), known acronyms, and titles made of ordinary words stand,
- unexplained words that follow each other are one name, with allowed words inside and after it ("Red Kite Housing"); an
  ordinary word at the start of the sentence belongs to it only if it is no small word ("The", "Yesterday").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from scripts.anonymise.benign import ACRONYMS, BENIGN, BENIGN_PHRASES, COMMON_SURNAMES, EPONYM_NOUNS, EPONYMS, TECHNICAL_NOUNS
from scripts.anonymise.detectors.roster import opens_with_person
from scripts.anonymise.general import (
    FUNCTION_WORDS,
    GENERAL_CAPITALS,
    NAMES_TOO,
    PERSON_VERBS,
    PLACE_NOUNS,
    ROLE_NOUNS,
    TITLE_NOUNS,
    TITLES,
)
from scripts.anonymise.given_names import GIVEN_NAMES
from scripts.anonymise.lexicon import Lexicon, words_of
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import is_ordinary, word_set

CODE_LETTERS = 3
NUMBERED = re.compile(r" \d{1,3}(?:\.\d+)?\b")
HOUSE_NUMBER = re.compile(
    r"(?:\b(?:Flat|Unit|Number|No\.?|Shed|Apartment|Plot|Block|Room|House|Caravan|Barge|Suite) )?\b(?!(?:19"
    r"|20)\d\d\b)(?<!\d/)\d{1,4}[A-Za-z]?,? $",
    re.IGNORECASE,
)
# "number nine Plover Close", "at twenty-two Rook Street"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
SAID_NUMBER = re.compile(
    rf"\b(?:(?:number|flat|unit|plot|house) )?"
    rf"(?:{_UNITS}|ten|eleven|twelve|\w{{3,5}}teen|(?:\w{{3,5}}ty)(?:[- ](?:{_UNITS}))?) $",
    re.IGNORECASE,
)
CITED = re.compile(r"(?:(?:,| and| &) [A-Z][\w'-]+){0,3}(?:,? et al\.?)?,? \((?:19|20)\d\d[a-z]?(?:[:,] ?pp?\.? ?\d+)?\)")
HEADING = re.compile(r"(?: [a-z]+){0,3} ?[:|]")
LONGEST_NUMBER = 28
LONGEST_ACRONYM = 6
LONGEST_BLANK = 6
LINKS = frozenset(("of", "the", "and", "upon", "on", "le", "de", "s"))
# small words that bodies are called by: Little Acorns Nursery
NAMING_BODIES = word_set("little new first great good fair next second")
TITLE_LINKS = word_set("of and for to the in")
BODY_NOUNS = PLACE_NOUNS | word_set(
    """
    housing trust association charity solicitors dental refuge fostering foundation group ltd limited llp partnership society club
    council services service agency home homes care consulting consultancy partners recruitment university practice hospitals
    medical homecare chambers advocacy counselling kindergarten playgroup academy academies federation union project
    """
)
# after these an unknown acronym is a body one works at
NAMING = word_set("named called surnamed nicknamed mr mrs ms miss dr manager worker colleague sister brother aunt uncle friend")
PLAIN_TITLES = word_set("mr mrs ms dr cllr mister missus")
PRONOUNS = word_set("it you we they i he she there the this that anyone anybody someone somebody everyone people")
FROM_A_PLACE = word_set("in from near to at")
AT_A_BODY = word_set("at in from to with by for of for joined left via inside within across near")
NAMING_BEFORE, DISTINCT_EPONYMS, FLOWING = TITLES | GIVEN_NAMES, EPONYMS - COMMON_SURNAMES, FUNCTION_WORDS | PERSON_VERBS
PEOPLE = word_set("women men children people carers parents girls boys mothers fathers veterans")
HYPHENATED = word_set(
    "led ish like style based wide type era only run trained born inspired specific approved level related driven"
)


class Corpus:
    """How the words of all texts are written: in lower case, or with a capital inside a sentence."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._texts = list(texts)

    @cached_property
    def lower(self) -> Counter[str]:
        """Words by how often they stand in lower case."""
        counts: Counter[str] = Counter()
        # only of words that bear a capital somewhere it is ever asked
        asked = {text.lows[index] for text in self._texts for index in text.capitals}
        for text in self._texts:
            counts.update(filter(asked.__contains__, text.words))
        return counts

    @cached_property
    def inside(self) -> Counter[str]:
        """Words (in lower case) by how often they bear a capital inside a sentence."""
        counts: Counter[str] = Counter()
        for text in self._texts:
            counts.update(text.inside)
        return counts

    def often_a_name(self, low: str, besides: int = 0) -> bool:
        """Whether a word that begins a sentence is probably a name, by its other places; `besides` those in doubt."""
        if low in FUNCTION_WORDS:
            return False
        if is_ordinary(low) or (self.lower[low] and low not in GIVEN_NAMES):
            return self.inside[low] - besides > self.lower[low]
        return True


class Allowed:
    """What may bear a capital: the study's words and phrases, and general English."""

    def __init__(self, words: Iterable[str], names: frozenset[str] = frozenset()) -> None:
        """`names` are the words that name people or bodies of this study: general lists do not excuse them."""
        self.phrases: Lexicon[str] = Lexicon()
        self.words = set(GENERAL_CAPITALS | FUNCTION_WORDS - NAMES_TOO) | (BENIGN - names)
        self.acronyms = ACRONYMS - names
        self.names = names
        for word in (*words, *BENIGN_PHRASES):
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
    lows, known = text.lows, allowed.words
    suspect = [index for index in free if lows[index] not in known and _is_suspect(text, index, corpus, allowed)]
    runs = list(_runs(text, suspect, set(free), allowed))
    if again := _again(text, runs, free, corpus, allowed):
        runs = list(_runs(text, sorted({*suspect, *again}), set(free), allowed))
    for first, last in runs:
        if _is_title(text, first, last, allowed):
            continue
        label = "body?" if last > first and text.lows[last] in BODY_NOUNS else "name?"
        doubt = "a place or a body" if label == "body?" else "a capital that nothing explains"
        if label == "name?" and _is_plain(text, first, last):
            doubt = ""
        start = text.starts[first]
        house = HOUSE_NUMBER.search(text.plain[max(0, start - 20) : start])
        if not house and last > first and text.lows[last] in PLACE_NOUNS:
            house = SAID_NUMBER.search(text.plain[max(0, start - LONGEST_NUMBER) : start])
        # "1150 Valentina:" is a time and a speaker
        is_speaker = text.gap(last + 1).startswith(":")
        if house and not is_speaker and not (first == last and text.lows[last] in EPONYM_NOUNS):
            start, label, doubt = start - len(house.group()), "place", ""
        elif (
            text.before(first) == "the"
            and text.words[first - 1] == "The"
            and (label == "body?" or not text.starts_sentence(first - 1))
        ):
            start = text.starts[first - 1]
        yield Span(start, _end(text, last), label, "capitals", doubt=doubt)


def _is_plain(text: Text, first: int, last: int) -> bool:
    """Whether a name is a person's beyond doubt: after a title, or a given name before a word that is no other."""
    if text.before(first) in PLAIN_TITLES:
        return True
    return last > first and text.lows[first] in GIVEN_NAMES and not is_ordinary(text.lows[last])


def _again(text: Text, runs: list[tuple[int, int]], free: list[int], corpus: Corpus, allowed: Allowed) -> list[int]:
    """Parts of a name of several words where they open a sentence: "Anton Fairweather ... Fairweather wouldn't"."""
    parts = {text.lows[index] for first, last in runs if last > first for index in range(first, last + 1)}
    parts = {low for low in parts if low not in allowed.words and low not in FUNCTION_WORDS and low not in BODY_NOUNS}
    return [index for index in free if text.lows[index] in parts and not corpus.lower[text.lows[index]]]


def _is_title(text: Text, first: int, last: int, allowed: Allowed) -> bool:
    """Whether several ordinary words are a thing's title: Signs of Safety, the Reflective Practice tool."""
    words = text.lows[first : last + 1]
    if any(word in allowed.names or word in GIVEN_NAMES or not (is_ordinary(word) or word in FUNCTION_WORDS) for word in words):
        return False
    after_capital = first > 0 and text.words[first - 1][0].isupper()
    if text.lows[last] in ROLE_NOUNS and (last > first or (after_capital and text.gap(first) == " ")):
        return True
    if after_capital and "," in text.gap(first):
        # "via Diss, Ware and Deal"
        return False
    if text.before(first) in FROM_A_PLACE and not (TITLE_LINKS - {"and"}) & {*text.words[first : last + 1]}:
        # "had worked in Sale and Street"
        return False
    if text.lows[last] in BODY_NOUNS and text.lows[last] not in TITLE_NOUNS:
        return False
    return len(words) > 1 and (
        text.after(last) in TITLE_NOUNS or words[-1] in TITLE_NOUNS or bool(TITLE_LINKS & {*text.words[first : last + 1]})
    )


def _end(text: Text, last: int) -> int:
    """The end of a name, with a tail that a hyphen binds to it: Search-ah, but not Shanice-led."""
    after = text.after(last)
    if after and text.gap(last + 1) == "-" and after not in HYPHENATED and (len(after) <= CODE_LETTERS or not is_ordinary(after)):
        return text.ends[last + 1]
    return text.ends[last]


def _free(text: Text, taken: list[Span], phrases: set[int]) -> list[int]:
    length = len(text.plain)
    covered = [*((span.start, span.end) for span in taken), (length, length + 1)]
    free, place = [], 0
    for index in text.capitals:
        start = text.starts[index]
        while covered[place][1] <= start:
            place += 1
        # covered stretches are disjoint: the first that ends behind the word decides
        if covered[place][0] >= text.ends[index] and index not in phrases:
            free.append(index)
    return free


def _is_suspect(text: Text, index: int, corpus: Corpus, allowed: Allowed) -> bool:
    low, word = text.lows[index], text.words[index]
    if len(low) == 1 or _is_code(text, index):
        return False
    if word.isupper() or (word[:-1].isupper() and word.endswith("s")):
        return _is_strange_acronym(text, index, allowed)
    if sum(map(str.isupper, word)) > 1 and (low in allowed.acronyms or (low.endswith("s") and low[:-1] in allowed.acronyms)):
        # DoLS, DfE, MoJ
        return False
    # "Petronella Osgood": whoever is called so is no eponym
    is_called = text.before(index) in allowed.names and text.gap(index) == " "
    if (
        low not in allowed.names
        and not is_called
        and (_is_eponym(text, index) or _is_numbered(text, index) or _is_cited(text, index))
    ):
        return False
    if not text.starts_sentence(index):
        return not _is_unmarked_start(text, index, corpus, allowed)
    if low in FUNCTION_WORDS:
        return False
    if is_ordinary(low):
        return (corpus.often_a_name(low) or low in GIVEN_NAMES) and opens_with_person(text, index)
    return corpus.often_a_name(low)


def _is_numbered(text: Text, index: int) -> bool:
    """Whether an ordinary word bears a number: Regulation 24, Standard 4."""
    low = text.lows[index]
    number = text.gap(index + 1)
    return is_ordinary(low) and low not in GIVEN_NAMES and NUMBERED.match(number) is not None


def _is_cited(text: Text, index: int) -> bool:
    """Whether an author is cited by family name and year: Munro (2011), Hart et al. (2004)."""
    return text.lows[index] not in GIVEN_NAMES and CITED.match(text.plain, text.ends[index]) is not None


def _is_unmarked_start(text: Text, index: int, corpus: Corpus, allowed: Allowed) -> bool:
    """Whether an ordinary word begins a sentence that no full stop marks, as in dictated text."""
    low = text.lows[index]
    if low in NAMES_TOO:
        return text.after(index) in PRONOUNS
    # "Grants template"
    is_owner = low in allowed.names or (low.endswith("s") and low[:-1] in allowed.names)
    if low in GIVEN_NAMES or is_owner or not is_ordinary(low) or corpus.often_a_name(low, besides=1):
        return False
    before = text.before(index)
    capital_after = index + 1 < len(text.words) and text.words[index + 1][0].isupper()
    capital_before = index > 0 and text.words[index - 1][0].isupper()
    if "\n" in text.gap(index) and HEADING.match(text.plain, text.ends[index]):
        # the heading of a line: "Log opened: ...", "Baseline | 17"
        return True
    flows = text.gap(index) in (" ", "\n") and not capital_after and not capital_before
    return flows and before not in FLOWING and before not in NAMING


def _is_strange_acronym(text: Text, index: int, allowed: Allowed) -> bool:
    """Whether capitals alone are no known acronym and no shouted word, but somebody or some body."""
    low = text.lows[index]
    if low in allowed.acronyms or (low.endswith("s") and low[:-1] in allowed.acronyms):
        return False
    if is_ordinary(low):
        return False
    if len(low) > LONGEST_ACRONYM:
        return True
    after = text.after(index)
    stands_alone = index + 1 == len(text.words) or bool(text.gap(index + 1).strip()) or after in FUNCTION_WORDS
    return (
        (text.before(index) in AT_A_BODY and stands_alone)
        or (after in PERSON_VERBS and text.gap(index + 1) == " ")
        or (after == "s" and text.gap(index + 1) == "'")
    )


def _is_eponym(text: Text, index: int) -> bool:
    """Whether somebody's name stands for a thing: the Likert scale, Maslow's hierarchy, a Bonferroni step."""
    low = text.lows[index]
    nouns = EPONYM_NOUNS if low in EPONYMS else TECHNICAL_NOUNS
    if text.before(index) in NAMING_BEFORE or (low in GIVEN_NAMES and low not in EPONYMS):
        return False
    if low in DISTINCT_EPONYMS:
        return True
    if low in EPONYMS and text.gap(index) == "-" and text.before(index) in EPONYMS:
        return True
    for ahead in range(index + 1, min(index + 4, len(text.words))):
        gap = text.gap(ahead)
        if len(gap) > 3 or gap.strip() not in ("", "-", "'"):
            return False
        word = text.lows[ahead]
        if word in nouns:
            return True
        # two discoverers, an adjective between: Mann-Whitney test, Bonferroni corrected step
        if not (word == "s" or word in EPONYMS or (ahead == index + 1 and text.words[ahead].islower() and low in EPONYMS)):
            return False
    return False


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
        if text.lows[last] in BODY_NOUNS:
            first = _reach_body(text, first, free)
        yield first, last
        while position < len(suspect) and suspect[position] <= last:
            position += 1


def _reach_back(text: Text, first: int, free: set[int], allowed: Allowed) -> int:
    """An initial, or a content word at the start of the sentence, before an unexplained word belongs to it."""
    while first - 1 in free and _is_near(text, first) and not text.starts_sentence(first):
        low = text.lows[first - 1]
        if text.gap(first) == "-" and len(low) > 1:
            # Shona-Leigh: half of a name, whatever else the word means
            first -= 1
            continue
        small = low in FUNCTION_WORDS and (text.starts_sentence(first - 1) or low in LINKS or len(low) == 1)
        if small or (low in allowed.words and low not in FUNCTION_WORDS and low not in PLACE_NOUNS) or low.endswith("ly"):
            break
        first -= 1
    return first


def _reach_body(text: Text, first: int, free: set[int]) -> int:
    """The capitals before the last word of a body's name are its name, ordinary as they may be: Pinecrest Care Home."""
    while first - 1 in free and _is_near(text, first) and not text.starts_sentence(first):
        if text.starts_sentence(first - 1) and text.lows[first - 1] in FUNCTION_WORDS - NAMING_BODIES:
            break
        first -= 1
    return first


def _reach_on(text: Text, last: int, free: set[int]) -> int:
    """The next capitalised word, also across a link word: Forest of Dean, St Mary-le-Bow, Millrace Women's Refuge."""
    for step in (1, 2, 3):
        index = last + step
        if index >= len(text.words) or not _is_near(text, index):
            break
        if index in free and not text.starts_sentence(index) and text.lows[index] not in ("i",):
            return index
        owns = (
            text.lows[index] == "s"
            and text.gap(index) == "'"
            and (text.after(index) in BODY_NOUNS or (text.lows[index - 1] in PEOPLE and index + 1 in free))
        )
        if not owns and (text.lows[index] not in LINKS - {"s"} or text.words[index][0].isupper()):
            break
    return last


def _is_near(text: Text, index: int) -> bool:
    gap = text.gap(index)
    if not gap.strip():
        return 0 < len(gap) <= LONGEST_BLANK and gap.count("\n") < 2
    return gap in ("-", "'", " & ") or (gap in (". ", ".") and len(text.words[index - 1]) <= 2)

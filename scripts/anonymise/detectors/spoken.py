"""Numbers and names said aloud: "zero double seven ...", "R-A-H-I-M-I", "foxtrot romeo oscar", "B for Bertie".

- six or more spoken digits that follow each other are an identifier; their count and check digit say which,
- letters said one by one are a name when they spell one of the roster (one slip allowed), or when there are four at least and
  they spell no acronym; a telephone alphabet needs three letters,
- letters before and after the digits belong to them ("S W nine two five ...").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scripts.anonymise.benign import ACRONYMS
from scripts.anonymise.detectors.patterns import NHS_DIGITS, is_nhs_number
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

DIGITS = {
    "zero": 0, "oh": 0, "o": 0, "nought": 0, "naught": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "niner": 9,
}  # fmt: skip
REPEATS = {"double": 2, "treble": 3, "triple": 3}
# numbers of several digits: "eight ten", "forty five", "nine hundred"
TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9",
}  # fmt: skip
HUNDREDS = {"hundred": "00", "thousand": "000"}
SAID = frozenset((*DIGITS, *REPEATS, *TEENS, *TENS, *HUNDREDS))
# what speakers put between the digits of one number
HESITATIONS = word_set("erm er um uh ah sorry no wait hang on then yeah so okay again hold let me think")
MOST_HESITATIONS = 3
POSTCODE_DIGITS = (2, 3)
# letters as they sound
LETTER_SOUNDS = {
    "ess": "s", "tee": "t", "bee": "b", "dee": "d", "jay": "j", "kay": "k", "ell": "l", "em": "m", "en": "n", "pee": "p",
    "cue": "q",
    "ar": "r", "vee": "v", "wye": "y", "zed": "z", "aitch": "h", "eff": "f",
}  # fmt: skip
FEWEST_DIGITS = 6
PHONE_DIGITS = (10, 11, 12, 13)
REGISTRATION_DIGITS = (6, 7)
ALPHABET = {
    word: word[0]
    for word in word_set(
        """
        alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar
        papa quebec romeo
        sierra tango uniform victor whiskey whisky xray yankee zulu
        """
    )
}
BETWEEN = re.compile(r"[ \t]?(?:[-,./–]|\.\.\.)?[ \t]*\r?\n?[ \t]*")
LIKE = (("for",), ("as", "in"), ("like",), ("as",))
JOINTS_SAID = ("dash", "hyphen", "space", "apostrophe", "then", "capital")
GOING_ON = frozenset((*JOINTS_SAID, "for", "as", "like"))
FEWEST_LETTERS, FEWEST_SURE = 3, 4
LONGEST_NAME = 40

# sounds that are nothing else, and those that are words too: "oh kay oh en jay oh", "en gee oh zed ay"
SOUNDS = {
    **LETTER_SOUNDS,
    "gee": "g",
    "cee": "c",
    "haitch": "h",
    "ef": "f",
    "el": "l",
    "es": "s",
    "ay": "a",
    "zee": "z",
    "ex": "x",
}
WORD_SOUNDS = {
    "oh": "o", "ee": "e", "eye": "i", "see": "c", "sea": "c", "you": "u", "are": "r", "be": "b", "tea": "t", "why": "y",
    "queue": "q", "pea": "p", "aye": "i",
}  # fmt: skip
FEWEST_SOUNDS = 3

# who a spelled-out name belongs to: pseudonyms and whether it is an organisation
Whose = Callable[[str], tuple[tuple[str, ...], str]]


def spoken(text: Text, whose: Whose) -> list[Span]:
    """Spans of spoken numbers and spelled-out names."""
    return [*_numbers(text), *_spelled(text, whose), *_sounded(text, whose)]


def _numbers(text: Text) -> Iterator[Span]:
    places = text.places_of(SAID)
    position = 0
    while position < len(places):
        first = last = places[position]
        position += 1
        while position < len(places) and _follows(text, last, places[position]):
            last = places[position]
            position += 1
        digits = _digits([low for low in text.lows[first : last + 1] if low in SAID])
        if len(digits) >= FEWEST_DIGITS:
            yield _number(text, first, last, digits)
        elif len(digits) in POSTCODE_DIGITS and (postcode := _postcode(text, first, last)):
            yield postcode


def _follows(text: Text, last: int, index: int) -> bool:
    """Whether a digit goes on with a number, maybe after "erm" or "no, sorry"."""
    between = range(last + 1, index)
    return (
        len(between) <= MOST_HESITATIONS
        and all(text.lows[place] in HESITATIONS for place in between)
        and all(_goes_on(text, place) for place in range(last + 1, index + 1))
    )


def _postcode(text: Text, first: int, last: int) -> Span | None:
    """A postcode said aloud: "S K ten, four Q Z"."""
    start, end = first, last
    while start > max(0, first - 2) and len(text.words[start - 1]) == 1 and _goes_on(text, start):
        start -= 1
    while end < min(len(text.words) - 1, last + 2) and len(text.words[end + 1]) == 1 and _goes_on(text, end + 1):
        end += 1
    if start == first or end != last + 2 or text.lows[start] == "a" or text.lows[end] in ("a", "i"):
        return None
    return Span(text.starts[start], text.ends[end], "postcode", "spoken")


def _digits(words: list[str]) -> list[int]:
    said = ""
    times = 1
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in REPEATS:
            times = REPEATS[word]
            continue
        if word in TENS:
            said += TENS[word] + ("" if DIGITS.get(following) else "0")
        else:
            said += (str(DIGITS[word]) * times) if word in DIGITS else TEENS.get(word) or HUNDREDS[word]
        times = 1
    return [int(sign) for sign in said]


def _number(text: Text, first: int, last: int, digits: list[int]) -> Span:
    start = first
    while start > max(0, first - 4) and _is_letter(text, start - 1) and _goes_on(text, start):
        start -= 1
    letters = "".join(
        LETTER_SOUNDS.get(low, "" if low == "double" else "w" if low == "u" else low) for low in text.lows[start:first]
    )
    end = last
    if letters and last + 1 < len(text.words) and _is_letter(text, last + 1) and _goes_on(text, last + 1) and len(letters) == 2:
        end += 1 if letters not in ("sw",) and text.words[last + 1].isupper() else 0
    label = "number"
    if letters in ("sw", "swe") or (letters == "s" and len(digits) in REGISTRATION_DIGITS):
        label = "registration number"
    elif letters:
        label = "NI number" if end > last else "case reference"
    elif len(digits) == NHS_DIGITS and is_nhs_number(digits):
        label = "NHS number"
    elif len(digits) in PHONE_DIGITS and (digits[0] == 0 or digits[:2] == [4, 4]):
        label = "phone"
    doubt = "a long number of unknown kind" if label == "number" else ""
    return Span(text.starts[start], text.ends[end], label, "spoken", doubt=doubt)


def _is_letter(text: Text, index: int) -> bool:
    word = text.words[index]
    low = word.lower()
    said = low in LETTER_SOUNDS or low in ("sw", "swe") or (low == "u" and text.before(index) == "double")
    return (
        said
        or (low == "double" and text.after(index) == "u")
        or (len(word) == 1 and word.upper() not in ("I", "A") and (word.isupper() or text.gap(index) == " "))
    )


def _goes_on(text: Text, index: int) -> bool:
    return bool(BETWEEN.fullmatch(text.gap(index)))


def _spelled(text: Text, whose: Whose) -> Iterator[Span]:
    begin = {*text.places_of({low for low in text.vocabulary if len(low) == 1} | ALPHABET.keys()), *_doubled(text)}
    done = -1
    for index in sorted(begin):
        if index > done and (index + 1 in begin or text.after(index) in GOING_ON or text.lows[index] in REPEATS):
            letters, last, aloud = _letters(text, index)
            if len(letters) >= FEWEST_LETTERS:
                done = last
                found = _name(text, index, last, letters, aloud, whose)
                if found:
                    yield found


def _sounded(text: Text, whose: Whose) -> Iterator[Span]:
    """Names spelled by the sounds of their letters."""
    done = -1
    for index in text.places_of(SOUNDS.keys()):
        first = last = index
        while first > done + 1 and first and _sound(text.lows[first - 1]) and _goes_on(text, first):
            first -= 1
        while last + 1 < len(text.words) and _sound(text.lows[last + 1]) and _goes_on(text, last + 1):
            last += 1
        letters = "".join(_sound(low) for low in text.lows[first : last + 1])
        pure = sum(low in SOUNDS for low in text.lows[first : last + 1])
        if index <= done or len(letters) < FEWEST_LETTERS:
            continue
        done = last
        who, label = whose(letters)
        if who:
            yield Span(text.starts[first], text.ends[last], label, "spelled out", who)
        elif pure >= FEWEST_SOUNDS and len(letters) >= FEWEST_SURE:
            yield Span(text.starts[first], text.ends[last], "name?", "spelled out", doubt="letters that may spell a name")


def _sound(low: str) -> str:
    return low if len(low) == 1 else SOUNDS.get(low) or WORD_SOUNDS.get(low, "")


def _doubled(text: Text) -> list[int]:
    return [index for index in text.places_of(REPEATS.keys()) if len(text.after(index)) == 1]


def _letters(text: Text, first: int) -> tuple[str, int, bool]:
    """The letters said from a word on, the last word of them, whether a telephone alphabet was used."""
    letters, last, aloud, index = [], first, False, first
    while index < len(text.words) and (index == first or _goes_on(text, index)):
        if index > first and text.lows[index] in JOINTS_SAID:
            index += 1
            continue
        if index > first and (aside := _aside(text, index)):
            index += aside
            continue
        step, said, from_alphabet = _letter(text, index)
        if not said:
            break
        letters.append(said)
        aloud |= from_alphabet
        last = index + step - 1
        index += step
    return "".join(letters), last, aloud


def _aside(text: Text, index: int) -> int:
    """How many words say what a letter bears: "s with a tail", "i to bach", "o with the two dots"."""
    if text.lows[index] == "to" and text.after(index) == "bach":
        return 2
    if text.lows[index] == "with" and text.after(index) in ("a", "an", "the"):
        for step in (3, 4, 5):
            if (
                index + step < len(text.words)
                and len(text.words[index + step]) == 1
                and text.lows[index + step] not in ("a", "i")
            ):
                return step
    return 0


def _letter(text: Text, index: int) -> tuple[int, str, bool]:
    low = text.lows[index]
    if low in REPEATS and len(text.after(index)) == 1:
        return 2, text.after(index) * REPEATS[low], False
    if len(low) == 1:
        for words in LIKE:
            ahead = text.lows[index + 1 : index + 2 + len(words)]
            if len(ahead) == len(words) + 1 and tuple(ahead[:-1]) == words and ahead[-1].startswith(low) and len(ahead[-1]) > 1:
                return 2 + len(words), low, True
        return 1, low, False
    return (1, ALPHABET[low], True) if low in ALPHABET else (0, "", False)


def _name(text: Text, first: int, last: int, letters: str, aloud: bool, whose: Whose) -> Span | None:
    if len(letters) > LONGEST_NAME:
        return None
    who, label = whose(letters)
    if not who and text.lows[first] in ("a", "i") and text.gap(first + 1).strip() == "":
        # "the name is a ..." and "I B M": the first letter may be a word
        who, label = whose(letters[1:])
        first, letters = first + 1, letters[1:]
    start, end = text.starts[first], text.ends[last]
    if who:
        return Span(start, end, label, "spelled out", who)
    if (len(letters) >= FEWEST_SURE or (aloud and len(letters) >= FEWEST_LETTERS)) and letters not in ACRONYMS:
        return Span(start, end, "name?", "spelled out", doubt="letters that may spell a name")
    return None

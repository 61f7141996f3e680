"""Names of the roster and of organisations as somebody misheard or mistyped them.

- a word that is no word of the language and resembles a name: one slip of typing (a letter more, less, another, two swapped) in
  names of five letters and more, two in long ones,
- a name cut in two by a blank ("Cold brook") or a part of a run-together word ("meetingzielinski", "Drewish"),
- whom a masked capital means: by the same slips, by a short form or a piece of the name, or by how it sounds (Eefa for Aoife).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache

from scripts.anonymise.general import FUNCTION_WORDS
from scripts.anonymise.given_names import GIVEN_NAMES
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import is_ordinary, is_word

ONE_SLIP, TWO_SLIPS = 5, 9
# longer ones are logins and run-together names
LONGEST_SLIPPED = 14
SHORTEST_PART, SHORTEST_PIECE, SHORTEST_STEM, SHORTEST_CUT = 5, 3, 4, 2
LAST_SIGN = chr(0x10FFFF)
LONGEST = 40
# sounds that several words together must share with a name
SURE_SOUNDS = 3
# of a name written as it sounds
MOST_SYLLABLES, LONGEST_SYLLABLE = 3, 6
# of 100: one letter at least is the same
LEAST_ALIKE = 15
ENDINGS = ("ish", "esque", "ism", "isms", "ite", "ites", "ian", "like", "led")
CUT = re.compile(r"[ \t-]|-?\r?\n[ \t]*")

# name in lower case → its owners and whether they are people or organisations
Names = Mapping[str, tuple[tuple[str, ...], str]]


class Likeness:
    """Who may be meant by a word that is no name as it stands."""

    def __init__(self, names: Names, stems: Names, given: Iterable[str], called: Mapping[str, set[str]]) -> None:
        """`names` of people and organisations, `stems` of organisations only, `given` names as the roster has them."""
        self._names, self._stems = names, stems
        self._slipped = sorted(name for name in names if ONE_SLIP <= len(name) <= LONGEST_SLIPPED)
        people = [name for name, (_, label) in names.items() if label == "person"]
        self._ordered, self._people, self._turned = sorted(names), sorted(people), sorted(name[::-1] for name in people)
        self._close, self._one = cache(self._find_close), cache(self._find_one)
        # whom a word of a text means, in any spelling: asked once for each word of all texts
        self.slip = cache(self._find_slip)
        # words that turned out to mean nobody, and names as they are written, which other detectors find
        self.plain = set(names)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        for name in given:
            for sound in sounds(name):
                self._sounds[sound].add(name)
        # words that long names begin with, as far as texts hold them, and the words of texts that were looked at
        self._heads: set[str] = set()
        self._looked_at: set[str] = set()
        # the initials of those whom names mean: "Ferriby, J."
        self.first_letters = {who: {name[0] for name in names} for who, names in called.items()}
        self._parts = {name for name in names if len(name) >= SHORTEST_PART and not is_word(name)}

    def close(self, low: str) -> tuple[tuple[str, ...], str]:
        """Owners of the names that a word resembles in spelling, and their label."""
        return self._close(low) if SHORTEST_STEM <= len(low) <= LONGEST else ((), "")

    def _find_close(self, low: str) -> tuple[tuple[str, ...], str]:
        if low in self._names:
            return self._names[low]
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 2 if len(low) >= TWO_SLIPS - 2 else 1
        near = process.extract_iter(low, self._slipped, scorer=OSA.distance, score_cutoff=most)
        found = [(name, int(slips)) for name, slips, _ in near if slips <= _allowed(name, low)]
        best = min((slips for _, slips in found), default=0)
        return self._owners(name for name, slips in found if slips == best)

    def _owners(self, names: Iterable[str]) -> tuple[tuple[str, ...], str]:
        owners: dict[str, set[str]] = defaultdict(set)
        for name in names:
            who, label = self._names[name]
            owners[label].update(who or ("",))
        if not owners:
            return (), ""
        label = "person" if "person" in owners else min(owners)
        return tuple(sorted(owners[label] - {""})), label

    def _find_slip(self, low: str) -> tuple[tuple[str, ...], str]:
        """Whom a word means that is no word of the language."""
        if not SHORTEST_STEM <= len(low) <= LONGEST or low in FUNCTION_WORDS or is_ordinary(low, compounds=False):
            return (), ""
        found = self.close(low)
        return found if found[1] or len(low) < SHORTEST_PART + 2 else self.holds_name(low)

    def holds_name(self, low: str) -> tuple[tuple[str, ...], str]:
        """Owners of a name that a run-together word begins or ends with."""
        for ending in ENDINGS:
            if low.endswith(ending) and low[: -len(ending)] in self._names:
                return self._names[low[: -len(ending)]]
        for at in range(len(low) - SHORTEST_PIECE, SHORTEST_PART - 1, -1):
            for part in (low[:at], low[-at:]):
                if part in self._parts:
                    return self._names[part]
        return (), ""

    def meant(self, words: list[str]) -> tuple[tuple[str, ...], str]:
        """Whom a masked run of capitals means, if that can be told."""
        if len(words) > 1:
            whole = "".join(words)
            found = self.close(whole)
            found = found if found[0] else self._by_sound(whole, SURE_SOUNDS)
            found = found if found[0] else self._by_ends(whole, words[-1])
            if found[0]:
                return found
        each = [self._one(word) for word in words]
        if not each or not all(who for who, _ in each) or len({label for _, label in each}) > 1:
            return (), ""
        together = set.intersection(*(set(who) for who, _ in each))
        return tuple(sorted(together)), each[0][1] if together else ""

    def _by_ends(self, whole: str, tail: str) -> tuple[tuple[str, ...], str]:
        """Owners of the one name that begins as several words do and ends with the last of them: "Chris Tobal" for Chrystobal."""
        names = {name for name in self._ending(tail) if name[:2] == whole[:2]}
        return self._owners(names) if len(names) == 1 else ((), "")

    def _ending(self, tail: str) -> list[str]:
        """Names of people that end so, and are longer."""
        found = _beginning(self._turned, tail[::-1]) if len(tail) >= SHORTEST_STEM else []
        return [turned[::-1] for turned in found if len(turned) > len(tail)]

    def _find_one(self, word: str) -> tuple[tuple[str, ...], str]:
        found = self.close(word)
        if not found[0] and word not in GIVEN_NAMES:
            found = self._by_piece(word)
        return found if found[0] or word in GIVEN_NAMES else self._by_sound(word)

    def _by_piece(self, word: str) -> tuple[tuple[str, ...], str]:
        """A stem's first letters ("Brack's"), a name's first or last ones ("Rahman", "Josie")."""
        if len(word) >= SHORTEST_STEM:
            bodies = {name for name in self._stems if name.startswith(word)}
            if bodies:
                return self._owners(bodies)
        bare = word[:-2] if word.endswith("ie") else word[:-1] if word.endswith(("y", "i", "s", "z", "o", "a")) else word
        begun = _beginning(self._people, bare) if len(bare) >= SHORTEST_PIECE else []
        people = {name for name in {*begun, *self._ending(word)} if len(name) > max(len(word), len(bare))}
        # a name and its plural are one
        return self._owners(people) if len({self._names[name][0] for name in people}) == 1 else ((), "")

    def _by_sound(self, word: str, fewest: int = 2, said: str = "") -> tuple[tuple[str, ...], str]:
        """Owners of the given name that sounds alike; of several, the one spelt most alike."""
        sound = said or heard(word)
        names = self._sounds.get(sound, set()) if len(sound) >= fewest else set()
        if not names:
            return (), ""
        from rapidfuzz import fuzz

        near = sorted(((fuzz.ratio(word, name), name) for name in names if len(word) < 2 * len(name) + 2), reverse=True)
        if not near or near[0][0] < LEAST_ALIKE or (len(near) > 1 and near[0][0] == near[1][0]):
            return (), ""
        return self._owners([near[0][1]])

    def cut_names(self, text: Text) -> Iterator[Span]:
        """Names that a blank or a line break parts."""
        lows, last = text.lows, len(text.lows) - 1
        for head, places in text.places(self._heads_among(text.vocabulary)):
            for index in places:
                tail = lows[index + 1] if index < last else ""
                whole = head + tail if len(tail) >= SHORTEST_CUT else ""
                if len(whole) > ONE_SLIP and whole in self._names and CUT.fullmatch(text.gap(index + 1)):
                    is_name = text.words[index][0].isupper() or not (is_ordinary(head) and is_ordinary(tail))
                    if is_name:
                        who, label = self._names[whole]
                        yield Span(text.starts[index], text.ends[index + 1], label, "misspelt", who)

    def _heads_among(self, words: Set[str]) -> Set[str]:
        """Words that a long name begins with; all that were found so far, for a text knows which of them it holds."""
        new = words - self._looked_at
        self._looked_at |= new
        self._heads |= {
            word
            for word in new
            if len(word) >= SHORTEST_CUT
            and any(len(name) > max(ONE_SLIP, len(word) + 1) for name in _beginning(self._ordered, word))
        }
        return self._heads

    def sounded_names(self, text: Text) -> Iterator[Span]:
        """Given names written as they sound, with hyphens: See-o-mara, Nigh-am."""
        gaps = text.gaps
        for index in text.capitals if "-" in text.plain else ():
            if gaps[index + 1] != "-":
                continue
            last = index
            while last - index < MOST_SYLLABLES and last + 1 < len(text.words) and text.gap(last + 1) == "-":
                last += 1
            parts = text.lows[index : last + 1]
            if (
                last == index
                or parts[0] in self._names
                or not all(map(str.islower, text.words[index + 1 : last + 1]))
                or max(map(len, parts)) > LONGEST_SYLLABLE
            ):
                continue
            if text.starts_sentence(index) and all(is_ordinary(part) for part in parts) and last == index + 1:
                # "Check-in was late"
                continue
            who, label = self._by_sound(
                "".join(parts), said=heard(parts[0]) + "".join(heard(part).strip("A") for part in parts[1:])
            )
            if who:
                yield Span(text.starts[index], text.ends[last], label, "misspelt", who)


def misspelt(text: Text, likeness: Likeness, allowed: Set[str]) -> list[Span]:
    """Spans of names with slips."""
    spans = [*likeness.cut_names(text), *likeness.sounded_names(text)]
    new = text.vocabulary - likeness.plain
    likeness.plain.update(low for low in new if not likeness.slip(low)[1])
    for low, places in text.places(new - likeness.plain - allowed):
        who, label = likeness.slip(low)
        spans += [Span(text.starts[index], text.ends[index], label, "misspelt", who) for index in places]
    return spans


def _beginning(ordered: list[str], start: str) -> list[str]:
    """Of words in their order those that begin so."""
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + LAST_SIGN)]


def _allowed(name: str, low: str) -> int:
    """Slips that a name of this length may bear; another first letter counts for one more."""
    if low in GIVEN_NAMES:
        # a name in its own right: Marian is not a mistyped Marina
        return 0
    most = 2 if len(name) >= TWO_SLIPS else 1
    return most if same_start(name, low) or name[:2] == low[1::-1] or name[1:2] == low[:1] else most - (len(name) < TWO_SLIPS - 2)


def same_start(name: str, low: str) -> bool:
    """Whether two words begin alike, or with vowels that are easily mistaken: Efeoma for Ifeoma."""
    return name[0] == low[0] or (name[0] in "aeiou" and low[0] in "aeiou" and name[1:3] == low[1:3])


# sounds of letters, by the spelling of English and of the languages that English ears mishear most
ENGLISH = (
    (r"tch", "S"), (r"ck", "K"), (r"ph", "F"), (r"gh(?=[aeiou])", "K"), (r"gh", ""), (r"wh", "w"), (r"kn", "N"),
    (r"^x", "S"), (r"[sc]h|zh", "S"),
    (r"th", "T"), (r"c(?=[eiy])", "S"), (r"x", "KS"), (r"q", "K"), (r"dg", "J"), (r"g(?=[eiy])", "J"),
)  # fmt: skip
IRISH = (
    (r"[bm]h", "F"), (r"(?<=.)[dg]h", ""), (r"[dg]h", "K"), (r"s(?=[ei])|sh", "S"), (r"ch", "K"), (r"fh", ""), (r"th", ""),
    (r"c", "K"), (r"adh?g", "aK"),
)  # fmt: skip
POLISH = ((r"sz|rz|cz|dz|z(?=eg)", "S"), (r"ch", "K"), (r"w", "F"), (r"j", "y"), (r"c", "S"))
WELSH = ((r"ff", "F"), (r"f", "F"), (r"dd", "T"), (r"ll", "L"), (r"si", "S"), (r"c", "K"), (r"rh", "R"))
# English ears make "cl" or "fl" of the first sound of Llinos
WELSH_HEARD = ((r"^ll", "KL"), *WELSH)
NASAL_START = re.compile("[nm][^aeiouy]")
CONSONANTS = str.maketrans("bpfvckgqsxzjdtlrmn", "PPFFKKKKSSSSTTLRMN")


@cache
def sounds(word: str) -> frozenset[str]:
    """The consonants a word sounds of, with A for a vowel at its start; several readings of one spelling."""
    found = {_skeleton(word, rules) for rules in (ENGLISH, IRISH, POLISH, WELSH, WELSH_HEARD)}
    # English ears put a vowel before Nkechi and Mbeki
    return frozenset(found | {f"A{sound}" for sound in found if NASAL_START.match(word)})


def heard(word: str) -> str:
    """The consonants of a word as somebody English wrote it down."""
    return _skeleton(word, ENGLISH)


def _skeleton(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    start = "A" if word[:1] in "aeiouy" else ""
    for pattern, sound in rules:
        word = re.sub(pattern, sound, word)
    heard = re.sub("[^A-Z]", "", word.translate(CONSONANTS).replace("J", "S"))
    return start + re.sub(r"(.)\1+", r"\1", heard)

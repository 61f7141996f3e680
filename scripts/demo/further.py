"""People beyond the written cast: their names, what they answer to open questions, their projects and interviews.

- Names are drawn from syllables, so they belong to nobody; some come twice, as in life.
- Texts are mixed from written ones, sentence by sentence or turn by turn, and keep their coding marks.
- A cohort of the size of the cast has none of them: its files stay as they are.
"""

from __future__ import annotations

import random
import re
from itertools import zip_longest

from scripts.demo.prose import Document, read_prose
from scripts.ground.vocabulary import is_ordinary, rarer_words

GIVEN_BEGINS = "Al Be Bri Ca Co Da De El Fa Ga Ha Is Jo Ka La Le Ma Mi Na Ne Or Pa Ra Ro Sa Se Ta Te Va Ze"
GIVEN_ENDS = "bert dra drin la len lia lin lo mar mina na ndra nia ra ric rin sa son ta tha via vin wen zia"
FAMILY_BEGINS = "Ash Bar Black Bram Crad Dun East Fen Gar Hax Hol Ing Kel Lan Mar Nor Ost Pen Quil Rams Sed Thor Ul Wex Yar"
FAMILY_MIDDLES = "a be ck de er i le ming ning o ra ro sing ter u wa"
FAMILY_ENDS = "bourne by combe croft dale don field fold ford gate ham hurst ley lock more nell ridge shaw stead ton well wick"
SENTENCE = re.compile(r"(?<=[.!?]) ")
RESPONDING = 0.5  # share that answers an open question, about that of the cast


def draw_name(draw: random.Random) -> tuple[str, str]:
    """Given and family name."""
    return _invented(draw, GIVEN_BEGINS, GIVEN_ENDS), _invented(draw, FAMILY_BEGINS, FAMILY_MIDDLES, FAMILY_ENDS)


def mix_answers(written: list[str], keys: list[str], draw: random.Random) -> dict[str, str]:
    """Answer by person, of one or two written sentences; the others leave the question blank."""
    sentences = [sentence for answer in written for sentence in SENTENCE.split(answer)]
    return {key: " ".join(draw.sample(sentences, draw.randint(1, 2))) for key in keys if draw.random() < RESPONDING}


def mix_interviews(keys: list[str], draw: random.Random) -> list[Document]:
    """An interview a person; each question comes with the answers that somebody of the cast gave to it."""
    written = [_exchanges(each) for each in read_prose("participant interview")]
    columns = [[each for each in column if each] for column in zip_longest(*written, fillvalue=())]
    return [Document(f"interview-{key}", "participant interview", (key,), "", _mixed(columns, draw)) for key in keys]


def _invented(draw: random.Random, *syllables: str) -> str:
    """A name that is no word: the leak gate would find somebody called Data in every report."""
    while True:
        name = "".join(draw.choice(each.split()) for each in syllables)
        if not is_ordinary(name.casefold(), compounds=False) and name.casefold() not in rarer_words():
            return name


def _mixed(columns: list[list[tuple]], draw: random.Random) -> tuple:
    return tuple(turn for column in columns for turn in draw.choice(column))


def _exchanges(document: Document) -> list[tuple]:
    """The turns from one question to the next."""
    exchanges: list[list] = []
    for turn in document.turns:
        if turn.speaker == "INT" or not exchanges:
            exchanges.append([])
        exchanges[-1].append(turn)
    return [tuple(each) for each in exchanges]

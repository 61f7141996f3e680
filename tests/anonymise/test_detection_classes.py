"""Classes of forms rather than instances: each case stands for many; names of nobody."""

import pytest

from scripts.anonymise.folder_engine import redact_texts
from scripts.anonymise.redact_folder_tables import Tables
from scripts.anonymise.redact_folder_texts import Document
from scripts.ground.key import Key

KEY = Key(bytes(range(32)))
ROSTER = (
    ("1", "Xanthia", "Okombo"), ("2", "Cian", "Oyster"), ("3", "Imke", "Ravel"), ("4", "Imke", "Tollis-Ravel"),
    ("5", "Tove", "Marden"), ("6", "Tove", "Skerry"), ("7", "Ebba", "Marden"),
)  # fmt: skip
PEOPLE = [
    {
        "person": id, "person_id": id, "part": "participant", "role": "participant", "given_name": given, "family_name": family,
        "known_as": "", "email": "", "organisation": "", "aliases": [],
    }
    for id, given, family in ROSTER
]  # fmt: skip


def spans_of(text):
    (document,) = redact_texts([Document("d", ".txt", text)], Tables(PEOPLE, []), KEY).documents
    return document.spans


def hidden(text):
    return {text[span[0] : span[1]] for span in spans_of(text) if span[2] != "INDIRECT"}


def queued(text):
    return [text[span[0] : span[1]] for span in spans_of(text) if span[2] == "INDIRECT"]


def pseudonym(text, part):
    place = text.index(part)
    return next(span[3] for span in spans_of(text) if span[0] <= place < span[1])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        # numbers that a word makes somebody's
        ("Her NISCC number 6012345 is on it.", "6012345"),
        ("The SSSC registration number 1 234 567 lapsed.", "1 234 567"),
        ("The order has case number FD 21 P 00345 on it.", "FD 21 P 00345"),
        # said aloud, with what speakers put between
        ("It is oh seven seven double oh, erm, no sorry nine oh oh, three four eight.", "nine oh oh, three four eight"),
        ("The postcode is S K ten four Q Z, I think.", "S K ten four Q Z"),
        ("It is spelt oh kay oh em bee oh, for the tape.", "oh kay oh em bee oh"),
        # a name as it sounds, half a login of two letters, small letters after kin
        ("I think Zan-thee-a asked that.", "Zan-thee-a"),
        ("It was agreed that C/O would report back.", "C/O"),
        ("We met his mum shontelle and left.", "shontelle"),
        ("She is at Little Acorns Nursery now.", "Little Acorns Nursery"),
        ("Due on 21-Jun-21 at the latest.", "21-Jun-21"),
        ("Logged 2021-03-04T10:00 by them.", "2021-03-04T10:00"),
    ],
)
def test_classes_of_identifiers_are_masked(text, part):
    assert any(part in each for each in hidden(text))


@pytest.mark.parametrize(
    "text",
    [
        "It was so before Gibbs (1988) wrote it.",
        "It ran on release 5.1.14 of the software.",
        "We paid bill 4455667780 late.",
        "We met Independent Reviewing Officers there.",
        "The Three Houses sheet is good.",
        "Interview\nRecorded on: a Monday\nShe said it. They recorded it.",
        "Prompt 4 - Truth be told, it was so.",
        "The staff number was 12 in all, in case 40 people came.",
    ],
)
def test_what_names_nobody_stays(text):
    assert hidden(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Nobody else in the borough has a guide dog.",
        "No other manager in the north has twins.",
        "There is just me who signs in the county.",
        "He is our one and only male health visitor.",
        "You would know her from the telly.",
        "We lost our two boys in the ferry disaster.",
        "It was said by the only Sikh officer on the rota.",
        "The vicar's husband works with me.",
        "He had been cutting his arms since then.",
        "Her uncle used to come into her room at night.",
        "My partner won't let me out on my own.",
        "Mum leaves the baby on her own all night.",
        "He was arrested for assault in the car park.",
    ],
)
def test_rare_people_and_harm_are_queued_by_their_grammar(text):
    assert queued(text)


@pytest.mark.parametrize(
    "text",
    [
        "There were weeks when the diary beat us.",
        "The cuts hit them hard and that hurt us all.",
        "Give it to them and she will finish it.",
        "The budget cuts themselves were fine.",
        "We were trapped in the lift after the fire drill.",
        "The only problem in the office is parking.",
        "The workers were frightened of the winter.",
    ],
)
def test_figures_of_speech_are_not_queued(text):
    assert queued(text) == []


def test_a_full_name_is_not_that_of_somebody_with_a_longer_one():
    text = "I met Imke Ravel there. Then came Imke Tollis-Ravel."
    assert pseudonym(text, "Imke Ravel") != pseudonym(text, "Imke Tollis-Ravel")
    assert pseudonym("We had Imke Ravel there.", "Imke Ravel") == pseudonym(text, "Imke Ravel")


def test_shared_names_that_only_one_person_bears_together_mean_that_person():
    text = "I asked Tove about it. The letter from Marden came later."
    assert pseudonym(text, "Tove") == pseudonym(text, "Marden") == pseudonym("So Tove Marden said.", "Tove Marden")


def test_a_shared_name_alone_stays_everybodys():
    alone = pseudonym("I asked Tove about it.", "Tove")
    assert alone not in {pseudonym("So Tove Marden said.", "Tove"), pseudonym("So Tove Skerry said.", "Tove")}

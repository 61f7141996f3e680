"""Forms in which identifiers come up in transcripts of other regions: what is found, what is left; names of nobody."""

import pytest

from scripts.anonymise.folder_engine import redact_texts
from scripts.anonymise.redact_folder_tables import Tables
from scripts.anonymise.redact_folder_texts import Document
from scripts.ground.key import Key
from tests.anonymise.small_rosters import organisations, people

KEY = Key(bytes(range(32)))
ROSTER = (
    ("1", "Mairi", "Mac Torrance", ""), ("2", "Willem", "van den Hoek", ""), ("3", "Faith", "Dunmore", ""),
    ("4", "Jasmeet", "Dhillon", ""), ("5", "Yusra", "al-Khatibi", ""), ("6", "Ana", "Booker", ""), ("7", "Piet", "Booker", ""),
)  # fmt: skip
PEOPLE = people(ROSTER)
BODIES = organisations([("O1", "Galdon and Pellmere County Council", "GPCCX")])


def document_of(text):
    (document,) = redact_texts([Document("d", ".txt", text)], Tables(PEOPLE, BODIES), KEY).documents
    return document


def hidden(text):
    return {text[span[0] : span[1]] for span in document_of(text).spans if span[2] != "INDIRECT"}


def queued(text):
    return [text[span[0] : span[1]] for span in document_of(text).spans if span[2] == "INDIRECT"]


def pseudonym(text, part, nth=0):
    place = -1
    for _ in range(nth + 1):
        place = text.index(part, place + 1)
    return next(span[3] for span in document_of(text).spans if span[0] <= place < span[1])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        # addresses of other regions, with flats, over line ends, in small letters
        ("They moved to 16 Tinker's Brae last year.", "16 Tinker's Brae"),
        ("The file says 31\nWeaver's Court still.", "31\nWeaver's Court"),
        ("Send it to Flat 3/2, 9 Mercat Wynd please.", "Flat 3/2, 9 Mercat Wynd"),
        ("She lived at Heol y Bont before.", "Heol y Bont"),
        ("he is at forty two harbour lane now", "forty two harbour lane"),
        # numbers that a line end cuts, and with a letter amiss
        ("Her number was 999 123\n4567, I think.", "999 123\n4567"),
        ("It reads QQ 12 34\n56 C there.", "QQ 12 34\n56 C"),
        ("He gave QQ 11 22 33 for it.", "QQ 11 22 33"),
        ("It is SW 555\n666, as before.", "SW 555\n666"),
        ("Letters went to ZZ9\n9ZZ only.", "ZZ9\n9ZZ"),
        ("Write to m.torrance@\ngaldon.gov.uk soon.", "m.torrance@\ngaldon.gov.uk"),
        (r"It lies at \\filer-2\share\cases, see there.", r"\\filer-2\share\cases"),
        ("Log XY/4/2020/0031 is shut.", "XY/4/2020/0031"),
        ("See PQ-RST-440912 for more.", "PQ-RST-440912"),
        # dates without a year, over line ends, in Roman figures, in words
        ("The visit was on 23/04 as planned.", "23/04"),
        ("We met the 9th of\nAugust there.", "9th of\nAugust"),
        ("It was dated 4.XI.2019 there.", "4.XI.2019"),
        ("They came on 3 and 4 July 2018.", "3 and 4 July 2018"),
        ("It began the ninth of June twenty twenty that time.", "the ninth of June twenty twenty"),
        # speakers without a colon, initials with particles, signatures
        ("JDH (00:04) Yes.\nQ (00:09) Why?\nJDH (00:11) Because.", "JDH"),
        ("Ask WvdH about it.", "WvdH"),
        ("See you there.\n\nJD\n", "JD"),
        ("Faith I'd known for years.", "Faith"),
        ("Faith,\n\nthank you for that.", "Faith"),
        # organisations of two places
        ("I came over from Pellmere.", "Pellmere"),
        ("they run it in galdon and pellmere", "galdon and pellmere"),
        ("i work for gpccx you see", "gpccx"),
        # names in small letters, particles, a surname that opens a sentence
        ("and her name's jolantina i think", "jolantina"),
        ("We asked Bertil Wintergreen. Wintergreen refused.", "Wintergreen"),
        ("Yusra al-Khatiby signed.", "al-Khatiby"),
    ],
)  # fmt: skip
def test_a_form_of_an_identifier_is_masked(text, part):
    assert any(part in each for each in hidden(text))


@pytest.mark.parametrize(
    "text",
    [
        "We scored it 7/10 in the end.", "The phone is on 24/7 here.", "About 3/4 of them came.", "It ran in Nov 2021 and done.",
        "We had twenty one people in a row.", "The 2021/22 budget was cut.", "Diolch, said the chair.", "I read"
        " Tronto on the train.",
        "We were reading it together.", "Baseline | 17", "Log opened: yes",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_identifier_stays(text):
    assert hidden(text) == set()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "We talked. I'm the only deputy who still keeps bees on the roof.",
            "I'm the only deputy who still keeps bees on the roof",
        ),
        ("There's only one nurse here who sings in the cathedral.", "There's only one nurse here who sings in the cathedral"),
        ("I met the baker who used to be a jockey.", "the baker who used to be a jockey"),
        ("She said that her brother had locked her in the shed.", "her brother had locked her in the shed"),
        ("He told us he'd been hoarding the tablets.", "he'd been hoarding the tablets"),
        ("Then, my cousin takes my wages on a Friday.", "my cousin takes my wages on a Friday"),
        ("The boy has marks on his back.", "The boy has marks on his back"),
        ("Later he said he would jump off the bridge.", "he would jump off the bridge"),
    ],
)
def test_a_clause_is_queued_from_its_subject_to_its_end(text, part):
    assert any(part in each for each in queued(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bit by bit our huddle felt safer.", "We hit our targets.", "The only problem was time.", "It was the one about budgets.",
        "They ran the day well.", "Nothing beat the lunches.", "We locked the date in.",
    ],
)  # fmt: skip
def test_everyday_sentences_are_not_queued(text):
    assert queued(text) == []


def test_the_initial_beside_a_shared_family_name_tells_whose_it_is():
    text = "Ana Booker spoke. Piet Booker listened. Then Booker, P. left."
    assert pseudonym(text, "Booker, P.") == pseudonym(text, "Piet Booker")


def test_a_short_form_means_the_one_person_the_document_names_so():
    text = "Jasmeet Dhillon opened. We all call her Jasmo or Jasy there, and Jas, too."
    assert pseudonym(text, "Jasy") == pseudonym(text, "Jasmeet Dhillon")

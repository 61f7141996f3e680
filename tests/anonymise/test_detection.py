"""What is found and what is left alone, kind by kind; names of nobody."""

import pytest

from scripts.anonymise.folder_engine import redact_texts
from scripts.anonymise.redact_folder_tables import Tables
from scripts.anonymise.redact_folder_texts import Document
from scripts.ground.key import Key

KEY = Key(bytes(range(32)))


def person(id, given, family, known_as="", email=""):
    return {
        "person": id, "person_id": id, "part": "participant", "role": "participant", "given_name": given, "family_name": family,
        "known_as": known_as, "email": email, "organisation": "", "aliases": [],
    }  # fmt: skip


def body(id, name, abbreviation=""):
    return {"org_id": id, "name": name, "abbreviation": abbreviation, "domain": "", "aliases": []}


PEOPLE = [
    person("1", "Valentina", "Ostrowska", email="valentina.ostrowska@pellbrook.example"),
    person("2", "Hope", "Marsh"),
    person("3", "William", "Tredgold"),
    person("4", "Caoimhe", "Farquharson-Bell"),
]
BODIES = [body("O1", "Pellbrook Borough Council"), body("O2", "Larchminster City Council", "LCC")]


def folder_of(*texts):
    documents = [Document(f"d{number}", ".txt", text) for number, text in enumerate(texts)]
    return redact_texts(documents, Tables(PEOPLE, BODIES), KEY)


def masked(text):
    """The stretches of a text that are masked, without those that are only queued."""
    (document,) = folder_of(text).documents
    return [text[span[0] : span[1]] for span in document.spans if span[2] != "INDIRECT"]


def pseudonym(text):
    (document,) = folder_of(text).documents
    (span,) = document.spans
    return span[3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it is spelt O-S-T-R-O-W-S-K-A for the tape", "O-S-T-R-O-W-S-K-A"),
        ("it is spelt mike alpha romeo sierra hotel, thanks", "mike alpha romeo sierra hotel"),
        ("that is T for Tommy, R, E, D, G, O, L, D", "T for Tommy, R, E, D, G, O, L, D"),
        (
            "ring oh seven seven double oh, nine double oh, one two three",
            "oh seven seven double oh, nine double oh, one two three",
        ),
        ("he read out S W nine two five, five seven eight", "S W nine two five, five seven eight"),
        ("write to valentina dot ostrowska at pellbrook dot example today", "valentina dot ostrowska at pellbrook dot example"),
        ("write to valentina.ostrowska(at)pellbrook.example today", "valentina.ostrowska(at)pellbrook.example"),
        ("then valentina, no wait, ostrowka said so", "ostrowka"),
        ("it went to Os trowska in the end", "Os trowska"),
        ("it is saved as #valentinaostrowska2 there", "valentinaostrowska2"),
        ("we heard it from V. Ostrowska then", "V. Ostrowska"),
        ("I left it with V/O to decide", "V/O"),
        ("Action for WT: send the notes", "WT"),
        ("because hope had the key", "hope"),
        ("and then marsh said no", "marsh"),
        ("Hope took over as lead.", "Hope"),
        ("we voted for Bill as the lead", "Bill"),
        ("staff at Pell brook agreed", "Pell brook"),
        ("staff at Pelbrook agreed", "Pelbrook"),
        ("Nobody at PBC had seen it", "PBC"),
        ("it began in LBL, like most things", "LBL"),
        ("I would not go back to Larch's", "Larch's"),
        ("he went to the Millbeck Women's Refuge then", "Millbeck Women's Refuge"),
        ("the base is 7 Cinder Path now", "7 Cinder Path"),
        ("She commutes from March every morning", "March"),
        ("there was a boy called jaxon there", "jaxon"),
        ("on Monday the 8th of February we met", "Monday the 8th of February"),
    ],
)
def test_an_identifier_is_masked_whole(text, found):
    assert found in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "We scored it on a Likert scale.", "The Kolb diagram was on the wall.", "We tried a Bonferroni correction.",
        "That was Goodhart's law again.", "Paradoxically, less time made it better.", "Laptops stayed shut.", "Rotas won again.",
        "It counts towards CPD hours.", "They asked for a RAG rating.", "The Signs of Safety map helped.",
        "Hope under pressure, that is the job.", "Will it last? I doubt it.", "by the grace of God we had hope",
        "The invoice was number 1234567890 then.", "Version 2.10.3 of the tool crashed.", "We review it every March.",
        "It was Regulation 24 again.", "The Children Act 1989 is clear.", "We ran it on Teams over Christmas.",
        "one, two, three and off we went", "The Somali and Polish groups met on Tuesdays.",
    ],
)  # fmt: skip
def test_what_names_nobody_stays(text):
    assert masked(text) == []


@pytest.mark.parametrize(
    "form", ["Valentina Ostrowska", "Ostrowska, Valentina", "Valentna Ostrowska", "O-S-T-R-O-W-S-K-A",
             "valentina.ostrowska@pellbrook.example",
             "vostrowska", "Val", "@valentina_ostrowska"],
)  # fmt: skip
def test_a_person_has_one_pseudonym_in_every_form(form):
    assert pseudonym(f"it came from {form} again") == KEY.pseudonym("person", "1")


def test_a_name_as_it_sounds_is_the_person():
    assert pseudonym("we invited Keeva to it") == KEY.pseudonym("person", "4")


def test_a_stranger_has_one_pseudonym_in_the_folder():
    folder = folder_of("I met Perpetua Vickerstone there", "then Perpetua left")
    assert len({span[3] for document in folder.documents for span in document.spans}) == 1


def test_a_speakers_label_is_masked_and_a_role_is_not():
    text = "Interviewer: And then?\n[00:01:02] VO: Well.\nInterviewer: Yes?\n[00:01:20] VO: No.\n"
    assert masked(text) == ["VO", "VO"]


@pytest.mark.parametrize(
    "clause",
    [
        "the only deaf manager in the county",
        "the worker who gave evidence at the inquiry",
        "the youngest director they appointed",
    ],
)
def test_an_indirect_identifier_is_queued(clause):
    folder = folder_of(f"Well, she is {clause}. Yes.")
    ((_, label, reason, *_),) = folder.queue
    assert (label, reason) == ("INDIRECT", "may point to one person without a name")
    assert clause in folder.documents[0].text


def test_identical_cases_are_queued_once():
    folder = folder_of("I met Perpetua there. I met Perpetua here.")
    assert [(case[0], case[-1]) for case in folder.queue] == [(1, 2)]


@pytest.mark.parametrize("piece", ["a.", "A B ", "dot at ", "a@", "the only ", "1 2 ", "a-", "one two "])
def test_time_grows_with_the_length_only(piece):
    import time

    def seconds(length):
        begin = time.process_time()
        folder_of((piece * length)[:length])
        return time.process_time() - begin

    seconds(1_000)
    # a quadratic search would take sixteen times as long
    assert seconds(40_000) < 9 * max(seconds(10_000), 0.03)

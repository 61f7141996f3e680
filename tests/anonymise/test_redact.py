import pytest

from scripts.anonymise.redact import redact
from scripts.ground.batches import Processes
from scripts.ground.models.disclosure import Redaction
from scripts.ground.models.redaction_decisions import RedactionDecisions
from scripts.ground.schemas.anonymise import Standings
from scripts.ground.schemas.ingest import Documents, NamesOnly, Organisations, Turns
from tests.anonymise.rows import KEY, link, person, row

COUNCIL = "Marlstone Metropolitan Borough Council"
PEOPLE = [
    person("A1", "Mirela", "Zielinski-Mazur", known_as="Miri", email="mirela.zielinskimazur@marlstone.example"),
    person("A2", "Grace", "Short", source_row=3),
    person("A3", "Zoë", "O'Malley", part="sponsor", source_row=4),
    person("A4", "May", "Okafor", source_row=5),
    person("A5", "Grace", "Okafor", part="facilitator", source_row=6),
]
LINKS = [link("A1", organisation=COUNCIL), link("A2"), link("A3"), link("A4", standing="withdrawn"), link("A5")]
P = {each: KEY.pseudonym("person", each) for each in ("A1", "A2", "A3", "A4", "A5")}
AUTHORITY = f"[authority {KEY.pseudonym('organisation', COUNCIL)}]"


def redacted(
    *texts, allowed=("Care Act", "WhatsApp"), speaker="", kind="interviews", person_id="A1", organisations=(), names_only=()
):
    turns = [
        row(
            Turns,
            document="interviews:1",
            turn=number,
            speaker="Miri Z",
            part="speaker",
            person=speaker,
            text=text,
            source_row=number,
        )
        for number, text in enumerate(texts, start=1)
    ]
    return redact(
        PEOPLE,
        [row(NamesOnly, **each) for each in names_only],
        [row(Organisations, name=COUNCIL, abbreviation="MMBC", domain="marlstone.example"), *organisations],
        LINKS,
        [row(Standings, source="interviews:1", source_row=1, kind=kind, pseudonym=P["A1"], standing="used")],
        [row(Documents, document="interviews:1", kind=kind, person=person_id, source="interviews:1", source_row=1)],
        turns,
        Redaction(allowed_words=allowed),
        RedactionDecisions(),
        KEY,
        Processes(1),
    )


def text_of(*texts, **rest):
    return redacted(*texts, **rest).turns[0]["text"]


@pytest.mark.parametrize(
    "form",
    ["Mirela Zielinski-Mazur", "Miri Mazur", "Zielinski-Mazur, Mirela", "M. Zielinski", "mirela", "Mazur", "mzielinskimazur",
     "Mırela", "Mi\u200brela", "MIRELA", "Zielinskis", "A-1"],
)  # fmt: skip
def test_a_roster_name_is_found_in_many_forms(form):
    assert text_of(f"and then {form} agreed to it") == f"and then [participant {P['A1']}] agreed to it"


def test_a_possessive_keeps_its_ending():
    assert text_of("it was Miri's idea") == f"it was [participant {P['A1']}]'s idea"


def test_letters_with_and_without_diacritics_are_one_name():
    assert text_of("with Zoe and O’Malley") == f"with [sponsor {P['A3']}] and [sponsor {P['A3']}]"


def test_a_name_that_is_a_word_stands_where_it_is_a_word():
    assert (
        text_of("Short answer: by the grace of God, in May. May we start?")
        == "Short answer: by the grace of God, in May. May we start?"
    )


def test_a_name_that_is_a_word_is_masked_inside_a_sentence_beside_a_name_and_before_a_verb():
    shown = text_of("Grace said so. we asked Grace Short and Mr Short.")
    assert shown == f"[participant {P['A2']}] said so. we asked [participant {P['A2']}] and Mr [participant {P['A2']}]."


def test_a_name_that_two_people_share_shows_no_pseudonym_unless_the_document_names_one_of_them():
    assert text_of("we asked Grace then") == "we asked [person] then"


def test_who_withdrew_is_masked_without_pseudonym():
    assert P["A4"] not in text_of("we met May Okafor and left")
    assert text_of("we met May Okafor and left") == "we met [participant] and left"


@pytest.mark.parametrize("form", [COUNCIL, "Marlstone", "Marlstone Borough", "MMBC", "Marlstone Council"])
def test_an_organisation_is_found_in_full_by_stem_and_by_abbreviation(form):
    assert text_of(f"work at {form} was hard") == f"work at {AUTHORITY} was hard"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("mail jo.x@marlstone.example now", "mail [e-mail] now"),
        ("ring 07700 900123 now", "ring [phone] now"),
        ("ring +44 (0)1632 960 123 now", "ring [phone] now"),
        ("near ZE4 7QT now", "near [postcode] now"),
        ("near ze47qt now", "near [postcode] now"),
        ("number 943 476 5919 now", "number [NHS number] now"),
        ("number 943 476 5918 now", "number [number] now"),
        ("number QQ 12 34 56 C now", "number [NI number] now"),
        ("number AB 12 34 56 C now", "number [NI number] now"),
        ("file AB/1234 now", "file [case reference] now"),
        ("see www.somewhere.org/x?y now", "see [link] now"),
        ("ask @somebody now", "ask [handle] now"),
        ("on the 14th of March 2021 we", "on [date: spring 2021] we"),
        ("on 14/03/21 we", "on [date: spring 2021] we"),
        ("on March 14th we", "on [date: spring] we"),
        ("on the fourteenth of March we", "on [date: spring] we"),
        ("at 41 Bobbin Mill Lane we", "at [place] we"),
    ],
)
def test_identifiers_with_a_form_are_replaced(raw, shown):
    assert text_of(raw) == shown


@pytest.mark.parametrize(
    "raw", ["in March 2021 we had 12 of 30", "module 3 of 4, 24/7, P45 and KS2", "the Care Act on WhatsApp", "I think I may"]
)
def test_what_identifies_nobody_stays(raw):
    assert text_of(raw) == raw


def test_an_unexplained_capital_is_masked_and_queued():
    made = redacted("we met Ottoline Thrussock-Vane by the river")
    assert made.turns[0]["text"] == "we met [name?] by the river"
    (place,) = made.queue
    assert made.turns[0]["text"][place["start"] : place["end"]] == "[name?]"
    assert place["decided"] is False
    assert [each["rule"] for each in made.findings] == ["redaction_undecided"]


def test_a_sentence_may_begin_with_an_ordinary_word_but_not_with_a_name_seen_elsewhere():
    made = redacted("Tressider rang. Supervision helped.", "then Tressider came")
    assert [turn["text"] for turn in made.turns] == ["[name?] rang. Supervision helped.", "then [name?] came"]


def test_an_indirect_identifier_is_queued_and_stays():
    made = redacted("Well. She is the only deaf manager in the county. Yes.")
    assert made.turns[0]["text"] == "Well. She is the only deaf manager in the county. Yes."
    (place,) = made.queue
    assert place["label"] == "indirect"
    assert made.turns[0]["text"][place["start"] : place["end"]] == "She is the only deaf manager in the county"


def test_speaker_labels_never_pass():
    assert [turn["speaker"] for turn in redacted("yes", speaker="A3").turns] == [P["A3"]]
    assert [turn["speaker"] for turn in redacted("yes").turns] == [P["A1"]]
    assert [turn["speaker"] for turn in redacted("yes", kind="reflections").turns] == [""]


def test_turns_of_speakers_who_withdrew_are_left_out():
    assert redacted("yes", speaker="A4").turns == []


def test_texts_of_rows_not_in_use_are_left_out():
    made = redact(
        PEOPLE, [], [], LINKS, [], [row(Documents, document="interviews:1", kind="interviews")], [], Redaction(),
        RedactionDecisions(), KEY, Processes(1),
    )  # fmt: skip
    assert made.documents == []


def test_names_of_roster_rows_that_were_set_aside_are_masked_and_belong_to_nobody():
    stranger = {"given_name": "Oriel", "family_name": "Vantongeren", "email": "ovant@x.example", "source_row": 9}
    # without capitals only the roster can tell that this is a name
    text = "we asked oriel vantongeren about it"
    assert text_of(text) == text
    assert text_of(text, names_only=[stranger]) == "we asked [person] about it"


def test_a_set_aside_row_that_repeats_a_person_leaves_the_pseudonym():
    names = ("given_name", "family_name", "known_as", "email")
    again = {name: PEOPLE[0][name] for name in names}
    assert text_of("ask Miri", names_only=[again]) == text_of("ask Miri")


def test_spans_say_where_each_mask_lies_in_both_texts():
    raw = "ask Miri or Zoë"
    made = redacted(raw)
    assert [raw[span["start"] : span["end"]] for span in made.spans] == ["Miri", "Zoë"]
    shown = made.turns[0]["text"]
    assert [shown[span["redacted_start"] : span["redacted_end"]] for span in made.spans] == [
        f"[participant {P['A1']}]", f"[sponsor {P['A3']}]",
    ]  # fmt: skip


def test_a_small_word_after_a_name_does_not_hide_it():
    # "May a" could be a given name with the initial of the family name
    assert text_of("there was Grace, a senior") == "there was [person], a senior"


def test_a_sentence_after_an_address_or_a_date_is_left_alone():
    assert text_of("write to jo@marlstone.example. She was there on the 2nd of May. Yes.") == (
        "write to [e-mail]. She was there on [date: spring]. Yes."
    )


def test_documents_in_batches_give_what_they_give_one_after_the_other():
    texts = [f"we met Quorley {number} times, and Ottilie said so" for number in range(40)]
    ids = [f"interviews:{number}" for number in range(40)]
    alone, shared = (
        redact(
            PEOPLE, [], [], LINKS,
            [row(Standings, source=id, source_row=1, kind="interviews", pseudonym=P["A1"], standing="used") for id in ids],
            [row(Documents, document=id, kind="interviews", person="A1", source=id, source_row=1) for id in ids],
            [row(Turns, document=id, turn=1, part="speaker", text=text) for id, text in zip(ids, texts, strict=True)],
            Redaction(), RedactionDecisions(), KEY, Processes(processes),
        )
        for processes in (1, 3)
    )  # fmt: skip
    assert len(alone.documents) == 40
    assert alone == shared

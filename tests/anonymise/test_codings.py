import datetime as dt
from collections import Counter

import pytest

from scripts.anonymise.coded_texts import NO_TEXT, NO_WORDS, TEXT_CHANGED
from scripts.anonymise.codings import TWICE, UNKNOWN_CODE, codings
from scripts.anonymise.document_names import SHARED_NAME, UNKNOWN_TEXT, DocumentNames, Named
from scripts.anonymise.locate import NOT_THERE, SEVERAL
from scripts.anonymise.same_words import same_words
from scripts.anonymise.words import words
from scripts.ground.export_text import export_text
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schemas.anonymise import SafeDocuments, SafeTurns
from scripts.ground.schemas.ingest import Codings, Documents
from tests.anonymise.rows import KEY, row

SPOKEN = [
    row(SafeTurns, document="D1-X", turn=1, part="interviewer", speaker="interviewer", text="What changed?"),
    row(
        SafeTurns,
        document="D1-X",
        turn=2,
        part="speaker",
        speaker="P1-A",
        text="We met [name?] on Monday and it went well for all.",
    ),
    row(SafeTurns, document="D1-X", turn=3, part="speaker", speaker="P1-A", text="Then we stopped."),
]
DOCUMENTS = [row(SafeDocuments, document="D1-X", kind="interviews", group="participants", version="v1", source="interviews:1")]
CODEBOOK = Codebook(
    version="1",
    date=dt.date(2021, 1, 1),
    codes=(
        Code(id="trust", name="Autonomy and trust", family="f", definition="d", valence="supports"),
        Code(id="old", name="Old one", family="f", definition="d", valence="neutral", retired_into="trust"),
    ),
)
EXPORT, _ = export_text(SPOKEN)


def placed(words, *, coded=EXPORT, name="D1-X.txt", codes=("trust",), coders=("Ann",)):
    start = coded.index(words)
    rows = [
        row(
            Codings,
            document_name=name,
            start=start,
            end=start + len(words),
            code=code,
            coder=coder,
            counts=True,
            source="coding:1",
            source_row=number,
        )
        for number, (code, coder) in enumerate([(code, coder) for code in codes for coder in coders], start=1)
    ]
    return codings(rows, [{"document_name": name, "text": coded}], DOCUMENTS, SPOKEN, [], CODEBOOK, KEY)


def made_of(*rows, texts=None, raw_documents=(), documents=DOCUMENTS):
    """Codings as given, numbered; `texts`: coded text by name."""
    usual = {"document_name": "D1-X", "code": "trust", "coder": "Ann", "counts": True, "source": "coding:1"}
    numbered = [row(Codings, **{**usual, "source_row": number, **each}) for number, each in enumerate(rows, start=1)]
    coded = [{"document_name": name, "text": text} for name, text in (texts or {}).items()]
    return codings(numbered, coded, list(documents), SPOKEN, list(raw_documents), CODEBOOK, KEY)


def reasons(made):
    return [each["reason"] for each in made.losses]


def rules(made):
    return [each["rule"] for each in made.findings]


def pieces(made):
    texts = {turn["turn"]: turn["text"] for turn in SPOKEN}
    return [texts[each["turn"]][each["start"] : each["end"]] for each in sorted(made.codings, key=lambda each: each["turn"])]


def test_the_export_has_a_paragraph_a_turn_with_its_speaker():
    assert (
        EXPORT
        == "Interviewer: What changed?\n\nP1-A: We met [name?] on Monday and it went well for all.\n\nP1-A: Then we stopped."
    )


def test_written_texts_are_exported_without_label():
    turns = [row(SafeTurns, document="D", turn=number, part="speaker", text=text) for number, text in ((2, "two"), (1, "one"))]
    text, places = export_text(turns)
    assert text == "one\n\ntwo"
    assert [(place.turn, text[place.start : place.end]) for place in places] == [(1, "one"), (2, "two")]


def test_a_selection_of_the_current_export_is_taken_as_it_is():
    assert pieces(placed("it went well")) == ["it went well"]


def test_a_selection_across_turns_is_cut_and_loses_the_labels():
    assert pieces(placed("well for all.\n\nP1-A: Then we")) == ["well for all.", "Then we"]


def test_a_selection_follows_its_words_into_a_text_redacted_anew():
    before = EXPORT.replace("[name?]", "[participant P1-B]").replace("What changed?", "So then, what was it that changed?")
    assert pieces(placed("met [participant P1-B] on Monday and it went", coded=before)) == ["met [name?] on Monday and it went"]


def test_a_selection_whose_words_are_gone_is_a_loss_with_a_finding():
    before = EXPORT.replace("Then we stopped.", "Quite another sentence stood here before.")
    made = placed("Quite another sentence stood here", coded=before)
    assert made.codings == []
    assert [(each["reason"], each["source_row"]) for each in made.losses] == [("the words changed since they were coded", 1)]
    assert len(made.findings) == 1


@pytest.mark.parametrize(
    ("was", "now", "changed"),
    [
        ("it went badly for all", "it went well for all", True),
        ("it never went well for all", "it went well for all", True),
        ("met [participant P1-B] on Monday and it went well", "met [name?] on Monday and it went well", False),
        ("met [name?] on Monday and it went well", "met [name?] on Monday and it went well", False),
        ("IT went  well, for all", "it went well for all", False),
    ],
)
def test_a_word_that_changed_inside_a_coded_passage_is_marked_and_told_and_a_mask_is_not(was, now, changed):
    made = placed(was, coded=EXPORT.replace(now, was))
    assert [each["changed"] for each in made.codings] == [changed]
    assert ("coded_words_changed" in rules(made)) == changed


def test_a_changed_word_outside_the_coded_passage_marks_nothing():
    made = placed("it went well for all", coded=EXPORT.replace("Monday", "Tuesday"))
    assert [each["changed"] for each in made.codings] == [False]


@pytest.mark.parametrize(
    ("coded", "current", "same"),
    [
        ("we met Ann Bee there", "we met [name?] there", True),
        ("we met [name?] there", "we met Ann Bee there", True),
        ("we met Ann there", "we met [name?] here", False),
        ("we met there", "we met [name?] there", False),
        ("we met Ann there", "we met there", False),
        ("we did not stop", "we did stop", False),
    ],
)
def test_only_a_mask_may_stand_for_other_words(coded, current, same):
    assert same_words(words(coded), words(current)) is same


def test_other_labels_of_speakers_are_no_changed_words():
    made = placed("well for all.\n\nP2-ZZ: Then we stopped.", coded=EXPORT.replace("P1-A", "P2-ZZ"))
    assert [each["changed"] for each in made.codings] == [False, False]


def test_a_selection_of_a_label_alone_is_a_loss():
    assert [each["reason"] for each in placed("Interviewer: ").losses] == ["the selection holds no words of a turn"]


def test_codes_match_by_id_and_folded_name_and_retired_ones_by_successor():
    made = placed("it went well", codes=("trust", "AUTONOMY  and Trust", "old", "unheard of"))
    assert [(each["code"], each["source_row"]) for each in made.codings] == [("trust", 1)]
    assert [(each["code"], each["reason"]) for each in made.losses] == [
        ("AUTONOMY  and Trust", TWICE),
        ("old", TWICE),
        ("unheard of", UNKNOWN_CODE),
    ]
    assert "unheard" not in made.findings[0]["message"]


def test_coders_are_letters_in_the_order_of_their_pseudonyms():
    made = placed("it went well", coders=("Ann", "Bob"))
    expected = dict(zip(sorted(("Ann", "Bob"), key=lambda name: KEY.pseudonym("person", name)), "AB", strict=True))
    assert {each["coder"]: each["source_row"] for each in made.codings} == {expected["Ann"]: 1, expected["Bob"]: 2}


def test_a_text_that_is_no_longer_in_the_study_is_a_loss():
    assert [each["reason"] for each in placed("it went", name="D1-GONE").losses] == ["the text is not among the current ones"]


def test_quoted_words_without_a_text_are_found_in_the_current_export():
    made = made_of({"quote": "it went\n well"}, {"quote": "We met [participant P1-B] on Monday and it wint well for all."})
    assert pieces(made) == ["it went well", "We met [name?] on Monday and it went well for all"]
    assert made.losses == []


def test_quoted_words_that_stand_twice_or_nowhere_are_losses():
    made = made_of({"quote": "We"}, {"quote": "we"}, {"quote": "quite another sentence"})
    # "We" stands once as it is written; in small letters it stands once too
    assert pieces(made) == ["We", "we"]
    assert reasons(made) == [NOT_THERE]
    twice = [row(SafeTurns, document="D1-X", turn=1, part="speaker", text="It went well. And again: it went well, It went well.")]
    one = row(Codings, document_name="D1-X", quote="It went well", code="trust", coder="Ann", counts=True, source_row=1)
    assert reasons(codings([one], [], DOCUMENTS, twice, [], CODEBOOK, KEY)) == [SEVERAL]


def test_a_place_beside_the_words_tells_which_of_two_passages_is_meant():
    turns = [row(SafeTurns, document="D1-X", turn=1, part="speaker", text="Well yes. Well yes.")]
    one = row(Codings, document_name="D1-X", start=10, end=19, quote="Well yes.", code="trust", coder="Ann", counts=True)
    made = codings([{**one, "source_row": 1}], [], DOCUMENTS, turns, [], CODEBOOK, KEY)
    assert [(each["start"], each["end"]) for each in made.codings] == [(10, 19)]


def test_a_place_that_does_not_fit_its_words_gives_way_to_them():
    assert pieces(made_of({"start": 0, "end": 12, "quote": "it went well"})) == ["it went well"]


def test_a_quote_that_the_program_cut_is_placed_by_its_beginning_and_told():
    made = made_of({"quote": "and it went we..."})
    assert pieces(made) == ["and it went we"]
    assert rules(made) == ["quote_cut"]


def test_a_place_alone_counts_only_where_the_name_tells_the_current_version():
    start = EXPORT.index("it went")
    made = made_of({"start": start, "end": start + 7}, {"start": start, "end": start + 7, "document_name": "D1-X v1"})
    assert [(each["source_row"], each["end"] - each["start"]) for each in made.codings] == [(2, 7)]
    assert reasons(made) == [NO_TEXT]


@pytest.mark.parametrize(
    "name",
    ["D1-7KQ2M4XN5A", "d1-7kq2m4xn5a.txt", "Internals\\texts/D1-7KQ2M4XN5A.docx", "D1-7KQ2M4XN5A (2)", "D1-7KQ2M4XN5A_v3.txt",
     "D1-7KQ2M4XN5A 0011223344556677"],
)  # fmt: skip
def test_a_document_is_known_by_its_pseudonym_whatever_stands_round_it(name):
    documents = DocumentNames([{"document": "D1-7KQ2M4XN5A", "version": "0011223344556677"}], [], KEY)
    assert documents.find(name) == Named("D1-7KQ2M4XN5A", is_current="0011" in name)


def test_a_name_that_fits_two_texts_fits_none():
    raw = [{"document": f"interviews:{number}", "file_name": "Talk"} for number in (1, 2)]
    named = [{"document": KEY.pseudonym("document", each["document"]), "version": "v"} for each in raw]
    names = DocumentNames(named, raw, KEY)
    assert names.find("Talk.vtt").reason == SHARED_NAME
    assert names.find(f"{named[0]['document']} and {named[1]['document']}").reason == SHARED_NAME
    assert names.find("Talks").reason == UNKNOWN_TEXT


RAW_TURNS = (
    ("Jo Bloggs", "What changed?"),
    ("Sam Poe", "We met Ann Other on Monday and it went well for all."),
    ("Sam Poe", "Then we stopped."),
    ("Jo Bloggs", "Thanks."),
)
RAW_VTT = "WEBVTT\n\n" + "\n\n".join(
    f"{number}\n00:00:{number:02}.000 --> 00:00:{number + 1:02}.500\n<v {speaker}>{text}</v>"
    for number, (speaker, text) in enumerate(RAW_TURNS, start=1)
)
RAW_PLAIN = "\n".join(f"{speaker}: {text}" for speaker, text in RAW_TURNS)


@pytest.mark.parametrize("raw", [RAW_VTT, RAW_PLAIN], ids=["WebVTT", "turns"])
def test_codings_of_the_raw_text_are_carried_and_told(raw):
    document = KEY.pseudonym("document", "interviews:1")
    documents = [{**DOCUMENTS[0], "document": document}]
    turns = [{**turn, "document": document, "speaker": "P1-AAAAAAAAAA"} for turn in SPOKEN]
    known = [row(Documents, document="interviews:1", file_name="Talk with Sam", source="interviews:1")]
    words = ["Monday and it went well for all.", "What changed?", "Ann Other", "went well for all" + raw.split("for all")[1]]
    rows = [
        row(
            Codings, document_name="Talk with Sam.vtt", start=raw.index(each), end=raw.index(each) + len(each), code="trust",
            coder="Ann", counts=True, source="coding:1", source_row=number,
        )
        for number, each in enumerate(words, start=1)
    ]  # fmt: skip
    texts = [{"document_name": "Talk with Sam.vtt", "text": raw}]
    made = codings(rows, texts, documents, turns, known, CODEBOOK, KEY)
    found = {(each["source_row"], SPOKEN[each["turn"] - 1]["text"][each["start"] : each["end"]]) for each in made.codings}
    assert found == {
        (1, "Monday and it went well for all."),
        (2, "What changed?"),
        (4, "went well for all."),
        (4, "Then we stopped."),
    }
    assert [(each["source_row"], each["reason"]) for each in made.losses] == [(3, TEXT_CHANGED)]
    assert "coded_on_raw" in rules(made)
    assert not any("Sam" in each["message"] or "Talk" in each["message"] for each in made.findings)


def test_one_name_of_a_coder_in_any_case_and_spacing_is_one_coder_and_told():
    made = made_of({"quote": "it went", "coder": "Ann  Lee"}, {"quote": "Then we", "coder": "ann lee "})
    assert {each["coder"] for each in made.codings} == {"A"}
    assert rules(made) == ["coder_spellings"]


def test_one_name_of_a_coder_in_two_files_over_one_text_is_told():
    made = made_of({"quote": "it went", "coder": "admin"}, {"quote": "Then we", "coder": "admin", "source": "coding:2"})
    assert {each["coder"] for each in made.codings} == {"A"}
    assert [(each["rule"], each["severity"]) for each in made.findings] == [("coder_in_files", "warning")]


def test_every_coding_is_placed_or_lost_never_both_never_neither():
    start = EXPORT.index("well for all")
    across = {"start": start, "end": len(EXPORT)}
    made = made_of(
        across,
        {"start": start, "end": start + 12},
        {"start": EXPORT.index("Then we"), "end": len(EXPORT), "counts": False},
        {"start": 3, "end": 3},
        {"quote": "it went"},
        {"quote": "not there at all"},
        {"document_name": "gone", "quote": "it went"},
        {"code": "unheard of", "quote": "it went"},
        texts={"D1-X": EXPORT},
    )
    placed = {each["source_row"] for each in made.codings}
    lost = Counter(each["source_row"] for each in made.losses)
    assert placed == {1, 2, 5}
    assert lost == Counter([3, 4, 6, 7, 8])
    assert reasons(made) == [TWICE, NO_WORDS, NOT_THERE, UNKNOWN_TEXT, UNKNOWN_CODE]


def test_what_is_coded_twice_counts_if_it_counts_once():
    made = made_of({"quote": "it went", "counts": False}, {"quote": "it went", "source": "coding:2"})
    assert [each["counts"] for each in made.codings] == [True]
    assert reasons(made) == [TWICE]

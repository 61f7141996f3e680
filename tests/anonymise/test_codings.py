import datetime as dt

from scripts.anonymise.codings import TWICE, UNKNOWN_CODE, codings
from scripts.anonymise.export_texts import export_texts
from scripts.ground.export_text import export_text
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schemas.anonymise import SafeDocuments, SafeTurns
from scripts.ground.schemas.ingest import Codings
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
    return codings(rows, [{"document_name": name, "text": coded}], DOCUMENTS, SPOKEN, CODEBOOK, KEY)


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


def test_the_folder_for_coders_holds_a_file_a_document_and_an_index():
    files = export_texts(DOCUMENTS, SPOKEN)
    assert files["D1-X.txt"] == EXPORT
    assert files["INDEX.csv"] == "document,kind,group,module,version\nD1-X,interviews,participants,,v1\n"


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

"""What the coders agreed on afterwards: from its file to what counts."""

import datetime as dt

import pytest

from scripts.anonymise.codings import codings
from scripts.ground.export_text import export_text
from scripts.ground.models.codebook import Code, Codebook
from scripts.ingest.coding import coding
from tests.anonymise.rows import KEY
from tests.ingest.raw_files import raw, raws, written
from tests.qualitative.small_study import document, turn

CODEBOOK = Codebook(
    version="1", date=dt.date(2025, 1, 1),
    codes=(
        Code(id="trust", name="trust", family="f", definition="d", valence="supports", earlier_names=("faith",)),
        Code(id="doubt", name="doubt", family="f", definition="d", valence="challenges"),
    ),
)  # fmt: skip
DOCUMENTS = [document("D1-X", "participants", "P1"), document("D1-Y", "participants", "P2")]
TURNS = [turn("D1-X", 1, "P1", "We meet on Mondays."), turn("D1-Y", 1, "P2", "They trust us now.")]
TEXTS = {each["document"]: export_text([each])[0] for each in TURNS}
HEAD = "document,quote,code,coder\n"
CODERS = HEAD + "D1-X,We meet on Mondays.,trust,Ann\nD1-X,We meet on Mondays.,doubt,Bea\nD1-Y,They trust us now.,trust,Ann\n"
AGREED = HEAD + "D1-X,We meet on Mondays.,doubt,Ann\n"
COLUMNS = {name: name for name in ("document", "quote", "code", "coder")}


def placed(folder, agreed=AGREED, coders=CODERS, **declared) -> set[tuple]:
    """Document, code, coder and whether it counts."""
    files = [raw(written(folder, "coders.csv", coders), kind="coding", format="segments-csv", columns=COLUMNS, **declared)]
    if agreed:
        file = written(folder, "agreed.csv", agreed)
        files.append(raw(file, "agreed", kind="coding", format="segments-csv", columns=COLUMNS, consensus=True))
    read = coding(raws(*files), CODEBOOK)
    made = codings(read.codings, read.coded_texts, DOCUMENTS, TURNS, [], CODEBOOK, KEY)
    assert not made.losses
    return {(row["document"], row["code"], row["coder"], row["counts"]) for row in made.codings}


def test_in_a_reconciled_text_only_what_was_agreed_counts_and_elsewhere_everybody_does(tmp_path):
    found = placed(tmp_path)
    assert ("D1-X", "doubt", "consensus", True) in found
    assert {counts for name, _, coder, counts in found if name == "D1-X" and coder != "consensus"} == {False}
    assert {counts for name, _, _, counts in found if name == "D1-Y"} == {True}


def test_the_coders_keep_their_letters_and_their_codings(tmp_path):
    (tmp_path / "without").mkdir()
    alone = {each[:3] for each in placed(tmp_path / "without", agreed="")}
    assert {each[:3] for each in placed(tmp_path) if each[2] != "consensus"} == alone


@pytest.mark.parametrize(("declared", "counting"), [({"primary_coder": "Ann"}, {True, False}), ({}, {True})])
def test_without_a_reconciled_file_the_primary_coder_counts_or_everybody(tmp_path, declared, counting):
    assert {counts for *_, counts in placed(tmp_path, agreed="", **declared)} == counting


def test_a_project_that_uses_an_earlier_name_of_a_code_is_understood(tmp_path):
    assert {code for _, code, _, _ in placed(tmp_path, agreed="", coders=CODERS.replace("trust,Ann", "faith,Ann"))} == {
        "trust",
        "doubt",
    }

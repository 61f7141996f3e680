import csv
import json
import zipfile

import pytest

from scripts.anonymise.redact_folder import main

ROSTER = "family_name,given_name,person_id\nOstrowska,Valentina,1\n"
BODIES = "name\nPellbrook Borough Council\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text("I asked Valentina Ostrowska.", encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "bodies.csv").write_text(BODIES, encoding="utf-8")
    return tmp_path


def run(study, *rest, out="out"):
    tables = ["--roster", str(study / "roster.csv"), "--organisations", str(study / "bodies.csv")]
    return main([str(study / "texts"), *tables, "--out", str(study / out), *rest])


def spans(study, out="out"):
    return json.loads((study / out / "spans.json").read_text(encoding="utf-8"))


def test_copies_log_and_spans_are_written_without_originals(study):
    assert run(study) == 0
    copy = (study / "out" / "texts" / "one.txt").read_text(encoding="utf-8")
    assert copy.startswith("I asked [participant P") or copy.startswith("I asked [person P")
    ((start, end, label, pseudonym),) = spans(study)["one"]
    assert (start, end, label) == (8, 27, "PERSON")
    assert pseudonym in copy
    log = (study / "out" / "log.csv").read_text(encoding="utf-8")
    assert "Ostrowska" not in log
    assert [row["label"] for row in csv.DictReader(log.splitlines())] == ["PERSON"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_offsets_count_code_points_without_the_byte_order_mark_in_any_encoding(study, encoding):
    (study / "texts" / "one.txt").write_bytes("Caf\u00e9\r\nwith Valentina there, and so it went on.".encode(encoding))
    assert run(study) == 0
    assert [span[:2] for span in spans(study)["one"]] == [[11, 20]]


def test_a_word_file_is_read_by_paragraphs(study):
    document = "<w:p><w:r><w:t>Hello</w:t></w:r></w:p><w:p><w:r><w:t>Valen</w:t></w:r><w:r><w:t>tina</w:t></w:r></w:p>"
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(study / "texts" / "two.docx", "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{document}</w:body></w:document>')
    assert run(study) == 0
    assert [span[:2] for span in spans(study)["two"]] == [[6, 15]]


def test_two_runs_are_the_same_and_another_roster_changes_every_pseudonym(study):
    run(study)
    run(study, out="again")
    assert spans(study) == spans(study, "again")
    (study / "roster.csv").write_text(ROSTER + "Marsh,Hope,2\n", encoding="utf-8")
    run(study, out="third")
    assert spans(study)["one"][0][3] != spans(study, "third")["one"][0][3]


def test_an_alias_is_masked_as_its_owner(study):
    (study / "aliases.csv").write_text("name,alias\n1,zuzu bear\n", encoding="utf-8")
    (study / "texts" / "one.txt").write_text("we asked zuzu bear and Valentina", encoding="utf-8")
    assert run(study, "--aliases", str(study / "aliases.csv")) == 0
    first, second = spans(study)["one"]
    assert first[3] == second[3]


def test_a_file_name_that_names_somebody_is_not_kept(study):
    (study / "texts" / "ostrowska_valentina.txt").write_text("Yes.", encoding="utf-8")
    assert run(study) == 0
    assert not [path for path in (study / "out" / "texts").iterdir() if "ostrowska" in path.name]


def test_all_missing_columns_are_told_at_once(study, capsys):
    (study / "roster.csv").write_text("name\nx\n", encoding="utf-8")
    (study / "bodies.csv").write_text("title\nx\n", encoding="utf-8")
    assert run(study) == 2
    told = capsys.readouterr().err
    assert "person_id" in told and "organisations" in told and "Traceback" not in told
    assert not (study / "out").exists()


@pytest.mark.parametrize("out", ["texts", "texts/inner", "."])
def test_nothing_is_written_among_the_originals(study, out):
    assert run(study, out=out) == 2
    assert [path.name for path in (study / "texts").iterdir()] == ["one.txt"]


def test_a_folder_with_something_else_is_left_alone(study):
    (study / "out").mkdir()
    (study / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(study) == 2
    assert (study / "out" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_unreadable_files_are_told_without_their_names(study, capsys):
    (study / "texts" / "valentina.docx").write_bytes(b"no zip")
    assert run(study) == 2
    assert "valentina" not in capsys.readouterr().err.lower()

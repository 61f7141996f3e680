import datetime as dt
import zipfile

import pytest

from scripts.ground.faults import MissingInput, UnreadableFile
from scripts.ground.models.codebook import Codebook
from scripts.ground.schemas import ingest as tables
from scripts.ground.tables import table_bytes
from scripts.ingest.coding import coding
from tests.ingest.fixtures.build import TEXT
from tests.ingest.raw_files import FIXTURES, raw, raws, rules, written, zipped

CODEBOOK = Codebook.model_validate(
    {
        "version": "1",
        "date": dt.date(2025, 1, 1),
        "codes": [
            {"id": "peers", "name": "peers", "family": "f", "definition": "d", "valence": "neutral"},
            {"id": "weak_support", "name": "weak support", "family": "f", "definition": "d", "valence": "challenges"},
        ],
    }
)
PEERS = '<CodeBook><Codes><Code guid="c1" name="peers"/></Codes></CodeBook>'


def project(path, **declared):
    return raw(path, kind="coding", **({"format": "qdpx"} | declared))


def read(*files):
    made = coding(raws(*files), CODEBOOK)
    for name, rows in made._asdict().items():
        table = {"codes": "ProjectCodes"}.get(name, name.title().replace("_", ""))
        table_bytes(rows, getattr(tables, table), name)
    return made


def passages(made):
    texts = {row["document_name"]: row["text"] for row in made.coded_texts}
    return sorted((row["code"], row["coder"], texts[row["document_name"]][row["start"] : row["end"]]) for row in made.codings)


def qde(selections, source='plainTextPath="internal://d.txt"'):
    return f'<Project>{PEERS}<Sources><TextSource name="d" {source}>{selections}</TextSource></Sources></Project>'


def passage(start, end):
    coding = '<Coding><CodeRef targetGUID="C1"/></Coding>'
    return f'<PlainTextSelection startPosition="{start}" endPosition="{end}">{coding}</PlainTextSelection>'


@pytest.mark.parametrize("name", ["plain.qdpx", "nvivo.qdpx", "atlas.qdpx", "unknown.qdpx"])
def test_every_way_of_counting_line_ends_gives_the_same_passages(name):
    made = read(project(name))
    assert passages(made) == [
        ("peers", "Researcher A", "My peers ring me."),
        ("peers", "Researcher B", "Nobody above us"),
        ("weak support", "Researcher B", "Nobody above us"),
    ]
    assert made.coded_texts == [{"document_name": "interview D-1", "text": TEXT}]
    assert [row["source_row"] for row in made.codings] == [1, 2, 3]


def test_what_text_cannot_show_is_counted_by_kind():
    made = read(project("plain.qdpx"))
    reading = made.readings[0]
    assert (reading["rows_read"], reading["rows_kept"], reading["rows_set_aside"]) == (6, 3, 3)
    assert reading["lost"] == (
        "audio: 1, audio source: 1, passages coded to a case: 1, picture: 1, picture source: 1, selections without a code: 1"
    )
    assert rules(made) == [("coded to a case", None, "note"), ("not in text", None, "warning")]


def test_what_is_coded_to_a_case_stands_among_its_members():
    (row,) = read(project("plain.qdpx")).memberships
    assert (row["group"], row["kind"], row["member"], row["member_kind"]) == (
        "somebody",
        "case",
        "interview D-1 0-5",
        "selection",
    )


def test_two_projects_on_one_text_are_joined_and_a_differing_text_is_kept_beside_it(tmp_path):
    other = project_with_text(tmp_path / "other.qdpx", TEXT.replace("ring", "call"))
    made = read(project("nvivo.qdpx"), project("atlas.qdpx", number=2), project(other, number=3))
    assert [row["rows_kept"] for row in made.readings] == [3, 0, 3]
    assert "codings given twice: 3" in made.readings[1]["lost"]
    assert ("texts differ", 1, "warning") in rules(made)
    assert [row["document_name"] for row in made.coded_texts] == ["interview D-1", "interview D-1 (2)"]
    later = [row for row in made.codings if row["source"] == "coding:3"]
    assert {row["document_name"] for row in later} == {"interview D-1 (2)"}
    assert TEXT.replace("ring", "call")[later[0]["start"] : later[0]["end"]] == "My peers call me."


def test_texts_that_differ_in_their_last_line_ends_are_one(tmp_path):
    other = project_with_text(tmp_path / "other.qdpx", TEXT + "\n\n")
    made = read(project("nvivo.qdpx"), project(other, number=2))
    assert ("texts differ", 1, "warning") not in rules(made)


def test_a_coder_that_the_project_does_not_name_is_the_declared_one_or_unknown(tmp_path):
    file = zipped(tmp_path / "a.qdpx", {"project.qde": qde(passage(0, 2)), "sources/d.txt": "My peers."})
    assert read(project(file)).codings[0]["coder"] == "unknown"
    assert read(project(file, coder="Researcher C", primary_coder="Researcher C")).codings[0]["counts"] is True
    assert rules(read(project(file, primary_coder="Researcher A"))) == [("primary coder missing", None, "error")]


@pytest.mark.parametrize(("codable", "told"), [("false", []), ("true", [("code name twice", None, "warning")])])
def test_only_codes_that_can_be_given_share_a_name_for_worse(tmp_path, codable, told):
    inner = '<Code guid="c2" name="peers" isCodable="true"/>'
    codes = f'<CodeBook><Codes><Code guid="c1" name="peers" isCodable="{codable}">{inner}</Code></Codes></CodeBook>'
    xml = f'<Project xmlns="urn:QDA-XML:project:1.0">{codes}<Sources/></Project>'
    assert rules(read(project(zipped(tmp_path / "a.qdpx", {"project.qde": xml})))) == told


def test_codes_that_the_codebook_lacks_are_named_once(tmp_path):
    extra = '<Code guid="c2" name="Weak  Support"/><Code guid="c3" name="new one"/><Code guid="c4" name="group" isCodable="0"/>'
    xml = qde("").replace("</Codes>", f"{extra}</Codes>")
    made = read(project(zipped(tmp_path / "a.qdpx", {"project.qde": xml})))
    assert [each["message"] for each in made.findings] == ["1 code(s) of the project are not in the codebook: new one."]


def test_a_position_outside_its_text_and_a_text_that_is_not_there_are_located_errors(tmp_path):
    inside = {"project.qde": qde(passage(0, 99) + passage(3, 2)), "sources/d.txt": "Short."}
    made = read(project(zipped(tmp_path / "a.qdpx", inside)))
    assert rules(made) == [("position outside text", 1, "error"), ("position outside text", 2, "error")]
    assert made.readings[0]["lost"] == "places outside their text: 2"
    made = read(project(zipped(tmp_path / "b.qdpx", {"project.qde": qde(passage(0, 2))})))
    assert rules(made) == [("text not in project", 1, "error")]
    assert made.readings[0]["lost"] == "codings of a text that is not there: 1"


def test_a_selection_of_a_single_point_is_kept(tmp_path):
    made = read(project(zipped(tmp_path / "a.qdpx", {"project.qde": qde(passage(3, 3)), "sources/d.txt": "My peers."})))
    assert [(row["start"], row["end"]) for row in made.codings] == [(3, 3)]


def test_declared_texts_stand_in_for_texts_that_the_project_lacks(tmp_path):
    raw_folder = tmp_path / "data/raw"
    written(raw_folder, "texts/D.txt", "\ufeffOne.\r\nMy peers.\r\n")
    raw_folder.joinpath("a.qdpx").write_bytes(zipped(tmp_path / "a.qdpx", {"project.qde": qde(passage(9, 14))}).read_bytes())
    made = read(project(raw_folder / "a.qdpx", texts=["texts/*.txt"]))
    assert passages(made) == [("peers", "unknown", "peers")]
    assert made.coded_texts == [{"document_name": "d", "text": "One.\nMy peers.\n"}]


def test_declared_texts_may_be_word_documents(tmp_path):
    (tmp_path / "data/raw").mkdir(parents=True)
    file = zipped(tmp_path / "data/raw/a.qdpx", {"project.qde": qde(passage(3, 8)).replace('name="d"', 'name="Reflection.docx"')})
    written(tmp_path / "data/raw", "reflection.docx", (FIXTURES / "reflection.docx").read_bytes())
    made = read(project(file, texts=["*.docx"]))
    assert made.coded_texts[0]["text"].startswith("My reflection\nWhat I learned: to wait.\nQuestion 2\nFirst line\nsecond line.")
    assert passages(made) == [("peers", "unknown", "refle")]


def test_a_pattern_of_texts_without_a_file_and_one_that_leads_out_are_faults(tmp_path):
    file = zipped(tmp_path / "a.qdpx", {"project.qde": qde("")})
    for pattern in ("missing/*.txt", "../*.txt", "/etc/*"):
        with pytest.raises(MissingInput, match="texts"):
            read(project(file, texts=[pattern]))


def test_segments_without_text_go_on_by_their_words(tmp_path):
    path = written(tmp_path, "s.csv", "Document,Code,Segment,Coder\nd,peers,My peers ring.,Researcher A\n")
    columns = {"document": "Document", "code": "Code", "quote": "Segment", "coder": "Coder"}
    made = read(project(path, format="segments-csv", columns=columns))
    (row,) = made.codings
    assert (row["quote"], row["start"], row["end"], row["coder"]) == ("My peers ring.", None, None, "Researcher A")
    assert made.coded_texts == []


def test_a_codebook_holds_codes_and_sets_but_no_coding():
    made = read(project("refi/atlas.qdc", format="qdc", primary_coder="Researcher A"))
    assert made.codings == []
    assert [(row["name"], row["parent"], row["is_codable"]) for row in made.codes] == [
        ("code2", "", True),
        ("code1", "", True),
        ("code1.1", "code1", True),
        ("code3", "", False),
        ("code:3.1", "code3", True),
    ]
    assert [(row["group"], row["member"]) for row in made.memberships] == [
        ("codeGroup1::codeGroup1.2", "code2"),
        ("codeGroup1::codeGroup1.2", "code1.1"),
        ("codeGroup1::codeGroup1.1", "code1"),
        ("codeGroup1::codeGroup1.1", "code1.1"),
    ]
    assert rules(made) == [("code not in codebook", None, "warning"), ("codebook only", None, "note")]
    assert (made.readings[0]["rows_read"], made.readings[0]["rows_kept"]) == (0, 0)


def test_what_is_no_project_is_refused_with_what_was_found(tmp_path):
    with pytest.raises(UnreadableFile, match="a zip archive"):
        read(project(zipped(tmp_path / "a.qdpx", {"notes.txt": "x"})))
    with pytest.raises(UnreadableFile, match="plain text"):
        read(project(written(tmp_path, "b.qdpx", "hello")))
    with pytest.raises(UnreadableFile, match="REFI-QDA project"):
        read(project("plain.qdpx", format="qdc"))


def test_an_undeclared_source_makes_empty_tables():
    assert all(table == [] for table in read())


def project_with_text(path, text):
    with zipfile.ZipFile(FIXTURES / "plain.qdpx") as old:
        members = {name: old.read(name) for name in old.namelist()}
    return zipped(path, {name: text if name.endswith(".txt") else content for name, content in members.items()})

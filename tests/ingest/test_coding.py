import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ground.faults import UnreadableFile
from scripts.ingest.coding import coding
from scripts.ingest.qdpx import _Place
from tests.ingest.fixtures.build import TEXT
from tests.ingest.raw_files import FIXTURES, raw, raws, rules, written, zipped

QDE = '<Project xmlns="urn:QDA-XML:project:1.0"><Sources/></Project>'


def project(path, **declared):
    return raw(path, kind="coding", format="qdpx", **declared)


def passages(made):
    texts = {row["document_name"]: row["text"] for row in made.coded_texts}
    return sorted((row["code"], row["coder"], texts[row["document_name"]][row["start"] : row["end"]]) for row in made.codings)


@pytest.mark.parametrize("name", ["plain.qdpx", "nvivo.qdpx", "atlas.qdpx", "unknown.qdpx"])
def test_every_way_of_counting_line_ends_gives_the_same_passages(name):
    made = coding(raws(project(name)))
    assert passages(made) == [
        ("peers", "Researcher A", "My peers ring me."),
        ("peers", "Researcher B", "Nobody above us"),
        ("weak support", "Researcher B", "Nobody above us"),
    ]
    assert made.coded_texts == [{"document_name": "interview D-1", "text": TEXT}]
    assert [row["source_row"] for row in made.codings] == [1, 2, 3]


def test_what_text_cannot_show_is_counted_by_kind():
    made = coding(raws(project("plain.qdpx")))
    reading = made.readings[0]
    assert (reading["rows_read"], reading["rows_kept"], reading["rows_set_aside"]) == (6, 3, 3)
    assert reading["lost"] == "audio: 1, picture: 1, selections without a code: 1, codings to a case or an unknown code: 1"
    assert rules(made) == [("no code", None, "note"), ("not in text", None, "warning")]


def test_two_projects_on_one_text_are_joined_and_a_differing_text_is_set_aside(tmp_path):
    other = project_with_text(tmp_path / "other.qdpx", TEXT.replace("ring", "call"))
    made = coding(raws(project("nvivo.qdpx"), project("atlas.qdpx", number=2), project(other, number=3)))
    assert len(made.codings) == 3
    assert ("texts differ", 1, "error") in rules(made)
    assert [row["rows_kept"] for row in made.readings] == [3, 0, 0]


@pytest.mark.parametrize(("codable", "told"), [("false", []), ("true", [("code name twice", None, "warning")])])
def test_only_codes_that_can_be_given_share_a_name_for_worse(tmp_path, codable, told):
    inner = '<Code guid="c2" name="peers" isCodable="true"/>'
    codes = f'<CodeBook><Codes><Code guid="c1" name="peers" isCodable="{codable}">{inner}</Code></Codes></CodeBook>'
    qde = f'<Project xmlns="urn:QDA-XML:project:1.0">{codes}<Sources/></Project>'
    assert rules(coding(raws(project(zipped(tmp_path / "a.qdpx", {"project.qde": qde}))))) == told


def test_a_position_outside_its_text_and_a_text_outside_the_project_are_errors(tmp_path):
    def source(path, start, end):
        return f"""<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes><Code guid="c1" name="peers"/></Codes></CodeBook>
          <Sources><TextSource name="d" {path}><PlainTextSelection startPosition="{start}" endPosition="{end}"><Coding>
          <CodeRef targetGUID="C1"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""

    inside = {"project.qde": source('plainTextPath="bare.txt"', 0, 99), "sources/bare.txt": "Short."}
    made = coding(raws(project(zipped(tmp_path / "a.qdpx", inside))))
    assert rules(made) == [("position outside text", 1, "error")]
    outside = {"project.qde": source('plainTextPath="relative:///d.txt"', 0, 2)}
    assert rules(coding(raws(project(zipped(tmp_path / "b.qdpx", outside))))) == [("text not in project", 1, "error")]


def test_a_text_inside_the_project_file_is_read(tmp_path):
    qde = """<Project><CodeBook><Codes><Code guid="c1" name="peers"/></Codes></CodeBook><Sources><TextSource name="d">
      <PlainTextContent>My peers.</PlainTextContent><PlainTextSelection startPosition="3" endPosition="8"><Coding>
      <CodeRef targetGUID="c1"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""
    made = coding(raws(project(zipped(tmp_path / "a.qdpx", {"project.qde": qde}))))
    assert passages(made) == [("peers", "unknown", "peers")]


def test_expanding_entities_and_swelling_archives_are_refused(tmp_path):
    entities = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Project>&b;</Project>'
    with pytest.raises(UnreadableFile, match="entities"):
        coding(raws(project(zipped(tmp_path / "a.qdpx", {"project.qde": entities}))))
    with pytest.raises(UnreadableFile, match="zip bomb"):
        coding(raws(project(zipped(tmp_path / "b.qdpx", {"project.qde": QDE, "sources/x.txt": b"0" * 20_000_000}))))


def test_what_is_no_project_is_refused_with_what_was_found(tmp_path):
    with pytest.raises(UnreadableFile, match="a zip archive"):
        coding(raws(project(zipped(tmp_path / "a.qdpx", {"notes.txt": "x"}))))
    with pytest.raises(UnreadableFile, match="plain text"):
        coding(raws(project(written(tmp_path, "b.qdpx", "hello"))))
    with pytest.raises(UnreadableFile, match="not valid XML"):
        coding(raws(project(zipped(tmp_path / "c.qdpx", {"project.qde": "<Project>"}))))


def test_an_undeclared_source_makes_empty_tables():
    assert all(table == [] for table in coding(raws()))


@given(st.text("ab\r\n\ufeff𝄞"), st.booleans(), st.booleans())
def test_places_never_leave_the_text_and_never_run_backwards(raw_text, one, bom):
    kept = raw_text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    place = _Place(raw_text, line_end_is_one=one, counts_bom=bom)
    assert place.table == sorted(place.table)
    assert place.table[-1] == len(kept)
    assert place(len(place.table)) == place(-1) == -1


def project_with_text(path, text):
    with zipfile.ZipFile(FIXTURES / "plain.qdpx") as old:
        members = {name: old.read(name) for name in old.namelist()}
    return zipped(path, {name: text if name.endswith(".txt") else content for name, content in members.items()})

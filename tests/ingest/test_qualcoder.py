import shutil
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, UnreadableFile
from scripts.ingest.qualcoder import qualcoder
from tests.ingest.raw_files import FIXTURES, raw, written, zipped

OLD = FIXTURES / "qualcoder/old.qda/data.qda"
NEW = FIXTURES / "qualcoder/project.qda/data.qda"


def read(path, **declared):
    return qualcoder(raw(path, kind="coding", format="qualcoder", **declared))


def passages(project):
    return [
        (each.number, source.text[each.start : each.end] if each.start >= 0 else each.quote, each.code, each.coder)
        for source in project.sources
        for each in source.selections
    ]


@pytest.fixture
def copy(tmp_path):
    """A project that a test may change."""
    shutil.copyfile(NEW, tmp_path / "data.qda")
    return tmp_path / "data.qda"


def change(path, *statements):
    with sqlite3.connect(path) as connection:
        for statement, *values in statements:
            connection.execute(statement, values)
    connection.close()


@pytest.mark.parametrize("path", [OLD, NEW], ids=["v6", "v17"])
def test_both_counts_of_positions_become_the_words_that_were_coded(path):
    assert passages(read(path)) == [
        (1, "We trust each other", "trust", "ada"),
        (2, "We trust each other", "trust", "ben"),
        (3, "other now.\nA-17: I share", "risk", "ben"),
        (4, "risks 😀 and", "risk", "ada"),
        (5, "Café talk", "trust", "ada"),
        (8, "words that were edited away", "trust", "ben"),
    ]


def test_words_that_moved_away_are_told_with_their_number():
    project = read(NEW)
    assert [(each["rule"], each["source_row"], each["severity"]) for each in project.findings] == [
        ("words moved", 8, "warning"),
        ("marks not carried on", None, "note"),
    ]
    assert [(each.start, each.end) for source in project.sources for each in source.selections if each.number == 8] == [(-1, -1)]


def test_what_text_cannot_show_is_counted_by_kind():
    project = read(NEW)
    assert project.other_selections == {"picture": 1, "PDF": 1, "audio": 1}
    assert project.unknown_codes == 1
    assert project.losses == {"codings of a text that is not there": 1}


def test_categories_cannot_be_coded_to_and_codes_may_lie_below_codes():
    assert [(each.name, each.parent, each.is_codable) for each in read(NEW).codes] == [
        ("behaviours", "", False),
        ("with people", "behaviours", False),
        ("trust", "with people", True),
        ("risk", "", True),
        ("risk shared", "risk", True),
    ]


def test_cases_attributes_and_memos_are_kept():
    project = read(OLD)
    assert [(each.group, each.kind, each.member) for each in project.memberships] == [("A-17", "case", "A-17.txt")]
    assert [(each.case, each.variable, each.value) for each in project.attributes] == [
        ("A-17", "role", "manager"),
        ("B-2.txt", "length", "12"),
    ]
    assert [(each.kind, each.about, each.name, each.author) for each in project.notes] == [
        ("project", "", "", ""),
        ("source", "A-17.txt", "", "ada"),
        ("case", "A-17", "", "ada"),
        ("selection", "1", "", "ada"),
        ("source", "A-17.txt", "", "ben"),
        ("project", "", "week 1", "ada"),
    ]


def test_pictures_and_sound_are_no_texts_but_the_text_of_a_pdf_is():
    assert [source.name for source in read(NEW).sources] == ["A-17.txt", "B-2.txt", "report.pdf"]


def test_words_at_another_place_are_found_when_they_stand_there_once(copy):
    change(copy, ("update code_text set pos0 = 0, pos1 = 9 where ctid = 5",))
    assert (5, "Café talk", "trust", "ada") in passages(read(copy))


def test_a_text_with_a_byte_order_mark_keeps_its_places(copy):
    text = "\ufeffOne two three"
    change(
        copy,
        ("update source set fulltext = ? where id = 2", text),
        ("update code_text set seltext = 'two', pos0 = 5, pos1 = 8 where ctid = 5",),
        ("update code_text set seltext = 'three', pos0 = 8, pos1 = 13 where ctid = 8",),
    )
    project = read(copy)
    assert project.sources[1].text == "One two three"
    assert {(number, words) for number, words, *_ in passages(project)} >= {(5, "two"), (8, "three")}


def test_without_stored_words_the_position_counts_as_most_others_of_the_text_do(copy):
    text = "😀😀 one two three four"
    rows = [("one", 5, 8), ("two", 9, 12), ("", 13, 18)]
    change(
        copy,
        ("update source set fulltext = ? where id = 2", text),
        ("delete from code_text where fid = 2",),
        *[("insert into code_text (cid, fid, seltext, pos0, pos1, owner) values (1, 2, ?, ?, ?, '')", *row) for row in rows],
    )
    assert [words for number, words, *_ in passages(read(copy))[-3:]] == ["one", "two", "three"]


@pytest.mark.parametrize(("declared", "coder"), [({}, "unknown"), ({"coder": "Coder A"}, "Coder A")])
def test_a_coding_without_owner_takes_the_declared_coder(copy, declared, coder):
    change(copy, ("update code_text set owner = null",))
    assert {each[3] for each in passages(read(copy, **declared))} == {coder}


def test_a_first_version_without_newer_columns_and_tables_is_read(tmp_path):
    path = tmp_path / "data.qda"
    change(
        path,
        ("create table source (id integer primary key, name text, fulltext text, mediapath text, memo text)",),
        ("create table code_name (cid integer primary key, name text, memo text, catid integer)",),
        ("create table code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text)",),
        ("insert into source (id, name, fulltext) values (1, 'A.txt', 'We talk')",),
        ("insert into code_name (cid, name) values (1, 'talk')",),
        ("insert into code_text values (1, 1, 'talk', 3, 7, 'ada')",),
    )
    assert passages(read(path)) == [(1, "talk", "talk", "ada")]


def test_changes_that_lie_beside_an_open_project_are_read_and_left_there(tmp_path):
    path = tmp_path / "live/data.qda"
    path.parent.mkdir()
    shutil.copyfile(NEW, path)
    writer = sqlite3.connect(path)
    writer.execute("pragma journal_mode = wal")
    writer.execute("pragma wal_autocheckpoint = 0")
    writer.execute("update code_text set owner = 'cem' where ctid = 5")
    writer.commit()
    kept = tmp_path / "data.qda"
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{kept}{ending}")
    writer.close()
    before = {each.name: each.read_bytes() for each in tmp_path.glob("data.qda*")}
    assert (5, "Café talk", "trust", "cem") in passages(read(kept))
    assert {each.name: each.read_bytes() for each in tmp_path.glob("data.qda*")} == before


def test_a_packed_project_is_to_be_unpacked(tmp_path):
    with pytest.raises(UnreadableFile, match="packed") as told:
        read(zipped(tmp_path / "project.zip", {"project.qda/data.qda": NEW.read_bytes()}))
    assert "Unpack" in told.value.remedy


def test_a_database_of_taguette_is_told_from_one_of_qualcoder():
    with pytest.raises(UnreadableFile, match="it is a Taguette database"):
        read(FIXTURES / "taguette/project.sqlite3")


@pytest.mark.parametrize("content", [b"", b"some text", NEW.read_bytes()[:5000]], ids=["empty", "text", "cut off"])
def test_what_is_no_whole_database_is_refused(tmp_path, content):
    with pytest.raises(UnreadableFile):
        read(written(tmp_path, "data.qda", content))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.integers(16, 29000), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_damaged_database_is_read_or_refused_but_never_breaks_the_reader(tmp_path, edits):
    data = bytearray(OLD.read_bytes())
    for place, byte in edits:
        data[place] = byte
    try:
        read(written(tmp_path, "data.qda", bytes(data)))
    except Fault as fault:
        assert fault.where == "coding:1"

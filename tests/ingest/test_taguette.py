import shutil
import sqlite3
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, MissingColumn, UnreadableFile
from scripts.ingest.taguette import PlainText, taguette
from tests.ingest.raw_files import FIXTURES, raw, written

PROJECT = FIXTURES / "taguette/project.sqlite3"
SERVER = FIXTURES / "taguette/server.sqlite3"


def read(path, **declared):
    return taguette(raw(path, kind="coding", format="taguette", **declared))


def passages(project):
    return [
        (source.name, source.text[each.start : each.end] if source.text else each.quote, each.code, each.coder)
        for source in project.sources
        for each in source.selections
    ]


def one_project(tmp_path):
    """The server's database with its second project gone."""
    path = tmp_path / "one.sqlite3"
    shutil.copyfile(SERVER, path)
    with sqlite3.connect(path) as connection:
        connection.execute("delete from projects where name = 'Other'")
    connection.close()
    return path


def test_bytes_of_a_real_project_become_the_words_that_were_highlighted():
    assert [(name, " ".join(words.split()), code) for name, words, code, _ in passages(read(PROJECT))] == [
        ("A-17.txt", "café", "compassion"),
        ("A-17.txt", "café", "trust"),
        ("A-17.txt", "😀 we trust each other", "compassion.attending"),
        ("A-17.txt", "😀 we trust each other", "trust"),
        ("A-17.txt", "now. I share", "risk; positive"),
        ("A-17.txt", "code <here>", "trust"),
        ("B-2.txt", "مرحبا", "trust"),
    ]


def test_what_else_a_project_says_is_kept():
    project = read(PROJECT)
    assert [source.name for source in project.sources] == ["A-17.txt", "B-2.txt", "C-3.txt"]
    assert project.uncoded == 1
    assert [(each.name, each.parent, each.description) for each in project.codes] == [
        ("compassion", "", ""),
        ("compassion.attending", "compassion", "notices how others are"),
        ("risk; positive", "", "a stance, “positive”"),
        ("trust", "", ""),
    ]
    assert [(each.about, each.kind, each.text) for each in project.notes] == [
        ("Leadership", "project", "A fictional project"),
        ("A-17.txt", "source", "first interview"),
    ]
    assert [(each.case, each.value) for each in project.attributes] == [("B-2.txt", "right to left")]


def test_the_log_tells_who_gave_each_tag_even_to_the_highlight_of_another(tmp_path):
    coders = Counter((code, coder) for _, words, code, coder in passages(read(one_project(tmp_path))) if words == "café")
    assert coders == {("compassion", "coder_b"): 1, ("trust", "coder_a"): 1}


def test_a_merged_tag_keeps_the_hand_that_gave_it(tmp_path):
    path = one_project(tmp_path)
    with sqlite3.connect(path) as connection:
        merged, kept = (
            connection.execute("select id from tags where path = ?", (name,)).fetchone()[0] for name in ("compassion", "trust")
        )
        project = connection.execute("select id from projects").fetchone()[0]
        connection.execute("delete from highlight_tags where tag_id = ? and highlight_id = 2", (kept,))
        connection.execute("update highlight_tags set tag_id = ? where tag_id = ?", (kept, merged))
        connection.execute("update commands set payload = replace(payload, '[1, 4]', '[1]')")
        connection.execute("delete from tags where id = ?", (merged,))
        connection.execute(
            "insert into commands (date, user_login, project_id, payload) values ('2026-03-01', 'coder_a', ?, ?)",
            (project, f'{{"type": "tag_merge", "src_tag_id": {merged}, "dest_tag_id": {kept}}}'),
        )
    connection.close()
    assert ("A-17.txt", "café", "trust", "coder_b") in passages(read(path))


@pytest.mark.parametrize(("declared", "coder"), [({}, "admin"), ({"coder": "Coder A"}, "Coder A")])
def test_an_export_calls_everybody_admin_so_a_declared_coder_goes_first(declared, coder):
    assert {each[3] for each in passages(read(PROJECT, **declared))} == {coder}


@pytest.mark.parametrize(("declared", "coder"), [({}, "unknown"), ({"coder": "Coder A"}, "Coder A")])
def test_without_a_log_the_declared_coder_stands(tmp_path, declared, coder):
    path = one_project(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("delete from commands")
    connection.close()
    assert {each[3] for each in passages(read(path, **declared))} == {coder}


def test_a_database_of_several_projects_is_refused_with_their_number():
    with pytest.raises(UnreadableFile, match="2 projects"):
        read(SERVER)


def test_a_highlight_outside_of_its_text_keeps_its_words(tmp_path):
    path = one_project(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("update highlights set start_offset = 9000, end_offset = 9005 where id = 2")
    connection.close()
    chosen = [each for source in read(path).sources for each in source.selections if each.number == 2]
    assert {(each.start, each.end, each.quote) for each in chosen} == {(-1, -1, "café")}


def test_highlights_of_a_missing_document_and_tags_that_are_gone_are_counted(tmp_path):
    path = one_project(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("delete from documents where name = 'B-2.txt'")
        connection.execute("delete from tags where path = 'compassion'")
    connection.close()
    project = read(path)
    assert project.losses.total() == 1
    assert project.unknown_codes == 1


def test_the_raw_file_stays_as_it_is_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "a project #1?.sqlite3"
    shutil.copyfile(PROJECT, path)
    path.chmod(0o444)
    read(path)
    assert path.read_bytes() == PROJECT.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["create table notes (id integer)"], "another program, with 1 table"),
        ([f"create table {name} (id integer)" for name in ("code_text", "code_name", "source")], "a QualCoder project"),
        ([f"create table {name} (id integer)" for name in ("coding", "treecode", "freecode")], "an RQDA project"),
    ],
)
def test_a_database_of_another_program_is_refused_with_what_it_is(tmp_path, statements, found):
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    with pytest.raises(UnreadableFile, match=found):
        read(path)


@pytest.mark.parametrize(
    "content", [b"", b"id,document,tag,content\n", PROJECT.read_bytes()[:9000]], ids=["empty", "table", "cut off"]
)
def test_what_is_no_whole_database_is_refused(tmp_path, content):
    with pytest.raises(UnreadableFile):
        read(written(tmp_path, "x.sqlite3", content))


@pytest.mark.parametrize(
    ("contents", "start", "end", "words"),
    [
        ("<p>ab</p><p>cd</p>", 1, 3, "b\nc"),
        ("<p>ab</p><p>cd</p>", 2, 4, "cd"),
        ("<p>ab</p><p>cd</p>", 0, 2, "ab"),
        ("<p>é€😀x</p>", 2, 9, "€😀"),
        ("<p>é€😀x</p>", 1, 6, "€😀"),
        ("\n <p>a &amp; b&nbsp;c</p>", 2, 7, "& b\xa0"),
        ("<pre>\nab</pre>", 0, 2, "ab"),
        ("<table><tbody><tr><td><pre>\nab</pre></td></tr></tbody></table>", 1, 3, "ab"),
        ("a<br>b", 0, 2, "a\nb"),
    ],
)
def test_offsets_count_the_bytes_of_the_text_without_tags(contents, start, end, words):
    plain = PlainText(contents)
    first, last = plain.place(start, end)
    assert plain.text[first:last] == words


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1), (0, 5), (9, 12)])
def test_offsets_outside_of_the_text_place_nothing(start, end):
    assert PlainText("<p>abcd</p>").place(start, end) == (-1, -1)


@pytest.mark.parametrize("name", ["highlights.csv", "highlights.xlsx"])
def test_a_table_of_highlights_gives_the_words_and_one_selection_a_row(name):
    project = taguette(
        raw(FIXTURES / "taguette" / name, kind="coding", format=f"taguette-{name[-4:].strip('.')}", coder="Coder A")
    )
    assert passages(project)[:3] == [
        ("A-17.txt", "café", "compassion", "Coder A"),
        ("A-17.txt", "café", "trust", "Coder A"),
        ("A-17.txt", "😀 we trust each other", "compassion.attending", "Coder A"),
    ]
    chosen = [each for source in project.sources for each in source.selections]
    assert [each.number for each in chosen] == [2, 3, 4, 5, 6, 7, 8]
    assert chosen[4].code == "risk; positive"
    assert {(each.start, each.end) for each in chosen} == {(-1, -1)}


def test_a_highlight_without_a_tag_is_counted_in_a_table_too(tmp_path):
    table = "id,document,content,tag\n1,A,some words,\n2,A,more words,trust/risk\n,,lost,x\n"
    project = taguette(raw(written(tmp_path, "h.csv", table), kind="coding", format="taguette-csv"))
    assert project.uncoded == 1
    assert passages(project) == [("A", "more words", "trust/risk", "unknown")]
    assert [(each["rule"], each["source_row"]) for each in project.findings] == [("segment not usable", 4)]


def test_a_table_without_the_columns_is_refused(tmp_path):
    with pytest.raises(MissingColumn, match="document"):
        taguette(raw(written(tmp_path, "h.csv", "tag,content\na,b\n"), kind="coding", format="taguette-csv"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.integers(16, 40000), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_damaged_database_is_read_or_refused_but_never_breaks_the_reader(tmp_path, edits):
    data = bytearray(PROJECT.read_bytes())
    for place, byte in edits:
        data[place] = byte
    try:
        read(written(tmp_path, "damaged.sqlite3", bytes(data)))
    except Fault as fault:
        assert fault.where == "coding:1"

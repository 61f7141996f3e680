import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ground.faults import TableFault
from scripts.ground.schema import Table, column
from scripts.ground.tables import number_text, read_frame, read_rows, table_bytes


class Answers(Table, key=("person", "item")):
    """Every type a column can have."""

    person: str = column("who")
    item: int = column("question")
    words: str = column("free text", missing=True)
    score: float = column("points", missing=True)
    rank: int = column("place", missing=True)
    agreed: bool = column("yes or no", missing=True)


def row(**given):
    return {"person": "a", "item": 1, "words": "", "score": None, "rank": None, "agreed": None} | given


def written(folder, rows):
    path = folder / "answers.csv"
    path.write_bytes(table_bytes(rows, Answers, "answers.csv"))
    return path


numbers = st.floats(-1e300, 1e300, allow_subnormal=False)
rows = st.builds(
    row,
    person=st.text(min_size=1),
    item=st.integers(-(2**50), 2**50),
    words=st.text(),
    score=st.none() | numbers,
    rank=st.none() | st.integers(-(2**50), 2**50),
    agreed=st.none() | st.booleans(),
)


@settings(deadline=None)
@given(given_row=rows)
def test_any_row_comes_back_as_it_was_written(tmp_path_factory, given_row):
    [back] = read_rows(written(tmp_path_factory.mktemp("table"), [given_row]), Answers)
    assert {name: back[name] for name in back if name != "score"} == {name: given_row[name] for name in back if name != "score"}
    if given_row["score"] is None:
        assert back["score"] is None
    else:
        assert math.isclose(back["score"], given_row["score"], rel_tol=5e-10)


@settings(deadline=None)
@given(given_rows=st.lists(rows, max_size=6), data=st.data())
def test_the_order_of_the_rows_never_changes_a_byte(given_rows, data):
    shuffled = data.draw(st.permutations(given_rows))
    assert table_bytes(shuffled, Answers, "answers.csv") == table_bytes(given_rows, Answers, "answers.csv")


@settings(deadline=None)
@given(given_rows=st.lists(rows, max_size=4))
def test_reading_and_writing_again_gives_the_same_bytes(tmp_path_factory, given_rows):
    path = written(tmp_path_factory.mktemp("table"), given_rows)
    assert table_bytes(read_rows(path, Answers), Answers, "again.csv") == path.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        '"quoted"',
        "a,b",
        "two\nlines",
        "two\r\nlines",
        "a lone\rreturn",
        " blanks ",
        "NA",
        "nan",
        "=1+1",
        "Zoë \u200b 中",
        "'",
        "\\",
    ],
)
def test_awkward_text_survives(tmp_path, words):
    assert read_rows(written(tmp_path, [row(words=words)]), Answers)[0]["words"] == words


def test_a_text_longer_than_the_csv_module_likes_is_read_whole(tmp_path):
    words = "long " * 60_000
    assert read_rows(written(tmp_path, [row(words=words)]), Answers)[0]["words"] == words


def test_rows_are_sorted_by_key_and_numbers_as_numbers():
    made = table_bytes([row(person="b"), row(item=10), row(item=9)], Answers, "answers.csv").decode()
    assert [line.split(",")[:2] for line in made.splitlines()[1:]] == [["a", "9"], ["a", "10"], ["b", "1"]]


def test_the_written_form_is_one_for_all():
    made = table_bytes([row(words="x", score=2 / 3, rank=4.0, agreed=True)], Answers, "answers.csv")
    assert made == b"person,item,words,score,rank,agreed\na,1,x,0.6666666667,4,true\n"


@pytest.mark.parametrize(
    ("value", "text"), [(0.1 + 0.2, "0.3"), (-0.0, "0"), (3.0, "3"), (1e21, "1e+21"), (12345.678901234, "12345.6789")]
)
def test_numbers_have_ten_digits_and_no_needless_zeros(value, text):
    assert number_text(value) == text


def test_an_empty_table_still_has_its_header():
    assert table_bytes([], Answers, "answers.csv") == b"person,item,words,score,rank,agreed\n"


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(("change", "named"), [({"extra": 1}, "extra"), ({"score": ...}, "score")])
def test_a_column_too_many_or_too_few_is_refused_in_any_row(place, change, named):
    wrong = {name: value for name, value in (row(person="b") | change).items() if value is not ...}
    given_rows = [row(), row(person="c")]
    given_rows[place] = wrong
    with pytest.raises(TableFault, match=named):
        table_bytes(given_rows, Answers, "answers.csv")


@pytest.mark.parametrize("nothing", [None, "", float("nan")])
def test_a_required_cell_must_not_be_empty(nothing):
    with pytest.raises(TableFault, match="person"):
        table_bytes([row(person=nothing)], Answers, "answers.csv")


def test_a_file_with_other_columns_is_refused_with_its_name(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("person,item\na,1\n", encoding="utf-8")
    for read in (read_rows, read_frame):
        with pytest.raises(TableFault) as told:
            read(path, Answers)
        assert "answers.csv" in told.value.where
        assert "words" in str(told.value)


def test_a_frame_reads_what_rows_wrote_and_writes_the_same_bytes(tmp_path):
    path = written(tmp_path, [row(words="NA", score=1.5, rank=2, agreed=True), row(item=2, agreed=False)])
    frame = read_frame(path, Answers)
    assert frame["words"].tolist() == ["NA", ""]
    assert frame["score"].tolist()[0] == 1.5
    assert math.isnan(frame["score"].tolist()[1])
    assert table_bytes(frame, Answers, "answers.csv") == path.read_bytes()

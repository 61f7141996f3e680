import pytest

from scripts.ground.schema import Frame, Rows, Table, column, table_of, wants_frame


class Scores(Table, key=("person",)):
    """Scores of people."""

    person: str = column("who")
    score: float = column("points", missing=True)
    items: int = column("questions")
    shown: bool = column("whether it is shown")


def test_the_schema_says_type_meaning_and_need_of_every_column():
    assert Scores.json_schema() == {
        "title": "Scores",
        "description": "Scores of people.",
        "fields": [
            {"name": "person", "type": "string", "description": "who", "constraints": {"required": True}},
            {"name": "score", "type": "number", "description": "points", "constraints": {"required": False}},
            {"name": "items", "type": "integer", "description": "questions", "constraints": {"required": True}},
            {"name": "shown", "type": "boolean", "description": "whether it is shown", "constraints": {"required": True}},
        ],
        "primaryKey": ["person"],
    }


@pytest.mark.parametrize(
    ("annotation", "table", "frame"), [(Rows[Scores], Scores, False), (Frame[Scores], Scores, True), (dict, None, False)]
)
def test_an_annotation_tells_its_table_and_form(annotation, table, frame):
    assert table_of(annotation) is table
    assert wants_frame(annotation) is frame


def test_two_tables_do_not_share_columns():
    class Others(Table, key=("id",)):
        """Another table."""

        id: str = column("id")

    assert list(Others.columns) == ["id"]
    assert list(Scores.columns) == ["person", "score", "items", "shown"]

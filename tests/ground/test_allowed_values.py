import pytest

from scripts.ground.faults import TableFault
from scripts.ground.schema import Table, column
from scripts.ground.tables import table_bytes


class Tiny(Table, key=("word",)):
    """A table with allowed values."""

    word: str = column("a word", one_of=("yes", "no"), missing=True)
    count: int = column("a count", minimum=0, missing=True)


def written(word="yes", count=0):
    return table_bytes([{"word": word, "count": count}], Tiny, "tiny.csv")


def test_allowed_and_missing_values_are_written():
    assert written() == b"word,count\nyes,0\n"
    assert written("", None) == b"word,count\n,\n"


@pytest.mark.parametrize("given", [{"word": "maybe"}, {"word": "Yes"}, {"count": -1}])
def test_another_value_is_refused_without_being_told(given):
    with pytest.raises(TableFault) as told:
        written(**given)
    assert "is not allowed" in str(told.value)
    assert "maybe" not in str(told.value)


def test_the_published_schema_says_what_is_allowed():
    constraints = [field["constraints"] for field in Tiny.json_schema()["fields"]]
    assert constraints == [{"required": False, "enum": ["yes", "no"]}, {"required": False, "minimum": 0}]

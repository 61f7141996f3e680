"""Declared tables: what a column is called, holds and means; one class a table.

    class Scores(Table, key=("participant", "wave", "behaviour")):
        '''Scale scores, one row a person, wave and behaviour.'''
        participant: str = column("pseudonym")
        score: float = column("mean of the items answered, scale points", missing=True)

A step names the table in its signature: `Frame[Scores]` receives a pandas frame, `Rows[Scores]` a list of
dictionaries (for steps that do without pandas). The door loads, checks and writes them by this declaration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, get_type_hints

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Column:
    """One column: its meaning (with unit), whether a cell may be empty, and which values are allowed."""

    meaning: str
    missing: bool = False
    one_of: tuple[str, ...] = ()
    minimum: float | None = None
    name: str = ""
    type: type = str

    @property
    def constraints(self) -> dict[str, Any]:
        """As Frictionless constraints."""
        allowed = {"enum": list(self.one_of)} if self.one_of else {}
        least = {} if self.minimum is None else {"minimum": self.minimum}
        return {"required": not self.missing, **allowed, **least}


def column(meaning: str, *, missing: bool = False, one_of: tuple[str, ...] = (), minimum: float | None = None) -> Any:
    """Declare a column; the annotation beside it gives the type."""
    return Column(meaning, missing, one_of, minimum)


class Table:
    """Base of all table declarations; `many` rows (a national survey has millions) are kept column by column."""

    columns: dict[str, Column]
    key: tuple[str, ...]
    many: bool

    def __init_subclass__(cls, key: tuple[str, ...] = (), *, many: bool = False, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        kinds = get_type_hints(cls)
        declared = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}
        cls.columns = {name: replace(given, name=name, type=kinds[name]) for name, given in declared.items()}
        cls.key, cls.many = key, many

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The declaration as a Frictionless Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
        kinds = {str: "string", int: "integer", float: "number", bool: "boolean"}
        fields = [
            {
                "name": each.name,
                "type": kinds[each.type],
                "description": each.meaning,
                "constraints": each.constraints,
            }
            for each in cls.columns.values()
        ]
        return {"title": cls.__name__, "description": cls.__doc__, "fields": fields, "primaryKey": list(cls.key)}


T = TypeVar("T", bound=Table)


class _AsFrame:
    """Marker: hand the table over as a pandas frame."""


class _AsRows:
    """Marker: hand the table over as a list of dictionaries."""


if TYPE_CHECKING:

    class Frame(pd.DataFrame):
        """A pandas frame that keeps the declaration of a table."""

        def __class_getitem__(cls, table: type[Table]) -> TypeAlias: ...

    Row = dict[str, Any]

    class Rows(list[Row]):
        """A list of rows that keep the declaration of a table."""

        def __class_getitem__(cls, table: type[Table]) -> TypeAlias: ...

else:

    class Frame:
        """A pandas frame that keeps the declaration of a table."""

        def __class_getitem__(cls, table):
            return Annotated[object, _AsFrame, table]

    class Rows:
        """A list of rows that keep the declaration of a table."""

        def __class_getitem__(cls, table):
            return Annotated[list, _AsRows, table]


class Folder(dict[str, bytes]):
    """Several files by name: what a parameter of this type receives."""


def table_of(annotation: Any) -> type[Table] | None:
    """The table an annotation names, if it names one."""
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, type) and issubclass(part, Table):
            return part
    return None


def wants_frame(annotation: Any) -> bool:
    """Whether the annotation asks for pandas."""
    return _AsFrame in getattr(annotation, "__metadata__", ())

"""Evidence: every reported thing, and the rows it rests on."""

from scripts.ground.schema import Table, column


class Evidence(Table, key=("id",)):
    """One row a reported thing."""

    id: str = column("stable id, e.g. behaviour.B3.change.mean")
    kind: str = column("value, table, figure, quote, verdict or setting (a word of the plan)")
    value: str = column("the value: a number with ten significant digits, or a word", missing=True)
    low: float = column("lower end of the interval", missing=True)
    high: float = column("upper end of the interval", missing=True)
    n: int = column("people (or what `unit` names) it rests on", missing=True)
    unit: str = column("unit of the value", missing=True)
    display: str = column("as printed")
    table: str = column("id of the table it stands in", missing=True)
    cell: str = column("row and column in that table", missing=True)
    basis: str = column("id of the rows it rests on", missing=True)
    record: str = column("step whose record explains it")


class Basis(Table, key=("basis", "source")):
    """Which raw rows a result rests on: one row a basis and raw file."""

    basis: str = column("id shared by all evidence on the same rows")
    source: str = column("raw file, e.g. survey_start:1")
    rows: str = column("physical rows as ranges, e.g. 4-17,19")
    used: int = column("rows used")

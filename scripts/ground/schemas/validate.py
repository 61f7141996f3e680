"""Tables that validation makes."""

from scripts.ground.schema import Table, column


class Flow(Table, key=("source",)):
    """What came in and what became of it, one row a source: read = used + quarantined + excluded."""

    source: str = column("source key")
    unit: str = column("what is counted: responses, documents, people, projects, codings, rows")
    files: int = column("raw files")
    read: int = column("units read")
    used: int = column("units used")
    quarantined: int = column("units set aside because of an error")
    excluded: int = column("units left out by rule: preview, test, duplicate, withdrawn, no consent, unfinished")
    reasons: str = column("reasons with counts, e.g. duplicate 1; preview 1", missing=True)

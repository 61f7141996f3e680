"""Tiny rows for the tests of this stage: every column of a table, empty unless given."""

from typing import Any

from scripts.ground.key import Key
from scripts.ground.schema import Table
from scripts.ground.schemas import anonymise, ingest

KEY = Key(bytes(range(32)))


def row(table: type[Table], **given: Any) -> dict[str, Any]:
    """A row of a table with defaults for what does not matter."""
    defaults = {name: "" if column.type is str else None for name, column in table.columns.items()}
    usual = {"source": "roster:1", "source_row": 2}
    assert set(given) <= set(table.columns), set(given) - set(table.columns)
    return {**defaults, **{name: value for name, value in usual.items() if name in defaults}, **given}


def person(
    id: str, given: str = "", family: str = "", *, part: str = "participant", consent: bool | None = True, **rest: Any
) -> dict:
    return row(
        ingest.People, person=id, part=part, given_name=given, family_name=family,
        consent_analyse=consent, consent_quote=consent, consent_archive=consent, **rest,
    )  # fmt: skip


def link(id: str, *, standing: str = "active", organisation: str = "") -> dict:
    code = KEY.pseudonym("organisation", organisation) if organisation else ""
    return row(
        anonymise.Linkage, person=id, pseudonym=KEY.pseudonym("person", id), organisation=organisation,
        organisation_code=code, standing=standing,
    )  # fmt: skip

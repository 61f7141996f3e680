"""The fault about declared columns that a file lacks: one for each file, with all of them and the columns it could mean.

- A column is offered as the nearest only if no other key of the source uses or names it already.
- Where none of the declared columns is there and hardly one is alike, the row may be somebody's data: nothing of it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from scripts.ground.faults import MissingColumn
from scripts.ingest.cells import fold, likeness
from scripts.ingest.detect_tables import looks_like_data
from scripts.ingest.tabular import Table

NEAR = 75
# so alike that a header is meant, and the share of the declared columns of which one must be
ALIKE, FEWEST_ALIKE = 75, 0.25
# a column in a list is recognised by its first words; the nearest is copied, so a whole question fits
SHOWN_LENGTH, COPIED_LENGTH = 40, 120
AGAIN = "or export the file again with"


def missing_columns(table: Table, missing: Mapping[str, str], used: set[int]) -> MissingColumn:
    """What to say about columns (our key → the header declared) that stand nowhere; `used` are the places that others have."""
    free = _free(table, used)
    if not used and _is_no_header(table, list(missing.values()), free):
        return _no_header(table, missing)
    near = {key: _nearest(wanted, free) for key, wanted in missing.items()}
    told = [f"no column “{wanted}”, which `{key}` names" for key, wanted in missing.items()]
    if len(missing) == 1:
        what = f"The file has {told[0]}."
        nearest = "".join(f"The nearest is “{short(name, COPIED_LENGTH)}”. " for name in near.values() if name)
    else:
        nearest = ""
        lines = [f"  {each}{_hint(name)}" for each, name in zip(told, near.values(), strict=True)]
        what = f"The file lacks {len(missing)} declared columns. It has\n" + "\n".join(lines)
    these = "this column" if len(missing) == 1 else "these columns"
    listed = " | ".join(short(name) for name in dict.fromkeys(free.values())) or "none"
    remedy = f"{nearest}Correct the name in config/sources.yaml, {AGAIN} {these}. Columns that the source does not use: {listed}."
    return MissingColumn(what, where=place_of_header(table), remedy=remedy)


def place_of_header(table: Table) -> str:
    """The file and the row of its header."""
    return f"{table.file.id}, row {table.header_row}" if table.header_row else f"{table.file.id}, names and labels of variables"


def short(text: str, longest: int = SHOWN_LENGTH) -> str:
    """A header that may be a whole question, cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _free(table: Table, used: set[int]) -> dict[str, str]:
    """Every name of the columns that no key of the source uses or names, and the header of its column."""
    source = table.file.source
    named = [*source.columns.values(), *source.ignore, *source.roles, *getattr(source, "items", {}).values()]
    taken = {likeness(name) for name in (*named, *getattr(source, "code", ()))}
    return {
        fold(name): fold(names[0])
        for place, names in enumerate(table.names)
        if place not in used and not taken & {likeness(each) for each in names}
        for name in names
    }


def _nearest(wanted: str, free: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process

    names = list(free)
    found = process.extractOne(likeness(wanted), [likeness(name) for name in names], scorer=fuzz.WRatio, score_cutoff=NEAR)
    return names[found[2]] if found else ""


def _hint(nearest: str) -> str:
    return f". The nearest is “{short(nearest, COPIED_LENGTH)}”" if nearest else ""


def _is_no_header(table: Table, wanted: list[str], free: Mapping[str, str]) -> bool:
    from rapidfuzz import fuzz, process

    if looks_like_data(table.headers):
        return True
    names = [likeness(name) for name in free]
    alike = sum(bool(process.extractOne(likeness(each), names, scorer=fuzz.ratio, score_cutoff=ALIKE)) for each in wanted)
    return alike < FEWEST_ALIKE * len(wanted)


def _no_header(table: Table, missing: Mapping[str, str]) -> MissingColumn:
    asked = "is the header row missing, or is `header_row` wrong?" if table.header_row else "is it another file?"
    where = f"stands in row {table.header_row}" if table.header_row else "is a variable of the file"
    key, wanted = next(iter(missing.items()))
    named = f" (no column “{wanted}”, which `{key}` names)" if len(missing) == 1 else ""
    what = f"None of the {len(missing)} declared columns {where}{named}: {asked}"
    remedy = (
        f"Correct `header_row` or the names of source {table.file.key} in config/sources.yaml, {AGAIN} its header. "
        "What stands in the row is not shown, for it may be somebody's data; `make inspect` looks into the file."
    )
    return MissingColumn(what, where=place_of_header(table), remedy=remedy)

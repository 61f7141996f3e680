"""How each module was attended and rated: share who came, mean feedback, share favourable. Descriptive.

Two-way shares follow `classes.distributions`, a mean rating `classes.attributes`. While the study is interim nothing is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.columnwise import parted
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers, SafeAttendance
from scripts.ground.schemas.engagement import ModuleEngagement
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.quantitative.groups import slug

# what the attendance list says of those who were there
CAME = {"yes", "late"}
TOO_FEW_SHOWN = "too few people to show"
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    modules: Rows[ModuleEngagement]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def modules(
    attendance: Rows[SafeAttendance], answers: Rows[SafeAnswers], instrument: Instrument, running: Running, classes: Classes
) -> Made:
    """A row for each module that anybody has a record of or rated."""
    book = EvidenceBook("quantitative.modules")
    rows = [] if running.interim else list(_modules(attendance, answers, instrument, classes, book))
    return Made(rows, book.evidence, book.bases)


def _modules(
    attendance: list[Row], answers: list[Row], instrument: Instrument, classes: Classes, book: EvidenceBook
) -> Iterator[Row]:
    scales = {scale.id: scale for scale in instrument.other_scales if scale.kind == "feedback"}
    floors = {item.id: scales[item.scale].favourable_from for item in instrument.items if item.scale in scales}
    by_item = parted(answers, "item")
    rated = [row for item in sorted(floors) for row in by_item.get(item, []) if row["value"] is not None and row["module"]]
    recorded = [row for row in attendance if row["attended"]]
    for module in sorted({row["module"] for row in (*recorded, *rated)}):
        of_module = [row for row in recorded if row["module"] == module]
        came = Counter(row["attended"] in CAME for row in of_module)
        responses = _responses([row for row in rated if row["module"] == module], floors)
        means = [mean for mean, _ in responses]
        favourable = Counter(mean >= floor for mean, floor in responses)
        row = {
            "module": module,
            "id": slug(module),
            "recorded": len(of_module),
            "attended_share": _share(came, classes),
            "responses": len(responses),
            "rating": sum(means) / len(means) if len(means) >= classes.attributes.minimum else None,
            "favourable_share": _share(favourable, classes),
        }
        places = [(each["source"], each["source_row"]) for each in (*of_module, *(r for r in rated if r["module"] == module))]
        _note_module(book, row, book.basis(f"module.{slug(module)}", places))
        yield row


def _responses(rated: list[Row], floors: dict[str, float]) -> list[tuple[float, float]]:
    """Mean answer of each response, and the floor of its scale."""
    given: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rated:
        given[(row["source"], row["source_row"])].append(row)
    return [(sum(each["value"] for each in rows) / len(rows), floors[rows[0]["item"]]) for _, rows in sorted(given.items())]


def _share(classes_of_people: Counter[bool], classes: Classes) -> float | None:
    """Share of the first of two classes; None when either is small, because the other is what remains."""
    total, smaller = classes_of_people.total(), min(classes_of_people[True], classes_of_people[False])
    if total < classes.distributions.minimum or 0 < smaller < classes.distributions.minimum:
        return None
    return classes_of_people[True] / total


def _note_module(book: EvidenceBook, row: Row, basis: str) -> None:
    name = f"module.{row['id']}"

    def value(id: str, column: str, shown: str, n: int, unit: str) -> None:
        if row[column] is None:
            shown = TOO_FEW_SHOWN
            book.thing(f"{name}.{id}", "value", shown=shown, n=n, table="tbl-modules", cell=f"{row['module']}.{id}", basis=basis)
            return
        book.value(
            f"{name}.{id}", row[column], shown=shown, n=n, unit=unit, table="tbl-modules", cell=f"{row['module']}.{id}",
            basis=basis,
        )  # fmt: skip

    value("recorded", "recorded", f"{row['recorded']}", row["recorded"], "people with a record of attendance")
    value("attended", "attended_share", display.percent(row["attended_share"]), row["recorded"], "share who came")
    value("responses", "responses", f"{row['responses']}", row["responses"], "feedback responses")
    value("rating", "rating", display.number(row["rating"]), row["responses"], "scale points")
    value("favourable", "favourable_share", display.percent(row["favourable_share"]), row["responses"], "share favourable")

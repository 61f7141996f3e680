"""`disclosure.yaml`: what may be published, and why."""

from __future__ import annotations

from scripts.ground.models.base import ConfigFile, Section, described


class CellRule(Section):
    """Smallest count that may be shown in a class of tables."""

    minimum: int = described("cells below are not shown", ge=0)
    reason: str = described("why this threshold")


class Classes(Section):
    """The four classes of published tables."""

    attributes: CellRule = described(
        "crossed with organisation, role or demographics",
        CellRule(minimum=10, reason="people are recognisable by role and place"),
    )
    distributions: CellRule = described(
        "whole-cohort distributions", CellRule(minimum=5, reason="an answer of few people can be attributed by colleagues")
    )
    themes: CellRule = described(
        "people per theme: the smallest source group whose counts are shown",
        CellRule(minimum=10, reason="in a smaller group everybody knows who said it"),
    )
    merge_groups_below: int = described("source groups smaller than this merge into one", 5, ge=0)
    merged_name: str = described("name of the merged group", "programme team")


class AllowedName(Section):
    """A name that may appear in a release although the gate looks for it."""

    name: str = described("the name or word")
    reason: str = described("why it may appear")


class Redaction(Section):
    """What the redaction of free text may leave standing."""

    allowed_words: tuple[str, ...] = described("capitalised words that are no names", ())


class Disclosure(ConfigFile):
    """The file `disclosure.yaml`."""

    classes: Classes = described("thresholds by class", Classes())
    allowed_names: tuple[AllowedName, ...] = described("authors and names that are words", ())
    redaction: Redaction = described("words that are no names", Redaction())
    canaries: tuple[str, ...] = described("names planted in the data that must never be published", ())

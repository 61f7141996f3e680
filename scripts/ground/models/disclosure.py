"""`disclosure.yaml`: what may be published, and why."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from scripts.ground.models.base import ConfigFile, Section, described

# lower bounds of bands of numbers, or what each value counts as
Band = tuple[float, ...] | dict[str, str]


class CellRule(Section):
    """Smallest count that may be shown in a class of tables."""

    minimum: int = described("cells below are not shown", ge=0)
    reason: str = described("why this threshold")


class DistributionRule(CellRule):
    """What may be shown of how a whole cohort answered or changed."""

    test_results: Literal["shown", "held back"] = described(
        "interval and p value beside hidden counts of change; a reader who computes can tell the counts from them", "shown"
    )


class Classes(Section):
    """The four classes of published tables."""

    attributes: CellRule = described(
        "crossed with organisation, role or demographics",
        CellRule(minimum=10, reason="people are recognisable by role and place"),
    )
    distributions: DistributionRule = described(
        "whole-cohort distributions",
        DistributionRule(minimum=5, reason="an answer of few people can be attributed by colleagues"),
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


class Bands(Section):
    """Bands of quasi-identifiers, by our column of the roster or the header of an extra one."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Band] = Field(init=False)

    @model_validator(mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        """YAML reads the 1 of `1: first cohort` as a number; a value of the roster is text."""
        if not isinstance(value, dict):
            return value
        return {
            column: {str(word): str(name) for word, name in band.items()} if isinstance(band, dict) else band
            for column, band in value.items()
        }

    @model_validator(mode="after")
    def _rising(self) -> Bands:
        for column, band in (self.__pydantic_extra__ or {}).items():
            if not band:
                raise ValueError(f"{column}: no band is declared")
            if isinstance(band, tuple) and list(band) != sorted(set(band)):
                raise ValueError(f"{column}: lower bounds must rise")
        return self

    def of(self, column: str) -> Band | None:
        """The bands of a column, if any are declared."""
        return (self.__pydantic_extra__ or {}).get(column)


class Disclosure(ConfigFile):
    """The file `disclosure.yaml`."""

    classes: Classes = described("thresholds by class", Classes())
    allowed_names: tuple[AllowedName, ...] = described("authors and names that are words", ())
    redaction: Redaction = described("words that are no names", Redaction())
    bands: Bands = described(
        "quasi-identifier → lower bounds of its bands ([0, 5, 10]), or value → band; cohorts are numbered where none are "
        "declared, any other column without bands stays restricted",
        Bands(),
    )
    canaries: tuple[str, ...] = described("names planted in the data that must never be published", ())

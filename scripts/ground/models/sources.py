"""`sources.yaml`: what each raw file is and what its columns mean."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from scripts.ground.models.base import ConfigFile, Section, described

TABLE_FORMATS = Literal["csv", "xlsx", "qualtrics-csv", "forms-xlsx", "jisc-csv", "jisc-xlsx", "jisc-sav", "sav"]
ROLES = Literal["direct", "quasi", "sensitive", "free text", "none"]
TEXT_FORMATS = Literal["teams-vtt", "zoom-vtt", "docx", "txt"]
CODING_FORMATS = Literal["qdpx", "qdc", "taguette", "taguette-csv", "taguette-xlsx", "qualcoder", "segments-csv", "segments-xlsx"]

# the coder of what the coders agreed on, in tables
CONSENSUS = "consensus"
# Qualtrics can write this for a question that was seen and left out.
SEEN_NOT_ANSWERED = -99


class Source(Section):
    """What all sources declare."""

    files: tuple[str, ...] = described("files or patterns below data/raw", min_length=1)
    optional: bool = described("true: the evaluation runs without it and says so", False)

    @field_validator("files", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("files")
    @classmethod
    def _inside(cls, files: tuple[str, ...]) -> tuple[str, ...]:
        for file in files:
            if file.startswith("/") or ".." in file.split("/"):
                raise ValueError(f"{file}: must lie inside data/raw (no leading '/', no '..')")
        return files


class TableSource(Source):
    """A source with rows and columns."""

    format: TABLE_FORMATS = described("format of the export")
    sheet: str = described("sheet of a workbook; empty: the first visible one", "")
    header_row: int = described("physical row of the header in plain CSV and XLSX", 1, ge=1)
    columns: dict[str, str] = described("our column → its header, question text or ImportId")
    ignore: tuple[str, ...] = described("columns that are known and not used", ())
    roles: dict[str, ROLES] = described(
        "header → its role, where `columns` does not name it or it has another than usual; quasi in a roster: carried in bands, "
        "all others are dropped unread",
        {},
    )


class RosterSource(TableSource):
    """People: id, names, organisation, role, cohort, consent."""

    kind: Literal["roster"]


class SurveySource(TableSource):
    """A self-assessment or feedback survey."""

    kind: Literal["survey", "feedback"]
    wave: str = described("wave of a self-assessment", "")
    module: str = described("module of a feedback survey", "")
    items: dict[str, str] = described(
        "item id → its header, question text or ImportId; an item whose id or wording is the header need not be named", {}
    )
    labels: dict[str, float] = described("answer text, value label or recoded number → score (.nan: does not apply)", {})
    item_labels: dict[str, dict[str, float]] = described("item id → a label map of its own, where it differs from `labels`", {})
    already_keyed: tuple[str, ...] = described("reverse-keyed items that this export has reversed already", ())
    code: tuple[str, ...] = described(
        "columns of a self-generated code (initial, month, ...), together instead of `columns.person`", ()
    )
    linked_to: Literal["roster", "each other"] = described(
        "each other: the survey is anonymous, and its waves are linked by the code alone", "roster"
    )

    @field_validator("labels", "item_labels", mode="before")
    @classmethod
    def _number_keys(cls, value: object) -> object:
        return _with_text_keys(value)


class LogSource(TableSource):
    """Improvement projects, attendance, withdrawals or organisations."""

    kind: Literal["projects", "attendance", "withdrawals", "organisations"]
    labels: dict[str, dict[str, str]] = described("our column → word in the file → the word it stands for", {})

    @field_validator("labels", mode="before")
    @classmethod
    def _number_keys(cls, value: object) -> object:
        return _with_text_keys(value)


class TextSource(Source):
    """Transcripts and reflective exercises."""

    kind: Literal["interviews", "reflections", "focus_group"]
    format: TEXT_FORMATS = described("format of the transcripts")
    group: str = described("source group of the speakers (study.yaml)")
    file_name: str = described(
        "regular expression over the file name; its group `person` gives the roster id, `module` the module", ""
    )
    people: dict[str, str] = described("file name → roster id, where the name does not say", {})
    interviewers: tuple[str, ...] = described("speaker labels of interviewers", ())
    speakers: dict[str, str] = described("speaker label → roster id, for several speakers", {})


class CodingSource(Source):
    """The coding of the redacted texts."""

    kind: Literal["coding"]
    format: CODING_FORMATS = described("format of the project or of the table of segments")
    primary_coder: str = described("user whose coding counts; empty: the coding of all users together", "")
    coder: str = described("whose coding the file holds, where it does not say", "")
    consensus: bool = described(
        "true: what the coders agreed on afterwards; it alone counts, and agreement is still that of the other codings", False
    )
    texts: tuple[str, ...] = described(
        "files below data/raw that hold the texts as they were coded, where the coding holds none; empty: the current export", ()
    )
    columns: dict[str, str] = described("document, start, end, quote, code, coder → their headers in a table of segments", {})
    sheet: str = described("sheet of a workbook; empty: the first visible one", "")
    header_row: int = described("physical row of the header in a table of segments", 1, ge=1)
    separator: str = described("sign between several codes in one cell of a table of segments", ";")


def _with_text_keys(value: object) -> object:
    """YAML reads the key of `1: 5` as a number; a label is text."""
    if not isinstance(value, dict):
        return value
    return {key if isinstance(key, str) else str(key): _with_text_keys(inner) for key, inner in value.items()}


AnySource = Annotated[RosterSource | SurveySource | LogSource | TextSource | CodingSource, Field(discriminator="kind")]


class Sources(ConfigFile):
    """The file `sources.yaml`."""

    sources: dict[str, AnySource] = described("source key → what it is; the key stands in reports and logs")
    withdrawals: Literal["", "none so far"] = described("say 'none so far' when there is no withdrawals file", "")

    @model_validator(mode="after")
    def _sensible(self) -> Sources:
        kinds = [source.kind for source in self.sources.values()]
        if kinds.count("roster") != 1:
            raise ValueError("exactly one source of kind 'roster' is needed")
        if "withdrawals" not in kinds and not self.withdrawals:
            raise ValueError("declare a source of kind 'withdrawals', or write 'withdrawals: none so far'")
        for key in self.sources:
            if not key.replace("_", "").isalnum():
                raise ValueError(f"source key {key}: use letters, digits and underscores only")
        return self

    def of_kind(self, *kinds: str) -> dict[str, AnySource]:
        """Sources of the given kinds, in the order declared."""
        return {key: source for key, source in self.sources.items() if source.kind in kinds}

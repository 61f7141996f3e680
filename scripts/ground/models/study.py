"""`study.yaml`: who evaluates what, when, and how strictly."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import field_validator, model_validator

from scripts.ground.models.base import ConfigFile, OneKey, Section, described


class Author(Section):
    """A person or body responsible for the report."""

    name: str = described("name as printed")
    role: str = described("role in the evaluation", "")
    orcid: str = described("ORCID iD, if any", "")
    kind: Literal["person", "team"] = described("what the metadata of the release call the author", "person")


class Publication(Section):
    """What the title page and the metadata say."""

    title: str = described("title of the report")
    subtitle: str = described("subtitle", "")
    question: str = described("the question the report answers first", "Can these results justify adopting the approach widely?")
    programme: str = described("name of the programme, as used in sentences")
    institution: str = described("the evaluating institution, as printed")
    authors: tuple[Author, ...] = described("authors in the order printed")
    report_date: dt.date = described("date of the report; the only clock the pipeline knows")
    fictional: bool = described("true marks every page as a fictional demonstration", False)
    version: str = described("version of the report", "1.0")
    licence: str = described("licence of the released report", "CC BY 4.0")
    doi: str = described("DOI of the release, when it has one", "")
    summary: str = described("what was evaluated and how, in a few sentences, for catalogues", "")
    keywords: tuple[str, ...] = described("keywords for catalogues", ())
    institution_url: str = described("web address of the evaluating institution", "")
    repository: str = described("web address of the code that made the release, as far as it is public", "")
    independence: str = described("what readers must know about the evaluators' independence")
    acknowledgement: str = described("what the design follows, thanks, funding", "")


class Fictional(OneKey):
    """Whether the study is a fictional demonstration, for what bears its mark."""

    of: ClassVar[type[Section]] = Publication
    fictional: bool


class Title(OneKey):
    """The title of the report, for a page that bears it."""

    of: ClassVar[type[Section]] = Publication
    title: str


class ReportDate(OneKey):
    """The date of the report, for what is held against it."""

    of: ClassVar[type[Section]] = Publication
    report_date: dt.date


class Wave(Section):
    """A point in time at which participants assess themselves."""

    id: str = described("short id, as used in tables, e.g. T0")
    name: str = described("name in sentences, e.g. start")


class Aim(Section):
    """One of the questions the evaluation answers; each gets a chapter and a verdict."""

    id: str = described("short id, as used in evidence ids")
    name: str = described("name as a heading")
    question: str = described("the question the chapter answers")
    evidence: Literal["behaviours", "favourable", "projects", "texts"] = described(
        "the quantitative share: change of the behaviours, share of favourable feedback, projects that met their target, "
        "or texts alone"
    )


class SourceGroup(Section):
    """A group of voices whose themes are counted apart."""

    id: str = described("short id")
    name: str = described("plural name in sentences, e.g. sponsors")
    kind: Literal["participant", "sponsor", "facilitator"] = described("the part these people play in the roster")
    collected: Literal["spoken", "written"] = described("spoken: interviews and groups; written: reflections")


class Cohorts(Section):
    """What the study asks, of whom and when."""

    waves: tuple[Wave, ...] = described("waves in order; the first is the baseline, the last the end", min_length=1)
    aims: tuple[Aim, ...] = described("aims in the order of the chapters", min_length=1)
    source_groups: tuple[SourceGroup, ...] = described("groups of voices in the order of the tables")


class Running(Section):
    """How the evaluation runs."""

    renderer: Literal["auto", "quarto", "pandoc"] = described(
        "auto uses Quarto when it is on the machine; quarto makes its absence an error", "auto"
    )
    strict: bool = described("true makes undecided redactions an error", False)
    interim: bool = described("true shows no outcome: the end wave is not in yet", False)
    undeclared_columns: Literal["stop", "note"] = described(
        "columns of a raw table that sources.yaml declares nowhere: stop refuses to go on, note only tells", "stop"
    )
    quarantine_limit: int = described("errors (rows set aside) above which the run stops", 25, ge=0)


class Quality(Section):
    """What validation asks about; it reports and never excludes anybody."""

    earliest_date: dt.date = described(
        "dates before this day are reported; write the day on which the first survey opened", dt.date(2000, 1, 1)
    )
    straight_line_items: int = described(
        "fewest items of a behaviour, one of them reversed, for a straight line to be reported", 4, ge=2
    )
    long_run_items: int = described("fewest equal answers in a row that are reported", 6, ge=2)
    long_run_share: float = described("share of the answers that such a run must make up", 0.5, gt=0, le=1)
    keying_margin: float = described(
        "scale points from the middle beyond which agreeing with items and with their reverse is reported", 1, ge=0
    )
    missing_share: float = described("share of unanswered items above which a response is reported", 0.5, gt=0, lt=1)


class Places(Section):
    """Where files lie, relative to the study folder unless absolute."""

    restricted: str = described("folder of identified intermediates (0700)", "results/restricted")
    key_file: str = described(
        "file with the pseudonym key, outside any repository; the environment variable EVALUATION_KEY_FILE wins", ""
    )

    @field_validator("restricted")
    @classmethod
    def _no_climbing(cls, value: str) -> str:
        if ".." in value.split("/"):
            raise ValueError("must not climb with '..'; write an absolute path instead")
        return value.rstrip("/")


class Study(ConfigFile):
    """The file `study.yaml`."""

    publication: Publication
    cohorts: Cohorts
    running: Running = described("how the evaluation runs", Running())
    quality: Quality = described("what validation asks about", Quality())
    places: Places = described("where files lie", Places())

    @model_validator(mode="after")
    def _ids_once(self) -> Study:
        for name in ("waves", "aims", "source_groups"):
            ids = [each.id for each in getattr(self.cohorts, name)]
            if len(set(ids)) < len(ids):
                raise ValueError(f"{name}: an id is given twice")
        return self

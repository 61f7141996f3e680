"""A block for `sources.yaml`, drafted from what a table holds: kind, format, columns, items, labels, and what to ignore.

- Columns are guessed by their headers; what is not sure says so in a comment, what was not found is marked `?`, which the check
  refuses until somebody fills it in.
- The block is named after the file. A wave stands in it only if the file or its headers name one of the study, and a word gets a
  score only if it is a step of the instrument's own scale.
- Items that the check finds by their ids and wording need no line and get none; those it does not find and whose columns can be
  told are listed. Without an instrument, every rating gets a placeholder.
- A column is named by the shortest of its names that stands over no other column.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from scripts.commands.inspect_columns import Column
from scripts.commands.inspect_likert import sure_scores
from scripts.ground.formats import TABLES, container, program
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Wave
from scripts.ingest.absent_items import near_items
from scripts.ingest.cells import likeness
from scripts.ingest.items import found_items
from scripts.ingest.tabular import Table

WIDTH = 100
UNKNOWN = "?"
# what only a survey program or SPSS writes
SURVEYS = tuple(each for each in TABLES if program(each) or each == "sav")
# Our column → what its header may be, the surest first.
ROSTER = {
    "person": r"(programme|program|participant|study|person|staff|link|unique)?[ _-]*(id|code|identifier|pid)( number)?",
    "part": r"part|part in the (study|programme)|participant type",
    "given_name": r"(given|first) ?names?|forenames?|vorname",
    "family_name": r"(family|last|second) ?name|surname|nachname",
    "known_as": r"known as|preferred name|nickname",
    "email": r"e-?mail( address)?|email",
    "organisation": r"organi[sz]ation( name)?|employer|(local )?authority|council",
    "role": r"role|job( title| role)?|position|post",
    "cohort": r"cohort|group|intake",
    "gender": r"gender|sex",
    "age_band": r"age( band| group| range)?",
    "ethnicity": r"ethnicity|ethnic group|ethnic origin",
    "years": r"years\b.*",
    "consent_analyse": r".*consent.*(anal|use|research|participat|take part).*",
    "consent_quote": r".*consent.*quot.*",
    "consent_archive": r".*consent.*(archiv|deposit|shar|re-?us).*",
}
PROJECTS = {
    "person": ROSTER["person"],
    "title": r"(project )?(title|name)|project",
    "aim": r"(project )?(aims?|goals?|objectives?)",
    "measure": r"measures?|indicator|outcome measure",
    "direction": r"direction|better",
    "baseline": r"baseline.*|start value|before",
    "target": r"target.*",
    "follow_up": r"follow[- ]?up.*|end value|after|result",
    "status": r"status|state",
    "reached": r"(people )?reached|number of people.*",
    "outcome_type": r"outcome type|type of outcome",
}
WITHDRAWALS = {
    "person": ROSTER["person"],
    "date": r".*\bdate\b.*|withdrawn? on|from when",
    "what": r"what.*|scope|extent|withdrawn from",
}
ORGANISATIONS = {
    "name": r"((organi[sz]ation|authority|council) ?)?name|organi[sz]ation|authority|council",
    "abbreviation": r"abbreviations?|acronym|short( name)?",
    "domain": r"(e-?mail )?domain",
}
SURVEY = {
    "person": r".*\b((programme|program|participant|study|personal|unique|joining|your) (id|code|identifier|number)|pid)\b.*"
    r"|(q\d+[_ ])?(programme|participant)[_ ]id|external ?(data ?)?reference|(id|identifier)[ _]?code",
    "recorded": r"recorded ?date|completion time|(date )?(completed|submitted)|(completion|submission|end) ?date|timestamp"
    r"|fertigstellungszeit|heure de fin|ended",
    "status": r"status|response type",
    "finished": r"finished",
    "response": r"response ?id|unique response (number|no)|urn|id|respondent id|response number",
    "module": r"module|session",
}
MODULE = re.compile(r"(?:module|session|workshop|week|day)\s*_?(\d+)\b.*")
# Columns that survey programs add and nobody analyses.
PROGRAM = re.compile(
    r"start ?date|end ?date|start ?time|startzeit|heure de début|started?|ip ?address|progress|duration.*|language|user ?language"
    r"|recipient ?(last|first) ?name|recipient ?e-?mail|external ?(data ?)?reference|location ?(latitude|longitude|accuracy)"
    r"|distribution ?channel|response ?set|response type|e-?mail|e-?mail address|name|first name|last name|last modified time"
    r"|total points|quiz feedback|points - .*|feedback - .*|collector id|survey id|custom data.*"
)


class ItemPlaces(NamedTuple):
    """Places of items: those the check finds by itself, those to be declared, and which of these are only near in wording."""

    found: dict[str, int]
    declared: dict[str, int]
    near: list[str]

    @property
    def all(self) -> dict[str, int]:
        return self.found | self.declared


def draft(
    table: Table,
    columns: list[Column],
    format: str,
    file: str,
    instrument: Instrument | None,
    waves: tuple[Wave, ...] = (),
    *,
    header_row: int = 1,
    sheet: str = "",
) -> list[str]:
    """The lines of the block."""
    kind = guessed_kind(columns, format)
    lines = [f"  {named_after(file, kind)}:  # stands in reports and logs: no name of a person here"]
    lines += [f"    kind: {kind}{_kind_remark(kind)}", f"    files: {quoted(file)}", f"    format: {format}"]
    if sheet:
        lines.append(f"    sheet: {quoted(sheet)}")
    if header_row > 1 and container(format) in ("csv", "xlsx") and program(format) != "qualtrics":
        lines.append(f"    header_row: {header_row}")
    if kind == "survey":
        lines.append(_wave_line(file, columns, waves))
    names = unique_names(columns)
    ours = _ours(columns, kind)
    is_asked = kind in ("survey", "feedback")
    items = _items(table, columns, instrument, set(ours.values())) if is_asked else ItemPlaces({}, {}, [])
    ours |= _open_answers(columns, kind, {*ours.values(), *items.all.values()})
    lines += _columns_lines(ours, names, kind)
    if is_asked:
        lines += _item_lines(items, names, instrument) + _label_lines(columns, items.all, instrument)
    return lines + _ignore_lines(columns, names, {*ours.values(), *items.all.values()}, kind)


def guessed_kind(columns: list[Column], format: str) -> str:
    """The kind of source whose columns the table has most of."""
    headers = [likeness(column.header) for column in columns]
    if format in SURVEYS:
        return "feedback" if any(re.fullmatch(SURVEY["module"], header) for header in headers) else "survey"
    modules = sum(bool(MODULE.fullmatch(likeness(each.header))) and each.kind.startswith("choices") for each in columns)
    found = {
        kind: sum(any(_is_called(ours, pattern, header) for header in headers) for ours, pattern in patterns.items())
        for kind, patterns in (
            ("roster", ROSTER),
            ("projects", PROJECTS),
            ("withdrawals", WITHDRAWALS),
            ("organisations", ORGANISATIONS),
        )
    }
    ratings = sum(column.is_rating for column in columns)
    if found["projects"] >= 4:
        return "projects"
    if modules >= 2 and modules + 3 >= len(columns):
        return "attendance"
    if found["roster"] >= 4 or (found["roster"] >= 3 and ratings < 3):
        return "roster"
    if len(columns) <= 5 and found["withdrawals"] >= 2 and "what" in _ours(columns, "withdrawals"):
        return "withdrawals"
    if len(columns) <= 5 and found["organisations"] >= 2:
        return "organisations"
    return "feedback" if any(re.fullmatch(SURVEY["module"], header) for header in headers) else "survey"


def named_after(file: str, kind: str) -> str:
    """A key for the source: the name of its file in letters, digits and underscores; its kind where nothing is left of that."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    key = re.sub(r"[^a-z0-9]+", "_", stem.casefold()).strip("_")
    return key if key[:1].isalpha() else f"{kind}_{key}".rstrip("_")


def _wave_line(file: str, columns: list[Column], waves: tuple[Wave, ...]) -> str:
    wave = _told_wave([file.rsplit("/", 1)[-1].rsplit(".", 1)[0]], waves) or _told_wave(
        [name for column in columns for name in column.names], waves
    )
    if wave:
        return f"    wave: {quoted(wave)}  # as the name of the file or its headers say"
    known = f": one of {', '.join(each.id for each in waves)}" if waves else ", as config/study.yaml calls it"
    return f'    wave: "{UNKNOWN}"  # not told by the file{known}'


def _told_wave(texts: list[str], waves: tuple[Wave, ...]) -> str:
    """The one wave whose id or name stands in a text as words of its own; empty when none does, or several do."""
    written = [f" {_words(text)} " for text in texts]
    told = [each.id for each in waves if any(f" {_words(name)} " in text for text in written for name in (each.id, each.name))]
    return told[0] if len(told) == 1 else ""


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", likeness(text)))


def unique_names(columns: list[Column]) -> dict[int, str]:
    """For each column the shortest name that stands over no other column; none where every name is shared."""
    times = Counter(name for column in columns for name in {likeness(each) for each in column.names})
    named = {}
    for column in columns:
        alone = [name for name in column.names if times[likeness(name)] == 1 and not name.startswith("(column ")]
        if alone:
            named[column.place] = min(alone, key=lambda name: (len(name) > 60, column.names.index(name)))
    return named


def quoted(text: str) -> str:
    """A text as YAML takes it."""
    if re.fullmatch(r"[A-Za-z][\w ()/.-]*[\w)]|[A-Za-z]", text) and text.casefold() not in (
        "yes",
        "no",
        "true",
        "false",
        "null",
        "on",
        "off",
        "y",
        "n",
    ):
        return text
    return json.dumps(text, ensure_ascii=False)


def wrapped(line: str) -> list[str]:
    """A long line broken inside its quoted text, as YAML joins it again."""
    if len(line) <= WIDTH or '"' not in line:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _kind_remark(kind: str) -> str:
    return {
        "survey": "  # or feedback, when it rates a session",
        "feedback": "  # or survey, when it is the self-assessment",
        "roster": "",
    }.get(kind, "")


def _ours(columns: list[Column], kind: str) -> dict[str, int]:
    """Our columns and their places, each found once."""
    if kind == "attendance":
        modules = {f"module_{match[1]}": each.place for each in columns if (match := MODULE.fullmatch(likeness(each.header)))}
        return _found(columns, {"person": ROSTER["person"]}) | modules
    patterns = {"roster": ROSTER, "projects": PROJECTS, "withdrawals": WITHDRAWALS, "organisations": ORGANISATIONS}.get(
        kind, SURVEY
    )
    return _found(columns, patterns)


def _found(columns: list[Column], patterns: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for ours, pattern in patterns.items():
        free = [each for each in columns if each.place not in found.values()]
        fitting = [each for each in free if any(_is_called(ours, pattern, name) for name in each.names)]
        # an empty or numeric column of the program (ExternalReference) is the last choice
        fitting.sort(
            key=lambda each: (not each.filled, likeness(each.header) != ours, bool(PROGRAM.fullmatch(likeness(each.header))))
        )
        if fitting and (fitting[0].filled or ours != "person"):
            found[ours] = fitting[0].place
    return found


def _is_called(ours: str, pattern: str, name: str) -> bool:
    """Whether a header is our own name for the column, or one that others give it."""
    return likeness(name).replace(" ", "_").replace("-", "_") == ours or bool(re.fullmatch(pattern, likeness(name)))


def _items(table: Table, columns: list[Column], instrument: Instrument | None, taken: set[int]) -> ItemPlaces:
    free = [each for each in columns if each.place not in taken and not PROGRAM.fullmatch(likeness(each.header))]
    if instrument:
        others = {each.place - 1 for each in columns if each not in free}
        found = {item: place + 1 for item, place in found_items(table, instrument, others).items()}
        left = [each for each in free if each.place not in found.values()]
        declared = _ending_with_wording(left, instrument, found)
        rest = [each.place - 1 for each in left if each.place not in declared.values()]
        near = {
            item: places[0] + 1
            for item, places in near_items(table, instrument, {*found, *declared}, rest).items()
            if len(places) == 1
        }
        if found or declared or near:
            return ItemPlaces(found, declared | near, list(near))
    ratings = [each for each in free if each.is_rating]
    return ItemPlaces({}, {f"ITEM_{number}": each.place for number, each in enumerate(ratings, start=1)}, [])


def _ending_with_wording(columns: list[Column], instrument: Instrument, found: Iterable[str]) -> dict[str, int]:
    """Items that the check does not find, and whose wording is the end of one column after a stem it does not know."""
    declared: dict[str, int] = {}
    for item in instrument.items:
        if item.id not in found:
            ends = tuple(f"{sign} {likeness(item.text)}" for sign in ("-", ":"))
            fitting = [
                each.place
                for each in columns
                if each.place not in declared.values() and any(likeness(name).endswith(ends) for name in each.names)
            ]
            if len(fitting) == 1:
                declared[item.id] = fitting[0]
    return declared


def _open_answers(columns: list[Column], kind: str, taken: set[int]) -> dict[str, int]:
    if kind not in ("survey", "feedback"):
        return {}
    free = [
        each.place
        for each in columns
        if each.kind == "free text" and each.place not in taken and not PROGRAM.fullmatch(likeness(each.header))
    ]
    first = "comment" if kind == "feedback" else "open_answer"
    return {first if number == 1 else f"open_answer_{number}": place for number, place in enumerate(free, start=1)}


def _columns_lines(ours: dict[str, int], names: dict[int, str], kind: str) -> list[str]:
    lines = ["    columns:"]
    if "person" not in ours and kind != "organisations":
        lines.append(f'      person: "{UNKNOWN}"  # not recognised: the column with the programme id')
    for name, place in ours.items():
        lines += _named(name, place, names)
    return lines if len(lines) > 1 else ["    columns: {}"]


def _named(ours: str, place: int, names: dict[int, str]) -> list[str]:
    if place not in names:
        return [f'      {ours}: "{UNKNOWN}"  # column {place}, whose header stands over several columns: make them differ']
    return wrapped(f"      {ours}: {quoted(names[place])}")


def _item_lines(items: ItemPlaces, names: dict[int, str], instrument: Instrument | None) -> list[str]:
    if not items.all:
        return _commented("no rating was recognised: name the questions under `items`, each as item id: header")
    has_placeholders = "ITEM_1" in items.declared
    lines = []
    if items.found:
        listed = ", ".join(items.found)
        lines += _commented(f"{len(items.found)} item(s) need no line, the check finds them by id or wording: {listed}")
    if items.declared:
        remark = "  # replace ITEM_... by the ids of config/instrument.yaml" if has_placeholders else ""
        lines.append(f"    items:{remark}")
    for item, place in items.declared.items():
        lines += _named(item, place, names)
    if items.near:
        lines += _commented(f"only nearly in the item's wording, so compare: {', '.join(items.near)}")
    if instrument and not has_placeholders:
        scales = {each.behaviour or each.scale for each in instrument.items if each.id in items.all}
        missing = [each.id for each in instrument.items if each.id not in items.all and (each.behaviour or each.scale) in scales]
        if missing:
            lines += _commented("not found in this file: " + ", ".join(missing))
    return lines


def _label_lines(columns: list[Column], items: dict[str, int], instrument: Instrument | None) -> list[str]:
    """One map with every word of every item: its score where that is sure, else a question mark."""
    by_place = {each.place: each for each in columns}
    of_item = {item: by_place[place].choices for item, place in items.items() if by_place[place].choices}
    if not of_item:
        return []
    found = sure_scores(of_item, instrument.scale if instrument else None)
    known = sorted((score, label) for label, score in found.items() if score is not None and score == score)
    return [
        "    labels:",
        *(f"      {quoted(label)}: {score:g}" for score, label in known),
        *(
            f"      {quoted(label)}: .nan  # does not apply"
            for label, score in found.items()
            if score is not None and score != score
        ),
        *(f'      {quoted(label)}: "{UNKNOWN}"  # write its score' for label in sorted(found) if found[label] is None),
    ]


def _ignore_lines(columns: list[Column], names: dict[int, str], used: set[int], kind: str) -> list[str]:
    left = [each for each in columns if each.place not in used]
    own = [each for each in left if kind in ("survey", "feedback") and PROGRAM.fullmatch(likeness(each.header))]
    others = [each for each in left if each not in own]
    lines = []
    if own:
        listed = ", ".join(quoted(names.get(each.place, each.header)) for each in own)
        body = textwrap.wrap(listed, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6, break_long_words=False)
        lines += [f"    ignore: [{listed}]"] if len(listed) < 80 else ["    ignore: [", *body, "    ]"]
    if others:
        places = ", ".join(str(each.place) for each in others)
        lines += _commented(f"not used so far, column(s) {places}: declare them under `columns`, or list them under `ignore`")
    return lines


def _commented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    # ", subsequent_indent="    # ")


def block(lines: Iterable[str]) -> list[str]:
    """A drafted block under its heading."""
    return ["", "for config/sources.yaml (a draft: check every line)", "", *lines]

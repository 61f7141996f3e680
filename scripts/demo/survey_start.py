"""`survey_start.csv`: the start survey as Qualtrics exports it, with the mess of a real one.

- Three header rows (names, question texts, ImportIds), CRLF, choices as numbers, IP addresses.
- A preview, a person twice, an unfinished response, an answer off the scale, blanks, three mistyped programme IDs.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import string
from pathlib import Path

from scripts.demo.cast import LATE_JOINERS, Cast, Person
from scripts.demo.dates import START, working_time
from scripts.demo.instrument import behaviour_items, instrument, items_about
from scripts.demo.open_answers import open_answers
from scripts.demo.scores import Answers, TrueScores, start_answers
from scripts.demo.truth import Truth

TWICE = "P18"  # broke off, came back the next day
UNFINISHED = "P46"
OFF_SCALE = ("P25", "B3b", 7)
TYPED = {"P17": "SBL 117", "P22": "sbl-122", "P44": "SBL-414"}  # the last matches nobody

ZONE = {"timeZone": "Europe/London"}
META = (  # name, question text, ImportId
    ("StartDate", "Start Date", {"ImportId": "startDate"} | ZONE),
    ("EndDate", "End Date", {"ImportId": "endDate"} | ZONE),
    ("Status", "Response Type", {"ImportId": "status"}),
    ("IPAddress", "IP Address", {"ImportId": "ipAddress"}),
    ("Progress", "Progress", {"ImportId": "progress"}),
    ("Duration (in seconds)", "Duration (in seconds)", {"ImportId": "duration"}),
    ("Finished", "Finished", {"ImportId": "finished"}),
    ("RecordedDate", "Recorded Date", {"ImportId": "recordedDate"} | ZONE),
    ("ResponseId", "Response ID", {"ImportId": "_recordId"}),
    ("RecipientLastName", "Recipient Last Name", {"ImportId": "recipientLastName"}),
    ("RecipientFirstName", "Recipient First Name", {"ImportId": "recipientFirstName"}),
    ("RecipientEmail", "Recipient Email", {"ImportId": "recipientEmail"}),
    ("ExternalReference", "External Data Reference", {"ImportId": "externalDataReference"}),
    ("LocationLatitude", "Location Latitude", {"ImportId": "locationLatitude"}),
    ("LocationLongitude", "Location Longitude", {"ImportId": "locationLongitude"}),
    ("DistributionChannel", "Distribution Channel", {"ImportId": "distributionChannel"}),
    ("UserLanguage", "User Language", {"ImportId": "userLanguage"}),
)
ID_QUESTION = "Your programme ID\n(it stands on your joining letter)"
STEM = "How far do you agree with each statement?"
OPEN_QUESTION = "What do you hope to change in your leadership?"

Row = dict[str, object]


def write_survey_start(out: Path, cast: Cast, scores: dict[str, TrueScores], truth: Truth) -> list[Path]:
    """Write the start survey of both cohorts, in the order in which people began."""
    draw, answering = truth.draw("survey start"), truth.draw("answers at the start")
    said = open_answers("T0", cast, truth)
    rows = [_response(person, start_answers(scores[person.key], truth, answering), draw) for person in cast.participants]
    for row, person in zip(rows, cast.participants, strict=True):
        row[OPEN_QUESTION] = said.get(person.key, "")
    rows = [*_with_mess(rows, cast, draw), _preview(draw)]
    path = out / "survey_start.csv"
    path.write_bytes(_csv([*_headers(), *(_cells(row) for row in sorted(rows, key=lambda row: row["StartDate"]))]))
    return [path]


def question_names() -> dict[str, str]:
    """Item → column: a matrix question a behaviour (Q2_1 to Q2_4 and on), then one for knowledge."""
    behaviours = [behaviour.id for behaviour in instrument().behaviours]
    asked: dict[int, int] = {}
    names = {}
    for item in [*behaviour_items(), *items_about("knowledge")]:
        question = 2 + (behaviours.index(item.behaviour) if item.behaviour else len(behaviours))
        asked[question] = asked.get(question, 0) + 1
        names[item.id] = f"Q{question}_{asked[question]}"
    return names


def _headers() -> list[list[str]]:
    items = {item.id: item.text for item in instrument().items}
    columns = [
        *META,
        ("Q1_programme_id", ID_QUESTION, {"ImportId": "QID1_TEXT"}),
        *((name, f"{STEM} - {items[item]}", {"ImportId": f"QID{name[1:]}"}) for item, name in question_names().items()),
        ("Q9", OPEN_QUESTION, {"ImportId": "QID9_TEXT"}),
    ]
    names, texts, ids = zip(*columns, strict=True)
    return [list(names), list(texts), [json.dumps(each, separators=(",", ":")) for each in ids]]


def _response(person: Person, answers: Answers, draw: random.Random) -> Row:
    late = dt.timedelta(days=32 if person.key in LATE_JOINERS else 0)
    start = working_time(START[person.cohort] + late, 18, draw)
    seconds = draw.randint(310, 1500)
    return _administration(start, seconds, draw) | {"Q1_programme_id": TYPED.get(person.key, person.id), "answers": answers}


def _administration(start: dt.datetime, seconds: int, draw: random.Random) -> Row:
    end = start + dt.timedelta(seconds=seconds)
    token = "".join(draw.choices(string.ascii_letters + string.digits, k=15))
    return {
        "StartDate": start,
        "EndDate": end,
        "Status": 0,
        "IPAddress": f"192.0.2.{draw.randint(1, 254)}",
        "Progress": 100,
        "Duration (in seconds)": seconds,
        "Finished": 1,
        "RecordedDate": end + dt.timedelta(seconds=1),
        "ResponseId": f"R_{token}",
        "LocationLatitude": f"{draw.uniform(50, 55):.4f}",
        "LocationLongitude": f"{draw.uniform(-3, 1):.4f}",
        "DistributionChannel": "anonymous",
        "UserLanguage": "EN-GB",
    }


def _with_mess(rows: list[Row], cast: Cast, draw: random.Random) -> list[Row]:
    of = {person.key: row for person, row in zip(cast.participants, rows, strict=True)}
    person, item, answer = OFF_SCALE
    of[person]["answers"] |= {item: answer}

    complete = of[TWICE]
    earlier = _administration(complete["StartDate"] - dt.timedelta(hours=21), 244, draw)
    broken_off = earlier | {"Q1_programme_id": complete["Q1_programme_id"], "answers": _first(complete["answers"], 15)}

    unfinished = of[UNFINISHED]
    unfinished |= {"Finished": 0, "Progress": 34, "answers": _first(unfinished["answers"], 9), OPEN_QUESTION: ""}
    # Qualtrics records a response in progress only when its week is over
    unfinished["RecordedDate"] = unfinished["EndDate"] + dt.timedelta(days=7)
    return [*rows, broken_off]


def _first(answers: Answers, count: int) -> Answers:
    return dict(list(answers.items())[:count])


def _preview(draw: random.Random) -> Row:
    """A colleague tries the survey out before it opens."""
    tried = _administration(dt.datetime.combine(START["1"], dt.time(7, 41, 10)) - dt.timedelta(days=4), 61, draw)
    straight = dict.fromkeys(question_names(), 5)
    return tried | {
        "Status": 1,
        "DistributionChannel": "preview",
        "Q1_programme_id": "test",
        "answers": straight,
        OPEN_QUESTION: "test test",
    }


def _cells(row: Row) -> list[str]:
    answers = row["answers"]
    return [
        *(str(row.get(name, "")) for name, _, _ in META),
        str(row["Q1_programme_id"]),
        *(str(answers.get(item, "")) for item in question_names()),
        str(row.get(OPEN_QUESTION, "")),
    ]


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")

"""`survey_end.xlsx`: the end survey as Microsoft Forms exports it, with the mess of a real one.

- Question texts as headers (no-break spaces, a newline), choices as texts, several choices joined by `;` with one at the end.
- Gaps in the numbering, a person twice, a programme ID with the letter O for a nought.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from openpyxl import Workbook

from scripts.demo.cast import Cast, Person
from scripts.demo.dates import END, working_time
from scripts.demo.instrument import behaviour_items, items_about
from scripts.demo.open_answers import open_answers
from scripts.demo.packing import write_workbook
from scripts.demo.scores import Answers, TrueScores, end_answers
from scripts.demo.truth import Truth

TWICE = "P35"  # sent it again after two days, with second thoughts
TYPED = {"P04": "SBL-1O4", "P15": "SBL-115 "}  # the letter O; a blank at the end

LABELS = {1: "Strongly disagree", 2: "Disagree", 3: "Neither agree nor disagree", 4: "Agree", 5: "Strongly agree"}
META = ("ID", "Start time", "Completion time", "Email", "Name")
ID_QUESTION = "Your programme\u00a0ID"
OPEN_QUESTION = "What, if anything,\ndo you do differently now?"
TICKED_QUESTION = "Which parts of the programme do you still use?\u00a0"
TICKED = ("Workbook", "Triads", "Reflective journal", "Project clinic", "Reading list", "None of them")


def write_survey_end(out: Path, cast: Cast, scores: dict[str, TrueScores], truth: Truth) -> list[Path]:
    """Write the end survey of both cohorts, in the order in which people finished."""
    draw, answering = truth.draw("survey end"), truth.draw("answers at the end")
    said = open_answers("T1", cast, truth)
    responses = []
    for person in cast.participants:
        if not scores[person.key].stays:
            continue
        done = working_time(END[person.cohort], 24, draw)
        for again in range(2 if person.key == TWICE else 1):
            answers = end_answers(scores[person.key], truth, answering)
            responses.append(_response(person, answers, said.get(person.key), done + dt.timedelta(days=2 * again), draw))
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Sheet1"
    sheet.append((*META, *_questions()))
    for number, response in _numbered(sorted(responses, key=lambda response: response[1]), draw):
        sheet.append((number, *response))
    path = out / "survey_end.xlsx"
    write_workbook(path, workbook, author="Microsoft Forms")
    return [path]


def _questions() -> list[str]:
    texts = [item.text for item in _items()]
    spaced = [text.replace(" ", "\u00a0", 1) if number % 5 == 3 else text for number, text in enumerate(texts)]
    return [ID_QUESTION, *spaced, OPEN_QUESTION, TICKED_QUESTION]


def _items() -> list:
    return [*behaviour_items(), *items_about("knowledge"), *items_about("then")]


def _response(person: Person, answers: Answers, said: str | None, done: dt.datetime, draw: random.Random) -> tuple:
    labels = [LABELS[answers[item.id]] if item.id in answers else None for item in _items()]
    ticked = [each for each in TICKED[:-1] if draw.random() < 0.45] or [TICKED[-1]]
    begun = done - dt.timedelta(seconds=draw.randint(350, 1600))
    several = "".join(f"{each};" for each in ticked)
    return begun, done, "anonymous", None, TYPED.get(person.key, person.id), *labels, said, several


def _numbered(responses: list[tuple], draw: random.Random) -> list[tuple[int, tuple]]:
    """Forms numbers from 1; a response that was deleted leaves a gap."""
    number, numbered = 0, []
    for response in responses:
        number += 2 if draw.random() < 0.08 else 1
        numbered.append((number, response))
    return numbered

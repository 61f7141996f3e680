"""`feedback.csv`: what people thought of each module; comments from `prose/feedback.csv`."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from scripts.demo.attendance import Attendance
from scripts.demo.cast import Cast, Person, read_csv
from scripts.demo.instrument import items_about
from scripts.demo.truth import Truth


def write_feedback(out: Path, cast: Cast, attendance: Attendance, truth: Truth) -> list[Path]:
    """Write one row a response, module by module; some leave the programme ID blank."""
    draw = truth.draw("feedback")
    items = [item.id for item in items_about("feedback")]
    comments = read_csv("prose/feedback.csv")
    path = out / "feedback.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Module", "Programme ID", *items, "Comment"))
        for module in range(len(truth.attendance)):
            said = [row["comment"] for row in comments if row["module"] == str(module + 1)]
            people = _respondents(cast, attendance, module, truth, draw)
            by = _commenters(said, people, cast, draw)
            nameless = set(draw.sample(range(len(people)), truth.feedback_blank_id))
            for number, person in enumerate(people):
                ratings = [_rating(truth.favourable[item][module], draw) for item in items]
                shown = "" if number in nameless else person.id
                writer.writerow((module + 1, shown, *ratings, by.get(person.key, "")))
    return [path]


def _respondents(cast: Cast, attendance: Attendance, module: int, truth: Truth, draw: random.Random) -> list[Person]:
    came = [person for person in cast.participants if attendance[person.key][module] != "no"]
    return draw.sample(came, min(round(truth.feedback_share * len(cast.participants)), len(came)))


def _commenters(comments: list[str], people: list[Person], cast: Cast, draw: random.Random) -> dict[str, str]:
    """Comment by person: nobody speaks of themselves, and a place is named by somebody who works there."""
    free = draw.sample(people, len(people))
    by = {}
    for comment in sorted(comments, key=lambda comment: not _places(comment, cast)):
        places = _places(comment, cast)
        fitting = [person for person in free if not _names(comment, person) and (not places or person.authority in places)]
        person = (fitting or free)[0]
        free.remove(person)
        by[person.key] = comment
    return by


def _places(comment: str, cast: Cast) -> set[str]:
    return {authority.key for authority in cast.authorities.values() if authority.name.split()[0] in comment}


def _names(comment: str, person: Person) -> bool:
    return any(name and name in comment for name in (person.given, person.family, person.known_as))


def _rating(favourable: float, draw: random.Random) -> int:
    if draw.random() < favourable:
        return draw.choices((5, 4), (45, 55))[0]
    return draw.choices((3, 2, 1), (70, 25, 5))[0]

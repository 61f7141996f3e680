"""`roster.xlsx`, the team's list of people, with a hidden sheet of last year's; `organisations.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scripts.demo.cast import LATE_JOINERS, TEAM, Cast, Person
from scripts.demo.packing import write_workbook
from scripts.demo.truth import Truth

HEADER = (
    "Programme ID", "Part", "Given name", "Family name", "Known as", "E-mail", "Organisation", "Role", "Cohort", "Gender",
    "Age band", "Ethnicity", "Years in social care", "Consent: analyse", "Consent: quote", "Consent: archive", "Joined",
)  # fmt: skip
AGE_BANDS = {"25-34": 10, "35-44": 20, "45-54": 30, "55-64": 38}  # with the most years in social care it allows
AGE_WEIGHTS = {"participant": (2, 4, 4, 2), "sponsor": (0, 1, 4, 4), "facilitator": (0, 1, 2, 3)}
NO_CONSENT = {
    "analyse": {"P31"},
    "quote": {"P06", "P17", "P31", "P36", "P38"},
    "archive": {"P03", "P06", "P12", "P17", "P29", "P31", "P36", "P38", "P44", "S06", "S11"},
}


def write_roster(out: Path, cast: Cast, truth: Truth) -> list[Path]:
    """Write the roster; late joiners stand at the end of the participants, as they were added."""
    draw = truth.draw("roster")
    workbook = Workbook()
    _old_list(workbook.active, cast)
    people = workbook.create_sheet("People")
    workbook.active = people
    people.append(HEADER)
    for person in sorted(cast.people, key=lambda person: ("PSF".index(person.key[0]), person.key in LATE_JOINERS)):
        age_band = draw.choices(list(AGE_BANDS), AGE_WEIGHTS[person.part])[0]
        people.append(
            (
                person.id, person.part, person.given, person.family, person.known_as or None, _email(person, cast),
                _organisation(person, cast), person.role, person.cohort or None, person.gender,
                age_band, person.ethnicity, draw.randint(AGE_BANDS[age_band] // 3, AGE_BANDS[age_band]),
                *("No" if person.key in refusing else "Yes" for refusing in NO_CONSENT.values()),
                "late, from module 2" if person.key in LATE_JOINERS else None,
            )
        )  # fmt: skip
    people.freeze_panes = "A2"
    path = out / "roster.xlsx"
    write_workbook(path, workbook, author="Programme office")
    return [path]


def write_organisations(out: Path, cast: Cast) -> list[Path]:
    """Write the authorities with their abbreviations and e-mail domains, for finding mentions in texts."""
    path = out / "organisations.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("authority", "name", "abbreviation", "domain"))
        writer.writerows((each.key, each.name, each.abbreviation, each.domain) for each in cast.authorities.values())
    return [path]


def _old_list(sheet: Worksheet, cast: Cast) -> None:
    """A draft that nobody deleted: first in the workbook, hidden, with a title row and other columns."""
    sheet.title = "old list"
    sheet.sheet_state = "hidden"
    sheet.append(("Nominations, draft - do not use",))
    sheet.append(("Name", "From", "Nominated by"))
    for key, sponsor in (("P05", "S12"), ("P13", "S10"), ("P24", "S09"), ("P39", "")):
        person, by = cast.by_key[key], cast.by_key.get(sponsor)
        sheet.append((person.full_name, cast.authorities[person.authority].abbreviation, by.full_name if by else "?"))


def _organisation(person: Person, cast: Cast) -> str:
    return cast.authorities[person.authority].name if person.authority else TEAM


def _email(person: Person, cast: Cast) -> str:
    domain = cast.authorities[person.authority].domain if person.authority else "programme.example"
    return f"{person.given}.{person.family}@{domain}".lower()

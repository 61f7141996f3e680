"""Write the raw files of the two test studies, the same bytes in every run; their `config/` is written by hand.

    python -m tests.studies.build            (both; or name one)

- rosters and prose stand beside this file; answers are drawn from a seeded generator
- `seed_only` arrives as plain CSV and TXT, `negative` as Qualtrics CSV, Forms XLSX, TXT and VTT
- the coding is made as people make it: run the pipeline up to the redacted texts, then mark the passages in them
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from scripts.demo.packing import write_package, write_workbook
from scripts.demo.prose import Document, read_document
from scripts.demo.refi_qda import Coded, Source, project_xml
from scripts.ground.config import load_config
from scripts.ground.environment import REPOSITORY

HERE = Path(__file__).parent
STUDIES = ("seed_only", "negative")
MANIFEST = "MANIFEST.txt"
CODING = "coding.qdpx"
INTERVIEWER = "Interviewer"
CODERS = {"seed_only": ("Coder One",), "negative": ("Coder One", "Coder Two")}
SECOND_CODER_OMITS, SECOND_CODER_SWAPS = 0.10, 0.05
NAMES = uuid.UUID("0e5f9e51-6a0a-5d0c-8c55-3b1d5a1f7a10")
START, END = dt.datetime(2024, 9, 9, 9, 0), dt.datetime(2025, 6, 16, 9, 0)

# Shifts that an answer may take between the waves, each as likely as the others.
SEED_ONLY_SHIFTS = {
    "B1": (0, 1, 1, 1, 2),
    "B2": (0, 0, 1, 1, 1),
    "B3": (0, 1, 1, 1, 2),
    "B4": (0, 1, 1, 2),
    "B5": (0, 1, 1, 1),
    "B6": (-1, 0, 0, 0, 1),
}
NEGATIVE_SHIFTS = {
    "hear1": (-3, -2, -1, -1),
    "hear2": (-2, -2, -1, 0),
    "decide1": (-3, -2, -2, -1),
    "decide2": (-2, -2, -1, -1),
    "repair1": (-1, 0, 0, 0, 1),
    "grow1": (-2, -1, -1, 0),
    "bridge1": (-2, -1, -1, 0, 1),
}
FORMS_LABELS = {
    1: "Never",
    2: "Rarely",
    3: "Now and then",
    4: "About half the time",
    5: "Often",
    6: "Nearly always",
    7: "Always",
}

Row = Sequence[object]
Person = dict[str, str]


def build(study: str, out: Path) -> None:
    """Write `data/raw/` of a study into the folder `out`, which already holds its `config/`."""
    raw = out / "data/raw"
    raw.mkdir(parents=True, exist_ok=True)
    people = _people(study)
    documents = [read_document(path) for path in sorted((HERE / "prose" / study).glob("*.txt"))]
    {"seed_only": _seed_only, "negative": _negative}[study](raw, people, documents)
    _write_manifest(raw)
    _write_coding(study, out, documents)


def _people(study: str) -> list[Person]:
    with (HERE / "prose" / f"{study} roster.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _seed_only(raw: Path, people: list[Person], documents: list[Document]) -> None:
    draw = random.Random("seed_only")
    participants = [person["id"] for person in people if person["part"] == "participant"]
    start = {id: {item: draw.choice((2, 2, 3, 3, 3, 4)) for item in SEED_ONLY_SHIFTS} for id in participants}
    staying = [id for id in participants if id not in ("FG-06", "FG-13")]
    end = {id: _moved(start[id], SEED_ONLY_SHIFTS, draw, 5) for id in staying}
    _write_csv(raw / "roster.csv", [list(people[0]), *(list(person.values()) for person in people)])
    _write_csv(raw / "survey_start.csv", _plain_survey(start, START))
    _write_csv(raw / "survey_end.csv", [["End survey; answers from 1 (never) to 5 (always)"], [], *_plain_survey(end, END)])
    shutil.copyfile(HERE / "prose" / "seed_only projects.csv", raw / "projects.csv")
    names = {person["id"]: f"{person['given_name']} {person['family_name']}" for person in people}
    _write_texts(raw, documents, names, _plain_transcript, ".txt")


def _negative(raw: Path, people: list[Person], documents: list[Document]) -> None:
    draw = random.Random("negative")
    participants = [person["Number"] for person in people if person["Part"] == "participant"]
    start = {id: {item: draw.choice((4, 4, 5, 5, 5, 6)) for item in NEGATIVE_SHIFTS} for id in participants}
    end = {id: _moved(start[id], NEGATIVE_SHIFTS, draw, 7) for id in participants[::2]}
    for answers in [*start.values(), *end.values()]:
        answers["decide2"] = 8 - answers["decide2"]  # reverse-keyed
    _write_csv(raw / "people.csv", [list(people[0]), *(list(person.values()) for person in people)])
    _write_csv(raw / "baseline.csv", _qualtrics(start, draw))
    _write_forms(raw / "follow-up.xlsx", end, draw)
    names = {person["Number"]: f"{person['First name']} {person['Surname']}" for person in people}
    _write_texts(raw, documents, names, _teams_vtt, ".vtt")


def _moved(answers: dict[str, int], shifts: dict[str, tuple[int, ...]], draw: random.Random, highest: int) -> dict[str, int]:
    return {item: min(max(answer + draw.choice(shifts[item]), 1), highest) for item, answer in answers.items()}


def _plain_survey(answers: dict[str, dict[str, int]], first: dt.datetime) -> list[Row]:
    head = ["Programme ID", "Completed", *(f"Question {number}" for number in range(1, len(SEED_ONLY_SHIFTS) + 1))]
    days = (first + dt.timedelta(days=number) for number in range(len(answers)))
    return [head, *([id, f"{day:%Y-%m-%d}", *given.values()] for (id, given), day in zip(answers.items(), days, strict=True))]


def _qualtrics(answers: dict[str, dict[str, int]], draw: random.Random) -> list[Row]:
    """Three header rows; a preview and an unfinished response, which must not count."""
    meta = (("Status", "Response Type", "status"), ("Finished", "Finished", "finished"))
    meta += (("RecordedDate", "Recorded Date", "recordedDate"), ("ResponseId", "Response ID", "_recordId"))
    asked = [("Q1", "Your number on the programme", "QID1_TEXT")]
    asked += [(f"Q2_{number}", f"How often - {item}", f"QID2_{number}") for number, item in enumerate(NEGATIVE_SHIFTS, start=1)]
    asked += [("Q3", "What do you hope for?", "QID3_TEXT")]
    names, texts, ids = zip(*meta, *asked, strict=True)
    hopes = {"CT-01": "A calmer year.", "CT-08": "To learn from Ravensholt, who seem to manage.", "CT-12": "Time to think."}
    rows: list[Row] = [names, texts, [json.dumps({"ImportId": id}, separators=(",", ":")) for id in ids]]
    rows.append([1, 1, "2024-09-05 08:00:00", f"R_{draw.getrandbits(60):015x}", "test", *[4] * len(NEGATIVE_SHIFTS), ""])
    for number, (id, given) in enumerate(answers.items()):
        when = f"{START + dt.timedelta(hours=7 * number):%Y-%m-%d %H:%M:%S}"
        is_whole = id != "CT-20"
        cells = list(given.values()) if is_whole else [*list(given.values())[:2], *[""] * (len(given) - 2)]
        rows.append([0, int(is_whole), when, f"R_{draw.getrandbits(60):015x}", id, *cells, hopes.get(id, "")])
    return rows


def _write_forms(path: Path, answers: dict[str, dict[str, int]], draw: random.Random) -> None:
    """Question texts as headers, choices as labels."""
    instrument = load_config(HERE / "negative").roots["instrument"]
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Sheet1"
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", "Your number\u00a0on the programme"]
                 + [item.text for item in instrument.items])  # fmt: skip
    for number, (id, given) in enumerate(answers.items(), start=1):
        done = END + dt.timedelta(hours=9 * number)
        begun = done - dt.timedelta(minutes=draw.randint(4, 20))
        sheet.append([number, begun, done, "anonymous", None, id, *(FORMS_LABELS[answer] for answer in given.values())])
    write_workbook(path, workbook, author="Microsoft Forms")


def _write_texts(
    raw: Path,
    documents: list[Document],
    names: dict[str, str],
    group_transcript: Callable[[list[tuple[str, str]]], str],
    group_suffix: str,
) -> None:
    """Interviews and reflections as plain text, the focus group as the study's recorder writes it."""
    for document in documents:
        if document.kind == "reflections":
            text, name = "\n\n".join(turn.text for turn in document.turns) + "\n", f"reflections/{_stem(document)}.txt"
        else:
            speakers = {"INT": INTERVIEWER, "P": names[document.people[0]]}
            speakers |= {f"F{number:02}": names[id] for number, id in enumerate(document.people, start=1)}
            spoken = [(speakers[turn.speaker], turn.text) for turn in document.turns]
            is_group = document.kind == "focus_group"
            text = group_transcript(spoken) if is_group else _plain_transcript(spoken)
            name = f"focus group{group_suffix}" if is_group else f"interviews/{_stem(document)}.txt"
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text(text, encoding="utf-8", newline="\n")


def _stem(document: Document) -> str:
    person = document.people[0]
    return f"{person} module {document.module}" if document.module else f"{person} interview"


def _plain_transcript(spoken: list[tuple[str, str]]) -> str:
    return "\n\n".join(f"{name}: {text}" for name, text in spoken) + "\n"


def _teams_vtt(spoken: list[tuple[str, str]]) -> str:
    cues, seconds = ["WEBVTT"], 2
    for name, text in spoken:
        length = 1 + len(text.split()) // 2
        cues.append(f"{_clock(seconds)} --> {_clock(seconds + length)}\n<v {name}>{text}</v>")
        seconds += length + 1
    return "\n\n".join(cues) + "\n"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}.000"


def _write_csv(path: Path, rows: Iterable[Row]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def _write_manifest(raw: Path) -> None:
    files = {path.relative_to(raw).as_posix() for path in raw.rglob("*") if path.is_file()}
    listed = sorted((files | {CODING}) - {MANIFEST})
    (raw / MANIFEST).write_text("".join(f"{name}\n" for name in listed), encoding="utf-8", newline="\n")


def _write_coding(study: str, out: Path, documents: list[Document]) -> None:
    """Mark the passages on the redacted export; a passage holds no name, so its words stand there as they were said."""
    texts = _redacted_texts(out)
    codebook = load_config(out).roots["codebook"]
    codes = [code.id for code in codebook.codes]
    draw = random.Random(f"{study}/coding")
    coded: dict[str, list[Coded]] = {name: [] for name in sorted(texts)}
    for passage, code in _marked(documents):
        name = _only_text_with(passage, texts)
        start = texts[name].index(passage)
        for coder in CODERS[study]:
            given = code if coder == CODERS[study][0] else _second_opinion(code, codes, draw)
            if given:
                coded[name].append(Coded(start, start + len(passage), given, coder))
    sources = [Source(name, texts[name], tuple(found)) for name, found in coded.items() if found]
    xml = project_xml(f"Coding of the test study {study}", list(CODERS[study]), codebook.codes, sources, _guid)
    parts = {f"sources/{_guid('source', each.name)}.txt": each.text.encode() for each in sources}
    write_package(out / "data/raw" / CODING, {"project.qde": xml} | parts)


def _marked(documents: list[Document]) -> list[tuple[str, str]]:
    return [
        (turn.text[mark.start : mark.end], code)
        for document in documents
        for turn in document.turns
        for mark in turn.marks
        for code in mark.codes
    ]


def _second_opinion(code: str, codes: list[str], draw: random.Random) -> str:
    chance = draw.random()
    if chance < SECOND_CODER_OMITS:
        return ""
    return draw.choice(codes) if chance < SECOND_CODER_OMITS + SECOND_CODER_SWAPS else code


def _only_text_with(passage: str, texts: dict[str, str]) -> str:
    found = [name for name, text in texts.items() if passage in text]
    if len(found) != 1:
        raise ValueError(f"found in {len(found)} redacted texts, mark words that redaction leaves alone: {passage}")
    return found[0]


def _redacted_texts(study: Path) -> dict[str, str]:
    """The coders' export of a study without coding, by document."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "study"
        shutil.copytree(study / "config", copy / "config")
        shutil.copytree(study / "data", copy / "data", ignore=shutil.ignore_patterns(CODING))
        command = [sys.executable, "-m", "scripts.commands.run", "export-texts", str(copy)]
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return {
            path.stem: path.read_text(encoding="utf-8") for path in (copy / "results/pseudonymised/export_texts").glob("*.txt")
        }


def _guid(*of: Any) -> str:
    return str(uuid.uuid5(NAMES, "/".join(map(str, of)))).upper()


def main() -> None:
    """Unpack the call."""
    parser = argparse.ArgumentParser(description="Write the raw files of the test studies.")
    parser.add_argument("studies", nargs="*", default=STUDIES)
    for study in parser.parse_args().studies:
        build(study, HERE / study)


if __name__ == "__main__":
    main()

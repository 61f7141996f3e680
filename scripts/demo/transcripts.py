"""Interviews and the focus group as Teams and Zoom hand them out: VTT and DOCX, by roster id.

- Which interview came in which format is listed here; one file bears a name, as life has it.
- The interviewer has a name in some transcripts and the label 'Interviewer' in others; in one, both.
- The speech is the prose, word for word; only its cutting into cues is drawn.
"""

from __future__ import annotations

from pathlib import Path

from scripts.demo.cast import Cast
from scripts.demo.further import mix_interviews
from scripts.demo.prose import Document, read_prose
from scripts.demo.teams import write_teams_docx, write_teams_vtt
from scripts.demo.truth import Truth
from scripts.demo.zoom import write_zoom_vtt

RESEARCHER = "Tamsin Oakeshott"
UNNAMED = "Interviewer"

TEAMS_VTT = {"P01", "P04", "P07", "P09", "S08", "S11", "S12"}
ZOOM_VTT = {"P26", "P29", "P32", "P38"}
RESEARCHER_NAMED = {"P04", "P09", "P12", "P26", "P38", "P47", "S02", "S08", "S12"}
BOTH_LABELS = "P47"  # the recording was restarted after the second question
TRACKED_CHANGES = "P15"
NAMED_FILES = {"P32": "Hattie Sowerbutts interview"}

Spoken = list[tuple[str, str]]


def write_interviews(out: Path, cast: Cast, truth: Truth) -> list[Path]:
    """Write the interviews with participants and sponsors, and with further participants if asked."""
    folder = out / "interviews"
    folder.mkdir(parents=True, exist_ok=True)
    written = read_prose("participant interview") + read_prose("sponsor interview")
    return [_write_interview(folder, document, cast, truth) for document in written + further_interviews(cast, truth)]


def further_interviews(cast: Cast, truth: Truth) -> list[Document]:
    """Interviews with the first of the further participants."""
    keys = [person.key for person in cast.further[: truth.further_interviews]]
    return mix_interviews(keys, truth.draw("further interviews"))


def write_focus_group(out: Path, cast: Cast, truth: Truth) -> list[Path]:
    """Write the facilitators' focus group."""
    (document,) = read_prose("focus group")
    labels = {"INT": RESEARCHER} | {key: cast.by_key[key].full_name for key in document.people}
    spoken = [(labels[turn.speaker], turn.text) for turn in document.turns]
    path = out / "focus_group.vtt"
    write_teams_vtt(path, spoken, truth.draw(document.name))
    return [path]


def _write_interview(folder: Path, document: Document, cast: Cast, truth: Truth) -> Path:
    person = cast.by_key[document.people[0]]
    spoken = _spoken(document, person.full_name)
    stem = NAMED_FILES.get(person.key, f"{person.id} interview")
    draw = truth.draw(document.name)
    if person.key in TEAMS_VTT:
        path = folder / f"{stem}.vtt"
        write_teams_vtt(path, spoken, draw)
    elif person.key in ZOOM_VTT:
        path = folder / f"{stem}.vtt"
        write_zoom_vtt(path, spoken, draw)
    else:
        path = folder / f"{stem}.docx"
        write_teams_docx(path, spoken, RESEARCHER, tracked=person.key == TRACKED_CHANGES)
    return path


def _spoken(document: Document, name: str) -> Spoken:
    key, spoken, questions = document.people[0], [], 0
    for turn in document.turns:
        if turn.speaker != "INT":
            spoken.append((name, turn.text))
            continue
        questions += 1
        named = key in RESEARCHER_NAMED and not (key == BOTH_LABELS and questions > 2)
        spoken.append((RESEARCHER if named else UNNAMED, turn.text))
    return spoken

"""What `make inspect` tells of a transcript or written text: who speaks how much, masked, and a drafted source.

Labels of roles (Interviewer, Speaker 1) are shown; any other may be a name and shows its first letters only, unless asked for.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

from scripts.commands.inspect_draft import WIDTH, block, quoted
from scripts.commands.inspect_tables import source_of
from scripts.ground.raw import RawFiles
from scripts.ingest.cells import likeness
from scripts.ingest.texts import Made, texts

FORMATS = ("teams-vtt", "zoom-vtt", "docx", "txt")
ASKS = re.compile(r"interviewer|moderator|researcher|int|i|q|host|chair", re.IGNORECASE)
ROLE = re.compile(
    r"(interviewer|interviewee|moderator|researcher|facilitator|participant|respondent|speaker|sponsor|host|chair|unknown"
    r"|voice|male|female|person|int|res|[a-z])( ?voice| ?speaker)?[ _-]*\d{0,3}",
    re.IGNORECASE,
)
ID_IN_NAME = re.compile(r"(?P<letters>[A-Za-z]{1,6})(?P<joint>[-_ ]?)(?P<digits>\d{1,6})(?!\d)")
GROUP_SPEAKERS = 4
SHOWN = 12


def text_lines(path: Path, format: str, file: str, *, show_names: bool) -> list[str]:
    """Everything about a text; raises UnreadableFile as its reader does."""
    spoken = texts(RawFiles([source_of(path, kind="focus_group", format=format, group="all")]))
    if spoken.turns:
        return _spoken(path, format, file, spoken, show_names)
    written = texts(RawFiles([source_of(path, kind="reflections", format=format, group="all", people={path.name: "one"})]))
    words = sum(len(row["text"].split()) for row in written.turns)
    cues = sum(row["rows_read"] for row in spoken.readings)
    size = (
        f"{len(written.turns)} paragraphs, {words} words"
        if written.turns
        else f"{cues} lines or cues, none of which says who speaks"
    )
    lines = [f"  text      no speakers; {size}", *_left_out(written)]
    return [*lines, *block(_block(path, format, file, "reflections", []))]


def shown_label(label: str, *, show_names: bool) -> str:
    """A speaker's label: as it stands where it names a role, else first letters and length."""
    if show_names or ROLE.fullmatch(label.strip()):
        return label
    return " ".join(word[0] + "█" * (len(word) - 1) for word in label.split())


def _spoken(path: Path, format: str, file: str, made: Made, show_names: bool) -> list[str]:
    labels, turns, words = _voices(made.turns)
    lines = [
        f"  text      {len(made.turns)} turns, {sum(words.values())} words, {len(labels)} speakers",
        *_left_out(made),
        "",
        "speakers",
    ]
    for number, label in enumerate(labels[:SHOWN], start=1):
        shown = shown_label(label, show_names=show_names)
        asks = ", asks the questions?" if ASKS.fullmatch(label) else ""
        lines.append(f"  {number:>3}  {shown[:44]:<44} {turns[label]:>5} turns {words[label]:>7} words{asks}")
    if len(labels) > SHOWN:
        lines.append(f"       ... and {len(labels) - SHOWN} more")
    if any(shown_label(label, show_names=show_names) != label for label in labels):
        lines.append("       Names are masked. To see them, as you need them in sources.yaml: add SHOW=names")
    kind = "focus_group" if len(labels) >= GROUP_SPEAKERS else "interviews"
    safe = [label for label in labels if shown_label(label, show_names=show_names) == label]
    return [*lines, *block(_block(path, format, file, kind, safe))]


def _voices(rows: list[dict[str, Any]]) -> tuple[list[str], Counter[str], Counter[str]]:
    turns: Counter[str] = Counter()
    words: Counter[str] = Counter()
    first: dict[str, str] = {}
    for row in rows:
        label = first.setdefault(likeness(row["speaker"]), row["speaker"])
        turns[label] += 1
        words[label] += len(row["text"].split())
    return sorted(turns, key=lambda label: (-turns[label], -words[label], label)), turns, words


def _left_out(made: Made) -> list[str]:
    lines = [f"  left out  {row['lost']}" for row in made.readings if row["lost"]]
    return [part for line in lines for part in textwrap.wrap(line, WIDTH, subsequent_indent=" " * 12)]


def _block(path: Path, format: str, file: str, kind: str, labels: list[str]) -> list[str]:
    """Labels that may be names stand in the block only where the person asked to see them."""
    key = {"interviews": "interviews", "focus_group": "focus_group"}.get(kind, kind)
    group = {"interviews": "participants", "focus_group": "facilitators"}.get(kind, kind)
    remark = "  # or focus_group, or reflections" if kind == "interviews" else ""
    lines = [f"  {key}:", f"    kind: {kind}{remark}", f"    files: {quoted(file)}", f"    format: {format}"]
    lines.append(f"    group: {group}  # a group of config/study.yaml")
    if kind != "focus_group":
        lines += _person_lines(path)
    if kind == "reflections":
        return lines
    asking = [label for label in labels if ASKS.fullmatch(label)]
    if asking:
        lines.append(f"    interviewers: [{', '.join(quoted(label) for label in asking)}]")
    else:
        lines.append("    interviewers: []  # labels of those who ask, as the transcript writes them")
    if kind == "focus_group":
        others = [label for label in labels if label not in asking]
        lines.append("    speakers:" if others else "    speakers: {}  # label: programme id")
        lines += [f'      {quoted(label)}: "?"  # programme id' for label in others]
    return lines


def _person_lines(path: Path) -> list[str]:
    found = ID_IN_NAME.search(path.stem)
    if found:
        pattern = f"(?P<person>{found['letters']}{found['joint']}[0-9]+)"
        return [f"    file_name: {quoted(pattern)}  # finds the programme id in the file's name"]
    return [f'    people: {{{quoted(path.name)}: "?"}}  # whose text it is: programme id']

"""The smallest study that opens: eight short config files, a roster and one survey; tests change one line of it."""

from pathlib import Path

CONFIG = {
    "study": """\
publication:
  title: Tiny
  programme: the tiny programme
  institution: Nowhere College
  authors: [{name: The team}]
  report_date: 2026-03-31
  fictional: true
  independence: nobody checked
cohorts:
  waves: [{id: T0, name: start}, {id: T1, name: end}]
  aims: [{id: behaviour, name: Behaviour, question: What changed?, evidence: behaviours}]
  source_groups: [{id: participants, name: participants, kind: participant, collected: spoken}]
""",
    "sources": """\
sources:
  roster: {kind: roster, files: roster.csv, format: csv, columns: {person: ID}}
  survey_start: {kind: survey, files: start.csv, format: csv, wave: T0, columns: {person: ID}, items: {B1a: Q1}}
withdrawals: none so far
""",
    "instrument": """\
scale: {minimum: 1, maximum: 5, low_label: never, high_label: always}
behaviours: [{id: B1, name: own strengths, meaning: knows what they are good at}]
items: [{id: B1a, text: I know., behaviour: B1}]
""",
    "codebook": """\
version: "1"
date: 2026-01-01
codes: [{id: strength, name: Strength, family: self, definition: x, aims: [behaviour], behaviours: [B1], valence: supports}]
""",
    "analysis_plan": """\
version: "1"
estimand: mean change
inference: {minimum_pairs: 3}
""",
    "logic_model": """\
elements: [{id: people, stage: resources, name: People, codes: [strength], behaviours: [B1], aims: [behaviour]}]
""",
}
RAW = {"roster.csv": "ID\nP-1\n", "start.csv": "ID,Q1\nP-1,4\n"}


def tiny_study(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the study; each change names a config file, a stretch of it, and what stands there instead."""
    texts = dict(CONFIG)
    for name, old, new in changes:
        before = texts.get(name, "")
        assert old in before, f"{old!r} does not stand in {name}.yaml"
        texts[name] = before.replace(old, new) if old else new
    for name, text in texts.items():
        written(folder / "config" / f"{name}.yaml", text)
    for name, text in RAW.items():
        written(folder / "data/raw" / name, text)
    written(folder / "data/raw/MANIFEST.txt", "\n".join(RAW))
    return folder


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path

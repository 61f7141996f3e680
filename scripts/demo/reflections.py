"""`reflections/*.docx`: what participants wrote after a module, named by roster id and module."""

from __future__ import annotations

from pathlib import Path

from scripts.demo.cast import Cast
from scripts.demo.docx import run, write_docx
from scripts.demo.prose import read_prose


def write_reflections(out: Path, cast: Cast) -> list[Path]:
    """Write one document a person and module: a title, then paragraphs."""
    paths = []
    for document in read_prose("reflection"):
        person = cast.by_key[document.people[0]]
        path = out / "reflections" / f"{person.id} module {document.module}.docx"
        title = f"Reflective exercise, module {document.module}"
        # Word puts its user's name into the file, whoever is named outside
        write_docx(path, title, [run(turn.text) for turn in document.turns], author=person.full_name)
        paths.append(path)
    return paths

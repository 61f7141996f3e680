"""Raw files for the tests of the readers: fixtures beside this file, or a few lines written on the spot."""

import zipfile
from pathlib import Path

from pydantic import TypeAdapter

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import AnySource
from scripts.ground.raw import RawFile, RawFiles

FIXTURES = Path(__file__).parent / "fixtures"

TABLES = ("roster", "survey", "feedback", "projects", "attendance", "withdrawals", "organisations")
INSTRUMENT = Instrument.model_validate(
    {
        "scale": {"minimum": 1, "maximum": 5, "low_label": "strongly disagree", "high_label": "strongly agree"},
        "behaviours": [{"id": "B1", "name": "own strengths", "meaning": "knows what they are good at"}],
        "items": [
            {"id": "B1a", "behaviour": "B1", "text": "I can say what I am good at."},
            {"id": "B1b", "behaviour": "B1", "text": "I use what I do best."},
            {"id": "K1", "scale": "knowledge", "text": "I know the four skills."},
        ],
        "other_scales": [{"id": "knowledge", "name": "knowledge", "kind": "knowledge"}],
    }
)


def raw(path: Path | str, key: str = "", number: int = 1, **declared) -> RawFile:
    """One file of a source; a name without folder is a fixture."""
    path = FIXTURES / path if isinstance(path, str) else path
    columns = {"columns": {}} if declared["kind"] in TABLES else {}
    source = TypeAdapter(AnySource).validate_python({"files": path.name} | columns | declared)
    return RawFile(key or declared["kind"], number, path, source)


def raws(*files: RawFile) -> RawFiles:
    return RawFiles(files)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def rules(made) -> list[tuple[str, int | None, str]]:
    """What the findings say, in short."""
    return sorted(((each["rule"], each["source_row"], each["severity"]) for each in made.findings), key=str)

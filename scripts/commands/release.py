"""`make release`: one zip of a finished, audited run, the same bytes for the same release.

- runs nothing: the run must be complete and everything as it left it
- refuses while a text of the scaffold stands unreplaced, the leak gate is shut, a dissonance is unexplained, a hash of the study
  differs from its records, or the release does not pass its own audit.py
- refuses what, together with an earlier release, would give away a hidden count; published/cells.csv remembers the counts, and
  a zip of an earlier release that it does not know of is refused too, unless FIRST=yes says that it was never published
- an exploratory analysis (a plan never locked) and a fictional study may be released; the words on the screen say so, as do
  report and metadata
- the zip holds one folder of its own name with the files in the order of their names, stored, all with one time, so equal
  releases are equal zips
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

from scripts.commands.audited import Difference, audit
from scripts.commands.messages import fail
from scripts.commands.published import held_against, remember, unremembered
from scripts.ground.config import Config, load_config
from scripts.ground.display import FICTIONAL, UNWRITTEN
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, Faults, LeakFault, MissingInput, StudyFault, raise_all
from scripts.ground.hashing import ENGINE_MARK, file_digest
from scripts.ground.named import named_study, shown
from scripts.ground.placeholders import placeholder_faults
from scripts.ground.schemas.integrate import JointDisplay
from scripts.ground.schemas.validate import PlanDifferences
from scripts.ground.tables import read_rows

RESULTS = Path("results")
RELEASE = RESULTS / "release"
GATE = RELEASE / "gate.json"
CRATE = "ro-crate-metadata.json"
JOINT = RESULTS / "pseudonymised/integrate/joint_display.csv"
DIFFERENCES = RESULTS / "pseudonymised/validation/plan_differences.csv"
AUDITOR = REPOSITORY / "scripts/provenance/alone/audit.py"
ROOT_DIGITS = 12
LONGEST_SLUG = 60
# the earliest time a zip can hold: it says nothing about when the file was made
EPOCH = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    """Exit code 0 when the zip stands, 2 when something forbids it."""
    parser = argparse.ArgumentParser(prog="make release", description="One zip of a finished, audited run.")
    parser.add_argument("study")
    parser.add_argument("--first", action="store_true", help="zips of earlier releases were never published")
    given = parser.parse_args()
    study = named_study(given.study)
    try:
        config = load_config(study)
        refuse_unfit(config, first=given.first)
        written = write_release(config)
        remember(config)
    except (Fault, Faults) as fault:
        return fail(fault)
    print("\n".join(_told(config, written)))
    return 0


def refuse_unfit(config: Config, *, first: bool = False) -> None:
    """Raise, all at once, everything that forbids a release; `first`: nothing was published before."""
    release = config.folder / RELEASE
    if not (config.folder / GATE).exists() or not (release / "ledger.json").exists():
        raise MissingInput("There is no finished run to release.", where="results/release", remedy="Run: make report")
    of_earlier = [*held_against(config), *(() if first else unremembered(config))]
    unready = [*placeholder_faults(config, "published"), *_shut(config), *_unexplained(config)]
    raise_all([*unready, *_unsettled(config), *_tampered(release), *of_earlier])


def write_release(config: Config) -> Path:
    """The zip beside the release, named after the study and the root of its ledger."""
    release = config.folder / RELEASE
    root = json.loads((release / "ledger.json").read_text(encoding="utf-8"))["root"]
    path = config.folder / RESULTS / f"{slug(config.study.publication.title)}-{root[:ROOT_DIGITS]}.zip"
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(zipped(release, path.stem))
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
    return path


def zipped(folder: Path, top: str = "release") -> bytes:
    """All files of a folder, below one folder, as a zip that depends on their names and bytes only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for name in sorted(name for name, path in files.items() if path.name != ENGINE_MARK):
            entry = zipfile.ZipInfo(f"{top}/{name}", EPOCH)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, files[name].read_bytes())
    return buffer.getvalue()


def slug(title: str) -> str:
    """A title as a file name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-") or "release"


def _shut(config: Config) -> list[Fault]:
    try:
        passed = json.loads((config.folder / GATE).read_text(encoding="utf-8")).get("passed") is True
    except (OSError, ValueError, AttributeError):
        return [StudyFault("The leak gate's account cannot be read.", where=GATE.as_posix(), remedy="Run: make report")]
    if passed:
        return []
    return [LeakFault("The leak gate did not let this release pass.", where=GATE.as_posix(), remedy="Run: make report")]


def _unexplained(config: Config) -> list[Fault]:
    rows = read_rows(config.folder / JOINT, JointDisplay) if (config.folder / JOINT).exists() else []
    behaviours = sorted(row["behaviour"] for row in rows if row["joint"] == "dissonance" and not row["explained"])
    remedy = "Write what explains it into config/explanations.yaml, with the digest that the report prints, then: make report"
    where = f"config/explanations.yaml: {', '.join(behaviours)}"
    return [StudyFault("Scores and voices contradict each other, and nobody has said why.", where=where, remedy=remedy)] * bool(
        rows and behaviours
    )


def _unsettled(config: Config) -> list[Fault]:
    """The study as it stands must be the one that was run."""
    found = audit(config.folder)
    changed = StudyFault(
        "Something changed after the last run.", where=_first(found.other), remedy="Run: make report, then release again."
    )
    unread = StudyFault(
        "A raw file is read by no source.",
        where=_first(found.unread),
        remedy="Declare it in config/sources.yaml, or take it out of data/raw.",
    )
    return [changed] * bool(found.other) + [unread] * bool(found.unread)


def _first(differences: list[Difference]) -> str:
    names = sorted({each.artefact for each in differences})
    return f"{', '.join(names[:3])}{' and others' if len(names) > 3 else ''}; make audit lists all"


def _tampered(release: Path) -> list[Fault]:
    """The release must pass the audit that its readers will make."""
    ran = subprocess.run([sys.executable, str(AUDITOR), str(release)], capture_output=True, text=True, check=False)
    if ran.returncode == 0:
        return []
    return [
        StudyFault(
            "The release does not pass its own audit.", where=f"\n{ran.stdout}", remedy="Run: make report, then release again."
        )
    ]


def _told(config: Config, path: Path) -> list[str]:
    publication = config.study.publication
    with zipfile.ZipFile(path) as archive:
        count = len(archive.namelist())
        root = json.loads(archive.read(f"{path.stem}/ledger.json"))["root"]
    marks = [f"{FICTIONAL}; every file says so"] * publication.fictional
    marks += [*_departures(config), *_unfinished(config)]
    marks += ["the plan was never locked, so the analysis is exploratory; the report says so"] * (
        not config.roots["plan_lock"].date
    )
    return [
        f"\n{shown(path)}",
        f"  files     {count}, {path.stat().st_size / 1e6:.1f} MB",
        f"  SHA-256   {file_digest(path)}",
        "            of the zip; it covers every file: write it down elsewhere, publish it where you announce the release",
        f"  root      {root}",
        "            of the ledger, as the report prints it; it does not cover the report's own files",
        *(f"  note      {mark}" for mark in [*marks, *_of_this_version(config, path)]),
        "  check     python audit.py --root SHA-256, in the unpacked folder",
    ]


def _departures(config: Config) -> list[str]:
    """Values that differ from the locked plan without a reason; the report says so, and the screen."""
    path = config.folder / DIFFERENCES
    keys = [row["key"] for row in read_rows(path, PlanDifferences) if not row["explained"]] if path.exists() else []
    told = "differ from the locked plan, and nobody has said why; give reasons under `deviations` in config/analysis_plan.yaml"
    return [f"{', '.join(keys)}: {told}"] if keys else []


def _unfinished(config: Config) -> list[str]:
    """What a reader of the report would see at once."""
    date, locked = config.study.publication.report_date, config.roots["plan_lock"].date
    late = locked is not None and locked > date
    # a renderer may break lines where it likes
    unwritten = UNWRITTEN in " ".join((config.folder / RELEASE / "report.html").read_text(encoding="utf-8").split())
    return [
        *["a chapter is still to be written by the team (config/prose); the report says so"] * unwritten,
        *[f"the report is dated {date}, before the lock of its plan on {locked}; look at publication.report_date"] * late,
    ]


def _of_this_version(config: Config, path: Path) -> list[str]:
    """Other zips that bear the version of this one."""
    version = config.study.publication.version
    others = [each.name for each in sorted(path.parent.glob("*.zip")) if each != path and _version(each) == version]
    remedy = "raise publication.version in config/study.yaml unless they were never given away"
    return [f"another release bears version {version}, too: {', '.join(others)}; {remedy}"] if others else []


def _version(path: Path) -> str:
    """The version that the metadata of a release give; none for a zip that is no release."""
    try:
        with zipfile.ZipFile(path) as archive:
            name = next(each for each in archive.namelist() if each.rpartition("/")[2] == CRATE)
            graph = json.loads(archive.read(name))["@graph"]
        return str(next(each["version"] for each in graph if each["@id"] == "./"))
    except (OSError, ValueError, KeyError, TypeError, StopIteration, zipfile.BadZipFile):
        return ""


if __name__ == "__main__":
    sys.exit(main())

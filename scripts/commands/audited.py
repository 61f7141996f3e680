"""What an audit compares: each hash that the records of a study hold with what lies there now.

- results against the records of the steps that made and read them, and files that no step made
- raw files by content, so that a new file between others is one added file and nothing else
- code by bytes first, by its normal form where they differ; configuration by slice; the environment
- the records against the ledger, and the ledger against the release and the report's own imprint
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from scripts.commands.audited_ledger import PUBLISHED, ledger_differences, unreadable_memory
from scripts.commands.audited_raw import UNREAD, raw_differences
from scripts.commands.kept_files import Record, read_kept
from scripts.commands.purged import purged
from scripts.ground.closure import normal_digest
from scripts.ground.config import Config, load_config, refuse_no_study, section_paths
from scripts.ground.descent import Descent, files_of
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, Faults, MissingInput
from scripts.ground.hashing import file_digest, file_digests
from scripts.ground.key import Key, load_key
from scripts.ground.raw import RAW
from scripts.ground.records import RECORDS, installed_digest

# what steps read besides results, by the beginning of the path
KINDS = {
    "report/": "template",
    "workflow/": "workflow",
    "Snakefile": "workflow",
    "scripts/": "script",
    "config/prose/": "prose",
    "config/": "config",
}
TEMPLATES = ("report/", "workflow/", "scripts/", "Snakefile")
# what is no step's result: written by the engine's display and by other commands
NOT_OF_STEPS = ("records", "logs", "history", "purged.json")
RESULTS = ("results/pseudonymised", "results/release")


class Difference(NamedTuple):
    """One thing that is not as it was when the results were made."""

    kind: str  # result, template, workflow, prose, raw file, script, config, environment, record, ledger, release, published
    artefact: str  # a path below the study or the pipeline's folder, or what it is
    state: str  # changed, is gone, was added, ...
    steps: tuple[str, ...] = ()
    downstream: tuple[str, ...] | None = None
    cosmetic: bool = False

    @property
    def words(self) -> str:
        return f"{self.kind} {self.artefact} {self.state}"


class Audit(NamedTuple):
    """All differences, sorted, and how many hashes were compared."""

    differences: list[Difference]
    checked: int

    @property
    def serious(self) -> list[Difference]:
        return [each for each in self.differences if not each.cosmetic]

    @property
    def unread(self) -> list[Difference]:
        """Raw files that no source reads: no new run puts them right."""
        return [each for each in self.serious if each.state == UNREAD]

    @property
    def other(self) -> list[Difference]:
        """What a new run puts right."""
        return [each for each in self.serious if each.state != UNREAD and each.kind != PUBLISHED]


def audit(study: Path) -> Audit:
    """Compare a study with its records; raises MissingInput before the first run."""
    records, damaged = _records(study)
    if not records and not damaged:
        refuse_no_study(study)
        raise MissingInput("This study has no records to audit.", where="results of the study", remedy="Run: make report")
    descent = Descent(records)
    try:
        config = load_config(study)
    except (Fault, Faults) as fault:
        return _without_config(study, records, damaged, descent, fault)
    removed = purged(config)
    gone = (() if removed is None else (f"{config.study.places.restricted}/",)) + tuple(_path(each) for each in damaged)
    recorded = _recorded_files(records, gone)
    found = [
        *damaged,
        *(Difference(*each) for each in unreadable_memory(study)),
        *_file_differences(study, recorded, descent),
        *(() if damaged else _added(study, config, recorded, gone)),
        *_code_differences(records),
        *_config_differences(records, config),
        *_environment_differences(records),
        *(Difference(*each) for each in ledger_differences(study, records, _key(config), {each.artefact for each in damaged})),
    ]
    if removed is None or not removed.get(RAW.as_posix()):
        found += [Difference("raw file", *each) for each in raw_differences(config, records)]
    hashes = len(recorded) + sum(len(each["raw"]) + len(each["code"]) + len(each["config"]) + 3 for each in records)
    return Audit(sorted(_with_downstream(each, descent) for each in found), hashes)


def _path(of_record: Difference) -> str:
    return (RECORDS / f"{of_record.artefact}.json").as_posix()


def _without_config(
    study: Path, records: list[dict[str, Any]], damaged: list[Difference], descent: Descent, fault: Fault | Faults
) -> Audit:
    """What can be compared while the configuration cannot be read; that is the first of the differences."""
    faults = fault.faults if isinstance(fault, Faults) else [fault]
    recorded = _recorded_files(records, ("results/restricted/", *(_path(each) for each in damaged)))
    found = [
        *damaged,
        *_file_differences(study, recorded, descent),
        *_code_differences(records),
        *_environment_differences(records),
    ]
    for where in sorted({each.where for each in faults}):
        steps = (each["step"] for each in records if any(Path(where).stem == name.split(".")[0] for name in each["config"]))
        found.append(Difference("config", where, "is not valid; every command says why", tuple(steps)))
    return Audit(sorted(_with_downstream(each, descent) for each in found), len(recorded) + len(records))


def _records(study: Path) -> tuple[list[dict[str, Any]], list[Difference]]:
    """The records that can be read, and one difference for each that cannot."""
    records, damaged = [], []
    for path in sorted((study / RECORDS).glob("*.json")):
        try:
            records.append(read_kept(RECORDS / path.name, Record, study))
        except Fault:
            damaged.append(Difference("record", path.stem, "cannot be read", (path.stem,)))
    return records, damaged


def _key(config: Config) -> Key | None:
    """The key, if it is at hand; without it seals cannot be compared."""
    try:
        return load_key(config)
    except Fault:
        return None


def _with_downstream(each: Difference, descent: Descent) -> Difference:
    """What was made with the help of the steps concerned, unless it is told already."""
    return each if each.downstream is not None else each._replace(downstream=tuple(descent.downstream(each.steps)))


def _recorded_files(records: list[dict[str, Any]], gone: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """Every file that records name, with all that they say of it; what a purge removed is left out."""
    named: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        for file in (*files_of(record["inputs"]), *record["outputs"].values()):
            if not file["path"].startswith(gone):
                named.setdefault(file["path"], []).append(file)
    return named


def _file_differences(study: Path, recorded: dict[str, list[dict[str, Any]]], descent: Descent) -> Iterator[Difference]:
    for name, said in recorded.items():
        # a lost result of this study must not be looked for among those of the demonstration
        path = (REPOSITORY if name.startswith(TEMPLATES) else study) / name
        users = descent.users(name)
        of_file = partial(
            Difference, _kind(name), steps=(*descent.makers(name), *users), downstream=tuple(descent.downstream(users))
        )
        if not path.exists():
            yield of_file(artefact=name, state="is gone")
        elif path.is_dir():
            yield from (of_file(artefact=f"{name}/{within}", state=state) for within, state in _within(path, said))
        elif any(file_digest(path) != each["sha256"] for each in said):
            yield of_file(artefact=name, state="changed")


def _kind(name: str) -> str:
    return next((kind for beginning, kind in KINDS.items() if name.startswith(beginning)), "result")


def _within(folder: Path, said: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Files of a folder that are not as recorded, and how."""
    now = file_digests(folder)
    for name in sorted({file for record in said for file in record.get("files", {})} | now.keys()):
        digests = {record.get("files", {}).get(name) for record in said}
        if digests != {now.get(name)}:
            yield name, "was added" if digests == {None} else "changed" if name in now else "is gone"


def _added(study: Path, config: Config, recorded: Iterable[str], gone: tuple[str, ...]) -> Iterator[Difference]:
    """Files among the results that no step made."""
    folders = (*RESULTS, *(() if gone else (config.study.places.restricted,)))
    made = {str(study / name) for name in recorded}
    skipped = {str(study / RESULTS[0] / name) for name in NOT_OF_STEPS}
    for folder in folders:
        for path in sorted((study / folder).rglob("*")):
            above = {str(path), *map(str, path.parents)}
            if path.is_file() and not path.name.startswith(".") and not above & (made | skipped):
                yield Difference("result", path.relative_to(study).as_posix(), "was added: no step made it", downstream=())


def _code_differences(records: list[dict[str, Any]]) -> Iterator[Difference]:
    """Code counts as the same while only comments and layout differ."""
    for name, by_step in _gathered(records, "code").items():
        path = REPOSITORY / name
        now = file_digest(path) if path.exists() else ""
        other = {step: each for step, each in by_step.items() if each["sha256"] != now}
        changed = tuple(step for step, each in other.items() if not now or each["normal"] != _normal(path))
        kind = "script" if any(name == f"scripts/{step.replace('.', '/')}.py" for step in by_step) else "imported code"
        if changed:
            yield Difference(kind, name, "changed" if now else "is gone", changed)
        elif other:
            yield Difference(kind, name, "changed in comments or layout only", tuple(other), cosmetic=True)


def _normal(path: Path) -> str:
    try:
        return normal_digest(path)
    except SyntaxError:
        return ""


def _config_differences(records: list[dict[str, Any]], config: Config) -> Iterator[Difference]:
    sections = {".".join(path): section for section, path in section_paths().items()}
    for dotted, by_step in _gathered(records, "config").items():
        now = config.slice_digest(sections[dotted]) if dotted in sections else None
        if steps := tuple(step for step, digest in by_step.items() if digest != now):
            file, _, keys = dotted.partition(".")
            yield Difference("config", f"config/{file}.yaml{f' ({keys})' if keys else ''}", "changed", steps)


def _environment_differences(records: list[dict[str, Any]]) -> Iterator[Difference]:
    now = {
        "lock": ("requirements.txt", file_digest(REPOSITORY / "requirements.txt")),
        "conda": ("environment.yml", file_digest(REPOSITORY / "environment.yml")),
        "installed": ("the installed packages", installed_digest()),
    }
    for name, (artefact, digest) in now.items():
        if steps := tuple(each["step"] for each in records if each["environment"][name] != digest):
            yield Difference("environment", artefact, "changed", steps)


def _gathered(records: list[dict[str, Any]], part: str) -> dict[str, dict[str, Any]]:
    """A part of the records by name, then by step."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        for name, said in record[part].items():
            found.setdefault(name, {})[record["step"]] = said
    return found

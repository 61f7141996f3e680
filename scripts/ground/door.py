"""The one door through which every step runs.

A step is a pure function; its signature is the contract. The door

- fills each parameter: a table (`Frame[...]`, `Rows[...]`), JSON or text from the rule's input of that name; a config
  section, the key, the raw files or the number of processes by the annotation alone,
- calls the function,
- writes each field of the result to the rule's output of that name, atomically,
- writes the job's record last.

    python -m scripts.ground.door quantitative.change --in scores=... --out change=... --record ... --log ...
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import inspect
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

from scripts.ground.batches import Processes
from scripts.ground.columnwise import joined
from scripts.ground.config import Config, read_config, section_path
from scripts.ground.disk import CLOSED, FULL, disk_fault
from scripts.ground.environment import QUIET
from scripts.ground.faults import Fault, Faults, StudyFault
from scripts.ground.hashing import ENGINE_MARK, pretty_json
from scripts.ground.key import Key, load_key
from scripts.ground.leftovers import job_under_way, part_of
from scripts.ground.models.base import Section
from scripts.ground.raw import RawFiles, find_raw, raw_digest
from scripts.ground.records import make_record
from scripts.ground.schema import Folder, table_of, wants_frame
from scripts.ground.tables import read_frame, read_rows, table_bytes

ORDER_ONLY = "after"
EXIT_FAULT = 2
# what of the system's refusals a person can put right
REFUSALS = (*FULL, *CLOSED)
# parameters that no file of the rule fills
FROM_ELSEWHERE = (RawFiles, Key, Processes)


class BrokenContract(Exception):
    """A rule whose inputs are not the parameters of its step; the message names no data."""


def main(arguments: list[str] | None = None) -> int:
    """Run one step as told on the command line; a fault is told in words, never as a traceback."""
    job = _parse(arguments)
    try:
        with job_under_way(), _without_collector():
            run_step(job)
    except (Fault, Faults) as fault:
        _tell(job.log, f"{fault}\n")
        return EXIT_FAULT
    except OSError as refusal:
        if refusal.errno not in REFUSALS:
            return _tell_defect(job, refusal)
        _tell(job.log, f"{disk_fault(refusal, Path.cwd())}\n")
        return EXIT_FAULT
    except Exception as defect:
        return _tell_defect(job, defect)
    _tell(job.log, "", quiet=True)
    return 0


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Rows point to nothing that points back, yet Python would look for it through millions of them, again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tell_defect(job: argparse.Namespace, defect: Exception) -> int:
    """A defect of ours: told is where in the code and of what kind, never the message, for it may quote a cell."""
    kind = str(defect) if isinstance(defect, BrokenContract) else type(defect).__name__
    places = "".join(traceback.format_tb(defect.__traceback__))
    _tell(job.log, f"{job.step} failed; this is a defect of the pipeline, please report it.\n{places}{kind}\n")
    return 1


def run_step(job: argparse.Namespace) -> None:
    """Load, call, write, record."""
    function = step_function(job.step)
    config = read_config(Path.cwd())
    inputs = _named_paths(job.inputs)
    outputs = {name: paths[0] for name, paths in _named_paths(job.outputs).items()}
    _refuse_strangers(job.step, inputs, step_hints(function))
    used = _Used()
    given = {name: _fill(name, annotation, inputs, config, job, used) for name, annotation in step_hints(function).items()}
    made = function(**given)
    _refuse_changed_raw(config, job, used)
    fields = made._asdict() if hasattr(made, "_asdict") else {next(iter(outputs)): made}
    annotations = result_hints(function, outputs)
    for name, path in outputs.items():
        write_output(path, fields[name], annotations[name])
    record = make_record(
        job.step,
        inputs={name: paths for name, paths in inputs.items() if name != ORDER_ONLY},
        outputs=outputs,
        raw=used.raw,
        config=used.config,
        key=used.key,
    )
    write_output(Path(job.record), record, dict)


def step_function(step: str) -> Callable[..., Any]:
    """The function of a step: `quantitative.change` is `change` in scripts/quantitative/change.py."""
    return getattr(importlib.import_module(f"scripts.{step}"), step.rsplit(".", 1)[-1])


def step_hints(function: Callable[..., Any]) -> dict[str, Any]:
    """Parameter names of a step and what they ask for."""
    hints = get_type_hints(function, include_extras=True)
    return {name: hints[name] for name in inspect.signature(function).parameters}


def result_hints(function: Callable[..., Any], outputs: dict[str, Path]) -> dict[str, Any]:
    """Output names of a step and what they hold."""
    result = get_type_hints(function, include_extras=True)["return"]
    if hasattr(result, "_fields"):
        return get_type_hints(result, include_extras=True)
    return dict.fromkeys(outputs, result)


class _Used:
    """What a step was given besides its input files, for the record."""

    def __init__(self) -> None:
        self.raw: dict[str, str] = {}
        self.config: dict[str, str] = {}
        self.key = ""


def _fill(name: str, annotation: Any, inputs: dict[str, list[Path]], config: Config, job: argparse.Namespace, used: _Used) -> Any:
    if _is_section(annotation):
        used.config[".".join(section_path(annotation))] = config.slice_digest(annotation)
        return config.slice(annotation)
    if annotation is RawFiles:
        files = find_raw(config, job.raw)
        used.raw = {file.id: file.sha256 for file in files}
        return files
    if annotation is Key:
        key = load_key(config)
        used.key = key.fingerprint
        return key
    if annotation is Processes:
        return Processes(job.processes)
    return read_input(inputs.get(name, []), annotation)


def read_input(paths: list[Path], annotation: Any) -> Any:
    """Read the file (or files) behind a parameter as its annotation asks."""
    table = table_of(annotation)
    if table is None and annotation not in (dict, str, Path) and getattr(annotation, "__origin__", None) is list:
        return [read_input([path], annotation.__args__[0]) for path in paths]
    if annotation is Folder:
        return read_folder(paths)
    path = paths[0]
    if table is not None and wants_frame(annotation):
        return read_frame(path, table)
    if table is not None:
        # several files of one table (every job's evidence) arrive as one list of rows
        return joined([read_rows(each, table) for each in paths])
    if annotation is dict:
        return json.loads(path.read_text(encoding="utf-8"))
    if annotation is Path:
        return path
    return path.read_text(encoding="utf-8")


def read_folder(paths: list[Path]) -> Folder:
    """Files by their names relative to the folder given, or to the folder that the files given share."""
    files = [
        file
        for path in paths
        for file in (path.rglob("*") if path.is_dir() else [path])
        if file.is_file() and file.name != ENGINE_MARK
    ]
    top = paths[0] if paths and paths[0].is_dir() else Path(os.path.commonpath([file.parent for file in files]) if files else ".")
    return Folder((file.relative_to(top).as_posix(), file.read_bytes()) for file in sorted(files))


def write_output(path: Path, value: Any, annotation: Any) -> None:
    """Write a result atomically: a killed run leaves nothing half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(value, dict) and annotation is not dict:
        _write_folder(path, value)
        return
    table = table_of(annotation)
    if table is not None:
        content = table_bytes(value, table, path.name)
    elif isinstance(value, dict | list):
        content = pretty_json(value)
    else:
        content = value if isinstance(value, bytes) else str(value).encode("utf-8")
    prefix, suffix = part_of(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o600)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _write_folder(path: Path, files: dict[str, bytes | str]) -> None:
    """Write a folder of files beside its place, then swap it in."""
    prefix, suffix = part_of(path)
    temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=prefix, suffix=suffix))
    try:
        for name, content in files.items():
            target = temporary / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        if path.exists():
            shutil.rmtree(path)
        temporary.replace(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _refuse_strangers(step: str, inputs: dict[str, list[Path]], hints: dict[str, Any]) -> None:
    """A rule's inputs and a step's parameters are one contract; a difference is a defect of ours."""
    strangers = set(inputs) - set(hints) - {ORDER_ONLY}
    from_files = {name for name, hint in hints.items() if hint not in FROM_ELSEWHERE and not _is_section(hint)}
    if strangers or from_files - set(inputs) - {name for name, hint in hints.items() if hint is Folder}:
        raise BrokenContract(f"{step}: the rule gives {sorted(inputs)}, the step asks for {sorted(from_files)}")


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def _refuse_changed_raw(config: Config, job: argparse.Namespace, used: _Used) -> None:
    if used.raw and job.raw_digest and raw_digest(config, find_raw(config, job.raw)) != job.raw_digest:
        raise StudyFault(
            "A raw file changed while the evaluation was running.",
            where=f"sources of kind {', '.join(job.raw)}",
            remedy="Run the evaluation again.",
        )


def _named_paths(pairs: list[str]) -> dict[str, list[Path]]:
    named: dict[str, list[Path]] = {}
    for pair in pairs:
        name, path = pair.split("=", 1)
        named.setdefault(name, []).append(Path(path))
    return named


def _tell(log: str | None, text: str, *, quiet: bool = False) -> None:
    if log:
        # on a full disk there is no log either
        with contextlib.suppress(OSError):
            Path(log).parent.mkdir(parents=True, exist_ok=True)
            Path(log).write_text(text, encoding="utf-8")
    if not quiet and QUIET not in os.environ:
        sys.stderr.write(text)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="door", description="Run one step of the evaluation.")
    parser.add_argument("step")
    parser.add_argument("--in", dest="inputs", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--out", dest="outputs", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--raw", action="append", default=[], metavar="KIND", help="kinds of raw sources the step reads")
    parser.add_argument("--raw-digest", default="")
    parser.add_argument("--processes", type=int, default=1, help="how many a step may use that works in batches")
    parser.add_argument("--record", required=True)
    parser.add_argument("--log")
    # digests that make the workflow engine see a change of code, configuration or key
    parser.add_argument("--seen", default="")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())

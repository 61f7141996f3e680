"""`make reproduce`: run a study once more in a clean folder, with another number of cores, and compare every byte.

The folder is private, lies beside nothing of the study, and is removed afterwards, whatever happens. Exit code 0 when all
files are equal, 1 when some differ, 2 for anything that a person can put right.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.commands.audited import audit
from scripts.commands.messages import EXIT_FAULT, fail
from scripts.ground.config import Config, load_config
from scripts.ground.disk import disk_fault
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, Faults, StudyFault
from scripts.ground.hashing import file_digests
from scripts.ground.key import ENVIRONMENT
from scripts.ground.named import named_study
from scripts.ground.records import RECORDS, read_records

EXIT_DIFFERS = 1
# as shells tell it
INTERRUPTED = 130
PATIENCE = 60
READ = ("config", "data/raw")
RESULTS = Path("results")
# what the screen after a run, a log or another command leaves behind is no result
NO_RESULTS = ("pseudonymised/logs/", "pseudonymised/history/", "pseudonymised/purged.json")
ONE_ONLY = "(exists in one run only)"


def main() -> int:
    told = _parse()
    # the clean folder holds a copy of the raw files: both signs end it in order, also where a shell started it in the background
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.default_int_handler)
    study = named_study(told.study)
    try:
        config = load_config(study)
        _refuse_unsettled(config)
        with tempfile.TemporaryDirectory(prefix="evaluation-") as folder:
            clean = Path(folder) / "study"
            if code := _run_clean(config, clean, told.cores):
                return code
            before, again = _results(study), _results(clean)
    except (Fault, Faults) as fault:
        return fail(fault)
    except OSError as refusal:
        return fail(disk_fault(refusal, study))
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; the clean folder is removed.\n")
        return INTERRUPTED
    different = {name: name in before and name in again for name in sorted(before | again) if before.get(name) != again.get(name)}
    print("\n".join(_in_words(study, different, len(before | again), told.cores)))
    return EXIT_DIFFERS if different else 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make reproduce", description=__doc__)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--cores", type=int, default=1)
    return parser.parse_args()


def _refuse_unsettled(config: Config) -> None:
    """Only results of the present inputs and code can be made again."""
    if Path(config.study.places.restricted).is_absolute():
        raise StudyFault(
            "The restricted results lie outside the study, and a second run would write into them.",
            where="places.restricted in config/study.yaml",
            remedy="Reproduce a copy of the study whose restricted results lie inside it.",
        )
    # what no source reads is in no result
    found = audit(config.folder).other
    if found:
        raise StudyFault(
            f"The results are not those of the present inputs and code ({len(found)} differences).",
            where=found[0].words,
            remedy="See them all with make audit; make the results anew with make report, then reproduce them.",
        )


def _run_clean(config: Config, clean: Path, cores: int) -> int:
    """Run a copy of configuration and raw files; what it says is told only if it fails."""
    for part in READ:
        shutil.copytree(config.folder / part, clean / part)
    key_file = config.study.places.key_file
    environment = dict(os.environ)
    if key_file:
        environment.setdefault(ENVIRONMENT, str((config.folder / Path(key_file).expanduser()).resolve()))
    print(f"Running the study anew in a clean folder with {cores} core(s) ...", flush=True)
    command = [sys.executable, "-m", "scripts.commands.run", "report", str(clean), "--cores", str(cores)]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, start_new_session=True, **streams) as process:
        try:
            _, said = process.communicate()
        except KeyboardInterrupt:
            _end(process)
            raise
    if process.returncode:
        sys.stderr.write(said)
        return EXIT_FAULT
    return 0


def _end(process: subprocess.Popen) -> None:
    """End a run with all its jobs, so that none writes into the folder while that is removed."""
    os.killpg(process.pid, signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=PATIENCE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _results(study: Path) -> dict[str, str]:
    """What a run makes lies in the zones; right below results/ lie notes, zips of `make release` and the like."""
    made = {name: digest for name, digest in file_digests(study / RESULTS).items() if not Path(name).name.startswith(".")}
    return {name: digest for name, digest in made.items() if "/" in name and not name.startswith(NO_RESULTS)}


def _in_words(study: Path, different: dict[str, bool], compared: int, cores: int) -> list[str]:
    """The outcome; of each file that differs, whether both runs have it."""
    if not different:
        return [f"Reproduced: {compared} files are equal, byte for byte ({cores} core(s), a clean folder)."]
    makers = _makers(study)
    lines = []
    for name, in_both in different.items():
        made_by = f"(made by {makers[name]})" if name in makers else ""
        lines.append("  ".join(filter(None, (f"  results/{name}", made_by, "" if in_both else ONE_ONLY))))
    return [
        f"{len(different)} of {compared} files differ:",
        *lines,
        "Look first at the one that the workflow makes first: its step draws numbers without the plan's seed, reads the clock,",
        "or depends on the order of files. Machine and packages were the same in both runs.",
    ]


def _makers(study: Path) -> dict[str, str]:
    """Which step made a file, by its path below results/."""
    made = {}
    for record in read_records(study / RECORDS):
        for file in record["outputs"].values():
            within = file.get("files", {"": ""})
            made |= {str(Path(file["path"], name).relative_to(RESULTS)): record["step"] for name in within}
    return made


if __name__ == "__main__":
    sys.exit(main())

"""What goes wrong around a run: it is killed, the disk refuses, others interfere. Nothing is lost, the next run finishes it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.ground.environment import REPOSITORY
from scripts.ground.hashing import ENGINE_MARK
from tests.end_to_end.every_result import results
from tests.end_to_end.running import RECORDS, Ran, copy_study, differences, digests, run

KILLS = 50
SEED = 20_261
# a new start after so many kills, so that early and late moments are hit alike
KILLS_A_START = 6
LONGEST = 600
EXIT_FAULT = 2
FULL = "The disk is full"


def leftovers(study: Path) -> list[str]:
    """What a run uses for a while only, and the engine's locks."""
    hidden = [path for path in (study / "results").rglob(".*") if path.name != ENGINE_MARK]
    return [str(path) for path in (*hidden, *(study / ".snakemake/locks").glob("*"))]


def at_work(study: Path) -> list[str]:
    """Processes whose folder is the study."""
    folders = Path("/proc").glob("[0-9]*/cwd")
    return [str(folder.parent) for folder in folders if _target(folder) == str(study)]


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        # it ended meanwhile
        return ""


def started(study: Path) -> subprocess.Popen[str]:
    """A run under way, in a process group of its own."""
    command = [sys.executable, "-m", "scripts.commands.run", "report", str(study), "--cores", "2"]
    return subprocess.Popen(
        command, cwd=REPOSITORY, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait_until(true: Callable[[], object], what: str, seconds: float = LONGEST) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.05)


def kill_group(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)


def kill_parent(process: subprocess.Popen[str]) -> None:
    """As the system does when memory runs out: porter and jobs are left behind."""
    process.kill()


def interrupt(process: subprocess.Popen[str]) -> None:
    """Ctrl-C reaches the whole group."""
    os.killpg(process.pid, signal.SIGINT)


def ended_by(end: Callable[[subprocess.Popen[str]], None], study: Path, seconds: float) -> str | None:
    """Run for a while, then end it; what it said, or None when it had finished before."""
    process = started(study)
    try:
        said, _ = process.communicate(timeout=seconds)
        assert process.returncode == 0, said
        return None
    except subprocess.TimeoutExpired:
        end(process)
    if end is kill_parent:
        # the pipe stays open as long as a job works, and nobody is to wait for that
        process.wait(LONGEST)
        return ""
    said, _ = process.communicate(timeout=LONGEST)
    return said


@pytest.mark.slow
def test_a_run_killed_at_any_moment_and_continued_gives_the_same_bytes(seed_only: Path, tmp_path: Path) -> None:
    whole, chance = results(seed_only), random.Random(SEED)
    study, kills, starts = tmp_path / "killed", 0, 0
    while kills < KILLS:
        shutil.rmtree(study, ignore_errors=True)
        copy_study("seed_only", study)
        starts += 1
        for _ in range(KILLS_A_START):
            end = chance.choices([kill_group, kill_parent, interrupt], [4, 1, 1])[0]
            # before it is up, Python answers Ctrl-C in its own way
            seconds = chance.uniform(0.5 if end is interrupt else 0.05, 9)
            where = f"seed {SEED}, start {starts}, kill {kills + 1}: {end.__name__} after {seconds:.2f} s"
            said = ended_by(end, study, seconds)
            if said is None:
                break
            kills += 1
            assert "Traceback" not in said, f"{where}\n{said}"
            _nothing_half_written(study, whole, where)
        told = run(study)
        where = f"seed {SEED}, start {starts}, after {kills} kills"
        assert told.code == 0, f"{where}\n{told.told}"
        assert differences(whole, results(study)) == [], where
        assert leftovers(study) == [], where
        wait_until(lambda: not at_work(study), f"{where}: a process outlived its run", 30)


def _nothing_half_written(study: Path, whole: dict[str, str], where: str) -> None:
    """Whatever stands under its own name stands whole."""
    shown = {name: digest for name, digest in results(study).items() if ".part" not in name}
    assert {name for name in shown if shown[name] != whole.get(name)} == set(), where


def in_private_mounts(script: str, *arguments: str) -> Ran:
    """A shell script that may mount what it likes; the mounts end with it."""
    enter = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--user", "--map-root-user"]
    done = subprocess.run(
        [*enter, "sh", "-c", script, "sh", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    return Ran(done.returncode, done.stdout + done.stderr)


@pytest.fixture
def mounts() -> Callable[..., Ran]:
    if shutil.which("unshare") is None or in_private_mounts("mount -t tmpfs tmpfs /mnt").code:
        pytest.skip("this machine lets nobody mount a file system of his own")
    return in_private_mounts


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return copy_study("seed_only", tmp_path / "study")


def told_in_words(ran: Ran, *words: str) -> None:
    assert ran.code == EXIT_FAULT, ran.told
    assert "Traceback" not in ran.told
    for word in (*words, "where:", "to do:"):
        assert word in ran.told


RUN = f'"{sys.executable}" -m scripts.commands.run report'


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [1, 3, 7])
def test_a_full_disk_is_told_and_with_more_space_the_next_run_finishes(
    seed_only: Path, mounts: Callable[..., Ran], study: Path, tmp_path: Path, megabytes: int
) -> None:
    script = f"""
        mount -t tmpfs -o size={megabytes}m tmpfs "$1" && cp -r "$2/config" "$2/data" "$1" || exit 99
        {RUN} "$1" > "$3/first" 2>&1; echo $? > "$3/code"
        find "$1" -name '*.part' > "$3/parts"
        mount -o remount,size=200m "$1" && {RUN} "$1" && cp -r "$1/results" "$3"
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    mounts(script, str(disk), str(study), str(tmp_path)).must_succeed()
    told_in_words(Ran(int((tmp_path / "code").read_text()), (tmp_path / "first").read_text()), FULL)
    assert (tmp_path / "parts").read_text() == ""
    assert differences(results(seed_only), results(tmp_path)) == []


def test_results_that_may_not_be_written_are_named(mounts: Callable[..., Ran], study: Path) -> None:
    (study / "results").mkdir()
    script = f'mount --bind "$1/results" "$1/results" && mount -o remount,bind,ro "$1/results" && {RUN} "$1"'
    told_in_words(mounts(script, str(study)), "may not be read or written", "where: results")


@pytest.mark.parametrize("name", ["results", ".snakemake"])
def test_a_file_where_a_folder_is_needed_is_named(study: Path, name: str) -> None:
    (study / name).write_text("not a folder", encoding="utf-8")
    told_in_words(run(study), "A file stands where a folder is needed", f"where: {name}")
    assert (study / name).read_text(encoding="utf-8") == "not a folder"


def test_a_raw_file_that_may_not_be_read_is_named_by_its_source(study: Path) -> None:
    closed = study / "data/raw/roster.csv"
    closed.chmod(0)
    command = [sys.executable, "-m", "scripts.commands.run", "report", str(study)]
    if os.access(closed, os.R_OK):
        # the administrator reads everything, unless that right is taken away
        if shutil.which("setpriv") is None:
            pytest.skip("nobody can take the administrator's rights away here")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    told_in_words(Ran(done.returncode, done.stdout + done.stderr), "The file may not be read.", "roster:1")


@pytest.mark.slow
def test_a_second_run_at_once_is_refused_and_the_first_finishes(seed_only: Path, study: Path) -> None:
    first = started(study)
    wait_until(lambda: list((study / RECORDS).glob("*.json")), "the first job")
    told_in_words(run(study), "Another run of this study is under way.")
    said, _ = first.communicate(timeout=LONGEST)
    assert first.returncode == 0, said
    assert differences(results(seed_only), results(study)) == []


@pytest.mark.slow
def test_a_run_beside_plain_snakemake_is_refused(study: Path) -> None:
    plain = [
        str(Path(sys.executable).parent / "snakemake"),
        "--directory",
        str(study),
        "--snakefile",
        str(REPOSITORY / "Snakefile"),
    ]
    with subprocess.Popen([*plain, "--cores", "1"], start_new_session=True, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: list((study / RECORDS).glob("*.json")), "the first job")
        told_in_words(run(study), "Another run of this study is under way.")
        os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_raw_file_that_changes_while_it_is_read_is_told_and_the_next_run_finishes(seed_only: Path, study: Path) -> None:
    first, survey = started(study), study / "data/raw/survey_end.csv"
    wait_until(lambda: list((study / RECORDS).glob("ingest.surveys.json")), "the reading of the surveys")
    before = survey.read_bytes()
    survey.write_bytes(before + b"\n")
    said, _ = first.communicate(timeout=LONGEST)
    told_in_words(Ran(first.returncode, said), "changed while", "data/raw")
    survey.write_bytes(before)
    run(study).must_succeed()
    assert differences(results(seed_only), results(study)) == []


@pytest.mark.slow
def test_restricted_results_may_lie_on_another_file_system(seed_only: Path, study: Path) -> None:
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == study.stat().st_dev:
        pytest.skip("there is no other file system here")
    config = study / "config/study.yaml"
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        config.write_text(
            f"{config.read_text(encoding='utf-8')}\nplaces: {{restricted: {folder}/restricted}}\n", encoding="utf-8"
        )
        run(study).must_succeed()
        assert list(Path(folder).rglob("people.csv"))
    assert digests(study / "results/release")["report.html"]

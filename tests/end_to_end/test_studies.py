import json
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.commands.new_study import SCAFFOLD
from scripts.ground.environment import REPOSITORY
from scripts.ground.hashing import ENGINE_MARK
from scripts.ground.schemas.integrate import AimVerdicts
from scripts.ground.tables import read_rows
from tests.end_to_end.golden import essence, moved, read_golden
from tests.end_to_end.running import RELEASED, REPORTS, copy_finished

RENEW = "python -m tests.end_to_end.golden"


def test_a_run_releases_the_report_in_three_formats_its_evidence_and_all_that_checks_them(study: tuple[str, Path]) -> None:
    _, folder = study
    released = {path.name: path.stat().st_size for path in (folder / "results/release").iterdir() if path.name != ENGINE_MARK}
    # a plan that was never locked has no lock
    assert sorted(released.keys() - {"plan.lock.yaml"}) == sorted(RELEASED)
    assert min(released[name] for name in REPORTS) > 1000


def test_the_evidence_is_the_golden_one(study: tuple[str, Path]) -> None:
    name, folder = study
    changes = moved(read_golden(name), essence(folder))
    assert not changes, "\n".join([f"{len(changes)} of {name} moved; if that is meant: {RENEW} {name}", *changes])


def test_every_page_of_a_fictional_study_says_so(study: tuple[str, Path]) -> None:
    _, folder = study
    for name in ("report.html", "evidence.json"):
        assert "FICTIONAL DEMONSTRATION" in (folder / "results/release" / name).read_text(encoding="utf-8")


def test_the_smallest_study_reaches_a_verdict_on_each_aim(seed_only: Path) -> None:
    assert set(_verdicts(seed_only)) == {"experience", "learning", "behaviour", "impact", "overall"}
    assert _verdicts(seed_only)["behaviour"] == "supported"


def test_a_study_that_went_badly_is_told_as_such(negative: Path) -> None:
    assert _verdicts(negative)["behaviour"] == "not supported"
    assert _verdicts(negative)["overall"] == "not positive"


def _verdicts(study: Path) -> dict[str, str]:
    rows = read_rows(study / "results/pseudonymised/integrate/aim_verdicts.csv", AimVerdicts)
    return {row["aim"]: row["verdict"] for row in rows}


def test_the_release_of_a_run_passes_its_own_audit_with_the_raw_data(study: tuple[str, Path]) -> None:
    _, folder = study
    command = [sys.executable, "-I", "audit.py", "--raw", str(folder / "data/raw"), "--json"]
    ran = subprocess.run(command, cwd=folder / "results/release", capture_output=True, text=True, check=False)
    assert (ran.returncode, json.loads(ran.stdout)["found"]) == (0, [])


def test_a_finished_study_with_the_note_of_the_scaffold_beside_its_raw_files_is_audited_and_released(
    seed_only: Path, tmp_path: Path
) -> None:
    folder = copy_finished(seed_only, tmp_path / "study")
    shutil.copyfile(SCAFFOLD / "data/raw/README.md", folder / "data/raw/README.md")
    for name in (".DS_Store", "~$end.xlsx"):
        (folder / "data/raw" / name).write_bytes(b"x")
    for command in ("audit", "release"):
        ran = subprocess.run(
            [sys.executable, "-m", f"scripts.commands.{command}", str(folder)],
            cwd=REPOSITORY, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout + ran.stderr

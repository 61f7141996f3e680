from pathlib import Path

import pytest

from tests.end_to_end.running import (
    copy_code,
    copy_finished,
    copy_study,
    differences,
    planned,
    rerun_since,
    run,
    tables_and_release,
    times,
)

NOT_AFTER_A_SURVEY = {"people", "texts", "coding", "logs", "renderer", "simulation", "codebook_changes", "plan"}
AFTER_THE_JOINT_DISPLAY = {
    "exhibits", "ledger", "evidence", "project", "render_html", "render_pdf", "render_docx", "gate", "admit", "release",
}  # fmt: skip


def test_a_second_run_does_nothing(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    before = times(study)
    assert "Nothing to do" in run(study).must_succeed().told
    assert rerun_since(before, study) == set()


def test_one_changed_row_plans_its_descendants_only(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    assert planned(study) == set()
    _change_first_answer(study)
    assert planned(study) == times(study).keys() - NOT_AFTER_A_SURVEY


@pytest.mark.slow
def test_one_changed_row_reruns_its_descendants_only(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    before = times(study)
    _change_first_answer(study)
    run(study).must_succeed()
    assert rerun_since(before, study) == before.keys() - NOT_AFTER_A_SURVEY


def test_a_hand_edited_result_is_made_anew(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    before, made = times(study), tables_and_release(study)
    table = study / "results/pseudonymised/integrate/joint_display.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("convergence", "dissonance"), encoding="utf-8")
    run(study).must_succeed()
    assert differences(made, tables_and_release(study)) == []
    assert rerun_since(before, study) == {"verdicts"} | AFTER_THE_JOINT_DISPLAY


def test_a_comment_reruns_nothing_and_a_changed_step_reruns_itself(tmp_path: Path) -> None:
    code, study = copy_code(tmp_path / "code"), copy_study("seed_only", tmp_path / "study")
    run(study, "check", code=code).must_succeed()
    before = times(study)
    step = code / "scripts/validate/findings.py"
    written = step.read_text(encoding="utf-8")
    step.write_text(f"# a comment\n{written}\n# another\n", encoding="utf-8")
    run(study, "check", code=code).must_succeed()
    assert rerun_since(before, study) == set()
    step.write_text(f"{written}\nANOTHER = 1\n", encoding="utf-8")
    run(study, "check", code=code).must_succeed()
    assert rerun_since(before, study) == {"findings", "findings_page", "check_inputs"}


def _change_first_answer(study: Path) -> None:
    survey = study / "data/raw/survey_start.csv"
    head, first, *rest = survey.read_text(encoding="utf-8").splitlines()
    changed = first[:-1] + ("1" if first[-1] != "1" else "2")
    survey.write_text("\n".join([head, changed, *rest]) + "\n", encoding="utf-8")

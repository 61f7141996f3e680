import os
from collections.abc import Iterator
from contextlib import contextmanager
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

NOT_AFTER_A_SURVEY = {"people", "texts", "coding", "logs", "renderer", "simulation", "codebook_changes", "plan", "study_files"}
AFTER_THE_JOINT_DISPLAY = {
    "logic_model", "fig_logic_model",
    "exhibits_verdicts", "entries", "printed_tables", "ledger", "evidence",
    "project", "render_html", "render_pdf", "render_docx", "bundle", "gate", "admit", "release",
}  # fmt: skip
USERS_OF_PAIRED_CHANGE = {
    "change", "group_change", "individual", "measurement", "missing", "models", "multiverse", "unpaired",
    "fig_change", "fig_likert", "fig_multiverse", "verdicts",
    "exhibits_outcomes", "exhibits_measurement", "exhibits_sensitivity", "exhibits_engagement",
} | AFTER_THE_JOINT_DISPLAY  # fmt: skip
READERS_OF_THE_WHOLE_PLAN = {"plan", "exhibits_flow", "simulation", "study_files"}


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


def test_each_cause_plans_exactly_those_who_use_it(seed_only: Path, tmp_path: Path) -> None:
    code, study = copy_code(tmp_path / "code"), copy_finished(seed_only, tmp_path / "study")
    # what reads files of the pipeline's own folder, which is another one now, is planned in any case
    of_the_copy = planned(study, code)
    assert of_the_copy <= AFTER_THE_JOINT_DISPLAY | {"simulation", "exhibits_flow"}

    with _edited(code / "scripts/quantitative/inference/paired.py", "\n\n# only a comment\n"):
        assert planned(study, code) == of_the_copy
    with _edited(code / "scripts/quantitative/inference/paired.py", "\n\nANOTHER = 1\n"):
        assert planned(study, code) == USERS_OF_PAIRED_CHANGE | of_the_copy
    with _edited(study / "config/analysis_plan.yaml", "\n# only a comment\n"):
        assert planned(study, code) == of_the_copy
    with _edited(study / "config/analysis_plan.yaml", "\nverdicts: {behaviours_up: 5}\n"):
        assert planned(study, code) == {"verdicts"} | READERS_OF_THE_WHOLE_PLAN | AFTER_THE_JOINT_DISPLAY


def test_an_older_file_copied_over_a_newer_one_is_seen(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    survey, scores = study / "data/raw/survey_start.csv", study / "results/pseudonymised/quantitative/scores.csv"
    for path, rule in ((survey, "surveys"), (scores, "scores")):
        kept, text = path.stat(), path.read_text(encoding="utf-8")
        path.write_text(text.replace(",3", ",2", 1), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != text
        os.utime(path, (kept.st_mtime - 10_000, kept.st_mtime - 10_000))
        assert rule in planned(study)
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


@contextmanager
def _edited(path: Path, more: str, *replaced: tuple[str, str]) -> Iterator[None]:
    before, kept = path.read_text(encoding="utf-8"), path.stat()
    text = before + more
    for old, new in replaced:
        text = text.replace(old, new, 1)
    assert text != before
    path.write_text(text, encoding="utf-8")
    yield
    path.write_text(before, encoding="utf-8")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def _change_first_answer(study: Path) -> None:
    survey = study / "data/raw/survey_start.csv"
    head, first, *rest = survey.read_text(encoding="utf-8").splitlines()
    changed = first[:-1] + ("1" if first[-1] != "1" else "2")
    survey.write_text("\n".join([head, changed, *rest]) + "\n", encoding="utf-8")

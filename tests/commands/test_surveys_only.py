"""A new study that asks by questionnaire only: the few edits that study.yaml names, and nothing else."""

import re
from pathlib import Path

from scripts.commands.new_study import new_study
from scripts.ground.config import load_config
from scripts.integrate.questionnaire import questionnaire_only

VOICES = re.compile(r"  # --- interviews and coding: begin ---\n.*?  # --- interviews and coding: end ---\n", re.DOTALL)
OTHER_AIMS = re.compile(r"    - id: (experience|learning|impact)\n(      .*\n)+")
SOURCE_GROUPS = re.compile(r"  source_groups:.*\n(    - .*\n)+")
PROJECTS = re.compile(r"  # The log of improvement projects.*?(?=\n  # Feedback)", re.DOTALL)


def edit(file: Path, pattern: str | re.Pattern[str], new: str) -> None:
    before = file.read_text(encoding="utf-8")
    after = re.sub(pattern, new, before)
    assert after != before, file.name
    file.write_text(after, encoding="utf-8")


def test_the_edits_that_a_new_study_names_make_it_one_by_questionnaire_only(tmp_path):
    config = new_study(str(tmp_path / "study")) / "config"
    assert not questionnaire_only(load_config(config.parent).sources, load_config(config.parent).roots["codebook"])

    edit(config / "study.yaml", OTHER_AIMS, "")
    edit(config / "study.yaml", SOURCE_GROUPS, "  source_groups: []\n")
    edit(config / "sources.yaml", VOICES, "")
    edit(config / "sources.yaml", PROJECTS, "")
    edit(config / "codebook.yaml", re.compile(r"^codes:.*", re.DOTALL | re.MULTILINE), "codes: []\n")
    (config / "logic_model.yaml").unlink()
    edit(config / "analysis_plan.yaml", r"needs_one_of: \[learning, impact\]", "needs_one_of: []")
    edit(config / "analysis_plan.yaml", r"insufficient_aims: 2", "insufficient_aims: 1")

    found = load_config(config.parent)
    assert questionnaire_only(found.sources, found.roots["codebook"])
    assert [aim.id for aim in found.study.cohorts.aims] == ["behaviour"]
    assert found.roots["logic_model"].elements == ()


def test_no_starting_point_speaks_of_the_number_of_behaviours_that_the_demonstration_has(tmp_path):
    plan = (new_study(str(tmp_path / "study")) / "config/analysis_plan.yaml").read_text(encoding="utf-8")
    assert not re.search(r"\bthe six\b|\bsix primary\b", plan)

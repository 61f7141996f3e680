"""What the study laid down before its results, as files of the release: codebook, plan, lock of the plan, logic model.

- written from the configuration as the pipeline understood it: every default stands there, comments and layout do not
- a study releases what it has: without a lock, codes or elements of a logic model there is no such file
"""

from __future__ import annotations

import csv
import io
from typing import Any

import yaml

from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.base import Section
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.models.plan_lock import PlanLock
from scripts.ground.spreadsheet import harmless

BETWEEN = "; "


def study_files(codebook: Codebook, plan: AnalysisPlan, lock: PlanLock, logic_model: LogicModel) -> dict[str, bytes]:
    """Files by name."""
    files = {"analysis_plan.yaml": _yaml(plan)}
    if lock.date:
        files["plan.lock.yaml"] = _yaml(lock)
    if codebook.codes:
        files["codebook.csv"] = _codebook(codebook)
    if logic_model.elements:
        files["logic_model.yaml"] = _yaml(logic_model)
    return files


def _yaml(section: Section) -> bytes:
    content = section.model_dump(mode="json")
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120).encode("utf-8")


def _codebook(codebook: Codebook) -> bytes:
    text = io.StringIO()
    columns = list(Code.model_fields)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["codebook_version", *columns])
    for code in sorted(codebook.codes, key=lambda each: each.id):
        content = code.model_dump(mode="json")
        writer.writerow([codebook.version, *(_cell(content[name]) for name in columns)])
    return text.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    text = BETWEEN.join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return harmless(text)

"""A study as a run leaves it, made by hand: two records, a ledger, the evidence for team and public."""

import json
import os
from pathlib import Path

from ground.tiny_study import tiny_study, written

from scripts.ground.config import load_config
from scripts.ground.hashing import file_digest, json_digest
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.records import RECORDS, make_record

SAFE = "results/pseudonymised"
RELEASED = "results/release/evidence.json"
VALUE = {
    "id": "behaviour.B1.change.mean", "kind": "value", "value": 0.6125, "low": 0.31, "high": 0.91, "n": 38,
    "unit": "scale points", "display": "+0.61", "table": "tbl-change", "cell": "B1.mean", "record": "quantitative.change",
    "rows": [{"source": "survey_start:1", "rows": "2-4", "used": 3}],
}  # fmt: skip
VERDICT = VALUE | {
    "id": "verdict.behaviour", "kind": "verdict", "value": "up", "display": "up", "low": None, "high": None, "n": None,
    "unit": "", "table": "", "cell": "", "rows": [],
}  # fmt: skip


def finished_study(folder: Path, spoil=lambda records: None) -> Path:
    """The study; `spoil` changes the records before the ledger is made of them."""
    study = tiny_study(folder)
    here = Path.cwd()
    os.chdir(study)
    try:
        records = _records()
    finally:
        os.chdir(here)
    spoil(records)
    for record in records:
        written(study / RECORDS / f"{record['step']}.json", json.dumps(record))
    entries = [{"step": each["step"], "digest": json_digest(each), "record": each} for each in records]
    root = json_digest([[each["step"], each["digest"]] for each in entries])
    written(study / SAFE / "ledger.json", json.dumps({"root": root, "entries": entries}))
    written(study / SAFE / "evidence.json", json.dumps({"ledger_root": root, "evidence": [VALUE, VERDICT]}))
    written(study / RELEASED, json.dumps({"ledger_root": root, "evidence": []}))
    _after_the_ledger(study)
    return study


def _after_the_ledger(study: Path) -> None:
    """The records of what is made of the ledger stand in none."""
    here = Path.cwd()
    os.chdir(study)
    try:
        outputs = {"ledger": Path(SAFE, "ledger.json"), "team": Path(SAFE, "evidence.json"), "released": Path(RELEASED)}
        record = make_record("provenance.evidence", inputs={}, outputs=outputs, raw={}, config={}, key="")
    finally:
        os.chdir(here)
    written(study / RECORDS / "provenance.evidence.json", json.dumps(record))


def _records() -> list[dict]:
    raw = {"roster:1": file_digest(Path("data/raw/roster.csv")), "survey_start:1": file_digest(Path("data/raw/start.csv"))}
    answers = written(Path(SAFE) / "people/answers.csv", "person,value\nP1,4\n")
    change = written(Path(SAFE) / "quantitative/change.csv", "behaviour,mean\nB1,0.6125\n")
    digest = load_config(Path.cwd()).slice_digest(Inference)
    return [
        make_record(
            "ingest.surveys", inputs={}, outputs={"answers": answers}, raw=raw, config={}, key=""
        ),
        make_record(
            "quantitative.change", inputs={"answers": [answers]}, outputs={"change": change}, raw={},
            config={"analysis_plan.inference": digest}, key="",
        ),
    ]  # fmt: skip

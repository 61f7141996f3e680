"""A small release, made by the steps that make a real one, and the same release handed to `audit.py`."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from scripts.ground.environment import REPOSITORY
from scripts.ground.evidence import EvidenceBook
from scripts.ground.hashing import json_digest
from scripts.ground.key import PUBLIC_DEMO_KEY, Key
from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.models.plan_lock import PlanLock
from scripts.ground.models.study import Publication
from scripts.ground.schema import Folder
from scripts.provenance.bundle import bundle
from scripts.provenance.entries import entries
from scripts.provenance.evidence import evidence
from scripts.provenance.ledger import ledger
from scripts.provenance.printed_tables import printed_tables
from scripts.provenance.release import release
from scripts.provenance.study_files import study_files

KEY = Key(PUBLIC_DEMO_KEY)
AUDITOR = REPOSITORY / "scripts/provenance/alone/audit.py"
RAW = {"data/Hattie start.csv": b"person,score\nSBL-132,4\n", "data/end.csv": b"person,score\nSBL-132,5\n"}
PUBLICATION = Publication(
    title="Small & short", programme="the programme", institution="University of Northmere",
    authors=[{"name": "The team", "kind": "team"}, {"name": "Grace Ford", "orcid": "0000-0002-1825-0097"}],
    report_date="2026-03-31", independence="none", fictional=True, summary="A small evaluation.",
    institution_url="https://northmere.example", repository="https://northmere.example/code",
)  # fmt: skip
TABLE = "| Behaviour | Change |\n| :-- | --: |\n| B1 | {{< var behaviour-B1-mean >}} |\n\n: Change. {#tbl-change}\n"
CHANGE = "quantitative.change:change"
CODE = {"id": "c", "name": "C", "family": "f", "definition": "d", "valence": "supports", "aims": ["one"]}
ELEMENT = {"id": "e", "stage": "impact", "name": "E"}
PLAN = AnalysisPlan(version="1", estimand="Mean change.")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def record(step, inputs=(), outputs=(), raw=(), config=()):
    """A record as the door writes it; `inputs` map names to results (`step:name`), `outputs` names to content or to a digest."""

    def file(result, content=""):
        return {"path": f"results/{result}", "sha256": content if isinstance(content, str) else sha256(content)}

    path = f"scripts/{step.replace('.', '/')}.py"
    code = {
        name: {"sha256": sha256(name.encode()), "normal": sha256(name.encode() * 2)} for name in (path, "scripts/ground/door.py")
    }
    return {
        "step": step,
        "inputs": {name: [file(result)] for name, result in dict(inputs).items()},
        "outputs": {name: file(f"{step}:{name}", content) for name, content in dict(outputs).items()},
        "raw": dict(raw), "config": dict.fromkeys(config, "c1"), "code": code,
        "environment": {"python": "3.11.7", "lock": "aa", "installed": "bb"}, "key_fingerprint": KEY.fingerprint,
    }  # fmt: skip


def made_release(folder: Path) -> dict[str, bytes]:
    """Files of the release by name; `folder` takes what the steps read as files."""
    book = EvidenceBook("quantitative.change")
    rows = book.basis("b1", [("start:1", 2), ("end:1", 2)])
    book.value("behaviour.B1.mean", 0.56789, low=0.1, high=1.0, shown="+0.57", n=12, basis=rows)
    listed = entries(book.evidence, book.bases)
    tables = printed_tables([Folder({"tbl-change.md": TABLE.encode()})], book.evidence)
    files = study_files(Codebook(version="1", date="2026-01-01", codes=[CODE]), PLAN, PlanLock(), LogicModel(elements=[ELEMENT]))
    digests = dict(zip(("start:1", "end:1"), map(sha256, RAW.values()), strict=True))
    before = [
        record("ingest.surveys", outputs={"answers": b"4 5"}, raw=digests),
        record(
            "quantitative.change", {"answers": "ingest.surveys:answers"}, {"change": b"0.5"}, config=["analysis_plan.inference"]
        ),
        record("provenance.entries", {"change": CHANGE}, {"team": b"t", "released": listed.released.encode()}),
        record(
            "provenance.printed_tables", {"change": CHANGE}, {"tables": json_digest({n: sha256(c) for n, c in tables.items()})}
        ),
        record("provenance.study_files", {}, {"files": json_digest({name: sha256(content) for name, content in files.items()})}),
    ]
    both = ledger(before, KEY)
    flow = [
        {
            "source": name,
            "unit": "responses",
            "files": 1,
            "read": 1,
            "used": 1,
            "quarantined": 0,
            "excluded": 0,
            "unreadable": 0,
            "reasons": "",
        }
        for name in ("start", "end")
    ]
    told = evidence(json.loads(listed.team), json.loads(listed.released), flow, both.ledger, PUBLICATION, KEY)
    root = both.released["root"][:16]
    printed = f'<p>It rose by <span class="evidence" data-evidence="behaviour.B1.mean">+0.57</span>.</p><p>Ledger {root}</p>'
    made = {"report.html": printed.encode(), "report.pdf": b"%PDF-1.7 none", "evidence.json": told.released.encode()}
    made["report.docx"] = _word(f"Ledger {root}")
    for name, content in made.items():
        (folder / name).write_bytes(content)
    later = [
        record("provenance.evidence", {"entries": "provenance.entries:released"}, {"released": made["evidence.json"]}),
        *(
            record(f"report.render_{kind}", {"released": "provenance.evidence:released"}, {kind: made[f"report.{kind}"]})
            for kind in ("html", "pdf", "docx")
        ),
    ]
    candidate = bundle(
        *(folder / name for name in ("report.html", "report.pdf", "report.docx", "evidence.json")), Folder(tables), Folder(files),
        both.released, both.ledger, later, AUDITOR, REPOSITORY / "Snakefile", PUBLICATION, KEY,
    )  # fmt: skip
    seen = {name: sha256(content) for name, content in candidate.items()}
    return release({"files": seen}, {"passed": True, "files": seen, "looked_for": []}, Folder(candidate))


def write(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def audited(place: Path, *arguments: str) -> tuple[int, list[dict]]:
    """Exit code and findings of audit.py, run on its own."""
    ran = subprocess.run([sys.executable, "-I", str(AUDITOR), str(place), "--json", *arguments], capture_output=True, text=True)
    assert not ran.stderr
    return ran.returncode, json.loads(ran.stdout).get("found", [])


def _word(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), f"<w:document><w:t>{text}</w:t></w:document>")
    return buffer.getvalue()

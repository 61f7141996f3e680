"""The candidate for release: every file that is to be published, in one folder, before the leak gate looks at it.

- report in three formats, evidence, tables, codebook, plan, logic model, audit.py, Snakefile
- ledger.json: released records of all steps, and the SHA-256 of every file above
- codecheck.yml names the ledger; the RO-Crate describes everything with its SHA-256

So three hashes stand over each other: the ledger's root, printed in the report, binds all that was made before it; the SHA-256
of ledger.json binds the reports as well; gate.json, written by the gate, lists every file.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from scripts.ground.hashing import pretty_json
from scripts.ground.key import Key
from scripts.ground.models.study import Publication
from scripts.ground.schema import Folder
from scripts.provenance.citation import citation_file
from scripts.provenance.codecheck import codecheck_file
from scripts.provenance.crate import crate
from scripts.provenance.entries import one_a_line
from scripts.provenance.ledger import released_records
from scripts.provenance.read_me import read_me

CRATE = "ro-crate-metadata.json"


def bundle(
    html: Path,
    pdf: Path,
    docx: Path,
    evidence: Path,
    tables: Folder,
    files: Folder,
    ledger: dict,
    team_ledger: dict,
    later: list[dict],
    auditor: Path,
    workflow: Path,
    publication: Publication,
    key: Key,
) -> dict[str, bytes]:
    """Files by their names in the release; `later` are records of the steps between ledger and report."""
    made = {
        **{path.name: path.read_bytes() for path in (html, pdf, docx, evidence, auditor, workflow)},
        **{f"tables/{name}": content for name, content in tables.items()},
        **files,
        "CITATION.cff": citation_file(publication),
        "README.md": read_me(publication, ledger["root"]),
    }
    known = [*(each["record"] for each in team_ledger["entries"]), *later]
    after = released_records(sorted(later, key=lambda each: each["step"]), known, key)
    whole = {**ledger, "later": after, "files": {name: _sha256(content) for name, content in sorted(made.items())}}
    made["ledger.json"] = one_a_line(whole).encode("utf-8")
    made["codecheck.yml"] = codecheck_file(publication, whole, _sha256(made["ledger.json"]))
    released = {name: (_sha256(content), len(content)) for name, content in sorted(made.items())}
    sources = json.loads(made["evidence.json"])["sources"]
    made[CRATE] = pretty_json(crate(publication, whole, released, sources))
    return made


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

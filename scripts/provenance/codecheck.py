"""codecheck.yml: what somebody who checks the computation should find, in the form of the CODECHECK configuration 1.0.

The manifest lists the files a check must arrive at. The field of the codechecker is empty until somebody has checked.
`ledger_root` is the hash printed in the report; `ledger_sha256` is that of ledger.json, which lists every file above it.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.models.study import Publication
from scripts.provenance.citation import ORCID, full_title, yaml_file

FORM = "https://codecheck.org.uk/spec/config/1.0/"
COMMENTS = {
    "report.html": "the report as a web page",
    "report.pdf": "the report for print",
    "report.docx": "the report for comments",
    "evidence.json": "every number, verdict and quote of the report with its sources",
}


def codecheck_file(publication: Publication, ledger: dict[str, Any], ledger_sha256: str) -> bytes:
    """The file; `ledger` is the released one with its list of files."""
    tables = {name: "a table of the report" for name in ledger["files"] if name.startswith("tables/")}
    return yaml_file({
        "version": FORM,
        "paper": {
            "title": full_title(publication),
            "authors": [_author(each.name, each.orcid) for each in publication.authors],
            "reference": f"https://doi.org/{publication.doi.removeprefix('https://doi.org/')}" if publication.doi else None,
        },
        "manifest": [
            {"file": name, "comment": comment, "sha256": ledger["files"][name]} for name, comment in (COMMENTS | tables).items()
        ],
        "codechecker": None,
        "summary": "Not yet checked by others. Everything can be checked against itself with: python audit.py",
        "repository": publication.repository or None,
        "check_time": None,
        "certificate": None,
        "report": "report.pdf",
        "ledger_root": ledger["root"],
        "ledger_sha256": ledger_sha256,
    })  # fmt: skip


def _author(name: str, orcid: str) -> dict[str, str]:
    return {"name": name} | ({"ORCID": orcid.removeprefix(ORCID)} if orcid else {})

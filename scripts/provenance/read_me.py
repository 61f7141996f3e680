"""README.md of a release: what lies in it and how to check it."""

from __future__ import annotations

from scripts.ground.models.study import Publication
from scripts.provenance.citation import full_title

MARK = "**FICTIONAL DEMONSTRATION.** Every person, authority and finding is invented.\n\n"
TEXT = """# {title}

{mark}Version {version}, {institution}, {date}. Licence: {licence}.

| file | holds |
|---|---|
| `report.html`, `report.pdf`, `report.docx` | the report |
| `evidence.json` | every number, table, figure, quote and verdict by its id, with the sources it rests on |
| `tables/` | the tables of the report, as printed |
| `codebook.csv`, `analysis_plan.yaml`, `logic_model.yaml` | what was laid down; `plan.lock.yaml`: the plan as frozen |
| `ledger.json` | one record a step: code, configuration and environment by digest, what it read and made |
| `gate.json` | what the leak gate let through, with SHA-256 |
| `codecheck.yml`, `CITATION.cff`, `ro-crate-metadata.json` | for checkers, for citing, for catalogues |
| `Snakefile` | the workflow, as an outline; the code of each step is named in `ledger.json` |
| `audit.py` | checks all of this; Python 3.9 or newer, nothing else, no network |

## Check it

```
python audit.py
python audit.py --root {short}
```

The second form also compares the ledger with the root you know from elsewhere: from the footer of a printed report or from
the name of the zip file. Ledger root of this release:

`{root}`

The root covers everything that the report was made from: code, configuration, environment, sources, evidence and tables. The
SHA-256 of `ledger.json`, in `codecheck.yml`, covers the report files as well. Somebody who rewrites every file of a release
consistently is caught by a hash that they cannot reach: note the root, the SHA-256 of `ledger.json` or of the zip where you
found the release, and give any of them to `--root`.

Exit codes: 0 everything agrees, 1 something was changed, 2 it cannot be checked. `--json` prints the findings as data.

Digests marked `keyed` are made with the study's key: nobody without it can test guesses about unpublished data with them. Who
holds raw data and key can check those, too:

```
python audit.py --raw data/raw --key-file KEY
```

Numbers in `evidence.json` have eight significant digits, those in `tables/` the digits printed.
"""


def read_me(publication: Publication, root: str) -> bytes:
    """The file."""
    return TEXT.format(
        title=full_title(publication),
        mark=MARK if publication.fictional else "",
        version=publication.version,
        institution=publication.institution,
        date=publication.report_date.isoformat(),
        licence=publication.licence,
        root=root,
        short=root[:16],
    ).encode("utf-8")

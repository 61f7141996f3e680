"""README.md of a release: what lies in it and how to check it."""

from __future__ import annotations

from scripts.ground.display import FICTIONAL
from scripts.ground.models.study import Publication
from scripts.provenance.citation import full_title

MARK = f"**{FICTIONAL}.** Every person, authority and finding is invented.\n\n"
TEXT = """# {title}

{mark}Version {version}, {institution}, {date}. Licence: {licence}.

| file | holds |
|---|---|
| `report.html`, `report.pdf`, `report.docx` | the report |
| `evidence.json` | every number, table, figure, quote and verdict by its id, with the sources it rests on |
| `tables/` | the tables of the report, as printed |
| `analysis_plan.yaml`, `plan.lock.yaml` | the plan of the analysis, and as it was frozen |
| `codebook.csv`, `logic_model.yaml` | what texts were coded by, and how the programme should work, where the study has them |
| `ledger.json` | one record a step: code, configuration and environment by digest, what it read and made |
| `gate.json` | what the leak gate let through, with SHA-256 |
| `codecheck.yml`, `CITATION.cff`, `ro-crate-metadata.json` | for checkers, for citing, for catalogues |
| `Snakefile` | the workflow, as an outline; the code of each step is named in `ledger.json` |
| `audit.py` | checks all of this; Python 3.9 or newer, nothing else, no network |

## Check it

```
python audit.py
python audit.py --root HASH
```

The first form finds what does not fit together. Somebody who rewrites every file consistently is caught only by a hash that
they cannot reach. So give the second form a HASH from elsewhere, whole if you can:

- SHA-256 of the zip, from where the release was announced: covers every file, of the zip and of its unpacked folder (as long as
  the folder keeps its name)
- SHA-256 of `ledger.json`: covers every file but `codecheck.yml`, `ro-crate-metadata.json` and `gate.json`
- root of the ledger, from the footer of a printed report: covers everything that the report was made from (code, configuration,
  environment, sources, evidence, tables), but not the report's own files (`report.html`, `report.pdf`, `report.docx`)

Ledger root of this release:

`{root}`

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
    ).encode("utf-8")

"""The release: what the leak gate let through, byte for byte, and nothing else.

Fails when a file changed after the gate had seen it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from scripts.ground.faults import LeakFault


class Made(NamedTuple):
    """What may be published."""

    released_html: bytes
    released_pdf: bytes
    released_docx: bytes
    released_evidence: bytes


def release(admitted: dict, html: Path, pdf: Path, docx: Path, evidence: Path) -> Made:
    """The files of `results/release/`."""
    made = Made(*(path.read_bytes() for path in (html, pdf, docx, evidence)))
    names = [path.name for path in (html, pdf, docx, evidence)]
    digests = [hashlib.sha256(content).hexdigest() for content in made]
    changed = [name for name, digest in zip(names, digests, strict=True) if digest != admitted["files"].get(name)]
    if changed:
        raise LeakFault(
            "A file changed after the leak gate had seen it.", where=", ".join(changed), remedy="Run the evaluation again."
        )
    return made

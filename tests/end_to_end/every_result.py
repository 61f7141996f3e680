"""All that a run makes, for comparisons of whole runs."""

from __future__ import annotations

from pathlib import Path

from scripts.ground.hashing import ENGINE_MARK
from tests.end_to_end.running import digests

# what the screen after a run leaves behind is no result
NO_RESULTS = ("pseudonymised/logs/", "pseudonymised/history/")


def results(study: Path) -> dict[str, str]:
    """Every result with its digest, also the restricted ones, records and ledger."""
    made = digests(study / "results")
    return {name: digest for name, digest in made.items() if not name.startswith(NO_RESULTS) and Path(name).name != ENGINE_MARK}

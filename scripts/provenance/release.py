"""The release: what the leak gate let through, byte for byte, with the gate's own account, and nothing else.

Fails when a file changed after the gate had seen it, or when the gate never saw it.
"""

from __future__ import annotations

import hashlib

from scripts.ground.faults import LeakFault
from scripts.ground.hashing import json_digest, pretty_json
from scripts.ground.schema import Folder

GATE = "gate.json"


def release(admitted: dict, gate: dict, candidate: Folder) -> dict[str, bytes]:
    """The files of `results/release/`."""
    seen = admitted["files"]
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in candidate.items()}
    changed = sorted(name for name in digests.keys() | seen.keys() if digests.get(name) != seen.get(name))
    if changed:
        raise LeakFault(
            "A file changed after the leak gate had seen it.", where=", ".join(changed), remedy="Run the evaluation again."
        )
    account = {"passed": gate["passed"], "looked_for": gate.get("looked_for", []), "files": seen}
    # nothing lists the gate's own account, so it bears a digest of itself
    return {**candidate, GATE: pretty_json({**account, "digest": json_digest(account)})}

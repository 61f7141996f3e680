"""The gate's decision: what it let through, or a fault that names file, place and class.

A step of its own, so that a closed gate stops the run before the release is touched: the last release stays as it was.
"""

from __future__ import annotations

from scripts.ground.faults import LeakFault


def admit(gate: dict) -> dict:
    """File names and digests that may be released; raises LeakFault when the gate found anything."""
    if not gate["passed"]:
        places = "\n".join(f"  {each['file']}, {each['place']}: {each['class']}" for each in gate["found"])
        raise LeakFault(
            f"The leak gate closed: something in the report could identify a person or an organisation.\n{places}",
            where="results/pseudonymised/gate.json lists file, place and class",
            remedy="Mask the place in the data or the prose; a name that is a harmless word goes to disclosure.yaml, "
            "allowed_names, with its reason.",
        )
    return {"files": gate["files"]}

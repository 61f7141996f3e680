"""What the Snakemake rules need to call the door: digests of all that a step depends on, and its files by name.

The engine reruns a job when its command changes, so the command carries what the engine cannot see by itself: the code of
the step and of everything it imports, the config slices it takes, the content of its raw files, the key. (Digests among the
parameters would do the same, but for a plain parameter the engine imports pandas, a third of a second in every run.)
"""

from __future__ import annotations

import shlex
from typing import Any

from scripts.ground.closure import code_digest, step_annotations
from scripts.ground.config import Config, section_named
from scripts.ground.hashing import json_digest
from scripts.ground.key import load_key
from scripts.ground.raw import find_raw, raw_digest

RECORD = "record"
DIGEST_LENGTH = 16
# bytes of raw files from which a step that works in batches is worth a second process; a third would take it above 4 GiB with the
# names of a hundred thousand people, of which each process comes to have a copy
LARGE = 10_000_000


class Steps:
    """Makes the command of each rule of one study, with digests that change when it must rerun."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __call__(self, step: str, raw: tuple[str, ...] = (), sees: str = "") -> str:
        """The shell command of a step; `raw` names the kinds of sources it reads, `sees` what else it looks at."""
        words = [step, "--seen", self.seen(step, sees)]
        if raw:
            words += [part for kind in raw for part in ("--raw", kind)]
            words += ["--raw-digest", raw_digest(self.config, find_raw(self.config, raw))]
        return f"python -m scripts.ground.bell {shlex.join(words)} {{params.files}} --log {{log}}"

    def processes(self, raw: tuple[str, ...]) -> int:
        """How many processes are worth their start for texts of these kinds of sources; the engine gives at most its cores."""
        return 2 if sum(file.path.stat().st_size for file in find_raw(self.config, raw)) > LARGE else 1

    def seen(self, step: str, sees: str = "") -> str:
        """Digest of code, configuration and key of a step."""
        annotations = step_annotations(f"scripts.{step}").values()
        sections = {name: section_named(name) for name in annotations}
        config = {name: self.config.slice_digest(section) for name, section in sections.items() if section}
        key = load_key(self.config).fingerprint if "Key" in annotations else ""
        return json_digest([code_digest(f"scripts.{step}"), config, key, sees])[:DIGEST_LENGTH]


def files(wildcards: Any, input: Any, output: Any) -> str:
    """The `params.files` of each rule: its inputs and outputs by name, for the door."""
    return shlex.join([*_pairs("--in", input), *_pairs("--out", output, but=RECORD), "--record", str(output.record)])


def _pairs(option: str, named: Any, but: str = "") -> list[str]:
    words = []
    for name, paths in named.items():
        for path in [paths] if isinstance(paths, str) else paths:
            if name != but:
                words += [option, f"{name}={path}"]
    return words

"""Raw files compared by content: what was edited, lost or added since the results were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.ground.config import Config
from scripts.ground.opening import EVERY_KIND
from scripts.ground.raw import RAW, find_raw, unread_raw

UNREAD = "was added and is read by no source: declare it in config/sources.yaml, or take it out of data/raw"


def raw_differences(config: Config, records: list[dict[str, Any]]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Artefact, state and the steps that read the file's source.

    A file is known by its content, because a new file between others gives the later ones another number.
    """
    recorded: dict[str, dict[str, str]] = {}
    readers: dict[str, set[str]] = {}
    for record in records:
        for id, digest in record["raw"].items():
            recorded.setdefault(id.partition(":")[0], {})[id] = digest
            readers.setdefault(id.partition(":")[0], set()).add(record["step"])
    now = find_raw(config, EVERY_KIND, all_must_exist=False)
    for key in sorted(recorded.keys() | {file.key for file in now}):
        files = {file.id: file for file in now if file.key == key}
        known, present = recorded.get(key, {}), {file.sha256 for file in files.values()}
        strange = {id: file for id, file in files.items() if file.sha256 not in known.values()}
        lost = {id for id, digest in known.items() if digest not in present}
        steps = tuple(sorted(readers.get(key, ())))
        for id in sorted(strange.keys() | lost):
            state = "was added" if id not in lost else "changed" if id in strange else "is gone"
            name = files[id].path.relative_to(config.folder).as_posix() if id in strange else _declared(config, key)
            yield f"{id} ({name})" if name else id, state, steps
    yield from ((path.relative_to(config.folder).as_posix(), UNREAD, ()) for path in unread_raw(config))


def _declared(config: Config, key: str) -> str:
    """How the source names its files; which of several is lost is not kept, for a file's name may be a person's."""
    source = config.sources.sources.get(key)
    return ", ".join(f"{RAW.as_posix()}/{pattern}" for pattern in source.files) if source else ""

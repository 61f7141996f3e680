"""The release lineage of a reported thing, in lines: what it says, the steps that made it, the sources behind it.

- one composer for `make trace` and for the panels of the web page, so that both say the same
- drawn from the released evidence, the records of the steps and the ids that each exhibit prints: no file name, no row
- the steps behind a table are those whose numbers stand in it
- under the steps nearest to it the files of code that they import, under those farther off how many; ledger.json names all
- a thing without raw rows of its own names the sources behind those numbers, or behind the nearest steps upstream that
  reported any; where none did, the sources that the first steps read
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

DIGITS = 16
PRINTED = re.compile(r"\{\{<\s*var\s+(\S+?)\s*>\}\}")
STEP_INDENT, NAME_WIDTH, LABEL_WIDTH = 2, 22, 13
# steps whose files of code are named
NEAR = 1


class Lineages:
    """Composes lineages; raises KeyError for an id that the evidence does not hold or a step without a record."""

    def __init__(
        self, released: Mapping[str, Any], records: Iterable[Mapping[str, Any]], exhibits: Mapping[str, str] | None = None
    ) -> None:
        """`exhibits` are the tables of the report as Markdown, by id: what they print stands in them."""
        self.entries: dict[str, dict[str, Any]] = {each["id"]: each for each in released["evidence"]}
        self.sources: dict[str, dict[str, Any]] = released.get("sources", {})
        self.records = {each["step"]: each for each in records}
        self.upstream = upstream_steps(self.records.values())
        code = [set(each.get("code", ())) for each in self.records.values()]
        self._common = set.intersection(*code) if code else set()
        self._standing_in: dict[str, set[str]] = defaultdict(set)
        self._reported_from: dict[str, set[str]] = defaultdict(set)
        for each in self.entries.values():
            self._reported_from[each["record"]] |= {source["source"] for source in each["sources"]}
            self._put_in(each["table"], each)
        by_key = {id.replace(".", "-"): each for id, each in self.entries.items()}
        for exhibit, text in (exhibits or {}).items():
            for key in PRINTED.findall(text):
                self._put_in(exhibit, by_key.get(key))

    def _put_in(self, exhibit: str, entry: Mapping[str, Any] | None) -> None:
        if exhibit and entry:
            self._standing_in[exhibit].add(entry["record"])
            self._reported_from[exhibit] |= {source["source"] for source in entry["sources"]}

    def lines(self, id: str) -> list[str]:
        """The lineage as `make trace` prints it: blocks with an empty line between."""
        first, *others = self.blocks(id)
        return [*first, *(line for block in others for line in ("", *block))]

    def blocks(self, id: str) -> list[list[str]]:
        """What it says, what made it, what it rests on."""
        entry = self.entries[id]
        return [_head(entry), self._made_by(entry["record"], tuple(self.makers(id))), self._rests_on(entry)]

    def makers(self, id: str) -> list[str]:
        """The steps nearest to a thing: those whose numbers stand in a table, else the one that made it."""
        return sorted(self._standing_in.get(id, ())) or [self.entries[id]["record"]]

    def sources_of(self, id: str) -> list[str]:
        """Names of the sources it rests on: its own, or those behind it."""
        return sorted({each["source"] for each in self.entries[id]["sources"]}) or sorted(self._sources_behind(id))

    def embedded(self, ids: Iterable[str]) -> dict[str, Any]:
        """The lineages as the web page holds them: lines and blocks that several ids share stand once."""
        things = {id: self.blocks(id) for id in sorted(ids)}
        counts = Counter(line for blocks in things.values() for block in blocks for line in block)
        lines: dict[str, int] = {}
        blocks: dict[tuple[int | str, ...], int] = {}

        def short(line: str) -> int | str:
            return line if counts[line] == 1 else lines.setdefault(line, len(lines))

        def shared(block: list[str]) -> int:
            return blocks.setdefault(tuple(map(short, block)), len(blocks))

        told = {}
        for id, (head, *others) in things.items():
            # the first line begins with the id, which is the key already
            told[id] = [[head[0].removeprefix(id), *map(short, head[1:])], *map(shared, others)]
        return {"lines": list(lines), "blocks": [list(block) for block in blocks], "things": told}

    @functools.cache  # noqa: B019 (as short-lived as the command)
    def _made_by(self, own: str, makers: tuple[str, ...]) -> list[str]:
        """The step that made it and everything upstream of its makers, nearest first, each once, indented by its distance."""
        distances = {own: 0} | {step: 1 for step in makers if step != own}
        waiting = [step for step in distances if step != own] or [own]
        for step in waiting:
            for source in self.upstream[step]:
                if source not in distances:
                    distances[source] = distances[step] + 1
                    waiting.append(source)
        steps = ((self.records[step], distance) for step, distance in distances.items())
        common = [f"  all of them with {len(self._common)} files that every step runs through; ledger.json names them"]
        told = [line for step, distance in steps for line in _step_lines(step, distance, self._common)]
        return ["made by", *told, *(common if self._common else [])]

    def _rests_on(self, entry: Mapping[str, Any]) -> list[str]:
        used = {each["source"]: each["used"] for each in entry["sources"]}
        behind = {} if used else dict.fromkeys(self._sources_behind(entry["id"]))
        if not used and not behind:
            return ["sources", "  none: it rests on the plan and the code alone"]
        told = [line for name, count in sorted((used or behind).items()) for line in _source_lines(name, count, self.sources)]
        return ["sources" if used else "sources behind it", *told]

    def _sources_behind(self, id: str) -> set[str]:
        if self._reported_from[id]:
            return self._reported_from[id]
        found: set[str] = set()
        waiting = self.makers(id)
        for step in waiting:
            if self._reported_from[step]:
                found |= self._reported_from[step]
            else:
                found |= {file.split(":")[0] for file in self.records[step]["raw"]}
                waiting += [source for source in self.upstream[step] if source not in waiting]
        return found


def upstream_steps(records: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """For each step the steps whose results it read, in the order it read them."""
    kept = list(records)
    made_by = {file["path"]: each["step"] for each in kept for file in each["outputs"].values()}
    upstream = {}
    for each in kept:
        read = [made_by.get(file["path"]) for files in each["inputs"].values() for file in files]
        upstream[each["step"]] = [step for step in dict.fromkeys(read) if step and step != each["step"]]
    return upstream


def code_of(step: str) -> str:
    """The file of a step."""
    return f"scripts/{step.replace('.', '/')}.py"


def _head(entry: Mapping[str, Any]) -> list[str]:
    exact = entry["value"] is not None and str(entry["value"]) != entry["display"]
    told = {
        "shown as": entry["display"],
        "unit": entry["unit"],
        "interval": f"{entry['low']:.4g} to {entry['high']:.4g}" if entry["low"] is not None else "",
        "n": str(entry["n"]) if entry["n"] is not None else "",
        _exact_word(entry["kind"]): str(entry["value"]) if exact else "",
        "stands in": f"{entry['table']}, cell {entry['cell']}" if entry["table"] else "",
    }
    return [f"{entry['id']} ({entry['kind']})", *(f"  {label:<{LABEL_WIDTH}}{text}" for label, text in told.items() if text)]


def _exact_word(kind: str) -> str:
    return "exact value" if kind == "value" else "digest" if kind == "quote" else "value"


def _step_lines(record: Mapping[str, Any], distance: int, common: set[str]) -> list[str]:
    config = f"; config {', '.join(record['config'])}" if record["config"] else ""
    indent = " " * STEP_INDENT * (distance + 1)
    imported = set(record.get("code", ())) - common - {code_of(record["step"])}
    return [
        f"{indent}{record['step']}  {code_of(record['step'])}{config}",
        *(
            [f"{indent}{' ' * STEP_INDENT}with {_files(imported) if distance <= NEAR else f'{len(imported)} files of code'}"]
            if imported
            else []
        ),
    ]


def _files(code: Iterable[str]) -> str:
    """Files of code in few words: `scripts/quantitative: pairing.py, inference/paired.py; scripts/ground: tables.py`."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path in sorted(code, key=lambda path: (path.startswith("scripts/ground/"), path)):
        folder, _, name = path.removeprefix("scripts/").partition("/")
        folders[folder].append(name)
    return "; ".join(f"scripts/{folder}: {', '.join(names)}" for folder, names in folders.items())


def _source_lines(name: str, used: int | None, sources: Mapping[str, Mapping[str, Any]]) -> list[str]:
    here = "" if used is None else f"{used} used here; "
    if name not in sources:
        return [f"  {name:<{NAME_WIDTH}}{here}nothing more is known of it"]
    source = sources[name]
    reasons = f" ({source['reasons']})" if source["reasons"] else ""
    counts = "{read} read, {used} used, {quarantined} quarantined and {excluded} excluded".format(**source)
    files = f"{source['files']} file" + ("" if source["files"] == 1 else "s")
    digest = f", keyed digest {source['keyed_digest'][:DIGITS]}" if source["keyed_digest"] else ""
    return [
        f"  {name:<{NAME_WIDTH}}{here}{source['unit']}: {counts}{reasons}",
        f"  {'':<{NAME_WIDTH}}{files}{digest}",
    ]

"""Why something moved: what differs between two runs in the steps that lead to it.

- from the step that reported it upstream, but only over files that are not the same in both runs: what is the same is no cause
- of each step on that way: its raw files, configuration, code (comments and layout do not count), packages and key
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts.commands.made_from import HIDDEN
from scripts.ground.records import RECORDS

Made = Mapping[str, Any]
Step = Mapping[str, Any]
# what kind of cause or which source, and what became of it
Cause = tuple[str, str]

MOST_LINES = 6
GAP = 4
NO_STEP: Step = {"code": {}, "config": {}, "raw": {}, "environment": {}, "key": "", "inputs": {}, "outputs": []}
COUNTS = ("read", "used", "quarantined", "excluded")
NOTHING_KNOWN = "  nothing that the records hold differs: not raw files, configuration, code, packages or key"
NOT_KEPT = "  not known: the earlier run did not keep what it was made from; from the next run on it is kept"


def because(
    before: Made | None, now: Made | None, steps: Iterable[str], sources: Iterable[str] = (), *, is_whole: bool = False
) -> list[str]:
    """Lines that name each cause in the way to `steps`; `sources` are those that the things rest on themselves."""
    if before is None or now is None:
        return ["because", NOT_KEPT]
    reached = _reached(before, now, steps)
    kinds = (
        _of_sources(before, now, reached, set(sources)),
        _of_config(before, now, reached),
        _of_code(before, now, reached),
        _of_files(before, now, reached),
        _of_packages(before, now, reached),
        _of_key(before, now, reached),
    )
    told = [cause for kind in kinds for cause in _at_most(list(kind), is_whole=is_whole)]
    width = max((len(label) for label, _ in told), default=0) + GAP
    head = "because" if len(told) < 2 else "because of one or more of these"
    return [head, *([f"  {label:<{width}}{text}" for label, text in told] or [NOTHING_KNOWN])]


def is_remade(before: Made, now: Made, step: str) -> bool:
    """Whether a step had other inputs, configuration or code in the two runs."""
    was, is_now = _pair(before, now, step)
    return any(was[kind] != is_now[kind] for kind in ("inputs", "config", "code"))


def _reached(before: Made, now: Made, steps: Iterable[str]) -> list[str]:
    """The steps, nearest first, from which a difference can have come."""
    makers = _makers(before) | _makers(now)
    waiting = [step for step in dict.fromkeys(steps) if step in before["steps"] or step in now["steps"]]
    for step in waiting:
        was, is_now = _pair(before, now, step)
        for path in _differing(was["inputs"], is_now["inputs"]):
            maker = makers.get(path)
            if maker and maker not in waiting:
                waiting.append(maker)
    return waiting


def _makers(made: Made) -> dict[str, str]:
    """Who made each file; a record is made by its step."""
    found = {path: step for step, each in made["steps"].items() for path in each["outputs"]}
    return found | {(RECORDS / f"{step}.json").as_posix(): step for step in made["steps"]}


def _pair(before: Made, now: Made, step: str) -> tuple[Step, Step]:
    return before["steps"].get(step, NO_STEP), now["steps"].get(step, NO_STEP)


def _differing(was: Mapping[str, Any], is_now: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*was, *is_now} if was.get(name) != is_now.get(name))


def _of_sources(before: Made, now: Made, reached: list[str], rested_on: set[str]) -> Iterator[Cause]:
    was, is_now = _raw(before, reached), _raw(now, reached)
    for name in sorted({*was, *is_now, *rested_on}):
        told = [_counted(before["sources"].get(name), now["sources"].get(name)), _filed(was.get(name), is_now.get(name))]
        if any(told):
            yield name, "; ".join(each for each in told if each)


def _raw(made: Made, steps: list[str]) -> dict[str, Counter[str]]:
    """Digests of the files of each source, whatever their numbers."""
    files = {file: sha256 for step in steps if step in made["steps"] for file, sha256 in made["steps"][step]["raw"].items()}
    found: dict[str, Counter[str]] = {}
    for file, sha256 in files.items():
        found.setdefault(file.split(":")[0], Counter())[sha256] += 1
    return found


def _counted(was: Mapping[str, Any] | None, is_now: Mapping[str, Any] | None) -> str:
    if was is None or is_now is None:
        return "" if was is is_now else "a new source" if was is None else "no source any more"
    return ", ".join(f"{was[name]} → {is_now[name]} {name}" for name in COUNTS if was[name] != is_now[name])


def _filed(was: Counter[str] | None, is_now: Counter[str] | None) -> str:
    """What became of the files of a source."""
    was, is_now = was or Counter(), is_now or Counter()
    gone, new = (was - is_now).total(), (is_now - was).total()
    changed = min(gone, new)
    if changed == 1 == was.total() == is_now.total():
        return "file changed"
    told = ((changed, "changed"), (new - changed, "added"), (gone - changed, "gone"))
    return ", ".join(f"{count} file{'' if count == 1 else 's'} {what}" for count, what in told if count)


def _of_config(before: Made, now: Made, reached: list[str]) -> Iterator[Cause]:
    pairs = [_pair(before, now, step) for step in reached]
    # a section that a step began or ceased to read is the doing of its code
    sections = {
        name
        for was, is_now in pairs
        for name in was["config"].keys() & is_now["config"].keys()
        if was["config"][name] != is_now["config"][name]
    }
    told: dict[str, set[str]] = {name: {key for key in _changed_keys(before, now) if _is_in(key, name)} for name in sections}
    for key in sorted(set().union(*told.values())):
        yield ("config", f"{key} {_moved(before['config'].get(key), now['config'].get(key))}")
    for name in sorted(name for name, keys in told.items() if not keys):
        if not any(_is_in(other, name) for other in sections - {name}):
            yield ("config", f"{name} changed")


def _changed_keys(before: Made, now: Made) -> list[str]:
    """Keys whose value is not the same; what is hidden can only be compared under one key."""
    keys = _differing(before["config"], now["config"])
    if not before["config"] or not now["config"]:
        return []
    one_key = before["key"] == now["key"]
    values = ((key, (before["config"].get(key), now["config"].get(key))) for key in keys)
    return [key for key, pair in values if one_key or not all(each and each.startswith(HIDDEN) for each in pair)]


def _is_in(key: str, section: str) -> bool:
    return key == section or key.startswith((f"{section}.", f"{section} "))


def _moved(was: str | None, is_now: str | None) -> str:
    is_hidden = any(each is not None and each.startswith(HIDDEN) for each in (was, is_now))
    if was is None:
        return "is new" if is_hidden else f"is new: {is_now}"
    if is_now is None:
        return "is gone" if is_hidden else f"is gone (was {was})"
    return "changed" if is_hidden else f"{was} → {is_now}"


def _of_code(before: Made, now: Made, reached: list[str]) -> Iterator[Cause]:
    known = {path for each in before["steps"].values() for path in each["code"]}
    still = {path for each in now["steps"].values() for path in each["code"]}
    found: dict[str, tuple[str, str]] = {}
    for step in reached:
        was, is_now = (each["code"] for each in _pair(before, now, step))
        for path in _differing(was, is_now):
            # an import of a file that was there before is the doing of the file that imports it
            state = _code_state(was.get(path), is_now.get(path), path in known, path in still)
            if state:
                found.setdefault(path, (step, state))
    # what the first change touches most closely stands first: the order of the way
    for path, (step, state) in found.items():
        yield ("code", f"{path}{state} ({_users(path, step, now if path in still else before)})")


def _code_state(was: str | None, is_now: str | None, is_known: bool, is_still: bool) -> str:
    if was and is_now:
        (normal, sha256), (normal_now, sha256_now) = was.split(), is_now.split()
        # another Python reads the same bytes into another form; other comments leave the form as it was
        return " changed" if normal != normal_now and sha256 != sha256_now else ""
    if is_now:
        return "" if is_known else " is new"
    return "" if is_still else " is gone"


def _users(path: str, nearest: str, made: Made) -> str:
    others = sum(path in each["code"] for step, each in made["steps"].items() if step != nearest)
    return f"used by {nearest}{f' and {others} more' if others else ''}"


def _of_files(before: Made, now: Made, reached: list[str]) -> Iterator[Cause]:
    """Files that no step made: of the study or of the pipeline."""
    made = {*_makers(before), *_makers(now)}
    readers: dict[str, str] = {}
    for step in reached:
        was, is_now = _pair(before, now, step)
        for path in _differing(was["inputs"], is_now["inputs"]):
            if path not in made:
                readers.setdefault(path, step)
    yield from (("file", f"{path} changed (read by {step})") for path, step in sorted(readers.items()))


def _of_packages(before: Made, now: Made, reached: list[str]) -> Iterator[Cause]:
    pairs = [tuple(each["environment"] for each in _pair(before, now, step)) for step in reached]
    pairs = [(was, is_now) for was, is_now in pairs if was and is_now and was != is_now]
    differing = {name for was, is_now in pairs for name in _differing(was, is_now)}
    for was, is_now in pairs[:1] if "python" in differing else ():
        yield ("packages", f"Python {was['python']} → {is_now['python']}")
    if "installed" in differing:
        names = _differing(before["packages"], now["packages"])
        told = [f"{name} {_moved(before['packages'].get(name), now['packages'].get(name))}" for name in names]
        yield from (("packages", each) for each in told or ["the installed packages changed"])
    for name, file in (("lock", "requirements.txt"), ("conda", "environment.yml")):
        if name in differing:
            yield ("packages", f"{file} changed")


def _of_key(before: Made, now: Made, reached: list[str]) -> Iterator[Cause]:
    keys = [tuple(each["key"] for each in _pair(before, now, step)) for step in reached]
    if any(was and is_now and was != is_now for was, is_now in keys):
        yield ("key", "the pseudonym key is another one")


def _at_most(causes: list[Cause], *, is_whole: bool) -> list[Cause]:
    if is_whole or len(causes) <= MOST_LINES:
        return causes
    return [*causes[:MOST_LINES], ("", f"... and {len(causes) - MOST_LINES} more of this kind")]

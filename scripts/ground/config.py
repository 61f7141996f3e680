"""Loading a study's configuration: every fault of every file at once, and the slice a step asks for by type."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from scripts.ground.config_scores import score_faults
from scripts.ground.config_verdicts import verdict_faults
from scripts.ground.config_waves import wave_faults
from scripts.ground.config_words import config_faults
from scripts.ground.config_yaml import read_yaml
from scripts.ground.faults import ConfigFault, Faults, raise_all
from scripts.ground.hashing import json_digest
from scripts.ground.models.base import ConfigFile, OneKey, Section
from scripts.ground.named import shown

if TYPE_CHECKING:
    from scripts.ground.models.sources import Sources
    from scripts.ground.models.study import Study

MODELS = "scripts.ground.models"
FILES = (
    "study", "sources", "instrument", "codebook", "analysis_plan", "logic_model", "disclosure", "explanations", "links",
    "redaction_decisions", "plan_lock",
)  # fmt: skip
# what people write as a table
TABLES = {"links", "redaction_decisions"}
OPTIONAL = {"logic_model", "disclosure", "explanations", "plan_lock", *TABLES}
# whose names are not simply that of their model
FILE_NAMES = {"plan_lock": "plan.lock.yaml"}


class Roots(dict[str, ConfigFile]):
    """Config files by name, each read when it is first asked for: a job reads what its step takes, and no more."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, name: str) -> ConfigFile:
        self[name] = _load_file(self.folder / "config" / file_of(name), model_of(name), optional=name in OPTIONAL)
        return self[name]


@dataclass(frozen=True)
class Config:
    """The configuration of a study."""

    folder: Path
    roots: Roots

    @property
    def study(self) -> Study:
        return self.roots["study"]

    @property
    def sources(self) -> Sources:
        return self.roots["sources"]

    def slice(self, section: type[Section]) -> Section:
        """The part of the configuration that has this type."""
        if issubclass(section, OneKey):
            return section.model_validate({section.key(): getattr(self.slice(section.of), section.key())})
        root, *names = section_path(section)
        value: object = self.roots[root]
        for name in names:
            value = getattr(value, name)
        return value

    def slice_digest(self, section: type[Section]) -> str:
        """Digest of a slice: it changes when, and only when, a value in it changes."""
        return json_digest(self.slice(section).model_dump(mode="json"))


def file_of(name: str) -> str:
    """The file name of a config file."""
    return FILE_NAMES.get(name) or (f"{name}.csv" if name in TABLES else f"{name}.yaml")


def model_of(file: str) -> type[ConfigFile]:
    """The model of a config file: `study.yaml` is `Study` in `models/study.py`."""
    module = importlib.import_module(f"{MODELS}.{file}")
    return next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, ConfigFile) and each is not ConfigFile
    )


def section_path(section: type[Section]) -> tuple[str, ...]:
    """The way to a section: its file, then the fields."""
    return _paths_in(section.__module__.rsplit(".", 1)[-1])[section]


@cache
def _paths_in(file: str) -> dict[type[Section], tuple[str, ...]]:
    """Every section type of a file, and the way to its first use."""
    paths: dict[type[Section], tuple[str, ...]] = {}

    def walk(section: type[Section], path: tuple[str, ...]) -> None:
        paths[section] = path
        for name, field in section.model_fields.items():
            kind = field.annotation
            # a type used twice (one threshold model for many classes) has no single slice: the first keeps it
            if isinstance(kind, type) and issubclass(kind, Section) and kind not in paths:
                walk(kind, (*path, name))

    walk(model_of(file), (file,))
    return paths | {each: (*paths[each.of], each.key()) for each in OneKey.__subclasses__() if each.of in paths}


def section_paths() -> dict[type[Section], tuple[str, ...]]:
    """Every section type of every file, and the way to it."""
    return {section: path for file in FILES for section, path in _paths_in(file).items()}


def section_named(name: str) -> type[Section] | None:
    """The section type with this class name, if there is one."""
    return next((section for section in section_paths() if section.__name__ == name), None)


def read_config(study: Path) -> Config:
    """The configuration, each file read and checked when a part of it is asked for."""
    return Config(study, Roots(study))


def refuse_no_study(folder: Path) -> None:
    """Raise ConfigFault for a folder that does not exist or holds no configuration."""
    if not (folder / "config").is_dir():
        raise ConfigFault(
            "This folder is not a study: it has no config folder.",
            where=shown(folder),
            remedy="Name a study folder with STUDY=..., or make one with: make new-study DIR=...",
        )


def load_config(study: Path) -> Config:
    """Read and check all of `config/*.yaml`, and that the files fit each other.

    Raises ConfigFault or Faults that name file and key.
    """
    refuse_no_study(study)
    config = read_config(study)
    faults: list[ConfigFault] = []
    for name in FILES:
        try:
            config.roots[name]
        except ConfigFault as fault:
            faults.append(fault)
        except Faults as several:
            faults += several.faults
    raise_all(faults + _cross_faults(config.roots))
    return config


def _load_file(path: Path, model: type[ConfigFile], *, optional: bool) -> ConfigFile:
    where = f"config/{path.name}"
    if not path.exists():
        if optional:
            return model()
        raise ConfigFault(
            "A config file is missing.", where=where, remedy="Copy it from the scaffold: make new-study DIR=... shows one."
        )
    if path.suffix == ".csv":
        return _load_table(path)
    content, root = read_yaml(path, where)
    try:
        return model.model_validate(content or {})
    except ValidationError as error:
        raise Faults(config_faults(error, model, root, where)) from None


def _load_table(path: Path) -> ConfigFile:
    if path.stem == "links":
        from scripts.ground.links_file import read_links

        return read_links(path)
    from scripts.ground.redaction_file import read_redaction_decisions

    return read_redaction_decisions(path)


def _cross_faults(roots: Roots) -> list[ConfigFault]:
    """What one file says and another must bear out, as far as the files can be read."""
    found = _unknown_names(roots)
    if {"study", "sources"} <= roots.keys():
        found += wave_faults(roots["study"], roots["sources"])
    if {"analysis_plan", "study", "instrument"} <= roots.keys():
        found += verdict_faults(roots["analysis_plan"], roots["study"].cohorts, roots["instrument"], roots.folder)
    if {"sources", "instrument"} <= roots.keys():
        found += score_faults(roots["sources"], roots["instrument"].scale, roots.folder)
    return found


def _unknown_names(roots: Roots) -> list[ConfigFault]:
    """Names that one file uses and another must define."""
    known: dict[str, set[str]] = {}
    if "study" in roots:
        cohorts = roots["study"].cohorts
        known |= {"aim": {aim.id for aim in cohorts.aims}, "wave": {wave.id for wave in cohorts.waves}}
        known["source group"] = {group.id for group in cohorts.source_groups}
    if "instrument" in roots:
        known["behaviour"] = {each.id for each in roots["instrument"].behaviours}
        known["item"] = {item.id for item in roots["instrument"].items}
    if "codebook" in roots:
        known["code"] = {code.id for code in roots["codebook"].codes}
        known["family of codes"] = {code.family for code in roots["codebook"].codes}
    return [
        ConfigFault(
            f"There is no {what} “{name}”.",
            where=where,
            remedy=f"Use one of: {', '.join(sorted(known[what])) or 'none defined'}.",
        )
        for what, name, where in _used_names(roots)
        if what in known and name not in known[what]
    ]


def _used_names(roots: Roots) -> list[tuple[str, str, str]]:
    """What is named, its name, and where, in the files that can be read."""
    used: list[tuple[str, str, str]] = []
    for code in roots["codebook"].codes if "codebook" in roots else ():
        used += [("aim", aim, f"config/codebook.yaml, code {code.id}") for aim in code.aims]
        used += [("behaviour", each, f"config/codebook.yaml, code {code.id}") for each in code.behaviours]
    for key, source in roots["sources"].sources.items() if "sources" in roots else ():
        where = f"config/sources.yaml, source {key}"
        if source.kind == "survey":
            used.append(("wave", source.wave, where))
        if source.kind in ("survey", "feedback"):
            used += [("item", item, where) for item in source.items]
        if source.kind in ("interviews", "reflections", "focus_group"):
            used.append(("source group", source.group, where))
    for element in roots["logic_model"].elements if "logic_model" in roots else ():
        where = f"config/logic_model.yaml, element {element.id}"
        used += [("code", code, where) for code in element.codes]
        used += [("family of codes", family, where) for family in element.families]
        used += [("behaviour", each, where) for each in element.behaviours]
        used += [("aim", aim, where) for aim in element.aims]
    return used

"""What all config models share: unknown keys are errors, every field is described."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A part of a config file; a step that takes it reruns when, and only when, it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OneKey(Section):
    """One key of a section by itself: a step that takes it reruns when that key changes, and not when its neighbours do."""

    of: ClassVar[type[Section]]

    @classmethod
    def key(cls) -> str:
        """The name of the key, in the section and here."""
        return next(iter(cls.model_fields))


class ConfigFile(Section):
    """The content of one file of `config/`; file and module have the same name."""


def described(text: str, default: Any = ..., **rest: Any) -> Any:
    """A field with its description, for the schema and the reference page."""
    return Field(default, description=text, **rest)

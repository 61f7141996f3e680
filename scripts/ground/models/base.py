"""What all config models share: unknown keys are errors, every field is described."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A part of a config file; a step that takes it reruns when, and only when, it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConfigFile(Section):
    """The content of one file of `config/`; file and module have the same name."""


def described(text: str, default: Any = ..., **rest: Any) -> Any:
    """A field with its description, for the schema and the reference page."""
    return Field(default, description=text, **rest)

"""What all config models share: unknown keys are errors, every field is described."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError


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


def refuse_places(title: str, wrong: Iterable[tuple[tuple[int | str, ...], str]]) -> None:
    """Raise, from a validator, what is wrong at several places of a model at once, so that each is told with its line."""
    details = [
        InitErrorDetails(type=PydanticCustomError("value_error", "{what}", {"what": what}), loc=place, input=None)
        for place, what in wrong
    ]
    if details:
        raise ValidationError.from_exception_data(title, details)

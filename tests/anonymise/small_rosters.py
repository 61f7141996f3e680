"""Tables of people and organisations, for texts that are redacted by them alone. Everybody here is invented."""

from __future__ import annotations

from collections.abc import Iterable


def people(roster: Iterable[tuple[str, str, str, str]]) -> list[dict]:
    """Participants by id, given name, family name and what they are known as."""
    return [
        {
            "person": id, "person_id": id, "part": "participant", "role": "participant", "given_name": given,
            "family_name": family, "known_as": known_as, "email": "", "organisation": "", "aliases": [],
        }
        for id, given, family, known_as in roster
    ]  # fmt: skip


def organisations(bodies: Iterable[tuple[str, str, str]]) -> list[dict]:
    """Organisations by id, name and abbreviation."""
    return [{"org_id": id, "name": name, "abbreviation": short, "domain": "", "aliases": []} for id, name, short in bodies]

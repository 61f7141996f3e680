"""A piece of evidence in words, for "the strongest evidence against"; true of one person as of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scripts.report.markdown import escape, id_of

CLAIMS = {
    "change": "describe change",
    "no_change": "say that nothing changed or that something fell short",
    "worse": "say that things got worse",
}
SHARES = {"rating": "the share of favourable ratings", "projects": "the share of projects that met their target"}
ENDS = {"low": "may be as low as", "high": "may be as high as", "share": "is"}


def in_words(show: Callable[[str], str], id: str, names: Mapping[str, str]) -> str:
    """A clause that prints the evidence by its id, and the id; `show` gives the shortcode, `names` are of behaviours and aims."""
    kind, *parts = id.split(".")
    return f"{_clause(show(id), kind, parts, names)} {id_of(id)}"


def _clause(shown: str, kind: str, parts: list[str], names: Mapping[str, str]) -> str:
    if kind == "claim" and parts[-2] in CLAIMS:
        return f"people who {CLAIMS[parts[-2]]}, speaking of {_name(parts[0], names)}: {shown}"
    if kind == "behaviour" and parts[1] == "change":
        end = {"mean": "is", "low": "may be as low as", "high": "may be as high as"}.get(parts[-1], "is")
        return f"the mean change on {_name(parts[0], names)} {end} {shown} points"
    if kind in SHARES and parts[-1] in ENDS:
        return f"{SHARES[kind]} {ENDS[parts[-1]]} {shown}"
    if kind == "verdict" and parts[0] == "behaviour" and len(parts) > 1:
        return f"the verdict on the scores of {_name(parts[1], names)}: {shown}"
    if kind == "verdict":
        return f"the verdict on {_name(parts[0], names)} is {shown}"
    return shown


def _name(id: str, names: Mapping[str, str]) -> str:
    return f"“{escape(names.get(id, id))}”"

"""The redaction of texts that belong to no study: the detectors, a pseudonym for whatever is found, the queue.

- people and organisations have the pseudonyms of their ids; where several may be meant, the text's other mentions decide, else
  all of them together have one,
- a name that no roster knows has a pseudonym by its plain form; a part of it means the same person within a text,
- a text's file name is kept unless it names somebody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from scripts.anonymise.decide import Decider
from scripts.anonymise.detection import Detectors
from scripts.anonymise.detectors.cues import cues
from scripts.anonymise.detectors.whose import meant
from scripts.anonymise.linkage import ACTIVE
from scripts.anonymise.redact_folder_tables import Tables
from scripts.anonymise.redact_folder_texts import Document
from scripts.anonymise.register import Register
from scripts.anonymise.replace import replace
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.key import Key
from scripts.ground.models.disclosure import Redaction

LABELS = {
    "person": "PERSON", "name?": "PERSON", "organisation": "ORG", "body?": "ORG", "e-mail": "EMAIL", "date": "DATE",
    "phone": "PHONE", "postcode": "POSTCODE", "NHS number": "NHS_NUMBER", "NI number": "NINO", "registration number": "SWE_REG",
    "link": "URL_HANDLE", "handle": "URL_HANDLE", "case reference": "CASE_REF", "number": "CASE_REF", "place": "LOCATION",
    "indirect": "INDIRECT", "disclosure": "INDIRECT",
}  # fmt: skip
HINTS = ("indirect", "disclosure")
IN_FILE_NAMES = ("person", "organisation", "e-mail", "phone")

Row = dict[str, Any]
Longer = dict[str, set[str]]
# the pseudonym of a kind and an id
Pseudonym = Callable[[str, str], str]


class Redacted(NamedTuple):
    """A text without identifiers; `spans` as (start, end, label, pseudonym, detector, replacement, doubt) of the original."""

    name: str
    copy: str
    text: str
    spans: list[tuple[int, int, str, str, str, str, str]]


class Folder(NamedTuple):
    documents: list[Redacted]
    queue: list[tuple[Any, ...]]


def redact_texts(documents: Sequence[Document], tables: Tables, key: Key) -> Folder:
    """All texts of a folder, redacted."""
    linkage = [
        {"person": row["person"], "pseudonym": key.pseudonym("person", row["person"]), "standing": ACTIVE}
        for row in tables.people
    ]
    register = Register(linkage)
    bodies = [{**row, "code": key.pseudonym("organisation", row["org_id"] or row["name"])} for row in tables.bodies]
    texts = [Text(document.text) for document in documents]
    detectors = Detectors(tables.people, register, bodies, Redaction(), texts)
    decider = Decider(tables.people, register)
    home = _homes(tables, bodies, register)
    made, queued = [], []
    pseudonym = cache(key.pseudonym)
    titles = [detectors.masks(Text(Path(document.name).name.replace("_", " "))) for document in documents]
    masks = [
        meant([(text, detectors.masks(text))], decider.certain(title), home, detectors.called)[0]
        for text, title in zip(texts, titles, strict=True)
    ]
    strangers = _longer_forms(form for text, spans in zip(texts, masks, strict=True) for form in _strangers(text, spans))
    for document, title, text, spans in zip(documents, titles, texts, masks, strict=True):
        copy = _copy_name(document, title, pseudonym)
        redacted, cases = _redact(document.name, copy, text, spans, strangers, decider, pseudonym)
        made.append(redacted)
        queued += cases
    return Folder(made, _queue(queued))


def _homes(tables: Tables, bodies: Sequence[Row], register: Register) -> dict[str, str]:
    """The body of each person, both by pseudonym."""
    codes = {row[name]: row["code"] for row in bodies for name in ("name", "org_id") if row.get(name)}
    found = {}
    for row in tables.people:
        link = register.find(row["person"])
        body = codes.get(row.get("organisation_id") or "") or codes.get(row.get("organisation") or "")
        if link and body:
            found[link["pseudonym"]] = body
    return found


def _redact(
    name: str, copy: str, text: Text, masks: list[Span], strangers: Longer, decider: Decider, pseudonym: Pseudonym
) -> tuple[Redacted, list[Row]]:
    """One text, and its cases for the queue."""
    certain = decider.certain(masks)
    namer = _Namer(text, masks, strangers, certain, pseudonym)
    hints = [hint for hint in cues(text) if not _is_masked(hint, masks)]
    spans, cases = [], []
    for span in (*masks, *hints):
        start, end = text.raw_place(span.start), text.raw_place(span.end)
        shown = "" if span.label in HINTS else decider.replacement(span, certain)
        who = namer.pseudonym(span)
        spans.append((start, end, _label(text, span), who, span.detector, shown, span.doubt))
        if span.doubt:
            place = {"document": copy, "start": start, "end": end}
            cases.append({"case": (span.label, who), **place, "label": LABELS[span.label], "reason": span.doubt})
    redacted, _ = replace(text.raw, [(start, end, shown) for start, end, _, _, _, shown, _ in spans[: len(masks)]])
    return Redacted(name, copy, redacted, sorted(spans)), cases


class _Namer:
    """Pseudonyms of what is found in one text."""

    def __init__(self, text: Text, masks: Iterable[Span], strangers: Longer, certain: frozenset[str], made: Pseudonym) -> None:
        self._text, self._certain, self._made = text, certain, made
        self._here, self._folder = _longer_forms(_strangers(text, masks)), strangers

    def pseudonym(self, span: Span) -> str:
        """The pseudonym of whoever or whatever a span means."""
        if len(span.who) == 1:
            return span.who[0]
        named = [each for each in span.who if each in self._certain]
        if len(named) == 1:
            return named[0]
        domain = (
            "organisation" if span.label in ("organisation", "body?") else "person" if LABELS[span.label] == "PERSON" else "quote"
        )
        if span.who:
            return self._made(domain, "one of: " + " ".join(sorted(span.who)))
        form = _form(self._text, span)
        longer = self._here.get(form) or self._folder.get(form) or set()
        return self._made(domain, f"{LABELS[span.label]}: {next(iter(longer)) if len(longer) == 1 else form}")


def _strangers(text: Text, spans: Iterable[Span]) -> set[str]:
    """Names that no roster knows."""
    return {_form(text, span) for span in spans if span.label == "name?" and not span.who}


def _longer_forms(forms: Iterable[str]) -> Longer:
    """Each word of a name of several words, with the names it stands in."""
    longer: Longer = defaultdict(set)
    for form in forms:
        for part in form.split() if " " in form else ():
            longer[part].add(form)
    return longer


def _form(text: Text, span: Span) -> str:
    return " ".join(text.plain[span.start : span.end].lower().split())


def _label(text: Text, span: Span) -> str:
    is_address = span.label == "place" and any(sign.isdigit() for sign in text.plain[span.start : span.end])
    return "ADDRESS" if is_address else LABELS[span.label]


def _is_masked(hint: Span, masks: list[Span]) -> bool:
    index = bisect_right(masks, hint.start, key=lambda mask: mask.start) - 1
    return index >= 0 and hint.end <= masks[index].end


def _copy_name(document: Document, found: list[Span], pseudonym: Pseudonym) -> str:
    name = Path(document.name).name
    stem = pseudonym("document", name) if any(span.label in IN_FILE_NAMES for span in found) else name
    return f"{stem}{'.txt' if document.suffix == '.docx' else document.suffix}"


def _queue(cases: list[Row]) -> list[tuple[Any, ...]]:
    """Each case once, where it stands first."""
    times = Counter(case["case"] for case in cases)
    first: dict[Any, Row] = {}
    for case in cases:
        first.setdefault(case["case"], case)
    return [
        (number, case["label"], case["reason"], case["document"], case["start"], case["end"], times[each])
        for number, (each, case) in enumerate(first.items(), start=1)
    ]

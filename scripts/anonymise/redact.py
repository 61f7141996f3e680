"""Free text without identifiers: transcripts, reflections, open answers, project titles.

- keep the texts of rows in use, and of several speakers only those who are active,
- read each turn in a plain form (normal.py) and find people, organisations, identifiers with a form, then capitals that
  nothing explains; overlapping finds become one (merge.py),
- choose what stands for each (decide.py), replace it and note where every piece went (replace.py),
- queue doubtful masks, and hints at somebody recognisable, for a person to decide; until then masks stay.

A speaker is `interviewer` or a pseudonym, never the label of the transcript; written texts have no speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from scripts.anonymise.decide import Decider
from scripts.anonymise.detectors.capitals import Allowed, Corpus, capitals
from scripts.anonymise.detectors.cues import cues
from scripts.anonymise.detectors.organisations import body_forms
from scripts.anonymise.detectors.organisations import organisations as find_organisations
from scripts.anonymise.detectors.patterns import patterns
from scripts.anonymise.detectors.roster import roster
from scripts.anonymise.linkage import ACTIVE, USED
from scripts.anonymise.merge import merge
from scripts.anonymise.names import names
from scripts.anonymise.register import Register
from scripts.anonymise.replace import Placed, redacted_stretch, replace
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.export_text import WRITTEN, export_text
from scripts.ground.findings import Finding, finding
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key, canonical
from scripts.ground.models.disclosure import Redaction
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Linkage, ReviewQueue, SafeDocuments, SafeTurns, Spans, Standings
from scripts.ground.schemas.ingest import Documents, Findings, Organisations, People, Turns

VERSION_LENGTH = 16

Row = dict[str, Any]


class Made(NamedTuple):
    documents: Rows[SafeDocuments]
    turns: Rows[SafeTurns]
    spans: Rows[Spans]
    queue: Rows[ReviewQueue]
    findings: Rows[Findings]


def redact(
    people: Rows[People],
    organisations: Rows[Organisations],
    linkage: Rows[Linkage],
    standings: Rows[Standings],
    documents: Rows[Documents],
    turns: Rows[Turns],
    words: Redaction,
    key: Key,
) -> Made:
    """Redact the texts in use."""
    register = Register(linkage)
    used = _used_documents(documents, standings)
    kept = _kept_turns(turns, used, register)
    texts = {id: [(turn, Text(turn["text"])) for turn in rows] for id, rows in kept.items()}
    bodies = _bodies(organisations, linkage, key)
    detectors = Detectors(people, register, bodies, words, (text for rows in texts.values() for _, text in rows))
    decider = Decider(people, register)
    made = Made([], [], [], [], [])
    for id, document in used.items():
        _redact_document(document, texts.get(id, []), detectors, decider, register, key, made)
    made.findings.extend(_open_findings(made))
    return made


class Detectors:
    """All detectors, made ready for one study."""

    def __init__(self, people: list[Row], register: Register, bodies: list[Row], words: Redaction, texts: Any) -> None:
        allowed = frozenset(word.lower() for word in words.allowed_words)
        self._register = register
        self._names = names(people, register)
        self._bodies = body_forms(bodies, allowed)
        self._allowed = Allowed(words.allowed_words)
        self._corpus = Corpus(texts)

    def masks(self, text: Text) -> list[Span]:
        """What must not stay, disjoint and in order."""
        known = merge([*roster(text, self._names, self._register), *find_organisations(text, self._bodies), *patterns(text)])
        return merge([*known, *capitals(text, known, self._corpus, self._allowed)])


def _used_documents(documents: list[Row], standings: list[Row]) -> dict[str, Row]:
    """Documents of rows in use, each with the pseudonym of its person."""
    used = {(row["source"], row["source_row"]): row["pseudonym"] for row in standings if row["standing"] == USED}
    return {
        row["document"]: {**row, "pseudonym": used[row["source"], row["source_row"]]}
        for row in documents
        if (row["source"], row["source_row"]) in used
    }


def _kept_turns(turns: list[Row], used: dict[str, Row], register: Register) -> dict[str, list[Row]]:
    """Turns by document, without those of speakers who withdrew or did not consent."""
    kept = defaultdict(list)
    for turn in turns:
        speaker = register.find(turn["person"])
        if turn["document"] in used and (speaker is None or speaker["standing"] == ACTIVE):
            kept[turn["document"]].append(turn)
    return {id: sorted(rows, key=lambda turn: turn["turn"]) for id, rows in kept.items()}


def _bodies(organisations: list[Row], linkage: list[Row], key: Key) -> list[Row]:
    """Organisations of the list and of the roster, each with its code."""
    bodies = {canonical(row["name"]): {**row, "code": key.pseudonym("organisation", row["name"])} for row in organisations}
    for row in linkage:
        if row["organisation"]:
            unlisted = {"name": row["organisation"], "abbreviation": "", "domain": "", "code": row["organisation_code"]}
            bodies.setdefault(canonical(row["organisation"]), unlisted)
    return list(bodies.values())


def _redact_document(
    document: Row, texts: list[tuple[Row, Text]], detectors: Detectors, decider: Decider, register: Register, key: Key, made: Made
) -> None:
    """Add one document to what is made."""
    pseudonym = key.pseudonym("document", document["document"])
    masks = [detectors.masks(text) for _, text in texts]
    certain = decider.certain(span for spans in masks for span in spans) | {document["pseudonym"]}
    safe_turns = []
    for (turn, text), spans in zip(texts, masks, strict=True):
        raw_spans = [(text.raw_place(span.start), text.raw_place(span.end)) for span in spans]
        shown = [decider.replacement(span, certain) for span in spans]
        redacted, placed = replace(text.raw, [(*places, each) for places, each in zip(raw_spans, shown, strict=True)])
        at = {"document": pseudonym, "turn": turn["turn"]}
        speaker = _speaker(turn, document, register)
        safe_turns.append({**at, "speaker": speaker, "part": turn["part"], "text": redacted, "source_row": turn["source_row"]})
        made.spans.extend(_span_row(at, span, place) for span, place in zip(spans, placed, strict=True))
        made.queue.extend(_queue_rows(at, text, spans, placed))
    made.turns.extend(safe_turns)
    made.documents.append(_safe_document(pseudonym, document, safe_turns))


def _speaker(turn: Row, document: Row, register: Register) -> str:
    if turn["part"] == "interviewer":
        return "interviewer"
    if document["kind"] in WRITTEN:
        return ""
    known = register.find(turn["person"])
    return known["pseudonym"] if known else document["pseudonym"]


def _safe_document(pseudonym: str, document: Row, safe_turns: list[Row]) -> Row:
    text, _ = export_text(safe_turns)
    return {
        "document": pseudonym,
        **{name: document[name] for name in ("kind", "group", "pseudonym", "module")},
        "version": json_digest(text)[:VERSION_LENGTH],
        "source": document["source"],
        "source_row": document["source_row"],
    }


def _span_row(at: Row, span: Span, placed: Placed) -> Row:
    return {**at, **placed._asdict(), "label": span.label, "detector": span.detector}


def _queue_rows(at: Row, text: Text, spans: list[Span], placed: list[Placed]) -> list[Row]:
    """Doubtful masks and hints; one row a place."""
    rows = {place.redacted_start: (place.redacted_end, span) for span, place in zip(spans, placed, strict=True) if span.doubt}
    for hint in cues(text):
        start, end = redacted_stretch(placed, text.raw_place(hint.start), text.raw_place(hint.end))
        rows.setdefault(start, (end, hint))
    return [
        {**at, "start": start, "end": end, "label": span.label, "reason": span.doubt, "decided": False}
        for start, (end, span) in rows.items()
    ]


def _open_findings(made: Made) -> list[Finding]:
    """How much awaits a decision, by source."""
    key_of = {row["document"]: row["source"].split(":")[0] for row in made.documents}
    counts = Counter(key_of[row["document"]] for row in made.queue if not row["decided"])
    return [
        finding(
            "note", source, "redaction_undecided",
            f"Places in texts that await a person's decision: {count}; masked ones stay masked.",
            "Go through the review queue when there is time; nothing leaks meanwhile.",
        )
        for source, count in sorted(counts.items())
    ]  # fmt: skip

"""Free text without identifiers: transcripts, reflections, open answers, project titles.

- keep the texts of rows in use, and of several speakers only those who are active,
- read each turn in a plain form (normal.py) and find people, organisations, identifiers with a form, then capitals that
  nothing explains; overlapping finds become one (merge.py),
- of several people who share a name, leave those whom the document does not rule out (whose.py),
- choose what stands for each (decide.py), replace it and note where every piece went (replace.py),
- queue doubtful masks, and hints at somebody recognisable, for a person to decide (doubtful.py); decisions made are carried
  out before anything is replaced (reviewed.py); until then masks stay.

A speaker is `interviewer` or a pseudonym, never the label of the transcript; written texts have no speaker.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import Any, NamedTuple

from scripts.anonymise.decide import Decider
from scripts.anonymise.detection import Detectors
from scripts.anonymise.detectors.cues import cues
from scripts.anonymise.detectors.whose import meant
from scripts.anonymise.doubtful import Doubt, doubtful
from scripts.anonymise.linkage import ACTIVE, USED
from scripts.anonymise.merge import merge
from scripts.anonymise.names import known_names
from scripts.anonymise.register import Register
from scripts.anonymise.replace import Placed, replace
from scripts.anonymise.review_items import cases, in_order_of_doubt, item_rows, open_findings, queue_rows
from scripts.anonymise.reviewed import (
    Decided,
    review_faults,
    settled_hints,
    settled_masks,
    stale_findings,
    under_present_names,
)
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.batches import Processes, in_batches
from scripts.ground.export_text import WRITTEN, export_text
from scripts.ground.faults import raise_all
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key, canonical
from scripts.ground.models.disclosure import Redaction
from scripts.ground.models.redaction_decisions import RedactionDecisions
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import (
    Linkage,
    ReviewItems,
    ReviewQueue,
    SafeDocuments,
    SafeTurns,
    Spans,
    Standings,
)
from scripts.ground.schemas.ingest import Documents, Findings, NamesOnly, Organisations, People, Turns

VERSION_LENGTH = 16

Row = dict[str, Any]


class Made(NamedTuple):
    documents: Rows[SafeDocuments]
    turns: Rows[SafeTurns]
    spans: Rows[Spans]
    queue: Rows[ReviewQueue]
    review_items: Rows[ReviewItems]
    findings: Rows[Findings]


def redact(
    people: Rows[People],
    names_only: Rows[NamesOnly],
    organisations: Rows[Organisations],
    linkage: Rows[Linkage],
    standings: Rows[Standings],
    documents: Rows[Documents],
    turns: Rows[Turns],
    words: Redaction,
    decisions: RedactionDecisions,
    key: Key,
    processes: Processes,
) -> Made:
    """Redact the texts in use, in batches."""
    register = Register(linkage)
    used = _used_documents(documents, standings)
    kept = _kept_turns(turns, used, register)
    bodies = _bodies(organisations, linkage, key)
    detectors = Detectors(
        known_names(people, names_only), register, bodies, words, (Text(turn["text"]) for rows in kept.values() for turn in rows)
    )
    decider = Decider(people, register)
    names = _present_names(linkage, bodies, key)
    decisions = under_present_names(decisions, names)
    decided = Decided(decisions.decisions)
    home = {row["pseudonym"]: row["organisation_code"] for row in linkage if row["organisation_code"]}

    def redacted(document: Row) -> Made:
        # read a second time, a fortieth of the work: to keep the words of all texts takes more memory than anything else
        texts = [(turn, Text(turn["text"])) for turn in kept.get(document["document"], ())]
        return _redact_document(document, texts, detectors, decider, decided, register, home, key)

    made = _together(in_batches(redacted, list(used.values()), processes))
    hints = cases(row for row in made.review_items if row["hint"])
    raise_all(review_faults(decisions, hints, set(names.values()), lambda words: bool(detectors.masks(Text(words)))))
    made.findings.extend([*open_findings(made.queue, made.documents), *stale_findings(decisions, cases(made.review_items))])
    return made._replace(review_items=in_order_of_doubt(made.review_items))


def _present_names(linkage: list[Row], bodies: list[Row], key: Key) -> dict[str, str]:
    """Pseudonyms of people and organisations under every version of the key, each with the present one."""
    names = {name: row["pseudonym"] for row in linkage for name in key.names("person", row["person"])}
    names |= {row["pseudonym"]: row["pseudonym"] for row in linkage}
    return names | {name: row["code"] for row in bodies for name in key.names("organisation", row["name"])}


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
    document: Row, texts: list[tuple[Row, Text]], detectors: Detectors, decider: Decider, decided: Decided,
    register: Register, home: dict[str, str], key: Key,
) -> Made:  # fmt: skip
    """What is made of one document."""
    made = _nothing()
    pseudonym = key.pseudonym("document", document["document"])
    named = frozenset({document["pseudonym"], *(row["pseudonym"] for turn, _ in texts if (row := register.find(turn["person"])))})
    found = meant([(text, detectors.masks(text)) for _, text in texts], named, home, detectors.called)
    hints = [cues(text) for _, text in texts]
    doubts = doubtful(texts, found, hints, key)
    settled = [_after_review(*each, decided) for each in zip(found, hints, doubts, strict=True)]
    certain = decider.certain(span for spans, _ in settled for span in spans) | {document["pseudonym"]}
    for (turn, text), (spans, left) in zip(texts, settled, strict=True):
        raw_spans = [(text.raw_place(span.start), text.raw_place(span.end)) for span in spans]
        shown = [decider.replacement(span, certain) for span in spans]
        redacted, placed = replace(text.raw, [(*places, each) for places, each in zip(raw_spans, shown, strict=True)])
        at = {"document": pseudonym, "turn": turn["turn"]}
        speaker = _speaker(turn, document, register)
        made.turns.append({**at, "speaker": speaker, "part": turn["part"], "text": redacted, "source_row": turn["source_row"]})
        made.spans.extend(_span_row(at, span, place) for span, place in zip(spans, placed, strict=True))
        made.queue.extend(queue_rows(at, left, placed, decided))
        made.review_items.extend(item_rows(at, document["kind"], left))
    made.documents.append(_safe_document(pseudonym, document, made.turns))
    return made


def _together(each: list[Made]) -> Made:
    """The tables of all documents, in their order."""
    return Made(*(list(chain.from_iterable(tables)) for tables in zip(_nothing(), *each, strict=True)))


def _nothing() -> Made:
    return Made([], [], [], [], [], [])


def _after_review(masks: list[Span], hints: list[Span], doubts: list[Doubt], decided: Decided) -> tuple[list[Span], list[Doubt]]:
    """What is masked in a turn after people's decisions, and the doubts without those that went with a passage."""
    told = settled_hints(hints, doubts, decided)
    stay = settled_masks(masks, doubts, decided)
    if not told:
        return stay, doubts
    return merge([*stay, *told]), [each for each in doubts if decided.on(each) or not _lies_in(each.span, told)]


def _lies_in(span: Span, passages: list[Span]) -> bool:
    return any(passage.start <= span.start and span.end <= passage.end for passage in passages)


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

"""The floor of the redaction's quality on the own collection: what has been reached is not lost again."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from scripts.anonymise.redact_folder import main

OWN = Path(__file__).parent / "own"


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    out = tmp_path_factory.mktemp("own") / "out"
    tables = ["--roster", str(OWN / "roster.csv"), "--organisations", str(OWN / "organisations.csv")]
    assert main([str(OWN / "transcripts"), *tables, "--out", str(out)]) == 0
    gold = json.loads((OWN / "gold.json").read_text(encoding="utf-8"))
    return gold, covered(gold, json.loads((out / "spans.json").read_text(encoding="utf-8")))


def covered(gold, spans):
    """For each document its text and which of its characters are masked or queued."""
    found = {}
    for each in gold["documents"]:
        text = (OWN / each["file"]).read_bytes().decode(each["encoding"]).removeprefix("\ufeff")
        signs = bytearray(len(text))
        for start, end, *_ in spans[each["doc"]]:
            signs[start:end] = b"\1" * (end - start)
        found[each["doc"]] = text, signs
    return found


def is_whole(span, found):
    text, signs = found[span["doc"]]
    return all(signs[place] for place in range(span["start"], span["end"]) if text[place].isalnum())


def share(flags):
    flags = list(flags)
    return sum(flags) / len(flags)


def test_identifiers_are_masked_whole(scores):
    gold, found = scores
    masks = [span for span in gold["spans"] if span["action"] == "mask"]
    assert share(is_whole(span, found) for span in masks) >= 0.985
    assert share(is_whole(span, found) for span in masks if span["in_roster"]) >= 0.99


def test_no_kind_is_forgotten(scores):
    gold, found = scores
    kinds = defaultdict(list)
    for span in gold["spans"]:
        kinds[span["category"]].append(is_whole(span, found))
    assert min(share(flags) for flags in kinds.values()) >= 0.7
    assert share(share(flags) for kind, flags in kinds.items() if kind != "indirect") >= 0.965


def test_what_names_nobody_is_left_alone(scores):
    gold, found = scores
    hit = [any(found[decoy["doc"]][1][decoy["start"] : decoy["end"]]) for decoy in gold["decoys"]]
    assert share(hit) <= 0.05

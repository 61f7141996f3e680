"""A review to try: three cases at four places, two people, no decisions yet."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.commands.review_server import ReviewServer
from scripts.commands.review_store import FILE, Material, Store
from scripts.ground.redaction_file import read_redaction_decisions

HINT, TWICE, ONCE = "r00000000000a", "r00000000000b", "r00000000000c"
FERRIBY = "P1-AAAAAAAAAA"
TODAY = "2026-03-31"


def place(item: str, name: str, words: str, document: str, **rest: Any) -> dict[str, Any]:
    usual = {
        "rank": 1, "label": "name?", "reason": "a capital that nothing explains", "hint": False, "who": "", "earlier": "",
        "before": "and then we met ", "after": " at the\nold mill", "kind": "interviews", "turn": 4, "start": 16,
    }  # fmt: skip
    return {**usual, "item": item, "place": name, "words": words, "document": document, **rest}


def material() -> Material:
    why = {"label": "indirect", "reason": "may point to one person without a name", "hint": True}
    cases = {
        HINT: [place(HINT, "p0000000a", "the only deaf leader in the region", "D1-AAAAAAAAAA", **why)],
        TWICE: [
            place(TWICE, "p0000000b", "Quorley", "D1-AAAAAAAAAA", who=FERRIBY),
            place(TWICE, "p0000000c", "QUORLEY", "D1-BBBBBBBBBB"),
        ],
        ONCE: [place(ONCE, "p0000000d", "<b>Brantham</b>", "D1-BBBBBBBBBB", before="=1+1 ")],
    }
    people = [{"pseudonym": FERRIBY, "name": "Tomasz Ferriby"}, {"pseudonym": "O1-AAAAAAAAAA", "name": "Marlstone Council"}]
    return Material(cases, people, frozenset(each["pseudonym"] for each in people), {})


def store_in(study: Path) -> Store:
    (study / "config").mkdir(exist_ok=True)
    return Store(study / FILE, material(), TODAY)


def decisions_in(study: Path) -> list[tuple[str, str, str, str]]:
    """What the file says: case, decision, replacement, scope."""
    decisions = read_redaction_decisions(study / FILE).decisions if (study / FILE).exists() else ()
    return [(each.item, each.decision, each.replacement, each.scope) for each in decisions]


@contextmanager
def serving(folder: Path) -> Iterator[ReviewServer]:
    """The review of the cases above, served until the block ends."""
    running = ReviewServer(store_in(folder), "Tiny", "AB")
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()

"""What every opener of the leak gate shares: a piece of text with its place, and how a file inside a file is opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

UNKNOWN = "unknown kind of file"
DAMAGED = "cannot be opened"
ENCRYPTED = "encrypted"
LINK = "symbolic link"
TOO_DEEP = "nested too deep to be looked into"
TOO_LARGE = "too large to be looked into"
BEHIND = "bytes behind the end of a file"
# readable runs of a file that is no text: letters of one byte, of two with the zero behind, of two with the zero before
SHORTEST_RUN = 4
ONE_BYTE = re.compile(rb"[\t\x20-\x7e\xa0-\xff]{%d,}" % SHORTEST_RUN)
LITTLE = re.compile(rb"(?:[\t\x20-\x7e\xa0-\xff]\x00){%d,}" % SHORTEST_RUN)
BIG = re.compile(rb"(?:\x00[\t\x20-\x7e\xa0-\xff]){%d,}" % SHORTEST_RUN)


class Piece(NamedTuple):
    """Some text of a file and where it stands.

    `shown`: a reader sees it. `sure`: it is text, not bytes that may look like some. `fault`: why a part could not be opened.
    """

    place: str
    text: str
    shown: bool = False
    sure: bool = True
    fault: str = ""


class Refused(Exception):
    """A part that must not be in a release, whatever it says; the message is one of the classes above."""


# opens a file inside a file, by its name and content
Inner = Callable[[str, bytes], Iterator[Piece]]
Opener = Callable[[bytes, Inner], Iterator[Piece]]


def readable(content: bytes) -> str:
    """The readable runs of any bytes, one a line."""
    runs = [run.decode("cp1252", "replace") for run in ONE_BYTE.findall(content)]
    if b"\x00" in content:
        runs += [run.decode("utf-16-le") for run in LITTLE.findall(content)]
        runs += [run.decode("utf-16-be") for run in BIG.findall(content)]
    return "\n".join(runs)


def raw(place: str, content: bytes, sure: bool = False) -> Piece:
    """The readable runs of a part; of compressed bytes they are chance and therefore not sure."""
    return Piece(place, readable(content), sure=sure)


def fault(place: str, why: str) -> Piece:
    """A part that nobody could look into."""
    return Piece(place, "", fault=why)

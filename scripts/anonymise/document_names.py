"""Which document a name in a coding project means.

- its pseudonym, whatever a program or a person put round it: a folder, `.txt`, ` (2)`, `v3`; also the one it had under an
  earlier version of the key,
- else the name of its raw file, when somebody coded the raw text; a copy's number is dropped if that name is nobody's.

A name that fits several documents fits none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from scripts.ground.key import Key, canonical

PSEUDONYM = re.compile(r"(?<![a-z0-9])d\d+-[a-z2-7]{10}(?![a-z0-9])")
SUFFIX = re.compile(r"\.(?:txt|docx?|rtf|odt|pdf|md|html?|vtt|srt)$")
COPY = re.compile(r"[\s_-]*(?:\(\d+\)|\bcopy|\bv(?:ersion)?[\s._]*\d+|_v\d+)$")

UNKNOWN_TEXT = "the text is not among the current ones"
SHARED_NAME = "the name fits several texts"

Row = dict[str, Any]


class Named(NamedTuple):
    """A document, whether the name is that of its raw file and whether it tells the current version; or a reason why none."""

    document: str = ""
    is_raw: bool = False
    is_current: bool = False
    reason: str = ""


class DocumentNames:
    """The names of the documents in use."""

    def __init__(self, documents: list[Row], raw_documents: list[Row], key: Key) -> None:
        self._versions = {row["document"]: row["version"] for row in documents}
        self._pseudonyms = {canonical(document): document for document in self._versions}
        self._raw: dict[str, set[str]] = defaultdict(set)
        for row in raw_documents:
            current, *earlier = key.names("document", row["document"])
            if current in self._versions:
                self._pseudonyms |= {canonical(name): current for name in earlier}
            if row["file_name"]:
                self._raw[canonical(row["file_name"])].add(key.pseudonym("document", row["document"]))

    def find(self, name: str) -> Named:
        """The document that a name means."""
        plain = canonical(name)
        written = set(PSEUDONYM.findall(plain))
        if len(written) > 1:
            return Named(reason=SHARED_NAME)
        for form in (*written, *_forms(plain)):
            if form in self._pseudonyms:
                document = self._pseudonyms[form]
                version = self._versions[document]
                return Named(document, is_current=bool(version) and canonical(version) in plain)
            if form in self._raw:
                return self._raw_file(self._raw[form])
        return Named(reason=UNKNOWN_TEXT)

    def _raw_file(self, documents: set[str]) -> Named:
        if len(documents) > 1:
            return Named(reason=SHARED_NAME)
        document = next(iter(documents))
        return Named(document, is_raw=True) if document in self._versions else Named(reason=UNKNOWN_TEXT)


def _forms(name: str) -> Iterator[str]:
    """The name without folder, then without suffix, then without a copy's number."""
    form = re.split(r"[/\\]", name)[-1]
    while form:
        yield form
        shorter = SUFFIX.sub("", form)
        if shorter == form:
            shorter = COPY.sub("", form)
        form = shorter if shorter != form else ""

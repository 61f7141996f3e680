"""The pseudonym key in a release: its bytes as they are, in hexadecimal, base64 or base32, of every version.

The public key of the demonstration is looked for like any other: what would let a real key through must fail there.
"""

from __future__ import annotations

import base64

from scripts.ground.key import Key

# bytes at the ends of a part of three or five whose letters depend on their neighbours
THREES, FIVES = 3, 5


class KeyBytes:
    """Every spelling of the key."""

    def __init__(self, key: Key) -> None:
        secrets = {each.secret for each in key.versions}
        self._bytes = {form for secret in secrets for form in (secret, secret[::-1])}
        self._texts = {form for secret in secrets for form in _spellings(secret)}

    def occurs_in(self, content: bytes) -> bool:
        """Whether the bytes of a file hold the key."""
        return any(each in content for each in self._bytes)

    def occurs_in_text(self, text: str) -> bool:
        """Whether a text holds the key in letters; line ends and marks between digits do not hide it."""
        if any(each in text for each in self._texts):
            return True
        bare = "".join(text.split())
        low = bare.replace(":", "").replace("0x", "").replace(",", "").casefold()
        return any(each in bare or each in low for each in self._texts)


def _spellings(secret: bytes) -> set[str]:
    """The letters that stand for the key wherever it begins in a longer run."""
    found = {secret.hex(), secret.decode("latin-1")}
    for start in range(THREES):
        coded = base64.b64encode(b"\x00" * start + secret).decode("ascii")
        inner = coded[4 if start else 0 : -4]
        found |= {inner, inner.replace("+", "-").replace("/", "_")}
    for start in range(FIVES):
        coded = base64.b32encode(b"\x00" * start + secret).decode("ascii")
        inner = coded[8 if start else 0 : -8]
        found |= {inner, inner.casefold()}
    return found

"""The pseudonym key: found, checked, never shown.

Real studies keep 32 random bytes in a file of mode 0600 outside every repository. Fictional studies use a public key,
which protects nothing and therefore is refused for anything else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from scripts.ground.config import Config
from scripts.ground.faults import KeyFault

KEY_BYTES = 32
PUBLIC_DEMO_KEY = hashlib.sha256(b"public key of the fictional demonstration; it protects nobody").digest()
ENVIRONMENT = "EVALUATION_KEY_FILE"
PREFIXES = {"person": "P", "organisation": "O", "document": "D", "quote": "Q"}
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True, repr=False)
class Key:
    """A key and its version; it can make pseudonyms and digests, and never prints itself."""

    secret: bytes
    version: int = 1

    def pseudonym(self, domain: str, canonical_id: str) -> str:
        """A stable pseudonym, e.g. `P1-7KQ2M4XN5A`.

        HMAC-SHA256 (RFC 2104) over domain, a zero byte and the canonical id; base32, ten characters.
        """
        message = domain.encode() + b"\x00" + canonical(canonical_id).encode()
        digest = hmac.new(self.secret, message, hashlib.sha256).digest()
        return f"{PREFIXES[domain]}{self.version}-{base64.b32encode(digest).decode()[:10]}"

    def digest(self, sha256: str) -> str:
        """Keyed digest over the SHA-256 of raw content, so that nobody without the key can test guesses about it."""
        return hmac.new(self.secret, b"raw\x00" + sha256.encode(), hashlib.sha256).hexdigest()

    @property
    def fingerprint(self) -> str:
        """What records may show: it tells two keys apart and reveals neither."""
        return hmac.new(self.secret, b"fingerprint", hashlib.sha256).hexdigest()[:16]


def canonical(text: str) -> str:
    """One spelling of an id: NFKC, no invisible characters, case folded, single spaces."""
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    return " ".join(plain.split())


def load_key(config: Config) -> Key:
    """The study's key.

    Raises KeyFault when it is missing, weak, exposed, or the public demo key is used for real data.
    """
    named = os.environ.get(ENVIRONMENT) or config.study.places.key_file
    fictional = config.study.publication.fictional
    if not named:
        if fictional:
            return Key(PUBLIC_DEMO_KEY)
        raise _fault("No key is named.", "Create one with: make key STUDY=...")
    path = Path(named).expanduser()
    if not path.is_absolute():
        path = config.folder / path
    secret = _read(path)
    if secret == PUBLIC_DEMO_KEY and not fictional:
        raise _fault("The public demo key protects nobody.", "Create a key with: make key STUDY=...")
    return Key(secret)


def create_key(path: Path) -> None:
    """Write a new random key, readable by its owner only; an existing file is never overwritten."""
    refuse_tracked(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _fault("There is a key already.", "Keep it: with another key every pseudonym changes.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))


def _read(path: Path) -> bytes:
    if path.is_symlink():
        raise _fault("The key file is a symbolic link.", "Name the file itself.")
    if not path.is_file():
        raise _fault("The key file does not exist.", "Restore it from your backup, or create one with: make key STUDY=...")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise _fault("Others can read the key file.", "Run: chmod 600 on the key file.")
    refuse_tracked(path)
    secret = path.read_bytes()
    if len(secret) < KEY_BYTES:
        raise _fault("The key is too short.", "It needs 32 random bytes; create one with: make key STUDY=...")
    if len(set(secret)) < KEY_BYTES // 4 or all(32 <= byte < 127 or byte in b"\r\n\t" for byte in secret):
        raise _fault("The key is not random (constant or typed text).", "Create one with: make key STUDY=...")
    return secret


def refuse_tracked(path: Path) -> None:
    """Refuse a key inside a git work tree: sooner or later it would be pushed."""
    for folder in (*path.absolute().parents, *path.resolve().parents):
        if (folder / ".git").exists():
            raise _fault("The key file lies inside a git repository.", "Keep it outside, e.g. in your home folder.")


def _fault(what: str, remedy: str) -> KeyFault:
    return KeyFault(what, where=f"key_file in config/study.yaml, or {ENVIRONMENT}", remedy=remedy)

"""The pseudonym key: found, checked, never shown.

- Real studies keep 32 random bytes in a file of mode 0600 outside every repository and outside the study folder.
- A rotated key file holds every version, oldest first, with a checksum: new things are written under the newest, and what was
  named under an earlier one is still recognised. One file, so that no backup holds half of it.
- Fictional studies use a public key, which protects nothing and therefore is refused for anything else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import stat
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from scripts.ground.config import Config
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import KeyFault

KEY_BYTES = 32
# of 32 random bytes fewer than 16 differ once in many millions of years
FEWEST_DIFFERENT = 16
SEVERAL, CHECK_BYTES = b"EVALKEYS", 8
PUBLIC_DEMO_KEY = hashlib.sha256(b"public key of the fictional demonstration; it protects nobody").digest()
ENVIRONMENT = "EVALUATION_KEY_FILE"
# the content of a key file in base64, for machines that have no place for a file
CONTENT = "EVALUATION_KEY"
CREATE = "Restore it from your backup, or create one with: make key STUDY=..."
# a person known only by a self-generated code is a person, yet never the one of the roster with the same id
PREFIXES = {"person": "P", "code": "P", "organisation": "O", "document": "D", "quote": "Q"}
# characters without a shape (Unicode's default ignorables): joiners, marks of direction, selectors, fillers, tags
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, repr=False)
class Key:
    """A key, its version and the versions before it; it can make pseudonyms and digests, and never prints itself."""

    secret: bytes
    version: int = 1
    earlier: tuple[Key, ...] = ()

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

    def names(self, domain: str, canonical_id: str) -> tuple[str, ...]:
        """The pseudonym under every version, the present one first: what people wrote before a rotation bears an earlier one."""
        return tuple(each.pseudonym(domain, canonical_id) for each in self.versions)

    def digests(self, sha256: str) -> tuple[str, ...]:
        """The digest under every version, the present one first."""
        return tuple(each.digest(sha256) for each in self.versions)

    @property
    def versions(self) -> tuple[Key, ...]:
        """This key and those before it, newest first."""
        return (self, *reversed(self.earlier))

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
    fictional = config.study.publication.fictional
    content = _content(config)
    if content is None:
        if fictional:
            return Key(PUBLIC_DEMO_KEY)
        raise _fault("No key is named.", "Create one with: make key STUDY=...")
    key = _key_of(content)
    if not fictional and any(each.secret == PUBLIC_DEMO_KEY for each in key.versions):
        raise _fault("The public demo key protects nobody.", "Create a key with: make key STUDY=...")
    return key


def read_key(path: Path) -> Key:
    """The key in a file; raises KeyFault when it is missing, weak or exposed."""
    return _key_of(_read(path))


def key_file(config: Config) -> Path | None:
    """Where the key lies, by the environment or else the configuration; None when nothing names a file."""
    named = os.environ.get(ENVIRONMENT) or config.study.places.key_file
    if not named:
        return None
    path = Path(named).expanduser()
    return path if path.is_absolute() else config.folder / path


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


def rotate_key(path: Path) -> Key:
    """Add a new version to a key file, in one step; the earlier versions stay in it, so that every link holds."""
    key = read_key(path)
    versions = [each.secret for each in reversed(key.versions)] + [secrets.token_bytes(KEY_BYTES)]
    content = key_content(versions)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
    return _key_of(content)


def key_content(versions: list[bytes]) -> bytes:
    """What a key file holds: the only version as it is, several with a mark and a checksum, oldest first."""
    if len(versions) == 1:
        return versions[0]
    content = SEVERAL + b"".join(versions)
    return content + hashlib.sha256(content).digest()[:CHECK_BYTES]


def refuse_known_to_git(config: Config) -> None:
    """Refuse a key whose content a git repository holds, wherever its file lies now: it was committed once.

    Looked at are the study's repository, if it lies in one, and the pipeline's own.
    """
    content = _content(config)
    if content is None or content == PUBLIC_DEMO_KEY:
        return
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    for folder in (config.folder, REPOSITORY):
        try:
            known = subprocess.run(["git", "cat-file", "-e", blob], cwd=folder, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            return
        if known:
            raise _fault(
                "Git knows this key: it was committed once, and everybody with the repository has it.",
                "Make another version with: make rotate-key STUDY=..., and remove the old one from the repository's history.",
            )


def refuse_tracked(path: Path) -> None:
    """Refuse a key inside a git work tree or a bare repository: sooner or later it would be pushed."""
    for folder in (*path.absolute().parents, *path.resolve().parents):
        is_bare = (folder / "HEAD").is_file() and (folder / "objects").is_dir()
        if is_bare or (folder / ".git").exists():
            raise _fault("The key file lies inside a git repository.", "Keep it outside, e.g. in your home folder.")


def refuse_inside_study(path: Path, study: Path) -> None:
    """Refuse a key beside the data it protects: who is handed the folder is handed everybody in it."""
    if path.resolve().is_relative_to(study.resolve()):
        raise _fault("The key file lies inside the study folder.", "Keep it elsewhere, e.g. in your home folder.")


def _content(config: Config) -> bytes | None:
    """What the environment or the key file holds; None when neither is named."""
    written, path = os.environ.get(CONTENT), key_file(config)
    if not written and path and not config.study.publication.fictional:
        refuse_inside_study(path, config.folder)
    if not written:
        return _read(path) if path else None
    if os.environ.get(ENVIRONMENT):
        raise _fault(f"Both {CONTENT} and {ENVIRONMENT} are set.", "Unset one of them; nobody can tell which key is meant.")
    try:
        return base64.b64decode(written.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise _fault(f"{CONTENT} is not base64.", "Set it to the output of: base64 -w0 KEY-FILE") from None


def _read(path: Path) -> bytes:
    if path.is_symlink():
        raise _fault("The key file is a symbolic link.", "Name the file itself.")
    if path.is_dir():
        raise _fault("The key file is a folder.", "Name the file in it.")
    if not path.exists():
        raise _fault("The key file does not exist.", CREATE)
    if not path.is_file():
        raise _fault("The key file is no ordinary file.", "Name a file that holds the key.")
    about = path.stat()
    if about.st_uid != os.geteuid():
        raise _fault("The key file belongs to another user.", "Keep a copy of your own, of mode 600.")
    if stat.S_IMODE(about.st_mode) & 0o077:
        raise _fault("Others can read the key file.", "Run: chmod 600 on the key file.")
    refuse_tracked(path)
    try:
        return path.read_bytes()
    except OSError:
        raise _fault("The key file cannot be read.", "Run: chmod 600 on the key file.") from None


def _key_of(content: bytes) -> Key:
    """The key that a file holds, with its earlier versions."""
    if not content:
        raise _fault("The key is too short: the file is empty.", CREATE)
    versions = _versions(content)
    for secret in versions:
        _refuse_weak(secret)
    if len(set(versions)) < len(versions):
        raise _fault("Two versions of the key are the same.", "Restore the key file from your backup.")
    keys = [Key(secret, number) for number, secret in enumerate(versions, start=1)]
    return Key(versions[-1], len(versions), tuple(keys[:-1]))


def _versions(content: bytes) -> list[bytes]:
    if not content.startswith(SEVERAL):
        return [content]
    body, check = content[:-CHECK_BYTES], content[-CHECK_BYTES:]
    held = body[len(SEVERAL) :]
    if not held or len(held) % KEY_BYTES or hashlib.sha256(body).digest()[:CHECK_BYTES] != check:
        raise _fault("The key file is damaged or was cut short.", "Restore it from your backup.")
    return [held[at : at + KEY_BYTES] for at in range(0, len(held), KEY_BYTES)]


def _refuse_weak(secret: bytes) -> None:
    if len(secret) < KEY_BYTES:
        raise _fault("The key is too short.", "It needs 32 random bytes; create one with: make key STUDY=...")
    if len(set(secret)) < FEWEST_DIFFERENT or all(32 <= byte < 127 or byte in b"\r\n\t" for byte in secret):
        raise _fault("The key is not random (constant or typed text).", "Create one with: make key STUDY=...")
    if len(secret) > KEY_BYTES:
        has_line_end = secret[KEY_BYTES:].strip(b"\r\n") == b""
        what = "A line end stands behind the 32 bytes of the key: an editor added it." if has_line_end else "The key is too long."
        raise _fault(what, "Restore the file of 32 bytes from your backup; with another key every pseudonym changes.")


def _fault(what: str, remedy: str) -> KeyFault:
    return KeyFault(what, where=f"key_file in config/study.yaml, or {ENVIRONMENT}", remedy=remedy)

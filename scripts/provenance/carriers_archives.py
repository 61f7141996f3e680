"""Archives: zip, tar, gzip, bzip2, xz. Every member is opened, also those that two directories of the archive tell differently.

Refused: encrypted members and links, for nobody can look into them or knows where they lead.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator

from scripts.provenance.carriers import DAMAGED, ENCRYPTED, LINK, TOO_LARGE, Inner, Piece, Refused, fault, raw

LARGEST = 128 * 1024 * 1024
LOCAL = b"PK\x03\x04"
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
GZIP_NAME, GZIP_COMMENT, GZIP_EXTRA, GZIP_HEADER = 8, 16, 4, 10


def open_zip(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Names, comments and extra fields, each member, and what lies between the members."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        yield Piece("names of parts", "\n".join(member.filename for member in members))
        yield from zip_margins(content, archive)
        for member in members:
            yield from open_member(archive, member, inner)


def zip_margins(content: bytes, archive: zipfile.ZipFile) -> Iterator[Piece]:
    """Whatever is no member: comments, extra fields, bytes before, between and behind; members that the directory hides."""
    members = archive.infolist()
    notes = [archive.comment, *(part for member in members for part in (member.comment, member.extra))]
    yield raw("comments and extra fields", b"\n".join(notes), sure=True)
    yield Piece("comments", "\n".join(note.decode("utf-8", "replace") for note in notes))
    ends = 0
    rest = []
    for member in sorted(members, key=lambda each: each.header_offset):
        rest.append(content[ends : member.header_offset])
        head = LOCAL_HEADER.unpack(content[member.header_offset : member.header_offset + LOCAL_HEADER.size])
        begins = member.header_offset + LOCAL_HEADER.size
        rest.append(content[begins : begins + head[9] + head[10]])
        ends = begins + head[9] + head[10] + member.compress_size
    rest.append(content[ends : archive.start_dir])
    rest.append(content[archive.start_dir :])
    yield raw("between the parts", b"\n".join(rest), sure=True)
    if rest[0] or any(LOCAL in each for each in rest):
        yield fault("between the parts", DAMAGED)


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, inner: Inner) -> Iterator[Piece]:
    """One member of a zip archive."""
    if member.flag_bits & 1:
        raise Refused(ENCRYPTED)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(LINK)
    if member.file_size > LARGEST:
        raise Refused(TOO_LARGE)
    if not member.is_dir():
        yield from inner(member.filename, archive.read(member))


def open_tar(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Names, owners and headers, and each member."""
    import tarfile

    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        ends = 0
        for member in archive:
            told = [member.name, member.linkname, member.uname, member.gname, *member.pax_headers.values()]
            yield Piece("names and owners of parts", "\n".join(told))
            if member.issym() or member.islnk():
                raise Refused(LINK)
            if not member.isfile() and not member.isdir():
                raise Refused(DAMAGED)
            if member.isfile():
                yield from inner(member.name, archive.extractfile(member).read())
            ends = member.offset_data + -(-member.size // 512) * 512
    yield raw("headers", content[:512], sure=True)
    yield raw("behind the last part", content[ends:], sure=True)


def open_gzip(content: bytes, inner: Inner) -> Iterator[Piece]:
    """The header's name and comment, and the one file in it."""
    import zlib

    rest, whole = content, b""
    while rest.startswith(b"\x1f\x8b"):
        yield raw("header", rest[: _gzip_header(rest)], sure=True)
        unzip = zlib.decompressobj(wbits=31)
        whole += unzip.decompress(rest, LARGEST)
        if unzip.unconsumed_tail:
            raise Refused(TOO_LARGE)
        if not unzip.eof:
            raise ValueError("cut short")
        rest = unzip.unused_data
    yield raw("behind the end", rest, sure=True)
    yield from inner("", whole)


def _gzip_header(content: bytes) -> int:
    flags, end = content[3], GZIP_HEADER
    if flags & GZIP_EXTRA:
        end += 2 + int.from_bytes(content[end : end + 2], "little")
    for flag in (GZIP_NAME, GZIP_COMMENT):
        if flags & flag:
            end = content.index(b"\x00", end) + 1
    return end


def open_bzip2(content: bytes, inner: Inner) -> Iterator[Piece]:
    """The one file in it."""
    import bz2

    yield from _unpacked(content, bz2.BZ2Decompressor, inner)


def open_xz(content: bytes, inner: Inner) -> Iterator[Piece]:
    """The one file in it."""
    import lzma

    yield from _unpacked(content, lzma.LZMADecompressor, inner)


def _unpacked(content: bytes, decompressor: type, inner: Inner) -> Iterator[Piece]:
    unpack = decompressor()
    whole = unpack.decompress(content, LARGEST)
    if not unpack.eof:
        raise Refused(TOO_LARGE)
    yield raw("behind the end", unpack.unused_data, sure=True)
    yield from inner("", whole)

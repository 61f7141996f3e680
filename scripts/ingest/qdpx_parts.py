"""What a REFI-QDA project says besides codings: codes, variables, cases, sets, links and notes.

- A description is a note on what it describes; of a code it stands with the code.
- A note stands once for each thing it is attached to, by a reference or by a link; a note attached to nothing is the project's.
- A link goes from its origin (the group) to its target (the member).
- What tables cannot hold is counted: drawings, time marks, references to nothing, and elements outside the standard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from scripts.ingest.cells import fold
from scripts.ingest.project import Attribute, CodeEntry, Membership, Note
from scripts.ingest.qdpx_archive import Archive
from scripts.ingest.qdpx_names import KINDS, SELECTIONS, SOURCES, Known, Names
from scripts.ingest.qdpx_text import plain
from scripts.ingest.qdpx_xml import children, every, guid, is_codable, name_of, tag, target, words

MEMBERS = {"MemberCode": "set", "MemberSource": "set", "MemberNote": "set", "SourceRef": "case", "SelectionRef": "case"}
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
LISTS = ("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs")
REFERENCES = ("NoteRef", "CodeRef", "SourceRef", "SelectionRef", "VariableRef", "MemberCode", "MemberSource", "MemberNote")
STANDARD = {
    *KINDS,
    *LISTS,
    *REFERENCES,
    *VALUES,
    *("VariableValue", "Description", "PlainTextContent", "SyncPoint", "Vertex", "Edge"),
}
DESCRIPTION = "description"


def codes(root: Any, names: Names) -> tuple[CodeEntry, ...]:
    """The codebook; NVivo's cases among the codes are left to the cases."""
    listed = []
    for each in every(root, "Code"):
        above = names.parents.get(each)
        parent = name_of(above) if above is not None and tag(above) == "Code" else ""
        description = words(each, "Description") or (each.get("description") or "").strip()
        if guid(each.get("guid")) not in names.cases:
            listed.append(CodeEntry(name_of(each), parent, description, is_codable(each)))
    return tuple(listed)


def ambiguous(root: Any, names: Names) -> int:
    """Names that stand for several codes; a folder of codes may bear the name of a code, for nothing can be coded to it."""
    named = (each for each in every(root, "Code") if is_codable(each) and guid(each.get("guid")) not in names.cases)
    return sum(count > 1 for count in Counter(map(name_of, named)).values())


def attributes(root: Any, names: Names) -> Iterator[Attribute]:
    """Values of variables, of cases and of sources."""
    variables = {guid(each.get("guid")): name_of(each) for each in every(root, "Variable")}
    for owner in every(root, "Case", *SOURCES):
        for each in children(owner, "VariableValue"):
            variable = next((variables.get(target(reference), "") for reference in children(each, "VariableRef")), "")
            value = next((fold(given.text or "") for given in children(each, *VALUES)), "")
            yield from (Attribute(case, variable, value) for case in _owners(owner, names))


def _owners(owner: Any, names: Names) -> list[str]:
    """A case without a name stands for all its sources."""
    sources = [names.known(target(each)) for each in children(owner, "SourceRef")] if not name_of(owner) else []
    found = [each.name for each in sources if each is not None and each.name]
    return found if tag(owner) == "Case" and found else [names.about(owner).name]


def memberships(root: Any, names: Names, left_out: Counter[str]) -> Iterator[Membership]:
    """Members of sets, sources and passages of cases, and links."""
    for group in every(root, "Set", "Case"):
        above = names.about(group)
        for each in children(group, *MEMBERS, "CodeRef"):
            member = _known(each.get("targetGUID") or each.get("guid"), names, left_out)
            if member is not None and not _is_itself(group, member, above):
                yield Membership(above.name, above.kind, member.name, member.kind)
    for link in every(root, "Link"):
        origin, end = (_known(link.get(each), names, left_out) for each in ("originGUID", "targetGUID"))
        if origin is not None and end is not None and "note" not in (origin.kind, end.kind):
            yield Membership(origin.name, f"link {name_of(link)}".strip(), end.name, end.kind)


def _is_itself(group: Any, member: Known, above: Known) -> bool:
    return tag(group) == "Case" and not name_of(group) and member.name == above.name


def _known(reference: str | None, names: Names, left_out: Counter[str]) -> Known | None:
    known = names.known(guid(reference))
    left_out["references to nothing"] += known is None
    return known


def notes(root: Any, names: Names, archive: Archive, left_out: Counter[str]) -> Iterator[Note]:
    """Memos with their texts, and descriptions."""
    attached = _attachments(root, names)
    for each in every(root, "Note"):
        text = _note_text(each, archive)
        left_out["notes without their text"] += not text
        author = names.users.get(guid(each.get("creatingUser") or each.get("modifyingUser")), "")
        for about in attached.get(guid(each.get("guid")), [Known("", "project")]):
            yield Note(name_of(each), about.name, about.kind, text, author)
    for each in every(root, *(set(KINDS) - {"Code", "Note"})):
        description = words(each, "Description")
        if description:
            about = names.about(each)
            author = names.users.get(guid(each.get("creatingUser") or each.get("modifyingUser")), "")
            yield Note(DESCRIPTION, about.name, about.kind, description, author)


def _attachments(root: Any, names: Names) -> dict[str, list[Known]]:
    """GUID of a note → what it is attached to."""
    attached: dict[str, list[Known]] = defaultdict(list)
    memos = {guid(each.get("guid")) for each in every(root, "Note")}
    for reference in every(root, "NoteRef"):
        attached[target(reference)].append(names.about(names.parents[reference]))
    for link in every(root, "Link"):
        ends = guid(link.get("originGUID")), guid(link.get("targetGUID"))
        for note, other in (ends, ends[::-1]):
            about = names.known(other)
            if about is not None and note in memos:
                attached[note].append(about)
    return attached


def _note_text(note: Any, archive: Archive) -> str:
    inside = words(note, "PlainTextContent")
    found = inside or archive.text(note.get("plainTextPath")) or archive.rich_text(note.get("richTextPath")) or ""
    return "\n".join(filter(None, (words(note, "Description"), plain(found).strip())))


def uncoded(root: Any, names: Names) -> int:
    """Passages with neither a code nor anything said about them."""
    pointed = {target(each) for each in every(root, "SelectionRef")}
    pointed |= {guid(link.get(end)) for link in every(root, "Link") for end in ("originGUID", "targetGUID")}
    marked = every(root, *SELECTIONS)
    return sum(
        not children(each, "Coding", "NoteRef") and not words(each, "Description") and guid(each.get("guid")) not in pointed
        for each in marked
    )


def not_kept(root: Any) -> Counter[str]:
    """What no table holds, by kind."""
    lost: Counter[str] = Counter()
    for each in root.iter():
        if tag(each) in SOURCES and tag(each) != "TextSource":
            lost[f"{SOURCES[tag(each)]} source"] += 1
        elif tag(each) == "Graph":
            lost["drawing"] += 1
        elif tag(each) == "SyncPoint":
            lost["time mark"] += 1
        elif tag(each) and tag(each) not in STANDARD:
            lost["element outside the standard"] += 1
    return lost

"""The codes in the cells of a table: several in one cell, and paths such as `parent\\child`.

- A name in quotation marks stays whole, whatever signs it holds.
- Of a path the last part is the code; where two paths end alike, both keep their full text, so that no two codes become one.
"""

from __future__ import annotations

import re
from collections import defaultdict

from scripts.ingest.cells import fold
from scripts.ingest.project import CodeEntry

# `\` and ` > ` are MAXQDA's signs; a name may well hold one stroke between letters, so `/` counts with evidence only.
SURE_PATH = re.compile(r"\s*\\\s*|\s*›\s*|\s+>\s+|>>")
STROKE = re.compile(r"\s*/\s*")


def split_codes(cell: str, separators: tuple[str, ...]) -> list[str]:
    """The codes one cell holds, in its order and once each."""
    signs = "|".join(re.escape(each) for each in separators)
    if not signs:
        return [fold(cell)] if fold(cell) else []
    # a separator counts where an even number of quotation marks follows: outside of a name in quotation marks
    outside = r'(?=(?:[^"]*"[^"]*")*[^"]*$)' if cell.count('"') % 2 == 0 else ""
    parts = [_unquoted(fold(part)) for part in re.split(f"(?:{signs}){outside}", cell)]
    return list(dict.fromkeys(part for part in parts if part))


def _unquoted(name: str) -> str:
    is_quoted = len(name) > 2 and name[0] == name[-1] == '"'
    return fold(name[1:-1].replace('""', '"')) if is_quoted else name


class CodeNames:
    """What each code text of a table stands for."""

    def __init__(self, texts: set[str]) -> None:
        self.paths = {text: _path(text, texts) for text in texts}
        leaves = defaultdict(set)
        for path in self.paths.values():
            leaves[path[-1]].add(path)
        self.shared = {leaf for leaf, paths in leaves.items() if len(paths) > 1}

    def name(self, text: str) -> str:
        path = self.paths[text]
        return text if len(path) > 1 and path[-1] in self.shared else path[-1]

    def entries(self) -> tuple[CodeEntry, ...]:
        """The codebook that the paths tell of, parents before their children."""
        parents: dict[str, str] = {}
        for text in sorted(self.paths):
            *above, _ = path = self.paths[text]
            for place, name in enumerate(above):
                parents.setdefault(name, path[place - 1] if place else "")
        for text in sorted(self.paths):
            above = self.paths[text][-2:-1]
            parents[self.name(text)] = above[0] if above else parents.get(self.name(text), "")
        return tuple(CodeEntry(name, parent) for name, parent in parents.items())


def _path(text: str, texts: set[str]) -> tuple[str, ...]:
    parts = [part for part in SURE_PATH.split(text) if part]
    if len(parts) > 1:
        return tuple(parts)
    strokes = [part for part in STROKE.split(text) if part]
    is_path = len(strokes) > 1 and any(_above(text, each) for each in texts)
    return tuple(strokes) if is_path else (text,)


def _above(text: str, other: str) -> bool:
    """Whether another code of the table is the path up to some stroke."""
    return text != other and STROKE.match(text, len(other)) is not None and text.startswith(other)

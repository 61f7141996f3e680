"""The few pieces of HTML that the data check is made of; every text is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

KEY = re.compile(r"`([^`\n]+)`")
# severity → the sign before the word
SIGNS = {"error": "✕", "warning": "!", "note": "i"}


class Markup(str):
    """A cell that is markup already, so it is not escaped again."""


def text(content: object) -> str:
    """Any text, escaped; names of keys and columns stand between grave accents and become code."""
    return KEY.sub(r"<code>\1</code>", escape(str(content)))


def element(name: str, *inner: str, **attributes: str) -> str:
    """An element round markup; attributes are written `class_` and `aria_label`."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{''.join(inner)}</{name}>"


def paragraph(content: str) -> str:
    """One paragraph of plain text."""
    return element("p", text(content))


def heading(level: int, title: str, id: str = "") -> str:
    """A heading, with an id where the outline leads to it."""
    return element(f"h{level}", text(title), **({"id": id} if id else {}))


def bullets(items: Iterable[str], *, ordered: bool = False) -> str:
    """A list of plain texts."""
    return element("ol" if ordered else "ul", *(element("li", text(item)) for item in items))


def table(caption: str, head: list[str], rows: list[list[object]], *, numbers: Iterable[int] = ()) -> str:
    """A table whose first column names the rows, in a frame that scrolls by itself and by keyboard; `numbers` stand right."""
    right = set(numbers)
    kinds = [{"class_": "number"} if place in right else {} for place in range(len(head))]
    top = element("tr", *(element("th", text(word), scope="col", **kind) for word, kind in zip(head, kinds, strict=True)))
    body = "\n".join(_row(row, kinds) for row in rows)
    inner = element("caption", text(caption)) + element("thead", top) + "\n" + element("tbody", body)
    return element("div", element("table", inner), class_="scroll", role="region", aria_label=caption, tabindex="0")


def severity(word: str) -> Markup:
    """A severity as word and sign; the colour only repeats them."""
    sign = element("span", SIGNS[word], aria_hidden="true")
    return Markup(element("span", sign, f" {word}", class_=f"severity {word}"))


def page(title: str, style: str, body: str) -> str:
    """The whole page; it loads nothing."""
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n{policy}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _row(cells: list[object], kinds: list[dict[str, str]]) -> str:
    first, *rest = cells
    others = (element("td", _cell(cell), **kind) for cell, kind in zip(rest, kinds[1:], strict=True))
    return element("tr", element("th", _cell(first), scope="row"), *others)


def _cell(content: object) -> str:
    return content if isinstance(content, Markup) else text(content)

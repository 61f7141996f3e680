"""Markdown that Quarto and Pandoc read alike: pipe tables, figures, escaping."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$@~^&])")
INTERVAL = re.compile(r"\S*\d\S* to \S*\d\S*")
SHORTCODE = re.compile(r"\{\{<.*?>\}\}")
MARKUP = re.compile(r"\]\{[^}]*\}|[\[*`\\]")
EXHIBIT_ID = re.compile(r"\{#((?:tbl|fig)-[\w-]+)")
# what a shortcode prints: mostly a number; by the end of its id an interval, or a verdict, of which the longest word stands here
PRINTED = "+0.00"
ELSE_PRINTED = {
    "joint": "complementarity",
    "quantitative": "inconclusive",
    "qualitative": "no change",
    "interval": "0.00 to 0.00",
}
SHORT_ID = 3
NARROWEST, WIDEST, PADDING, MARGINS = 8, 34, 4, 3
# letters on a line of a table in the PDF, and the longest word (an evidence id) for which a column makes room
PAGE, LONGEST_WORD = 110, 27
BOLD = 1.12


def table(
    id: str, caption: str, head: list[str], rows: list[list[str]], numbers_from: int = 1, words_from: int | None = None
) -> str:
    """A pipe table with caption and id; columns from `numbers_from` on are set right-aligned, those from `words_from` not."""
    widths = _widths([[_printed(line[place]) for line in [head, *rows]] for place in range(len(head))])
    numbers = range(numbers_from, len(head) if words_from is None else words_from)
    rule = [f"{'-' * width}:" if place in numbers else f":{'-' * width}" for place, width in enumerate(widths)]
    lines = [_row(head), _row(rule), *(_row(row) for row in rows)]
    return "\n".join([*lines, "", f": {caption}. {id_of(id)} {{#{id}}}", ""])


def figure(id: str, file: str, caption: str, alt: str) -> str:
    """A figure of its own paragraph; the ending is each format's."""
    words = alt.replace("\\", "\\\\").replace('"', "'").replace("\n", " ")
    return f'![{caption}. {id_of(id)}](figures/{file}){{#{id} fig-alt="{words}"}}\n'


def exhibit_id(text: str) -> str:
    """The id of a table or figure block."""
    return EXHIBIT_ID.findall(text)[-1]


def caption_of(text: str) -> str:
    """The caption of a table, without its id."""
    return text.rsplit("\n: ", 1)[-1].split(". [(`")[0]


def escape(text: str, *, keep_blanks: bool = False) -> str:
    """Text from outside, so that none of it is taken for markup; on one line."""
    one_line = re.sub(r"\s+", " ", text)
    return SPECIAL.sub(r"\\\1", one_line if keep_blanks else one_line.strip())


def labelled(id: str, name: str) -> str:
    """A behaviour as headings and tables call it: a short id (B3) helps, one that is a word repeats the name."""
    return f"{id} {name}" if len(id) <= SHORT_ID else name


def id_of(id: str) -> str:
    """An evidence id as it stands beside what it names."""
    # the class stands on a span: a class on code makes Pandoc load every syntax it can highlight, a second a format
    return f"[(`{id}`)]{{.exhibit-id}}"


def callout(kind: str, title: str, body: str) -> str:
    """A Quarto callout."""
    return f"::: {{.callout-{kind}}}\n## {title}\n\n{body}\n:::\n"


def _widths(columns: list[list[str]]) -> list[int]:
    """Relative widths: Pandoc takes them from the dashes. On a full line the wide columns give way to long words."""
    wanted = [max(NARROWEST, min(WIDEST, max(len(cell) for cell in cells))) + PADDING for cells in columns]
    least = [min(wide, _longest_word(cells) + MARGINS) for wide, cells in zip(wanted, columns, strict=True)]
    spare = sum(wanted) - sum(least)
    left = max(0, min(1, (PAGE - sum(least)) / spare)) if spare else 0
    return [low + round(left * (wide - low)) for wide, low in zip(wanted, least, strict=True)]


def _longest_word(cells: list[str]) -> int:
    """Letters of the longest word, which no line may break; an interval counts as one. Heads and verdicts are set in bold."""
    words = [word for cell in cells for word in ([cell] if INTERVAL.fullmatch(cell) else cell.split())]
    return round(BOLD * min(LONGEST_WORD, max(map(len, words), default=0)))


def _printed(cell: str) -> str:
    """About what a reader will see: a shortcode is longer than what it prints."""
    return SHORTCODE.sub(lambda found: ELSE_PRINTED.get(found[0].split()[2].rsplit("-", 1)[-1], PRINTED), MARKUP.sub("", cell))


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"

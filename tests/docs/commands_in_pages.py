"""What the documentation tells a reader to type, page by page and in the order of each page.

- lines of fenced blocks that begin with a program; lines joined by a backslash or `&&` are one command
- inline code that is a whole command (`make audit`), or options given to one (`JSON=yes`, `--root HASH`)
- the output shown right below a command, where a page shows one
"""

from __future__ import annotations

import re
from textwrap import dedent

from scripts.ground.environment import REPOSITORY

# the changelog tells of the past: what it names need not be typed any more
FOLDERS = ("README.md", "CONTRIBUTING.md", "docs/**/*.md", "workflow/scaffold/**/*.md", "results/*.md")
PAGES = sorted(path.relative_to(REPOSITORY).as_posix() for pattern in FOLDERS for path in REPOSITORY.glob(pattern))

COMMAND = re.compile(r"(?:make|python3?|pip|uv|git|cd|conda|snakemake|unzip|\.venv/bin/[\w.-]+) \S")
OPTIONS = re.compile(r"(?:[A-Z][A-Z_]*=|--[a-z])\S")
CODE = re.compile(r"^ *```[^\n`]*\n(?P<block>.*?)^ *```|`(?P<inline>(?:[^`\n]|\n(?![ \t]*\n))+)`", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^```\n(?P<command>[^\n]+)\n```\n\n```\n(?P<output>.*?)^```", re.MULTILINE | re.DOTALL)
JOINED = re.compile(r"\s*\\\n\s*|(?<=&&)\s*\n\s*")
REMARK = re.compile(r"\s+#\s.*$")


def read(page: str) -> str:
    return (REPOSITORY / page).read_text(encoding="utf-8")


def documented(text: str) -> list[str]:
    """Commands and options of a page in its order, each as often as it stands there."""
    found: list[str] = []
    for code in CODE.finditer(text):
        if code["block"] is not None:
            found += [line for line in _lines(code["block"]) if COMMAND.match(line)]
        elif COMMAND.match(inline := _on_one_line(code["inline"])) or OPTIONS.match(inline):
            found.append(inline)
    return found


def examples(text: str) -> dict[str, str]:
    """The output that a page shows right below a command, by command."""
    shown = {each["command"]: each["output"] for each in EXAMPLE.finditer(text)}
    return {command: output for command, output in shown.items() if COMMAND.match(command) and not COMMAND.match(output)}


def agrees(shown: str, told: str) -> bool:
    """Whether a shown output is the real one, line by line; `...` stands for the rest of a line, or for any lines."""
    expected = (
        r"(?:.*\n)*" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n" for line in shown.splitlines()
    )
    return re.fullmatch("".join(expected), told) is not None


def _lines(block: str) -> list[str]:
    joined = JOINED.sub(" ", dedent(block))
    return [_on_one_line(REMARK.sub("", line.removeprefix("$ "))) for line in joined.splitlines()]


def _on_one_line(code: str) -> str:
    return " ".join(code.split())

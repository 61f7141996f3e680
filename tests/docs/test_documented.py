"""Every command in the documentation is executed by the tests, or there is a reason why not; test_typed.py executes them."""

from __future__ import annotations

import re
import subprocess
from importlib.util import find_spec

import pytest

from scripts.ground.environment import REPOSITORY
from tests.docs.commands_in_pages import PAGES, agrees, documented, examples, read
from tests.docs.documented import CODE, DEMONSTRATION, FINISHED, NOT_RUN, OWN_STUDY, Chapter

CHAPTERS = (*FINISHED, *DEMONSTRATION, *OWN_STUDY, *CODE)
LINES = [typed.line for chapter in CHAPTERS for typed in chapter.typed]
KNOWN = {typed.documented for chapter in CHAPTERS for typed in chapter.typed} | NOT_RUN.keys()
NEW = "new or changed: add it to tests/docs/documented.py, to the story of its situation or to NOT_RUN"
OLD = "no page tells it any more: take it out of tests/docs/documented.py, or put it back into the page"
PAGE = """Type `make
report STUDY=x`, or `make` with `JSON=yes`, `--root HASH`, `config/x.yaml`.

   ```
   $ make one \\
       --more  # a remark
   cd there &&
   python two.py
   made by nobody
   ```
"""


@pytest.mark.parametrize("page", PAGES)
def test_every_documented_command_is_executed_or_there_is_a_reason_why_not(page: str) -> None:
    assert {command: NEW for command in documented(read(page)) if command not in KNOWN} == {}


def test_every_command_of_the_table_is_documented() -> None:
    told = {command for page in PAGES for command in documented(read(page))}
    assert dict.fromkeys(KNOWN - told, OLD) == {}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: f"{chapter.page}: {chapter.typed[0].documented}")
def test_commands_are_executed_in_the_order_of_their_page(chapter: Chapter) -> None:
    left = iter(documented(read(chapter.page)))
    first_out_of_order = next((typed.documented for typed in chapter.typed if typed.documented not in left), None)
    assert first_out_of_order is None, f"{chapter.page} does not tell it there; order the steps in documented.py as the page does"


@pytest.mark.parametrize("line", sorted({line for line in LINES if line.startswith("make ")}))
def test_make_hears_every_variable_that_is_typed(line: str) -> None:
    target, makefile = line.split()[1], read("Makefile")
    (recipe,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)*)", makefile, re.MULTILINE)
    assert [name for name in re.findall(r"\b([A-Z_]+)=", line) if f"$({name})" not in recipe] == []


@pytest.mark.parametrize("command", [command for command in NOT_RUN if command.startswith("make ")])
def test_make_knows_what_is_not_run(command: str) -> None:
    told = subprocess.run([*command.split(), "--dry-run"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    modules = re.findall(r"-m ([\w.]+)", told)
    assert modules and [module for module in modules if not find_spec(module)] == []


@pytest.mark.parametrize("command", [command for command in NOT_RUN if not command.startswith("make ")])
def test_files_that_a_command_not_run_names_exist(command: str) -> None:
    files = [word for word in command.split() if word.startswith("workflow/") or word.endswith((".yml", ".txt"))]
    assert [name for name in files if not (REPOSITORY / name).exists()] == []


def test_commands_and_options_are_found_in_blocks_and_in_lines() -> None:
    assert documented(PAGE) == ["make report STUDY=x", "JSON=yes", "--root HASH", "make one --more", "cd there && python two.py"]


def test_the_output_below_a_command_is_found() -> None:
    assert examples("```\nmake one\n```\n\n```\nyes\n```\n") == {"make one": "yes\n"}
    assert examples("```\nmake one\n```\n\n```\nmake two\n```\n") == {}


@pytest.mark.parametrize(
    ("told", "is_so"),
    [("a 1\nb\nc\n", True), ("a 2\nx\ny\nc\n", True), ("b 1\nc\n", False), ("a 1\nb\nd\n", False), ("a 1\nc\nd\n", False)],
)
def test_an_example_agrees_line_by_line_except_where_it_is_shortened(told: str, is_so: bool) -> None:
    assert agrees("a ...\n...\nc\n", told) is is_so

"""What the documentation says exists: links, make targets, files, evidence ids, columns of sources."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from scripts.commands.reference import commands_page
from scripts.ground.environment import REPOSITORY
from scripts.ground.schemas.ingest import People, Projects, Withdrawals
from scripts.ingest.surveys import OPEN, OWN

PAGES = sorted(
    path for pattern in ("*.md", "docs/**/*.md", "workflow/scaffold/**/*.md", "results/*.md") for path in REPOSITORY.glob(pattern)
)
# what the demonstration is known to give, id by id
EVIDENCE = REPOSITORY / "tests/golden/demo.json"

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
MAKE = re.compile(r"^make ([a-z-]+)", re.MULTILINE)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
# ids whose form tells them apart from names of steps, files and config keys
EVIDENCE_ID = re.compile(r"\b(?:behaviour\.B\d[\w.]*|verdict\.[a-z]\w*(?:\.\w+)*|(?:tbl|fig)-[\w-]+|q-[0-9a-f]{8})\b")
VARIABLE = re.compile(r"\{\{< var ([\w-]+) >\}\}")
REPOSITORY_PATH = re.compile(r"^(?:scripts|workflow|config|report|tests|docs)/[\w./-]*$")
FORBIDDEN = re.compile(r"/(?:home|work|root|Users)/|pypi\.org|pythonhosted|anaconda\.org", re.IGNORECASE)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def anchors(page: Path) -> set[str]:
    """Anchors of a page's headings, as code hosts make them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(read(page))}


def promised_missing() -> list[str]:
    """Sentences of the changelog that say what is not there yet, as names of make targets."""
    status = read(REPOSITORY / "CHANGELOG.md").split("## Status", 1)[1]
    return re.findall(r"`make ([a-z-]+)`", status)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", read(page))):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


def test_every_picture_exists() -> None:
    shown = [target for target in LINK.findall(read(REPOSITORY / "README.md")) if target.endswith(".png")]
    assert shown and [target for target in shown if not (REPOSITORY / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_command_names_a_target(page: Path) -> None:
    page_of_commands = commands_page(read(REPOSITORY / "Makefile"))
    targets = set(re.findall(r"^\| `make ([a-z-]+)`", page_of_commands, re.MULTILINE))
    text = read(page)
    code = [*FENCE.findall(text), *INLINE.findall(FENCE.sub("", text))]
    told = {target for each in code for target in MAKE.findall(each)}
    allowed = targets | (set(promised_missing()) if page.name == "CHANGELOG.md" else set())
    assert told <= allowed


def test_what_is_said_to_be_missing_is_missing() -> None:
    assert [target for target in promised_missing() if f"\n{target}:" in read(REPOSITORY / "Makefile")] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_evidence_id_exists(page: Path) -> None:
    ids = set(json.loads(read(EVIDENCE)))
    text = read(page)
    shown = set(EVIDENCE_ID.findall(re.sub(r"scripts/\S+", "", text)))
    assert {each.rstrip(".") for each in shown} - ids == set()
    assert set(VARIABLE.findall(text)) <= {each.replace(".", "-") for each in ids}


@pytest.mark.parametrize("page", [page for page in PAGES if "scaffold" not in name(page)], ids=name)
def test_every_file_named_exists(page: Path) -> None:
    optional = {"config/explanations.yaml", "config/links.csv", "config/redaction_decisions.csv", "config/codebook_versions/"}
    named = {each for each in INLINE.findall(FENCE.sub("", read(page))) if REPOSITORY_PATH.match(each)} - optional
    of_a_study = {each for each in named if each.startswith(("config/prose", "data/"))}
    assert [each for each in sorted(named - of_a_study) if not (REPOSITORY / each).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_machine_or_a_package_index(page: Path) -> None:
    assert FORBIDDEN.findall(read(page)) == []


def test_the_columns_of_sources_are_those_the_readers_know() -> None:
    rows = dict(re.findall(r"^\| `(\w+)`[^|]*\|[^|]*\| ([^|]+) \|$", read(REPOSITORY / "docs/bring-your-data.md"), re.MULTILINE))
    told = {kind: set(columns.split(", ")) for kind, columns in rows.items()}
    place = {"source", "source_row"}
    assert told["roster"] == set(People.columns) - place
    assert told["withdrawals"] == set(Withdrawals.columns) - place
    assert told["survey"] == {*OWN, OPEN}
    assert told["projects"] == (set(Projects.columns) - place - {"document"}) | {"title", "aim"}


def test_the_citation_names_the_version_of_the_changelog() -> None:
    citation = yaml.safe_load(read(REPOSITORY / "CITATION.cff"))
    assert f"## {citation['version']}\n" in read(REPOSITORY / "CHANGELOG.md")

"""The reporting checklists point to parts that the report has."""

import re

import yaml

from scripts.ground.environment import REPOSITORY
from scripts.report.chapters import BY

ITEMS = yaml.safe_load((REPOSITORY / "report/checklists.yml").read_text(encoding="utf-8"))
CHAPTERS = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "report/chapters").glob("*.qmd"))


def test_every_item_points_to_a_section_to_the_aims_or_says_that_it_stands_elsewhere():
    sections = set(re.findall(r"\{#(sec-[\w-]+)\}", CHAPTERS)) | {"aims", "none"}
    assert {each["section"] for each in ITEMS} <= sections


def test_every_item_says_who_answers_it():
    assert {each["answered"] for each in ITEMS} == set(BY)


def test_what_stands_outside_the_report_is_for_the_team_to_tell():
    assert all(each["answered"] == "human" for each in ITEMS if each["section"] == "none")


def test_only_uptake_asks_for_attendance():
    assert [each["item"].split(",")[0] for each in ITEMS if "needs" in each] == ["how well it was taken up"]


def test_the_three_lists_are_there():
    assert {each["list"] for each in ITEMS} == {"GRAMMS", "COREQ", "TIDieR"}

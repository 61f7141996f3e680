"""The released page beside `make trace`: ten ids drawn at random say the same in both; nothing axe-core objects to."""

import os
import random
from pathlib import Path

import pytest

from scripts.commands.trace import trace

# axe-core comes from npm (`npm install axe-core`); AXE_CORE names its axe.min.js
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = "levels => axe.run(document, {runOnly: levels}).then(found => found.violations.map(each => each.id))"
DRAWN, SEED = 10, 7
PANEL = """() => [...document.querySelectorAll('.lineage-panel section')].map(
  part => [...part.querySelectorAll('.lineage-line')].map(line => line.textContent))"""


@pytest.fixture(scope="module")
def page(browser, demo):
    opened = browser.new_page()
    opened.set_default_timeout(10_000)
    opened.goto((demo / "results/release/report.html").as_uri())
    return opened


def shown(page):
    first, *others = page.evaluate(PANEL)
    lines = [page.locator("#lineage-title").text_content(), *first]
    return [*lines, *(line for block in others for line in ["", *block])]


def test_ten_ids_drawn_at_random_say_in_the_panel_what_make_trace_prints(page, demo):
    ids = sorted(set(page.locator("[data-lineage]").evaluate_all("all => all.map(each => each.dataset.lineage)")))
    kinds = {id.split("-")[0] for id in ids if id.startswith(("tbl-", "fig-", "q-"))}
    assert kinds == {"tbl", "fig", "q"}
    for id in random.Random(SEED).sample(ids, DRAWN):
        page.locator(f"[data-lineage='{id}']").first.press("Enter")
        assert shown(page) == trace(id, demo, "release")
        page.keyboard.press("Escape")


def test_every_number_exhibit_and_quote_of_the_page_opens_something(page):
    marks = "[...document.querySelectorAll('main [data-evidence], main .exhibit-id')]"
    assert (
        page.evaluate(f"{marks}.filter(each => !each.dataset.lineage && !each.closest('a')).map(each => each.textContent)") == []
    )


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; AXE_CORE names its file")
@pytest.mark.parametrize("state", ["closed", "open"])
def test_an_accessibility_check_finds_nothing(page, state):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    if state == "open":
        page.locator("main p [data-lineage]").first.press("Enter")
    assert page.evaluate(CHECK, LEVELS) == []
    page.keyboard.press("Escape")

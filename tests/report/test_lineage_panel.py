"""The panels of the toy report in a real browser: by keyboard and click, on desk and phone, in print."""

from __future__ import annotations

import pytest

from tests.report.toy import rendered, toy_lineages, toy_project

SIZES = {"desktop": (1280, 900), "phone": (360, 740)}
ID = "behaviour.B3.change.mean"
SEARCH = '\n```{=html}\n<div id="lineage-search" class="lineage-search" role="search" hidden></div>\n```\n'
TABLE = "\n| A | B |\n|---|---|\n| {{< var behaviour.B1.change.mean >}} | {{< var behaviour.B2.change.mean >}} |\n| x | {{< var behaviour.B3.change.mean >}} |\n\n: Numbers. [(`tbl-change`)]{.exhibit-id} {#tbl-numbers}\n"  # noqa: E501


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    project = toy_project(folder)
    with (project / "chapters/methods.qmd").open("a") as chapter:
        chapter.write(SEARCH + TABLE)
    page = folder / "report.html"
    page.write_bytes(rendered(project, "html").content)
    return page


@pytest.fixture(params=SIZES)
def page(browser, file, request):
    width, height = SIZES[request.param]
    opened = browser.new_page(viewport={"width": width, "height": height})
    complaints = []
    opened.set_default_timeout(5000)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None)
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def number(page):
    return page.locator(f"main p [data-evidence='{ID}']").first


def panel_lines(page):
    blocks = page.locator(".lineage-panel section").evaluate_all(
        "parts => parts.map(part => [...part.querySelectorAll('.lineage-line')].map(line => line.textContent))"
    )
    blocks[0].insert(0, page.locator("#lineage-title").text_content())
    return [line for place, block in enumerate(blocks) for line in ([""] if place else []) + block]


@pytest.mark.parametrize("key", ["Enter", "Space", "click"])
def test_a_number_opens_its_lineage_and_escape_leads_back_to_it(page, key):
    if key == "click":
        number(page).click()
    else:
        number(page).focus()
        page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name=ID)
    assert dialog.is_visible()
    assert panel_lines(page) == toy_lineages().lines(ID)
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.dataset.evidence") == ID


def test_a_number_is_a_button_with_a_mark_that_is_not_colour_alone(page):
    assert number(page).get_attribute("role") == "button"
    assert number(page).evaluate("element => getComputedStyle(element).textDecorationLine") == "underline"


def test_a_table_opens_by_the_id_in_its_caption_and_a_click_beside_the_panel_closes_it(page):
    page.locator("#tbl-numbers .exhibit-id, table:has(caption .exhibit-id) .exhibit-id").first.click()
    assert panel_lines(page) == toy_lineages().lines("tbl-change")
    page.mouse.click(5, 5)
    assert not page.locator(".lineage-panel").is_visible()


def test_a_table_is_one_stop_and_the_arrows_move_inside(page):
    cells = page.locator("table").last.locator("td .lineage")
    assert [cells.nth(place).get_attribute("tabindex") for place in range(3)] == ["-1", "-1", "-1"]
    cells.nth(0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.evidence") == ID
    assert cells.nth(2).get_attribute("tabindex") == "0"


def test_the_search_finds_by_words_and_opens_by_keyboard(page):
    field = page.get_by_role("searchbox")
    field.fill("b2 change")
    assert page.get_by_role("status").text_content() == "1 found."
    field.press("Tab")
    page.keyboard.press("Enter")
    assert panel_lines(page) == toy_lineages().lines("behaviour.B2.change.mean")
    page.keyboard.press("Escape")
    field.fill("no such thing")
    assert page.get_by_role("status").text_content() == "0 found."


def test_print_shows_neither_panel_nor_search_nor_marks(page):
    number(page).click()
    page.emulate_media(media="print")
    assert not page.locator(".lineage-panel").is_visible()
    assert not page.locator("#lineage-search").is_visible()
    assert number(page).evaluate("element => getComputedStyle(element).textDecorationLine") == "none"


def test_the_open_panel_fits_the_screen(page):
    number(page).click()
    box = page.locator(".lineage-panel").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"] + 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

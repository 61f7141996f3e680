"""The released page in a real browser: nothing loaded from outside, a silent console, no sideways scrolling, an outline."""

import json

import pytest

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(params=SIZES)
def opened(browser, request, demo):
    """The page, and everything it asked for or complained about."""
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})
    asked, complaints = [], []
    page.on("request", lambda asking: asked.append(asking.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((demo / "results/release/report.html").as_uri())
    page.wait_for_load_state("networkidle")
    yield page, asked, complaints
    page.close()


def test_the_page_loads_nothing_but_itself_and_keeps_silent(opened):
    _, asked, complaints = opened
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


def test_the_page_never_scrolls_sideways(opened):
    page, _, _ = opened
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_outline_leads_to_every_chapter(opened):
    page, _, _ = opened
    links = page.locator("nav a[href^='#']").evaluate_all("links => links.map(link => link.getAttribute('href').slice(1))")
    assert len(links) > 10
    assert page.evaluate("ids => ids.filter(id => !document.getElementById(decodeURIComponent(id)))", links) == []


def test_every_picture_has_words_and_every_table_has_headers(opened):
    page, _, _ = opened
    assert page.evaluate("[...document.images].filter(image => !image.alt.trim()).length") == 0
    assert page.evaluate("[...document.querySelectorAll('table')].filter(table => !table.querySelector('th')).length") == 0


def test_every_printed_number_names_its_evidence(opened, demo):
    page, _, _ = opened
    released = json.loads((demo / "results/release/evidence.json").read_text(encoding="utf-8"))
    named = page.locator("[data-evidence]").evaluate_all("spans => spans.map(span => span.dataset.evidence)")
    assert len(named) > 100
    assert set(named) <= {each["id"] for each in released["evidence"]}

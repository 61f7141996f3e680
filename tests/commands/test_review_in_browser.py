"""The review page in a real browser: decided with keys alone, nothing loaded from outside, words never taken for HTML."""

import re

import pytest

from tests.commands.review_cases import FERRIBY, HINT, ONCE, TWICE, decisions_in, serving


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path) as running:
        yield running


@pytest.fixture(params=[(1280, 900), (500, 800)], ids=["desktop", "narrow"])
def size(request):
    width, height = request.param
    return {"width": width, "height": height}


@pytest.fixture
def page(browser, server, size):
    context = browser.new_context(viewport=size)
    opened = context.new_page()
    opened.set_default_timeout(5000)
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda asking: opened.asked.append(asking.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(server.address)
    opened.wait_for_selector("#list button")
    yield opened
    context.close()


def title(page):
    return page.inner_text("#case-title")


def said(page):
    from playwright.sync_api import expect

    return expect(page.locator("#said"))


def press(page, *keys):
    """Press keys, each when the decision before it has been answered."""
    for key in keys:
        before = page.inner_text("#said")
        page.keyboard.press(key)
        if key in "kKmpolxru":
            said(page).not_to_have_text(before)


def test_every_case_is_decided_with_keys_alone(page, tmp_path):
    assert title(page) == "“the only deaf leader in the region”"
    press(page, "k", "m", "l")
    assert page.inner_text("#count") == "3 of 3 cases decided, 4 of 4 places"
    assert title(page) == "Nothing more to decide here"
    assert decisions_in(tmp_path) == [
        (HINT, "keep", "", "p0000000a"), (TWICE, "mask", "", "everywhere"), (ONCE, "mask", "place", "everywhere"),
    ]  # fmt: skip
    assert page.complaints == []


def test_undo_brings_the_case_back(page, tmp_path):
    press(page, "k", "u")
    assert title(page) == "“the only deaf leader in the region”"
    assert page.inner_text("#count").startswith("0 of 3")
    assert decisions_in(tmp_path) == []


def test_arrows_move_and_decide_nothing(page, tmp_path):
    press(page, "ArrowDown", "ArrowRight")
    assert title(page) == "“<b>Brantham</b>”"
    press(page, "ArrowUp", "ArrowUp", "ArrowUp")
    assert title(page) == "“the only deaf leader in the region”"
    assert decisions_in(tmp_path) == []


def test_somebody_known_is_chosen_by_name_and_stored_by_pseudonym(page, tmp_path):
    press(page, "ArrowDown")
    assert "Perhaps: Tomasz Ferriby." in page.inner_text("#why")
    press(page, "a")
    page.keyboard.type(f"Tomasz Ferriby ({FERRIBY})")
    page.keyboard.press("Enter")
    said(page).to_contain_text("an alias")
    assert decisions_in(tmp_path) == [(TWICE, "alias", FERRIBY, "everywhere")]


def test_a_passage_is_generalised_in_words_typed(page, tmp_path):
    press(page, "g")
    page.keyboard.type("has a rare role, k or m")
    page.keyboard.press("Enter")
    said(page).to_contain_text("generalised")
    assert decisions_in(tmp_path) == [(HINT, "generalise", "has a rare role, k or m", "everywhere")]


def test_a_place_that_is_not_ticked_stays_open(page, tmp_path):
    press(page, "ArrowDown")
    page.locator("#places input").nth(1).uncheck()
    page.locator("#case").focus()
    press(page, "m")
    assert decisions_in(tmp_path) == [(TWICE, "mask", "", "p0000000b")]
    assert page.inner_text("#count") == "0 of 3 cases decided, 1 of 4 places"
    assert title(page) == "“Quorley”"


def test_filters_show_what_is_asked_for(page):
    def listed():
        return page.locator("#list button").count()

    assert listed() == 3
    press(page, "/")
    page.keyboard.type("quorl")
    assert (listed(), title(page)) == (1, "“Quorley”")
    page.fill("#search", "")
    page.select_option("#reason", "may point to one person without a name")
    assert listed() == 1
    page.select_option("#reason", "")
    page.select_option("#document", "D1-BBBBBBBBBB")
    assert listed() == 2
    page.select_option("#state", "done")
    assert (listed(), title(page)) == (0, "Nothing more to decide here")


def test_words_of_a_text_are_shown_as_words_in_their_context(page):
    press(page, "ArrowDown", "ArrowDown")
    assert page.inner_text("#places mark") == "<b>Brantham</b>"
    assert page.locator("#places b").count() == 0
    assert re.sub(r"\s+", " ", page.inner_text("#places blockquote")) == "=1+1 <b>Brantham</b> at the old mill"


def test_without_a_name_nothing_is_decided(page, tmp_path):
    page.fill("#by", "")
    page.locator("#case").focus()
    press(page, "m")
    assert page.evaluate("document.activeElement.id") == "by"
    assert decisions_in(tmp_path) == []


def test_single_keys_can_be_switched_off(page, tmp_path):
    press(page, "?")
    page.uncheck("#keys-on")
    page.click("#keys-close")
    page.keyboard.press("m")
    page.wait_for_timeout(100)
    assert decisions_in(tmp_path) == []


def test_only_this_machine_is_asked_and_the_token_leaves_the_address(page, server):
    ours = f"http://127.0.0.1:{server.server_port}/"
    assert all(url.startswith(ours) for url in page.asked)
    assert page.url == ours
    assert page.complaints == []


def test_the_page_never_scrolls_sideways(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_field_and_button_has_a_name(page):
    nameless = """() => [...document.querySelectorAll('input, select, button, progress')]
        .filter(each => !(each.labels?.length || each.textContent.trim())).map(each => each.outerHTML)"""
    assert page.evaluate(nameless) == []


def test_a_second_window_is_turned_away_and_finishing_says_what_is_left(page, browser, server):
    other = browser.new_context().new_page()
    assert other.goto(server.address).status == 403
    other.context.close()
    press(page, "k")
    page.click("#finish")
    said(page).to_contain_text("2 cases are left")

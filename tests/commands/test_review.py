"""The review: decisions and their file, the spreadsheet, and a server that lets one browser of this machine in."""

import http.client
import json
import os
import stat
import sys
import threading

import pytest

from scripts.commands import review
from scripts.commands.review import _only_review, _refuse_open_sheet
from scripts.commands.review_server import ReviewServer
from scripts.commands.review_sheet import read_sheet, write_sheet
from scripts.commands.review_store import FILE, Store, Wish, material_of
from scripts.ground.config import load_config
from scripts.ground.faults import Fault, Faults
from scripts.ground.schemas.anonymise import Linkage, ReviewItems
from scripts.ground.schemas.ingest import People
from scripts.ground.tables import table_bytes
from tests.anonymise.rows import row
from tests.commands.review_cases import FERRIBY, HINT, ONCE, TODAY, TWICE, decisions_in, material, serving, store_in
from tests.ground.tiny_study import tiny_study, written


def wish(item, decision, replacement="", **rest):
    return Wish(item=item, decision=decision, replacement=replacement, decided_by="AB", **rest)


def standing(store, item):
    return [each["decision"] for each in store.standing()[item]]


# decisions


def test_a_mask_holds_everywhere_and_keeping_holds_where_the_words_were_seen(tmp_path):
    store = store_in(tmp_path)
    store.decide(wish(ONCE, "mask", "place"))
    store.decide(wish(TWICE, "keep"))
    assert decisions_in(tmp_path) == [(TWICE, "keep", "", "p0000000b p0000000c"), (ONCE, "mask", "place", "everywhere")]
    store.decide(wish(TWICE, "keep", everywhere=True))
    assert decisions_in(tmp_path)[0] == (TWICE, "keep", "", "everywhere")


def test_the_file_says_who_decided_and_when_and_no_original_word(tmp_path):
    store_in(tmp_path).decide(wish(TWICE, "alias", FERRIBY, note="same person"))
    written = (tmp_path / FILE).read_text(encoding="utf-8")
    assert written.splitlines()[1] == f"{TWICE},alias,{FERRIBY},everywhere,AB,{TODAY},same person"
    assert "quorley" not in written.lower() and "Ferriby" not in written


def test_a_decision_on_some_places_leaves_the_others_and_one_on_all_replaces_them(tmp_path):
    store = store_in(tmp_path)
    store.decide(wish(TWICE, "keep", places=("p0000000c",)))
    assert standing(store, TWICE) == ["", "keep"]
    store.decide(wish(TWICE, "mask", "person", places=("p0000000b",)))
    assert standing(store, TWICE) == ["mask", "keep"]
    store.decide(wish(TWICE, "keep", places=("p0000000b",)))
    assert standing(store, TWICE) == ["keep", "keep"]
    store.decide(wish(TWICE, "mask"))
    assert decisions_in(tmp_path) == [(TWICE, "mask", "", "everywhere")]


def test_undo_goes_back_step_by_step_and_then_says_so(tmp_path):
    store = store_in(tmp_path)
    store.decide(wish(TWICE, "keep"))
    store.decide(wish(ONCE, "mask"))
    store.reopen(TWICE)
    assert [store.undo(), standing(store, TWICE)] == [TWICE, ["keep", "keep"]]
    assert [store.undo(), store.undo(), store.undo()] == [ONCE, TWICE, None]
    assert decisions_in(tmp_path) == []


def test_decisions_are_there_when_the_review_is_opened_again(tmp_path):
    store_in(tmp_path).decide(wish(ONCE, "mask"))
    assert standing(store_in(tmp_path), ONCE) == ["mask"]


def test_an_edit_by_hand_meanwhile_counts_and_is_not_overwritten(tmp_path):
    store = store_in(tmp_path)
    store.decide(wish(ONCE, "mask"))
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{HINT},keep,,,CD,2026-04-01,\n")
    store.decide(wish(TWICE, "keep"))
    assert [item for item, *_ in decisions_in(tmp_path)] == [HINT, TWICE, ONCE]
    assert [store.undo(), store.undo()] == [TWICE, None]


def test_a_faulty_edit_by_hand_is_told_and_left_as_it_is(tmp_path):
    store = store_in(tmp_path)
    (tmp_path / FILE).write_text("item,decision,decided_by,date\nr1,keep,CD,2026\n", encoding="utf-8")
    with pytest.raises((Fault, Faults), match="item"):
        store.decide(wish(ONCE, "mask"))
    assert "r1,keep" in (tmp_path / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        wish("r999999999999", "mask"), wish(ONCE, "delete"), wish(ONCE, "mask", "thing"), wish(ONCE, "keep", "x"),
        wish(ONCE, "alias", "Tomasz Ferriby"), wish(ONCE, "alias", "P1-" + "B" * 10), wish(HINT, "alias", FERRIBY),
        wish(HINT, "mask", "person"), wish(ONCE, "generalise"), wish(ONCE, "generalise", "a [name]"),
        wish(ONCE, "generalise", "x" * 121), wish(ONCE, "mask").model_copy(update={"decided_by": " "}),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_carried_out_is_refused_and_nothing_is_written(tmp_path, wrong):
    with pytest.raises((Fault, Faults)) as told:
        store_in(tmp_path).decide(wrong)
    assert "Ferriby" not in str(told.value)
    assert not (tmp_path / FILE).exists()


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    store = store_in(tmp_path)
    store.decide(wish(ONCE, "mask"))

    def full(_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Fault, match="cannot be written"):
        store.decide(wish(TWICE, "mask"))
    monkeypatch.undo()
    assert [item for item, *_ in decisions_in(tmp_path)] == [ONCE]
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["redaction_decisions.csv"]


def test_many_decisions_at_once_are_all_kept(tmp_path):
    store = store_in(tmp_path)
    threads = [threading.Thread(target=store.decide, args=(wish(item, "mask"),)) for item in (HINT, TWICE, ONCE) * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [item for item, *_ in decisions_in(tmp_path)] == [HINT, TWICE, ONCE]


def test_a_second_review_of_a_study_is_refused(tmp_path):
    (tmp_path / ".snakemake").mkdir()
    with _only_review(tmp_path), pytest.raises(Fault, match="open already"), _only_review(tmp_path):
        pass


# the spreadsheet


def test_a_sheet_filled_in_says_the_same_as_the_page(tmp_path):
    store, sheet = store_in(tmp_path), tmp_path / "sheet.csv"
    assert write_sheet(sheet, store.material, store.standing()) == 3
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    filled = (
        sheet.read_text(encoding="utf-8-sig")
        .replace(f"{TWICE},,", f"{TWICE},alias,{FERRIBY}")
        .replace(f"{ONCE},", f"{ONCE},Keep")
    )
    sheet.write_text(filled.replace(",", ";"), encoding="cp1252")
    assert read_sheet(sheet, store, "AB") == 2
    assert decisions_in(tmp_path) == [(TWICE, "alias", FERRIBY, "everywhere"), (ONCE, "keep", "", "p0000000d")]
    assert write_sheet(tmp_path / "rest.csv", store.material, store.standing()) == 1


def test_a_cell_of_the_sheet_is_no_formula(tmp_path):
    store, sheet = store_in(tmp_path), tmp_path / "sheet.csv"
    write_sheet(sheet, store.material, store.standing())
    assert "'=1+1" in sheet.read_text(encoding="utf-8-sig") and ",=1+1" not in sheet.read_text(encoding="utf-8-sig")


def test_all_faults_of_a_sheet_are_told_by_line_and_the_rest_is_recorded(tmp_path):
    store, sheet = store_in(tmp_path), tmp_path / "sheet.csv"
    sheet.write_text(f"item,decision,replacement\n{HINT},alias,{FERRIBY}\n{ONCE},mask,\n{TWICE},burn,\n", encoding="utf-8")
    with pytest.raises(Faults) as told:
        read_sheet(sheet, store, "AB")
    assert [each.where for each in told.value.faults] == ["the sheet, line 2", "the sheet, line 4"]
    assert decisions_in(tmp_path) == [(ONCE, "mask", "", "everywhere")]


def test_a_sheet_with_original_words_may_lie_in_the_restricted_zone_or_outside_only(tmp_path):
    config = load_config(tiny_study(tmp_path / "study"))
    _refuse_open_sheet(config, tmp_path / "sheet.csv")
    _refuse_open_sheet(config, tmp_path / "study/results/restricted/sheet.csv")
    for place in ("results/pseudonymised", "config", "."):
        with pytest.raises(Fault):
            _refuse_open_sheet(config, (tmp_path / "study" / place / "sheet.csv").resolve())


# the server


class Browser:
    """A client that sends exactly what a test says."""

    def __init__(self, server):
        self.server = server
        self.host = f"127.0.0.1:{server.server_port}"
        self.cookie = ""

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=5)
        usual = {"Host": self.host, "Cookie": self.cookie, "Origin": f"http://{self.host}", "Content-Type": "application/json"}
        sent = {name: value for name, value in {**usual, **headers}.items() if value is not None}
        connection.request(method, path, None if body is None else json.dumps(body).encode(), sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def enter(self):
        answer, _ = self.ask("GET", self.server.address.split(self.host)[1])
        self.cookie = answer.headers.get("Set-Cookie", "").split(";")[0]
        return answer


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path) as running:
        yield running


@pytest.fixture
def browser(server):
    client = Browser(server)
    client.enter()
    return client


MASK = {"item": ONCE, "decision": "mask", "decided_by": "AB"}


def test_it_listens_on_this_machine_only(server):
    assert server.server_address[0] == "127.0.0.1"


def test_the_address_lets_in_once_and_gives_a_cookie_that_scripts_and_other_sites_do_not_get(server):
    first, second = Browser(server), Browser(server)
    answer = first.enter()
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Strict"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert first.ask("GET", "/")[0].status == 200
    refused = second.enter()
    assert (refused.status, refused.headers["Set-Cookie"]) == (403, None)
    assert second.ask("GET", "/review.json")[0].status == 403


@pytest.mark.parametrize("path", ["/", "/page.js", "/review.json", "/?token=", "/?token=wrong", "/nothing"])
def test_without_the_cookie_nothing_is_shown(server, path):
    answer, content = Browser(server).ask("GET", path)
    assert answer.status == 403
    assert b"Quorley" not in content


def test_everything_is_kept_out_of_stores_frames_and_other_pages(browser):
    for path in ("/", "/page.css", "/page.js", "/review.json", "/nothing"):
        headers = browser.ask("GET", path)[0].headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"]) == ("no-referrer", "nosniff")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost.evil.example", ""])
def test_another_host_name_is_refused(browser, host):
    assert browser.ask("GET", "/review.json", Host=host)[0].status == 421
    assert browser.ask("POST", "/decide", MASK, Host=host)[0].status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": None}, 403), ({"Origin": "null"}, 403), ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403), ({"Cookie": ""}, 403), ({"Cookie": "review=guess"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403), ({"Content-Type": "text/plain"}, 415), ({"Content-Length": "9999999"}, 413),
        ({"Content-Length": "x"}, 411),
    ],
    ids=str,
)  # fmt: skip
def test_only_the_page_itself_may_change_anything(browser, tmp_path, headers, status):
    assert browser.ask("POST", "/decide", MASK, **headers)[0].status == status
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "body", [[], "x", {}, {"item": 1}, {**MASK, "places": 3}, {**MASK, "more": 1}, {**MASK, "everywhere": "x"}]
)
def test_a_strange_request_is_refused_in_words(browser, tmp_path, body):
    answer, content = browser.ask("POST", "/decide", body)
    assert answer.status == 400
    assert b"Traceback" not in content
    assert not (tmp_path / FILE).exists()


def test_a_decision_is_saved_at_once_and_undone(browser, tmp_path):
    answer, content = browser.ask("POST", "/decide", MASK)
    assert (answer.status, json.loads(content)["standing"][ONCE][0]["decision"]) == (200, "mask")
    assert decisions_in(tmp_path) == [(ONCE, "mask", "", "everywhere")]
    assert json.loads(browser.ask("POST", "/undo", {})[1])["undone"] == ONCE
    assert decisions_in(tmp_path) == []


def test_a_decision_that_cannot_be_carried_out_is_answered_in_words(browser):
    answer, content = browser.ask("POST", "/decide", {**MASK, "item": HINT, "replacement": "person"})
    assert answer.status == 409
    assert "The case is a hint" in json.loads(content)["fault"]


def test_finishing_ends_the_server(tmp_path):
    running = ReviewServer(store_in(tmp_path), "Tiny", "AB")
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    client = Browser(running)
    client.enter()
    assert client.ask("POST", "/finish", {})[0].status == 200
    thread.join(timeout=5)
    assert not thread.is_alive()
    running.server_close()


# the command


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study whose texts are redacted already."""
    folder = tiny_study(tmp_path / "study")
    rows = [each for places in material().cases.values() for each in places]
    person = row(People, person="A1", given_name="Tomasz", family_name="Ferriby", part="participant")
    linked = row(Linkage, person="A1", pseudonym=FERRIBY, standing="active")
    for path, table, content in (
        ("anonymise/review_items.csv", ReviewItems, rows),
        ("anonymise/linkage.csv", Linkage, [linked]),
        ("ingest/people.csv", People, [person]),
    ):
        written(folder / "results/restricted" / path, table_bytes(content, table, path).decode())
    monkeypatch.setattr(review, "run_workflow", lambda config, target, cores: 0)
    return folder


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["review", *map(str, arguments)])
    return review.main()


def test_the_command_writes_a_sheet_and_reads_it_when_it_is_filled_in(study, tmp_path, monkeypatch, capsys):
    sheet = tmp_path / "sheet.csv"
    assert run(monkeypatch, study, "--sheet", sheet) == 0
    filled = sheet.read_text(encoding="utf-8-sig").replace(f"{TWICE},,", f"{TWICE},alias,{FERRIBY}")
    sheet.write_text(filled, encoding="utf-8")
    assert run(monkeypatch, study, "--sheet", sheet) == 2
    assert "Add BY=initials" in capsys.readouterr().err
    assert run(monkeypatch, study, "--sheet", sheet, "--by", "AB") == 0
    assert "decided   1 of 3 cases" in capsys.readouterr().out
    assert decisions_in(study) == [(TWICE, "alias", FERRIBY, "everywhere")]


def test_the_people_offered_are_those_of_the_roster_by_name_and_pseudonym(study):
    assert material_of(load_config(study)).people == [{"pseudonym": FERRIBY, "name": "Tomasz Ferriby"}]


def test_decisions_made_before_a_rotation_of_the_key_still_stand(study, tmp_path):
    old = material()
    old.cases[ONCE][0]["earlier"] = "r00000000009c/p000009d0"
    written(study / "results/restricted/anonymise/review_items.csv", table_bytes(old.cases[ONCE], ReviewItems, "x").decode())
    written(study / FILE, "item,decision,scope,decided_by,date\nr00000000009c,keep,p000009d0,AB,2026\n")
    store = Store(study / FILE, material_of(load_config(study)), TODAY)
    assert standing(store, ONCE) == ["keep"]

import csv
import io

import pytest

from provenance.cast import DISCLOSURE, HARMLESS, ORGANISATIONS, PEOPLE, html, person
from provenance.kinds_of_file import located, picture, zipped
from scripts.ground.key import Key
from scripts.ground.models.disclosure import Disclosure
from scripts.provenance.gate import Watch, gate, list_files
from scripts.provenance.key_bytes import KeyBytes
from scripts.provenance.names import forbidden
from scripts.provenance.overlap import RawWords

KEY = Key(bytes(range(7, 39)), 2, (Key(bytes(range(200, 168, -1))),))
SAID = "and then my manager shouted at me in front of everybody in the whole office that day"
ASKED = "can you tell me about a time when you used what you learned on the course"
QUOTED = "we meet every Wednesday for ten minutes and nobody sits down until it is over"
TURNS = [
    {"document": "i:1", "part": "speaker", "text": SAID},
    {"document": "i:1", "part": "speaker", "text": f"Well, {QUOTED}."},
    {"document": "i:1", "part": "interviewer", "text": ASKED},
    {"document": "i:2", "part": "interviewer", "text": ASKED},
    {"document": "i:2", "part": "interviewer", "text": "so your director said at the Monday meeting that you were too slow"},
]
BANDS = Disclosure(bands={"role": {"Manager": "management", "Worker": "practice"}})

# class → texts that hold one
SAMPLES = {
    "name of a person": ["it was Harriet Sowerbutts"],
    "name with a slip": ["it was Harriet Sowerbuts", "it was Harreit Sowerbutts", "Sowerbuttts, Harriet", "Bronach Ashworth"],
    "family name": ["Ms Sowerbutts", "MS SOWERBUTTS", "sowerbutts"],
    "given name": ["and Harriet too", "Bronagh", "BRONAGH"],
    "roster id": ["SBL-132", "sbl132", "SBL 132", "SBL_132"],
    "organisation": ["at Aldermere", "aldermere.gov.uk", "#AldermereBoroughCouncil", "Tarn and Tarn & Fell"],
    "abbreviation of an organisation": ["the ABCX"],
    "canary": ["Zebedee Quillfeather", "zebedeequillfeather"],
    "phone number": ["07700 900123", "+44 7700 900123", "(0114) 496 0123", "020 7946 0123", "01632960123", "0161 496 0123"],
    "NHS number": ["943 476 5919", "9434765919", "943-476-5919"],
    "NI number": ["AB 12 34 56 C", "AB123456C"],
    "postcode": ["SW1A 2AA", "M1 1AE", "LS10 1AB"],
    "e-mail address": ["write to jo.bloggs@council.gov.uk", "<jo@charity.org.uk>"],
    "IP address": ["192.168.10.44", "from 81.2.69.142:8080", "2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8::8a2e:370:7334"],
    "coordinates": ["53.38297, -1.46590", "51°30'26\" N", "geo:53.3829,-1.4659"],
    "path of a person or of the restricted zone": [
        *(f"/{place}/jbloggs/study" for place in ("home", "Users")), "C:\\Users\\jbloggs\\x", "results/restricted/ingest",
        f"in /{'root'}/x",
    ],
    "pseudonym": ["P1-7KQ2M4XN5A", "organisation O2-ABCDEFGHIJ"],
    "words of a raw text": [SAID, SAID.upper(), SAID.replace(" ", "<br>"), SAID.replace(" ", "\n"), f"x {SAID[20:70]}"],
    "pseudonym key": [KEY.secret.hex(), KEY.secret.hex(":").upper()],
    "small count": [],
}  # fmt: skip
HARMLESS_TEXTS = [
    HARMLESS, ASKED, QUOTED, "version 1.2.3.4", "section 10.2.3.4", "v192.168.1.2", "127.0.0.1", "0123456789", "1234567890",
    "12345 678901 of 2021",
    "0.0778126543210", "katex@0.16.js", "somebody@example.org", "B1 2 of 3", "P1 is a person", "page P12-34",
    "sha256:9434765919943476591994347659199434765919943476591994347659199434", "10:30:45 to 11:15:00", "[1.2345, 2.3456]",
    "57.12345 (SD 4.1234)", "the home page /home", "SBL-1320", "a county council", "Part A1 2BC of it", "2001:2:3", "GB123456C",
    "the time is 07700", "tel.", "x" * 5000, "1 2 3 4 5 6 7 8 9 10 11", "harried", "sowerbuttsian",
]  # fmt: skip


def watch(disclosure=DISCLOSURE, people=PEOPLE):
    return Watch(forbidden(people, ORGANISATIONS, disclosure), RawWords(TURNS, [QUOTED]), KeyBytes(KEY), disclosure)


WATCH = watch()


def classes(name, content, by=WATCH):
    return {kind for _, kind in by.search(name, content)}


def table(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAMPLES.items() for text in texts])
def test_each_class_is_found_in_text_and_in_a_web_page(kind, text):
    assert kind in classes("a.txt", f"{HARMLESS}\n{text}\n".encode())
    assert kind in classes("a.html", html(f"<p>{text}</p>"))


def test_every_class_that_the_gate_tells_of_has_a_sample(tmp_path):
    result = gate(PEOPLE, [], ORGANISATIONS, TURNS, [], [tmp_path], DISCLOSURE, KEY)
    assert set(result["looked_for"]) == set(SAMPLES)


@pytest.mark.parametrize("text", HARMLESS_TEXTS)
def test_what_only_looks_like_an_identifier_is_left_alone(text):
    assert classes("a.txt", text.encode()) == set()


@pytest.mark.parametrize("secret", [KEY.secret, KEY.earlier[0].secret])
def test_the_key_is_found_in_every_version_and_spelling(secret):
    import base64

    for content in (
        b"x" * 50 + secret,
        b"x" * 50 + secret.hex().encode(),
        b"ab" + base64.b64encode(b"12" + secret + b"3"),
        base64.b32encode(b"123" + secret + b"45"),
    ):
        assert "pseudonym key" in classes("a.txt", content)


def test_the_fingerprint_of_the_key_may_stand():
    assert classes("a.txt", f"{HARMLESS} {KEY.fingerprint}".encode()) == set()


def test_an_approved_quote_may_stand_and_the_words_round_it_may_not():
    assert classes("a.txt", f"“{QUOTED}”".encode()) == set()
    assert classes("a.txt", QUOTED.replace("nobody", "somebody").encode()) == set()
    assert classes("a.txt", f"Well, {QUOTED}".encode()) == {"words of a raw text"}


def test_a_question_of_the_guide_may_stand_and_what_one_interviewer_said_may_not():
    assert classes("a.txt", ASKED.encode()) == set()
    assert classes("a.txt", TURNS[-1]["text"].encode()) == {"words of a raw text"}


def test_a_picture_that_tells_where_it_was_taken_fails():
    assert classes("a.jpg", picture("JPEG", exif=located())) == {"place in EXIF"}
    assert classes("a.zip", zipped({"a.jpg": picture("JPEG", exif=located())})) == {"place in EXIF"}


@pytest.mark.parametrize(
    ("rows", "small"),
    [
        ([("theme", "sponsors"), ("trust", "3 of 8")], True),
        ([("theme", "people"), ("trust", "3 of 12")], False),
        ([("theme", "sponsors"), ("trust", "some")], False),
        ([("method", "designs kept"), ("t interval", "7 of 9")], False),
        ([("role", "people"), ("any", "9")], True),
        ([("role", "people"), ("any", "10"), ("other", "0"), ("third", "[c]")], False),
        ([("answer", "practice", "management"), ("agree", "12", "9")], True),
        ([("answer", "practice", "management"), ("agree", "12", "11")], False),
        ([("answer", "count"), ("agree", "4")], True),
        ([("answer", "count"), ("4", "5")], False),
        ([("source", "read", "used", "excluded"), ("attendance", "63", "61", "2")], False),
        ([("behaviour", "mean", "g"), ("B1", "3", "0.4")], False),
    ],
)
def test_small_counts_of_tables_are_found_by_the_class_of_the_table(rows, small):
    assert (classes("t.csv", table(*rows), watch(BANDS)) == {"small count"}) is small


def test_the_same_finding_is_told_once(tmp_path):
    (tmp_path / "a.txt").write_text("Harriet Sowerbutts, and again Harriet Sowerbutts")
    found = gate(PEOPLE, [], ORGANISATIONS, [], [], [tmp_path], DISCLOSURE, KEY)["found"]
    assert len(found) == len({tuple(sorted(each.items())) for each in found})


def test_files_keep_their_folders_in_the_list(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "t.csv").write_text("a,b")
    assert [name for name, _ in list_files([tmp_path])[0]] == ["tables/t.csv"]


@pytest.mark.parametrize("roster", [[person("Amina", "Reading", "SBL-300"), person("Will", "Cohen", "SBL-301")]])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reading improved. Will power helped.", False),
        ("What will it take? Reading, mostly.", False),
        ("Cohen's d and the interval of Cohen (1988)", False),
        ("in Reading we met", False),
        ("thanks to Will for it", True),
        ("Will said so", True),
        ("Ms Reading came", True),
        ("Dr Cohen came", True),
        ("Will Cohen", True),
        ("WILL COHEN", True),
        ("will cohen", False),
        ("Cohen, Will", True),
        ("Amina", True),
    ],
)
def test_names_that_are_words_or_methods_count_only_where_they_stand_as_names(roster, text, found):
    look_for = forbidden(roster, [], Disclosure())
    assert bool(look_for.classes_in(text)) is found

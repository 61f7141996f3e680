"""The scanner, on small files; a whole study in which somebody withdraws: tests/end_to_end/test_privacy.py."""

import base64
import gzip
import io
import json
import zipfile

import pytest

from scripts.commands.forgotten import _numbers
from scripts.commands.opened import opened
from scripts.commands.people_sought import DOCUMENT, ID, MAYBE, NAME, PSEUDONYM, WORDS, runs_of, sought

SAID = "I stopped writing the plan before the visit and asked her what a good week looks like."


def person(id, given, family, known="", email=""):
    return {"person": id, "given_name": given, "family_name": family, "known_as": known, "email": email}


ME = person("SBL-101", "Zoë", "Quennell-Hartop", "Zo", "zoe.quennell@saltby.example")
OTHERS = [person("SBL-102", "Grace", "Longthorne"), person("SBL-103", "Bram", "Long")]
LOOK_FOR = sought(
    [ME], [ME, *OTHERS], {PSEUDONYM: ["P1-7KQ2M4XN5A", "P2-AAAABBBBCC"], DOCUMENT: ["D1-QQQQWWWWEE"]}, runs_of([SAID])
)


def zipped(name, text):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, text)
    return held.getvalue()


def found(tmp_path, content, name="file.txt"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return {what for said in opened(path, name) for what in LOOK_FOR.found_in(said.text)}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("row of P1-7KQ2M4XN5A here", PSEUDONYM),
        ("[participant P2-AAAABBBBCC]", PSEUDONYM),
        ("D1-QQQQWWWWEE.txt", DOCUMENT),
        ("sbl 101, SBL-1010", ID),
        ("SBL101", ID),
        ("by zoë\nQUENNELL-HARTOP", NAME),
        ("Hartop, said somebody", NAME),
        ("Zoe\u0308 Quennell\u2011Hartop", NAME),
        ("mailto:Zoe.Quennell@saltby.example", NAME),
        ("... stopped writing the plan before the visit and asked ...", WORDS),
    ],
)
def test_every_form_of_a_person_is_found(tmp_path, text, what):
    assert found(tmp_path, text) == {what}


@pytest.mark.parametrize(
    "text", ["SBL-1011 and SBL-102", "a plan before the visit", "zoonotic hartops", "P1-7KQ2M4XN5B", "Grace Longthorne", ""]
)
def test_other_people_and_words_are_left_alone(tmp_path, text):
    assert found(tmp_path, text) == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<p>Quen<b>nell</b>-Har&shy;top</p>"),
        ("page.html", "<p title='Quennell-Hartop'>-</p>"),
        ("report.docx", zipped("docProps/core.xml", "<a><creator>Quennell-Hartop</creator></a>")),
        ("book.xlsx", zipped("xl/sharedStrings.xml", "<t>Quennell-Hartop</t>")),
        ("nested.zip", zipped("inner.zip", zipped("a.txt", "Quennell-Hartop"))),
        ("nested.zip", zipped("Quennell-Hartop.txt", "x")),
        ("log.gz", gzip.compress(b"Quennell-Hartop", mtime=0)),
        ("data.json", json.dumps({"a": ["Zo\u00eb Quennell-Hartop"]})),
        ("wide.csv", "Quennell-Hartop".encode("utf-16")),
        ("wide.bin", b"\x00" + "Quennell-Hartop".encode("utf-16-le")),
        ("picture.svg", "<svg><text>Quennell-<tspan>Hartop</tspan></text></svg>"),
        ("page.html", "<img src='data:text/plain;base64," + base64.b64encode(b"about Quennell-Hartop, who").decode() + "'>"),
        ("damaged.pdf", b"%PDF-1.7 Quennell-Hartop"),
        ("damaged.docx", b"PK\x03\x04 Quennell-Hartop"),
        (base64.urlsafe_b64encode(b"results/Quennell-Hartop.csv").decode(), "{}"),
    ],
)
def test_a_file_is_opened_whatever_its_kind(tmp_path, name, content):
    assert NAME in found(tmp_path, content, name)


def test_a_name_that_somebody_else_bears_is_only_told():
    shared = sought([ME], [ME, person("SBL-104", "Zoë", "Quennell-Hartop")], {PSEUDONYM: []})
    assert shared.found_in("Zoë Quennell-Hartop") == [MAYBE]
    family = sought([ME], [ME, person("SBL-105", "Al", "Hartop")], {PSEUDONYM: []})
    assert family.found_in("Hartop") == [MAYBE]
    assert NAME in family.found_in("Zoë Quennell-Hartop")


def test_a_family_name_that_is_a_word_is_only_told():
    assert sought([OTHERS[1]], OTHERS, {PSEUDONYM: []}).found_in("Long") == [MAYBE]


def test_short_answers_count_whole_and_shorter_ones_not_at_all():
    assert runs_of(["we meet every Friday now"]) == {("we", "meet", "every", "friday", "now")}
    assert runs_of(["yes", "not really"]) == set()


def test_ranges_of_rows_are_read_as_rows():
    assert list(_numbers("2-4,7")) == [2, 3, 4, 7]
    assert list(_numbers("")) == []

"""Each protection is switched off in turn: without an opener a file is of an unknown kind, a blind one lets a name through."""

import pytest

from provenance.cast import DISCLOSURE, HARMLESS, ORGANISATIONS, PEOPLE
from provenance.planted import CARRIERS, NAME
from provenance.test_gate_classes import KEY, SAID, SAMPLES, TURNS
from scripts.ground.hashing import file_digest
from scripts.provenance import gate as gate_file
from scripts.provenance import visible
from scripts.provenance.carriers import Piece
from scripts.provenance.gate import gate

# opener → carriers that only it can open
OPENERS = {
    "open_png": ["PNG text", "PNG packed text", "PNG EXIF"],
    "open_jpeg": ["JPEG comment", "JPEG XMP"],
    "open_gif": ["GIF comment"],
    "open_tiff": ["TIFF"],
    "open_webp": ["WebP"],
    "open_gzip": ["gzip", "tar in gzip"],
    "open_bzip2": ["bzip2"],
    "open_xz": ["xz"],
    "open_tar": ["tar"],
    "open_zip": ["zip", "zip in zip"],
    "open_sqlite": ["SQLite", "SQLite deleted row"],
    "open_office": ["Word text", "Word author", "sheet hidden", "slides", "OpenDocument"],
    "open_pdf": ["PDF text", "PDF metadata", "PDF attachment"],
    "open_rtf": ["rich text"],
    "open_web": ["web text", "web comment", "drawing title"],
    "open_markup": ["markup"],
    "open_json": ["JSON", "JSON escapes", "notebook"],
    "open_json_lines": ["JSON lines"],
    "open_yaml": ["YAML", "CFF"],
    "open_mail": ["mail"],
    "open_style": ["style sheet"],
    "open_text": ["text", "table", "UTF-16"],
}
REAL = visible.opener_of


def judge(folder, name, content):
    (folder / name).write_bytes(content)
    return gate(PEOPLE, [], ORGANISATIONS, TURNS, [], [folder], DISCLOSURE, KEY)


def without(monkeypatch, opener, instead):
    def chosen(suffix, name, content):
        real = REAL(suffix, name, content)
        return instead if real is not None and real.__name__ == opener else real

    monkeypatch.setattr(visible, "opener_of", chosen)


def test_every_opener_is_switched_off_below():
    openers = {opener.__name__ for _, opener in visible.MAGIC} | {opener.__name__ for opener in visible.TEXTS.values()}
    assert openers - {"open_icon", "open_font"} <= set(OPENERS)


@pytest.mark.parametrize(("opener", "carrier"), [(opener, each) for opener, carriers in OPENERS.items() for each in carriers])
def test_without_its_opener_a_file_closes_the_gate_even_when_it_is_clean(tmp_path, monkeypatch, opener, carrier):
    without(monkeypatch, opener, None)
    result = judge(tmp_path, *CARRIERS[carrier]("Barnaby Clutterbuck"))
    assert not result["passed"]
    assert {each["class"] for each in result["found"]} <= {"unknown kind of file", "cannot be opened", "nothing could be scanned"}


@pytest.mark.parametrize(("opener", "carrier"), [(opener, each) for opener, carriers in OPENERS.items() for each in carriers])
def test_a_blind_opener_lets_the_name_through_so_the_carrier_tests_it(tmp_path, monkeypatch, opener, carrier):
    name, content = CARRIERS[carrier](NAME)
    assert not judge(tmp_path, name, content)["passed"]
    without(monkeypatch, opener, lambda content, inner: iter([Piece("text", HARMLESS, shown=True)]))
    assert judge(tmp_path, name, content)["passed"]


@pytest.mark.parametrize("opener", OPENERS)
def test_an_opener_that_breaks_closes_the_gate(tmp_path, monkeypatch, opener):
    def broken(content, inner):
        yield Piece("text", HARMLESS, shown=True)
        raise KeyError(NAME)

    without(monkeypatch, opener, broken)
    result = judge(tmp_path, *CARRIERS[OPENERS[opener][0]]("Barnaby Clutterbuck"))
    assert {each["class"] for each in result["found"]} == {"cannot be opened"}


@pytest.mark.parametrize("carrier", ["base64", "hexadecimal", "web entities twice", "percent", "quoted printable"])
def test_without_the_look_for_disguises_the_name_gets_through(tmp_path, monkeypatch, carrier):
    name, content = CARRIERS[carrier](NAME)
    assert not judge(tmp_path, name, content)["passed"]
    monkeypatch.setattr(gate_file, "deeper", lambda piece: iter(()))
    assert judge(tmp_path, name, content)["passed"]


@pytest.mark.parametrize("kind", [kind for kind, texts in SAMPLES.items() if texts])
def test_without_a_class_its_sample_gets_through_or_is_found_as_another(tmp_path, monkeypatch, kind):
    """So each sample of a class is found for its own sake."""
    text = f"{HARMLESS}\n{SAMPLES[kind][0]}\n".encode()
    told = {each["class"] for each in judge(tmp_path, "a.txt", text)["found"]}
    assert kind in told
    real = gate_file.Watch.classes_in
    monkeypatch.setattr(gate_file.Watch, "classes_in", lambda self, piece: [each for each in real(self, piece) if each != kind])
    left = {each["class"] for each in judge(tmp_path, "a.txt", text)["found"]}
    assert left == told - {kind}


LEAKS = {
    "redaction": (
        f"<p>{SAID}, said Harriet Sowerbutts of Aldermere</p>",
        {"words of a raw text", "name of a person", "organisation"},
    ),
    "pseudonyms": ("<p>SBL-132</p>", {"roster id"}),
    "stable pseudonyms of speakers": ("<p>P1-7KQ2M4XN5A</p>", {"pseudonym"}),
    "canaries": ("<p>Zebedee Quillfeather</p>", {"canary"}),
    "choice of quotes": (f"<blockquote>{SAID}</blockquote>", {"words of a raw text"}),
    "the key": (f"<!-- {KEY.secret.hex()} -->", {"pseudonym key"}),
    "zones": (
        "<a href='file:///home/jbloggs/results/restricted/ingest/people.csv'>x</a>",
        {"path of a person or of the restricted zone"},
    ),
}


@pytest.mark.parametrize("protection", LEAKS)
def test_with_another_protection_of_the_pipeline_switched_off_the_gate_closes(tmp_path, protection):
    body, expected = LEAKS[protection]
    result = judge(tmp_path, "report.html", f"<p>{HARMLESS}</p>{body}".encode())
    assert expected <= {each["class"] for each in result["found"]}


def test_with_disclosure_control_switched_off_the_gate_closes(tmp_path):
    result = judge(tmp_path, "tbl-themes.csv", b"Theme,Sponsors\nblame,1 of 4\n")
    assert {each["class"] for each in result["found"]} == {"small count"}


def test_what_the_gate_saw_is_what_it_lists(tmp_path):
    result = judge(tmp_path, "notes.txt", HARMLESS.encode())
    assert result["files"] == {"notes.txt": file_digest(tmp_path / "notes.txt")}

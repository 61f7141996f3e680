"""Clean bundles with rosters of common English names, many of them words, months, places and authors of methods: no alarm."""

import json
import random
from pathlib import Path

import pytest

from provenance.cast import DISCLOSURE, PEOPLE, docx, html, pdf, person, runs
from provenance.cast import ORGANISATIONS as ABCX
from provenance.kinds_of_file import pdf_of, picture, shows, zipped
from scripts.ground.key import PUBLIC_DEMO_KEY, Key
from scripts.ground.vocabulary import word_set
from scripts.provenance.carriers_pdf import without_references
from scripts.provenance.gate import gate

GIVEN = sorted(
    word_set(
        """
    Oliver George Harry Jack Noah Charlie Thomas Oscar William James Leo Henry Joshua Archie Isaac Alexander Joseph Edward
    Samuel Max Daniel Arthur Benjamin Mason Adam David Toby Hugo Matthew Luke Stanley Charles Louis Nathan Lewis Amelia
    Olivia Emily Ava Lily Jessica Ella Mia Sophia Charlotte Poppy Sophie Grace Alice Freya Florence Daisy Ruby Evelyn Elsie
    Willow Ivy Elizabeth Harriet Eliza Erin Lucy Eleanor Holly Nancy Rose Violet Hannah Anna Maria Georgia Victoria Will
    Mark Frank Bill Sue Pat Joy Hope Faith Dawn June May April Robin Guy Art Rob Nick Rich Miles Drew Jean Gill Patience
    Christian Sandy Gene Rod Ray Dean Grant Chase Pearl Amber Iris
    """
    )
)
FAMILY = sorted(
    word_set(
        """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green
    Hall Clarke Jackson Wood Harris Edwards Turner Martin Cooper Hill Ward Hughes Moore King Harrison Baker Lee Allen Morris
    Khan Scott Watson Parker Bennett Young Phillips Mitchell Bailey Carter Cook Singh Shaw Bell Collins Morgan Kelly Miller
    Cox Marshall Simpson Price Anderson Foster Mason Gray Webb Hunt Palmer Holmes Mills Knight Fisher Butler Pearson Fox
    Ford Owen Lawrence Day West Cole Field Hart Bird Stone Long Small Page Bishop Banks Frost Moss Reading Lincoln Bland
    Cohen Holm Welch Church Chambers Sharp Wise Good Best Case Power Cross Lane Street Park Brooks Nash Rule Law Little
    Steel Strong Waters Booth Bridges Noble Gates Key Child Merit Head Hand Foot
    """
    )
)
PROSE = (
    "Cohen's d and the interval of Wilson are reported; p values follow Holm. Reading and reflection helped. Will the "
    "change last? The mean change was 0.42 (95 % CI 0.10 to 0.74), t(35) = 2.41, p = 0.021. Mark the place. Hope and "
    "faith in the work grew. Grace was needed, and patience. In May and June 2021 the programme paused; in April it "
    "began. The Welch test, a Bland and Altman plot, and Fisher's exact test agree with Pearson's r. Good practice is a "
    "strong case for a small price. See section 10.2.3 and Table 4. A cross section of the field: 12 of 36 people, 9 of "
    "11 texts. Power was low. Best wishes to all. The head of the page is long. Version 1.2.3 of the code, commit "
    "4f9d21c0b7, root 9d0e1f. Ten digits: 0.4857773456. "
)
CODE = "def mean(values):\n    return sum(values) / len(values)\n"
ORGANISATIONS = [
    {"name": "Reading Borough Council", "abbreviation": "RBC", "domain": "reading.gov.uk", "source": "o:1", "source_row": 2}
]
BUNDLES = 50


def roster(seed):
    draw = random.Random(seed)
    return [person(draw.choice(GIVEN), draw.choice(FAMILY), f"SBL-{100 + number}") for number in range(40)]


def sentences(seed):
    draw = random.Random(seed)
    told = PROSE.split(". ")
    draw.shuffle(told)
    return ". ".join(told)


def bundle(folder: Path, seed: int) -> Path:
    text = sentences(seed)
    draw = random.Random(seed)
    numbers = [round(draw.gauss(0, 2), 10) for _ in range(200)]
    digests = {f"file{number}": f"{draw.getrandbits(256):064x}" for number in range(20)}
    table = "behaviour,n,mean,low,high\n" + "\n".join(f"B{number},36,{draw.random():.3f},0.1,0.7" for number in range(1, 7))
    files = {
        "report.html": html(f"<h1>Report</h1><p>{text}</p><style>body {{ font-family: Georgia, serif }}</style>"),
        "report.docx": docx(runs(text)),
        "evidence.json": json.dumps({"title": text, "values": numbers, "digests": digests}).encode(),
        "tables/change.csv": table.encode(),
        "plan.yaml": f"purpose: >\n  {text.replace(':', ';')}\n".encode(),
        "audit.py": CODE.encode(),
        "README.md": f"# Read me\n\n{text}\n".encode(),
        "figures/a.png": picture("PNG"),
        "figures/a.jpg": picture("JPEG"),
        "all.zip": zipped({"README.md": text, "tables/change.csv": table}),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.mark.parametrize("seed", range(3))
def test_a_clean_bundle_raises_no_alarm(tmp_path, seed):
    result = gate(roster(seed), [], ORGANISATIONS, [], [], [bundle(tmp_path, seed)], DISCLOSURE, Key(PUBLIC_DEMO_KEY))
    assert result["found"] == []


@pytest.mark.slow
def test_fifty_clean_bundles_raise_no_alarm(tmp_path):
    alarms = {}
    for seed in range(BUNDLES):
        folder = bundle(tmp_path / str(seed), seed)
        (folder / "report.pdf").write_bytes(pdf(sentences(seed)))
        found = gate(roster(seed), [], ORGANISATIONS, [], [], [folder], DISCLOSURE, Key(PUBLIC_DEMO_KEY))["found"]
        if found:
            alarms[seed] = found
    assert alarms == {}


def test_references_to_objects_of_a_pdf_are_no_numbers_of_people():
    row = b"/K[943 476 5919 0 R]"
    assert without_references(row, b"5919 0 obj\n<</Type/StructElem>>\nendobj") == b"/K[943 476 R]"
    assert without_references(row, b"5 0 obj\n<</Type/StructElem>>\nendobj") == row


# ", ABCX." in numbers, with the abbreviation of an organisation
ABBREVIATED = b"44 32 65 66 67 88 46"
STRUCTURE = {
    "tags of a page": b"9 0 obj\n<< /Type /StructElem /S /P /K[%s] >>\nendobj\n",
    "tags with links among them": b"9 0 obj\n<< /S /P /K [ %s <</Type /OBJR /Obj 5 0 R>> 99 ] >>\nendobj\n",
    "widths of letters": b"9 0 obj\n<< /Type /Font /W[1[500 600] 90 [%s]] >>\nendobj\n",
    "widths in an object of their own": b"9 0 obj\n<< /Type /Font /Widths 10 0 R >>\nendobj\n10 0 obj\n[ %s ]\nendobj\n",
    "numbers that name a parent": b"9 0 obj\n<< /Nums[%s 5 0 R] >>\nendobj\n",
}
HIDDEN = {
    "text": b"9 0 obj\n(see %s)\nendobj\n",
    "text that looks like an array": b"9 0 obj\n(/K[%s])\nendobj\n",
    "array under a key of somebody's own": b"9 0 obj\n<< /Note[%s] >>\nendobj\n",
    "array that nothing refers to": b"9 0 obj\n[ %s ]\nendobj\n",
    "behind an array": b"9 0 obj\n<< /K[1 2] >> %% %s\nendobj\n",
}


def found_in_pdf(folder: Path, more: bytes) -> set[str]:
    (folder / "report.pdf").write_bytes(pdf_of(shows("x"), more=more))
    return {each["class"] for each in gate(PEOPLE, [], ABCX, [], [], [folder], DISCLOSURE, Key(PUBLIC_DEMO_KEY))["found"]}


@pytest.mark.parametrize("carrier", STRUCTURE)
def test_numbers_of_the_structure_of_a_pdf_are_no_letters(tmp_path, carrier):
    assert found_in_pdf(tmp_path, STRUCTURE[carrier] % ABBREVIATED) == set()


@pytest.mark.parametrize("carrier", HIDDEN)
def test_numbers_of_letters_are_found_in_a_pdf_outside_its_structure(tmp_path, carrier):
    assert found_in_pdf(tmp_path, HIDDEN[carrier] % ABBREVIATED) == {"abbreviation of an organisation"}


def test_a_row_that_only_counts_up_is_no_word(tmp_path):
    counted = [ABCX[0] | {"abbreviation": "ABCDE"}]
    for text, found in (("65 66 67 68 69", []), ("32 65 66 67 68 69 32", ["abbreviation of an organisation"])):
        (tmp_path / "a.txt").write_text(f"pages {text}\n", encoding="utf-8")
        result = gate(PEOPLE, [], counted, [], [], [tmp_path], DISCLOSURE, Key(PUBLIC_DEMO_KEY))
        assert [each["class"] for each in result["found"]] == found


def test_the_counts_of_a_large_table_are_no_number_of_anybody_and_letters_one_a_field_are_a_name(tmp_path):
    counts = [{"shown": sign} for sign in ("-", "94", "34", "76", "59", "19", "-")]
    letters = [{"shown": sign} for sign in "Harriet Sowerbutts"]
    for rows, found in ((counts, set()), (letters, {"name of a person", "given name", "family name"})):
        (tmp_path / "evidence.json").write_text(json.dumps(rows), encoding="utf-8")
        result = gate(PEOPLE, [], ABCX, [], [], [tmp_path], DISCLOSURE, Key(PUBLIC_DEMO_KEY))
        assert {each["class"] for each in result["found"]} == found

import hashlib
import json
import stat
import zipfile

import pytest

from provenance.cast import DISCLOSURE, HARMLESS, ORGANISATIONS, PEOPLE, docx, html, pdf, runs
from provenance.kinds_of_file import picture, zipped
from scripts.ground.key import PUBLIC_DEMO_KEY, Key
from scripts.ground.models.disclosure import Disclosure
from scripts.provenance.gate import gate

CLEAN = {
    "report.html": html("<p>fine</p>"),
    "report.pdf": pdf("fine"),
    "report.docx": docx(runs("fine")),
    "evidence.json": json.dumps({"title": HARMLESS}).encode(),
}
KEY = Key(PUBLIC_DEMO_KEY)


def judge(folder, people=PEOPLE, names_only=(), organisations=ORGANISATIONS, disclosure=DISCLOSURE, **changed):
    files = CLEAN | {name.replace("_", "."): content for name, content in changed.items()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return look(folder, people, names_only, organisations, disclosure=disclosure)


def look(folder, people=PEOPLE, names_only=(), organisations=ORGANISATIONS, turns=(), quotes=(), disclosure=DISCLOSURE, key=KEY):
    return gate(people, names_only, organisations, turns, quotes, [folder], disclosure, key)


def classes(result, name):
    return {each["class"] for each in result["found"] if each["file"] == name}


def test_a_clean_report_passes_with_the_digest_of_every_file(tmp_path):
    result = judge(tmp_path)
    assert (result["passed"], result["found"]) == (True, [])
    assert result["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in CLEAN.items()}
    assert "name of a person" in result["looked_for"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Harriet Sowerbutts</p>",
        "<p>Sowerbutts, Harriet</p>",
        "<b>Harriet</b> <i>Sowerbutts</i>",
        "<td>Harriet</td><td>Sowerbutts</td>",
        "Harriet<br>Sowerbutts",
        "Harriet Sower<b>butts</b>",
        "<span>H</span>arriet Sow<wbr>erbutts",
        "Harriet&nbsp;Sowerbutts",
        "Harriet Sowerb&#117;tts",
        "Harriet Sower&shy;butts",
        "Harriet\n      Sowerbutts",
        "<!-- Harriet Sowerbutts -->",
        '<img alt="Harriet Sowerbutts">',
        '<a href="mailto:h.sowerbutts@aldermere.gov.uk">mail</a>',
        "<script>var who = 'Harriet Sowerbutts'</script>",
        "<style>/* Harriet Sowerbutts */</style>",
        "<?note Harriet Sowerbutts?>",
    ],
)
def test_a_name_in_a_web_page_is_found_however_it_is_split_or_hidden(tmp_path, body):
    result = judge(tmp_path, report_html=html(body))
    assert not result["passed"]
    assert "name of a person" in classes(result, "report.html")


@pytest.mark.parametrize("rest", [b"Harriet Sowerbutts", b"<!-- Harriet Sowerbutts", b'<img alt="Harriet Sowerbutts"'])
def test_a_name_after_the_last_tag_of_a_web_page_is_found(tmp_path, rest):
    assert "name of a person" in classes(judge(tmp_path, report_html=html("") + rest), "report.html")


@pytest.mark.parametrize(
    "markup",
    [
        "Harriet Sowerbutts",
        "Sowerbutts, Harriet",
        "*Harriet* _Sowerbutts_",
        "Harriet Sower#strong[butts]",
        "Harriet \\ Sowerbutts",
        "Harriet Sower-?butts",
        "#block(width: 1.6cm)[Harriet Sower-?butts]",
        "#block(width: 1.7cm)[Bronagh Ashworth-Lyle]",
        '#set document(title: "Harriet Sowerbutts")',
        '#set document(author: "Harriet Sowerbutts")',
        '#set document(keywords: ("a", "Harriet Sowerbutts"))',
        '#link("https://example.org/?q=Harriet%20Sowerbutts")[here]',
        '#link("mailto:h.sowerbutts@aldermere.gov.uk")[here]',
        '#figure(rect(), alt: "Harriet Sowerbutts")',
        "Mr Conor O'Grady",
    ],
)
def test_a_name_in_a_pdf_is_found_however_it_is_split_or_hidden(tmp_path, markup):
    result = judge(tmp_path, report_pdf=pdf(markup))
    assert not result["passed"]
    assert classes(result, "report.pdf") & {"name of a person", "family name"}


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        (runs("Harriet Sowerbutts"), {}),
        (runs("Har", "riet Sower", "butts"), {}),
        (runs("Harriet", " ", "Sowerbutts"), {}),
        (runs("Harriet Sower\u00adbutts"), {}),
        (runs("Harriet Sowerb&#117;tts"), {}),
        ("<w:p><w:r><w:t>Harriet</w:t><w:tab/><w:t>Sowerbutts</w:t></w:r></w:p>", {}),
        ("<w:p><w:r><w:t>Harriet</w:t><w:br/><w:t>Sowerbutts</w:t></w:r></w:p>", {}),
        ("<w:p><w:r><w:t>Harriet Sower</w:t><w:softHyphen/><w:t>butts</w:t></w:r></w:p>", {}),
        (runs("Harriet") + runs("Sowerbutts"), {}),
        ("", {"docProps/core.xml": "<c><creator>Harriet Sowerbutts</creator></c>"}),
        ("", {"word/comments.xml": '<c author="Harriet Sowerbutts"/>'}),
        ("", {"word/_rels/document.xml.rels": '<r Target="mailto:h.sowerbutts@aldermere.gov.uk"/>'}),
        ("", {"word/media/Harriet Sowerbutts.png": ""}),
        ("<!-- Harriet Sowerbutts --><w:p/>", {}),
    ],
)
def test_a_name_in_a_word_document_is_found_however_it_is_split_or_hidden(tmp_path, paragraph, parts):
    result = judge(tmp_path, report_docx=docx(paragraph, **parts))
    assert not result["passed"]
    assert "name of a person" in classes(result, "report.docx")


@pytest.mark.parametrize(
    "value",
    ["Harriet Sowerbutts", ["Harriet Sowerbutts"], {"Harriet Sowerbutts": 1}, {"a": [{"b": "x Harriet\nSowerbutts"}]}],
)
def test_a_name_anywhere_in_json_is_found_also_when_its_letters_are_escaped(tmp_path, value):
    text = json.dumps({"title": HARMLESS, "more": value}).replace("Harriet", "H\\u0061rriet")
    result = judge(tmp_path, evidence_json=text.encode())
    assert classes(result, "evidence.json") >= {"name of a person"}


def test_organisations_ids_and_canaries_are_found_by_class(tmp_path):
    text = json.dumps([HARMLESS, "Aldermere Borough Council", "SBL-133", "Zebedee Quillfeather"])
    result = judge(tmp_path, evidence_json=text.encode())
    assert classes(result, "evidence.json") == {"organisation", "roster id", "canary"}


def test_the_result_names_file_place_and_class_and_never_what_was_found(tmp_path):
    result = judge(
        tmp_path,
        report_html=html("Harriet Sowerbutts of Aldermere, SBL-132"),
        report_docx=docx(runs("Zebedee Quillfeather")),
        evidence_json=json.dumps([HARMLESS, "ABCX"]).encode(),
    )
    assert {each["file"] for each in result["found"]} == {"report.html", "report.docx", "evidence.json"}
    text = json.dumps(result).casefold()
    for hidden in ("harriet", "sowerbutts", "aldermere", "sbl-132", "quillfeather", "abcx"):
        assert hidden not in text, hidden


def test_an_allowed_name_passes(tmp_path):
    body = html("<p>as Ashworth (1999) found</p>")
    assert not judge(tmp_path, report_html=body)["passed"]
    allowed = Disclosure(allowed_names=[{"name": "Ashworth", "reason": "author of a book"}])
    assert judge(tmp_path, disclosure=allowed, report_html=body)["passed"]


@pytest.mark.parametrize(
    ("name", "content"), [("report.html", b""), ("report.html", b"<p>short</p>"), ("evidence.json", b"[1, 2]")]
)
def test_a_file_without_text_fails(tmp_path, name, content):
    result = judge(tmp_path, **{name.replace(".", "_"): content})
    assert classes(result, name) == {"nothing could be scanned"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.html", b'<img alt="a long description of a picture that nobody sees"><p>   </p>'),
        ("report.docx", docx("", text=" " * 50)),
    ],
)
def test_words_that_no_reader_sees_do_not_make_a_file_scanned(tmp_path, name, content):
    assert classes(judge(tmp_path, **{name.replace(".", "_"): content}), name) == {"nothing could be scanned"}


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 cut short", b"PK\x03\x04 cut short", b'{"title": "cut', b"\xff\xfe\x00"])
def test_an_empty_or_damaged_file_never_passes_and_is_no_crash(tmp_path, name, content):
    result = judge(tmp_path, **{name.replace(".", "_"): content})
    assert not result["passed"]
    assert classes(result, name) <= {"nothing could be scanned", "cannot be opened"}


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("word/embeddings/sheet.xlsx", "cannot be opened"),
        ("word/vbaProject.bin", "unknown kind of file"),
        ("notes.xyz", "unknown kind of file"),
    ],
)
def test_a_word_document_with_a_part_that_nobody_can_look_into_fails(tmp_path, part, why):
    assert classes(judge(tmp_path, report_docx=docx("", **{part: "x"})), "report.docx") == {why}


def test_what_is_attached_to_a_pdf_is_opened_like_any_file(tmp_path):
    for name, expected in (("notes.txt", set()), ("notes.xyz", {"unknown kind of file"})):
        attached = pdf(f'#pdf.attach("{name}", bytes("nobody"))')
        assert classes(judge(tmp_path, report_pdf=attached), "report.pdf") == expected


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("report.xyz", b"x" * 100, "unknown kind of file"),
        ("report", b"x" * 100, "unknown kind of file"),
        (".DS_Store", b"x" * 100, "unknown kind of file"),
        ("data.parquet", b"PAR1" + b"x" * 100 + b"PAR1", "unknown kind of file"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "unknown kind of file"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 100, "unknown kind of file"),
        ("report.xlsx", b"x" * 100, "cannot be opened"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 9, "cannot be opened"),
        ("a.zip", zipped({"a.txt": "x"})[:-30], "cannot be opened"),
    ],
)
def test_a_file_that_nobody_can_look_into_fails(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)
    result = judge(tmp_path)
    assert (result["passed"], classes(result, name)) == (False, {why})


def test_an_encrypted_part_fails(tmp_path):
    locked = bytearray(zipped({"a.txt": "x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(locked))
    assert classes(judge(tmp_path), "a.zip") == {"encrypted"}


def test_links_fail_in_the_release_and_in_archives(tmp_path):
    judge(tmp_path)
    (tmp_path / "more.txt").symlink_to(tmp_path / "report.html")
    assert [each["class"] for each in look(tmp_path)["found"]] == ["symbolic link"]
    (tmp_path / "more.txt").unlink()
    (tmp_path / "folder").symlink_to("/")
    assert [each["class"] for each in look(tmp_path)["found"]] == ["symbolic link"]
    (tmp_path / "folder").unlink()
    linked = zipfile.ZipInfo("more.txt")
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(linked, "report.html")
    assert classes(look(tmp_path), "a.zip") == {"symbolic link"}


def test_a_release_without_files_fails(tmp_path):
    assert [each["class"] for each in look(tmp_path)["found"]] == ["nothing to look into"]
    assert not look(tmp_path / "nowhere")["passed"]


def test_archives_nested_without_end_fail(tmp_path):
    content = b"x"
    for _ in range(12):
        content = zipped({"a.zip" if content != b"x" else "a.txt": content})
    (tmp_path / "a.zip").write_bytes(content)
    assert classes(judge(tmp_path), "a.zip") == {"nested too deep to be looked into"}


def test_bytes_behind_the_end_of_a_picture_fail(tmp_path):
    for name, kind in (("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.gif", "GIF"), ("a.webp", "WEBP")):
        (tmp_path / name).write_bytes(picture(kind) + b"more of it")
        assert classes(judge(tmp_path), name) == {"bytes behind the end of a file"}, name
        (tmp_path / name).write_bytes(picture(kind))
        assert classes(judge(tmp_path), name) == set(), name


def test_the_name_of_a_file_or_part_is_not_told_when_it_names_somebody(tmp_path):
    (tmp_path / "Harriet Sowerbutts.txt").write_text("x")
    (tmp_path / "a.zip").write_bytes(zipped({"Harriet Sowerbutts.txt": "SBL-132"}))
    result = judge(tmp_path)
    assert not result["passed"]
    assert "Sowerbutts" not in json.dumps(result["found"])


def test_names_of_roster_rows_that_were_set_aside_are_looked_for(tmp_path):
    assert judge(tmp_path, names_only=[PEOPLE[0]], people=PEOPLE[1:], report_html=html("<p>Harriet Sowerbutts</p>"))["found"]
    assert not judge(tmp_path, people=PEOPLE[1:], report_html=html("<p>Harriet Sowerbutts</p>"))["found"]


def test_without_a_roster_nothing_passes(tmp_path):
    result = judge(tmp_path, people=[])
    assert (result["passed"], [each["class"] for each in result["found"]]) == (False, ["no roster to look for"])

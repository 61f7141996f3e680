import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, UnreadableFile
from scripts.ingest.docx_text import docx_text, one_a_paragraph
from scripts.ingest.texts import texts
from tests.ingest.raw_files import FIXTURES, raw, raws, written, zipped

HERE = FIXTURES / "transcripts"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(folder, body, namespace=W, **parts):
    xml = f'<w:document xmlns:w="{namespace}" xmlns:mc="urn:mc" xmlns:wps="urn:wps"><w:body>{body}</w:body></w:document>'
    return zipped(folder / "a.docx", {"word/document.xml": xml} | {f"word/{name}.xml": part for name, part in parts.items()})


def p(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def read(path, **declared):
    return docx_text(raw(path, kind="interviews", format="docx", group="g"), **declared)


def lines(folder, body, **parts):
    made = read(document(folder, body, **parts))
    return [(line.row, line.text) for line in made.lines], dict(made.lost)


def test_documents_of_word_itself_are_read_and_what_is_no_text_is_counted():
    for name, text, lost in (
        ("word_strict.docx", ["Test"], {}),
        ("word_comments.docx", ["Ouch."], {"comments": 2}),
        ("word_text_box.docx", [], {"text boxes": 1}),
        ("word_tables.docx", ["Above", "Top left: Top right", "Bottom left: Bottom right", "Below"], {}),
    ):
        made = read(HERE / name)
        assert ([line.text for line in made.lines], dict(made.lost)) == (text, lost)


def test_tracked_changes_read_as_accepted(tmp_path):
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
    new = "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo>"
    body = p(r("a "), gone, new) + p(r("first "), properties="<w:rPr><w:del/></w:rPr>") + p(r("second")) + p(r("third"))
    assert lines(tmp_path, body) == ([(1, "a new here"), (2, "first second"), (4, "third")], {"deleted passages": 2})


def test_hidden_text_and_unfilled_fields_are_left_out_and_counted(tmp_path):
    styles = '<w:styles xmlns:w="{W}"><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'.replace("{W}", W)
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = p(r("seen "), r("hidden", "<w:vanish/>"), r("too", '<w:rStyle w:val="H"/>'), r("shown", '<w:vanish w:val="0"/>'))
    body += p(control.format("<w:showingPlcHdr/>", r("Click here")), control.format("", r("filled")))
    body += control.format("", p(r("whole paragraph")))
    assert lines(tmp_path, body, styles=styles) == (
        [(1, "seen shown"), (2, "filled"), (3, "whole paragraph")],
        {"hidden passages": 2, "unfilled fields": 1},
    )


def test_fields_links_breaks_and_hyphens_read_as_they_look(tmp_path):
    body = p(
        "<w:r><w:instrText>PAGE \\* x</w:instrText></w:r>",
        r("3 "),
        f"<w:hyperlink>{r('link')}</w:hyperlink><w:fldSimple>{r(' date')}</w:fldSimple><w:smartTag>{r(' town')}</w:smartTag>",
        "<w:r><w:t> no</w:t><w:noBreakHyphen/><w:t>break co</w:t><w:softHyphen/><w:t>operate</w:t><w:br/><w:t>next</w:t></w:r>",
    )
    assert lines(tmp_path, body)[0] == [(1, "3 link date town no-break cooperate"), (1, "next")]


def test_notes_boxes_headers_and_the_like_are_counted(tmp_path):
    inside = f"<w:txbxContent>{p(r('in a box'))}</w:txbxContent>"
    choice = f"<mc:Choice><wps:txbx>{inside}</wps:txbx></mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
    box = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    body = p(f"<w:r>{box}</w:r>", r("text"), "<w:r><w:footnoteReference/><w:endnoteReference/><w:commentReference/></w:r>")
    part = f'<w:hdr xmlns:w="{W}">{p(r("confidential"))}</w:hdr>'
    blank = f'<w:ftr xmlns:w="{W}">{p()}</w:ftr>'
    assert lines(tmp_path, body, header1=part, footer1=blank) == (
        [(1, "text")],
        {"text boxes": 1, "footnotes": 1, "endnotes": 1, "comments": 1, "headers and footers": 1},
    )


def test_rows_of_a_table_are_turns(tmp_path):
    body = "<w:tbl>" + row(p(r("Tam:")), p(r("a")) + p(r("b"))) + row(p(), p(r("c"))) + "</w:tbl>"
    assert lines(tmp_path, body)[0] == [(2, "Tam: a"), (3, "b"), (5, "c")]
    wide = document(tmp_path, "<w:tbl>" + row(p(r("00:01")), p(r("Tam")), p(r("a: b"))) + "</w:tbl>")
    assert [line.text for line in read(wide, rows_are_turns=True).lines] == ["00:01\tTam\ta: b"]
    assert [line.text for line in read(wide).lines] == ["00:01", "Tam", "a: b"]


def test_a_table_in_a_table_is_read_once(tmp_path):
    inner = "<w:tbl>" + row(p(r("in one")), p(r("in two"))) + "</w:tbl>"
    body = "<w:tbl>" + row(p(r("one")) + inner, inner + p(r("two"))) + "</w:tbl>"
    made, _ = lines(tmp_path, body)
    assert sorted(text for _, text in made) == ["in one: in two", "in one: in two", "one: two"]


def test_titles_are_marked_and_no_paragraph_of_a_written_text(tmp_path):
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="T"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = p(r("Title"), properties='<w:pStyle w:val="T"/>') + p(r("Text"))
    made = read(document(tmp_path, body, styles=styles))
    assert [(line.text, line.is_title) for line in made.lines] == [("Title", True), ("Text", False)]
    assert [line.text for line in one_a_paragraph(made.lines)] == ["Text"]


def test_a_name_in_a_title_style_is_a_label_and_a_title_is_not_speech(tmp_path):
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="T"><w:name w:val="heading 2"/></w:style></w:styles>'
    heading = '<w:pStyle w:val="T"/>'
    said = (("Tam   0:03", heading), ("One.", ""), ("Part two", heading), ("Bea   0:09", heading), ("Two.", ""))
    path = document(tmp_path, "".join(p(r(text), properties=style) for text, style in said), styles=styles)
    source = raw(path, kind="focus_group", format="docx", group="g", interviewers=["Tam"], speakers={"Bea": "L-01"})
    made = texts(raws(source))
    assert [(row["speaker"], row["text"]) for row in made.turns] == [("Tam", "One."), ("Bea", "Two.")]
    assert made.readings[0]["lost"] == "title lines: 1"


def test_the_forms_of_teams_with_all_in_one_paragraph(tmp_path):
    new = "<w:r><w:drawing/><w:br/><w:t>Tam Oakley</w:t></w:r>" + r("   0:03") + "<w:r><w:br/><w:t>{}</w:t></w:r>"
    old = "<w:r><w:t>0:0:{}.0 --> 0:0:9.5</w:t><w:br/><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>"
    for body in (
        p(new.format("One.")) + p(new.replace("Tam Oakley", "Bea").format("Two.")),
        p(old.format(3, "Tam Oakley", "One.")) + p(old.format(5, "Bea", "Two.")) + p(old.format(6, "Bea", "")),
    ):
        source = raw(document(tmp_path, body), kind="focus_group", format="docx", group="g")
        made = texts(raws(source))
        assert [(row["speaker"], row["start"], row["text"], row["source_row"]) for row in made.turns] == [
            ("Tam Oakley", "00:00:03", "One.", 1),
            ("Bea", made.turns[1]["start"], "Two.", 2),
        ]


@pytest.mark.parametrize(
    "xml",
    [
        "<no",
        "",
        "<a/>",
        "<a>" * 400 + "</a>" * 400,
        '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
)
def test_damaged_or_hostile_xml_is_a_fault(tmp_path, xml):
    with pytest.raises(UnreadableFile, match=r"damaged|XML entities"):
        read(zipped(tmp_path / "a.docx", {"word/document.xml": xml}))


def test_what_is_no_word_document_is_a_fault(tmp_path):
    for content in (b"%PDF-1.7", b"{\\rtf1 a}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), b"PK\x03\x04cut off", b""):
        with pytest.raises(UnreadableFile):
            read(written(tmp_path, "a.docx", content))
    odt = zipped(tmp_path / "b.docx", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    with pytest.raises(UnreadableFile):
        read(odt)


WHOLE = (HERE / "word_tables.docx").read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_damaged_bytes_are_faults_or_text(tmp_path, at, bytes_there):
    path = written(tmp_path, "a.docx", WHOLE[:at] + bytes_there + WHOLE[at + len(bytes_there) :])
    try:
        read(path)
    except Fault as fault:
        assert str(tmp_path) not in str(fault)


TAGS = st.sampled_from(
    ("p", "r", "t", "tbl", "tr", "tc", "sdt", "del", "ins", "pPr", "rPr", "vanish", "txbxContent", "br", "moveFrom")
)
TREES = st.recursive(
    st.tuples(TAGS, st.text("ab:\u200f ", max_size=3)).map(lambda each: f"<w:{each[0]}>{each[1]}</w:{each[0]}>"),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(lambda each: f"<w:{each[0]}>{''.join(each[1])}</w:{each[0]}>"),
    max_leaves=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(TREES)
def test_elements_in_any_order_are_read(tmp_path, body):
    path = document(tmp_path, body)
    for rows_are_turns in (False, True):
        made = read(path, rows_are_turns=rows_are_turns)
        assert all(line.text.strip() for line in made.lines)


def test_an_archive_that_is_encrypted_is_a_fault(tmp_path):
    path = document(tmp_path, p(r("a")))
    data = bytearray(path.read_bytes())
    for start in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[start] |= 1
    assert zipfile.is_zipfile(written(tmp_path, "b.docx", bytes(data)))
    with pytest.raises(UnreadableFile, match="damaged"):
        read(tmp_path / "b.docx")

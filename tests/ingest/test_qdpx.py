import io

import docx
import pytest

from scripts.ingest.project import Attribute, CodeEntry, Membership, Note
from scripts.ingest.qdpx import qdpx
from tests.ingest.raw_files import FIXTURES, raw, zipped

REFI = FIXTURES / "refi"
CODES = '<CodeBook><Codes><Code guid="c1" name="peers"/></Codes></CodeBook>'
CODED = '<Coding guid="k{0}"><CodeRef targetGUID="c1"/></Coding>'
TALK = "Diet and health are closely linked.\n"


def opened(path, members):
    return qdpx(raw(zipped(path, members), kind="coding", format="qdpx"))


def read(tmp_path, xml, **members):
    members = {name.replace("__", "/") + ".txt": text for name, text in members.items()}
    return opened(tmp_path / "a.qdpx", {"project.qde": f"<Project>{xml}</Project>", **members})


def source(inner, name="d", path="internal://d.txt", more=""):
    return f'{CODES}<Sources><TextSource guid="t1" name="{name}" plainTextPath="{path}">{inner}</TextSource>{more}</Sources>'


def passage(start, end, more="", number=1):
    position = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="s{number}" {position}>{CODED.format(number)}{more}</PlainTextSelection>'


def quotes(project):
    return [(text.name, (text.text or "")[each.start : each.end]) for text in project.sources for each in text.selections]


@pytest.fixture
def everything(tmp_path):
    texts = {"sources/11111111-1111-1111-1111-111111111111.txt": TALK}
    return opened(tmp_path / "e.qdpx", {"project.qde": (REFI / "everything.qde").read_bytes(), **texts})


def test_all_codings_of_a_full_project_are_kept_or_counted_by_kind(everything):
    assert quotes(everything) == [
        ("Interview 1.txt", "Diet and health"),
        ("Interview 1.txt", "health are clo"),
        ("doc.pdf", "diet and health"),
        ("interview.m4a", "Diet and health are "),
    ]
    assert everything.other_selections == {"picture": 1, "audio": 1, "video": 1}
    assert [each.number for text in everything.sources for each in text.selections] == [1, 2, 4, 5]
    assert everything.left_out == {"PDF source": 1, "audio source": 1, "video source": 1, "picture source": 1} | {
        "time mark": 2,
        "drawing": 1,
    }


def test_codes_keep_their_parents_and_descriptions(everything):
    assert everything.codes == (
        CodeEntry("Topics", "", "", False),
        CodeEntry("Health", "Topics", "Anything about physical or mental health", True),
        CodeEntry("Diet", "Health", "Food and eating habits", True),
        CodeEntry("Wellbeing", "Topics", "", True),
    )


def test_cases_keep_their_values_sources_passages_and_codes_and_sets_their_members(everything):
    assert everything.attributes == (Attribute("Participant 1", "Age", "34"), Attribute("Participant 1", "Consented", "true"))
    assert set(everything.memberships) == {
        Membership("Participant 1", "case", "Health", "code"),
        Membership("Participant 1", "case", "Interview 1.txt", "source"),
        Membership("Participant 1", "case", "Interview 1.txt 0-15", "selection"),
        Membership("Diet-related", "set", "Diet", "code"),
        Membership("Diet-related", "set", "Interview 1.txt", "source"),
    }


def test_a_note_stands_once_for_each_thing_it_is_attached_to(everything):
    memo = "Remember to follow up on diet-related comments."
    assert set(everything.notes) == {
        Note("Research memo", "", "project", memo),
        Note("Research memo", "Interview 1.txt 0-15", "selection", memo),
        Note("description", "Participant 1", "case", "A pseudonymised interview participant."),
    }


def test_a_real_export_of_f4_keeps_its_codings_and_memos_without_any_coder(tmp_path):
    names = ("768169b3-d336-4ef3-8060-83bcb776a23d", "b4352c05-1171-41d9-9d27-401fd25cd8e7")
    texts = {f"Sources/{name}.txt": f"Memo {number}" for number, name in enumerate(names)}
    texts["Sources/834517f4-6e9f-4425-9bdd-a4be2d36e7a0.txt"] = "word " * 300
    project = opened(tmp_path / "f4.qdpx", {"Project.qde": (REFI / "f4.qde").read_bytes(), **texts})
    (coded,) = (text for text in project.sources if text.selections)
    assert [(each.start, each.end, each.coder) for each in coded.selections] == [(320, 416, ""), (995, 1260, "")]
    assert (project.uncoded, project.unknown_codes) == (0, 0)
    assert {(note.about, note.kind, note.text) for note in project.notes if note.text.startswith("Memo")} == {
        ("Dies ist ein Test-Code", "code", "Memo 0"),
        ("Interview 60mins 603-812", "selection", "Memo 1"),
    }
    assert project.left_out == {"notes without their text": 1}


@pytest.mark.parametrize(
    ("entry", "member", "path"),
    [
        ("project.qde", "sources/d.txt", "internal://d.txt"),
        ("Project.qde", "Sources/D.TXT", "internal://d.txt"),
        ("PROJECT.QDE", "Sources/d.txt", "internal:///d.txt"),
        ("project.qde", "sources/d.txt", "internal://sources/d.txt"),
        ("project.qde", "sources/d.txt", "d.txt"),
        ("project.qde", "sources\\d.txt", "internal://d.txt"),
        ("Study/project.qde", "Study/sources/d.txt", "internal://d.txt"),
        ("Trial.qde", "sources/d.txt", "internal://d.txt"),
        ("project.qde", "sources/my d.txt", "internal://my%20d.txt"),
    ],
)
def test_texts_are_found_however_the_program_names_files_and_paths(tmp_path, entry, member, path):
    xml = f"<Project>{source(passage(3, 8), path=path)}</Project>"
    shadow = {"__MACOSX/._other.qde": b"\0\1"}
    assert quotes(opened(tmp_path / "a.qdpx", {entry: xml, member: "My peers.", **shadow})) == [("d", "peers")]


@pytest.mark.parametrize("path", ["relative:///d.txt", "relative://sources/d.txt", "absolute:///C:/Users/x/d.txt"])
def test_texts_beside_the_project_are_read_but_never_from_outside_data_raw(tmp_path, path):
    folder = tmp_path / "data/raw/coding"
    (folder / "sources").mkdir(parents=True)
    xml = {"project.qde": f"<Project>{source(passage(3, 8), path=path)}</Project>"}
    assert opened(folder / "a.qdpx", xml).sources[0].text is None
    (folder / "sources/d.txt").write_text("My peers.")
    assert quotes(opened(folder / "a.qdpx", xml)) == [("d", "peers")]
    (tmp_path / "secret.txt").write_text("My peers.")
    outside = {"project.qde": f"<Project>{source('', path='relative:///../../../secret.txt')}</Project>"}
    assert opened(folder / "b.qdpx", outside).sources[0].text is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_texts_of_every_encoding_give_the_same_passages(tmp_path, encoding):
    project = read(tmp_path, source(passage(4, 9)), sources__d="Où: peers\r\nand others.".encode(encoding))
    assert quotes(project) == [("d", "peers")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_project_file_in_another_encoding_is_read(tmp_path, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><Project>{source("", name="Où")}</Project>'
    assert opened(tmp_path / "a.qdpx", {"project.qde": xml.encode(encoding)}).sources[0].name == "Où"


def test_a_wrongly_declared_encoding_is_overlooked(tmp_path):
    xml = f'\n<?xml version="1.0" encoding="utf-16"?><Project>{source("", name="Où")}</Project>'
    assert opened(tmp_path / "a.qdpx", {"project.qde": xml.encode()}).sources[0].name == "Où"


def test_guids_are_one_in_either_case_and_with_braces(tmp_path):
    xml = f'<Users><User guid="{{AB-1}}" name="Researcher A"/></Users>{CODES.replace("c1", "{C1}")}'
    coding = '<Coding creatingUser="ab-1"><CodeRef targetGUID="c1"/></Coding>'
    inner = f'<PlainTextSelection startPosition="0" endPosition="2">{coding}</PlainTextSelection>'
    project = read(tmp_path, xml + source(inner).removeprefix(CODES), sources__d="My peers.")
    assert [each.coder for each in project.sources[0].selections] == ["Researcher A"]


def test_a_text_inside_the_project_file_is_read(tmp_path):
    inner = f"<PlainTextContent>My peers.</PlainTextContent>{passage(3, 8)}"
    assert quotes(read(tmp_path, source(inner, path=""))) == [("d", "peers")]


def test_a_formatted_text_is_read_where_the_plain_one_is_missing_and_that_is_told(tmp_path):
    document, buffer = docx.Document(), io.BytesIO()
    for words in ("One.", "My peers."):
        document.add_paragraph(words)
    document.save(buffer)
    xml = f"<Project>{source(passage(8, 13)).replace('plainTextPath', 'richTextPath').replace('.txt', '.docx')}</Project>"
    project = opened(tmp_path / "a.qdpx", {"project.qde": xml, "sources/d.docx": buffer.getvalue()})
    assert quotes(project) == [("d", "peers")]
    assert [each["rule"] for each in project.findings] == ["formatted text"]
    assert opened(tmp_path / "b.qdpx", {"project.qde": xml, "sources/d.docx": b"PK no"}).sources[0].text is None


def test_a_coding_on_a_whole_text_covers_it_from_end_to_end(tmp_path):
    project = read(tmp_path, source(CODED.format(1)), sources__d="My peers.")
    assert quotes(project) == [("d", "My peers.")]


def test_codings_on_whole_pictures_and_recordings_are_counted_by_kind(tmp_path):
    more = f'<PictureSource name="p">{CODED.format(1)}</PictureSource><VideoSource name="v">{CODED.format(2)}</VideoSource>'
    more += f'<PDFSource name="f">{CODED.format(3)}</PDFSource>'
    project = read(tmp_path, source("", more=more), sources__d="My peers.")
    assert project.other_selections == {"picture as a whole": 1, "video as a whole": 1, "PDF as a whole": 1}


def test_the_text_of_a_pdf_or_picture_is_read_with_its_codings(tmp_path):
    inside = f'plainTextPath="internal://d.txt">{passage(3, 8)}'
    more = f'<PDFSource name="f"><Representation {inside}</Representation>{CODED.format(9)}</PDFSource>'
    more += f'<PictureSource name="p"><TextDescription {inside}</TextDescription></PictureSource>'
    project = read(tmp_path, source("", more=more), sources__d="My peers.")
    assert quotes(project) == [("f", "peers"), ("f", "My peers."), ("p", "peers")]


def test_a_pdf_selection_without_words_or_place_is_lost_and_one_with_words_goes_on(tmp_path):
    words = "<Representation><PlainTextContent>{}</PlainTextContent></Representation>"
    selections = "".join(f"<PDFSelection>{words.format(each)}{CODED.format(1)}</PDFSelection>" for each in ("my peers", ""))
    project = read(tmp_path, source("", more=f'<PDFSource name="f">{selections}</PDFSource>'), sources__d="x")
    (selection,) = project.sources[1].selections
    assert (selection.quote, selection.start, project.sources[1].text) == ("my peers", -1, None)
    assert project.other_selections == {"PDF": 1}


def test_a_transcript_selection_without_places_is_lost(tmp_path):
    inner = f'<SyncPoint guid="p1" timeStamp="5"/><TranscriptSelection fromSyncPoint="p1">{CODED.format(1)}</TranscriptSelection>'
    more = f'<AudioSource name="a"><Transcript plainTextPath="internal://d.txt">{inner}</Transcript></AudioSource>'
    project = read(tmp_path, source("", more=more), sources__d="My peers.")
    assert project.other_selections == {"audio or video transcript": 1}


def test_documents_of_one_name_are_told_apart_where_their_texts_differ(tmp_path):
    more = f'<TextSource guid="t2" name="d" plainTextPath="internal://e.txt">{passage(0, 5, number=2)}</TextSource>'
    cases = '<Sets><Set name="group"><MemberSource targetGUID="t2"/></Set></Sets>'
    project = read(tmp_path, source(passage(3, 8), more=more) + cases, sources__d="My peers.", sources__e="Other words.")
    assert quotes(project) == [("d", "peers"), ("d (2)", "Other")]
    assert project.memberships == (Membership("group", "set", "d (2)", "source"),)
    assert [each["rule"] for each in project.findings] == ["document name twice"]


def test_a_case_without_a_name_that_holds_one_source_gives_that_source_its_values(tmp_path):
    variables = '<Variables><Variable guid="v1" name="Years"/></Variables>'
    value = '<VariableValue><VariableRef targetGUID="v1"/><FloatValue>3.5</FloatValue></VariableValue>'
    on_case = f'<Cases><Case guid="x1">{value}<SourceRef targetGUID="t1"/></Case></Cases>'
    for xml in (variables + on_case + source(""), variables + source(value)):
        project = read(tmp_path, xml, sources__d="My peers.")
        assert project.attributes == (Attribute("d", "Years", "3.5"),)
        assert project.memberships == ()


@pytest.mark.parametrize("kind", ["Text", "Boolean", "Integer", "Float", "Date", "DateTime"])
def test_values_of_every_type_are_kept(tmp_path, kind):
    value = f'<VariableValue><VariableRef targetGUID="v1"/><{kind}Value> 1 </{kind}Value></VariableValue>'
    xml = f'<Variables><Variable guid="v1" name="V"/></Variables><Cases><Case guid="x" name="c">{value}</Case></Cases>'
    assert read(tmp_path, xml).attributes == (Attribute("c", "V", "1"),)


def test_a_case_that_is_listed_among_the_codes_stays_a_case(tmp_path):
    cases = '<Cases><Case guid="C1" name="somebody"/></Cases>'
    project = read(tmp_path, cases + source(passage(3, 8)), sources__d="My peers.")
    assert project.codes == ()
    assert project.memberships == (Membership("somebody", "case", "d 3-8", "selection"),)
    assert project.other_selections == {"passages coded to a case": 1}


def test_a_memo_may_lie_in_a_file_and_be_coded_itself(tmp_path):
    notes = f'<Notes><Note guid="n1" name="memo" plainTextPath="internal://n.txt">{passage(0, 5)}</Note></Notes>'
    links = '<Links><Link originGUID="n1" targetGUID="t1"/></Links>'
    project = read(tmp_path, source("") + notes + links, sources__d="My peers.", sources__n="\ufeffAbout it.")
    assert quotes(project) == [("memo", "About")]
    assert project.notes == (Note("memo", "d", "source", "About it."),)


def test_links_between_codes_are_kept_with_their_name_and_direction(tmp_path):
    codes = CODES.replace("</Codes>", '<Code guid="c2" name="support"/></Codes>')
    links = '<Links><Link name="leads to" originGUID="c2" targetGUID="c1"/><Link originGUID="c2" targetGUID="zz"/></Links>'
    project = read(tmp_path, codes + links)
    assert project.memberships == (Membership("support", "link leads to", "peers", "code"),)
    assert project.left_out == {"references to nothing": 1}


def test_an_unknown_code_and_an_element_outside_the_standard_are_counted(tmp_path):
    project = read(tmp_path, source(passage(0, 2).replace("c1", "zz")) + "<Extras/>", sources__d="My peers.")
    assert project.unknown_codes == 1
    assert project.left_out == {"element outside the standard": 1}


def test_a_source_without_a_name_goes_by_its_file(tmp_path):
    assert read(tmp_path, source(passage(0, 2), name=""), sources__d="My peers.").sources[0].name == "d"

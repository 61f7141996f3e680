import contextlib
import io
import re
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.ground.faults import Fault, UnreadableFile
from scripts.ingest.qdpx import qdpx
from tests.ingest.raw_files import FIXTURES, raw, written, zipped

QDE = '<Project xmlns="urn:QDA-XML:project:1.0"><Sources/></Project>'
EVERYTHING = (FIXTURES / "refi/everything.qde").read_text(encoding="utf-8")
VALUE = re.compile(r'"([^"]*)"')
STRANGE = ("-1", "9" * 5000, "١٢", "1e5", "NaN", "../../x", "internal://", "{}", " ")
ODD = st.one_of(st.text(max_size=12), st.sampled_from(STRANGE))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(FEW, max_examples=3000)


def read(path):
    return qdpx(raw(path, kind="coding", format="qdpx"))


def read_or_refused(path):
    """Anything but a fault is a defect."""
    with contextlib.suppress(Fault):
        read(path)


def archive(members, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", options.get("how", zipfile.ZIP_DEFLATED)) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


WHOLE = archive({"project.qde": EVERYTHING, "sources/11111111-1111-1111-1111-111111111111.txt": "Diet and health are close.\n"})


def test_expanding_entities_are_refused(tmp_path):
    entities = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Project>&b;</Project>'
    with pytest.raises(UnreadableFile, match="entities"):
        read(zipped(tmp_path / "a.qdpx", {"project.qde": entities}))


def test_swelling_archives_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="zip bomb"):
        read(zipped(tmp_path / "b.qdpx", {"project.qde": QDE, "sources/x.txt": b"0" * 20_000_000}))


def test_elements_nested_by_the_thousand_are_refused(tmp_path):
    deep = "<Project>" + "<PDFSource>" * 50_000 + "</PDFSource>" * 50_000 + "</Project>"
    with pytest.raises(UnreadableFile, match="nested"):
        read(zipped(tmp_path / "a.qdpx", {"project.qde": deep}))


def test_broken_xml_and_another_root_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="not valid XML"):
        read(zipped(tmp_path / "a.qdpx", {"project.qde": "<Project>"}))
    with pytest.raises(UnreadableFile, match="holds no project"):
        read(zipped(tmp_path / "b.qdpx", {"project.qde": "<html/>"}))
    with pytest.raises(UnreadableFile, match="not valid XML"):
        read(zipped(tmp_path / "c.qdpx", {"project.qde": '<?xml version="1.0" encoding="klingon"?><Project>\x00'}))


def test_names_that_lead_out_and_names_given_twice_are_refused(tmp_path):
    for name in ("../project.txt", "sources\\..\\..\\x.txt"):
        with pytest.raises(UnreadableFile, match="outside itself"):
            read(zipped(tmp_path / "a.qdpx", {"project.qde": QDE, name: "x"}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(tmp_path / "b.qdpx", "w") as made:
        made.writestr("project.qde", QDE)
        made.writestr("project.qde", EVERYTHING)
    with pytest.raises(UnreadableFile, match="one name"):
        read(tmp_path / "b.qdpx")


def test_several_project_files_are_refused_unless_one_has_the_name_of_the_standard(tmp_path):
    with pytest.raises(UnreadableFile, match="several project files"):
        read(zipped(tmp_path / "a.qdpx", {"one.qde": QDE, "two.qde": QDE}))
    assert read(zipped(tmp_path / "b.qdpx", {"project.qde": QDE, "two.qde": "x"})).sources == ()


def test_a_locked_member_is_told(tmp_path):
    data = bytearray(archive({"project.qde": QDE}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(UnreadableFile, match="damaged or locked"):
        read(written(tmp_path, "a.qdpx", bytes(data)))


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_a_truncated_archive_is_told(tmp_path, share):
    with pytest.raises(UnreadableFile, match="damaged"):
        read(written(tmp_path, "a.qdpx", WHOLE[: int(len(WHOLE) * share)]))


def test_a_path_too_long_for_this_machine_is_a_missing_text(tmp_path):
    xml = f'<Project><Sources><TextSource plainTextPath="relative:///{"x" * 5000}.txt"/></Sources></Project>'
    assert read(zipped(tmp_path / "a.qdpx", {"project.qde": xml})).sources[0].text is None


def test_a_large_project_is_read_in_a_moment(tmp_path):
    coding = '<Coding><CodeRef targetGUID="c"/></Coding>'
    passage = '<PlainTextSelection startPosition="{0}" endPosition="{1}">{2}</PlainTextSelection>'
    passages = "".join(passage.format(10 * each, 10 * each + 9, coding) for each in range(10_000))
    sources = f'<Sources><TextSource name="d" plainTextPath="d.txt">{passages}</TextSource></Sources>'
    xml = f'<Project><CodeBook><Codes><Code guid="c" name="peers"/></Codes></CodeBook>{sources}</Project>'
    start = time.monotonic()
    project = read(zipped(tmp_path / "a.qdpx", {"project.qde": xml, "d.txt": "peers é.\r\n" * 10_000}))
    assert len(project.sources[0].selections) == 10_000
    assert time.monotonic() - start < 20


@FEW
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_are_read_or_refused(tmp_path, changes):
    read_or_refused(written(tmp_path, "a.qdpx", mutated(WHOLE, changes)))


@FEW
@given(st.data())
def test_changed_attributes_are_read_or_refused(tmp_path, data):
    read_or_refused(written(tmp_path, "a.qdpx", with_odd_values(data)))


@FEW
@given(st.lists(st.tuples(st.integers(0, len(EVERYTHING) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_xml_is_read_or_refused(tmp_path, changes):
    read_or_refused(written(tmp_path, "a.qdpx", archive({"project.qde": mutated(EVERYTHING.encode(), changes)})))


@pytest.mark.slow
@MANY
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8), st.data())
def test_changed_files_are_read_or_refused_many_times(tmp_path, changes, data):
    read_or_refused(written(tmp_path, "a.qdpx", mutated(WHOLE, changes)))
    read_or_refused(written(tmp_path, "b.qdpx", with_odd_values(data)))


def mutated(content, changes):
    changed = bytearray(content)
    for place, value in changes:
        changed[place] = value
    return bytes(changed)


def with_odd_values(data):
    places = list(VALUE.finditer(EVERYTHING))
    chosen = data.draw(st.lists(st.sampled_from(range(len(places))), min_size=1, max_size=6, unique=True))
    xml = EVERYTHING
    for at in sorted(chosen, reverse=True):
        odd = data.draw(ODD).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        xml = f'{xml[: places[at].start()]}"{odd}"{xml[places[at].end() :]}'
    return archive({"project.qde": xml.encode("utf-8", "replace")})

import pytest

from ground.tiny_study import tiny_study, written
from ground.told_faults import faults_told
from scripts.ground.config import load_config
from scripts.ground.faults import Faults
from scripts.ground.links_file import read_links
from scripts.ground.models.links import Links

HEADER = "source,row,person,fingerprint,decided_by,date,note\n"
LINE = "survey_end:1,14,SBL-117,3f9a01bc77de,Team,2026-02-01,same handwriting\n"


def decisions(folder, content):
    path = folder / "links.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_links(path).decisions


def faults_of(folder, content):
    return faults_told(lambda: decisions(folder, content), "config/links.csv")


def test_a_decision_is_read_with_its_line(tmp_path):
    [one] = decisions(tmp_path, HEADER + "\n" + LINE)
    assert (one.line, one.source, one.row, one.person, one.fingerprint) == (3, "survey_end:1", 14, "SBL-117", "3f9a01bc77de")


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff" + HEADER + LINE).encode(),
        (HEADER + LINE).replace(",", ";").replace("\n", "\r\n").encode(),
        (HEADER + LINE).replace(",", "\t").encode("utf-16"),
        (HEADER + LINE.replace("same", "Zoë")).encode("cp1252"),
        (b"Source, Row ,PERSON,Decided by,Date\nsurvey_end:1,14,SBL-117,Team,2026-02-01\n,,,,\n"),
        (HEADER + LINE.replace("same", '"line one\nline two, same').replace("writing\n", 'writing"\n')).encode(),
    ],
    ids=[
        "byte order mark",
        "semicolons of Excel",
        "Unicode text of Excel",
        "Windows encoding",
        "own order, blank line",
        "long note",
    ],
)
def test_however_it_was_saved_it_says_the_same(tmp_path, content):
    [one] = decisions(tmp_path, content)
    assert (one.source, one.row, one.person, one.decided_by, one.date) == ("survey_end:1", 14, "SBL-117", "Team", "2026-02-01")


@pytest.mark.parametrize("content", ["", "\n", HEADER])
def test_a_file_without_lines_holds_no_decisions(tmp_path, content):
    assert decisions(tmp_path, content) == ()


def test_every_fault_is_told_by_line_at_once_and_names_nobody(tmp_path):
    wrong = ["survey_end:1,0,SBL-118,,Team,2026", ",15,,,Team,2026", "survey_end:1,14,SBL-119,,Team,2026", "a,2,b,,c,d,e,f"]
    content = HEADER + LINE + "\n".join(wrong)
    told = faults_of(tmp_path, content)
    assert [line for line, _ in told] == ["3", "4", "6", "5"]
    assert told[0][1].endswith(": row.")
    assert told[1][1].endswith(": person, source.")
    assert "more cells" in told[2][1]
    assert told[3][1] == "Line 2 decides on the same row."
    assert "SBL" not in str(told)


def test_a_header_with_missing_and_unknown_columns_is_told(tmp_path):
    told = faults_of(tmp_path, "source,row,persn,decided_by,date,row\n")
    assert [what for _, what in told] == [
        "The column person is missing.",
        "Column 3 of the header is none of ours, or stands twice.",
        "Column 6 of the header is none of ours, or stands twice.",
    ]


def test_a_quotation_mark_without_partner_swallows_no_decision(tmp_path):
    [(line, what)] = faults_of(tmp_path, HEADER + 'survey_end:1,3,"SBL-1,,T,2026,\n' + LINE)
    assert (line, "no partner" in what) == ("2", True)


def test_a_workbook_under_the_name_of_a_table_is_refused(tmp_path):
    [(_, what)] = faults_of(tmp_path, b"PK\x03\x04\x14\x00")
    assert "workbook" in what


def test_the_decisions_are_a_section_of_the_configuration(tmp_path):
    without, study = load_config(tiny_study(tmp_path / "a")), tiny_study(tmp_path / "b")
    written(study / "config/links.csv", HEADER + LINE)
    config = load_config(study)
    assert without.slice(Links) == Links()
    assert config.slice(Links).decisions[0].row == 14
    assert config.slice_digest(Links) != without.slice_digest(Links)


def test_faults_of_the_decisions_are_told_with_those_of_the_other_files(tmp_path):
    study = tiny_study(tmp_path, ("study", "  title: Tiny\n", ""))
    written(study / "config/links.csv", HEADER + "survey_end:1,x,p,,t,d\n")
    with pytest.raises(Faults) as told:
        load_config(study)
    assert sorted(fault.where for fault in told.value.faults) == ["config/links.csv, line 2", "config/study.yaml, line 1"]

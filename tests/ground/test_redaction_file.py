from ground.tiny_study import tiny_study, written
from ground.told_faults import faults_told
from scripts.ground.config import load_config
from scripts.ground.models.redaction_decisions import RedactionDecisions
from scripts.ground.redaction_file import read_redaction_decisions, redaction_decisions_text

HEADER = "item,decision,replacement,scope,decided_by,date,note\n"
LINE = "r3f9a01bc77de,mask,place,,AB,2026-02-01,a village\n"


def decisions(folder, content):
    path = folder / "redaction_decisions.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_redaction_decisions(path).decisions


def faults_of(folder, content):
    return faults_told(lambda: decisions(folder, content), "config/redaction_decisions.csv")


def test_a_decision_without_scope_holds_everywhere(tmp_path):
    [one] = decisions(tmp_path, HEADER + LINE)
    assert (one.line, one.item, one.decision, one.replacement, one.places) == (2, "r3f9a01bc77de", "mask", "place", ())


def test_a_spreadsheet_may_save_it_its_own_way(tmp_path):
    content = (HEADER.upper() + LINE.replace(",,", ",P1A2B3C4D p00000000,").replace("mask", "Mask")).replace(",", ";")
    [one] = decisions(tmp_path, content.replace("\n", "\r\n").encode("utf-16"))
    assert (one.decision, one.places) == ("mask", ("p1a2b3c4d", "p00000000"))


def test_what_was_read_is_written_as_it_was_in_the_order_of_cases(tmp_path):
    lines = [LINE.replace(",,", ",everywhere,"), 'r000000000000,generalise,"a town, small",p1a2b3c4d,AB,2026,\n']
    assert redaction_decisions_text(decisions(tmp_path, HEADER + "".join(lines))).splitlines() == [
        "item,decision,replacement,scope,decided_by,date,note",
        lines[1].strip(), lines[0].strip(),
    ]  # fmt: skip


def test_every_fault_is_told_by_line_at_once_and_quotes_nothing(tmp_path):
    wrong = [
        "Quorley,keep,,,AB,2026,", "r3f9a01bc77de,burn,,,AB,2026,", "r3f9a01bc77d0,keep,Quorley,,AB,2026,",
        "r3f9a01bc77d1,alias,Quorley,,AB,2026,", "r3f9a01bc77d2,mask,Quorley,,AB,2026,", "r3f9a01bc77d3,keep,,Quorley,AB,2026,",
        "r3f9a01bc77d4,generalise,,,AB,2026,", "r3f9a01bc77d5,keep,,,,,",
    ]  # fmt: skip
    told = faults_of(tmp_path, HEADER + "\n".join(wrong))
    assert [line for line, _ in told] == ["2", "3", "4", "5", "6", "7", "8", "9"]
    assert told[0][1].endswith(": item.") and told[1][1].endswith(": decision.") and told[7][1].endswith(": date, decided_by.")
    assert "keep leaves" in told[2][1].lower() and "pseudonym" in told[3][1] and "everywhere" in told[5][1]
    assert "Quorley" not in str(told)


def test_two_decisions_on_one_case_are_refused_at_the_same_place_only(tmp_path):
    line = "r3f9a01bc77de,keep,,{},AB,2026,\n"
    apart = ["everywhere", "p00000000", "p00000001 p00000002"]
    assert len(decisions(tmp_path, HEADER + "".join(line.format(each) for each in apart))) == 3
    for clash in ("everywhere", "p00000003 p00000002"):
        [(where, what)] = faults_of(tmp_path, HEADER + "".join(line.format(each) for each in [*apart, clash]))
        assert (where, "same case" in what) == ("5", True)


def test_the_decisions_are_a_section_of_the_configuration(tmp_path):
    without, study = load_config(tiny_study(tmp_path / "a")), tiny_study(tmp_path / "b")
    written(study / "config/redaction_decisions.csv", HEADER + LINE)
    config = load_config(study)
    assert without.slice(RedactionDecisions) == RedactionDecisions()
    assert config.slice(RedactionDecisions).decisions[0].replacement == "place"
    assert config.slice_digest(RedactionDecisions) != without.slice_digest(RedactionDecisions)

import re
import subprocess
import sys
from itertools import pairwise

import pytest
import yaml
from ground.tiny_study import tiny_study

from scripts.commands.inspect import find_file, look_into, main
from scripts.commands.inspect_columns import describe_columns, masked
from scripts.commands.inspect_likert import are_known, scores, sure_scores
from scripts.commands.inspect_tables import source_of
from scripts.commands.inspect_texts import shown_label
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import UnreadableFile
from scripts.ground.models.instrument import Scale
from scripts.ground.models.sources import Sources
from scripts.ingest.detect import detect
from scripts.ingest.tabular import tabular
from tests.ingest.raw_files import FIXTURES, written

AGREEMENT = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
RAW = REPOSITORY / "data/raw"


def inspected(path, study=REPOSITORY / "workflow/schemas", **more) -> list[str]:
    """Lines about a file, in a folder that is no study unless one is named."""
    return look_into(path, detect(path), study, **more)


def drafted(lines: list[str]) -> dict:
    """The drafted sources, as they would stand in a study with a roster."""
    begins = next(place for place, line in enumerate(lines) if line.startswith("for config/sources.yaml")) + 2
    made = yaml.safe_load("\n".join(["sources:", *lines[begins:]]))["sources"]
    has_roster = any(each["kind"] == "roster" for each in made.values())
    whole = {} if has_roster else {"people": {"kind": "roster", "files": "x", "format": "csv", "columns": {}}}
    filled_in = [
        each | {"labels": {word: 1 if score == "?" else score for word, score in each["labels"].items()}}
        if "labels" in each and each["kind"] in ("survey", "feedback")
        else each
        for each in made.values()
    ]
    Sources.model_validate({"sources": whole | dict(zip(made, filled_in, strict=True)), "withdrawals": "none so far"})
    return made


@pytest.mark.parametrize(
    "name",
    [
        *("survey_start.csv", "survey_end.xlsx", "roster.xlsx", "projects.xlsx", "attendance.xlsx", "withdrawals.csv"),
        *("feedback.csv", "organisations.csv", "focus_group.vtt", "interviews/SBL-112 interview.docx"),
        *("reflections/SBL-102 module 1.docx", "coding.qdpx"),
    ],
)
def test_the_draft_of_every_demonstration_file_is_what_its_study_declares(name):
    declared = yaml.safe_load((REPOSITORY / "config/sources.yaml").read_text(encoding="utf-8"))["sources"]
    lines = inspected(RAW / name, REPOSITORY)
    (made,) = drafted(lines).values()
    assert made["files"] == name
    twins = [each for each in declared.values() if each["kind"] == made["kind"] and each["format"] == made["format"]]
    assert len(twins) >= 1
    asked = set(twins[0].get("columns", {}).items())
    assert asked <= set(made.get("columns", {}).items())
    # the check finds every item of the demonstration by its wording
    assert "items" not in made
    assert all(re.search(rf"\b{item}\b", "\n".join(lines)) for item in twins[0].get("items", {}))
    assert made.get("labels", {}) == twins[0].get("labels", {})
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.*") if detect(path).format))
def test_every_fixture_gets_a_draft_that_the_model_accepts(name):
    assert drafted(inspected(FIXTURES / name))


def test_nothing_that_somebody_wrote_is_printed(tmp_path):
    rows = ["Programme ID,Name,E-mail,Buddy,Remark,Score"]
    rows += [
        f"SBL-{each},Anna Lindqvist{each},a{each}@place.example,Tamsin,I felt seen by Oluwaseun today,{each % 5}"
        for each in range(9)
    ]
    told = "\n".join(inspected(written(tmp_path, "a.csv", "\n".join(rows))))
    for secret in ("Lindqvist", "place.", "Tamsin", "tamsin", "Oluwaseun", "SBL-"):
        assert secret not in told
    assert "xxx-9 | xxxx xxxxxxxxx9 | x9@xxxxx.xxxxxxx | xxxxxx |" in told
    assert "whole numbers 0 to 4" in told


@pytest.mark.parametrize(
    ("header", "values", "kind", "choices"),
    [
        ("Q1", [*AGREEMENT, "Agree"], "choices", tuple(sorted(AGREEMENT))),
        ("Q1", ["5 - Strongly agree", "1 - Strongly disagree"], "choices", ("1 - Strongly disagree", "5 - Strongly agree")),
        ("How often?", ["once a week", "not every month"] * 5, "choices", ("not every month", "once a week")),
        ("Your manager", ["once a week", "not every month"] * 5, "choices (not shown)", ()),
        ("Buddy", ["Tamsin", "Bob"] * 5, "choices (not shown)", ()),
        ("Buddy", ["tamsin", "bob"] * 5, "choices (not shown)", ()),
        ("Buddy", ["tamsin lind", "bob ray"] * 5, "choices (not shown)", ()),
        ("Ward", ["1 Elm", "2 Oak"] * 5, "choices (not shown)", ()),
        ("x", ["1", "5", "3"], "whole numbers 1 to 5", ()),
        ("x", ["44", "51", "63"], "numbers without decimals", ()),
        ("x", ["2024-01-02", "2024-02-03"], "dates", ()),
        ("x", ["01/02/2024", "02/03/2024"], "dates", ()),
        ("x", ["a@b.example", "c@d.example"], "e-mail addresses", ()),
        ("x", ["192.0.2.1", "192.0.2.7"], "IP addresses", ()),
        ("x", ["SBL-1", "SBL-2", "SBL-3"], "ids", ()),
        ("x", ["", ""], "empty", ()),
        ("x", ["Workbook;Triads;", "Triads;Journal;", "Journal;Triads;"], "several choices in a cell, parted by ;", ()),
        (
            "x",
            [f"It was the {each}th time that somebody had asked me about that, and I liked it" for each in range(4)],
            "free text",
            (),
        ),
    ],
)
def test_what_a_column_holds_is_told_and_choices_only_where_they_name_nobody(tmp_path, header, values, kind, choices):
    path = written(tmp_path, "a.csv", "\n".join([f"{header}|n", *[f"{each}|1" for each in values]]))
    column = describe_columns(tabular(source_of(path, kind="survey", format="csv", columns={})))[0]
    assert (column.kind, column.choices) == (kind, choices)


def test_a_mask_keeps_the_shape_and_nothing_else():
    assert masked("Zoë O’Neil, 12b 😀") == "xxx x·xxxx, 99x…"
    assert masked("李雷") == "xx"


def test_labels_get_the_scores_of_the_scale_that_fits_best():
    assert scores(AGREEMENT) == dict(zip(AGREEMENT, [1, 2, 3, 4, 5], strict=True))
    assert scores(["Disagree", "Agree", "Strongly agree"]) == {"Disagree": 2, "Agree": 4, "Strongly agree": 5}
    assert list(scores(["Strongly disagree", "Disagree", "Agree", "Strongly agree"]).values()) == [1, 2, 3, 4]
    assert scores(["Never", "Sometimes", "Always"]) == {"Never": 1, "Sometimes": 3, "Always": 5}
    assert scores(["Not at all confident", "Very confident"]) == {"Not at all confident": 1, "Very confident": 4}
    assert scores(["4 = often", "2 = rarely"]) == {"4 = often": 4, "2 = rarely": 2}
    assert scores(["Blue", "Agree"]) == {"Blue": None, "Agree": None}
    assert str(scores(["Agree", "Not applicable"])["Not applicable"]) == "nan"


def test_a_number_before_a_name_does_not_make_it_a_choice():
    assert are_known(["1 - Agree", "2 - Strongly agree"])
    assert not are_known(["1 Tamsin", "2 Bob"])


def test_without_an_instrument_ratings_get_placeholders_and_unknown_labels_a_question_mark(tmp_path):
    rows = ["Your programme ID,I lead well.,I rest."] + [
        f"A-{each},{AGREEMENT[each % 5]},{'not at all now' if each % 2 else 'a lot more'}" for each in range(12)
    ]
    lines = inspected(written(tmp_path, "a.csv", "\n".join(rows)))
    made = drafted(lines)["a"]
    assert made["columns"] == {"person": "Your programme ID"}
    assert made["items"] == {"ITEM_1": "I lead well."}
    assert made["labels"] == dict.fromkeys(AGREEMENT, "?")
    assert made["wave"] == "?"


def test_items_are_found_by_the_wording_of_the_studys_instrument(tmp_path):
    study = tiny_study(tmp_path / "study")
    text = yaml.safe_load((study / "config/instrument.yaml").read_text(encoding="utf-8"))["items"][0]
    path = written(study / "data/raw", "new [1].csv", f"PID|Rate: - {text['text']}\nA-1|4\nA-2|5\nA-3|2\n")
    lines = inspected(path, study)
    made = drafted(lines)["new_1"]
    assert "items" not in made
    assert f"    # 1 item(s) need no line, the check finds them by id or wording: {text['id']}" in lines
    assert made["files"] == "new [[]1].csv"
    assert list((study / "data/raw").glob(made["files"])) == [path]


@pytest.mark.parametrize(
    ("header", "items", "said"),
    [
        ("2.1.a. I know.", None, "1 item(s) need no line, the check finds them by id or wording: B1a"),
        ("B1a", None, "1 item(s) need no line, the check finds them by id or wording: B1a"),
        ("Rate this: I know.", {"B1a": "Rate this: I know."}, ""),
        ("I do know.", {"B1a": "I do know."}, "only nearly in the item's wording, so compare: B1a"),
        ("I lead well.", {"ITEM_1": "I lead well."}, ""),
    ],
)
def test_the_draft_has_lines_only_for_items_that_the_check_would_not_find(tmp_path, header, items, said):
    study = tiny_study(tmp_path / "study")
    lines = inspected(written(study / "data/raw", "end.csv", f"PID,{header}\nA-1,4\nA-2,5\nA-3,2\n"), study)
    assert drafted(lines)["end"].get("items") == items
    assert not said or f"    # {said}" in lines


def test_a_table_without_a_header_shows_none_of_its_first_row(tmp_path):
    told = "\n".join(inspected(written(tmp_path, "a.csv", "Lind,4,2024-01-02\nRay,5,2024-01-03\nAy,2,2024-01-04\n")))
    assert "looks like data" in told
    assert "Lind" not in told


@pytest.mark.parametrize(
    ("label", "shown"),
    [("Tamsin Oakeshott", "T█████ O████████"), ("Interviewer", "Interviewer"), ("Speaker 2", "Speaker 2"), ("P1", "P1")],
)
def test_a_speakers_name_is_masked_and_a_role_is_not(label, shown):
    assert shown_label(label, show_names=False) == shown
    assert shown_label(label, show_names=True) == label


def test_names_of_speakers_stand_in_the_draft_only_on_demand():
    masked_lines, open_lines = (inspected(RAW / "focus_group.vtt", show_names=each) for each in (False, True))
    assert "Oakeshott" not in "\n".join(masked_lines) and "SHOW=names" in "\n".join(masked_lines)
    assert "Tamsin Oakeshott" in drafted(open_lines)["focus_group"]["speakers"]


def test_coders_are_counted_and_never_named():
    told = "\n".join(inspected(RAW / "coding.qdpx"))
    assert "coder 1 (" in told and "Researcher" not in told


def run(*asked: str, cwd=REPOSITORY) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "scripts.commands.inspect", *asked]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.4", "a PDF"), (b"", "an empty file"), (b"PK\x03\x04", "a damaged zip archive"), (None, "There is no such file.")],
)
def test_what_cannot_be_read_ends_in_words_and_exit_code_2(tmp_path, monkeypatch, capsys, content, told):
    path = tmp_path / "my file.csv"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(sys, "argv", ["inspect", str(path)])
    assert main() == 2
    said = capsys.readouterr()
    assert told in said.out + said.err
    assert "to do" in said.out + said.err


def test_a_damaged_workbook_is_told_without_a_traceback(tmp_path, monkeypatch, capsys):
    data = (FIXTURES / "roster.xlsx").read_bytes()
    path = written(tmp_path, "a.xlsx", data[:600] + bytes(200) + data[800:])
    monkeypatch.setattr(sys, "argv", ["inspect", str(path)])
    assert main() == 2
    assert "to do" in capsys.readouterr().err


def test_no_file_named_is_told(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["inspect", ""])
    assert main() == 2
    assert "No file was named." in capsys.readouterr().err


def test_a_file_is_looked_for_here_at_home_and_in_the_study(tmp_path, monkeypatch):
    study = tiny_study(tmp_path / "study")
    assert find_file("start.csv", study) == study / "data/raw/start.csv"
    monkeypatch.setenv("HOME", str(study))
    assert find_file("~/data/raw/start.csv", tmp_path) == study / "data/raw/start.csv"
    monkeypatch.chdir(study)
    assert find_file("data/raw/start.csv", tmp_path).exists()


def test_it_runs_as_make_calls_it(tmp_path):
    path = written(tmp_path, "my survey.csv", "PID,I lead well.\nA-1,4\nA-2,5\n")
    done = run(str(path), "--study", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\nmy survey.csv\n")


def test_our_own_names_of_columns_are_found_in_a_draft(tmp_path):
    path = written(tmp_path, "a.csv", "person,part,known as,years,consent_quote\nL-1,sponsor,x,3,yes\nL-2,sponsor,y,4,no\n")
    made = drafted(inspected(path))["a"]
    assert made["columns"] == {
        "person": "person", "part": "part", "known_as": "known as", "years": "years", "consent_quote": "consent_quote",
    }  # fmt: skip


def test_a_draft_whose_items_all_share_a_header_is_accepted_by_the_model(tmp_path):
    path = written(tmp_path, "a.csv", "Your programme ID,rate,rate\nL-1,4,5\nL-2,3,4\n")
    assert drafted(inspected(path))["a"]["items"] == {"ITEM_1": "?", "ITEM_2": "?"}


def test_a_table_with_a_lost_quotation_mark_is_a_table_and_the_mark_is_told(tmp_path):
    path = written(tmp_path, "a.csv", 'id,rate,text\nL-1,4,a\nL-2,3,"b\nL-3,3,c\nL-4,3,d\n')
    with pytest.raises(UnreadableFile) as caught:
        inspected(path)
    assert "row 3, where it opens" in caught.value.where


def test_cues_that_name_no_speaker_are_counted(tmp_path):
    path = written(tmp_path, "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nso it goes\n\n00:03.000 --> 00:04.000\nand on\n")
    assert any("2 lines or cues, none of which says who speaks" in line for line in inspected(path))


FREQUENCY = ["Rarely", "Sometimes", "Often", "Always"]


def scale(minimum, maximum, low, high):
    return Scale(minimum=minimum, maximum=maximum, low_label=low, high_label=high)


@pytest.mark.parametrize(
    ("labels", "of", "expected"),
    [
        (FREQUENCY, scale(1, 7, "never", "always"), [None] * 4),
        (FREQUENCY, scale(1, 5, "never", "always"), [2, 3, 4, 5]),
        (FREQUENCY, scale(0, 4, "never", "always"), [1, 2, 3, 4]),
        (FREQUENCY, scale(1, 5, "strongly disagree", "strongly agree"), [None] * 4),
        (FREQUENCY, None, [None] * 4),
        ([*FREQUENCY, "Blue"], scale(1, 5, "never", "always"), [None] * 5),
        (["Disagree", "Agree"], scale(1, 4, "strongly disagree", "strongly agree"), [2, 3]),
        (["2 - rarely", "7 - always"], scale(1, 7, "never", "always"), [2, 7]),
        (["2 - rarely", "5 - always"], scale(1, 7, "never", "always"), [2, 5]),
        (["2 - rarely", "7 - often"], scale(1, 7, "never", "always"), [None, None]),
        (["2 - rarely", "8 - always"], scale(1, 7, "never", "always"), [None, None]),
    ],
)
def test_a_word_gets_a_score_only_on_the_instruments_own_scale(labels, of, expected):
    assert sure_scores({"L1": labels}, of) == dict(zip(labels, expected, strict=True))


def test_a_word_that_one_item_uses_on_another_scale_gets_no_score():
    five = scale(1, 5, "strongly disagree", "strongly agree")
    assert sure_scores({"L1": AGREEMENT, "L2": ["Agree", "Agree in part"]}, five) == {
        **dict(zip(AGREEMENT, [1, 2, 3, None, 5], strict=True)),
        "Agree in part": None,
    }


def test_the_words_of_all_items_stand_in_one_map_that_the_check_refuses_until_it_is_filled_in(tmp_path):
    study = tiny_study(tmp_path / "study", ("instrument", "maximum: 5", "maximum: 7"))
    rows = ["PID,I know.,Other"] + [f"A-{each},{FREQUENCY[each % 4]},x" for each in range(12)]
    lines = inspected(written(study / "data/raw", "late.csv", "\n".join(rows)), study)
    made = drafted(lines)["late"]
    assert made["labels"] == dict.fromkeys(FREQUENCY, "?")
    assert "item_labels" not in made


@pytest.mark.parametrize(
    ("file", "header", "wave"),
    [("survey_end.csv", "I know.", "T1"), ("T0 answers.csv", "I know.", "T0"), ("weekend.csv", "I know.", "?"),
     ("x.csv", "T1: I know.", "T1"), ("start or end.csv", "I know.", "?")],
)  # fmt: skip
def test_a_wave_is_drafted_only_if_the_file_or_its_headers_say_it(tmp_path, file, header, wave):
    study = tiny_study(tmp_path / "study")
    path = written(study / "data/raw", file, f"PID,{header}\nA-1,4\nA-2,5\nA-3,2\n")
    [made] = drafted(inspected(path, study)).values()
    assert made["wave"] == wave


def test_no_empty_map_stands_above_lines_that_somebody_will_fill_in(tmp_path):
    for content in ("Your programme ID,rate,rate\nL-1,4,5\nL-2,3,4\n", "ID,ID\nL-1,x\n"):
        lines = inspected(written(tmp_path, "a.csv", content))
        after = {line.strip(): follows for line, follows in pairwise(lines)}
        assert not [line for line, follows in after.items() if line.endswith("{}") and follows.lstrip().startswith("#")]


@pytest.mark.parametrize(
    ("name", "key"), [("Survey End (2).csv", "survey_end_2"), ("2025.csv", "survey_2025"), ("李.csv", "survey")]
)
def test_a_block_is_named_after_its_file(tmp_path, name, key):
    assert list(drafted(inspected(written(tmp_path, name, "PID,I lead well.\nA-1,4\nA-2,5\n")))) == [key]

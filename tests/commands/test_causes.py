"""Three steps: answers are read, scored, and their change is reported; beside them themes, which have nothing to do with it."""

from copy import deepcopy

import pytest

from scripts.commands.causes import because

SCORES, CHANGE = "quantitative.scores", "quantitative.change"
PAIRED, TABLES = "scripts/quantitative/inference/paired.py", "scripts/ground/tables.py"
COUNTS = {"unit": "rows", "files": 1, "read": 41, "used": 37, "quarantined": 1, "excluded": 3, "reasons": "", "keyed_digest": ""}


def step(reads=None, makes=(), raw=None, config=None, code=()):
    return {
        "code": dict.fromkeys((*code, TABLES), "form bytes"),
        "config": config or {},
        "raw": raw or {},
        "environment": {"python": "3.11.7", "lock": "l", "conda": "c", "installed": "i"},
        "key": "",
        "inputs": reads or {},
        "outputs": list(makes),
    }


BEFORE = {
    "evidence": "e",
    "key": "k",
    "sources": {"survey_end": COUNTS, "interviews": COUNTS},
    "packages": {"pandas": "2.3.1", "scipy": "1.0"},
    "config": {
        "plan.inference.margin": "0.5",
        "plan.inference.reason": "~1a",
        "instrument.items.B1a.text": "~2b",
        "instrument.items.B1a.keyed": "positive",
    },
    "steps": {
        "ingest.surveys": step(makes=["answers.csv"], raw={"survey_end:1": "r"}, config={"instrument": "i"}),
        SCORES: step({"answers.csv": "a"}, ["scores.csv"]),
        CHANGE: step({"scores.csv": "s"}, ["change.csv"], config={"plan.inference": "p"}, code=[PAIRED]),
        "quantitative.models": step(code=[PAIRED]),
        "qualitative.themes": step({"prose.md": "p"}, raw={"interviews:1": "x", "interviews:2": "y"}),
    },
}


@pytest.fixture
def now():
    return deepcopy(BEFORE)


def told(now, *steps, before=BEFORE, **more):
    head, *lines = because(before, now, steps or (CHANGE, "qualitative.themes"), **more)
    assert head in ("because", "because of one or more of these")
    return [" ".join(line.split()) for line in lines]


def test_two_runs_of_the_same_are_said_to_differ_in_nothing(now):
    assert told(now) == ["nothing that the records hold differs: not raw files, configuration, code, packages or key"]


def test_of_a_run_that_kept_nothing_the_causes_are_said_to_be_unknown(now):
    assert told(now, before=None)[0].startswith("not known")


def test_an_edited_file_of_code_is_named_with_who_uses_it(now):
    now["steps"][CHANGE]["code"][PAIRED] = "another edited"
    assert told(now) == [f"code {PAIRED} changed (used by {CHANGE} and 1 more)"]


@pytest.mark.parametrize("digests", ["form commented", "another bytes"])
def test_other_comments_or_another_python_are_no_change_of_code(now, digests):
    now["steps"][CHANGE]["code"][PAIRED] = digests
    assert told(now)[0].startswith("nothing")


def test_a_new_file_of_code_is_named_and_one_that_others_imported_before_is_not(now):
    now["steps"][CHANGE]["code"]["scripts/new.py"] = "n n"
    now["steps"][SCORES]["code"][PAIRED] = "form bytes"
    now["steps"][CHANGE]["inputs"]["scores.csv"] = "other"
    assert told(now) == [f"code scripts/new.py is new (used by {CHANGE})"]


def test_a_key_of_the_configuration_is_told_with_both_values(now):
    now["steps"][CHANGE]["config"]["plan.inference"] = "q"
    now["config"]["plan.inference.margin"] = "0.6"
    assert told(now) == ["config plan.inference.margin 0.5 → 0.6"]


def test_of_a_text_in_the_configuration_only_the_key_is_told(now):
    now["steps"][CHANGE]["config"]["plan.inference"] = "q"
    now["config"]["plan.inference.reason"] = "~9z"
    assert told(now) == ["config plan.inference.reason changed"]


def test_under_another_key_hidden_values_say_nothing_and_the_section_is_named(now):
    now["key"] = "l"
    now["steps"][CHANGE]["config"]["plan.inference"] = "q"
    now["config"]["plan.inference.reason"] = "~9z"
    assert told(now) == ["config plan.inference changed"]


def test_a_setting_that_no_step_on_the_way_read_is_no_cause(now):
    now["config"]["plan.inference.margin"] = "0.6"
    assert told(now)[0].startswith("nothing")


def test_a_raw_file_far_upstream_is_found_over_files_that_differ(now):
    now["steps"]["ingest.surveys"]["raw"]["survey_end:1"] = "new"
    now["steps"][SCORES]["inputs"]["answers.csv"] = "new"
    now["steps"][CHANGE]["inputs"]["scores.csv"] = "new"
    now["sources"]["survey_end"] = COUNTS | {"read": 43, "used": 39}
    assert told(now) == ["survey_end 41 → 43 read, 37 → 39 used; file changed"]


def test_what_came_in_unchanged_is_no_cause(now):
    now["steps"]["ingest.surveys"]["raw"]["survey_end:1"] = "new"
    now["steps"][SCORES]["code"][TABLES] = "another edited"
    assert told(now)[0].startswith("nothing")


def test_only_what_lies_in_the_chain_is_told(now):
    now["steps"]["qualitative.themes"]["raw"] = {"interviews:1": "y", "interviews:2": "x2", "interviews:3": "z"}
    assert told(now, CHANGE)[0].startswith("nothing")
    assert told(now) == ["interviews 1 file changed, 1 file added"]


def test_a_count_that_changed_without_its_file_is_told_of_what_the_thing_rests_on(now):
    now["sources"]["survey_end"] = COUNTS | {"used": 36, "excluded": 4}
    assert told(now, CHANGE, sources=["survey_end"]) == ["survey_end 37 → 36 used, 3 → 4 excluded"]


def test_a_file_that_no_step_made_is_named_with_its_reader(now):
    now["steps"]["qualitative.themes"]["inputs"]["prose.md"] = "q"
    assert told(now) == ["file prose.md changed (read by qualitative.themes)"]


def test_packages_are_named_with_their_versions_where_a_step_ran_with_others(now):
    now["packages"] = {"pandas": "2.3.2", "scipy": "1.0", "extra": "1"}
    assert told(now)[0].startswith("nothing")
    now["steps"][CHANGE]["environment"] = {"python": "3.12.0", "lock": "l", "conda": "c", "installed": "j"}
    assert told(now) == ["packages Python 3.11.7 → 3.12.0", "packages extra is new: 1", "packages pandas 2.3.1 → 2.3.2"]


def test_a_new_key_is_a_cause_of_its_own(now):
    before = deepcopy(BEFORE)
    before["steps"][CHANGE]["key"], now["steps"][CHANGE]["key"] = "one", "two"
    assert told(now, before=before) == ["key the pseudonym key is another one"]


def test_many_causes_of_a_kind_are_cut_unless_all_are_asked_for(now):
    for number in range(9):
        now["steps"][CHANGE]["code"][f"scripts/{number}.py"] = "n n"
    assert told(now)[-1] == "... and 3 more of this kind"
    assert len(told(now, is_whole=True)) == 9

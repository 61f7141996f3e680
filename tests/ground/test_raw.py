import pytest

from ground.tiny_study import tiny_study, written
from scripts.ground.config import load_config
from scripts.ground.faults import ConfigFault, Faults, MissingInput, StudyFault, UnreadableFile
from scripts.ground.raw import find_raw, raw_digest, refuse_unknown_raw, refuse_unread_withdrawals, unread_raw

PATTERN = ("sources", "files: start.csv", "files: [start.csv, 'more/*.csv']")


def test_files_are_found_in_one_order_and_called_by_source_and_number(tmp_path):
    study = tiny_study(tmp_path, PATTERN)
    for name in ("more/b.csv", "more/a.csv", "more/a.txt"):
        written(study / "data/raw" / name, name)
    found = find_raw(load_config(study), ["survey", "roster"])
    assert [(file.id, file.path.name) for file in found] == [
        ("roster:1", "roster.csv"),
        ("survey_start:1", "a.csv"),
        ("survey_start:2", "b.csv"),
        ("survey_start:3", "start.csv"),
    ]


def test_only_the_kinds_asked_for_are_found(tmp_path):
    assert [file.key for file in find_raw(load_config(tiny_study(tmp_path)), ["roster"])] == ["roster"]


def test_a_file_that_two_patterns_name_is_found_once(tmp_path):
    study = tiny_study(tmp_path, ("sources", "files: start.csv", "files: [start.csv, 'st*.csv']"))
    assert len(find_raw(load_config(study), ["survey"])) == 1


def test_what_an_office_program_leaves_beside_an_open_file_is_none_of_the_source(tmp_path):
    study = tiny_study(tmp_path, ("sources", "files: start.csv", "files: '*.csv'"))
    written(study / "data/raw/~$start.csv", "x")
    written(study / "data/raw/.start.csv", "x")
    assert {file.path.name for file in find_raw(load_config(study), ["survey"])} == {"roster.csv", "start.csv"}


def test_a_file_named_in_full_is_data_whatever_it_is_called(tmp_path):
    study = tiny_study(tmp_path, ("sources", "files: start.csv", "files: README.csv"))
    written(study / "data/raw/README.csv", "x")
    assert [file.path.name for file in find_raw(load_config(study), ["survey"])] == ["README.csv"]


def test_all_missing_sources_are_told_at_once_without_the_names_of_other_files(tmp_path):
    study = tiny_study(tmp_path)
    written(study / "data/raw/other.csv", "x")
    for name in ("roster.csv", "start.csv"):
        (study / "data/raw" / name).unlink()
    with pytest.raises(Faults) as told:
        find_raw(load_config(study), ["roster", "survey"])
    assert [type(fault) for fault in told.value.faults] == [MissingInput, MissingInput]
    assert "source survey_start" in str(told.value)


LATER = ("sources", "wave: T0", "wave: T1")


@pytest.mark.parametrize(("others", "said"), [(1, "1 file in data/raw is named"), (2, "2 files in data/raw are named")])
def test_files_that_no_source_names_are_counted_beside_a_missing_one_and_not_named(tmp_path, others, said):
    study = tiny_study(tmp_path, LATER)
    (study / "data/raw/start.csv").rename(study / "data/raw/jane smith.csv")
    for name in ("README.md", "~$start.csv", *["more/b.csv"][: others - 1]):
        written(study / "data/raw" / name, "x")
    with pytest.raises(MissingInput) as told:
        find_raw(load_config(study), ["survey"])
    assert told.value.what == f"The source has no file. {said} by no source."
    assert told.value.remedy.endswith("`optional: true`; a renamed file gets its name back.")
    assert "jane" not in str(told.value)


def test_nothing_is_said_of_other_files_where_sources_name_them_all(tmp_path):
    texts = "  coding: {kind: coding, files: x.qda, format: qualcoder, texts: ['texts/*'], optional: true}\nwithdrawals:"
    study = tiny_study(tmp_path, LATER, ("sources", "withdrawals:", texts))
    (study / "data/raw/start.csv").unlink()
    for name in ("x.qda/data.qda", "x.qda/documents/a.txt", "texts/a.txt"):
        written(study / "data/raw" / name, "x")
    with pytest.raises(MissingInput) as told:
        find_raw(load_config(study), ["survey"])
    assert told.value.what == "The source has no file."
    assert told.value.remedy == "Put the file there, correct the pattern, or mark the source `optional: true`."


@pytest.mark.parametrize(("file", "kind"), [("roster.csv", "roster"), ("start.csv", "survey")])
def test_the_roster_and_the_baseline_are_never_offered_to_be_optional(tmp_path, file, kind):
    study = tiny_study(tmp_path)
    (study / "data/raw" / file).unlink()
    with pytest.raises(MissingInput) as told:
        find_raw(load_config(study), [kind])
    assert told.value.remedy == "Put the file there, or correct the pattern."


def test_an_optional_source_may_have_no_file(tmp_path):
    study = tiny_study(tmp_path, ("sources", "wave: T0", "wave: T0, optional: true"))
    (study / "data/raw/start.csv").unlink()
    assert find_raw(load_config(study), ["survey"]) == []


def test_a_study_without_raw_folder_is_told_so(tmp_path):
    study = tiny_study(tmp_path)
    (study / "data").rename(study / "elsewhere")
    with pytest.raises(MissingInput, match="no data/raw folder"):
        find_raw(load_config(study), ["roster"])


@pytest.mark.parametrize("left", [(), ("MANIFEST.txt", ".DS_Store", "README.md")])
def test_a_raw_folder_with_nothing_in_it_is_told_once_for_all_sources(tmp_path, left):
    study = tiny_study(tmp_path)
    for path in (study / "data/raw").iterdir():
        path.unlink()
    for name in left:
        written(study / "data/raw" / name, "x")
    with pytest.raises(MissingInput) as told:
        find_raw(load_config(study), ["roster", "survey"])
    assert told.value.what == "data/raw is empty."
    assert told.value.where.endswith("looks for roster, survey_start")


def test_a_renamed_file_of_a_fictional_study_is_named_with_the_one_that_is_missing(tmp_path):
    study = tiny_study(tmp_path)
    (study / "data/raw/start.csv").rename(study / "data/raw/start_2.csv")
    written(study / "data/raw/Jane Smith.txt", "real")
    with pytest.raises(StudyFault) as told:
        refuse_unknown_raw(load_config(study))
    assert told.value.what == (
        "2 raw file(s) do not belong to this fictional study: start_2.csv, 1 whose names are not shown. "
        "Of its own start.csv is missing."
    )


def test_a_link_out_of_the_folder_is_refused_and_named_by_number_only(tmp_path):
    study = tiny_study(tmp_path / "study")
    outside = written(tmp_path / "secret-of-jane.csv", "ID\n")
    (study / "data/raw/start.csv").unlink()
    (study / "data/raw/start.csv").symlink_to(outside)
    with pytest.raises(UnreadableFile) as told:
        find_raw(load_config(study), ["survey"])
    assert told.value.where == "survey_start:1"
    assert "jane" not in str(told.value)


def test_a_folder_linked_from_outside_is_refused(tmp_path):
    study = tiny_study(tmp_path / "study", ("sources", "files: start.csv", "files: more/*.csv"))
    written(tmp_path / "outside/a.csv", "ID\n")
    (study / "data/raw/more").symlink_to(tmp_path / "outside")
    with pytest.raises(UnreadableFile, match="leads out"):
        find_raw(load_config(study), ["survey"])


def test_a_link_inside_the_folder_is_fine(tmp_path):
    study = tiny_study(tmp_path)
    raw = study / "data/raw"
    (raw / "start.csv").rename(raw / "first.csv")
    (raw / "start.csv").symlink_to(raw / "first.csv")
    assert [file.id for file in find_raw(load_config(study), ["survey"])] == ["survey_start:1"]


def digest(study):
    config = load_config(study)
    return raw_digest(config, find_raw(config, ["survey"]))


@pytest.mark.parametrize(
    "change",
    [
        lambda study: written(study / "data/raw/start.csv", "ID,Q1\nP-1,5\n"),
        lambda study: (study / "data/raw/start.csv").rename(study / "data/raw/st2.csv"),
        lambda study: written(study / "data/raw/st2.csv", "ID,Q1\n"),
        lambda study: tiny_study(study, ("sources", "files: start.csv", "files: 'st*.csv'"), ("sources", "B1a: Q1", "B1a: Q2")),
    ],
    ids=["content", "name", "one more file", "declaration"],
)
def test_the_digest_of_raw_files_moves_with_content_name_number_and_declaration(tmp_path, change):
    study = tiny_study(tmp_path, ("sources", "files: start.csv", "files: 'st*.csv'"))
    before = digest(study)
    change(study)
    assert digest(study) != before


def test_the_digest_of_raw_files_ignores_other_sources(tmp_path):
    study = tiny_study(tmp_path)
    before = digest(study)
    written(study / "data/raw/roster.csv", "ID\nP-2\n")
    assert digest(study) == before


def test_a_fictional_study_refuses_a_file_that_its_manifest_does_not_list(tmp_path):
    study = tiny_study(tmp_path)
    refuse_unknown_raw(load_config(study))
    written(study / "data/raw/interviews/Jane Smith.txt", "real")
    with pytest.raises(StudyFault) as told:
        refuse_unknown_raw(load_config(study))
    assert "1 raw file" in told.value.what
    assert "Jane" not in str(told.value)


def test_a_real_study_needs_no_manifest(tmp_path):
    study = tiny_study(tmp_path, ("study", "fictional: true", "fictional: false"))
    written(study / "data/raw/interviews/more.txt", "real")
    refuse_unknown_raw(load_config(study))


CODING = ("sources", "sources:\n", "sources:\n  coding: {kind: coding, format: qualcoder, files: PATTERN}\n")


def coded_study(tmp_path, pattern):
    old, new = CODING[1], CODING[2].replace("PATTERN", f"'{pattern}'")
    study = tiny_study(tmp_path, ("sources", old, new))
    written(study / "data/raw/coding/team.qda/data.qda", "the database")
    return study


@pytest.mark.parametrize(
    "pattern", ["coding/team.qda", "coding/*.qda", "coding/*", "coding/team.qda/data.qda", "coding/**/*.qda"]
)
def test_a_qualcoder_folder_stands_for_the_database_in_it(tmp_path, pattern):
    study = coded_study(tmp_path, pattern)
    written(study / "data/raw/coding/team.qda/documents/a.txt", "a text of the project")
    assert [file.path.name for file in find_raw(load_config(study), ["coding"])] == ["data.qda"]


def test_a_qualcoder_folder_without_its_database_is_told(tmp_path):
    study = coded_study(tmp_path, "coding/*")
    (study / "data/raw/coding/team.qda/data.qda").unlink()
    with pytest.raises(UnreadableFile, match=r"holds no data\.qda"):
        find_raw(load_config(study), ["coding"])


@pytest.mark.parametrize("name", ["data.qda", "data.qda-wal", "data.qda-journal"])
def test_the_digest_follows_the_database_in_the_folder_and_the_changes_beside_it(tmp_path, name):
    study = coded_study(tmp_path, "coding/team.qda")
    config = load_config(study)
    before = raw_digest(config, find_raw(config, ["coding"]))
    written(study / "data/raw/coding/team.qda" / name, "changed")
    assert raw_digest(config, find_raw(config, ["coding"])) != before


@pytest.mark.parametrize("pattern", ["'***'", "a**b.csv", "''", "."])
def test_a_pattern_that_is_none_is_told(tmp_path, pattern):
    study = tiny_study(tmp_path, ("sources", "files: start.csv", f"files: {pattern}"))
    with pytest.raises(ConfigFault, match="is no pattern"):
        find_raw(load_config(study), ["survey"])


@pytest.mark.parametrize("pattern", ["start.csv", "'*.csv'"])
def test_a_link_that_leads_nowhere_is_told(tmp_path, pattern):
    study = tiny_study(tmp_path, ("sources", "files: start.csv", f"files: {pattern}"))
    (study / "data/raw/start.csv").unlink()
    (study / "data/raw/start.csv").symlink_to(tmp_path / "nothing.csv")
    with pytest.raises(UnreadableFile, match="leads nowhere"):
        find_raw(load_config(study), ["survey"])


def test_a_file_that_no_source_reads_is_found_but_not_what_lies_beside_data(tmp_path):
    study = tiny_study(tmp_path)
    for name in ("extra.csv", "notes/README.md", "~$start.csv", "team.qda/data.qda"):
        written(study / "data/raw" / name, "x\n")
    assert [path.name for path in unread_raw(load_config(study))] == ["extra.csv"]


def test_a_file_of_withdrawals_beside_none_so_far_stops_the_run(tmp_path):
    study = tiny_study(tmp_path)
    refuse_unread_withdrawals(load_config(study))
    written(study / "data/raw/Withdrawals March.csv", "id\nA1\n")
    with pytest.raises(StudyFault, match="declares no withdrawals") as told:
        refuse_unread_withdrawals(load_config(study))
    assert "March" not in str(told.value) and "none so far" in told.value.remedy

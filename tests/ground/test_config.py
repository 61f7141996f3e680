import pytest

from ground.tiny_study import tiny_study
from scripts.ground.config import Config, load_config, section_named, section_path, section_paths
from scripts.ground.faults import ConfigFault, Fault, Faults
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.models.explanations import Explanations
from scripts.ground.models.instrument import Scale
from scripts.ground.models.study import Fictional, Publication, ReportDate


def faults_of(study) -> list[Fault]:
    with pytest.raises((Fault, Faults)) as told:
        load_config(study)
    return told.value.faults if isinstance(told.value, Faults) else [told.value]


def test_the_smallest_study_loads_without_its_optional_files(tmp_path):
    config = load_config(tiny_study(tmp_path))
    assert config.study.publication.title == "Tiny"
    assert config.slice(Disclosure) == Disclosure()
    assert config.slice(Explanations) == Explanations()


def test_an_optional_file_is_read_when_it_is_there(tmp_path):
    study = tiny_study(tmp_path, ("disclosure", "", "canaries: [Zebedee Quillfeather]"))
    assert load_config(study).slice(Disclosure).canaries == ("Zebedee Quillfeather",)


def test_a_step_may_take_one_key_and_is_not_moved_by_its_neighbours(tmp_path):
    before, after = (
        load_config(tiny_study(tmp_path / name, *changes))
        for name, changes in (("before", ()), ("after", (("study", "institution: Nowhere College", "institution: Elsewhere"),)))
    )
    assert before.slice(ReportDate).report_date == before.study.publication.report_date
    assert (section_path(Fictional), section_named("Fictional")) == (("study", "publication", "fictional"), Fictional)
    assert [before.slice_digest(each) == after.slice_digest(each) for each in (Fictional, ReportDate, Publication)] == [
        True, True, False,
    ]  # fmt: skip


def test_a_folder_without_config_is_no_study(tmp_path):
    [fault] = faults_of(tmp_path)
    assert "not a study" in fault.what


def test_a_missing_file_names_itself(tmp_path):
    study = tiny_study(tmp_path)
    (study / "config/codebook.yaml").unlink()
    [fault] = faults_of(study)
    assert fault.where == "config/codebook.yaml"


def test_faults_of_all_files_are_told_at_once(tmp_path):
    study = tiny_study(
        tmp_path,
        ("study", "  title: Tiny\n", "  titel: Tiny\n"),
        ("instrument", "minimum: 1,", ""),
        ("codebook", "valence: supports", "valence: perhaps"),
    )
    assert sorted((fault.where, fault.what) for fault in faults_of(study)) == [
        ("config/codebook.yaml, line 3", "`codes, entry 1, valence` cannot be `perhaps`."),
        ("config/instrument.yaml, line 1", "The key `minimum` is missing under `scale`."),
        ("config/study.yaml, line 2", "Unknown key `titel` under `publication`. Did you mean `title`?"),
    ]


SOURCES = """\
sources:
  roster: {kind: roster, files: roster.csv, format: csv, columns: {person: ID}}
  feedback:
    kind: interviews
    files: a.txt
    fromat: txt
    format: txt
    group: participants
  start:
    kind: feedbak
    files: start.csv
  late:
    kind: survey
    files: late.csv
    format: csv
    wave: T1
    labels:
      Often: "?"
      Never: one
    columns: {person: ID}
    optional: perhaps
withdrawals: none so far
"""


def test_every_kind_of_slip_is_told_in_words_with_its_line_and_the_nearest_word(tmp_path):
    told = {fault.where: fault for fault in faults_of(tiny_study(tmp_path, ("sources", "", SOURCES)))}
    assert {where.removeprefix("config/sources.yaml, line "): fault.what for where, fault in told.items()} == {
        "6": "Unknown key `fromat` under `sources.feedback`. Did you mean `format`?",
        "10": "`kind` cannot be `feedbak` under `sources.start`. Did you mean `feedback`?",
        "18": "`sources.late.labels.Often` still says `?`.",
        "19": "`sources.late.labels.Never` must be a number.",
        "21": "`sources.late.optional` must be true or false.",
    }
    assert "roster, survey" in told["config/sources.yaml, line 10"].remedy
    assert "file_name" in told["config/sources.yaml, line 6"].remedy


def test_slips_in_three_files_come_in_one_run(tmp_path):
    study = tiny_study(
        tmp_path,
        ("study", "cohorts:", "running: {quarantaine_limit: 3}\ncohorts:"),
        ("sources", "wave: T0", "wav: T0"),
        ("disclosure", "", "canarys: [Zebedee]"),
    )
    assert sorted(fault.what for fault in faults_of(study)) == [
        "Unknown key `canarys`. Did you mean `canaries`?",
        "Unknown key `quarantaine_limit` under `running`. Did you mean `quarantine_limit`?",
        "Unknown key `wav` under `sources.survey_start`. Did you mean `wave`?",
    ]


def test_a_name_that_no_file_defines_is_told_with_the_slips_of_the_files_that_cannot_be_read(tmp_path):
    study = tiny_study(tmp_path, ("codebook", "valence", "valance"), ("sources", "wave: T0", 'wave: "?"'))
    told = [fault.what for fault in faults_of(study)]
    assert "There is no wave “?”." in told and any("valance" in what for what in told)
    # the codes are not known, so none is called unknown
    assert not [what for what in told if "no code" in what]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            ("study", "cohorts:", "running: {quarantine_limit: many}\ncohorts:"),
            "`running.quarantine_limit` must be a whole number.",
        ),
        (("study", "cohorts:", "running: {quarantine_limit: -1}\ncohorts:"), "`running.quarantine_limit` must be at least 0."),
        (("study", "2026-03-31", "soon"), "`publication.report_date` must be a date: 2026-03-31."),
        (("study", "title: Tiny", "title: 2025"), "must be text"),
        (("study", "title: Tiny", "title: [a]"), "must be text"),
        (("study", "waves: [{id: T0, name: start}, {id: T1, name: end}]", "waves: T0"), "`cohorts.waves` must be a list"),
        (("study", "waves: [{id: T0, name: start}, {id: T1, name: end}]", "waves: []"), "at least 1 of its entries"),
        (("sources", "kind: survey, ", ""), "The key `kind` is missing under `sources.survey_start`."),
        (("sources", "columns: {person: ID}, items", "columns: ID, items"), "must hold keys with values"),
        (("analysis_plan", "inference: {minimum_pairs: 3}", "inference: {multiplicity: Holms}"), "Did you mean `holm`?"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_in_words(tmp_path, change, what):
    [fault] = faults_of(tiny_study(tmp_path, change))
    assert what in fault.what


def test_keys_that_stand_twice_are_told_at_once_with_both_lines(tmp_path):
    text = "sources:\n  survey: {kind: x}\n  b:\n    files: x\n    files: y\n  survey: {kind: y}\n"
    assert [(fault.what, fault.remedy) for fault in faults_of(tiny_study(tmp_path, ("sources", "", text)))] == [
        ("The name `survey` stands twice (lines 2 and 6).", "Give each source its own name."),
        ("The key `files` stands twice (lines 4 and 5).", "Keep one of the two."),
    ]


def surveys(first, second):
    return (
        "sources",
        "wave: T0, columns: {person: ID}, items: {B1a: Q1}}",
        f"wave: {first}, columns: {{person: ID}}, items: {{B1a: Q1}}}}\n"
        f"  survey_end: {{kind: survey, files: end.csv, format: csv, wave: {second}, columns: {{person: ID}}}}",
    )


def test_a_wave_without_a_survey_while_another_has_two_is_one_clear_fault(tmp_path):
    [fault] = faults_of(tiny_study(tmp_path, surveys("T0", "T0")))
    assert fault.what == "No survey has wave T1; survey_start and survey_end both have T0."


@pytest.mark.parametrize(
    "changes", [(surveys("T0", "T1"),), (surveys("T0", "T0"), ("study", "cohorts:", "running: {interim: true}\ncohorts:"))]
)
def test_a_survey_for_each_wave_or_an_interim_study_is_fine(tmp_path, changes):
    load_config(tiny_study(tmp_path, *changes))


@pytest.mark.parametrize(
    ("change", "what", "where"),
    [
        (
            ("study", "  title: Tiny\n", "  title: Tiny\n  title: Twice\n"),
            "`title` stands twice (lines 2 and 3)",
            "config/study.yaml, line 3",
        ),
        (("study", "title: Tiny", "title: [Tiny"), "not valid YAML", "config/study.yaml, line 3"),
        (("study", "2026-03-31", "2026-02-30"), "day is out of range", "config/study.yaml, line 6"),
        (("study", "title: Tiny", "title: {{TBC}}"), "key", "config/study.yaml, line 2"),
        (("study", "  programme", "\tprogramme"), "Line 3 begins with a tab.", "config/study.yaml, line 3"),
        (("study", "title: Tiny", "title: Ti\x0bny"), "characters are not allowed", "config/study.yaml"),
    ],
    ids=[
        "duplicate key",
        "open bracket",
        "impossible date",
        "braces left by a template",
        "a tab",
        "a control character from Word",
    ],
)
def test_what_is_no_yaml_is_told_in_words(tmp_path, change, what, where):
    [fault] = faults_of(tiny_study(tmp_path, change))
    assert isinstance(fault, ConfigFault)
    assert what in fault.what
    assert fault.where == where


def test_a_file_in_another_encoding_is_told_in_words(tmp_path):
    study = tiny_study(tmp_path)
    (study / "config/study.yaml").write_bytes("title: Zoë".encode("cp1252"))
    [fault] = faults_of(study)
    assert "not UTF-8" in fault.what


def test_a_list_where_keys_are_wanted_is_told_in_words(tmp_path):
    [fault] = faults_of(tiny_study(tmp_path, ("disclosure", "", "- canaries")))
    assert fault.what.startswith("The file must hold keys")


@pytest.mark.parametrize(
    ("change", "what", "where"),
    [
        (("codebook", "aims: [behaviour]", "aims: [impact]"), "aim “impact”", "config/codebook.yaml, code strength"),
        (("codebook", "behaviours: [B1]", "behaviours: [B9]"), "behaviour “B9”", "config/codebook.yaml, code strength"),
        (("sources", "wave: T0", "wave: T7"), "wave “T7”", "config/sources.yaml, source survey_start"),
        (("sources", "B1a: Q1", "B1z: Q1"), "item “B1z”", "config/sources.yaml, source survey_start"),
        (("logic_model", "codes: [strength]", "codes: [courage]"), "code “courage”", "config/logic_model.yaml, element people"),
        (
            ("logic_model", "codes: [strength]", "families: [courage]"),
            "family of codes “courage”",
            "config/logic_model.yaml, element people",
        ),
        (
            ("sources", "withdrawals:", "  talks: {kind: interviews, files: a.txt, format: txt, group: citizens}\nwithdrawals:"),
            "source group “citizens”",
            "config/sources.yaml, source talks",
        ),
    ],
)
def test_an_id_that_no_other_file_defines_is_refused(tmp_path, change, what, where):
    [fault] = faults_of(tiny_study(tmp_path, change))
    assert what in fault.what
    assert fault.where == where


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("sources", "files: roster.csv", "files: ../roster.csv"), "must lie inside data/raw"),
        (("sources", "files: roster.csv", "files: /etc/passwd"), "must lie inside data/raw"),
        (("sources", "withdrawals: none so far", ""), "none so far"),
        (("sources", "kind: roster", "kind: projects"), "exactly one source of kind 'roster'"),
        (("study", "{id: T1, name: end}", "{id: T0, name: end}"), "waves: an id is given twice"),
        (("instrument", ", behaviour: B1}", "}"), "name either a behaviour or one of other_scales"),
        (("instrument", "maximum: 5", "maximum: 1"), "scale: maximum must be above minimum"),
        (("instrument", "minimum: 1, maximum: 5", "minimum: 5, maximum: 1"), "scale: maximum must be above minimum"),
        (
            ("analysis_plan", "minimum_pairs: 3", "confidence: 0.9, equivalence_confidence: 0.95"),
            "equivalence_confidence must not exceed",
        ),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, change, what):
    assert any(what in fault.what for fault in faults_of(tiny_study(tmp_path, change)))


def test_every_section_can_be_asked_for_by_type(tmp_path):
    config = load_config(tiny_study(tmp_path))
    for section in section_paths():
        assert isinstance(config.slice(section), section)
        assert section_named(section.__name__) is section
    assert section_named("Nothing") is None


def test_slices_hold_the_values_of_the_files(tmp_path):
    config = load_config(tiny_study(tmp_path))
    assert config.slice(Inference).minimum_pairs == 3
    assert config.slice(Scale).maximum == 5


def moved(before: Config, after: Config) -> set[str]:
    return {each.__name__ for each in section_paths() if before.slice_digest(each) != after.slice_digest(each)}


@pytest.mark.parametrize(
    ("change", "slices"),
    [
        (("instrument", "maximum: 5", "maximum: 7"), {"Instrument", "Scale"}),
        (("instrument", "text: I know.", "text: I knew."), {"Instrument"}),
        (("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 4"), {"AnalysisPlan", "Inference"}),
        (("study", "title: Tiny", "title: Small"), {"Study", "Publication", "Title"}),
        (("study", "question: What changed?", "question: What else?"), {"Study", "Cohorts"}),
        (("study", "cohorts:", "running: {strict: true}\ncohorts:"), {"Study", "Running"}),
        (("codebook", "name: Strength", "name: Strengths"), {"Codebook"}),
        (("sources", "Q1", "Q2"), {"Sources"}),
        (("disclosure", "", "classes: {themes: {minimum: 12, reason: caution}}"), {"Disclosure", "Classes"}),
        (("disclosure", "", "redaction: {allowed_words: [Brexit]}"), {"Disclosure", "Redaction"}),
        (("logic_model", "name: People", "name: Folk"), {"LogicModel"}),
        (("explanations", "", "explanations: [{verdict: v, digest: d, text: t}]"), {"Explanations"}),
    ],
)
def test_a_value_moves_the_digest_of_its_slices_and_of_no_other(tmp_path, change, slices):
    before = load_config(tiny_study(tmp_path / "before"))
    assert moved(before, load_config(tiny_study(tmp_path / "after", change))) == slices


@pytest.mark.parametrize(
    "change",
    [
        ("instrument", "scale:", "# the scale of the team\nscale:"),
        ("instrument", "minimum: 1, maximum: 5", "maximum: 5.0, minimum: 1.0"),
        ("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 3, confidence: 0.95"),
        ("study", "title: Tiny", 'title: "Tiny"'),
        ("explanations", "", "explanations: []"),
    ],
    ids=["comment", "order and form of numbers", "a default written out", "quotes", "an optional file that says nothing"],
)
def test_another_way_to_write_the_same_values_moves_no_digest(tmp_path, change):
    before = load_config(tiny_study(tmp_path / "before"))
    assert moved(before, load_config(tiny_study(tmp_path / "after", change))) == set()

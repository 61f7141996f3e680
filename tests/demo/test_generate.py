"""The fictional cohort: the same bytes every time, words as written, and the counts that the study promises."""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from pathlib import Path

import docx
import pytest
import yaml
from openpyxl import load_workbook

from scripts.demo.cast import load_cast, read_csv
from scripts.demo.generate import MANIFEST, generate
from scripts.demo.prose import Document, read_prose
from scripts.demo.survey_start import question_names
from scripts.demo.transcripts import NAMED_FILES
from scripts.demo.truth import HERE, load_truth
from scripts.ground.models.sources import Sources

STUDY = HERE.parents[1]
CANARY = "Ottoline Thrussock-Vane"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    generate(folder, load_truth())
    return folder


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.model_validate(yaml.safe_load((STUDY / "config/sources.yaml").read_text(encoding="utf-8")))


def test_two_runs_give_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    generate(tmp_path, load_truth())
    assert contents(tmp_path) == contents(raw)


def test_another_seed_changes_answers_and_not_words(raw: Path, tmp_path: Path) -> None:
    generate(tmp_path, load_truth(seed=1))
    changed = {name for name, content in contents(tmp_path).items() if content != contents(raw)[name]}
    assert {"survey_start.csv", "survey_end.xlsx"} <= changed
    assert not any(name.startswith("reflections/") for name in changed)


def test_the_raw_files_of_the_study_are_those_of_the_generator(raw: Path) -> None:
    in_study = contents(STUDY / "data/raw")
    assert {name: in_study.get(name) for name in contents(raw) if name != MANIFEST} == {
        name: content for name, content in contents(raw).items() if name != MANIFEST
    }


def test_a_larger_cohort_has_as_many_people_as_asked(tmp_path: Path) -> None:
    generate(tmp_path, load_truth(people=120))
    assert Counter(row[1] for row in roster(tmp_path))["participant"] == 120


def test_the_manifest_lists_every_file_but_itself(raw: Path) -> None:
    listed = (raw / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert listed == sorted(set(contents(raw)) - {MANIFEST})


def test_the_cohort_has_48_participants_of_14_authorities_12_sponsors_and_3_facilitators(raw: Path) -> None:
    people = roster(raw)
    assert Counter(row[1] for row in people) == {"participant": 48, "sponsor": 12, "facilitator": 3}
    assert len({row[6] for row in people if row[1] == "participant"}) == 14
    assert len(read_csv("authorities.csv")) == 14


def test_interviews_and_reflections_are_as_many_and_as_long_as_promised() -> None:
    interviews = read_prose("participant interview") + read_prose("sponsor interview")
    long_enough = [each for each in interviews if sum(len(turn.text.split()) for turn in each.turns) >= 800]
    assert len(long_enough) >= 16
    assert len(read_prose("reflection")) >= 40


def test_no_eight_words_in_a_row_stand_in_two_places() -> None:
    where: dict[tuple[str, ...], set[str]] = {}
    for place, text in written_texts():
        words = re.findall(r"\w+", text.lower())
        for start in range(len(words) - 7):
            where.setdefault(tuple(words[start : start + 8]), set()).add(place)
    assert {" ".join(run): places for run, places in where.items() if len(places) > 1} == {}


def test_transcripts_say_word_for_word_what_was_written(raw: Path) -> None:
    for document in all_interviews():
        assert speech(transcript(raw, document)) == [turn.text for turn in document.turns], document.name
    (group,) = read_prose("focus group")
    assert " ".join(speech(raw / "focus_group.vtt")) == " ".join(turn.text for turn in group.turns)


def test_a_teams_transcript_has_a_cue_with_two_voices(raw: Path) -> None:
    cues = (raw / "interviews/SBL-101 interview.vtt").read_text(encoding="utf-8").split("\n\n")
    assert sum(cue.count("<v ") == 2 for cue in cues) == 1


def test_coding_marks_are_stripped_everywhere(raw: Path) -> None:
    assert [name for name, content in contents(raw).items() if b"[[" in content] == []


def test_the_canary_is_in_the_raw_files(raw: Path) -> None:
    spoken = [" ".join(speech(transcript(raw, document))) for document in all_interviews()]
    assert sum(CANARY in each for each in spoken) >= 1


def test_the_start_survey_carries_the_mess_of_a_real_export(raw: Path) -> None:
    with (raw / "survey_start.csv").open(encoding="utf-8", newline="") as file:
        names, _, ids, *rows = csv.reader(file)
    responses = [dict(zip(names, row, strict=True)) for row in rows]
    typed = Counter(each["Q1_programme_id"] for each in responses)
    assert ids[0].startswith('{"ImportId":')
    assert [each["Q1_programme_id"] for each in responses if each["Status"] == "1"] == ["test"]
    assert [each["Q1_programme_id"] for each in responses if each["Finished"] == "0"] == ["SBL-146"]
    assert [id for id, times in typed.items() if times > 1] == ["SBL-118"]
    assert {"SBL 117", "sbl-122", "SBL-414"} <= set(typed)
    assert [each[question_names()["B3b"]] for each in responses].count("7") == 1


def test_forty_people_answered_at_the_end(raw: Path) -> None:
    header, *rows = load_workbook(raw / "survey_end.xlsx").active.values
    ids = [row[header.index("Your programme\u00a0ID")] for row in rows]
    assert (len(ids), len(set(ids))) == (41, 40)
    assert "SBL-1O4" in ids


def test_more_than_half_of_the_followed_up_projects_met_their_target(raw: Path) -> None:
    _, *rows = load_workbook(raw / "projects.xlsx").active.values
    followed = [row for row in rows if row[7] is not None]
    met = [row for row in followed if (row[7] >= row[6] if row[4] == "higher" else row[7] <= row[6])]
    assert 0.55 <= len(met) / len(followed) <= 0.60
    assert len(followed) < len(rows)


def test_sources_name_every_column_of_every_table(raw: Path, sources: Sources) -> None:
    for source in sources.sources.values():
        if not hasattr(source, "ignore"):
            continue
        declared = {*source.columns.values(), *source.ignore, *getattr(source, "items", {}).values()}
        assert set(headers(raw / source.files[0], source.sheet)) == declared


def test_sources_find_every_file_of_the_manifest_once(raw: Path, sources: Sources) -> None:
    found = Counter(path for source in sources.sources.values() for file in source.files for path in raw.glob(file))
    assert set(found.values()) == {1}
    assert set(contents(raw)) - {path.relative_to(raw).as_posix() for path in found} == {MANIFEST}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def roster(raw: Path) -> list[tuple]:
    return list(load_workbook(raw / "roster.xlsx")["People"].values)[1:]


def headers(path: Path, sheet: str) -> list[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return next(csv.reader(file))
    workbook = load_workbook(path)
    first = next((workbook[sheet] if sheet else workbook.active).values)
    return [" ".join(header.split()) for header in first]


def all_interviews() -> list[Document]:
    return read_prose("participant interview") + read_prose("sponsor interview")


def transcript(raw: Path, document: Document) -> Path:
    person = load_cast(load_truth()).by_key[document.people[0]]
    stem = NAMED_FILES.get(person.key, f"{person.id} interview")
    (path,) = (raw / "interviews").glob(f"{stem}.*")
    return path


def speech(path: Path) -> list[str]:
    """Turns of a transcript, read the shortest way that works for what the generator writes."""
    if path.suffix == ".docx":
        visible = [final_text(paragraph) for paragraph in docx.Document(path).paragraphs[1:]]
        return visible[1::2]
    text = path.read_text(encoding="utf-8")
    voices = re.findall(r"<v ([^>]+)>(.*?)</v>", text) or re.findall(r"-->.*\n([^:]+): (.*)", text)
    turns: list[list[str]] = []
    for number, (name, said) in enumerate(voices):
        if number and voices[number - 1][0] == name:
            turns[-1].append(html.unescape(said))
        else:
            turns.append([html.unescape(said)])
    return [" ".join(turn) for turn in turns]


def final_text(paragraph) -> str:
    """Text with insertions and without deletions; python-docx alone leaves insertions out."""
    return "".join(node.text or "" for node in paragraph._p.iter() if node.tag.endswith("}t"))


def written_texts() -> list[tuple[str, str]]:
    kinds = ("participant interview", "sponsor interview", "reflection", "focus group")
    texts = [
        (f"{document.name}:{number}", turn.text)
        for kind in kinds
        for document in read_prose(kind)
        for number, turn in enumerate(document.turns)
    ]
    texts += [(f"{row['wave']}-{row['person']}", row["answer"]) for row in read_csv("prose/open_answers.csv")]
    texts += [(f"comment {number}", row["comment"]) for number, row in enumerate(read_csv("prose/feedback.csv"))]
    return texts + [(f"project {row['person']}", f"{row['title']}. {row['aim']}") for row in read_csv("prose/projects.csv")]

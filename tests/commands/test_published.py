"""The ledger of published cells lives beside the config, and stands in the way of a release that earlier ones would undo."""

from __future__ import annotations

import json
import shutil
import zipfile
from types import SimpleNamespace

import pytest

from scripts.commands.published import held_against, remember, unremembered


@pytest.fixture
def study(tmp_path):
    return SimpleNamespace(folder=tmp_path, slice=lambda section: section())


def released(study, root, n):
    folder = study.folder / "results/release"
    folder.mkdir(parents=True, exist_ok=True)
    entry = {"id": "behaviour.B1.n", "kind": "value", "value": n, "n": n, "unit": "people with both waves"}
    evidence = {"ledger_root": root, "evidence": [entry | {"table": "tbl-change", "display": f"{n}"}]}
    (folder / "evidence.json").write_text(json.dumps(evidence), encoding="utf-8")


def test_a_first_release_is_held_against_nothing_and_remembered(study):
    released(study, "aa", 36)
    assert held_against(study) == []
    remember(study)
    lines = (study.folder / "published/cells.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "aa,tbl-change,behaviour.B1.n,distributions,36,36,5"


def test_the_ledger_outlives_the_results_and_stops_a_release_with_two_people_more(study):
    released(study, "aa", 36)
    remember(study)
    shutil.rmtree(study.folder / "results")
    released(study, "bb", 38)
    [fault] = held_against(study)
    assert "behaviour.B1.n" in fault.where and "published/cells.csv" in fault.remedy


def test_releasing_the_same_again_changes_no_byte(study):
    released(study, "aa", 36)
    remember(study)
    before = (study.folder / "published/cells.csv").read_bytes()
    remember(study)
    assert (study.folder / "published/cells.csv").read_bytes() == before
    assert [path.name for path in (study.folder / "published").iterdir()] == ["cells.csv"]


def packed(study, root, name="evidence.json"):
    path = study.folder / f"results/small-{root[:12]}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(study.folder / "results/release/evidence.json", f"{path.stem}/{name}")
    return path


FIRST, SECOND = "a" * 64, "b" * 64


def test_an_earlier_zip_of_which_nothing_is_remembered_forbids_the_next_release(study):
    released(study, FIRST, 36)
    path = packed(study, FIRST)
    # of the same release: it may have been made anew
    assert unremembered(study) == []
    remember(study)
    released(study, SECOND, 38)
    assert unremembered(study) == []
    (study.folder / "published").rename(study.folder / "away")
    [fault] = unremembered(study)
    assert path.name in fault.where and "FIRST=yes" in fault.remedy


def test_a_zip_that_cannot_be_read_may_have_told_counts_and_one_without_counts_has_not(study):
    released(study, FIRST, 36)
    path = packed(study, FIRST)
    released(study, SECOND, 38)
    path.write_bytes(b"PK damaged")
    assert len(unremembered(study)) == 1
    released(study, FIRST, None)
    packed(study, FIRST)
    released(study, SECOND, 38)
    assert unremembered(study) == []


def test_zips_of_other_names_are_no_releases(study):
    released(study, FIRST, 36)
    (study.folder / "results/slides.zip").write_bytes(b"x")
    assert unremembered(study) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"ledger_root": 1, "evidence": [1]}'])
def test_damaged_evidence_of_the_release_is_told(study, content):
    released(study, FIRST, 36)
    (study.folder / "results/release/evidence.json").write_text(content, encoding="utf-8")
    [fault] = held_against(study)
    assert "evidence of the release cannot be read" in fault.what


@pytest.mark.parametrize("content", [b"\xff\xfe", b"release,table,cell,kind,group,count,minimum\na,b,c,d,e,\xc2\xb2,5\n"])
def test_a_ledger_that_is_no_text_or_no_numbers_is_told(study, content):
    released(study, FIRST, 36)
    (study.folder / "published").mkdir()
    (study.folder / "published/cells.csv").write_bytes(content)
    assert "cannot be read" in held_against(study)[0].what


def test_a_damaged_ledger_forbids_the_release(study):
    released(study, "aa", 36)
    (study.folder / "published").mkdir()
    (study.folder / "published/cells.csv").write_text("nothing of the kind\n", encoding="utf-8")
    assert "cannot be read" in held_against(study)[0].what

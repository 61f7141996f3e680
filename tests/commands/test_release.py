import io
import json
import sys
import zipfile

import pytest
from ground.tiny_study import tiny_study
from provenance.small_release import audited, made_release, write

from scripts.commands import release as command
from scripts.commands.audited import Audit, Difference
from scripts.commands.audited_raw import UNREAD
from scripts.ground.config import load_config
from scripts.ground.faults import Fault, Faults
from scripts.ground.hashing import ENGINE_MARK, file_digest
from scripts.ground.schemas.integrate import JointDisplay
from scripts.ground.schemas.validate import PlanDifferences
from scripts.ground.tables import table_bytes

JOINT = {"behaviour": "B1", "joint": "dissonance", "explained": False}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return made_release(tmp_path_factory.mktemp("made"))


@pytest.fixture
def study(files, tmp_path, monkeypatch):
    """A study with a finished release; nothing in it moved since."""
    monkeypatch.setattr(command, "audit", lambda study: Audit([], 1))
    folder = tiny_study(tmp_path / "study")
    write(files, folder / command.RELEASE)
    (folder / command.RELEASE / ENGINE_MARK).write_bytes(b"")
    displayed(folder, JOINT | {"joint": "partial"})
    return folder


def displayed(folder, *rows):
    blank = dict.fromkeys(JointDisplay.columns, "x") | {"explained": False}
    (folder / command.JOINT).parent.mkdir(parents=True, exist_ok=True)
    (folder / command.JOINT).write_bytes(table_bytes([blank | row for row in rows], JointDisplay, "joint"))


def refused(folder):
    with pytest.raises((Fault, Faults)) as told:
        command.refuse_unfit(load_config(folder))
    return str(told.value)


def test_a_fit_release_is_one_zip_named_after_study_and_ledger_and_passes_its_own_audit(study, files, tmp_path):
    config = load_config(study)
    command.refuse_unfit(config)
    path = command.write_release(config)
    root = json.loads(files["ledger.json"])["root"]
    assert path == study / f"results/tiny-{root[:12]}.zip"
    with zipfile.ZipFile(path) as archive:
        assert {each: archive.read(each) for each in archive.namelist()} == {
            f"tiny-{root[:12]}/{name}": content for name, content in files.items()
        }
        archive.extractall(tmp_path / "unpacked")
    for place in (path, tmp_path / f"unpacked/{path.stem}"):
        assert audited(place, "--root", file_digest(path)) == (0, [])


def test_equal_releases_are_equal_zips_whenever_and_in_whatever_order_the_files_were_written(files, tmp_path):
    first, second = (
        write(dict(order), tmp_path / name) for name, order in (("one", files.items()), ("two", reversed(files.items())))
    )
    assert command.zipped(first) == command.zipped(second)
    with zipfile.ZipFile(io.BytesIO(command.zipped(first))) as archive:
        infos = archive.infolist()
    assert [each.filename for each in infos] == [f"release/{name}" for name in sorted(files)]
    assert {(each.date_time, each.compress_type) for each in infos} == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)}


def test_without_a_run_there_is_nothing_to_release(study):
    (study / command.GATE).unlink()
    assert "no finished run" in refused(study)


@pytest.mark.parametrize("name", ["gate.json", "ledger.json", "evidence.json"])
@pytest.mark.parametrize("content", ["", "[]", "{}"])
def test_damaged_books_forbid_a_release_and_are_told_in_words(study, name, content):
    (study / command.RELEASE / name).write_text(content, encoding="utf-8")
    assert name in refused(study)


def test_an_earlier_zip_without_memory_forbids_a_release_unless_it_is_said_to_be_the_first(study, monkeypatch, capsys):
    (study / "results/tiny-0123456789ab.zip").write_bytes(b"damaged")
    monkeypatch.setattr(sys, "argv", ["release", str(study)])
    assert command.main() == 2
    assert "tiny-0123456789ab.zip" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["release", str(study), "--first"])
    assert command.main() == 0


def test_an_unexplained_dissonance_forbids_a_release_and_an_explained_one_does_not(study):
    displayed(study, JOINT, JOINT | {"behaviour": "B2", "explained": True})
    told = refused(study)
    assert "contradict each other" in told
    assert "B1" in told
    assert "B2" not in told
    displayed(study, JOINT | {"explained": True})
    command.refuse_unfit(load_config(study))


def test_a_shut_gate_forbids_a_release(study):
    path = study / command.GATE
    path.write_text(json.dumps(json.loads(path.read_text()) | {"passed": False}))
    assert "leak gate did not let" in refused(study)


def test_anything_changed_since_the_run_forbids_a_release_unless_it_is_cosmetic(study, monkeypatch):
    differences = [Difference("code", "scripts/a.py", "comments changed", cosmetic=True)]
    monkeypatch.setattr(command, "audit", lambda study: Audit(differences, 1))
    command.refuse_unfit(load_config(study))
    differences.append(Difference("result", "results/x.csv", "changed"))
    assert "results/x.csv" in refused(study)


def test_a_release_that_was_edited_is_refused_with_the_words_of_its_audit(study):
    path = study / command.RELEASE / "codebook.csv"
    path.write_bytes(path.read_bytes() + b"x")
    assert "codebook.csv was changed" in refused(study)


def test_the_screen_names_file_hash_and_marks(study, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["release", str(study)])
    assert command.main() == 0
    told = capsys.readouterr().out
    [path] = (study / "results").glob("*.zip")
    root = json.loads((study / command.RELEASE / "ledger.json").read_text(encoding="utf-8"))["root"]
    assert f"SHA-256   {file_digest(path)}\n            of the zip; it covers every file: write it down elsewhere" in told
    assert f"root      {root}\n" in told
    assert "exploratory" in told


def test_the_screen_names_the_zip_as_it_must_be_typed(study, monkeypatch, capsys):
    (study / "here").mkdir()
    monkeypatch.chdir(study / "here")
    monkeypatch.setattr(sys, "argv", ["release", ".."])
    assert command.main() == 0
    assert capsys.readouterr().out.startswith("\n../results/tiny-")


def test_another_release_of_the_same_version_is_named(study, monkeypatch, capsys):
    graph = {"@graph": [{"@id": "./", "version": load_config(study).study.publication.version}]}
    for name, content in (("tiny-ffffffffffff", graph), ("tiny-000000000000", {"@graph": [{"@id": "./", "version": "0"}]})):
        with zipfile.ZipFile(study / f"results/{name}.zip", "w") as archive:
            archive.writestr(f"{name}/ro-crate-metadata.json", json.dumps(content))
    (study / "results/holiday.zip").write_bytes(b"no zip")
    monkeypatch.setattr(sys, "argv", ["release", str(study), "--first"])
    assert command.main() == 0
    [told] = [line for line in capsys.readouterr().out.splitlines() if "another release" in line]
    assert "too: tiny-ffffffffffff.zip;" in told


def test_what_is_unfinished_and_what_departs_from_the_plan_is_named(study):
    config = load_config(study)
    assert [*command._unfinished(config), *command._departures(config)] == []
    page = study / command.RELEASE / "report.html"
    page.write_text(f"{page.read_text(encoding='utf-8')}<p>{command.UNWRITTEN}</p>", encoding="utf-8")
    differences = [
        {"key": f"analysis_plan.{key}", "locked": "1", "present": "2", "reason": "?", "explained": key == "b"} for key in "abc"
    ]
    path = study / command.DIFFERENCES
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table_bytes(differences, PlanDifferences, "differences"))
    assert "still to be written" in command._unfinished(config)[0]
    assert command._departures(config)[0].startswith("analysis_plan.a, analysis_plan.c: differ from the locked plan")


def test_a_text_of_the_scaffold_forbids_a_release(study):
    path = study / "config/study.yaml"
    path.write_text(path.read_text().replace("institution: Nowhere College", "institution: 'TO REPLACE: the institution'"))
    told = refused(study)
    assert "would be published" in told
    assert "study.yaml: publication.institution" in told


def test_of_a_raw_file_that_no_source_reads_the_remedy_is_no_new_run(study, monkeypatch):
    differences = [Difference("raw file", "data/raw/x.csv", UNREAD)]
    monkeypatch.setattr(command, "audit", lambda study: Audit(differences, 1))
    told = refused(study)
    assert "data/raw/x.csv" in told
    assert "sources.yaml" in told
    assert "make report" not in told


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Leading from strengths", "leading-from-strengths"), ("Évaluation – Çà!", "evaluation-ca"), ("评估", "release")],
)
def test_a_title_becomes_a_file_name(title, slug):
    assert command.slug(title) == slug

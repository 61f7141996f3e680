import base64
import csv
import io
import json
import zipfile

from provenance.cast import HARMLESS, ORGANISATIONS, PEOPLE
from scripts.commands import gate as command
from scripts.ground.environment import REPOSITORY
from scripts.ground.schemas.ingest import NamesOnly, Organisations, People, Turns
from scripts.ground.schemas.qualitative import Quotes
from scripts.ground.tables import table_bytes


def study(folder):
    """A study that has been run: the demonstration's configuration, the tables of a roster of three."""
    folder.mkdir()
    (folder / "config").symlink_to(REPOSITORY / "config")
    tables = {"people": (PEOPLE, People), "names_only": ([], NamesOnly), "organisations": (ORGANISATIONS, Organisations)}
    tables |= {name: ([], Turns) for name in ("turns", "survey_turns", "log_turns")}
    for name, (rows, table) in tables.items():
        path = folder / command.INGEST / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(table_bytes(rows, table, name))
    quotes = folder / command.QUOTES
    quotes.parent.mkdir(parents=True)
    quotes.write_bytes(table_bytes([], Quotes, "quotes"))
    return folder


def test_any_file_can_be_looked_into_before_it_leaves_the_team(tmp_path, capsys):
    folder = study(tmp_path / "study")
    slides, clean = tmp_path / "notes.txt", tmp_path / "clean.csv"
    slides.write_text(f"{HARMLESS} Harriet Sowerbutts")
    out = io.StringIO()
    csv.writer(out).writerow(["behaviour", "mean"])
    clean.write_text(out.getvalue())
    assert command.main([str(folder), str(clean)]) == 0
    assert command.main([str(folder), str(slides), "--json"]) == 1
    told = capsys.readouterr().out
    assert "Sowerbutts" not in told
    assert json.loads(told[told.index("{") :])["passed"] is False


PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


def printed(capsys, *arguments):
    code = command.main([str(each) for each in arguments])
    return code, capsys.readouterr()


def test_pictures_were_not_read_and_the_gate_says_so(tmp_path, capsys):
    folder = study(tmp_path / "study")
    picture, slides = tmp_path / "pic.PNG", tmp_path / "many.zip"
    picture.write_bytes(PICTURE)
    code, told = printed(capsys, folder, picture)
    assert (code, told.out) == (0, "Nothing found in 1 file.\n1 picture was not read: look at it yourself.\n")
    with zipfile.ZipFile(slides, "w") as archive:
        for name in ("a.png", "media/b.png"):
            archive.writestr(name, PICTURE)
    assert "2 pictures were not read: look at them yourself." in printed(capsys, folder, slides)[1].out
    assert json.loads(printed(capsys, folder, slides, "--json")[1].out)["pictures_not_read"] == 2


def test_one_finding_in_one_file_is_told_in_the_singular(tmp_path, capsys):
    folder, note = study(tmp_path / "study"), tmp_path / "note.txt"
    note.write_text(f"{HARMLESS} Harriet Sowerbutts")
    judged = command.judge(folder, [note])
    assert command.told(judged | {"found": judged["found"][:1]})[-1] == "The gate closes: 1 finding in 1 file."
    assert command.told(judged | {"found": judged["found"][:1] * 2})[-1] == "The gate closes: 2 findings in 1 file."


def test_a_file_that_is_not_there_is_told_so(tmp_path, capsys):
    code, told = printed(capsys, study(tmp_path / "study"), tmp_path / "lost.pdf")
    assert code == 2
    assert f"There is no file {tmp_path / 'lost.pdf'}" in told.err


def test_without_a_file_the_release_is_looked_at_and_named(tmp_path, capsys):
    folder = study(tmp_path / "study")
    code, told = printed(capsys, folder)
    assert code == 2
    assert "no release to look into" in told.err
    (folder / command.RELEASE).mkdir()
    (folder / command.RELEASE / "codebook.csv").write_text("code\nsupport\n", encoding="utf-8")
    code, told = printed(capsys, folder)
    assert (code, told.out) == (0, "No FILE was named: results/release is looked at.\nNothing found in 1 file.\n")


def test_a_study_that_was_not_run_is_told_so(tmp_path, capsys):
    (tmp_path / "config").symlink_to(REPOSITORY / "config")
    assert command.main([str(tmp_path)]) == 2
    assert "make report" in capsys.readouterr().err

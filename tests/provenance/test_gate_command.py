import csv
import io
import json

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


def test_a_study_that_was_not_run_is_told_so(tmp_path, capsys):
    (tmp_path / "config").symlink_to(REPOSITORY / "config")
    assert command.main([str(tmp_path)]) == 2
    assert "make report" in capsys.readouterr().err

"""What a person does between the commands: files put in place, texts coded, decisions taken, keys lost."""

from __future__ import annotations

import csv
import http.client
import json
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

from scripts.ground.environment import REPOSITORY
from tests.docs.typed import Place
from tests.studies.build import build

SMALL_STUDY = REPOSITORY / "tests/studies/seed_only/config"
CODING = "data/raw/coding.qdpx"
DOUBTFUL = "\nAfterwards I rang Quorley about it.\n"
WITHDREW = "person,date,what\nFG-02,2025-09-01,everything\n"
WITHDRAWALS = """
  withdrawals:
    kind: withdrawals
    files: withdrawals.csv
    format: csv
    columns: {person: person, date: date, what: what}
"""
COUNTS = "role,agree,disagree,total\nmanager,12,3,15\nworker,20,15,35\nall,32,18,50\n"
KEY = ".evaluation-keys/my-study.key"


def describe_study(place: Place) -> None:
    """The small study of the tests, as if its people were real: a key of its own, a plan nobody has locked."""
    config = place.study / "config"
    for path in SMALL_STUDY.glob("*.yaml"):
        shutil.copy2(path, config / path.name)
    (config / "plan.lock.yaml").unlink()
    _replace(config / "study.yaml", "fictional: true", "fictional: false")
    _replace(config / "study.yaml", "cohorts:\n", f"places:\n  key_file: {place.home / KEY}\n\ncohorts:\n")


def put_exports(place: Place) -> None:
    """The exports, with a blank in a name; the coding, made with the key of this study, waits until the texts are there."""
    raw = place.study / "data/raw"
    build("seed_only", place.study)
    (raw / "MANIFEST.txt").unlink()
    (raw / "survey_start.csv").rename(raw / "survey start.csv")
    _replace(place.study / "config/sources.yaml", "survey_start.csv", "survey start.csv")
    (place.study / CODING).rename(place.beside / "coding.qdpx")


def code_texts(place: Place) -> None:
    """The project of the coders, and a text with a word that nothing explains."""
    (place.beside / "coding.qdpx").rename(place.study / CODING)
    with (place.study / "data/raw/reflections/FG-05 module 1.txt").open("a", encoding="utf-8") as text:
        text.write(DOUBTFUL)


def copy_with_a_blank(place: Place) -> None:
    """The same study in a folder whose name holds a blank."""
    shutil.copytree(place.study, place.beside / "my study", symlinks=True)


def finish_in_the_page(_: int, address: str) -> None:
    """The browser's part of a review: the address, once, for a cookie; the cases; the button that ends it."""
    host, query = urlsplit(address).netloc, urlsplit(address).query
    line = http.client.HTTPConnection(host, timeout=30)
    line.request("GET", f"/?{query}")
    answer = line.getresponse()
    answer.read()
    cookie = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
    line.request("GET", "/review.json", headers=cookie)
    assert json.loads(line.getresponse().read())["cases"]
    own = {"Origin": f"http://{host}", "Content-Type": "application/json"}
    line.request("POST", "/finish", body="{}", headers=cookie | own)
    assert line.getresponse().status == http.client.OK
    line.close()


def make_a_restricted_place(place: Place) -> None:
    (place.beside / "restricted-place").mkdir(mode=0o700)


def decide_in_the_sheet(place: Place) -> None:
    """Every case of the sheet is masked."""
    path = place.beside / "restricted-place/sheet.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, "the sheet shows no case"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "decision": "mask"} for row in rows)


def make_tables(place: Place) -> None:
    """Two tables of one's own, with small counts."""
    (place.repository / "table.csv").write_text(COUNTS, encoding="utf-8")
    (place.repository / "another.csv").write_text(COUNTS.replace("agree", "came").replace("12,3,15", "11,4,15"), encoding="utf-8")


def unpack_the_demonstration(place: Place) -> None:
    _unpack(place, place.repository)


def unpack_the_release(place: Place) -> None:
    _unpack(place, place.study)


def lose_the_memory_of_releases(place: Place) -> None:
    shutil.rmtree(place.study / "published")


def lose_the_key(place: Place) -> None:
    (place.home / KEY).unlink()


def take_the_coding_out(place: Place) -> None:
    (place.study / CODING).unlink()


def somebody_withdraws(place: Place) -> None:
    """The list of withdrawals, declared where the study said that there were none."""
    (place.study / "data/raw/withdrawals.csv").write_text(WITHDREW, encoding="utf-8")
    sources = place.study / "config/sources.yaml"
    _replace(sources, "withdrawals: none so far\n", "")
    sources.write_text(sources.read_text(encoding="utf-8").rstrip("\n") + "\n" + WITHDRAWALS, encoding="utf-8")


def empty_environment(place: Place) -> None:
    """An environment and results that `make clean` may take away: nothing of them leads elsewhere."""
    shutil.rmtree(place.repository / ".venv")
    for name in (".venv", "results/release", "results/restricted"):
        (place.repository / name).mkdir(parents=True)
        (place.repository / name / "file").touch()


def _unpack(place: Place, study: Path) -> None:
    """A release in a folder of its own; the first digits of its root, known from elsewhere."""
    (path,) = (study / "results").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(place.beside / "unpacked")
    (audit,) = (place.beside / "unpacked").rglob("audit.py")
    audit.parent.rename(place.beside / "release")
    (place.beside / "root.txt").write_text(re.findall(r"[0-9a-f]+", path.stem)[-1] + "\n", encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")

from pathlib import Path

import pytest

from tests.end_to_end.running import copy_study, differences, digests
from tests.studies.build import HERE, STUDIES, build


@pytest.mark.parametrize("study", STUDIES)
def test_the_builder_reproduces_the_raw_files(study: str, tmp_path: Path) -> None:
    out = copy_study(study, tmp_path)
    for path in (out / "data/raw").rglob("*.*"):
        path.unlink()
    build(study, out)
    assert differences(digests(HERE / study / "data/raw"), digests(out / "data/raw")) == []


@pytest.mark.parametrize("study", STUDIES)
def test_the_manifest_lists_every_raw_file(study: str) -> None:
    raw = HERE / study / "data/raw"
    listed = (raw / "MANIFEST.txt").read_text(encoding="utf-8").splitlines()
    assert set(listed) == digests(raw).keys() - {"MANIFEST.txt"}

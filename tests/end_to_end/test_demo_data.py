from pathlib import Path

from scripts.demo.coding import write_coding
from scripts.demo.truth import load_truth
from scripts.ground.environment import REPOSITORY
from tests.end_to_end.running import copy_finished

CODING = "data/raw/coding.qdpx"
MANIFEST = "data/raw/MANIFEST.txt"


def test_the_committed_coding_is_what_the_generator_makes_of_the_redacted_export(demo: Path, tmp_path: Path) -> None:
    study = copy_finished(demo, tmp_path / "study")
    (study / CODING).unlink()
    assert write_coding(study, load_truth()) > 500
    for name in (CODING, MANIFEST):
        assert (study / name).read_bytes() == (REPOSITORY / name).read_bytes()

from pathlib import Path

import pytest

from tests.end_to_end.running import copy_study, differences, run, run_plain, tables_and_release


def test_another_folder_and_another_number_of_cores_give_the_same_bytes(seed_only: Path, tmp_path: Path) -> None:
    again = copy_study("seed_only", tmp_path / "elsewhere")
    run(again, cores=1).must_succeed()
    assert differences(tables_and_release(seed_only), tables_and_release(again)) == []


def test_plain_snakemake_gives_the_same_bytes(seed_only: Path, tmp_path: Path) -> None:
    plain = copy_study("seed_only", tmp_path / "plain")
    run_plain(plain, "--cores", "2").must_succeed()
    assert differences(tables_and_release(seed_only), tables_and_release(plain)) == []


@pytest.mark.slow
def test_the_demonstration_gives_the_same_bytes_twice(demo: Path, tmp_path: Path) -> None:
    again = copy_study("demo", tmp_path / "else where")
    run(again, cores=3).must_succeed()
    assert differences(tables_and_release(demo), tables_and_release(again)) == []

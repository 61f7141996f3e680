"""The demonstration through a Slurm of this machine: the same bytes as the local run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import yaml

from scripts.ground.environment import REPOSITORY
from tests.end_to_end.running import copy_study, differences, run, run_plain, tables_and_release
from tests.scale.slurm_cluster import cluster, why_not

PROFILE = REPOSITORY / "workflow/profiles/slurm"


def test_every_rule_shares_a_job_with_its_stage() -> None:
    rules = {
        rule: path.stem
        for path in (REPOSITORY / "workflow/rules").glob("*.smk")
        for rule in re.findall(r"^rule (\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    groups = yaml.safe_load((PROFILE / "config.yaml").read_text(encoding="utf-8"))["groups"]
    assert dict(each.split("=") for each in groups) == rules


@pytest.mark.slow
def test_slurm_gives_the_same_bytes(tmp_path: Path) -> None:
    if reason := why_not() or _no_plugin():
        pytest.skip(reason)
    through_slurm, local = copy_study("demo", tmp_path / "slurm"), copy_study("demo", tmp_path / "local")
    run(local).must_succeed()
    with cluster(tmp_path / "cluster"):
        # without accounting there is no account to charge, and only squeue knows the jobs
        options = ("--profile", str(PROFILE), "--slurm-no-account", "--slurm-status-command", "squeue")
        run_plain(through_slurm, *options).must_succeed()
    assert differences(tables_and_release(local), tables_and_release(through_slurm)) == []


def _no_plugin() -> str:
    found = importlib.util.find_spec("snakemake_executor_plugin_slurm")
    return "" if found else "not installed: snakemake-executor-plugin-slurm (docs/cluster.md)"

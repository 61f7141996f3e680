"""Work in batches: the same results in the same order, whatever the number of processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.ground.batches import in_batches
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import StudyFault


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 200])
def test_results_stand_in_the_order_of_the_items(processes, count):
    doubled = {number: 2 * number for number in range(count)}
    assert in_batches(lambda item: doubled[item], range(count), processes) == list(doubled.values())


def test_the_work_is_done_by_other_processes():
    assert os.getpid() not in in_batches(lambda _: os.getpid(), range(50), 2)


def test_a_fault_reaches_the_caller_as_it_is():
    def refuse(number: int) -> int:
        raise StudyFault("It does not go on.", where=f"document {number}", remedy="Mend it.")

    with pytest.raises(StudyFault, match="It does not go on"):
        in_batches(refuse, range(4), 2)


def test_a_process_that_is_killed_ends_the_work_and_does_not_stall_it():
    with pytest.raises(StudyFault, match="memory"):
        in_batches(lambda _: os.kill(os.getpid(), signal.SIGKILL), range(4), 2)


def test_no_process_outlives_the_one_that_began_the_work(tmp_path):
    begun = tmp_path / "begun"
    code = (
        "import os, pathlib, time\n"
        "from scripts.ground.batches import in_batches\n"
        f"begun = pathlib.Path({str(begun)!r})\n"
        "def work(_):\n"
        "    begun.write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "in_batches(work, range(4), 2)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY)
    child = int(_until(lambda: begun.exists() and begun.read_text()))
    parent.kill()
    parent.wait()
    _until(lambda: not _lives(child))


def _until(seen, seconds=20):
    """What is seen at last; fails when nothing is."""
    until = time.monotonic() + seconds
    while not (found := seen()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


def _lives(process):
    # one that has ended stays listed until somebody asks for its end
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"

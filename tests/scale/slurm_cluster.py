"""A Slurm of one node on this machine, from Debian's packages, for the time of a test.

It writes /etc/slurm/slurm.conf (the only place the packages read), so it is for throw-away machines: root, Debian, and no
Slurm of somebody else's. Nothing listens beyond the loopback address.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("slurmctld", "slurmd", "munged", "sbatch", "squeue")
CONFIGURATION = Path("/etc/slurm/slurm.conf")
OURS = "# written by a test of the evaluation pipeline"
MINUTE = 60


def why_not() -> str:
    """The reason why no cluster can be started here; empty when it can."""
    if os.geteuid() != 0:
        return "starting a Slurm needs root"
    if absent := [name for name in NEEDED if not shutil.which(name)]:
        return f"not installed: {', '.join(absent)}"
    if CONFIGURATION.exists() and OURS not in CONFIGURATION.read_text(encoding="utf-8"):
        return "this machine has a Slurm of its own"
    return ""


@contextmanager
def cluster(folder: Path) -> Iterator[None]:
    """Run munge, the controller and one node until the block ends; state and logs lie in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    CONFIGURATION.parent.mkdir(parents=True, exist_ok=True)
    CONFIGURATION.write_text(_configuration(folder), encoding="utf-8")
    daemons = [_munge(folder)]
    try:
        daemons += [
            _daemon(folder, "slurmctld", "-D"),
            _daemon(folder, "slurmd", "-D", "-N", "one"),
        ]
        _await_idle(folder)
        yield
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in daemons:
            daemon.wait(timeout=MINUTE)
        CONFIGURATION.unlink()


def _configuration(folder: Path) -> str:
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 // 2
    return f"""{OURS}
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=36817
SlurmdPort=36818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MailProg=/bin/true
MpiDefault=none
ReturnToService=2
MinJobAge=600
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=one NodeHostname=localhost NodeAddr=127.0.0.1 Port=36818 CPUs={cores} RealMemory={memory} State=UNKNOWN
PartitionName=all Nodes=one Default=YES MaxTime=INFINITE State=UP
"""


def _munge(folder: Path) -> subprocess.Popen:
    key = folder / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(128))
    for each in ("state", "spool"):
        (folder / each).mkdir(exist_ok=True)
    files = {"key-file": key, "socket": folder / "munge.socket", "pid-file": folder / "munge.pid"}
    files |= {"log-file": folder / "munge.log", "seed-file": folder / "munge.seed"}
    return _daemon(folder, "munged", "--foreground", "--force", *(f"--{name}={path}" for name, path in files.items()))


def _daemon(folder: Path, *command: str) -> subprocess.Popen:
    with (folder / f"{command[0]}.out").open("w") as words:
        return subprocess.Popen(command, stdout=words, stderr=words, stdin=subprocess.DEVNULL)


def _await_idle(folder: Path) -> None:
    for _ in range(MINUTE):
        state = subprocess.run(["sinfo", "--noheader", "--format=%T"], capture_output=True, text=True, timeout=MINUTE).stdout
        if state.strip() == "idle":
            return
        time.sleep(1)
    logs = "\n".join(path.read_text(errors="replace")[-1000:] for path in sorted(folder.glob("*.out")))
    raise RuntimeError(f"The node did not come up within a minute.\n{logs}")

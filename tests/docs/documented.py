"""How the tests execute each command of the documentation: stories of what a reader types, or the reason why not.

A command that is new or changed in a page fails the tests until it stands here: as `Typed` in the story of its situation, in the
order of its page, or in `NOT_RUN` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.docs import by_hand
from tests.docs.typed import Place, Typed, interrupt

ByHand = Callable[[Place], None]
README, CONTRIBUTING, CHECKLIST = "README.md", "CONTRIBUTING.md", "workflow/scaffold/CHECKLIST.md"
BRING, REVIEW, PUBLISH = "docs/bring-your-data.md", "docs/review-redactions.md", "docs/publish-it.md"
AUDIT, KEYS, CLUSTER = "docs/audit-it.md", "docs/keys-and-withdrawal.md", "docs/cluster.md"
COMMANDS, ERRORS = "docs/reference/commands.md", "docs/reference/errors.md"

# make ends with 2 whatever the code of its command is, and with the signal after Ctrl-C
REFUSED = 2
INTERRUPTED = -2
VALUE = "ID=behaviour.B3.change.mean"
STUDY = "STUDY=../my-study"
ADDRESS = r"http://127\.0\.0\.1:\d+/\?token=\S+"
RENDERED = r"rendered +in \d"
ALL_DONE = "Nothing to do"
AGREES = "Every hash agrees"


@dataclass(frozen=True)
class Chapter:
    """What is done in the order of one page."""

    page: str
    steps: tuple[Typed | ByHand, ...]

    @property
    def typed(self) -> list[Typed]:
        return [step for step in self.steps if isinstance(step, Typed)]


FINISHED = (
    Chapter(README, (
        Typed("make doctor", told="Nothing stands in the way"),
        Typed(f"make trace {VALUE}"),
        Typed("make audit", told=AGREES),
        Typed("make inspect FILE=...", put={"...": "data/raw/survey_end.xlsx"}, told="for config/sources.yaml"),
        Typed("make inspect", add="FILE=data/raw/survey_start.csv", told="for config/sources.yaml"),
        Typed("make changes"),
        Typed("make trace", add=VALUE, told="made by"),
        Typed("make lock-plan", code=REFUSED, told="The plan is locked already"),
        Typed("make help", told="reproduce"),
    )),
    Chapter(COMMANDS, (
        Typed("make environment", told="Nothing to be done"),
        Typed("make new-study", code=REFUSED, told="No folder was named"),
        Typed("make forgotten", code=REFUSED, told="No id was given"),
    )),
    Chapter(AUDIT, (
        Typed("make trace FORM=release", add=VALUE, told="keyed digest"),
        Typed(f"make trace {VALUE}", told="data/raw/survey_end.xlsx"),
        Typed("make trace ID=verdict.behaviour", told="it rests on no raw rows of its own"),
        Typed("make audit", told=AGREES),
        Typed("JSON=yes", to="make audit", told='"agrees": true'),
    )),
    Chapter(PUBLISH, (
        Typed("make release", told="SHA-256"),
        by_hand.make_tables,
        Typed(".venv/bin/python -m scripts.provenance.suppress table.csv another.csv --out protected", told="2 files written"),
    )),
    Chapter(AUDIT, (
        by_hand.unpack_the_demonstration,
        Typed("python audit.py", where="../release", told="Everything agrees"),
        Typed("--root HASH", to="python audit.py", put={"HASH": "$(cat ../root.txt)"}, where="../release", told="agrees"),
        Typed("--json", to="python audit.py", where="../release", told='"state": "agrees"'),
    )),
    Chapter(CONTRIBUTING, (
        Typed(
            "python -m scripts.ground.bell quantitative.change --in scores=... --out change=... --record ... --log ...",
            put={
                "scores=...": "scores=results/pseudonymised/quantitative/scores.csv",
                "change=...": " --out ".join(f"{name}=rung/{name}.csv" for name in ("change", "evidence", "basis")),
                "--record ...": "--record rung/record.json",
                "--log ...": "--log rung/log.txt",
            },
        ),
    )),
)  # fmt: skip

DEMONSTRATION = (
    Chapter(README, (
        Typed("make report", told="results/release/report.html"),
        Typed("make release", told="SHA-256"),
        Typed("make check", told="findings"),
        Typed("make preview", until=RENDERED, then=interrupt, code=INTERRUPTED, told="its page is removed"),
        Typed("make review", until=ADDRESS, then=by_hand.finish_in_the_page, told="decided"),
        Typed("make reproduce", told="files are equal, byte for byte"),
        Typed("snakemake --cores 2", told="Nothing to be done"),
    )),
    Chapter(COMMANDS, (
        Typed("make gate", told="Nothing found"),
        Typed("CORES=4", to="make report", told=ALL_DONE),
    )),
    Chapter(CHECKLIST, (
        Typed("make export-texts", told="redacted texts for the coders"),
    )),
    Chapter(CLUSTER, (
        Typed("cd <the repository>", put={"<the repository>": "$PWD"}),
        Typed(
            "--default-resources slurm_partition=... mem_mb=8000 runtime=120", to=".venv/bin/snakemake --cores 1 --dry-run",
            put={"...": "short"}, told="Nothing to be done",
        ),
    )),
)  # fmt: skip

OWN_STUDY = (
    Chapter(BRING, (
        Typed("make new-study DIR=../my-study", told="CHECKLIST.md"),
        Typed("make key STUDY=../my-study", told="Back it up"),
        by_hand.describe_study,
        Typed("make lock-plan STUDY=../my-study", told="is locked as of"),
        by_hand.put_exports,
        Typed('make inspect FILE="../my-study/data/raw/survey start.csv" STUDY=../my-study', told="files: survey start.csv"),
        Typed("SHOW=names", to=f'make inspect FILE="../my-study/data/raw/focus group.txt" {STUDY}', told="Petra Lindqvist"),
        Typed("make check STUDY=../my-study", told="survey_start"),
        Typed("make export-texts STUDY=../my-study", told="redacted texts for the coders"),
        by_hand.code_texts,
        Typed("make report STUDY=../my-study", told="1 redaction to review"),
        Typed("make review", add=STUDY, until=ADDRESS, then=by_hand.finish_in_the_page, told="decided   0 of 1 cases"),
        Typed("make preview", add=STUDY, until=RENDERED, then=interrupt, code=INTERRUPTED, told="its page is removed"),
        Typed("make report STUDY=../my-study", told=ALL_DONE),
        Typed("make changes STUDY=../my-study"),
    )),
    Chapter(CHECKLIST, (
        Typed("make lock-plan", add=STUDY, code=REFUSED, told="The plan is locked already"),
        Typed("make key", add=STUDY, code=REFUSED, told="There is a key already"),
        Typed("make doctor", add=STUDY, told="Nothing stands in the way"),
    )),
    Chapter(REVIEW, (
        Typed("make review STUDY=../my-study BY=AB", until=ADDRESS, then=by_hand.finish_in_the_page, told="0 of 1 cases"),
        by_hand.make_a_restricted_place,
        Typed("make review STUDY=../my-study SHEET=../restricted-place/sheet.csv", told="1 cases; it holds original words"),
        by_hand.decide_in_the_sheet,
        Typed("BY=AB", to=f"make review {STUDY} SHEET=../restricted-place/sheet.csv", told="decided   1 of 1 cases"),
    )),
    Chapter(PUBLISH, (
        Typed("make report", add=STUDY, told="nothing to decide"),
        Typed("make release STUDY=../my-study", told="SHA-256"),
        Typed("make audit", add=STUDY, told=AGREES),
    )),
    Chapter(PUBLISH, (
        Typed("make gate FILE=path", put={"path": "../my-study/results/release/report.docx"}, add=STUDY, told="Nothing found"),
    )),
    Chapter(AUDIT, (
        by_hand.unpack_the_release,
        Typed(
            "--raw FOLDER --key-file FILE", to="python audit.py", where="../release", told="Everything agrees",
            put={"FOLDER": "../my-study/data/raw", "FILE": f"../home/{by_hand.KEY}"},
        ),
    )),
    Chapter(README, (
        Typed("STUDY=path", to="make check", put={"path": "../my-study"}, told="survey_start"),
        Typed("--directory ../my-study", to="snakemake --cores 2", told="Nothing to be done"),
    )),
    Chapter(CLUSTER, (
        Typed("make key STUDY=...", put={"...": "../my-study"}, code=REFUSED, told="There is a key already"),
        Typed("make audit STUDY=...", put={"...": "../my-study"}, told=AGREES),
    )),
    Chapter(BRING, (
        by_hand.copy_with_a_blank,
        Typed('make check STUDY="../my study"', told="survey_start"),
    )),
    Chapter(COMMANDS, (
        Typed('make report STUDY="../my study"', told=ALL_DONE),
    )),
    Chapter(KEYS, (
        Typed("make rotate-key", add=STUDY, told="The key has version 2 now"),
        Typed("make report", add=STUDY, told="results/release/report.html"),
        by_hand.lose_the_key,
        Typed("make key", add=STUDY, told="The results of this study were made with another key"),
        Typed("make purge", add=STUDY, answer="yes\n", told="no id, name or address of the roster is left"),
        by_hand.take_the_coding_out,
        Typed("make report", add=STUDY, told="results/release/report.html"),
        by_hand.somebody_withdraws,
        Typed("make report", add=STUDY, told="results/release/report.html"),
    )),
    Chapter(AUDIT, (
        Typed(f"make changes {VALUE}", add=STUDY, told="because"),
        Typed("ALL=yes", to=f"make changes {STUDY}", told=VALUE.removeprefix("ID=")),
    )),
    Chapter(PUBLISH, (
        by_hand.lose_the_memory_of_releases,
        Typed("make release STUDY=../my-study", code=REFUSED, told="FIRST=yes"),
        Typed("make release FIRST=yes", add=STUDY, told="SHA-256"),
    )),
    Chapter(KEYS, (
        # the release that was packed before still holds the person's words
        Typed("make forgotten ID=person-id", put={"person-id": "FG-02"}, add=STUDY, code=REFUSED, told="CLEAN=yes"),
        Typed("JSON=yes", to=f"make forgotten ID=FG-02 {STUDY}", code=REFUSED, told='"forgotten": false'),
        Typed("CLEAN=yes", to=f"make forgotten ID=FG-02 {STUDY}", told="Nothing is left of this person"),
        Typed("YES=1", to='make purge STUDY="../my study"', told="no id, name or address of the roster is left"),
        Typed("RAW=yes", to=f"make purge {STUDY}", answer="delete data/raw\n", told="files of data/raw"),
        Typed("make trace", add=f"{VALUE} {STUDY}", told="(file purged)"),
        Typed("make audit", add=STUDY, told="This study was purged"),
    )),
)  # fmt: skip

CODE = (
    Chapter(CONTRIBUTING, (
        Typed("make docs"),
        Typed("python -m tests.report.situations"),
        Typed(".venv/bin/python -m pytest tests/ingest -q", add="--collect-only", told="tests/ingest/test_surveys.py"),
        Typed(".venv/bin/ruff check .", told="All checks passed"),
        Typed(".venv/bin/ruff format .", told="left unchanged"),
        Typed(".venv/bin/snakefmt .", told="All done"),
    )),
    Chapter(ERRORS, (
        Typed("python -m scripts.report.reference_docx"),
    )),
    Chapter(COMMANDS, (
        by_hand.empty_environment,
        Typed("make clean"),
    )),
)  # fmt: skip

NOT_RUN = {
    "make test": "it would run itself; these tests are among those it runs",
    "make test-slow": "it would run itself; these tests are among those it runs",
    "make demo-data": "minutes; tests/demo and tests/end_to_end/test_demo_data.py make cohort and coding anew, byte for byte",
    "make bench": "minutes, and its figures are those of one machine; tests/bench tests its parts",
    "make bench-scale": "hours, and its figures are those of one machine; tests/bench tests its parts",
    ".venv/bin/python -m tests.end_to_end.golden": "minutes; it would renew what tests/end_to_end compares",
    "make simulate": "minutes; tests/quantitative/test_simulation.py simulates less",
    "conda env create -f environment.yml": "needs conda and the network",
    "conda activate evaluation": "needs conda",
    ".venv/bin/python -m uv pip install --require-hashes -r workflow/profiles/slurm/requirements.txt": "needs the network",
    ".venv/bin/python -m uv pip compile --universal --generate-hashes --upgrade requirements.in -o requirements.txt":
        "needs the network, and would renew what is pinned",
    ".venv/bin/snakemake --profile workflow/profiles/slurm --directory <the study> --slurm-account <your account>":
        "needs Slurm; tests/scale/test_slurm.py starts one and runs this profile",
    "--slurm-no-account --slurm-status-command squeue": "needs Slurm; tests/scale/test_slurm.py gives these options",
}  # fmt: skip

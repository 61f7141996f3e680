"""Write the raw files of the fictional cohort, the same bytes for the same seed.

python -m scripts.demo.generate --out data/raw [--seed N] [--people N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.demo.attendance import draw_attendance, write_attendance, write_withdrawals
from scripts.demo.cast import load_cast
from scripts.demo.feedback import write_feedback
from scripts.demo.projects import write_projects
from scripts.demo.reflections import write_reflections
from scripts.demo.roster import write_organisations, write_roster
from scripts.demo.scores import draw_scores
from scripts.demo.survey_end import write_survey_end
from scripts.demo.survey_start import write_survey_start
from scripts.demo.transcripts import write_focus_group, write_interviews
from scripts.demo.truth import Truth, load_truth

MANIFEST = "MANIFEST.txt"
CODING = "coding.qdpx"  # the researchers' coding, made later from the redacted texts


def generate(out: Path, truth: Truth) -> list[Path]:
    """Write all raw files and the manifest that lists them."""
    out.mkdir(parents=True, exist_ok=True)
    cast = load_cast(truth)
    scores = draw_scores(cast, truth)
    attendance = draw_attendance(cast, scores, truth)
    written = [
        *write_roster(out, cast, truth),
        *write_organisations(out, cast),
        *write_survey_start(out, cast, scores, truth),
        *write_survey_end(out, cast, scores, truth),
        *write_interviews(out, cast, truth),
        *write_reflections(out, cast),
        *write_focus_group(out, cast, truth),
        *write_projects(out, cast, truth),
        *write_feedback(out, cast, attendance, truth),
        *write_attendance(out, attendance),
        *write_withdrawals(out),
    ]
    return [*written, write_manifest(out, written)]


def write_manifest(out: Path, written: list[Path]) -> Path:
    """List the files written here, and the coding if it is there; nothing else may lie in the folder."""
    coding = [path for path in [out / CODING] if path.exists()]
    names = sorted(path.relative_to(out).as_posix() for path in written + coding)
    manifest = out / MANIFEST
    manifest.write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")
    return manifest


def main() -> None:
    """Unpack the call."""
    parser = argparse.ArgumentParser(description="Write the raw files of the fictional cohort.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into, e.g. data/raw")
    parser.add_argument("--seed", type=int, help="another cohort from the same truth")
    parser.add_argument("--people", type=int, help="number of participants, 48 or more")
    call = parser.parse_args()
    written = generate(call.out, load_truth(call.seed, call.people))
    print(f"{len(written)} files written")


if __name__ == "__main__":
    main()

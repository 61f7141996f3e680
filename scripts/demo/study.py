"""Write a whole fictional study of any size, for measuring: the demonstration's configuration and a larger cohort.

    python -m scripts.demo.study --participants 1000 --transcripts 20 --out DIR

- Surveys of both waves, roster, projects, attendance and feedback grow with the participants.
- Transcripts are the nineteen written ones and mixtures of them (Teams, DOCX); the reflections stay as they are.
- The coding comes after redaction, as in life: `python -m scripts.demo.coding --study DIR --participants N --transcripts M`.

Fails when fewer participants or transcripts are asked for than the cast has, or more transcripts than people can give.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from scripts.demo.cast import load_cast
from scripts.demo.generate import generate
from scripts.demo.prose import read_prose
from scripts.demo.truth import HERE, Truth, load_truth

SPOKEN = ("participant interview", "sponsor interview", "focus group")


def write_study(out: Path, truth: Truth) -> int:
    """Write `config` and `data/raw` into a folder; returns the number of raw files."""
    shutil.copytree(HERE.parents[1] / "config", out / "config")
    return len(generate(out / "data/raw", truth))


def truth_of_size(participants: int, transcripts: int) -> Truth:
    """The truth of the demonstration for a cohort of another size."""
    written = sum(len(read_prose(kind)) for kind in SPOKEN)
    truth = load_truth(people=participants, further_interviews=transcripts - written)
    if not 0 <= truth.further_interviews <= len(load_cast(truth).further):
        raise SystemExit(f"Ask for {written} transcripts or more, and for at most one from each participant beyond the cast.")
    return truth


def main() -> None:
    """Unpack the call."""
    parser = argparse.ArgumentParser(description="Write a fictional study of any size.")
    parser.add_argument("--participants", type=int, required=True, help="48 or more")
    parser.add_argument("--transcripts", type=int, default=20, help="19 or more")
    parser.add_argument("--out", type=Path, required=True, help="a new folder")
    call = parser.parse_args()
    print(f"{write_study(call.out, truth_of_size(call.participants, call.transcripts))} files written")


if __name__ == "__main__":
    main()

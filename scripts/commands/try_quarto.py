"""Once, when the environment is made: try to install Quarto where it is missing; without it the report is rendered all the same.

Quarto's package is an installer that downloads from a code host, so it fails on machines that reach package registries only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

PACKAGE = "quarto-cli==1.9.38"
PATIENCE_SECONDS = 300


def main() -> int:
    """Always 0: the evaluation never fails for lack of Quarto."""
    if shutil.which("quarto"):
        return 0
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        done = False
    if not done:
        print("Quarto could not be installed here; the report will be rendered with Pandoc and Typst instead.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

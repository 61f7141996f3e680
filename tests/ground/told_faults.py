"""The faults that reading a file tells, as line and words."""

from collections.abc import Callable

import pytest

from scripts.ground.faults import Fault, Faults


def faults_told(read: Callable, file: str) -> list[tuple[str, str]]:
    """Line of the file and what is wrong, for each fault that `read` raises."""
    with pytest.raises((Fault, Faults)) as told:
        read()
    faults = told.value.faults if isinstance(told.value, Faults) else [told.value]
    return [(fault.where.removeprefix(f"{file}, line "), fault.what) for fault in faults]

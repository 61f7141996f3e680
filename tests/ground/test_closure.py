import pytest

from scripts.ground import closure
from scripts.ground.environment import REPOSITORY

STEP = '''"""Adds."""
from scripts.stage.details import plus


def add(left: Rows[Left], inference: Inference) -> int:
    """Left and right."""
    return plus(left, 1)
'''
DETAILS = "from scripts.stage import deeper\n\n\ndef plus(a, b):\n    return deeper.sum_of(a, b)\n"
FILES = {
    "stage/add.py": STEP,
    "stage/details.py": DETAILS,
    "stage/deeper.py": "import scripts.stage.deepest\n\n\ndef sum_of(a, b):\n    return a + b\n",
    "stage/deepest.py": "from pathlib import Path\n\nLIMIT = Path(__file__).with_name('limits.txt')\n",
    "stage/limits.txt": "3\n",
    "stage/others.txt": "4\n",
    "stage/stranger.py": "LIMIT = 4\n",
    "ground/door.py": "import sys\n",
}


@pytest.fixture
def digest(tmp_path, monkeypatch):
    """Digest of the step `add` in a package of a few lines, after a change of one file."""
    monkeypatch.setattr(closure, "REPOSITORY", tmp_path)
    monkeypatch.chdir(tmp_path)

    def made(name="", old="", new=""):
        for file, text in FILES.items():
            path = tmp_path / "scripts" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(old, new) if file == name else text)
        forget()
        return closure.code_digest("scripts.stage.add")

    yield made
    forget()


def forget():
    for cached in (closure._reach, closure._file_of, closure._read, closure._kept):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("stage/add.py", '"""Adds."""', '"""Adds two numbers."""'),
        ("stage/add.py", '"""Left and right."""', '"""Sum."""'),
        ("stage/add.py", "return plus(left, 1)", "# why one\n    return plus(\n        left,\n        1,\n    )"),
        ("stage/deeper.py", "LIMIT", "LIMIT"),
        ("stage/stranger.py", "4", "5"),
        ("stage/others.txt", "4", "5"),
    ],
    ids=[
        "docstring of the file",
        "docstring of the function",
        "comment and layout",
        "nothing",
        "a file nobody imports",
        "data nobody names",
    ],
)
def test_what_changes_no_result_changes_no_digest(digest, name, old, new):
    assert digest(name, old, new) == digest()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("stage/add.py", "1)", "2)"),
        ("stage/details.py", "(a, b):\n    return", "(a, b):\n    return 1 +"),
        ("stage/deeper.py", "a + b", "a - b"),
        ("stage/deepest.py", "LIMIT", "MOST"),
        ("stage/limits.txt", "3", "30"),
        ("ground/door.py", "import sys", "import os"),
    ],
    ids=["the step", "a function it imports", "a module imported by that", "three imports away", "data it names", "the runner"],
)
def test_any_code_that_the_step_reaches_changes_the_digest(digest, name, old, new):
    assert digest(name, old, new) != digest()


def test_the_files_of_a_step_are_its_own_those_it_imports_their_data_and_the_runner(digest):
    digest()
    assert closure.code_files("scripts.stage.add") == (
        "scripts/ground/door.py",
        "scripts/stage/add.py",
        "scripts/stage/deeper.py",
        "scripts/stage/deepest.py",
        "scripts/stage/details.py",
        "scripts/stage/limits.txt",
    )


def test_parameters_of_a_step_are_read_without_importing_it(digest):
    digest()
    assert closure.step_annotations("scripts.stage.add") == {"left": "Rows[Left]", "inference": "Inference"}
    with pytest.raises(LookupError, match="no step file"):
        closure.step_annotations("scripts.stage.nowhere")
    with pytest.raises(LookupError, match="no function details"):
        closure.step_annotations("scripts.stage.details")


def test_what_was_read_is_kept_for_the_next_process_and_gives_the_same_digest(digest, monkeypatch):
    before = digest()
    closure.keep()
    forget()
    monkeypatch.setattr(closure.ast, "parse", None)  # whoever reads a file again fails
    assert closure.code_digest("scripts.stage.add") == before


def test_a_changed_file_is_read_anew_although_its_old_form_was_kept(digest):
    before = digest()
    closure.keep()
    assert digest("stage/deepest.py", "LIMIT", "MOST") != before


@pytest.mark.parametrize("kept", ["{", "[]", '{"files": {}}', '{"reader": "2.7", "files": {"a": 1}}'])
def test_a_damaged_or_foreign_store_is_not_believed(digest, kept):
    before = digest()
    closure.keep()
    closure.KEPT.write_text(kept)
    assert digest() == before


def test_no_file_imports_in_a_way_the_closure_does_not_follow():
    import ast

    files = sorted((REPOSITORY / "scripts").rglob("*.py"))
    relative = [
        path.name
        for path in files
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert files
    assert relative == []

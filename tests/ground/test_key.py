import base64
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.tiny_study import tiny_study
from scripts.ground.config import load_config
from scripts.ground.faults import KeyFault
from scripts.ground.key import (
    CONTENT,
    ENVIRONMENT,
    PUBLIC_DEMO_KEY,
    Key,
    canonical,
    create_key,
    key_content,
    load_key,
    refuse_known_to_git,
    rotate_key,
)

GOOD = bytes(range(100, 132))
KEY = Key(GOOD)


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.delenv(CONTENT, raising=False)


def key_file(folder, content=GOOD, mode=0o600):
    path = folder / "study.key"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def study_with(folder, path="", *, fictional=False):
    return load_config(
        tiny_study(
            folder / "study",
            ("study", "fictional: true", f"fictional: {str(fictional).lower()}"),
            ("study", "cohorts:", f"places: {{key_file: '{path}'}}\ncohorts:"),
        )
    )


def refusal(folder, path):
    with pytest.raises(KeyFault) as told:
        load_key(study_with(folder, path))
    return told.value.what


def test_a_good_key_is_loaded_and_fingerprinted(tmp_path):
    assert load_key(study_with(tmp_path, key_file(tmp_path))).fingerprint == KEY.fingerprint


def test_a_path_in_the_config_is_relative_to_the_study(tmp_path):
    key_file(tmp_path)
    assert load_key(study_with(tmp_path, "../study.key")).secret == GOOD


def test_the_environment_wins_over_the_config(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(key_file(tmp_path)))
    assert load_key(study_with(tmp_path, "nowhere.key")).secret == GOOD


def test_a_real_study_without_key_is_refused(tmp_path):
    assert "No key is named" in refusal(tmp_path, "")


def test_a_key_file_that_is_not_there_is_refused(tmp_path):
    assert "does not exist" in refusal(tmp_path, tmp_path / "lost.key")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (GOOD + b"\n", "an editor added it"),
        (GOOD + b"\r\n", "an editor added it"),
        (GOOD + GOOD[::-1], "too long"),
        (bytes(range(15)) * 3, "not random"),
        (GOOD.hex().encode(), "not random"),
        (key_content([GOOD, GOOD[::-1]])[:-1], "damaged"),
        (key_content([GOOD, GOOD[::-1]]) + b"\n", "damaged"),
        (key_content([GOOD, GOOD]), "the same"),
        (key_content([b"\x00" * 32, GOOD]), "not random"),
        (key_content([PUBLIC_DEMO_KEY, GOOD]), "public demo key"),
        (GOOD[:-1], "too short"),
        (b"\x00" * 32, "not random"),
        (b"\x01\x02" * 16, "not random"),
        (b"correct horse battery staple, and then some\n", "not random"),
        (b"0123456789abcdef" * 4, "not random"),
        (PUBLIC_DEMO_KEY, "public demo key"),
    ],
)
def test_a_weak_key_is_refused_with_its_reason(tmp_path, content, what):
    assert what in refusal(tmp_path, key_file(tmp_path, content))


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o601])
def test_a_key_that_others_may_touch_is_refused(tmp_path, mode):
    assert "Others can read" in refusal(tmp_path, key_file(tmp_path, mode=mode))


def test_a_linked_key_is_refused(tmp_path):
    link = tmp_path / "link.key"
    link.symlink_to(key_file(tmp_path))
    assert "symbolic link" in refusal(tmp_path, link)


def test_a_key_in_a_git_tree_is_refused(tmp_path):
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "repository/keys").mkdir()
    assert "git repository" in refusal(tmp_path, key_file(tmp_path / "repository/keys"))


def test_a_key_in_a_folder_linked_from_a_git_tree_is_refused(tmp_path):
    (tmp_path / "repository/.git").mkdir(parents=True)
    key_file(tmp_path / "repository")
    (tmp_path / "keys").symlink_to(tmp_path / "repository")
    assert "git repository" in refusal(tmp_path, tmp_path / "keys/study.key")


def test_the_public_key_serves_fictional_studies_only(tmp_path):
    assert load_key(study_with(tmp_path, fictional=True)).secret == PUBLIC_DEMO_KEY
    assert load_key(study_with(tmp_path, key_file(tmp_path, PUBLIC_DEMO_KEY), fictional=True)).secret == PUBLIC_DEMO_KEY


def test_a_created_key_is_random_private_and_never_overwritten(tmp_path):
    first, second = tmp_path / "keys/one.key", tmp_path / "keys/two.key"
    create_key(first)
    create_key(second)
    assert first.stat().st_mode & 0o777 == 0o600
    assert first.read_bytes() != second.read_bytes()
    load_key(study_with(tmp_path, first))
    before = first.read_bytes()
    with pytest.raises(KeyFault, match="already"):
        create_key(first)
    assert first.read_bytes() == before


def test_a_key_is_not_created_in_a_git_tree(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(KeyFault, match="git repository"):
        create_key(tmp_path / "new/study.key")
    assert not (tmp_path / "new").exists()


def test_a_fault_about_a_key_never_shows_it(tmp_path):
    typed = b"my secret passphrase for the study"
    with pytest.raises(KeyFault) as told:
        load_key(study_with(tmp_path, key_file(tmp_path, typed)))
    assert "passphrase" not in str(told.value)


def test_a_key_never_prints_itself():
    shown = f"{KEY} {KEY!r} {[KEY]}"
    assert repr(GOOD) not in shown
    assert GOOD.hex() not in shown
    assert "secret" not in shown


def test_a_pseudonym_has_prefix_version_and_ten_characters():
    assert KEY.pseudonym("person", "SBL-101") == "P1-UGEDKC4LCX"
    assert Key(GOOD, version=2).pseudonym("organisation", "x").startswith("O2-")


@pytest.mark.parametrize(
    "spelling", ["SBL-101", "sbl-101", " SBL-101 ", "SBL\u200b-101", "\ufeffSBL-101", "ＳＢＬ-101", "SBL\u00ad-101", "sBl-101\n"]
)
def test_one_person_keeps_one_pseudonym_however_the_id_is_typed(spelling):
    assert KEY.pseudonym("person", spelling) == KEY.pseudonym("person", "SBL-101")


@pytest.mark.parametrize("spelling", ["Zoë", "Zoe\u0308", "ZOË", "Zoe\u200b\u0308"])
def test_accents_count_the_same_in_every_encoding(spelling):
    assert canonical(spelling) == "zoë"


@given(st.text(), st.text())
def test_two_ids_share_a_pseudonym_only_when_they_are_one_in_canonical_form(one, other):
    same = KEY.pseudonym("person", one) == KEY.pseudonym("person", other)
    assert same == (canonical(one) == canonical(other))


def test_domain_key_and_blank_in_between_make_other_pseudonyms():
    tails = {
        KEY.pseudonym("person", "101")[3:],
        KEY.pseudonym("organisation", "101")[3:],
        KEY.pseudonym("document", "101")[3:],
        KEY.pseudonym("person", "10 1")[3:],
        Key(GOOD[::-1]).pseudonym("person", "101")[3:],
    }
    assert len(tails) == 5


def test_fingerprint_and_digests_depend_on_the_key_and_do_not_hold_it():
    other = Key(GOOD[::-1])
    assert KEY.fingerprint == Key(GOOD).fingerprint != other.fingerprint
    assert KEY.digest("ab") == Key(GOOD).digest("ab") != other.digest("ab")
    assert KEY.digest("ab") != KEY.digest("ac")
    assert GOOD.hex() not in KEY.fingerprint + KEY.digest("ab")


@pytest.mark.parametrize(
    "mark",
    ["\u202a", "\u202e", "\u2066", "\u2069", "\u061c", "\u200b", "\u200f", "\ufeff", "\u00ad", "\ufe0f", "\u3164", "\U000e0041"],
    ids=lambda mark: f"U+{ord(mark):04X}",
)
def test_a_mark_without_a_shape_changes_no_pseudonym(mark):
    assert KEY.pseudonym("person", f"{mark}SBL{mark}-117{mark}") == KEY.pseudonym("person", "SBL-117")


def test_a_code_never_has_the_pseudonym_of_the_person_with_the_same_id():
    assert KEY.pseudonym("code", "SBL-117") != KEY.pseudonym("person", "SBL-117")


def test_what_is_no_file_of_ours_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "folder.key"
    folder.mkdir()
    assert "is a folder" in refusal(tmp_path, folder)
    monkeypatch.setattr("scripts.ground.key.os.geteuid", lambda: 12345)
    assert "another user" in refusal(tmp_path / "other", key_file(tmp_path))


def test_a_key_beside_the_data_is_refused(tmp_path):
    study = study_with(tmp_path, "keys/study.key")
    (study.folder / "keys").mkdir()
    (study.folder / "keys/study.key").write_bytes(GOOD)
    (study.folder / "keys/study.key").chmod(0o600)
    with pytest.raises(KeyFault, match="inside the study"):
        load_key(study)


def test_a_key_in_a_bare_repository_is_refused(tmp_path):
    (tmp_path / "objects").mkdir()
    (tmp_path / "HEAD").write_text("ref: refs/heads/main\n")
    assert "git repository" in refusal(tmp_path, key_file(tmp_path))


def test_a_key_that_was_committed_once_is_refused_wherever_it_lies_now(tmp_path):
    study = study_with(tmp_path, key_file(tmp_path))
    refuse_known_to_git(study)
    git = ["git", "-C", str(study.folder)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "hash-object", "-w", str(tmp_path / "study.key")], check=True, capture_output=True)
    with pytest.raises(KeyFault, match="committed once"):
        refuse_known_to_git(study)


def test_the_environment_may_hold_the_key_itself(tmp_path, monkeypatch):
    monkeypatch.setenv(CONTENT, base64.b64encode(GOOD).decode() + "\n")
    assert load_key(study_with(tmp_path, "nowhere.key")).secret == GOOD
    monkeypatch.setenv(ENVIRONMENT, "some.key")
    assert "Both" in refusal(tmp_path / "both", "")


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("not base64!", "not base64"),
        (base64.b64encode(GOOD[:-1]).decode(), "too short"),
        (base64.b64encode(b"x" * 32).decode(), "random"),
    ],
)
def test_a_bad_key_in_the_environment_is_refused_without_showing_it(tmp_path, monkeypatch, written, what):
    monkeypatch.setenv(CONTENT, written)
    told = refusal(tmp_path, "")
    assert what in told and written not in told


def test_a_rotated_key_names_anew_and_still_knows_every_earlier_name(tmp_path):
    path = key_file(tmp_path)
    for _ in range(2):
        rotate_key(path)
    key = load_key(study_with(tmp_path, path))
    assert (key.version, path.stat().st_mode & 0o777) == (3, 0o600)
    assert key.pseudonym("person", "SBL-101").startswith("P3-")
    names = key.names("person", "SBL-101")
    assert [name[:3] for name in names] == ["P3-", "P2-", "P1-"]
    assert names[-1] == KEY.pseudonym("person", "SBL-101")
    assert key.digests("ab")[0] == key.digest("ab") and key.digests("ab")[-1] == KEY.digest("ab")
    assert len({each.fingerprint for each in key.versions}) == 3
    assert [path.name for path in tmp_path.glob("*.key*")] == ["study.key"]


def test_an_unrotated_key_has_one_name_for_everything():
    assert KEY.names("document", "interviews:1") == (KEY.pseudonym("document", "interviews:1"),)
    assert KEY.digests("ab") == (KEY.digest("ab"),)


def test_a_key_that_is_not_sound_is_not_rotated(tmp_path):
    path = key_file(tmp_path, mode=0o644)
    with pytest.raises(KeyFault, match="Others can read"):
        rotate_key(path)
    assert path.read_bytes() == GOOD

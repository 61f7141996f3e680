import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from scripts.ground.hashing import (
    CHUNK,
    ENGINE_MARK,
    canonical_json,
    file_digest,
    folder_digest,
    json_digest,
    path_digest,
    pretty_json,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_a_file_longer_than_a_chunk_has_the_digest_that_everybody_computes(tmp_path):
    content = b"evidence" * CHUNK
    (tmp_path / "long").write_bytes(content)
    assert file_digest(tmp_path / "long") == hashlib.sha256(content).hexdigest()


@given(st.dictionaries(st.text(), json_values, min_size=2, max_size=5))
def test_the_order_of_keys_does_not_matter(value):
    backwards = dict(reversed(value.items()))
    assert json_digest(backwards) == json_digest(value)


@given(json_values, json_values)
def test_two_values_share_a_digest_only_when_they_are_the_same_json(one, other):
    assert (json_digest(one) == json_digest(other)) == (json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True))


@given(json_values)
def test_both_forms_of_json_read_back_to_the_value(value):
    assert json.loads(canonical_json(value)) == value
    assert json.loads(pretty_json(value)) == value


def test_the_form_for_files_is_sorted_and_ends_in_a_newline():
    assert pretty_json({"b": "é", "a": 1}) == '{\n "a": 1,\n "b": "é"\n}\n'.encode()


def folder_of(path, **files):
    for name, text in files.items():
        target = path / name.replace("__", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return path


def test_a_folder_digest_sees_names_contents_and_depth(tmp_path):
    digests = [
        folder_digest(folder_of(tmp_path / name, **files))
        for name, files in {
            "one": {"a": "1", "b": "2"},
            "swapped": {"a": "2", "b": "1"},
            "deeper": {"a": "1", "sub__b": "2"},
            "less": {"a": "1"},
        }.items()
    ]
    assert len(set(digests)) == 4


def test_a_folder_digest_ignores_where_it_stands_and_the_mark_of_the_engine(tmp_path):
    one = folder_of(tmp_path / "one", a="1")
    other = folder_of(tmp_path / "other", **{"a": "1", ENGINE_MARK: "now"})
    assert path_digest(one) == path_digest(other)
    assert path_digest(one / "a") == file_digest(other / "a")

import pytest
import yaml

from scripts.ground.faults import ConfigFault, Faults
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schema import Folder
from scripts.ground.schemas.qualitative import CodebookDiff
from scripts.ground.tables import table_bytes
from scripts.qualitative.codebook_changes import Made, codebook_changes

PLAIN = {"family": "f", "definition": "d", "valence": "neutral"}


def code(id: str, name: str = "", **rest) -> dict:
    return {"id": id, "name": name or id, **PLAIN, **rest}


def book(version: str, *codes: dict, date: str = "2025-01-01") -> Codebook:
    return Codebook(version=version, date=date, codes=tuple(Code(**each) for each in codes))


def earlier(*versions: Codebook) -> Folder:
    files = {f"{each.version}.yaml": yaml.safe_dump(each.model_dump(mode="json")).encode() for each in versions}
    return Folder(files)


def make(now: Codebook, *before: Codebook, project: tuple[str, ...] = ()) -> Made:
    codes = [{"source": "coding:1", "name": name, "parent": "", "description": "", "is_codable": True} for name in project]
    return codebook_changes(earlier(*before), codes, now)


def changes(made: Made) -> set[tuple[str, str]]:
    return {(row["code"], row["change"]) for row in made.codebook_diff}


@pytest.mark.parametrize(
    ("was", "became", "change"),
    [
        ([], [code("a")], ("a", "added")),
        ([code("a"), code("b")], [code("b")], ("a", "removed")),
        ([code("a", "one")], [code("a", "two")], ("a", "renamed")),
        ([code("a", "same")], [code("b", "same")], ("b", "renamed")),
        ([code("a")], [code("a", use_when="often")], ("a", "redefined")),
        ([code("a")], [code("a", family="g")], ("a", "moved")),
        ([code("a"), code("b")], [code("a", parent="b"), code("b")], ("a", "moved")),
        ([code("a")], [code("a", claim="change")], ("a", "revalued")),
        ([code("a"), code("b")], [code("a", retired_into="b"), code("b")], ("a", "retired")),
        ([code("a", retired_into="b"), code("b")], [code("a"), code("b")], ("a", "restored")),
    ],
)
def test_each_kind_of_change_is_named(was, became, change):
    made = make(book("2", *became, date="2025-02-01"), book("1", *was))
    assert changes(made) == {change} and len(made.codebook_diff) == 1


def test_a_changed_code_says_what_it_was_and_became():
    row = make(book("2", code("a", "two", definition="e")), book("1", code("a", "one"))).codebook_diff
    assert [(each["change"], each["parts"], each["was"], each["became"]) for each in row] == [
        ("renamed", "name", "one", "two"), ("redefined", "definition", "d", "e"),
    ]  # fmt: skip


def test_versions_are_compared_in_the_order_of_their_dates():
    first, second = book("beta", code("a")), book("alpha", code("a"), code("b"), date="2025-02-01")
    made = make(book("3", code("b"), date="2025-03-01"), second, first)
    found = [(row["before"], row["after"], row["code"], row["change"]) for row in made.codebook_diff]
    assert found == [("beta", "alpha", "b", "added"), ("alpha", "3", "a", "removed")]
    assert {row["id"]: row["display"] for row in made.evidence}["codebook.versions.n"] == "3"


def test_without_earlier_versions_nothing_changed():
    made = make(book("1", code("a")))
    assert made.codebook_diff == made.findings == []


def test_a_copy_of_the_present_codebook_is_no_earlier_version():
    assert make(book("1", code("a")), book("1", code("a"))).codebook_diff == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [", b"version: 1", b"- 1"])
def test_a_file_that_is_no_codebook_is_a_fault_that_names_it(content):
    with pytest.raises((ConfigFault, Faults)) as told:
        codebook_changes(Folder({"old.yaml": content}), [], book("1", code("a")))
    assert "config/codebook_versions/old.yaml" in str(told.value)


def test_one_version_with_two_contents_is_a_fault():
    with pytest.raises((ConfigFault, Faults), match="twice"):
        make(book("1", code("a")), book("1", code("b")))


def rules(made: Made) -> dict[str, str]:
    return {each["rule"]: each["message"] for each in made.findings}


def test_a_code_under_an_accepted_earlier_name_is_told_and_one_that_is_not_accepted_is_a_warning():
    accepted = make(book("1", code("a", "new", earlier_names=("old",))), project=("Old",))
    assert rules(accepted) == {"code renamed": "1 code(s) stand in the project under an earlier name; they are understood: a."}
    lost = make(book("2", code("a", "new"), date="2025-02-01"), book("1", code("a", "old")), project=("old",))
    assert "are lost: a." in rules(lost)["code under an earlier name"]
    assert "old" not in rules(lost)["code under an earlier name"]


def test_retired_codes_in_use_and_codes_nobody_used_are_told():
    made = make(book("1", code("a", retired_into="b"), code("b"), code("c")), project=("a", "b"))
    assert rules(made)["code retired"].endswith("replaced them: a.")
    assert rules(made)["code not in project"].endswith("not in the project: c.")


def test_a_code_that_names_no_other_code_as_parent_or_successor_is_refused():
    with pytest.raises(ValueError, match="code a: retired_into names no code"):
        book("1", code("a", retired_into="gone"))


def test_the_table_keeps_its_declared_columns():
    table_bytes(make(book("2", code("b")), book("1", code("a"))).codebook_diff, CodebookDiff, "diff")

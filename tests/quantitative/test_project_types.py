import pytest

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.schemas.engagement import ProjectTypes
from scripts.ground.tables import table_bytes
from scripts.quantitative.project_types import improved, met, project_types, way


def project(follow_up, baseline=5.0, target=10.0, direction="higher", kind="goals", row=2, status="completed", reached=10):
    return {
        "pseudonym": "P1", "direction": direction, "baseline": baseline, "target": target, "follow_up": follow_up,
        "status": status, "reached": reached, "outcome_type": kind, "source": "projects:1", "source_row": row,
    }  # fmt: skip


def made(projects):
    book = EvidenceBook("quantitative.outcomes")
    rows = project_types(projects, Inference(), Classes(), book)
    return {row["name"]: row for row in rows}, {each["id"]: each for each in book.evidence}


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "follow_up", "better", "reached", "share"),
    [
        ("higher", 5, 10, 8, True, False, 0.6),
        ("lower", 20, 10, 8, True, True, 1.2),
        ("lower", 20, 10, 22, False, False, -0.2),
        ("lower", 20, 10, 20, False, False, 0.0),
        ("higher", 5, 10, None, False, False, None),
        ("", 5, 10, 12, False, False, None),
        ("lower", 5, 10, 4, True, True, None),
    ],
)
def test_direction_decides_what_is_better(direction, baseline, target, follow_up, better, reached, share):
    each = project(follow_up, baseline, target, direction)
    assert (improved(each), met(each)) == (better, reached)
    assert way(each) == (pytest.approx(share) if share is not None else None)


def test_each_type_with_enough_projects_has_its_row():
    rows, ids = made([project(12, kind="goals")] * 10 + [project(6, kind="housing")] * 8 + [project(None, kind="housing")] * 4)
    assert (rows["goals"]["n"], rows["goals"]["met"], rows["goals"]["way"]) == (10, 10, pytest.approx(1.4))
    assert (rows["housing"]["n"], rows["housing"]["missing_follow_up"], rows["housing"]["improved"]) == (12, 4, 8)
    assert ids["projects.type.housing.share"]["display"] == "0%"
    assert ids["projects.improved"]["value"] == "18"


def test_small_types_are_merged_and_one_type_alone_is_not_repeated():
    rows, _ = made([project(12, kind="a")] * 4 + [project(12, kind="b")] * 6 + [project(12, kind="c")] * 11)
    assert {name: row["n"] for name, row in rows.items()} == {"a and b": 10, "c": 11}
    assert made([project(12, kind="a")] * 4 + [project(12, kind="b")] * 6)[0] == {}


def test_reach_is_summed_over_those_who_say_so():
    _, ids = made([project(12, reached=1200), project(12, reached=None), project(12, reached=34)])
    assert (ids["projects.reached"]["display"], ids["projects.reached.stated"]["value"]) == ("1,234", "2")


def test_a_status_of_few_projects_is_merged():
    statuses = ["completed"] * 6 + ["stopped"] * 3 + ["continuing"] * 2
    _, ids = made([project(12, status=status) for status in statuses])
    assert {id: each["value"] for id, each in ids.items() if id.startswith("projects.status.")} == {
        "projects.status.completed": "6", "projects.status.continuing_and_stopped": "5",
    }  # fmt: skip


def test_rows_fit_their_table():
    rows, _ = made([project(12, kind="a")] * 10 + [project(None, kind="b")] * 10)
    assert table_bytes(list(rows.values()), ProjectTypes, "types").count(b"\n") == 3

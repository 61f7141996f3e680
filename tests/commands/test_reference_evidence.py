import pytest

from scripts.commands.reference_evidence import evidence_page, form_of


@pytest.mark.parametrize(
    ("id", "form"),
    [
        ("behaviour.B3.change.mean", "behaviour.<behaviour>.change.mean"),
        ("behaviour.B3.cohort.2.p", "behaviour.<behaviour>.cohort.<cohort>.p"),
        ("behaviour.B3.cohort.p", "behaviour.<behaviour>.cohort.p"),
        ("behaviour.B3.answers.T0.4", "behaviour.<behaviour>.answers.<wave>.<score>"),
        ("dose.behaviour.B1.rho", "dose.behaviour.<behaviour>.rho"),
        ("dose.modules_4.behaviour.B1.low", "dose.<modules>.behaviour.<behaviour>.low"),
        ("verdict.impact", "verdict.<aim>"),
        ("verdict.behaviour.B1.joint", "verdict.behaviour.<behaviour>.joint"),
        ("linkage.paired_share", "linkage.paired_share"),
        ("tbl-change", "tbl-change"),
    ],
)
def test_what_a_study_names_is_a_place_in_the_form_of_an_id(id, form):
    assert form_of(id, "value") == form


def test_each_form_stands_once_with_an_example_and_no_words_of_a_quote():
    entry = {"kind": "value", "unit": "scale points", "record": "quantitative.change", "display": "+0.61"}
    quote = {"id": "q-12", "kind": "quote", "unit": "", "record": "qualitative.quotes", "display": "what somebody said"}
    page = evidence_page([entry | {"id": "behaviour.B1.n"}, entry | {"id": "behaviour.B2.n", "display": "+0.1"}, quote])
    assert [line for line in page.splitlines() if line.startswith("| `")] == [
        "| `<quote>` | quote |  | `qualitative.quotes` | … |",
        "| `behaviour.<behaviour>.n` | value | scale points | `quantitative.change` | +0.61 |",
    ]

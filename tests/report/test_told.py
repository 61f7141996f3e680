import pytest
import yaml

from scripts.ground.faults import EvidenceFault
from scripts.report.told import Told, key_of

ENTRIES = [
    {"id": "behaviour.B1.change.mean", "kind": "value", "value": 0.61, "display": "+0.61"},
    {"id": "behaviour.B2.change.mean", "kind": "value", "value": None, "display": "not estimable"},
    {"id": "verdict.behaviour", "kind": "verdict", "value": "supported", "display": "supported"},
    {"id": "fig-change", "kind": "figure", "value": None, "display": "Change"},
]
TOLD = Told(ENTRIES)


def test_a_value_is_printed_by_shortcode_and_decided_by_its_number():
    assert TOLD.show("behaviour.B1.change.mean") == "{{< var behaviour-B1-change-mean >}}"
    assert TOLD.value("behaviour.B1.change.mean") == 0.61
    assert TOLD.value("behaviour.B2.change.mean") is None
    assert TOLD.plain("verdict.behaviour") == "supported"


@pytest.mark.parametrize("ask", [TOLD.value, TOLD.show, TOLD.plain, lambda id: TOLD.fill(f"a {{{id}}} b")])
def test_evidence_that_does_not_exist_is_a_fault_that_names_it(ask):
    with pytest.raises(EvidenceFault) as told:
        ask("behaviour.B9.change.mean")
    assert told.value.where == "behaviour.B9.change.mean"


def test_ids_are_found_by_their_beginning_in_order():
    assert Told(ENTRIES[::-1]).ids("behaviour.") == ["behaviour.B1.change.mean", "behaviour.B2.change.mean"]
    assert (TOLD.has("fig-change"), TOLD.has("fig-themes")) == (True, False)


def test_variables_hold_values_and_verdicts_each_with_its_id():
    assert TOLD.variables() == {
        "behaviour-B1-change-mean": "[+0.61]{.evidence evidence='behaviour.B1.change.mean'}",
        "behaviour-B2-change-mean": "[not estimable]{.evidence evidence='behaviour.B2.change.mean'}",
        "verdict-behaviour": "[supported]{.evidence evidence='verdict.behaviour'}",
    }


def test_every_shortcode_has_its_variable_and_survives_yaml():
    variables = yaml.safe_load(yaml.safe_dump(TOLD.variables()))
    for id in TOLD.ids("behaviour."):
        assert key_of(id) in variables
        assert f"{{{{< var {key_of(id)} >}}}}" == TOLD.show(id)


def test_words_with_ids_in_them_are_escaped_around_the_shortcodes():
    assert TOLD.fill("a *b* {verdict.behaviour} [c]") == "a \\*b\\* {{< var verdict-behaviour >}} \\[c\\]"

import pytest

from scripts.anonymise.likeness import Ids, Names, near_codes
from tests.anonymise.rows import person

ROSTER = ["SBL-117", "SBL-118", "SBL-204", "WEX-310"]
PEOPLE = [
    person("SBL-117", "Maud", "Ellingham", email="maud.ellingham@saltby.example"),
    person("SBL-118", "Tunde", "Balogun", known_as="T", email="t.balogun@saltby.example", source_row=3),
]


def nearest(typed, ids=ROSTER):
    found = sorted(Ids(ids).near(typed), key=lambda each: -each.likeness)
    return (found[0].person, found[0].why) if found else None


@pytest.mark.parametrize(
    ("typed", "person", "why"),
    [
        ("SBL/204", "SBL-204", "blanks or signs"),
        ("sbl.204.", "SBL-204", "blanks or signs"),
        ("SBL-2O4", "SBL-204", "letters and digits that look alike"),
        ("5BL-204", "SBL-204", "one character"),
        ("SBI-204", "SBL-204", "letters and digits that look alike"),
        ("SBL-240", "SBL-204", "two neighbours swapped"),
        ("SBL-2004", "SBL-204", "a character more or less"),
        ("SB-204", "SBL-204", "a character more or less"),
        ("204", "SBL-204", "the number alone"),
        ("0204", "SBL-204", "the number alone"),
        ("204-SBL", "SBL-204", "parts in another order"),
    ],
)
def test_the_nearest_candidate_and_what_differs(typed, person, why):
    assert nearest(typed) == (person, why)


@pytest.mark.parametrize("typed", ["", "?", "Maud", "SBL", "WEX-999", "12", "FG-01"])
def test_what_is_like_no_id_has_no_candidate(typed):
    assert nearest(typed) is None


def test_two_slips_count_in_a_long_id_only():
    assert nearest("SALTBY-20917", ["SALTBY-20411"])[1] == "two characters"
    assert nearest("SBL-955", ["SBL-204"]) is None


def test_ids_of_two_signs_are_never_near_by_one_slip():
    assert nearest("A2", ["A1", "A3"]) is None


@pytest.mark.parametrize("typed", ["Maud.Ellingham@SALTBY.example", "maud.elingham@saltby.example"])
def test_an_address_in_place_of_the_id_leads_to_its_owner(typed):
    assert [(each.person, each.why) for each in Names(PEOPLE).near(typed)] == [("SBL-117", "an e-mail address")]


@pytest.mark.parametrize("typed", ["Maud Ellingham", "ellingham, maud", "Ellingham", "Maud Elingham", "T Balogun"])
def test_a_name_in_place_of_the_id_leads_to_its_owner(typed):
    [found] = {each.person for each in Names(PEOPLE).near(typed)}
    assert found == ("SBL-118" if "Bal" in typed else "SBL-117")


def test_an_id_is_no_name():
    assert Names(PEOPLE).near("SBL-117") == []


def test_a_code_that_lacks_one_part_is_near():
    longer = "amber.03.leeds"
    for shorter in ("amber.03", "amber.leeds", "03.leeds"):
        assert "one part missing" in [each.why for each in near_codes([shorter], [longer])[shorter]]
        assert "one part missing" in [each.why for each in near_codes([longer], [shorter])[longer]]
    assert near_codes(["amber.07"], [longer])["amber.07"] == []
    assert near_codes(["amber"], [longer])["amber"] == []


def test_codes_of_the_same_parts_in_another_order_are_two_codes():
    assert near_codes(["03-11"], ["11-03"])["03-11"] == []

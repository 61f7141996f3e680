import pytest
from pydantic import ValidationError
from rows import KEY, link, row

from scripts.anonymise.bands import band_of, with_cohorts
from scripts.anonymise.k_anonymity import k_anonymity
from scripts.ground.models.disclosure import Bands, Classes, Disclosure
from scripts.ground.schemas.anonymise import KAnonymity, Participants, QuasiBands
from scripts.ground.schemas.ingest import Quasi
from scripts.ground.tables import table_bytes

BANDS = Disclosure.model_validate(
    {"bands": {"years": [0, 5, 10], "role": {"Team manager": "management", "Head": "management"}, "Grade": {7: "senior"}}}
).bands


@pytest.mark.parametrize(
    ("column", "value", "band"),
    [
        ("years", "0", "0 to under 5"),
        ("years", "4.9", "0 to under 5"),
        ("years", "5 years", "5 to under 10"),
        ("years", "31", "10 and over"),
        ("years", "-1", "other"),
        ("years", "many", "other"),
        ("role", " team  MANAGER", "management"),
        ("role", "management", "management"),
        ("role", "Cook", "other"),
        ("Grade", "7", "senior"),
        ("role", "", ""),
        ("role", None, ""),
        ("ethnicity", "anything", ""),
    ],
)
def test_a_value_goes_into_its_band(column, value, band):
    assert band_of(value, BANDS.of(column)) == band


@pytest.mark.parametrize("bad", [{"years": []}, {"years": [5, 0]}, {"role": {}}, {"role": "management"}])
def test_bands_that_make_no_sense_are_refused(bad):
    with pytest.raises(ValidationError):
        Bands.model_validate(bad)


def participant(id, standing="active", body="O1-A"):
    return row(
        Participants, pseudonym=KEY.pseudonym("person", id), known_by="roster", part="participant",
        standing=standing, organisation_code=body, may_quote=True,
    )  # fmt: skip


def quasi(id, **values):
    return [row(Quasi, person=id, variable=name, value=value) for name, value in values.items()]


def made(bands=BANDS):
    people = [participant("A"), participant("B"), participant("C", body="O1-B"), participant("D", "no consent")]
    values = [*quasi("A", years="1", role="Head"), *quasi("B", years="2", role="Team manager", ethnicity="x")]
    values += [*quasi("C", years="7", role="Cook"), *quasi("D", years="7", role="Cook")]
    return k_anonymity(values, [link(each) for each in "ABCD"], people, bands, Classes())


def test_k_counts_people_who_are_alike():
    rows = {each["variables"]: each for each in made().k}
    assert (rows["years"]["k"], rows["years"]["alone"], rows["years"]["people"]) == (1, 1, 3)
    assert (rows["role+years"]["groups"], rows["role+years"]["share_alone"]) == (2, pytest.approx(1 / 3))
    assert rows["role+years+organisation"]["below"] == 3


def test_only_bands_of_active_people_leave_the_restricted_zone():
    bands = made().bands
    assert {each["pseudonym"] for each in bands} == {KEY.pseudonym("person", each) for each in "ABC"}
    assert {each["band"] for each in bands} == {"management", "other", "0 to under 5", "5 to under 10"}


def test_what_fits_no_band_and_what_has_none_is_told():
    told = {(each["severity"], each["rule"], each["field"]) for each in made().findings}
    assert {("warning", "no_band", "role"), ("note", "not_banded", "ethnicity")} <= told
    assert ("note", "k_anonymity", "role+years") in told
    assert "Cook" not in str(made().findings)


def test_without_bands_nothing_is_carried():
    nothing = made(Bands())
    assert (nothing.bands, nothing.k) == ([], [])


def test_tables_have_exactly_the_declared_columns():
    table_bytes(made().bands, QuasiBands, "bands")
    table_bytes(made().k, KAnonymity, "k")


def test_cohorts_are_numbered_in_natural_order_where_no_bands_are_declared():
    named = with_cohorts(Bands(), ["Spring 10", "spring 9", None, " Spring  9 "])
    assert [band_of(name, named.of("cohort")) for name in ("SPRING 9", "Spring 10", "")] == ["cohort 1", "cohort 2", ""]
    declared = Bands.model_validate({"cohort": {"1": "first"}})
    assert with_cohorts(declared, ["1", "2"]) == declared
    assert with_cohorts(Bands(), [None, " "]).of("cohort") is None

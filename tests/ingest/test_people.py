import pytest

from scripts.ground.faults import ConfigFault, Faults, MissingColumn
from scripts.ingest.people import people
from tests.ingest.raw_files import raw, raws, rules, written

COLUMNS = {
    "person": "Programme ID",
    "part": "Part",
    "given_name": "Given name",
    "family_name": "Family name",
    "email": "E-mail",
    "organisation": "Organisation",
    "consent_analyse": "Consent: analyse",
    "consent_quote": "Consent: quote",
    "consent_archive": "Consent: archive",
}
ROSTER = raw("roster.xlsx", kind="roster", format="xlsx", header_row=3, columns=COLUMNS, ignore=["Joined"])


def small(folder, text, **declared):
    return raw(written(folder, "roster.csv", text), kind="roster", format="csv", **declared)


def test_consent_is_yes_only_when_it_says_so():
    made = people(raws(ROSTER))
    consents = {
        (row["person"], row["part"]): tuple(row[f"consent_{use}"] for use in ("analyse", "quote", "archive"))
        for row in made.people
    }
    assert consents == {
        ("L-01", "participant"): (True, True, True),
        ("L-02", "participant"): (True, False, False),
        ("L-02", "sponsor"): (True, False, False),
    }
    assert ("blank consent", 5, "warning") in rules(made)
    assert ("unclear consent", 6, "warning") in rules(made)


def test_a_person_may_have_two_parts_but_an_id_no_second_row_for_one():
    made = people(raws(ROSTER))
    errors = [each for each in rules(made) if each[2] == "error"]
    assert errors == [("duplicate id", 7, "error"), ("missing id", 8, "error"), ("unknown part", 9, "error")]
    reading = made.readings[0]
    assert (reading["rows_read"], reading["rows_kept"], reading["rows_set_aside"]) == (6, 3, 3)


def test_a_column_whose_header_is_our_name_needs_no_declaration():
    assert people(raws(ROSTER)).people[1]["years"] == "3.5"


def test_organisations_come_from_the_roster_when_there_is_no_list():
    made = people(raws(ROSTER))
    assert [(row["name"], row["source_row"]) for row in made.organisations] == [("Aldermoor Council", 4), ("Brookfen Council", 6)]


def test_an_organisation_only_the_roster_names_is_added_to_the_list_with_a_warning():
    listed = raw("organisations.csv", kind="organisations", format="csv")
    made = people(raws(ROSTER, listed))
    assert [row["name"] for row in made.organisations] == ["Aldermoor Council", "Brookfen Council"]
    assert made.organisations[0]["abbreviation"] == "AMC"
    assert ("organisation not listed", 6, "warning") in rules(made)
    assert ("duplicate organisation", 3, "error") in rules(made)


def test_withdrawals_keep_their_words_and_read_their_dates():
    file = raw("withdrawals.csv", kind="withdrawals", format="csv", columns={"person": "Programme ID"})
    made = people(raws(file))
    assert [(row["person"], row["date"], row["what"]) for row in made.withdrawals] == [
        ("L-02", "2025-02-13", "everything"),
        ("L-09", "2025-04-03", "interview"),
    ]
    assert rules(made) == [("missing id", 4, "error")]


def test_no_row_at_all_is_no_fault_for_withdrawals(tmp_path):
    file = raw(written(tmp_path, "w.csv", "person,date,what\n"), kind="withdrawals", format="csv")
    assert people(raws(file)).withdrawals == []


def test_without_a_consent_column_nobody_consents(tmp_path):
    made = people(raws(small(tmp_path, "person,part\nL-01,sponsors\n")))
    assert made.people[0]["consent_analyse"] is False
    assert made.people[0]["part"] == "sponsor"
    assert [each[0] for each in rules(made)] == [f"no column consent_{use}" for use in ("analyse", "archive", "quote")]


def test_a_misspelt_column_is_refused_and_all_faults_come_at_once(tmp_path):
    with pytest.raises(ConfigFault, match="emial"):
        people(raws(small(tmp_path, "person\nL-01\n", columns={"emial": "person"})))
    with pytest.raises(Faults) as caught:
        people(raws(small(tmp_path, "id\nL-01\n"), raw(written(tmp_path, "w.csv", ""), kind="withdrawals", format="csv")))
    assert isinstance(caught.value.faults[0], MissingColumn)
    assert len(caught.value.faults) == 2


def test_no_sources_make_empty_tables():
    assert all(table == [] for table in people(raws()))


def test_names_of_rows_that_are_set_aside_are_kept_for_redaction():
    made = people(raws(ROSTER))
    assert [row["source_row"] for row in made.names_only] == [7, 8, 9]
    assert all(row["family_name"] for row in made.names_only)


def test_names_of_a_row_with_more_cells_than_columns_are_kept_too(tmp_path):
    made = people(raws(small(tmp_path, "person,family_name,organisation\nL-01,Quirk,Fenwick,Ltd\n")))
    assert (made.people, [row["family_name"] for row in made.names_only]) == ([], ["Quirk"])
    assert [row["name"] for row in made.organisations] == ["Fenwick"]


def test_words_of_withdrawals_are_translated_and_an_unknown_one_is_told(tmp_path):
    path = written(tmp_path, "w.csv", "person,date,what\nL-1,2025-02-03,tout\nL-2,45691,peu\n")
    made = people(raws(raw(path, kind="withdrawals", format="csv", labels={"what": {"Tout": "everything"}})))
    assert [(row["date"], row["what"]) for row in made.withdrawals] == [("2025-02-03", "everything"), ("2025-02-03", "peu")]
    assert ("unknown label", 3, "warning") in rules(made)


def test_labels_of_a_column_that_has_none_are_refused(tmp_path):
    path = written(tmp_path, "w.csv", "person\nL-1\n")
    with pytest.raises(ConfigFault, match="translates no words"):
        people(raws(raw(path, kind="withdrawals", format="csv", labels={"wat": {"x": "y"}})))


def test_findings_never_show_a_name_or_an_id():
    made = people(raws(ROSTER))
    text = str([[each["message"], each["remedy"]] for each in made.findings])
    assert not any(word in text for word in ("L-0", "Orsós", "Nwosu", "Brookfen", "perhaps", "guest"))

import pytest

from scripts.ingest.cells import iso_dates, likeness, number, yes_or_no


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4),
        ("4.0", 4),
        ("3,5", 3.5),
        ("1,200", 1200),
        ("45%", 45),
        ("−2", -2),
        (" 7\u00a0", 7),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1/2", None),
        ("about 20", None),
        ("5 – Strongly agree", None),
        ("12 days", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Yes", True),
        ("true", True),
        ("1", True),
        ("1.0", True),
        ("ja", True),
        ("NO", False),
        ("0", False),
        ("nein", False),
        ("", None),
        ("perhaps", None),
        ("x", None),
        ("yes, but no quotes", None),
    ],
)
def test_consent_words(text, meaning):
    assert yes_or_no(text) is meaning


def test_labels_match_over_blanks_case_and_dashes():
    assert likeness("Strongly\u00a0agree\n") == likeness("strongly agree")
    assert likeness("5 – Don’t know") == likeness("5 - don't know")


def test_one_date_above_twelve_tells_the_order_of_its_column():
    assert iso_dates(["1/13/2025 9:05", "2/3/2025 2:07 PM"]) == (["2025-01-13T09:05:00", "2025-02-03T14:07:00"], [])
    assert iso_dates(["13/01/2025", "02/03/2025"])[0] == ["2025-01-13", "2025-03-02"]


def test_a_date_nothing_tells_apart_stays_as_written():
    assert iso_dates(["03/04/2025", "4/4/2025", "soon", ""]) == (["03/04/2025", "2025-04-04", "soon", ""], [0, 2])


def test_worded_and_iso_dates():
    texts = ["3rd March 2021", "March 3, 2021", "2021-03-03T10:00:00.123Z", "2021-02-30"]
    assert iso_dates(texts)[0] == ["2021-03-03", "2021-03-03", "2021-03-03T10:00:00Z", "2021-02-30"]

import pytest

from provenance.cast import DISCLOSURE, HARMLESS, ORGANISATIONS, PEOPLE, person
from scripts.ground.models.disclosure import Disclosure
from scripts.provenance.names import forbidden
from scripts.provenance.names_forms import stem

LOOK_FOR = forbidden(PEOPLE, ORGANISATIONS, DISCLOSURE)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("said Harriet Sowerbutts", "name of a person"),
        ("said HARRIET SOWERBUTTS", "name of a person"),
        ("said hattie sowerbutts", "name of a person"),
        ("Sowerbutts, Harriet", "name of a person"),
        ("Harriet\nSowerbutts", "name of a person"),
        ("Harriet\u00a0Sowerbutts", "name of a person"),
        ("Harriet Sower\u00adbutts", "name of a person"),
        ("Har\u200briet Sowerbutts", "name of a person"),
        ("Harriet Sower-\nbutts", "name of a person"),
        ("Ｈａｒｒｉｅｔ Ｓｏｗｅｒｂｕｔｔｓ", "name of a person"),
        ("write to H.Sowerbutts@aldermere.gov.uk", "name of a person"),
        ("Ms Sowerbutts's team", "family name"),
        ("Ms Sowerbutts’ team", "family name"),
        ("Ms Ashworth-Lyle", "family name"),
        ("Ms Ashworth\u2011Lyle", "family name"),
        ("Ms Ashworth\u2013Lyle", "family name"),
        ("Ms Ashworth-\nLyle", "family name"),
        ("Harriet Sower-\r\nbutts", "name of a person"),
        ("Ms Ashworth\ufffeLyle", "family name"),
        ("Ms Sower\ufffebutts", "family name"),
        ("Ms Lyle alone", "family name"),
        ("Mr O'Grady", "family name"),
        ("Mr O’Grady", "family name"),
        ("Mr O\u02bcGrady", "family name"),
        ("Conor O’Grady", "name of a person"),
        ("harriet_sowerbutts.docx", "name of a person"),
        ("we thank Hattie for it", "given name"),
        ("coffee, Harriet said", "given name"),
        ("Harriet began the sentence", "given name"),
        ("person SBL-132", "roster id"),
        ("person sbl-132", "roster id"),
        ("Aldermere Borough Council", "organisation"),
        ("in aldermere we", "organisation"),
        ("tarn & fell", "organisation"),
        ("aldermere.gov.uk", "organisation"),
        ("at ABCX we", "abbreviation of an organisation"),
        ("zebedee quillfeather", "canary"),
    ],
)
def test_what_must_not_be_published_is_found(text, kind):
    assert kind in LOOK_FOR.classes_in(text)


@pytest.mark.parametrize(
    "text",
    [
        HARMLESS,
        "the sowerbuttsian view",
        "Harrietta was a ship",
        "abcx is no abbreviation in small letters",
        "the county council of the district",
        "SBL-1320",
        "gradyent descent",
        "",
    ],
)
def test_other_words_are_left_alone(text):
    assert LOOK_FOR.classes_in(text) == []


def test_a_person_with_one_name_makes_no_whole_name_of_it():
    one = forbidden([person("Will", "", "SBL-200")], [], Disclosure())
    assert one.classes_in("that will do") == []
    assert one.classes_in("that is Will again") == ["given name"]


def test_an_allowed_name_is_let_through_alone_but_not_as_part_of_a_person():
    allowed = Disclosure(allowed_names=[{"name": "Ashworth", "reason": "a book"}, {"name": "Aldermere", "reason": "a valley"}])
    look_for = forbidden(PEOPLE, ORGANISATIONS, allowed)
    assert look_for.classes_in("as Ashworth (1999) wrote of Aldermere") == []
    assert look_for.classes_in("Bronagh Ashworth-Lyle") == ["name of a person", "family name", "given name"]
    assert look_for.classes_in("Aldermere Borough Council") == ["organisation"]


def test_names_of_two_letters_do_not_close_the_gate_on_every_word():
    look_for = forbidden([person("Bo", "Li", "SBL-201")], [], Disclosure())
    assert look_for.classes_in("Li and Bo are syllables") == []
    assert look_for.classes_in("said Bo Li") == ["name of a person"]


@pytest.mark.parametrize(
    ("organisation", "rest"),
    [
        ("Aldermere Borough Council", "Aldermere"),
        ("Metropolitan Borough of Kettlewick", "Kettlewick"),
        ("London Borough of Marsh End", "Marsh End"),
        ("County Council", ""),
    ],
)
def test_an_organisation_is_known_by_its_own_part_too(organisation, rest):
    assert stem(organisation) == rest


def test_nobody_to_look_for_finds_nothing():
    assert forbidden([], [], Disclosure()).classes_in("Harriet Sowerbutts") == []

import pytest
import yaml

from scripts.ground.models.study import Publication
from scripts.provenance.citation import citation_file, spdx_id

SAID = {"title": "T", "programme": "p", "institution": "I", "report_date": "2026-03-31", "independence": "none"}


def made(**rest):
    return yaml.safe_load(citation_file(Publication(authors=rest.pop("authors", []), **SAID, **rest)))


def test_people_and_teams_are_named_each_in_their_way():
    authors = [{"name": "Grace May Ford", "orcid": "0000-0002-1825-0097"}, {"name": "The team", "kind": "team"}]
    assert made(authors=authors)["authors"] == [
        {
            "given-names": "Grace May", "family-names": "Ford", "affiliation": "I",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
        },
        {"name": "The team"},
    ]  # fmt: skip


def test_without_authors_the_institution_answers_for_the_release():
    assert made()["authors"] == [{"name": "I"}]


def test_what_the_study_does_not_say_is_left_out():
    assert not {"doi", "abstract", "keywords", "repository-code"} & made().keys()


@pytest.mark.parametrize(
    ("licence", "id"),
    [("CC BY 4.0", "CC-BY-4.0"), ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"), ("CC0 1.0", "CC0-1.0"), ("MIT", "MIT"), ("ours", "")],
)
def test_a_licence_is_named_by_its_id_where_a_register_knows_it(licence, id):
    assert spdx_id(licence) == id


def test_a_fictional_study_says_so_in_its_title():
    assert made(fictional=True)["title"] == "T (fictional demonstration)"

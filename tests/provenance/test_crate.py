import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.small_release import PUBLICATION, RAW, made_release, sha256, write
from scripts.provenance.crate_terms import CONTEXT, PROFILES

BASE_CONTEXT = CONTEXT[0]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return made_release(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def graph(files):
    return {each["@id"]: each for each in json.loads(files["ro-crate-metadata.json"])["@graph"]}


def of_type(graph, kind):
    return [each for each in graph.values() if kind in (each["@type"] if isinstance(each["@type"], list) else [each["@type"]])]


def references(value):
    if isinstance(value, dict):
        return [value["@id"]] if set(value) == {"@id"} else [id for each in value.values() for id in references(each)]
    return [id for each in value for id in references(each)] if isinstance(value, list) else []


def test_every_released_file_but_itself_and_the_gate_stands_in_it_with_its_hash(files, graph):
    listed = {each["@id"]: each["sha256"] for each in of_type(graph, "File")}
    rest = {name: sha256(content) for name, content in files.items() if name not in ("ro-crate-metadata.json", "gate.json")}
    assert listed == rest


def test_every_reference_leads_to_an_entity_or_out_of_the_crate(graph):
    named = {id for each in graph.values() for id in references([value for name, value in each.items() if name != "@id"])}
    assert {id for id in named - graph.keys() if not id.startswith("https://")} == set()


def test_each_step_has_a_tool_an_action_and_a_start_and_the_engine_organised_them(graph):
    steps = {each["name"] for each in of_type(graph, "HowToStep")}
    assert {"ingest.surveys", "quantitative.change", "report.render_html"} <= steps
    assert {each["@id"].removeprefix("#control-") for each in of_type(graph, "ControlAction")} == steps
    assert {each["@id"].removeprefix("#action-") for each in of_type(graph, "CreateAction")} == steps | {"#run"}
    [organised] = of_type(graph, "OrganizeAction")
    assert len(organised["object"]) == len(steps)


def test_it_says_which_results_a_step_took_and_made(graph):
    action = graph["#action-quantitative.change"]
    assert action["object"] == {"@id": "#result-ingest.surveys.answers"}
    assert graph["#action-report.render_html"]["result"] == {"@id": "report.html"}
    assert {"@id": "#source-start"} in graph["#action-ingest.surveys"]["object"]


def test_raw_data_appear_as_counts_and_keyed_digest_only(files):
    text = files["ro-crate-metadata.json"].decode() + files["ledger.json"].decode()
    for name, content in RAW.items():
        assert Path(name).name not in text
        assert sha256(content) not in text
        assert content.decode() not in text


def test_agents_are_institution_and_authors_alone(graph):
    people = {each["name"] for kind in ("Person", "Organization") for each in of_type(graph, kind)}
    assert people == {PUBLICATION.institution, *(each.name for each in PUBLICATION.authors)}
    assert {each["endTime"] for each in of_type(graph, "CreateAction")} == {"2026-03-31T00:00:00+00:00"}


def test_it_conforms_to_the_provenance_run_profile(graph):
    assert {each["@id"] for each in graph["./"]["conformsTo"]} == {id for id, *_ in PROFILES}


@pytest.mark.slow
def test_the_validator_finds_all_that_is_required_and_nearly_all_that_is_recommended(files, tmp_path):
    pytest.importorskip("rocrate_validator", reason="roc-validator is not installed (uv pip install roc-validator rocrate)")
    rocrate = pytest.importorskip("rocrate", reason="the JSON-LD context comes from the package rocrate")
    context = Path(rocrate.__file__).parent / "data/ro-crate.jsonld"
    _keep(BASE_CONTEXT, context.read_bytes(), tmp_path / "cache")
    report = tmp_path / "validation.json"
    command = [sys.executable, "-c", "from rocrate_validator.cli import cli; cli()", "--no-interactive", "validate"]
    options = ["-p", "provenance-run-crate-0.5", "-l", "recommended", "--offline", "--cache-path", str(tmp_path / "cache")]
    ending = ["--no-paging", "-f", "json", "-o", str(report)]
    subprocess.run([*command, str(write(files, tmp_path / "release")), *options, *ending], capture_output=True, check=False)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [each["message"] for each in told["issues"] if each["severity"] == "REQUIRED"] == []
    # a workflow must lie in the crate and should have an absolute address: it cannot have both
    assert {each["message"] for each in told["issues"]} <= {"The SoftwareApplication id SHOULD be an absolute URI"}


def _keep(url: str, content: bytes, cache: Path) -> None:
    """Put an answer into the validator's cache, so that it asks nobody."""
    import requests
    from requests_cache import CachedSession
    from urllib3 import HTTPResponse

    kind = {"Content-Type": "application/ld+json"}
    answer = requests.Response()
    answer.status_code, answer.url, answer._content = 200, url, content
    answer.headers.update(kind)
    answer.request = requests.Request("GET", url, headers={"Accept": "application/ld+json, application/json"}).prepare()
    answer.raw = HTTPResponse(body=io.BytesIO(content), status=200, headers=kind, preload_content=False)
    CachedSession(cache_name=str(cache), expire_after=-1).cache.save_response(answer)

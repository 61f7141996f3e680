import pytest

from scripts.ground.lineage import Lineages

BLANK = {"value": None, "low": None, "high": None, "n": None, "unit": "", "table": "", "cell": "", "sources": []}
START = {"unit": "responses", "files": 1, "read": 5, "used": 3, "quarantined": 1, "excluded": 1, "reasons": "preview 1"}
TEXTS = {"unit": "documents", "files": 2, "read": 2, "used": 2, "quarantined": 0, "excluded": 0, "reasons": ""}
SOURCES = {"start": START | {"keyed_digest": "ab" * 32}, "texts": TEXTS | {"keyed_digest": ""}}


def entry(id, kind, record, **told):
    return {**BLANK, "id": id, "kind": kind, "display": "up", "record": record, **told}


def record(step, *, reads=(), raw=(), config=()):
    inputs = {f"i{number}": [{"path": f"{each}.csv"}] for number, each in enumerate(reads)}
    outputs = {"o": {"path": f"{step}.csv"}}
    return {
        "step": step,
        "inputs": inputs,
        "outputs": outputs,
        "raw": dict.fromkeys(raw, ""),
        "config": dict.fromkeys(config, ""),
    }


RECORDS = [
    record("ingest.surveys", raw=["start:1"]),
    record("ingest.texts", raw=["texts:1", "texts:2"]),
    record("quantitative.change", reads=["ingest.surveys"], config=["plan"]),
    record("quantitative.fig_change", reads=["quantitative.change"]),
    record("qualitative.themes", reads=["ingest.texts"]),
    record("report.exhibits_outcomes", reads=["quantitative.change", "qualitative.themes"]),
    record("validate.plan"),
]
EVIDENCE = [
    entry("b.mean", "value", "quantitative.change", display="+0.6", value=0.61, low=0.3, high=0.912345, n=3, unit="points",
          table="tbl-change", cell="b.mean", sources=[{"source": "start", "used": 3}]),
    entry("theme.n", "value", "qualitative.themes", display="2", value=2.0),
    entry("tbl-change", "table", "report.exhibits_outcomes"),
    entry("tbl-themes", "table", "report.exhibits_outcomes"),
    entry("fig-change", "figure", "quantitative.fig_change"),
    entry("plan.floor", "setting", "validate.plan"),
]  # fmt: skip


@pytest.fixture
def lineages():
    return Lineages({"evidence": EVIDENCE, "sources": SOURCES}, RECORDS, {"tbl-themes": "| {{< var theme-n >}} |"})


def test_a_number_leads_from_its_value_over_its_steps_to_counts_and_digest_of_its_sources(lineages):
    assert lineages.lines("b.mean") == [
        "b.mean (value)",
        "  shown as     +0.6",
        "  unit         points",
        "  interval     0.3 to 0.9123",
        "  n            3",
        "  exact value  0.61",
        "  stands in    tbl-change, cell b.mean",
        "",
        "made by",
        "  quantitative.change  scripts/quantitative/change.py; config plan",
        "    ingest.surveys  scripts/ingest/surveys.py",
        "",
        "sources",
        "  start                 3 used here; responses: 5 read, 3 used, 1 quarantined and 1 excluded (preview 1)",
        "                        1 file, keyed digest abababababababab",
    ]


def test_behind_a_table_stand_the_steps_whose_numbers_it_holds_and_no_others(lineages):
    told = lineages.lines("tbl-change")
    assert "    quantitative.change  scripts/quantitative/change.py; config plan" in told
    assert not any("themes" in line or "texts" in line for line in told)


def test_what_a_table_prints_stands_in_it_also_where_the_evidence_names_no_cell(lineages):
    assert lineages.makers("tbl-themes") == ["qualitative.themes"]
    assert lineages.sources_of("tbl-themes") == ["texts"]


def test_a_figure_rests_on_the_sources_of_the_numbers_it_draws(lineages):
    assert lineages.sources_of("fig-change") == ["start"]
    assert "sources behind it" in lineages.lines("fig-change")


def test_a_thing_that_no_raw_file_bears_says_so(lineages):
    assert lineages.lines("plan.floor")[-1] == "  none: it rests on the plan and the code alone"


def test_a_source_that_the_evidence_does_not_count_is_still_named():
    lineages = Lineages({"evidence": EVIDENCE}, RECORDS)
    assert lineages.lines("b.mean")[-1] == "  start                 3 used here; nothing more is known of it"


def test_an_unknown_id_and_a_lost_record_are_errors(lineages):
    with pytest.raises(KeyError):
        lineages.lines("no.such")
    with pytest.raises(KeyError, match=r"quantitative\.change"):
        Lineages({"evidence": EVIDENCE}, RECORDS[:2]).lines("b.mean")


def test_the_embedded_form_gives_back_the_very_lines(lineages):
    data = lineages.embedded(["b.mean", "tbl-change", "fig-change"])
    assert set(data["things"]) == {"b.mean", "tbl-change", "fig-change"}
    for id, (head, *shared) in data["things"].items():
        blocks = [[id + head[0], *head[1:]], *(data["blocks"][number] for number in shared)]
        lines = [[data["lines"][line] if isinstance(line, int) else line for line in block] for block in blocks]
        assert lines == lineages.blocks(id)


def test_what_several_ids_share_is_embedded_once(lineages):
    data = lineages.embedded(["tbl-change", "fig-change"])
    assert data["things"]["tbl-change"][2] == data["things"]["fig-change"][2]
    assert len(set(data["lines"])) == len(data["lines"])

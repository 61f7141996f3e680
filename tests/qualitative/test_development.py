from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.study import Fictional
from scripts.ground.schemas.qualitative import ModulePeople, PublishedModules
from scripts.ground.tables import table_bytes
from scripts.qualitative.development import Made, development, natural
from scripts.qualitative.fig_modules import fig_modules
from tests.qualitative.small_study import CLASSES, CODEBOOK, COHORTS, coding, document, people_with, turn

MARK = Fictional(fictional=True)


def reflections(writers: dict[str, int], says: dict[tuple[str, int], tuple[str, ...]]) -> tuple[list, list, list]:
    """Module → number of writers; (module, writer) → codes."""
    documents, turns, codings = [], [], []
    for module, count in writers.items():
        for person in range(count):
            id = f"D-{module}-{person}"
            documents.append(document(id, "reflections", f"P{person}") | {"module": module})
            turns.append(turn(id, 1, ""))
            codings += [coding(id, 1, code, row=len(codings)) for code in says.get((module, person), ())]
    return documents, turns, codings


def make(documents, turns, codings) -> Made:
    return development(codings, documents, turns, CODEBOOK, COHORTS, CLASSES, Inference())


def cell(made: Made, module: str, family: str) -> dict:
    return next(row for row in made.published_modules if (row["module"], row["family"]) == (module, family))


SAID = {("1", 0): ("partners", "token"), ("1", 1): ("token",), ("2", 3): ("token",)}
STUDY = reflections({"10": 10, "1": 12, "2": 4}, SAID)


def test_people_of_a_module_are_counted_once_a_family():
    made = make(*STUDY)
    row = cell(made, "1", "co-production")
    assert (row["people"], row["module_people"], row["shown"]) == (2, 12, "2 of 12")
    assert row["low"] < row["share"] < row["high"]
    assert {each["id"]: each["display"] for each in made.evidence}["modules.reflections.1.co_production.share"] == "17%"


def test_a_module_that_few_wrote_for_says_some_or_none_without_a_number():
    made = make(*STUDY)
    row = cell(made, "2", "co-production")
    assert (row["shown"], row["people"], row["module_people"], row["share"]) == ("some", None, None, None)
    assert cell(made, "2", "learning")["shown"] == "none"
    of_two = [each for each in made.evidence if each["id"].startswith("modules.reflections.2.")]
    assert of_two and all(each["value"] == "" and each["n"] is None for each in of_two)
    assert {each["basis"] for each in of_two} == {"modules.held_back"}


def test_modules_come_in_natural_order():
    assert {row["module"]: row["order"] for row in make(*STUDY).published_modules} == {"1": 1, "2": 2, "10": 3}
    assert sorted(["Module 10", "Module 2", "start"], key=natural) == ["Module 2", "Module 10", "start"]


def test_spoken_texts_are_not_followed_over_modules():
    documents, turns, codings = people_with("participants", 12, {0: ("partners",)})
    documents[0]["module"] = "1"
    assert make(documents, turns, codings).published_modules == []


def test_without_coding_or_modules_the_tables_are_empty():
    assert make(*STUDY[:2], []) == ([], [], [], [])
    assert make(*people_with("reflections", 3, {0: ("partners",)})) == ([], [], [], [])


def test_the_figure_names_every_share_in_its_text_and_says_so_when_there_is_none():
    made = fig_modules(make(*STUDY).published_modules, CODEBOOK, MARK)
    assert made.alt.startswith("Written of most: in module 1 co-production (17%). Share of the people")
    assert "modules 1, 2 and 10 in turn. co-production: 17%, some, 0%." in made.alt
    assert fig_modules([], CODEBOOK, MARK).alt == "No reflections by module are coded yet."
    assert made.svg == fig_modules(make(*STUDY).published_modules, CODEBOOK, MARK).svg


def test_the_tables_keep_their_declared_columns():
    made = make(*STUDY)
    table_bytes(made.module_people, ModulePeople, "m")
    table_bytes(made.published_modules, PublishedModules, "p")

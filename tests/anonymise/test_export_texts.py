from scripts.anonymise.export_texts import export_texts
from scripts.ground.schemas.anonymise import SafeDocuments, SafeTurns
from tests.anonymise.rows import row

DOCUMENTS = [
    row(SafeDocuments, document=name, kind="interviews", group="participants", version="v1", source="interviews:1")
    for name in ("D1-Y", "D1-X")
]
TURNS = [row(SafeTurns, document="D1-X", turn=1, part="speaker", speaker="P1-A", text="It went well.")]


def index(documents):
    lines = export_texts(documents, TURNS)["INDEX.csv"].splitlines()
    return [line.split(",") for line in lines]


def test_the_folder_for_coders_holds_a_file_a_document_and_an_index():
    files = export_texts(DOCUMENTS, TURNS)
    assert sorted(files) == ["D1-X.txt", "D1-Y.txt", "INDEX.csv"]
    header, *rows = index(DOCUMENTS)
    assert header == ["document", "kind", "group", "module", "version", "export"]
    assert [row[:-1] for row in rows] == [["D1-X", "interviews", "participants", "", "v1"], ["D1-Y", *rows[0][1:-1]]]


def test_a_text_holds_no_version_so_that_places_count_from_its_first_word():
    assert export_texts(DOCUMENTS, TURNS)["D1-X.txt"] == "P1-A: It went well."


def test_the_version_of_the_export_changes_with_that_of_any_text():
    again = [DOCUMENTS[0], {**DOCUMENTS[1], "version": "v2"}]
    versions = [{row[-1] for row in index(each)[1:]} for each in (DOCUMENTS, DOCUMENTS[::-1], again)]
    assert all(len(each) == 1 for each in versions)
    assert versions[0] == versions[1] != versions[2]

from scripts.commands.reference_errors import errors_page, told_by

KINDS = {"KeyFault": "a key", "StudyFault": "a study"}


def messages(tmp_path, code):
    path = tmp_path / "some.py"
    path.write_text(code, encoding="utf-8")
    return [(each.kind, each.severity, each.words, each.remedy) for each in told_by(path, KINDS)]


def test_a_fault_is_read_with_its_remedy_and_what_it_fills_in(tmp_path):
    code = 'REMEDY = "Make one."\nraise KeyFault(f"No key in {place}.", where="x", remedy=REMEDY)\n'
    assert messages(tmp_path, code) == [("KeyFault", "", "No key in ….", "Make one.")]


def test_a_function_that_makes_the_fault_of_its_words_is_followed(tmp_path):
    code = (
        'def _fault(what, remedy):\n    return StudyFault(what, where="x", remedy=remedy)\n\n_fault("No folder.", "Name one.")\n'
    )
    assert messages(tmp_path, code) == [("StudyFault", "", "No folder.", "Name one.")]


def test_a_finding_is_read_with_rule_and_severity(tmp_path):
    code = 'TOLD = "{} rows."\nfinding("warning", "roster", "twice", TOLD.format(2), "Keep one.", field="id")\n'
    assert messages(tmp_path, code) == [("twice", "warning", "… rows.", "Keep one.")]


def test_what_other_calls_say_is_no_message(tmp_path):
    assert messages(tmp_path, 'print("KeyFault")\nnotes.finding("x")\n') == []


def test_every_class_of_fault_but_the_defects_has_an_entry_on_the_page():
    page = errors_page()
    for meaning in ("The pseudonym key is missing", "A declared raw source has no file", "The leak gate found something"):
        assert f"### {meaning}" in page
    assert page.count("\n| `") > 60

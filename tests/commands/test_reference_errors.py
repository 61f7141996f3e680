from scripts.commands.reference_errors import errors_page
from scripts.commands.reference_told import told_by

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


def test_a_method_that_passes_its_words_on_is_followed_and_its_defaults_count(tmp_path):
    code = (
        "class Table:\n"
        '    def tell(self, rule, message, remedy="Nothing."):\n'
        '        self.told.append(finding("note", self.file, rule, message, remedy))\n\n'
        '    def read(self):\n        self.tell("empty", "No rows.")\n'
    )
    assert messages(tmp_path, code) == [("empty", "note", "No rows.", "Nothing.")]


def test_each_call_says_what_its_names_stand_for_there(tmp_path):
    code = (
        "def told(row):\n"
        '    if row:\n        message = "Too long."\n'
        "    elif row is None:\n        return []\n"
        '    else:\n        message = "Too short."\n'
        '    first = finding("note", row, "length", message, "Cut it.")\n'
        '    message = "Too late."\n'
        '    return [first, finding("note", row, "date", message, "Hurry.")]\n'
    )
    assert messages(tmp_path, code) == [
        ("length", "note", "Too long. / Too short.", "Cut it."),
        ("date", "note", "Too late.", "Hurry."),
    ]


def test_names_of_rules_that_are_imported_are_followed(tmp_path):
    code = 'from scripts.ground.findings import OUT_OF_SCALE\nfinding("error", "x", OUT_OF_SCALE, "Off the scale.", "Mend it.")\n'
    assert messages(tmp_path, code) == [("out of scale", "error", "Off the scale.", "Mend it.")]


def test_every_rule_that_a_finding_can_have_stands_on_the_page():
    page = errors_page()
    for rule in ("out of scale", "unknown label", "straight line", "missing id", "linked_by_decision"):
        assert f"\n| `{rule}` |" in page

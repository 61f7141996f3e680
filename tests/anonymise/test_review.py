"""Decisions on doubtful words and on hints at people: what they change, how long they hold, what is told of them."""

import pytest

from scripts.anonymise.redact import redact
from scripts.ground.batches import Processes
from scripts.ground.faults import Fault, Faults
from scripts.ground.key import Key
from scripts.ground.models.disclosure import Redaction
from scripts.ground.models.redaction_decisions import RedactionDecision, RedactionDecisions
from scripts.ground.schemas.anonymise import Standings
from scripts.ground.schemas.ingest import Documents, Turns
from tests.anonymise.rows import KEY, link, person, row

PEOPLE = [person("A1", "Mirela", "Zielinski"), person("A2", "Tomasz", "Ferriby", source_row=3)]
LINKS = [link("A1"), link("A2", organisation="Marlstone Borough Council")]
P1, P2 = (KEY.pseudonym("person", each) for each in ("A1", "A2"))
COUNCIL = KEY.pseudonym("organisation", "Marlstone Borough Council")
HINT = "She is the only deaf practice leader in the region."


def redacted(*documents, decisions=(), key=KEY):
    """Each document is a list of turns."""
    names = [f"interviews:{number}" for number in range(1, len(documents) + 1)]
    turns = [
        row(Turns, document=name, turn=number, part="speaker", person="", text=text, source_row=number)
        for name, texts in zip(names, documents, strict=True)
        for number, text in enumerate(texts, start=1)
    ]
    return redact(
        PEOPLE, [], [], LINKS,
        [row(Standings, source=name, source_row=1, kind="interviews", pseudonym=P1, standing="used") for name in names],
        [row(Documents, document=name, kind="interviews", person="A1", source=name, source_row=1) for name in names],
        turns, Redaction(), RedactionDecisions(decisions=tuple(decisions)), key,
        Processes(1),
    )  # fmt: skip


def decision(item, what="keep", replacement="", scope="everywhere", line=2):
    return RedactionDecision(
        line=line, item=item, decision=what, replacement=replacement, scope=scope, decided_by="Team", date="2026-02-01"
    )


def case(made, words):
    """The case of some words."""
    [item] = {each["item"] for each in made.review_items if each["words"] == words}
    return item


def hint(made):
    """The case of the only hint, and its words."""
    [one] = [each for each in made.review_items if each["hint"]]
    return one["item"], one["words"]


def texts(made):
    return [each["text"] for each in made.turns]


def faults_of(*documents, decisions):
    with pytest.raises((Fault, Faults)) as told:
        redacted(*documents, decisions=decisions)
    return told.value.faults if isinstance(told.value, Faults) else [told.value]


def test_identical_words_are_one_case_at_several_places_and_other_words_another():
    made = redacted(["we met Quorley there, then Quorley left"], ["and Brantham rang", "so QUORLEY said"])
    assert len({each["item"] for each in made.queue}) == 2
    assert len([each for each in made.review_items if each["item"] == case(made, "Quorley")]) == 3
    assert [each["decided"] for each in made.queue] == [False] * 4


def test_the_queue_holds_no_original_word_and_the_restricted_table_the_words_in_their_context():
    made = redacted(["who else was there?", "we met Quorley at noon", "and then?"])
    assert "Quorley" not in str(made.queue)
    [one] = made.review_items
    assert (one["before"], one["words"], one["after"]) == ("who else was there?\nwe met ", "Quorley", " at noon\nand then?")


@pytest.mark.parametrize(
    ("what", "replacement", "shown"),
    [
        ("keep", "", "we met Quorley there"),
        ("mask", "", "we met [name] there"),
        ("mask", "person", "we met [person] there"),
        ("mask", "organisation", "we met [authority] there"),
        ("mask", "place", "we met [place] there"),
        ("mask", "other", "we met [identifier] there"),
        ("alias", P2, f"we met [participant {P2}] there"),
        ("alias", COUNCIL, f"we met [authority {COUNCIL}] there"),
        ("generalise", "a neighbour", "we met [a neighbour] there"),
    ],
)
def test_a_decision_settles_all_identical_places(what, replacement, shown):
    documents = ["we met Quorley there"], ["we met Quorley there"]
    item = case(redacted(*documents), "Quorley")
    made = redacted(*documents, decisions=[decision(item, what, replacement)])
    assert texts(made) == [shown, shown]
    assert {(each["decided"], each["decision"]) for each in made.queue} == {(True, what)}
    assert [each for each in made.findings if each["rule"] == "redaction_undecided"] == []


@pytest.mark.parametrize(
    ("what", "replacement", "shown"),
    [("keep", "", None), ("mask", "", "[passage removed]"), ("generalise", "has a rare role", "[has a rare role]")],
)
def test_a_hint_is_left_removed_or_generalised(what, replacement, shown):
    text = f"Well. {HINT} Yes."
    made = redacted([text])
    assert texts(made) == [text]
    item, words = hint(made)
    made = redacted([text], decisions=[decision(item, what, replacement)])
    assert texts(made) == [text.replace(words, shown or words)]
    assert made.queue[0]["decided"]


def test_a_name_inside_a_hint_that_is_removed_goes_with_it():
    turns = ["He was the only deaf leader with Quorley in the region.", "so Quorley left"]
    made = redacted(turns)
    item, words = hint(made)
    assert "Quorley" in words
    made = redacted(turns, decisions=[decision(item, "mask")])
    assert sorted((each["turn"], each["decided"]) for each in made.queue) == [(1, True), (2, False)]
    assert texts(made) == [turns[0].replace(words, "[passage removed]"), "so [name?] left"]


def test_masks_and_hints_at_one_place_are_both_queued():
    made = redacted(["He was the only deaf leader with Quorley in the region."])
    assert sorted(each["label"] for each in made.queue) == ["indirect", "name?"]


def test_places_of_the_queue_fit_the_text_as_it_stands_after_the_decisions():
    turns = ["we met Quorley while Brantham slept"]
    made = redacted(turns)
    made = redacted(turns, decisions=[decision(case(made, "Quorley"))])
    [text] = texts(made)
    assert [text[each["start"] : each["end"]] for each in made.queue] == ["Quorley", "[name?]"]
    assert [each["decided"] for each in made.queue] == [True, False]


LONG = "so it went on and on for a long while with many small words between the one thing and the other, "


def test_a_decision_on_one_place_leaves_the_others():
    turns = ["we met Quorley at noon", LONG, "later Quorley was a word"]
    first, second = sorted(redacted(turns).review_items, key=lambda each: each["turn"])
    made = redacted(turns, decisions=[decision(second["item"], scope=second["place"])])
    assert [texts(made)[0], texts(made)[2]] == ["we met [name?] at noon", "later Quorley was a word"]
    both = [decision(first["item"], "mask", "person"), decision(second["item"], scope=second["place"])]
    assert texts(redacted(turns, decisions=both))[::2] == ["we met [person] at noon", "later Quorley was a word"]


def test_an_edited_transcript_reopens_only_what_changed():
    turns = ["we met Quorley at noon", LONG, LONG, "later Brantham was a word"]
    before = redacted(turns)
    seen = [decision(each["item"], scope=each["place"]) for each in before.review_items]
    edited = ["then we saw Quorley at noon", *turns[1:]]
    after = redacted(edited, decisions=seen)
    assert texts(after)[0] == "then we saw [name?] at noon"
    assert texts(after)[3] == "later Brantham was a word"
    assert [each["turn"] for each in after.queue if not each["decided"]] == [1]


def test_decisions_hold_when_files_are_added_or_named_anew():
    one, other = ["we met Quorley at noon"], ["nothing here"]
    [place] = redacted(one).review_items
    seen = [decision(place["item"], scope=place["place"])]
    assert texts(redacted(other, one, decisions=seen)) == ["nothing here", "we met Quorley at noon"]


def test_a_word_kept_where_it_was_seen_stays_masked_in_a_new_text():
    old, new = ["we met Quorley at noon"], ["her neighbour Quorley fell ill"]
    [place] = redacted(old).review_items
    made = redacted(old, new, decisions=[decision(place["item"], scope=place["place"])])
    assert texts(made) == ["we met Quorley at noon", "her neighbour [name?] fell ill"]


def test_without_the_key_nobody_can_test_guesses_at_the_words():
    import hashlib

    [one] = redacted(["we met Quorley at noon"]).review_items
    assert one["item"][1:] not in {hashlib.sha256(word.encode()).hexdigest()[:12] for word in ("Quorley", "quorley")}


def test_the_most_doubtful_come_first_and_of_equal_doubt_the_most_frequent():
    made = redacted(["we met Brantham then Quorley then Quorley", f"Well. {HINT}", "ring 12345678 or walk to Fenny Park"])
    order = [each["words"] for each in sorted(made.review_items, key=lambda each: each["rank"])]
    assert order == [hint(made)[1], "Quorley", "Quorley", "Brantham", "Fenny Park", "12345678"]


def test_what_waits_is_told_by_source_in_cases_and_places():
    [told] = redacted(["we met Quorley", "so Quorley left while Brantham slept"]).findings
    assert told["message"].startswith("Cases in texts that await a decision: 2, at 3 places")
    assert told["source"] == "interviews"


def test_decisions_that_cannot_be_carried_out_are_told_at_once_by_line_and_name_nobody():
    turns = ["we met Quorley", HINT]
    made = redacted(turns)
    word, passage = case(made, "Quorley"), hint(made)[0]
    stranger = "P1-" + "A" * 10
    wrong = [
        decision(word, "alias", stranger, line=2),
        decision(passage, "alias", P2, line=3),
        decision(passage, "mask", "person", scope="p00000000", line=4),
        decision(word, "generalise", "a cousin of Ferriby", scope="p00000000", line=5),
    ]
    told = faults_of(turns, decisions=wrong)
    assert [each.where for each in told] == [f"config/redaction_decisions.csv, line {line}" for line in (2, 3, 4, 5)]
    assert "Ferriby" not in str([str(each) for each in told])


def test_a_decision_on_a_case_that_is_gone_is_noted_and_harms_nothing():
    made = redacted(["we met nobody"], decisions=[decision("r000000000000", line=7)])
    [told] = made.findings
    assert (told["severity"], told["rule"], told["source_row"]) == ("note", "decision_without_case", 7)


def test_the_alias_of_somebody_who_withdrew_shows_no_pseudonym(monkeypatch):
    monkeypatch.setitem(globals(), "LINKS", [link("A1"), link("A2", standing="withdrawn")])
    item = case(redacted(["we met Quorley"]), "Quorley")
    assert texts(redacted(["we met Quorley"], decisions=[decision(item, "alias", P2)])) == ["we met [participant]"]


@pytest.mark.parametrize(("what", "shown"), [("keep", "we met Quorley there"), ("alias", f"we met [participant {P2}] there")])
def test_decisions_survive_a_rotation_of_the_key(what, shown):
    old = Key(bytes(range(32, 64)))
    replacement = old.pseudonym("person", "A2") if what == "alias" else ""
    [place] = redacted(["we met Quorley there"], key=old).review_items
    made = redacted(
        ["we met Quorley there"], key=Key(KEY.secret, earlier=(old,)),
        decisions=[decision(place["item"], what, replacement, place["place"])],
    )  # fmt: skip
    assert texts(made) == [shown]
    assert made.findings == []

import re

import pytest

from scripts.ground.key import Key
from scripts.ground.models.analysis_plan import QuoteRules
from scripts.ground.schemas.qualitative import Quotes
from scripts.ground.tables import table_bytes
from scripts.qualitative.quotes import Made, quotes
from tests.qualitative.small_study import CODEBOOK, COHORTS, coding, document, turn

KEY = Key(bytes(range(32)))
WORDS = "We sat down with {who} before anything was decided and the plan changed because of it."


class Study:
    """Texts of one turn each, with one coded sentence."""

    def __init__(self) -> None:
        self.documents, self.turns, self.codings, self.people, self.queue = [], [], [], [], []
        self.agreement = []

    def says(self, person: str, code: str, *, group: str = "participants", organisation: str = "O-1", may_quote: bool = True,
             standing: str = "active", text: str = "", coders: str = "A") -> "Study":  # fmt: skip
        id = f"D{len(self.documents)}"
        text = text or WORDS.format(who=person)
        self.documents.append(document(id, group, person))
        self.turns.append(turn(id, 1, person, text))
        self.codings += [
            coding(id, 1, each, end=len(text), coder=coder, row=len(self.codings)) for coder in coders for each in code.split("+")
        ]
        if person not in {each["pseudonym"] for each in self.people}:
            self.people.append({
                "pseudonym": person, "part": "participant", "cohort": "1", "organisation_code": organisation, "role": "",
                "may_quote": may_quote, "standing": standing,
            })  # fmt: skip
        return self

    def awaits(self, start: int, end: int, *, decided: bool) -> "Study":
        self.queue.append({
            "document": self.documents[-1]["document"], "turn": 1, "start": start, "end": end, "label": "indirect",
            "reason": "cue", "decided": decided,
        })  # fmt: skip
        return self

    def quotes(self) -> Made:
        return quotes(
            self.codings,
            self.documents,
            self.turns,
            self.people,
            self.queue,
            self.agreement,
            CODEBOOK,
            COHORTS,
            QuoteRules(),
            KEY,
        )

    def chosen(self, target: str) -> dict[str, str]:
        """Rule → document, for one target."""
        return {row["rule"]: row["document"] for row in self.quotes().quotes if row["target"] == target}


def test_contrary_typical_and_strongest_come_from_three_people():
    study = Study().says("P1", "partners").says("P2", "partners+concepts").says("P3", "token")
    rows = [row for row in study.quotes().quotes if row["target"] == "B3"]
    assert {row["rule"] for row in rows} == {"contrary", "typical", "strongest"}
    assert len({row["document"] for row in rows}) == 3
    assert next(row["code"] for row in rows if row["rule"] == "contrary") == "token"


def test_deterioration_is_the_contrary_quote_before_no_change():
    study = Study().says("P1", "nothing_new").says("P2", "nothing_new").says("P3", "harm")
    assert study.chosen("learning")["contrary"] == "D2"


def test_only_people_who_agreed_are_quoted():
    study = Study().says("P1", "partners", may_quote=False).says("P2", "partners", standing="withdrawn")
    assert study.quotes().quotes == []


def test_somebody_who_is_not_in_the_roster_is_not_quoted():
    study = Study().says("P1", "partners")
    study.people.clear()
    assert study.quotes().quotes == []


@pytest.mark.parametrize(("decided", "expected"), [(False, 0), (True, 1)])
def test_words_that_wait_for_a_reviewer_are_not_quoted(decided, expected):
    study = Study().says("P1", "partners").awaits(5, 9, decided=decided)
    assert len(study.quotes().quotes) == expected


def test_an_undecided_mask_is_not_quoted():
    assert Study().says("P1", "partners", text=WORDS.format(who="[name?]")).quotes().quotes == []


@pytest.mark.parametrize("text", ["Too short to quote.", "word " * 61 + "end."])
def test_quotes_have_twelve_to_sixty_words(text):
    assert Study().says("P1", "partners", text=text).quotes().quotes == []


def test_a_person_is_quoted_once_a_target_and_once_a_theme():
    rows = Study().says("P1", "partners").says("P1", "token").says("P1", "partners").quotes().quotes
    assert len(rows) == 1


def test_no_passage_is_printed_twice():
    rows = Study().says("P1", "partners+concepts").quotes().quotes
    assert len(rows) == 1


def test_a_sponsor_and_a_participant_of_one_organisation_never_meet():
    same = Study().says("P1", "partners").says("S1", "token", group="sponsors")
    other = Study().says("P1", "partners").says("S1", "token", group="sponsors", organisation="O-2")
    assert len(same.chosen("B3")) == 1
    assert len(other.chosen("B3")) == 2


def test_they_do_not_meet_on_one_theme_of_two_targets_either():
    same = Study().says("P1", "nothing_new").says("S1", "cost", group="sponsors")
    other = Study().says("P1", "nothing_new").says("S1", "cost", group="sponsors", organisation="O-2")
    assert (len(same.quotes().quotes), len(other.quotes().quotes)) == (1, 2)


def test_released_words_name_nobody_and_no_authority():
    text = WORDS.format(who="[participant P1-7KQ2M4XN5A] of [authority C]")
    row = Study().says("P1", "partners", text=text).quotes().quotes[0]
    assert row["text"] == WORDS.format(who="[a colleague] of [an authority]")
    assert row["span_hash"] != row["released_hash"]


@pytest.mark.parametrize(
    ("group", "speaker"),
    [("participants", "a participant"), ("sponsors", "a sponsor"), ("facilitators", "a facilitator"),
     ("reflections", "a reflection by a participant")],
)  # fmt: skip
def test_speakers_are_one_of_many(group, speaker):
    assert Study().says("P1", "partners", group=group).quotes().quotes[0]["speaker"] == speaker


def test_both_coders_are_named_and_the_offsets_find_the_words():
    study = Study().says("P1", "partners", coders="AB")
    row = study.quotes().quotes[0]
    assert row["coder"] == "A B"
    assert study.turns[0]["text"][row["start"] : row["end"]] == WORDS.format(who="P1")


def test_an_edited_transcript_gives_another_id():
    before = Study().says("P1", "partners").quotes().quotes[0]["quote"]
    after = Study().says("P1", "partners", text=WORDS.format(who="P1").replace("plan", "list")).quotes().quotes[0]["quote"]
    assert re.fullmatch(r"q-[0-9a-f]{8}", before)
    assert before != after


LATER = "And then something else was said about it all."


def the_quote(study: Study) -> dict:
    return study.quotes().quotes[0]


def test_words_added_elsewhere_move_the_quote_and_keep_its_id():
    before = the_quote(Study().says("P1", "partners"))
    study = Study().says("P1", "partners")
    study.turns[0]["text"] = f"{LATER} {study.turns[0]['text']}"
    study.codings[0] |= {"start": len(LATER) + 1, "end": len(study.turns[0]["text"])}
    after = the_quote(study)
    same = ("quote", "text", "span_hash", "released_hash", "target", "rule", "code")
    assert {key: before[key] for key in same} == {key: after[key] for key in same}
    assert (after["start"], after["end"]) == (before["start"] + len(LATER) + 1, before["end"] + len(LATER) + 1)


def test_a_span_moved_to_other_words_gives_another_id_and_hash():
    text = f"{WORDS.format(who='P1')} {WORDS.format(who='everybody else')}"
    study = Study().says("P1", "partners", text=text)
    study.codings[0]["end"] = len(WORDS.format(who="P1"))
    before = the_quote(study)
    study.codings[0] |= {"start": len(WORDS.format(who="P1")) + 1, "end": len(text)}
    after = the_quote(study)
    assert before["quote"] != after["quote"] and before["span_hash"] != after["span_hash"]
    assert after["text"] == WORDS.format(who="everybody else")


def test_a_passage_whose_words_changed_since_they_were_coded_is_not_quoted():
    study = Study().says("P1", "partners").says("P2", "partners")
    study.codings[0]["changed"] = True
    assert [row["document"] for row in study.quotes().quotes if row["target"] == "B3"] == ["D1"]


def test_a_changed_word_outside_the_span_changes_nothing():
    study = Study().says("P1", "partners", text=f"{WORDS.format(who='P1')} {LATER}")
    study.codings[0]["end"] = len(WORDS.format(who="P1"))
    before = study.quotes()
    study.turns[0]["text"] = study.turns[0]["text"].replace("something", "anything")
    assert study.quotes() == before


def test_a_recoded_passage_leaves_its_target_and_the_other_quotes_stay():
    study = Study().says("P1", "partners").says("P2", "nothing_new")
    before = {row["target"]: row["quote"] for row in study.quotes().quotes}
    study.codings[0]["code"] = "attending"
    after = {row["target"]: row["quote"] for row in study.quotes().quotes}
    assert after == {target: quote for target, quote in before.items() if target == "learning"} and len(before) == 2


def test_where_everybody_counts_a_quote_of_one_coder_is_flagged_and_two_coders_come_first():
    alone = Study().says("P1", "partners")
    assert the_quote(alone)["flags"] == "one coder"
    study = Study().says("P1", "partners").says("P2", "partners", coders="AB").says("P3", "token", coders="AB")
    rows = {row["rule"]: row for row in study.quotes().quotes if row["target"] == "B3"}
    assert (rows["typical"]["document"], rows["typical"]["flags"], rows["contrary"]["flags"]) == ("D1", "", "")


@pytest.mark.parametrize("settled", ["primary", "consensus"])
def test_a_coding_that_was_settled_on_needs_no_second_coder(settled):
    study = Study().says("P1", "partners").says("P2", "token", coders="B")
    if settled == "primary":
        study.codings[1]["counts"] = False
    else:
        study.codings[0]["coder"] = "consensus"
    assert next(row for row in study.quotes().quotes if row["document"] == "D0")["flags"] == ""


def test_a_quote_of_a_code_that_coders_did_not_agree_on_is_flagged():
    study = Study().says("P1", "partners", coders="AB")
    study.agreement = [{"level": "code", "code": "partners", "band": "flagged"}]
    assert the_quote(study)["flags"] == "code flagged"


def test_evidence_shows_released_words_and_leads_to_the_coding_alone():
    made = Study().says("P1", "partners").quotes()
    shown = next(row for row in made.evidence if row["kind"] == "quote")
    assert (shown["display"], shown["value"]) == (made.quotes[0]["text"], made.quotes[0]["released_hash"])
    assert [row["source"] for row in made.basis] == ["coding:1"]


def test_the_choice_does_not_depend_on_the_order_of_the_rows():
    study = Study().says("P1", "partners").says("P2", "partners+concepts").says("P3", "token").says("P4", "partners")
    once = study.quotes().quotes
    for rows in (study.codings, study.documents, study.turns, study.people):
        rows.reverse()
    assert sorted(map(str, study.quotes().quotes)) == sorted(map(str, once))


def test_the_table_keeps_its_declared_columns():
    table_bytes(Study().says("P1", "partners").quotes().quotes, Quotes, "quotes")


def renamed(rows: list[dict]) -> list[dict]:
    """The same study under another key: every pseudonym is another one, and they sort the other way round."""
    return [
        {name: f"{'ZYXW'[int(value[1])]}-{value}" if value in PSEUDONYMS else value for name, value in row.items()}
        for row in rows
    ]


PSEUDONYMS = {f"{kind}{number}" for kind in "DP" for number in range(4)}


def test_another_key_changes_every_id_and_no_choice():
    sentence = WORDS.format(who="the team")
    study = Study()
    for person, code in (("P0", "partners"), ("P1", "partners"), ("P2", "token"), ("P3", "token")):
        study.says(person, code, text=sentence)
    for row, each in enumerate(study.documents):
        each["source_row"] = row
    before = study.quotes()
    for name in ("documents", "turns", "codings", "people"):
        setattr(study, name, renamed(getattr(study, name)))
    after = study.quotes()
    assert [row["rows"] for row in before.basis] == [row["rows"] for row in after.basis]
    assert len(before.quotes) == len(after.quotes) == 4
    assert [row["document"][-2:] for row in after.quotes] == [row["document"] for row in before.quotes]
    assert not {row["quote"] for row in before.quotes} & {row["quote"] for row in after.quotes}

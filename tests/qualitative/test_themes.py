from scripts.ground.models.analysis_plan import Inference
from scripts.ground.schemas.qualitative import PublishedThemes, ThemePassages, ThemePeople
from scripts.ground.tables import table_bytes
from scripts.qualitative.themes import Made, themes
from tests.qualitative.small_study import CLASSES, CODEBOOK, COHORTS, coding, document, people_with, together, turn


def make(documents, turns, codings) -> Made:
    return themes(codings, documents, turns, [], CODEBOOK, COHORTS, CLASSES, Inference())


def exact(made: Made, theme: str, group: str) -> dict:
    return next(row for row in made.theme_people if (row["theme"], row["group"]) == (theme, group))


def published(made: Made, theme: str, group: str) -> dict:
    return next(row for row in made.published_themes if (row["theme"], row["group"]) == (theme, group))


def evidence(made: Made, id: str) -> dict:
    return next(row for row in made.evidence if row["id"] == id)


TWELVE_AND_SIX = together(
    people_with("participants", 12, {0: ("partners", "partners"), 1: ("partners", "token"), 2: ("token",)}),
    people_with("sponsors", 6, {0: ("token",)}),
)


def test_people_are_counted_once_however_often_they_say_it():
    made = make(*TWELVE_AND_SIX)
    row = exact(made, "partners", "participants")
    assert (row["people"], row["group_people"]) == (2, 12)


def test_a_family_counts_people_not_the_sum_of_its_codes():
    made = make(*TWELVE_AND_SIX)
    assert exact(made, "co-production", "participants")["people"] == 3


def test_a_large_group_shows_count_share_and_interval():
    made = make(*TWELVE_AND_SIX)
    row = published(made, "partners", "participants")
    assert (row["people"], row["group_people"], row["shown"]) == (2, 12, "2 of 12")
    assert 0 < row["low"] < row["share"] < row["high"] < 1
    found = evidence(made, "theme.partners.participants.share")
    assert (found["display"], found["n"], found["low"]) == ("17%", 12, row["low"])


def test_a_small_group_says_some_or_none_and_carries_no_number():
    made = make(*TWELVE_AND_SIX)
    assert published(made, "token", "sponsors")["shown"] == "some"
    assert published(made, "partners", "sponsors")["shown"] == "none"
    for row in (each for each in made.published_themes if each["group"] == "sponsors"):
        assert all(row[name] is None for name in ("people", "group_people", "share", "low", "high"))
    for row in (each for each in made.evidence if ".sponsors." in each["id"] and each["id"].startswith(("theme.", "family."))):
        assert row["value"] == "" and row["n"] is row["low"] is row["high"] is None
        assert row["display"] in ("some", "none")


def test_the_rows_behind_small_groups_are_noted_for_all_themes_together():
    made = make(*TWELVE_AND_SIX)
    assert evidence(made, "theme.token.sponsors.people")["basis"] == evidence(made, "theme.partners.sponsors.people")["basis"]
    assert {row["source"] for row in made.basis} == {"coding:1"}


def test_very_small_groups_merge_and_stay_uncounted():
    study = together(TWELVE_AND_SIX, people_with("facilitators", 3, {0: ("attending",)}))
    made = make(*study)
    assert "facilitators" not in {row["group"] for row in made.published_themes}
    row = published(made, "attending", "programme_team")
    assert (row["shown"], row["group_name"]) == ("some", "programme team")


def test_small_groups_that_merge_to_a_large_one_are_counted_among_so_many_people():
    classes = CLASSES.model_copy(update={"merge_groups_below": 7})
    documents, turns, codings = together(people_with("sponsors", 6, {0: ("token",)}), people_with("facilitators", 5, {}))
    made = themes(codings, documents, turns, [], CODEBOOK, COHORTS, classes, Inference())
    assert evidence(made, "voices.programme_team.people")["value"] == "11"
    assert evidence(made, "theme.token.programme_team.people")["n"] == 11


def test_a_focus_group_is_counted_by_its_speakers_and_interviewers_are_no_voices():
    documents = [document("D1", "facilitators")]
    turns = [
        turn("D1", 1, "interviewer", part="interviewer"), turn("D1", 2, "F1"), turn("D1", 3, "F2"), turn("D1", 4, ""),
    ]  # fmt: skip
    codings = [coding("D1", number, "attending", row=number) for number in (1, 2, 3, 4)]
    row = exact(make(documents, turns, codings), "attending", "facilitators")
    assert (row["people"], row["group_people"], row["mentions"]) == (2, 2, 3)


def test_the_same_passage_of_two_coders_is_one_mention():
    documents, turns, _ = people_with("participants", 1, {})
    codings = [coding(documents[0]["document"], 1, "partners", coder=coder, row=row) for row, coder in enumerate("AB")]
    assert exact(make(documents, turns, codings), "partners", "participants")["mentions"] == 1


def test_a_retired_code_counts_for_the_one_that_replaced_it():
    made = make(*people_with("participants", 2, {0: ("old",)}))
    assert exact(made, "concepts", "participants")["people"] == 1
    assert "old" not in {row["theme"] for row in made.theme_people}


def test_without_coding_there_are_no_themes_but_the_people_are_known():
    documents, turns, _ = people_with("participants", 4, {})
    made = make(documents, turns, [])
    assert made.theme_people == made.published_themes == made.basis == []
    assert evidence(made, "voices.participants.people")["display"] == "4"


def test_a_theme_bears_the_band_of_its_own_agreement():
    bands = [
        {"level": "code", "code": "partners", "band": "use"},
        {"level": "family", "code": "co-production", "band": "flagged"},
    ]
    rows = themes(TWELVE_AND_SIX[2], *TWELVE_AND_SIX[:2], bands, CODEBOOK, COHORTS, CLASSES, Inference()).published_themes
    found = {row["theme"]: row["band"] for row in rows}
    assert (found["partners"], found["co-production"], found["token"]) == ("use", "flagged", "")


def test_the_tables_keep_their_declared_columns():
    made = make(*TWELVE_AND_SIX)
    table_bytes(made.theme_people, ThemePeople, "theme_people")
    table_bytes(made.published_themes, PublishedThemes, "published_themes")


def test_evidence_ids_are_unique():
    ids = [row["id"] for row in make(*TWELVE_AND_SIX).evidence]
    assert len(ids) == len(set(ids))


def passages(made: Made, id: str) -> list[dict]:
    return [row for row in made.theme_passages if row["id"] == id]


def test_every_count_resolves_to_its_passages_with_coder_and_codebook_version():
    made = make(*TWELVE_AND_SIX)
    for row in made.theme_people:
        found = [each for each in made.theme_passages if (each["theme"], each["group"]) == (row["theme"], row["group"])]
        assert len({each["speaker"] for each in found}) == row["people"], row
        assert all(each["coder"] == "A" and each["codebook_version"] == "1.0" for each in found)
    [one] = passages(made, "theme.token.sponsors")
    assert (one["document"], one["turn"], one["start"], one["end"], one["source"]) == ("D-sponsors-0", 1, 0, 10, "coding:1")


def test_a_recoded_passage_moves_from_one_count_to_the_other_and_nothing_else_changes():
    before = make(*TWELVE_AND_SIX)
    documents, turns, codings = TWELVE_AND_SIX
    recoded = [each | {"code": "partners"} if each["document"] == "D-participants-2" else each for each in codings]
    after = make(documents, turns, recoded)
    moved = {(row["theme"], row["group"]) for row in before.theme_people if row not in after.theme_people}
    assert moved == {("token", "participants"), ("partners", "participants")}
    assert exact(after, "partners", "participants")["people"] == 3 and exact(after, "token", "participants")["people"] == 1


def test_passages_keep_their_declared_columns():
    table_bytes(make(*TWELVE_AND_SIX).theme_passages, ThemePassages, "passages")

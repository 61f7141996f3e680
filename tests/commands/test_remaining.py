import json

from scripts.commands.remaining import SIDE_BY_SIDE, Remaining, in_words


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def recorded(tmp_path, **seconds):
    path = tmp_path / "durations.json"
    path.write_text(json.dumps(seconds))
    clock = Clock()
    return Remaining(path, clock), clock, path


def test_without_a_record_of_every_step_to_come_there_is_no_estimate(tmp_path):
    remaining, _, _ = recorded(tmp_path, people=10)
    remaining.plan({"people", "surveys"})
    assert remaining.seconds() is None
    remaining.begin("surveys")
    assert remaining.seconds() is None
    remaining.end("surveys")
    assert remaining.seconds() == 10


def test_a_broken_record_is_none(tmp_path):
    for broken in ("{", "[1]", '{"people": "long"}', '{"people": null}'):
        (tmp_path / "durations.json").write_text(broken)
        remaining = Remaining(tmp_path / "durations.json", Clock())
        remaining.plan({"people"})
        assert remaining.seconds() is None


def test_what_a_running_step_has_had_counts_and_it_never_falls_below_nothing(tmp_path):
    remaining, clock, _ = recorded(tmp_path, redact=100, people=4)
    remaining.plan({"redact", "people"})
    remaining.begin("redact")
    clock.now = 30
    assert remaining.seconds() == 74
    clock.now = 500
    assert remaining.seconds() == 4


def test_steps_side_by_side_share_the_time_but_the_longest_must_be_waited_for(tmp_path):
    remaining, _, _ = recorded(tmp_path, redact=100, people=4, **{SIDE_BY_SIDE: 2.0})
    remaining.plan({"redact", "people"})
    assert remaining.seconds() == 100


def test_a_slower_day_makes_the_rest_slower_too(tmp_path):
    remaining, clock, _ = recorded(tmp_path, redact=20, surveys=50)
    remaining.plan({"redact", "surveys"})
    remaining.begin("redact")
    clock.now = 60
    remaining.end("redact")
    assert remaining.seconds() == 150


def test_a_run_keeps_what_its_steps_took_and_leaves_the_others(tmp_path):
    remaining, clock, path = recorded(tmp_path, redact=20, surveys=50)
    for rule in ("people", "surveys"):
        remaining.begin(rule)
    clock.now = 8
    for rule in ("people", "surveys"):
        remaining.end(rule)
    remaining.keep()
    assert json.loads(path.read_text()) == {"people": 8, "redact": 20, "surveys": 8, SIDE_BY_SIDE: 2}


def test_a_run_that_did_nothing_leaves_the_record_as_it_was(tmp_path):
    remaining, _, path = recorded(tmp_path, redact=20)
    before = path.read_bytes()
    remaining.keep()
    assert path.read_bytes() == before


def test_times_are_told_as_a_person_would():
    assert [in_words(each) for each in (None, 12, 200, 5400)] == [
        "",
        "less than a minute left",
        "about 3 min left",
        "about 1.5 h left",
    ]

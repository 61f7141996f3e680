"""What the words of the verdicts mean, for the methods: each with the threshold of the plan, printed by id."""

from __future__ import annotations

from scripts.report.sentences_voices import questionnaire_only
from scripts.report.told import Told


def words_of_the_rules(told: Told) -> str:
    """The words for scores, for voices, and for how the two sit together; of voices only where the study asked for any."""
    wide, narrow = told.show("plan.confidence"), told.show("plan.equivalence_confidence")
    smallest, counter = told.show("plan.smallest_meaningful_change"), told.show("plan.counter_share")
    people, groups = told.show("plan.people"), told.show("plan.source_types")
    scores = (
        f"**Scores** of a behaviour are *up* when the {wide} interval of the mean change lies above zero, and *down* when it "
        f"lies below. They are *up, too small to matter* when the {narrow} interval besides stays within {smallest} points of "
        f"zero, the smallest change that matters. They are *flat* when the {wide} interval contains zero and the {narrow} "
        f"interval stays within {smallest} points of it. Anything else is *inconclusive*."
    )
    voices = (
        f"**Voices** say *change* when at least {people} people in at least {groups} source groups describe it and at most "
        f"{counter} of those speaking say otherwise. They say *no change* when at least {people} people say that nothing "
        f"changed and at most {counter} describe change; *worse* when at least {people} people describe that and at most "
        f"{counter} describe change. They are *mixed* when each side has more than {counter}, or when more than {counter} "
        f"describe change and at least {people} people say that things got worse; otherwise they are *silent*."
    )
    together = (
        "**Together**: *convergence* when both say the same; *dissonance* when they contradict each other; *partial* when "
        "voices are mixed; *expansion* when the scores are clear and the voices silent; *complementarity* when the scores are "
        "unclear and the voices are not; *silence* when neither says anything clear."
    )
    words = [scores] if questionnaire_only(told) else [scores, voices, together]
    return "\n\n".join([*words, "From these words each verdict follows by rule:\n"])

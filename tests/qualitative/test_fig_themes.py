from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.study import Fictional
from scripts.qualitative.fig_themes import fig_themes
from scripts.qualitative.themes import themes
from tests.qualitative.small_study import CLASSES, CODEBOOK, COHORTS, people_with, together

MARK = Fictional(fictional=True)
DOCUMENTS, TURNS, CODINGS = together(
    people_with("participants", 12, {0: ("partners",), 1: ("token",), 2: ("attending",)}),
    people_with("sponsors", 6, {0: ("token",)}),
)
ROWS = themes(CODINGS, DOCUMENTS, TURNS, [], CODEBOOK, COHORTS, CLASSES, Inference()).published_themes


def test_the_text_alternative_gives_shares_of_large_groups_and_words_for_small_ones():
    alt = fig_themes(ROWS, CODEBOOK, MARK).alt
    assert alt.startswith("Among participants, co-production came up most (17% of people).")
    assert "Of the 12 people heard as participants, the share who voiced each family: co-production 17%; compassion 8%" in alt
    assert "Of the people heard as sponsors, too few to count, some spoke of 1 of 4 families; nobody spoke of" in alt


def test_two_drawings_are_the_same_bytes():
    one, other = (fig_themes(ROWS, CODEBOOK, MARK) for _ in range(2))
    assert (one.svg, one.png) == (other.svg, other.png)


def test_without_coded_texts_there_is_a_figure_that_says_so():
    made = fig_themes([], CODEBOOK, MARK)
    assert made.svg.startswith(b"<?xml") and made.png.startswith(b"\x89PNG")
    assert made.alt == "No text is coded yet, so no theme can be shown."
    assert made.evidence[0]["id"] == "fig-themes"

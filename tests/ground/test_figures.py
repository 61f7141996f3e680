import io

from PIL import Image

from scripts.ground.figures import PNG_DPI, WIDTH_INCHES, canvas, picture


def drawn(id="fig-test", *, fictional=False):
    figure, axes = canvas(2)
    axes.plot([0, 1], [0, 1])
    axes.set_title("A line")
    return picture(figure, id, fictional=fictional)


def words_of(png):
    return Image.open(io.BytesIO(png)).info


def test_the_same_figure_is_the_same_bytes():
    assert drawn() == drawn()


def test_both_forms_carry_the_id_and_nothing_about_machine_or_time():
    made = drawn("fig-change")
    assert b"fig-change" in made.svg
    assert words_of(made.png)["Title"] == "fig-change"
    assert set(words_of(made.png)) <= {"Title", "dpi"}
    for word in (b"dc:date", b"Matplotlib v", b"matplotlib.org"):
        assert word not in made.svg


def test_a_fictional_figure_says_so_in_both_forms():
    plain, marked = drawn(), drawn(fictional=True)
    assert b"FICTIONAL DEMONSTRATION" in marked.svg
    assert b"FICTIONAL" not in plain.svg
    assert marked.png != plain.png


def test_a_figure_is_as_wide_as_it_is_printed():
    assert Image.open(io.BytesIO(drawn().png)).width == round(WIDTH_INCHES * PNG_DPI)


def test_words_in_a_figure_need_no_font_of_the_reader():
    assert b"<text" not in drawn().svg

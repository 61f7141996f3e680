"""The one door for published counts of people: hide, then audit."""

from __future__ import annotations

from scripts.ground.disclosed import hide
from scripts.ground.disclosed_cells import CountTable, Sum, named_totals
from scripts.ground.safe_table import safe_table


def table(name, counts, variables=("role", "answer")):
    return CountTable(name, variables, counts)


def with_totals(rows):
    counts = {(row, answer): count for row, answers in rows.items() for answer, count in answers.items()}
    answers = list(next(iter(rows.values())))
    counts |= {(row, "Total"): sum(values.values()) for row, values in rows.items()}
    return (
        counts
        | {("Total", each): sum(rows[row][each] for row in rows) for each in answers}
        | {("Total", "Total"): sum(sum(values.values()) for values in rows.values())}
    )


def hidden(safe):
    return {key for key, count in safe.cells.items() if count is None}


ROLES = {"practice": {"yes": 30, "no": 25}, "management": {"yes": 22, "no": 3}, "lead": {"yes": 15, "no": 40}}


def test_a_small_count_is_never_alone_in_its_row_or_column():
    safe = safe_table(table("t", with_totals(ROLES)), 10)
    gone = hidden(safe)
    assert ("management", "no") in gone
    for at in (0, 1):
        assert sum(key[at] == ("management", "no")[at] for key in gone) >= 2


def test_a_figure_beside_the_counts_goes_where_it_would_tell_them():
    def share_of(yes, no):
        sums = (Sum(("n",), (("yes",), ("no",))), Sum(("share",), (("yes",),)))
        return CountTable(
            "t", ("answer",), {("n",): yes + no, ("yes",): yes, ("no",): no, ("share",): yes}, sums, frozenset({("n",)})
        )

    few, many = (safe_table(share_of(*counts), 10, frozenset({("share",)})) for counts in ((3, 40), (30, 13)))
    assert few.cells == {("yes",): None, ("no",): None} and not few.beside
    assert many.cells == {("yes",): 30, ("no",): 13} and many.beside


def test_where_everybody_is_few_nothing_is_shown():
    sums = (Sum(("n",), (("yes",), ("no",))),)
    few = CountTable("t", ("answer",), {("n",): 2, ("yes",): 1, ("no",): 1}, sums, frozenset({("n",)}))
    assert set(safe_table(few, 10).cells.values()) == {None}


def test_tables_that_share_a_margin_are_protected_together():
    cross = table("cross", {key: count for key, count in with_totals(ROLES).items() if "Total" not in key})
    margin = table("margin", {(role,): sum(answers.values()) for role, answers in ROLES.items()}, ("role",))
    alone = hide([cross], 10)
    both = hide([cross, margin], 10)
    assert not alone.secondary[0]
    assert both.secondary[0] or both.secondary[1]


def test_not_even_smallness_is_told():
    # 3 + 2 of 5 hidden together would still say that both are small
    counts = {("a",): 50, ("b",): 60, ("c",): 3, ("d",): 2, ("Total",): 115}
    found = hide([table("t", counts, ("group",))], 10)
    assert found.safe and sum(counts[key] for key in found.all(0)) >= 10 + 1


def test_two_ones_are_not_told_by_their_sum():
    # hidden counts are at least 1, so a sum of 2 tells both
    found = hide([table("t", {("a",): 50, ("b",): 1, ("c",): 1, ("Total",): 52}, ("group",))], 3)
    assert found.secondary[0]


def test_subtotals_count_as_sums():
    # north + south is no total of the areas, but the sum of its own
    areas = {"A": 40, "B": 4, "North": 44, "C": 30, "D": 25, "South": 55}
    counts = {(area, wave): count + 10 * (wave == "end") * (1 if len(area) == 1 else 2)
              for area, count in areas.items() for wave in ("start", "middle", "end")}  # fmt: skip
    found = hide([table("t", counts, ("area", "wave"))], 10)
    assert found.safe and {("A", "start"), ("North", "start")} & found.secondary[0]


def test_a_total_is_known_by_its_sums_even_without_the_word():
    counts = {(f"r{row}", f"c{column}"): 10 * row + column for row in range(1, 5) for column in range(1, 4)}
    counts |= {("altogether", f"c{column}"): sum(10 * row + column for row in range(1, 5)) for column in range(1, 4)}
    assert any("\u2211" in key for key in named_totals(table("t", counts)).cells)


def test_nothing_is_hidden_where_nothing_is_small():
    safe = safe_table(table("t", with_totals({"a": {"x": 20, "y": 0}, "b": {"x": 30, "y": 40}})), 10)
    assert not hidden(safe)


def test_the_same_tables_lose_the_same_cells_every_time():
    tables = [table("t", with_totals(ROLES))]
    assert hide(tables, 10) == hide(tables, 10)

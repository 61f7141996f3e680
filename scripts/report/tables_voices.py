"""Tables and quotes of the voices, as Markdown that prints its numbers by evidence id.

- themes by source group, with a mark where the coders did not agree on a code behind them
- agreement: codes by band, and every code with all its coefficients
- for and against: people with supporting and challenging passages, and the negative cases, of every behaviour and aim
- codes that occur together, saturation, changes of the codebook
- quotes of each aim and behaviour

A table without rows is an empty text: the chapter then says what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from scripts.ground.evidence import id_part
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.study import Cohorts
from scripts.report.markdown import escape, id_of, labelled, table
from scripts.report.told import shortcode

FLAGGED, MARK = "flagged", "†"
BANDS = ("use", "tentative", FLAGGED, "not estimable")
# what a code was and became may be somebody's words: of these only the fact is told
ONLY_THE_FACT = ("redefined", "revalued")
QUOTE_ORDER = {"typical": 0, "strongest": 1, "contrary": 2}
WORDS_ONLY = 9
Row = dict[str, Any]
Names = Mapping[str, str]


def theme_table(themes: list[Row], cohorts: Cohorts) -> str:
    """Families of themes by source group."""
    families = [row for row in themes if row["level"] == "family"]
    order = [group.id for group in cohorts.source_groups]
    placed = sorted(families, key=lambda row: order.index(row["group"]) if row["group"] in order else len(order))
    groups = {row["group"]: _group_head(row) for row in placed}
    by_family: dict[tuple[str, bool], dict[str, str]] = defaultdict(dict)
    for row in families:
        by_family[row["name"], row["band"] == FLAGGED][row["group"]] = _people_and_share(row)
    rows = [
        [f"{escape(name)}{MARK if weak else ''}", *(cells.get(group, "none") for group in groups)]
        for (name, weak), cells in sorted(by_family.items())
    ]
    note = f"; {MARK} the coders did not agree well on this theme" if any(weak for _, weak in by_family) else ""
    caption = f"People who voiced each theme, by source group; small groups are shown as “some” or “none”{note}"
    return table("tbl-themes", caption, ["Theme", *groups.values()], rows) if rows else ""


def _group_head(row: Row) -> str:
    name = escape(row["group_name"]).capitalize()
    return f"{name} (of {shortcode('voices.' + row['group'] + '.people')})" if row["people"] is not None else name


def _people_and_share(row: Row) -> str:
    id = f"family.{id_part(row['theme'])}.{row['group']}"
    people = shortcode(f"{id}.people")
    return f"{people} ({shortcode(f'{id}.share')})" if row["people"] is not None else people


def agreement_table(agreement: list[Row], codebook: Codebook) -> str:
    """Codes by what they may be used for."""
    names = _code_names(codebook)
    of_codes = [row for row in agreement if row["level"] == "code"]
    codes = {band: sorted(names.get(row["code"], row["code"]) for row in of_codes if row["band"] == band) for band in BANDS}
    rows = [[band, escape("; ".join(found))] for band, found in codes.items() if found]
    caption = "Codes by agreement of the coders (Krippendorff's alpha)"
    return table("tbl-agreement", caption, ["Band", "Codes"], rows, numbers_from=WORDS_ONLY) if rows else ""


def agreement_codes_table(agreement: list[Row], codebook: Codebook) -> str:
    """Every code with prevalence beside its coefficients: a rare code can have high agreement and a low kappa."""
    names, by_code = _code_names(codebook), {row["code"]: row for row in agreement if row["level"] == "code"}
    order = [code.id for code in codebook.codes if code.id in by_code]
    rows = []
    for code in order:
        id = f"agreement.code.{code}"
        shown = ("prevalence", "percent", "kappa", "alpha", "alpha.interval", "pabak")
        rows.append([escape(names[code]), *(shortcode(f"{id}.{each}") for each in shown), by_code[code]["band"]])
    head = ["Code", "Prevalence", "Agreement", "Kappa", "Alpha", "Interval", "PABAK", "Band"]
    caption = "Agreement on each code, over the turns of texts that several coders coded; intervals by resampling texts"
    return table("tbl-agreement-codes", caption, head, rows) if rows else ""


def balance_table(balance: list[Row], names: Names) -> str:
    """For and against, in people, for each behaviour and aim."""
    rows = []
    for row in _in_order(balance, names):
        id = f"balance.{row['target']}"
        cells = [shortcode(f"{id}.{each}.people") for each in ("supports", "challenges", "both")]
        rows.append([_target(row["target"], names), *cells, shortcode(f"{id}.challenges.share")])
    head = ["Behaviour or aim", "Supporting", "Challenging", "Both", "Share challenging"]
    caption = "People whose words support or challenge what the programme hopes for, of those who speak of it"
    return table("tbl-balance", caption, head, rows) if rows else ""


def negative_table(negative: list[Row], balance: list[Row], quotes: list[Row], codebook: Codebook, names: Names) -> str:
    """Every behaviour and aim with what speaks against it; where nothing does, that is said."""
    called = _code_names(codebook)
    rows = []
    for target in (row["target"] for row in _in_order(balance, names)):
        codes = sorted({called.get(row["code"], row["code"]) for row in negative if row["target"] == target})
        quoted = [id_of(row["quote"]) for row in quotes if (row["target"], row["rule"]) == (target, "contrary")]
        people = shortcode(f"negative.{target}.people") if codes else "none"
        rows.append([_target(target, names), escape("; ".join(codes)) or "none found", people, " ".join(quoted) or "–"])
    head = ["Behaviour or aim", "What speaks against", "People", "Quote"]
    return table("tbl-negative", "Negative cases", head, rows, numbers_from=WORDS_ONLY) if rows else ""


def cooccurrence_table(pairs: list[Row]) -> str:
    """The pairs of codes that share most turns."""
    rows = [
        [escape(row["first_name"]), escape(row["second_name"]), shortcode(f"cooccurrence.{row['first']}.{row['second']}.people")]
        for row in sorted(pairs, key=lambda row: row["rank"])
    ]
    caption = "Codes that occur together in most turns, and people who voiced both (groups large enough to count)"
    return table("tbl-together", caption, ["Code", "Together with", "People"], rows, numbers_from=2) if rows else ""


def saturation_table(saturation: list[Row]) -> str:
    """When further texts brought next to nothing new, as collected and over random orders."""
    rows = []
    for row in saturation:
        id = f"saturation.{row['series']}"
        found = [shortcode(f"{id}.texts.n"), shortcode(f"{id}.codes.n"), shortcode(f"{id}.reached")]
        known = row["orders_reached"] is not None
        orders = [shortcode(f"{id}.orders.share"), shortcode(f"{id}.orders.median")] if known else ["", ""]
        rows.append([escape(row["name"]), *found, *orders])
    head = ["Series", "Texts", "Codes", "Reached after", "Orders that reach it", "Median"]
    caption = "Saturation: texts read before a run of further ones brought next to nothing new (texts + run)"
    return table("tbl-saturation", caption, head, rows) if rows else ""


def codebook_table(diff: list[Row]) -> str:
    """What changed from version to version."""
    rows = [
        [f"{escape(row['before'])} → {escape(row['after'])}", f"`{row['code']}`", row["change"], _told(row)]
        for row in sorted(diff, key=lambda row: (row["before"], row["after"], row["code"], row["change"]))
    ]
    head = ["Versions", "Code", "Change", "From and to"]
    return table("tbl-codebook", "Changes of the codebook", head, rows, numbers_from=WORDS_ONLY) if rows else ""


def _told(row: Row) -> str:
    if row["change"] in ONLY_THE_FACT:
        return escape((row["parts"] or "").replace(" ", ", "))
    return escape(" → ".join(part for part in (row["was"], row["became"]) if part))


def quote_blocks(quotes: list[Row]) -> dict[str, str]:
    """Quotes of each behaviour and aim, with what speaks against relying on one."""
    by_target: dict[str, list[str]] = defaultdict(list)
    for row in sorted(quotes, key=lambda row: (row["target"], QUOTE_ORDER.get(row["rule"], WORDS_ONLY), row["quote"])):
        warning = f"; {row['flags']}" if row["flags"] else ""
        source = f"({row['rule']}; {row['speaker']}{warning}) {id_of(row['quote'])}"
        by_target[row["target"]].append(f"::: {{.quote-text}}\n“{escape(row['text'])}” {source}\n:::\n")
    return {f"quotes-{target}": "\n".join(blocks) for target, blocks in by_target.items()}


def _code_names(codebook: Codebook) -> dict[str, str]:
    return {code.id: code.name for code in codebook.codes}


def _in_order(rows: list[Row], names: Names) -> list[Row]:
    order = list(names)
    return sorted(rows, key=lambda row: order.index(row["target"]) if row["target"] in order else len(order))


def _target(id: str, names: Names) -> str:
    return escape(labelled(id, names.get(id, id)))

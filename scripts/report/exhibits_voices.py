"""The exhibits of the voices: themes, agreement of the coders, for and against, saturation, the codebook, quotes."""

from __future__ import annotations

from scripts.ground.models.codebook import Codebook
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.qualitative import (
    Agreement,
    Balance,
    CodebookDiff,
    NegativeCases,
    PublishedCooccurrence,
    PublishedModules,
    PublishedThemes,
    Quotes,
    Saturation,
)
from scripts.report import tables_voices as tables
from scripts.report.exhibit_files import Exhibits, exhibit_files
from scripts.report.markdown import figure

THEMES = "Themes by source group: people who voiced them"
MODULES = "Themes by module: people who wrote of them"
SATURATION = "Different codes found after so many texts, over random orders"


def exhibits_voices(
    published_themes: Rows[PublishedThemes],
    published_modules: Rows[PublishedModules],
    published_cooccurrence: Rows[PublishedCooccurrence],
    agreement: Rows[Agreement],
    balance: Rows[Balance],
    negative_cases: Rows[NegativeCases],
    saturation: Rows[Saturation],
    codebook_diff: Rows[CodebookDiff],
    quotes: Rows[Quotes],
    alt_themes: str,
    alt_modules: str,
    alt_saturation: str,
    instrument: Instrument,
    codebook: Codebook,
    cohorts: Cohorts,
) -> Exhibits:
    """Tables and figures of the voices, and the quotes of each aim and behaviour (`quotes-behaviour.md`)."""
    names = {each.id: each.name for each in (*instrument.behaviours, *cohorts.aims)}
    drawn = any(not row["reason"] for row in saturation)
    return exhibit_files(
        "report.exhibits_voices",
        [
            tables.theme_table(published_themes, cohorts),
            figure("fig-themes", "themes", THEMES, alt_themes) if published_themes else "",
            figure("fig-modules", "modules", MODULES, alt_modules) if published_modules else "",
            tables.agreement_table(agreement, codebook),
            tables.agreement_codes_table(agreement, codebook),
            tables.balance_table(balance, names),
            tables.negative_table(negative_cases, balance, quotes, codebook, names),
            tables.cooccurrence_table(published_cooccurrence),
            tables.saturation_table(saturation),
            figure("fig-saturation", "saturation", SATURATION, alt_saturation) if drawn else "",
            tables.codebook_table(codebook_diff),
        ],
        tables.quote_blocks(quotes),
    )

"""Tables that validation makes."""

from scripts.ground.schema import Table, column


class Flow(Table, key=("source",)):
    """What came in and what became of it, one row a source: read = used + quarantined + excluded."""

    source: str = column("source key")
    unit: str = column("what is counted: responses, documents, people, projects, codings, rows")
    files: int = column("raw files", minimum=0)
    read: int = column("units read", minimum=0)
    used: int = column("units used", minimum=0)
    quarantined: int = column("units set aside because of an error", minimum=0)
    excluded: int = column("units left out by rule: preview, test, duplicate, withdrawn, no consent, unfinished", minimum=0)
    unreadable: int = column("answers that count as missing: neither on the scale nor a declared label", minimum=0)
    reasons: str = column("reasons with counts, e.g. duplicate 1; preview 1", missing=True)


class ResponseQuality(Table, key=("source", "source_row")):
    """Signs of careless answering, one row a used self-assessment; a sign is a reason to look, not to exclude."""

    pseudonym: str = column("pseudonym of the person; empty when unlinked", missing=True)
    wave: str = column("wave")
    items: int = column("items asked, then-ratings left out", minimum=0)
    answered: int = column("items answered", minimum=0)
    longest_run: int = column("most equal answers in a row, in the order of the instrument", minimum=0)
    blocks: int = column("behaviours with a reversed item and enough items, answered in full", minimum=0)
    straight_blocks: int = column("of these, behaviours with one answer to everything, off the middle of the scale", minimum=0)
    regular_mean: float = column("mean raw answer to regular items of behaviours that hold a reversed one", missing=True)
    reversed_mean: float = column("mean raw answer to the reversed items", missing=True)
    signs: str = column("rules that the response touches, separated by |", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Completeness(Table, key=("wave", "level", "name")):
    """How complete each wave is: one row a wave, behaviour and item."""

    wave: str = column("wave")
    level: str = column("wave, behaviour or item", one_of=("wave", "behaviour", "item"))
    name: str = column("id of the behaviour or item; for a wave its id")
    expected: int = column("active participants", minimum=0)
    answered: int = column("people who responded; with enough items for a score; who answered the item", minimum=0)
    missing: int = column("expected people without it", minimum=0)
    share: float = column("answered as a share of the expected", missing=True, minimum=0)


class WavePatterns(Table, key=("pattern",)):
    """At which waves people answered; counts of people, small ones among them: for the team only."""

    pattern: str = column("waves answered, e.g. T0 and T1; none")
    people: int = column("active participants", minimum=0)


class SafeReadings(Table, key=("source",)):
    """The reading report without headers: a header row declared wrongly may hold a person's data."""

    source: str = column("raw file")
    format: str = column("format it was read as")
    rows_read: int = column("rows, turns or codings in the file", minimum=0)
    rows_kept: int = column("rows that went on", minimum=0)
    rows_set_aside: int = column("rows not carried on, each explained by a finding")
    unreadable: int = column("answers that count as missing: neither on the scale nor a declared label", minimum=0)
    unused_columns: int = column("number of columns that nothing uses; the restricted reading report names them", minimum=0)
    lost: str = column("what the text form cannot hold, by kind and count", missing=True)


class PlanDifferences(Table, key=("key",)):
    """Where the present plan differs from the locked one: deviations, each with its reason."""

    key: str = column("key of the value, from its file on")
    locked: str = column("value in the locked plan; `not in the plan` when it had none", missing=True)
    present: str = column("value now", missing=True)
    reason: str = column("reason in `deviations`; `no reason given` when there is none")
    explained: bool = column("whether a reason is given")

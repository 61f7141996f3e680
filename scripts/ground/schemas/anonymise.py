"""Tables that anonymisation makes: the linkage stays restricted, everything else is pseudonymised."""

from scripts.ground.schema import Table, column


class Linkage(Table, key=("person",)):
    """Restricted: roster id to pseudonym."""

    person: str = column("roster id")
    pseudonym: str = column("pseudonym of the person")
    organisation: str = column("organisation as the roster names it", missing=True)
    organisation_code: str = column("pseudonym of the organisation", missing=True)
    standing: str = column("active, withdrawn or no consent")


class Participants(Table, key=("pseudonym",)):
    """People by pseudonym, with what analysis may use."""

    pseudonym: str = column("pseudonym of the person")
    part: str = column("participant, sponsor or facilitator")
    cohort: str = column("cohort", missing=True)
    organisation_code: str = column("pseudonym of the organisation", missing=True)
    role: str = column("role", missing=True)
    may_quote: bool = column("consent to quotation")
    standing: str = column("active, withdrawn or no consent")


class Standings(Table, key=("source", "source_row")):
    """What becomes of every row that belongs to a person, by raw file and row."""

    source: str = column("raw file")
    source_row: int = column("physical row; 1 for a transcript")
    kind: str = column("survey, feedback, interviews, reflections, focus_group, projects, attendance, roster")
    wave: str = column("wave of a self-assessment", missing=True)
    pseudonym: str = column("pseudonym of the person; empty when unlinked or nameless", missing=True)
    standing: str = column("used, quarantined or excluded")
    reason: str = column("why it is not used", missing=True)


class SafeAnswers(Table, key=("pseudonym", "kind", "wave", "module", "item", "source", "source_row")):
    """Answers of used responses, by pseudonym."""

    pseudonym: str = column("pseudonym of the person; empty for nameless feedback", missing=True)
    kind: str = column("survey or feedback")
    wave: str = column("wave", missing=True)
    module: str = column("module", missing=True)
    item: str = column("item of the instrument")
    value: float = column("answer as a score, not yet reverse-keyed", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class SafeProjects(Table, key=("source", "source_row")):
    """Improvement projects by pseudonym, without title."""

    pseudonym: str = column("pseudonym of the owner")
    direction: str = column("higher or lower: which way is better", missing=True)
    baseline: float = column("value before", missing=True)
    target: float = column("value aimed at", missing=True)
    follow_up: float = column("value after", missing=True)
    status: str = column("status as written", missing=True)
    reached: float = column("people reached", missing=True)
    outcome_type: str = column("type of outcome", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class SafeAttendance(Table, key=("pseudonym", "module")):
    """Attendance by pseudonym."""

    pseudonym: str = column("pseudonym of the person")
    module: str = column("module")
    attended: str = column("yes, no or late", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class SafeDocuments(Table, key=("document",)):
    """Texts by pseudonym."""

    document: str = column("pseudonym of the document")
    kind: str = column("interviews, reflections, focus_group, open_answer, comment or project")
    group: str = column("source group of the speaker", missing=True)
    pseudonym: str = column("pseudonym of the speaker; empty for several or nameless speakers", missing=True)
    module: str = column("module", missing=True)
    version: str = column("redaction version: digest of the redacted text")
    source: str = column("raw file")
    source_row: int = column("physical row")


class SafeTurns(Table, key=("document", "turn")):
    """Redacted turns."""

    document: str = column("pseudonym of the document")
    turn: int = column("number in the document, from 1")
    speaker: str = column("interviewer, or pseudonym of the speaker", missing=True)
    part: str = column("interviewer or speaker")
    text: str = column("redacted text")
    source_row: int = column("line or paragraph in the raw file")


class Spans(Table, key=("document", "turn", "start", "end")):
    """Restricted: what was masked where, so that a place in the raw text can be found in the redacted one."""

    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the raw turn, in code points")
    end: int = column("character after the last in the raw turn")
    redacted_start: int = column("first character in the redacted turn")
    redacted_end: int = column("character after the last in the redacted turn")
    label: str = column("kind of identifier")
    detector: str = column("what found it")


class ReviewQueue(Table, key=("document", "turn", "start")):
    """What a person must decide, without the original words."""

    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    label: str = column("kind of identifier suspected")
    reason: str = column("why it is in the queue")
    decided: bool = column("whether a decision stands")


class PlacedCodings(Table, key=("document", "turn", "start", "end", "code", "coder")):
    """Codings on the current redacted texts, cut at turns."""

    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    code: str = column("id of the code in the codebook")
    coder: str = column("coder A, B, ... in the order of their names' pseudonyms")
    counts: bool = column("whether this coder's coding is counted; agreement uses all")
    source: str = column("raw file")
    source_row: int = column("number of the coding in the project")


class CodingLosses(Table, key=("reason", "code", "source_row")):
    """Codings that could not be carried on, each with its reason."""

    reason: str = column("why it could not be placed")
    code: str = column("name of the code in the project")
    source: str = column("raw file")
    source_row: int = column("number of the coding in the project")

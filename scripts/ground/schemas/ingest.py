"""Tables that ingestion makes, all in the restricted zone, and the findings every stage may add to."""

from scripts.ground.schema import Table, column


class People(Table, key=("person", "source", "source_row")):
    """The roster, one row a person and part."""

    person: str = column("id given by the team, as linked by the surveys")
    part: str = column("participant, sponsor or facilitator")
    given_name: str = column("given name", missing=True)
    family_name: str = column("family name", missing=True)
    known_as: str = column("name the person goes by", missing=True)
    email: str = column("e-mail address", missing=True)
    organisation: str = column("organisation as the roster names it", missing=True)
    role: str = column("role", missing=True)
    cohort: str = column("cohort", missing=True)
    gender: str = column("gender, where collected", missing=True)
    age_band: str = column("age band, where collected", missing=True)
    ethnicity: str = column("ethnicity, where collected", missing=True)
    years: str = column("years in social care, where collected", missing=True)
    consent_analyse: bool = column("consent to analysis", missing=True)
    consent_quote: bool = column("consent to quotation", missing=True)
    consent_archive: bool = column("consent to archiving", missing=True)
    source: str = column("raw file, e.g. roster:1")
    source_row: int = column("physical row in the raw file")


class Quasi(Table, key=("person", "variable", "source", "source_row")):
    """Quasi-identifiers of the roster, one row a person and column: those we know, and extra ones by their header."""

    person: str = column("id given by the team")
    variable: str = column("our name of the column, or its header")
    value: str = column("value as written", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class NamesOnly(Table, key=("source", "source_row")):
    """Names of roster rows that were set aside: nobody takes part by them, and yet texts must not show them."""

    given_name: str = column("given name", missing=True)
    family_name: str = column("family name", missing=True)
    known_as: str = column("name the person goes by", missing=True)
    email: str = column("e-mail address", missing=True)
    organisation: str = column("organisation as the roster names it", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Organisations(Table, key=("name",)):
    """Organisations by name, with abbreviations and e-mail domains where known."""

    name: str = column("full name")
    abbreviation: str = column("abbreviation", missing=True)
    domain: str = column("e-mail domain", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Withdrawals(Table, key=("person", "source_row")):
    """Who withdrew what, from when."""

    person: str = column("id as written")
    date: str = column("date, ISO where it could be read", missing=True)
    what: str = column("what is withdrawn", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Responses(Table, key=("source", "source_row")):
    """One row a survey response, whatever becomes of it."""

    kind: str = column("survey or feedback")
    wave: str = column("wave of a self-assessment", missing=True)
    module: str = column("module of a feedback survey", missing=True)
    person: str = column("link id as the respondent typed it", missing=True)
    linked_to: str = column("roster, or each other: the waves of the survey are linked by the code alone")
    recorded: str = column("date and time recorded, ISO where it could be read", missing=True)
    standing: str = column("used, quarantined or excluded", one_of=("used", "quarantined", "excluded"))
    reason: str = column("why it is not used", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Answers(Table, key=("source", "source_row", "item"), many=True):
    """One row an answer; an empty value is a question left out."""

    item: str = column("item of the instrument")
    value: float = column("answer as a score, not yet reverse-keyed", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Documents(Table, key=("document",)):
    """One row a text: transcript, reflection, open answer, project title."""

    document: str = column("the raw file, or raw file and row: interviews:3, survey_start:1#14")
    kind: str = column("interviews, reflections, focus_group, open_answer, comment or project")
    group: str = column("source group of the speaker", missing=True)
    person: str = column("roster id of the speaker, as declared or typed; empty for several speakers", missing=True)
    module: str = column("module of a reflection or comment", missing=True)
    file_name: str = column("name of the raw file without suffix, by which codings of raw texts call it", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row for texts in tables, else 1")


class Turns(Table, key=("document", "turn")):
    """One row a speaker turn (or paragraph of a written text): the unit of coding."""

    document: str = column("the document")
    turn: int = column("number in the document, from 1")
    speaker: str = column("label of the speaker as it stands; empty in written texts", missing=True)
    part: str = column("interviewer or speaker")
    person: str = column("roster id of the speaker, where known", missing=True)
    start: str = column("start time in the recording", missing=True)
    text: str = column("what was said or written")
    source_row: int = column("line or paragraph in the raw file where the turn begins")


class Codings(Table, key=("document_name", "start", "end", "quote", "code", "coder")):
    """One row a coded selection, as the project holds it."""

    document_name: str = column("name of the source in the coding project")
    start: int = column("first character in the coded text, in code points; empty when only the words are given", missing=True)
    end: int = column("character after the last", missing=True)
    quote: str = column("the coded words, where the project gives them instead of, or beside, the text", missing=True)
    code: str = column("name of the code in the project")
    coder: str = column("name of the coder in the project")
    counts: bool = column("whether this coder's coding is counted: the primary coder's, or everybody's if none is named")
    source: str = column("raw file")
    source_row: int = column("number of the coding in the project")


class CodedTexts(Table, key=("document_name",)):
    """The texts as the coders saw them."""

    document_name: str = column("name of the source in the coding project")
    text: str = column("plain text of the source")


class ProjectCodes(Table, key=("source", "name", "parent")):
    """The codes of the coding project, as it holds them."""

    source: str = column("raw file")
    name: str = column("name of the code in the project")
    parent: str = column("name of the code or category above it", missing=True)
    description: str = column("what the project says about the code", missing=True)
    is_codable: bool = column("whether passages can be coded to it; else it only groups codes")


class CaseValues(Table, key=("source", "case", "variable", "value")):
    """Values of the coding project's variables (attributes), one row a case or document and variable."""

    source: str = column("raw file")
    case: str = column("name of the case or document in the project")
    variable: str = column("name of the variable")
    value: str = column("value as the project writes it", missing=True)


class Memberships(Table, key=("source", "kind", "group", "member_kind", "member")):
    """What belongs together in the coding project: members of cases and sets, and links."""

    source: str = column("raw file")
    group: str = column("name of the case or set, or of what the link starts from")
    kind: str = column("case, set, or link with its name")
    member: str = column("name of the member; a passage by its document and place")
    member_kind: str = column("code, source, selection, note or case")


class CodingNotes(Table, key=("source", "kind", "about", "name", "text")):
    """Memos and descriptions of the coding project; free text."""

    source: str = column("raw file")
    name: str = column("name of the memo, or: description", missing=True)
    about: str = column("name of what it is attached to; a passage by its document and place", missing=True)
    kind: str = column("what it is attached to: project, source, selection, code, coding, case, set or variable")
    text: str = column("what it says", missing=True)
    author: str = column("coder who wrote it", missing=True)


class Projects(Table, key=("source", "source_row")):
    """Improvement projects, one row a project."""

    person: str = column("roster id of the owner, as written", missing=True)
    document: str = column("the document that holds title and aim")
    measure: str = column("what is counted", missing=True)
    direction: str = column("higher or lower: which way is better", missing=True)
    baseline: float = column("value before, in units of the measure", missing=True)
    target: float = column("value aimed at", missing=True)
    follow_up: float = column("value after", missing=True)
    status: str = column("status as written", missing=True)
    reached: float = column("people reached", missing=True)
    outcome_type: str = column("type of outcome", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Attendance(Table, key=("source", "source_row", "module")):
    """Who attended what, one row a person and module."""

    person: str = column("roster id as written", missing=True)
    module: str = column("module")
    attended: str = column("yes, no or late", missing=True)
    source: str = column("raw file")
    source_row: int = column("physical row")


class Readings(Table, key=("source",)):
    """The reading report: one row a raw file."""

    source: str = column("raw file")
    format: str = column("format it was read as")
    rows_read: int = column("rows, turns or codings in the file")
    rows_kept: int = column("rows that went on")
    rows_set_aside: int = column("rows not carried on, each explained by a finding")
    unreadable: int = column("answers that count as missing: neither on the scale nor a declared label", minimum=0)
    unused_columns: str = column("columns of the file that nothing uses, separated by |", missing=True)
    lost: str = column("what the text form cannot hold, by kind and count", missing=True)


class Findings(Table, key=("severity", "source", "source_row", "field", "rule")):
    """What validation has to say; never the content of a free text."""

    severity: str = column("error (row set aside), warning or note", one_of=("error", "warning", "note"))
    source: str = column("raw file or table")
    source_row: int = column("physical row; empty when the whole file is meant", missing=True)
    field: str = column("column as the file calls it", missing=True)
    rule: str = column("short name of the rule")
    message: str = column("what was found")
    remedy: str = column("what to do")

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
    """People by pseudonym, with what analysis may use; who withdrew is not among them."""

    pseudonym: str = column("pseudonym of the person")
    known_by: str = column("roster, or code: known by a self-generated code only, perhaps somebody of the roster")
    part: str = column("participant, sponsor or facilitator")
    cohort: str = column("cohort, in the bands of disclosure.yaml; empty without bands", missing=True)
    organisation_code: str = column("pseudonym of the organisation", missing=True)
    role: str = column("role, in the bands of disclosure.yaml; empty without bands", missing=True)
    may_quote: bool = column("consent to quotation")
    standing: str = column("active or no consent")
    source: str = column("raw file of the roster; empty for somebody known by a code only", missing=True)
    source_row: int = column("physical row of the roster", missing=True)


class QuasiBands(Table, key=("pseudonym", "variable")):
    """Quasi-identifiers of active people, in bands."""

    pseudonym: str = column("pseudonym of the person")
    variable: str = column("column of the roster")
    band: str = column("band of the value, or other; empty when not known", missing=True)


class KAnonymity(Table, key=("variables",)):
    """How many people are alike by their bands; for the team, before it passes a table on."""

    variables: str = column("columns taken together, joined by +")
    people: int = column("active people of the roster")
    groups: int = column("groups of people who are alike")
    k: int = column("people in the smallest group")
    alone: int = column("people whom nobody is like")
    share_alone: float = column("alone as share of the people")
    below: int = column("people in groups below the threshold")
    threshold: int = column("smallest count of tables by attribute (disclosure.yaml)")


class LinkCandidates(Table, key=("source", "source_row", "rank")):
    """Restricted: rows that nothing links, and whom they may belong to; the first four columns are those of links.csv."""

    source: str = column("raw file")
    source_row: int = column("physical row")
    person: str = column("candidate: a roster id, or the code of another wave; empty when none is near", missing=True)
    fingerprint: str = column("keyed digest of what the row says of its person, for links.csv")
    kind: str = column("survey, feedback, interviews, reflections, focus_group, projects, attendance")
    wave: str = column("wave of a self-assessment", missing=True)
    typed: str = column("id or code as typed", missing=True)
    likeness: float = column("likeness of typed and candidate, 0 to 1", missing=True)
    why: str = column("what the difference is", missing=True)
    elsewhere: bool = column("whether the candidate has another response in this survey", missing=True)
    rank: int = column("1 for the nearest; 0 when none is near")


class LinkageSummary(Table, key=("source",)):
    """What linking made of each survey: responses = linked + unlinked + duplicate + set aside."""

    source: str = column("source key")
    kind: str = column("survey or feedback")
    wave: str = column("wave of a self-assessment", missing=True)
    linked_to: str = column("roster, or each other: by self-generated code alone")
    responses: int = column("responses read")
    linked: int = column("responses linked to a person, also one without consent or withdrawn")
    by_decision: int = column("of these, linked by a person's decision in links.csv")
    unlinked: int = column("responses of nobody known")
    duplicate: int = column("earlier or less complete responses of a person to the same survey")
    set_aside: int = column("responses set aside before linking: preview, test, not finished, no answers")
    candidates: int = column("responses with candidates for a person to decide on")


class WavePairs(Table, key=("first", "second")):
    """How far two waves of the self-assessment are linked, one row a combination of waves."""

    first: str = column("earlier wave")
    second: str = column("later wave")
    responses_first: int = column("responses used at the earlier wave")
    responses_second: int = column("responses used at the later wave")
    pairs: int = column("people with a used response at both")
    share: float = column("pairs as share of the smaller wave's responses", missing=True)
    poor: bool = column("whether the share lies below the plan's `linking.minimum_paired_share`")


class Standings(Table, key=("source", "source_row")):
    """What becomes of every row that belongs to a person, by raw file and row."""

    source: str = column("raw file")
    source_row: int = column("physical row; 1 for a transcript")
    kind: str = column("survey, feedback, interviews, reflections, focus_group, projects, attendance, roster")
    wave: str = column("wave of a self-assessment", missing=True)
    pseudonym: str = column("pseudonym of the person; empty when unlinked, nameless or withdrawn", missing=True)
    standing: str = column("used, quarantined or excluded", one_of=("used", "quarantined", "excluded"))
    reason: str = column("why it is not used", missing=True)


class SafeAnswers(Table, key=("pseudonym", "kind", "wave", "module", "item", "source", "source_row"), many=True):
    """Answers of used responses, by pseudonym."""

    pseudonym: str = column("pseudonym of the person; empty for nameless responses", missing=True)
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


class ReviewQueue(Table, key=("document", "turn", "start", "item")):
    """What a person must decide or has decided, one row a place, without the original words."""

    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    label: str = column("kind of identifier suspected")
    reason: str = column("why it is in the queue")
    item: str = column("the case: keyed digest of the words and their kind; identical cases bear the same")
    decided: bool = column("whether a decision stands")
    decision: str = column("keep, mask, alias or generalise", missing=True)


class ReviewItems(Table, key=("rank", "item", "document", "turn", "start")):
    """Restricted: the places of the review queue with their original words, for the page of `make review`."""

    rank: int = column("place of the case in the review, most doubtful first, from 1")
    item: str = column("the case, as in the review queue")
    place: str = column("keyed digest of the case with the words around it: what a decision is confined to")
    label: str = column("kind of identifier suspected")
    reason: str = column("why it is in the queue")
    hint: bool = column("whether it is a passage that hints at somebody or at harm; it stands until it is decided on")
    who: str = column("pseudonyms the words may stand for, with | between", missing=True)
    earlier: str = column("case/place under earlier versions of the key, newest first", missing=True)
    words: str = column("the original words")
    before: str = column("up to thirty words before, across turns", missing=True)
    after: str = column("up to thirty words after", missing=True)
    kind: str = column("interviews, reflections, focus_group, open_answer, comment or project")
    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the raw turn, in code points")


class PlacedCodings(Table, key=("document", "turn", "start", "end", "code", "coder")):
    """Codings on the current redacted texts, cut at turns."""

    document: str = column("pseudonym of the document")
    turn: int = column("turn")
    start: int = column("first character in the redacted turn")
    end: int = column("character after the last")
    code: str = column("id of the code in the codebook")
    coder: str = column("coder A, B, ... in the order of their names' pseudonyms; or consensus: what they agreed on")
    counts: bool = column("whether this coder's coding is counted; agreement uses all")
    changed: bool = column("whether words of the passage, masks aside, changed since it was coded: it is not quoted")
    source: str = column("raw file")
    source_row: int = column("number of the coding in the project")


class CodingLosses(Table, key=("reason", "code", "source_row")):
    """Codings that could not be carried on, each with its reason."""

    reason: str = column("why it could not be placed")
    code: str = column("name of the code in the project")
    source: str = column("raw file")
    source_row: int = column("number of the coding in the project")

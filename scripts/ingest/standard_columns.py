"""Columns that the survey programs add to every export: known without being declared, and dropped unread unless used.

Qualtrics by header, question text and ImportId, also of legacy exports, its timers and its notes on browser and fraud; Microsoft
Forms; Jisc Online Surveys.
"""

from __future__ import annotations

import re

from scripts.ground.formats import tables_of
from scripts.ingest.cells import likeness

QUALTRICS = """
StartDate|Start Date|EndDate|End Date|Status|Response Type|IPAddress|IP Address|Progress|Duration (in seconds)|duration|Finished
RecordedDate|Recorded Date|ResponseId|Response ID|ResponseID|_recordId|RecipientLastName|Recipient Last Name|RecipientFirstName
Recipient First Name|RecipientEmail|Recipient Email|ExternalReference|External Data Reference|ExternalDataReference
externalDataReference|LocationLatitude|Location Latitude|LocationLongitude|Location Longitude|LocationAccuracy|Location Accuracy
DistributionChannel|Distribution Channel|UserLanguage|User Language|ResponseSet|Response Set|Name|EmailAddress|Email Address
Q_Language|Q_TotalDuration|Q_URL|Q_SocialSource|Q_TerminateFlag|Q_EED|Q_DL|Q_CHL|Q_R|Q_PopulateResponse|Q_PopulateValidate
Q_RecaptchaScore|Q_DuplicateRespondent|Q_BallotBoxStuffing|Q_RelevantIDDuplicate|Q_RelevantIDDuplicateScore|Q_RelevantIDFraudScore
Q_RelevantIDLastStartDate|Q_AmbiguousTextPresent|Q_AmbiguousTextQuestions|Q_StraightliningCount|Q_StraightliningPercentage
Q_StraightliningQuestions|Q_UnansweredPercentage|Q_UnansweredQuestions|Q_DataPolicyViolations
"""
# what Qualtrics adds to a question: its timer, what the browser is, the order in which things were shown
QUALTRICS_PARTS = re.compile(
    r"\S[_ ]-? ?(first click|last click|page submit|click count)$"
    r"|^\S+_(browser|version|operating system|resolution)$|^\S+_do(_\S+)?$"
)
FORMS = """
ID|Start time|Completion time|Email|Name|Language|Last modified time|Total points|Quiz feedback|Grade posted time
"""
FORMS_PARTS = re.compile(r"^(points|feedback) [-–] ")
JISC = """
Unique Response Number|Unique Response No|URN
Response ID|Response number|Started|Start date|Date started|Completed|Completion date
Date completed|Submitted|Submission date|End date|Duration|Time taken|Status|User ID|Username|Respondent|Invitation|Survey version
Language
"""
NEVER = re.compile(r"(?!)")


def _names(text: str) -> frozenset[str]:
    return frozenset(likeness(name) for line in text.split("\n") for name in line.split("|") if name.strip())


BY_FORMAT = {
    "qualtrics-csv": (_names(QUALTRICS), QUALTRICS_PARTS),
    "forms-xlsx": (_names(FORMS), FORMS_PARTS),
    **dict.fromkeys(tables_of("jisc"), (_names(JISC), NEVER)),
}


def is_standard(format: str, names: tuple[str, ...]) -> bool:
    """Whether a column, by any of the names it bears, is the program's own and no question of the survey."""
    known, parts = BY_FORMAT.get(format, (frozenset(), NEVER))
    forms = [likeness(name) for name in names]
    return any(form in known or parts.search(form) for form in forms)

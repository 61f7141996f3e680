"""A study that asked by questionnaire only: no interviews, groups or reflections, no coding, and no codes to give.

Open answers may still have come in with the questionnaires; they are counted, so that the report can say that they were
collected and not analysed. As soon as a code or a coding is declared, the texts are waited for instead.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.sources import Sources

VOICES = ("interviews", "reflections", "focus_group", "coding")
OPEN = ("open_answer", "comment")
OPEN_ANSWERS = "questionnaire.open_answers.n"


def questionnaire_only(sources: Sources, codebook: Codebook) -> bool:
    """Whether the study declares nothing that voices could come from."""
    return not codebook.codes and not any(each.kind in VOICES for each in sources.sources.values())


def note_questionnaire(book: EvidenceBook, documents: list[dict[str, Any]]) -> None:
    """How many open answers came in beside the scores."""
    count = sum(each["kind"] in OPEN for each in documents)
    book.value(OPEN_ANSWERS, count, shown=str(count), n=count, unit="open answers")

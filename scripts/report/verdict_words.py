"""Verdicts in words: the classes that colour them, and what they mean in a sentence."""

AIM_CLASSES = {
    "supported": "supported",
    "mixed": "mixed",
    "not supported": "not-supported",
    "insufficient evidence": "insufficient",
    "broadly positive": "supported",
    "not positive": "not-supported",
    "cannot say": "insufficient",
}

# what the evidence says on an element of the logic model
STATUS_CLASSES = {"supported": "supported", "mixed": "mixed", "against": "not-supported", "gap": "insufficient"}

JOINT_CLASSES = {name: name for name in ("convergence", "complementarity", "expansion", "partial", "dissonance", "silence")}

AIM_SENTENCES = {
    "supported": "The evidence is what the programme hoped for, and clear enough for the plan's rule.",
    "mixed": "Some of the evidence is what the programme hoped for; some is not, or is not clear.",
    "not supported": "The evidence is not what the programme hoped for.",
    "insufficient evidence": "There is too little evidence to judge.",
}

OVERALL_SENTENCES = {
    "broadly positive": "The results are **broadly positive**: by the rule of the analysis plan, they support wider adoption.",
    "mixed": "The results are **mixed**: by the rule of the analysis plan, they do not by themselves support wider adoption.",
    "not positive": "The results are **not positive**: by the rule of the analysis plan, they do not support wider adoption.",
    "cannot say": "We **cannot say**: too many of the questions lack the evidence for an answer.",
}

# an interim report says so also where all data are in: it is a choice, and no lack of evidence
HELD_BACK = "results are held back until the final report"

VOICES_SAY = {
    "change": "people describe change",
    "no change": "people say that nothing changed",
    "worse": "people say that things got worse",
    "mixed": "people are divided",
    "silent": "people say too little to count",
    "not coded": "no text is coded yet",
    "held back": "what people say is held back while the study is interim",
}

JOINT_SENTENCES = {
    "convergence": "scores and voices agree",
    "complementarity": "the voices add what the scores leave open",
    "expansion": "the scores stand without the voices",
    "partial": "the two fit in part only",
    "dissonance": "scores and voices contradict each other",
    "silence": "neither says anything clear",
}

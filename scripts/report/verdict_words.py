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

JOINT_CLASSES = {name: name for name in ("convergence", "complementarity", "expansion", "partial", "dissonance", "silence")}

AIM_SENTENCES = {
    "supported": "The evidence supports it.",
    "mixed": "The evidence points both ways.",
    "not supported": "The evidence does not support it.",
    "insufficient evidence": "There is too little evidence to judge.",
}

OVERALL_SENTENCES = {
    "broadly positive": "The results are **broadly positive**: by the rule of the analysis plan, they support wider adoption.",
    "mixed": "The results are **mixed**: by the rule of the analysis plan, they do not by themselves support wider adoption.",
    "not positive": "The results are **not positive**: by the rule of the analysis plan, they do not support wider adoption.",
    "cannot say": "We **cannot say**: too many of the questions lack the evidence for an answer.",
}

JOINT_SENTENCES = {
    "convergence": "scores and voices agree",
    "complementarity": "the scores are inconclusive and the voices add what they say",
    "expansion": "the scores say something about which the voices are silent",
    "partial": "the voices are divided",
    "dissonance": "scores and voices contradict each other",
    "silence": "neither scores nor voices say anything clear",
}

"""Tables that integration makes: words and evidence ids, without counts of people."""

from scripts.ground.schema import Table, column


class JointDisplay(Table, key=("behaviour",)):
    """Scores and voices side by side, one row a behaviour."""

    behaviour: str = column("behaviour")
    quantitative: str = column("up; up, too small to matter; flat; down; inconclusive; none (not estimable)")
    qualitative: str = column("change, no change, worse, mixed or silent")
    outside_change: str = column("whether sponsors describe change: some or none")
    outside_counter: str = column("whether sponsors say nothing changed or it got worse: some or none")
    joint: str = column("convergence, complementarity, expansion, partial, dissonance or silence")
    explained: bool = column("whether a valid explanation of the dissonance stands")
    explanation: str = column("the explanation, in the team's words", missing=True)
    reopened: bool = column("whether an explanation stands under another digest: it explained other data, or is mistyped")
    digest: str = column("twelve hexadecimal digits over what the verdict rests on; explanations.yaml names it")
    strongest_against: str = column("id of the strongest evidence against it", missing=True)
    supporting: str = column("ids of the evidence it rests on, joined by blanks", missing=True)


class AimVerdicts(Table, key=("aim",)):
    """One verdict an aim, and the overall verdict in the row `overall`."""

    aim: str = column("aim, or overall")
    verdict: str = column("supported, mixed, not supported or insufficient evidence; overall in its own words")
    rule: str = column("the rule in words, with the thresholds of the plan")
    quantitative: str = column("what the numbers say", missing=True)
    qualitative: str = column("what the voices say; not coded, or held back while interim", missing=True)
    evidence: str = column("ids of the evidence it rests on, joined by blanks", missing=True)
    strongest_against: str = column("id of the strongest evidence against it", missing=True)
    reason: str = column("why the rule gives this verdict here")


class LogicElements(Table, key=("element",)):
    """The logic model with what the evidence says on each element; the elements in reading order."""

    order: int = column("place of the element, from 1")
    element: str = column("id of the element")
    stage: str = column("column of the model: resources, activities, outputs or impact")
    name: str = column("what stands in the box")
    status: str = column("what the evidence says on it", one_of=("supported", "mixed", "against", "gap"))
    speaks_for: str = column("ids of the evidence that speaks for it, joined by blanks", missing=True)
    speaks_against: str = column("ids of the evidence that speaks against it", missing=True)
    divided: str = column("ids of the evidence that is divided on it", missing=True)
    says_nothing: str = column("ids of the evidence that was asked and says nothing clear", missing=True)
    strongest_against: str = column("id of the strongest evidence against the status", missing=True)
    rule: str = column("the rule in words, with the thresholds of the plan")
    reason: str = column("why the rule gives this status here")


class LogicEvidence(Table, key=("element", "kind", "name")):
    """Every piece of evidence that the logic model assigns to an element, and what it says."""

    element: str = column("id of the element")
    kind: str = column(
        "scores or voices on a behaviour; aim; codes of the element; projects; module",
        one_of=("scores", "voices", "aim", "codes", "projects", "module"),
    )
    name: str = column("behaviour, aim, types of outcome, module; of codes: the element")
    called: str = column("its name in sentences")
    says: str = column("its verdict in a word")
    reading: str = column("what that means for the element", one_of=("for", "against", "divided", "nothing"))
    evidence: str = column("ids of the evidence, joined by blanks; empty where there is none", missing=True)


class OutcomeTypes(Table, key=("type",)):
    """Improvement projects by type of outcome, beside the elements of the logic model they bear on."""

    type: str = column("id of the type, as in evidence ids; all: every type together, when none may stand alone")
    name: str = column("types in words")
    numbers: str = column("share that met the target against the floor: above, below, inconclusive or none")
    elements: str = column("ids of the elements it bears on, joined by blanks", missing=True)
    evidence: str = column("ids of the evidence, joined by blanks")

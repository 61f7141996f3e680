"""Tables that integration makes: verdicts in words, without counts of people."""

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
    digest: str = column("twelve hexadecimal digits over what the verdict rests on; explanations.yaml names it")
    strongest_against: str = column("id of the strongest evidence against it", missing=True)
    supporting: str = column("ids of the evidence it rests on, joined by blanks", missing=True)


class AimVerdicts(Table, key=("aim",)):
    """One verdict an aim, and the overall verdict in the row `overall`."""

    aim: str = column("aim, or overall")
    verdict: str = column("supported, mixed, not supported or insufficient evidence; overall in its own words")
    rule: str = column("the rule in words, with the thresholds of the plan")
    quantitative: str = column("what the numbers say", missing=True)
    qualitative: str = column("what the voices say", missing=True)
    evidence: str = column("ids of the evidence it rests on, joined by blanks", missing=True)
    strongest_against: str = column("id of the strongest evidence against it", missing=True)
    reason: str = column("why the rule gives this verdict here")

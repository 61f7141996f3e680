"""Scores and voices side by side, and what follows from them."""


rule verdicts:
    input:
        change=rules.change.output.change,
        ratings=rules.outcomes.output.ratings,
        project_results=rules.outcomes.output.project_results,
        claims=rules.claims.output.claims,
    output:
        joint_display=f"{SAFE}/integrate/joint_display.csv",
        aim_verdicts=f"{SAFE}/integrate/aim_verdicts.csv",
        evidence=f"{SAFE}/evidence/verdicts.csv",
        record=f"{RECORDS}/integrate.verdicts.json",
    log:
        f"{LOGS}/verdicts.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Join scores and voices, and reach the verdicts"
    shell:
        step("integrate.verdicts")

"""Scores and voices side by side, and what follows from them."""


rule verdicts:
    input:
        change=rules.change.output.change,
        ratings=rules.outcomes.output.ratings,
        project_results=rules.outcomes.output.project_results,
        claims=rules.claims.output.claims,
        documents=rules.redact.output.documents,
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


rule logic_model:
    input:
        joint_display=rules.verdicts.output.joint_display,
        aim_verdicts=rules.verdicts.output.aim_verdicts,
        element_voices=rules.patterns.output.element_voices,
        types=rules.outcomes.output.types,
        project_results=rules.outcomes.output.project_results,
        modules=rules.modules.output.modules,
    output:
        logic_elements=f"{SAFE}/integrate/logic_elements.csv",
        logic_evidence=f"{SAFE}/integrate/logic_evidence.csv",
        outcome_types=f"{SAFE}/integrate/outcome_types.csv",
        evidence=f"{SAFE}/evidence/logic_model.csv",
        record=f"{RECORDS}/integrate.logic_model.json",
    log:
        f"{LOGS}/logic_model.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Map the evidence onto the logic model"
    shell:
        step("integrate.logic_model")


rule fig_logic_model:
    input:
        logic_elements=rules.logic_model.output.logic_elements,
        logic_evidence=rules.logic_model.output.logic_evidence,
    output:
        svg=f"{SAFE}/figures/logic.svg",
        png=f"{SAFE}/figures/logic.png",
        alt=f"{SAFE}/figures/logic.txt",
        evidence=f"{SAFE}/evidence/fig_logic_model.csv",
        record=f"{RECORDS}/integrate.fig_logic_model.json",
    log:
        f"{LOGS}/fig_logic_model.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw the logic model"
    shell:
        step("integrate.fig_logic_model")

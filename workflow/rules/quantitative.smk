"""Scores, change and ratings."""


rule scores:
    input:
        answers=rules.tables.output.answers,
        after=rules.check_inputs.output.passed,
    output:
        scores=f"{SAFE}/quantitative/scores.csv",
        record=f"{RECORDS}/quantitative.scores.json",
    log:
        f"{LOGS}/scores.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Score the behaviours"
    shell:
        step("quantitative.scores")


rule change:
    input:
        scores=rules.scores.output.scores,
    output:
        change=f"{SAFE}/quantitative/change.csv",
        bins=f"{SAFE}/quantitative/bins.csv",
        evidence=f"{SAFE}/evidence/change.csv",
        basis=f"{SAFE}/evidence/change_basis.csv",
        record=f"{RECORDS}/quantitative.change.json",
    log:
        f"{LOGS}/change.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Estimate the mean paired change of each behaviour"
    shell:
        step("quantitative.change")


rule outcomes:
    input:
        answers=rules.tables.output.answers,
        projects=rules.tables.output.projects,
        after=rules.check_inputs.output.passed,
    output:
        ratings=f"{SAFE}/quantitative/ratings.csv",
        project_results=f"{SAFE}/quantitative/project_results.csv",
        evidence=f"{SAFE}/evidence/outcomes.csv",
        basis=f"{SAFE}/evidence/outcomes_basis.csv",
        record=f"{RECORDS}/quantitative.outcomes.json",
    log:
        f"{LOGS}/outcomes.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Ratings and improvement projects against their floors"
    shell:
        step("quantitative.outcomes")


rule fig_change:
    input:
        change=rules.change.output.change,
        bins=rules.change.output.bins,
    output:
        svg=f"{SAFE}/figures/change.svg",
        png=f"{SAFE}/figures/change.png",
        alt=f"{SAFE}/figures/change.txt",
        evidence=f"{SAFE}/evidence/fig_change.csv",
        record=f"{RECORDS}/quantitative.fig_change.json",
    log:
        f"{LOGS}/fig_change.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw the change of each behaviour"
    shell:
        step("quantitative.fig_change")

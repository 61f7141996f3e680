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


rule unpaired:
    input:
        answers=rules.tables.output.answers,
        after=rules.check_inputs.output.passed,
    output:
        unpaired=f"{SAFE}/quantitative/unpaired.csv",
        evidence=f"{SAFE}/evidence/unpaired.csv",
        basis=f"{SAFE}/evidence/unpaired_basis.csv",
        record=f"{RECORDS}/quantitative.unpaired.json",
    log:
        f"{LOGS}/unpaired.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Compare the waves over everybody who answered"
    shell:
        step("quantitative.unpaired")


rule multiverse:
    input:
        answers=rules.tables.output.answers,
        response_quality=rules.quality.output.response_quality,
        after=rules.check_inputs.output.passed,
    output:
        multiverse=f"{SAFE}/quantitative/multiverse.csv",
        sizes=f"{SAFE}/quantitative/multiverse_sizes.csv",
        curves=f"{SAFE}/quantitative/multiverse_curves.csv",
        evidence=f"{SAFE}/evidence/multiverse.csv",
        basis=f"{SAFE}/evidence/multiverse_basis.csv",
        record=f"{RECORDS}/quantitative.multiverse.json",
    log:
        f"{LOGS}/multiverse.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Estimate the change under every combination of choices"
    shell:
        step("quantitative.multiverse")


rule outcomes:
    input:
        answers=rules.tables.output.answers,
        projects=rules.tables.output.projects,
        after=rules.check_inputs.output.passed,
    output:
        ratings=f"{SAFE}/quantitative/ratings.csv",
        project_results=f"{SAFE}/quantitative/project_results.csv",
        types=f"{SAFE}/quantitative/project_types.csv",
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


rule measurement:
    input:
        answers=rules.tables.output.answers,
        after=rules.check_inputs.output.passed,
    output:
        reliability=f"{SAFE}/quantitative/reliability.csv",
        item_statistics=f"{SAFE}/quantitative/item_statistics.csv",
        answer_shares=f"{SAFE}/quantitative/answer_shares.csv",
        wave_spread=f"{SAFE}/quantitative/wave_spread.csv",
        response_shift=f"{SAFE}/quantitative/response_shift.csv",
        findings=f"{SAFE}/quantitative/instrument_findings.csv",
        evidence=f"{SAFE}/evidence/measurement.csv",
        basis=f"{SAFE}/evidence/measurement_basis.csv",
        record=f"{RECORDS}/quantitative.measurement.json",
    log:
        f"{LOGS}/measurement.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Judge the instrument: reliability, ceiling, response shift, regression to the mean"
    shell:
        step("quantitative.measurement")


rule individual:
    input:
        answers=rules.tables.output.answers,
        reliability=rules.measurement.output.reliability,
    output:
        ordinal=f"{SAFE}/quantitative/ordinal.csv",
        reliable_change=f"{SAFE}/quantitative/reliable_change.csv",
        scale_change=f"{SAFE}/quantitative/scale_change.csv",
        detectable=f"{SAFE}/quantitative/detectable.csv",
        bins=f"{SAFE}/quantitative/bins.csv",
        evidence=f"{SAFE}/evidence/individual.csv",
        basis=f"{SAFE}/evidence/individual_basis.csv",
        record=f"{RECORDS}/quantitative.individual.json",
    log:
        f"{LOGS}/individual.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Count who went up and down, and what could have been detected"
    shell:
        step("quantitative.individual")


rule fig_likert:
    input:
        answer_shares=rules.measurement.output.answer_shares,
    output:
        svg=f"{SAFE}/figures/likert.svg",
        png=f"{SAFE}/figures/likert.png",
        alt=f"{SAFE}/figures/likert.txt",
        evidence=f"{SAFE}/evidence/fig_likert.csv",
        record=f"{RECORDS}/quantitative.fig_likert.json",
    log:
        f"{LOGS}/fig_likert.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw the answers of each behaviour by wave"
    shell:
        step("quantitative.fig_likert")


rule group_change:
    input:
        scores=rules.scores.output.scores,
        attendance=rules.tables.output.attendance,
        participants=rules.linkage.output.participants,
        after=rules.check_inputs.output.passed,
    output:
        group_change=f"{SAFE}/quantitative/group_change.csv",
        dose_relation=f"{SAFE}/quantitative/dose_relation.csv",
        evidence=f"{SAFE}/evidence/group_change.csv",
        basis=f"{SAFE}/evidence/group_change_basis.csv",
        record=f"{RECORDS}/quantitative.group_change.json",
    log:
        f"{LOGS}/group_change.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the change beside modules attended and cohorts"
    shell:
        step("quantitative.group_change")


rule modules:
    input:
        attendance=rules.tables.output.attendance,
        answers=rules.tables.output.answers,
        after=rules.check_inputs.output.passed,
    output:
        modules=f"{SAFE}/quantitative/modules.csv",
        evidence=f"{SAFE}/evidence/modules.csv",
        basis=f"{SAFE}/evidence/modules_basis.csv",
        record=f"{RECORDS}/quantitative.modules.json",
    log:
        f"{LOGS}/modules.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Count how each module was attended and rated"
    shell:
        step("quantitative.modules")


rule simulation:
    input:
        simulated=str(REPOSITORY / "workflow/simulation/results.csv"),
    output:
        simulation=f"{SAFE}/quantitative/simulation.csv",
        evidence=f"{SAFE}/evidence/simulation.csv",
        record=f"{RECORDS}/quantitative.simulation.json",
    log:
        f"{LOGS}/simulation.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Read how the methods did in simulation"
    shell:
        step("quantitative.simulation")


rule fig_change:
    input:
        change=rules.change.output.change,
        bins=rules.individual.output.bins,
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


rule fig_multiverse:
    input:
        multiverse=rules.multiverse.output.multiverse,
        curves=rules.multiverse.output.curves,
    output:
        svg=f"{SAFE}/figures/multiverse.svg",
        png=f"{SAFE}/figures/multiverse.png",
        alt=f"{SAFE}/figures/multiverse.txt",
        evidence=f"{SAFE}/evidence/fig_multiverse.csv",
        record=f"{RECORDS}/quantitative.fig_multiverse.json",
    log:
        f"{LOGS}/fig_multiverse.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw the change under every combination of choices"
    shell:
        step("quantitative.fig_multiverse")


rule models:
    input:
        scores=rules.scores.output.scores,
        participants=rules.linkage.output.participants,
    output:
        mixed=f"{SAFE}/quantitative/mixed.csv",
        levels=f"{SAFE}/quantitative/levels.csv",
        cohort_change=f"{SAFE}/quantitative/cohort_change.csv",
        evidence=f"{SAFE}/evidence/models.csv",
        basis=f"{SAFE}/evidence/models_basis.csv",
        record=f"{RECORDS}/quantitative.models.json",
    log:
        f"{LOGS}/models.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Model the change with all available data, and compare cohorts"
    shell:
        step("quantitative.models")


rule missing:
    input:
        scores=rules.scores.output.scores,
        participants=rules.linkage.output.participants,
    output:
        attrition=f"{SAFE}/quantitative/attrition.csv",
        imputed=f"{SAFE}/quantitative/imputed.csv",
        worst_cases=f"{SAFE}/quantitative/worst_cases.csv",
        evidence=f"{SAFE}/evidence/missing.csv",
        basis=f"{SAFE}/evidence/missing_basis.csv",
        record=f"{RECORDS}/quantitative.missing.json",
    log:
        f"{LOGS}/missing.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Describe who was lost, impute their end scores, and try the worst"
    shell:
        step("quantitative.missing")

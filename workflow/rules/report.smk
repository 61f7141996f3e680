"""The exhibits of the report: tables, figure blocks and quotes as Markdown, one step a subject."""


rule exhibits_outcomes:
    input:
        change=rules.change.output.change,
        unpaired=rules.unpaired.output.unpaired,
        pairs=rules.linkage_summary.output.pairs,
        ratings=rules.outcomes.output.ratings,
        project_results=rules.outcomes.output.project_results,
        alt_change=rules.fig_change.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits/outcomes"),
        evidence=f"{SAFE}/evidence/exhibits_outcomes.csv",
        record=f"{RECORDS}/report.exhibits_outcomes.json",
    log:
        f"{LOGS}/exhibits_outcomes.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of change, ratings and projects"
    shell:
        step("report.exhibits_outcomes")


rule exhibits_measurement:
    input:
        reliability=rules.measurement.output.reliability,
        item_statistics=rules.measurement.output.item_statistics,
        answer_shares=rules.measurement.output.answer_shares,
        wave_spread=rules.measurement.output.wave_spread,
        response_shift=rules.measurement.output.response_shift,
        instrument_findings=rules.measurement.output.findings,
        ordinal=rules.individual.output.ordinal,
        reliable_change=rules.individual.output.reliable_change,
        scale_change=rules.individual.output.scale_change,
        detectable=rules.individual.output.detectable,
        alt_likert=rules.fig_likert.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits/measurement"),
        evidence=f"{SAFE}/evidence/exhibits_measurement.csv",
        record=f"{RECORDS}/report.exhibits_measurement.json",
    log:
        f"{LOGS}/exhibits_measurement.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of the instrument and of change person by person"
    shell:
        step("report.exhibits_measurement")


rule exhibits_sensitivity:
    input:
        mixed=rules.models.output.mixed,
        levels=rules.models.output.levels,
        cohort_change=rules.models.output.cohort_change,
        attrition=rules.missing.output.attrition,
        imputed=rules.missing.output.imputed,
        worst_cases=rules.missing.output.worst_cases,
        curves=rules.multiverse.output.curves,
        alt_multiverse=rules.fig_multiverse.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits/sensitivity"),
        evidence=f"{SAFE}/evidence/exhibits_sensitivity.csv",
        record=f"{RECORDS}/report.exhibits_sensitivity.json",
    log:
        f"{LOGS}/exhibits_sensitivity.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of other ways to estimate"
    shell:
        step("report.exhibits_sensitivity")


rule exhibits_engagement:
    input:
        group_change=rules.group_change.output.group_change,
        dose_relation=rules.group_change.output.dose_relation,
        modules=rules.modules.output.modules,
        types=rules.outcomes.output.types,
    output:
        exhibits=directory(f"{SAFE}/exhibits/engagement"),
        evidence=f"{SAFE}/evidence/exhibits_engagement.csv",
        record=f"{RECORDS}/report.exhibits_engagement.json",
    log:
        f"{LOGS}/exhibits_engagement.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of who took part how"
    shell:
        step("report.exhibits_engagement")


rule exhibits_voices:
    input:
        published_themes=rules.themes.output.published_themes,
        published_modules=rules.development.output.published_modules,
        published_cooccurrence=rules.patterns.output.published_cooccurrence,
        agreement=rules.agreement.output.agreement,
        balance=rules.patterns.output.balance,
        negative_cases=rules.patterns.output.negative_cases,
        saturation=rules.saturation.output.saturation,
        codebook_diff=rules.codebook_changes.output.codebook_diff,
        quotes=rules.quotes.output.quotes,
        alt_themes=rules.fig_themes.output.alt,
        alt_modules=rules.fig_modules.output.alt,
        alt_saturation=rules.fig_saturation.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits/voices"),
        evidence=f"{SAFE}/evidence/exhibits_voices.csv",
        record=f"{RECORDS}/report.exhibits_voices.json",
    log:
        f"{LOGS}/exhibits_voices.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of the voices, and the quotes"
    shell:
        step("report.exhibits_voices")


rule exhibits_verdicts:
    input:
        joint_display=rules.verdicts.output.joint_display,
        aim_verdicts=rules.verdicts.output.aim_verdicts,
        theme_people=rules.themes.output.theme_people,
        logic_elements=rules.logic_model.output.logic_elements,
        logic_evidence=rules.logic_model.output.logic_evidence,
        outcome_types=rules.logic_model.output.outcome_types,
        alt_logic=rules.fig_logic_model.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits/verdicts"),
        evidence=f"{SAFE}/evidence/exhibits_verdicts.csv",
        record=f"{RECORDS}/report.exhibits_verdicts.json",
    log:
        f"{LOGS}/exhibits_verdicts.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of what the evidence says together"
    shell:
        step("report.exhibits_verdicts")


rule exhibits_flow:
    input:
        flow=rules.findings.output.flow,
        differences=rules.plan.output.plan_differences,
        simulation=rules.simulation.output.simulation,
        alt_flow=rules.fig_flow.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits/flow"),
        evidence=f"{SAFE}/evidence/exhibits_flow.csv",
        record=f"{RECORDS}/report.exhibits_flow.json",
    log:
        f"{LOGS}/exhibits_flow.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits of data, plan and methods"
    shell:
        step("report.exhibits_flow")


EXHIBITS = [
    rules.exhibits_outcomes,
    rules.exhibits_measurement,
    rules.exhibits_sensitivity,
    rules.exhibits_engagement,
    rules.exhibits_voices,
    rules.exhibits_verdicts,
    rules.exhibits_flow,
]

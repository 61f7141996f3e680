"""The exhibits of the report: tables, figure blocks and quotes as Markdown."""


rule exhibits:
    input:
        change=rules.change.output.change,
        unpaired=rules.unpaired.output.unpaired,
        pairs=rules.linkage_summary.output.pairs,
        ratings=rules.outcomes.output.ratings,
        project_results=rules.outcomes.output.project_results,
        theme_people=rules.themes.output.theme_people,
        published_themes=rules.themes.output.published_themes,
        agreement=rules.agreement.output.agreement,
        quotes=rules.quotes.output.quotes,
        balance=rules.patterns.output.balance,
        negative_cases=rules.patterns.output.negative_cases,
        published_cooccurrence=rules.patterns.output.published_cooccurrence,
        published_modules=rules.development.output.published_modules,
        saturation=rules.saturation.output.saturation,
        codebook_diff=rules.codebook_changes.output.codebook_diff,
        joint_display=rules.verdicts.output.joint_display,
        aim_verdicts=rules.verdicts.output.aim_verdicts,
        logic_elements=rules.logic_model.output.logic_elements,
        logic_evidence=rules.logic_model.output.logic_evidence,
        outcome_types=rules.logic_model.output.outcome_types,
        flow=rules.findings.output.flow,
        alt_flow=rules.fig_flow.output.alt,
        alt_change=rules.fig_change.output.alt,
        alt_themes=rules.fig_themes.output.alt,
        alt_modules=rules.fig_modules.output.alt,
        alt_saturation=rules.fig_saturation.output.alt,
        alt_logic=rules.fig_logic_model.output.alt,
    output:
        exhibits=directory(f"{SAFE}/exhibits"),
        evidence=f"{SAFE}/evidence/exhibits.csv",
        record=f"{RECORDS}/report.exhibits.json",
    log:
        f"{LOGS}/exhibits.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the tables, figures and quotes"
    shell:
        step("report.exhibits")


rule checks:
    input:
        mixed=rules.models.output.mixed,
        levels=rules.models.output.levels,
        cohort_change=rules.models.output.cohort_change,
        attrition=rules.missing.output.attrition,
        imputed=rules.missing.output.imputed,
        worst_cases=rules.missing.output.worst_cases,
        curves=rules.multiverse.output.curves,
        response_shift=rules.measurement.output.response_shift,
        ordinal=rules.individual.output.ordinal,
        reliable_change=rules.individual.output.reliable_change,
        scale_change=rules.individual.output.scale_change,
        reliability=rules.measurement.output.reliability,
        item_statistics=rules.measurement.output.item_statistics,
        wave_spread=rules.measurement.output.wave_spread,
        answer_shares=rules.measurement.output.answer_shares,
        instrument_findings=rules.measurement.output.findings,
        detectable=rules.individual.output.detectable,
        group_change=rules.engagement.output.group_change,
        dose_relation=rules.engagement.output.dose_relation,
        modules=rules.engagement.output.modules,
        types=rules.outcomes.output.types,
        differences=rules.plan.output.plan_differences,
        simulation=rules.simulation.output.simulation,
        alt_likert=rules.fig_likert.output.alt,
        alt_multiverse=rules.fig_multiverse.output.alt,
    output:
        exhibits=directory(f"{SAFE}/checks"),
        evidence=f"{SAFE}/evidence/checks.csv",
        record=f"{RECORDS}/report.checks.json",
    log:
        f"{LOGS}/checks.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set the exhibits on how far the results hold"
    shell:
        step("report.checks")

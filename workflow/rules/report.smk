"""The exhibits of the report: tables, figure blocks and quotes as Markdown."""


rule exhibits:
    input:
        change=rules.change.output.change,
        ratings=rules.outcomes.output.ratings,
        project_results=rules.outcomes.output.project_results,
        published_themes=rules.themes.output.published_themes,
        agreement=rules.agreement.output.agreement,
        quotes=rules.quotes.output.quotes,
        joint_display=rules.verdicts.output.joint_display,
        aim_verdicts=rules.verdicts.output.aim_verdicts,
        flow=rules.findings.output.flow,
        alt_change=rules.fig_change.output.alt,
        alt_themes=rules.fig_themes.output.alt,
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

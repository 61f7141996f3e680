"""Checks of answers and across tables, findings of all stages, their page, and the decision to go on."""


rule quality:
    input:
        answers=rules.tables.output.answers,
        participants=rules.linkage.output.participants,
    output:
        findings=f"{SAFE}/validation/quality_findings.csv",
        response_quality=f"{SAFE}/validation/response_quality.csv",
        completeness=f"{SAFE}/validation/completeness.csv",
        wave_patterns=f"{SAFE}/validation/wave_patterns.csv",
        evidence=f"{SAFE}/evidence/quality.csv",
        basis=f"{SAFE}/evidence/quality_basis.csv",
        record=f"{RECORDS}/validate.quality.json",
    log:
        f"{LOGS}/quality.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Look for careless answering and for gaps in the waves"
    shell:
        step("validate.quality")


rule cross_table:
    input:
        people=rules.people.output.people,
        organisations=rules.people.output.organisations,
        withdrawals=rules.people.output.withdrawals,
        responses=rules.surveys.output.responses,
        projects=rules.logs.output.projects,
        attendance=rules.logs.output.attendance,
        standings=rules.linkage.output.standings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        records=[
            rules.people.output.record,
            rules.surveys.output.record,
            rules.texts.output.record,
            rules.coding.output.record,
            rules.logs.output.record,
        ],
    output:
        findings=f"{SAFE}/validation/cross_table_findings.csv",
        record=f"{RECORDS}/validate.cross_table.json",
    log:
        f"{LOGS}/cross_table.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Compare the tables with each other"
    shell:
        step("validate.cross_table")


rule plan:
    output:
        plan_differences=f"{SAFE}/validation/plan_differences.csv",
        findings=f"{SAFE}/validation/plan_findings.csv",
        evidence=f"{SAFE}/evidence/plan.csv",
        record=f"{RECORDS}/validate.plan.json",
    log:
        f"{LOGS}/plan.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Hold the plan against the locked one"
    shell:
        step("validate.plan")


rule codebook_changes:
    input:
        earlier=[str(each) for each in sorted(Path("config/codebook_versions").glob("*.y*ml"))],
        project_codes=rules.coding.output.codes,
    output:
        codebook_diff=f"{SAFE}/qualitative/codebook_diff.csv",
        findings=f"{SAFE}/validation/codebook_findings.csv",
        evidence=f"{SAFE}/evidence/codebook_changes.csv",
        record=f"{RECORDS}/qualitative.codebook_changes.json",
    log:
        f"{LOGS}/codebook_changes.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Compare the versions of the codebook"
    shell:
        step("qualitative.codebook_changes")


rule findings:
    input:
        gathered=[
            rules.people.output.findings,
            rules.surveys.output.findings,
            rules.texts.output.findings,
            rules.coding.output.findings,
            rules.logs.output.findings,
            rules.linkage.output.findings,
            rules.linkage_summary.output.findings,
            rules.k_anonymity.output.findings,
            rules.redact.output.findings,
            rules.codings.output.findings,
            rules.codebook_changes.output.findings,
            rules.quality.output.findings,
            rules.cross_table.output.findings,
        ],
        readings=[
            rules.people.output.readings,
            rules.surveys.output.readings,
            rules.texts.output.readings,
            rules.coding.output.readings,
            rules.logs.output.readings,
        ],
        standings=rules.linkage.output.standings,
        codings=rules.codings.output.codings,
        losses=rules.codings.output.losses,
    output:
        findings=f"{SAFE}/validation/findings.csv",
        flow=f"{SAFE}/validation/flow.csv",
        safe_readings=f"{SAFE}/validation/readings.csv",
        evidence=f"{SAFE}/evidence/flow.csv",
        basis=f"{SAFE}/evidence/flow_basis.csv",
        record=f"{RECORDS}/validate.findings.json",
    log:
        f"{LOGS}/findings.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Gather the findings and balance every source"
    shell:
        step("validate.findings")


rule fig_flow:
    input:
        flow=rules.findings.output.flow,
    output:
        svg=f"{SAFE}/figures/flow.svg",
        png=f"{SAFE}/figures/flow.png",
        alt=f"{SAFE}/figures/flow.txt",
        evidence=f"{SAFE}/evidence/fig_flow.csv",
        record=f"{RECORDS}/validate.fig_flow.json",
    log:
        f"{LOGS}/fig_flow.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw what came in and what became of it"
    shell:
        step("validate.fig_flow")


rule findings_page:
    input:
        findings=rules.findings.output.findings,
        flow=rules.findings.output.flow,
        safe_readings=rules.findings.output.safe_readings,
        completeness=rules.quality.output.completeness,
        wave_patterns=rules.quality.output.wave_patterns,
        response_quality=rules.quality.output.response_quality,
        losses=rules.codings.output.losses,
        queue=rules.redact.output.queue,
    output:
        page=f"{SAFE}/validation/report.html",
        record=f"{RECORDS}/validate.findings_page.json",
    log:
        f"{LOGS}/findings_page.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Write the page of the data check"
    shell:
        step("validate.findings_page")


rule check_inputs:
    input:
        findings=rules.findings.output.findings,
        flow=rules.findings.output.flow,
        queue=rules.redact.output.queue,
        after=rules.findings_page.output.page,
    output:
        passed=f"{SAFE}/validation/passed.json",
        record=f"{RECORDS}/validate.check_inputs.json",
    log:
        f"{LOGS}/check_inputs.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Decide whether the data are fit to go on"
    shell:
        step("validate.check_inputs")

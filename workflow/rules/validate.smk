"""Findings of all stages, the balance of every source, and the decision to go on."""


rule findings:
    input:
        gathered=[
            rules.people.output.findings,
            rules.surveys.output.findings,
            rules.texts.output.findings,
            rules.coding.output.findings,
            rules.logs.output.findings,
            rules.linkage.output.findings,
            rules.redact.output.findings,
            rules.codings.output.findings,
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


rule check_inputs:
    input:
        findings=rules.findings.output.findings,
        flow=rules.findings.output.flow,
        queue=rules.redact.output.queue,
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

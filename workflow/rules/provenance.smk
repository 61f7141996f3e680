"""Records to a ledger, evidence for team and public, the leak gate, and the release behind it."""

BEFORE_REPORT = [
    rules.people,
    rules.surveys,
    rules.texts,
    rules.coding,
    rules.logs,
    rules.linkage,
    rules.linkage_summary,
    rules.k_anonymity,
    rules.redact,
    rules.tables,
    rules.codings,
    rules.export_texts,
    rules.quality,
    rules.cross_table,
    rules.plan,
    rules.findings,
    rules.findings_page,
    rules.check_inputs,
    rules.scores,
    rules.change,
    rules.unpaired,
    rules.multiverse,
    rules.outcomes,
    rules.engagement,
    rules.simulation,
    rules.models,
    rules.missing,
    rules.measurement,
    rules.individual,
    rules.fig_likert,
    rules.fig_change,
    rules.fig_multiverse,
    rules.codebook_changes,
    rules.agreement,
    rules.themes,
    rules.claims,
    rules.quotes,
    rules.patterns,
    rules.development,
    rules.saturation,
    rules.framework,
    rules.fig_themes,
    rules.fig_modules,
    rules.fig_saturation,
    rules.verdicts,
    rules.exhibits,
    rules.checks,
]


rule ledger:
    input:
        records=[each.output.record for each in BEFORE_REPORT],
    output:
        ledger=f"{SAFE}/ledger.json",
        record=f"{RECORDS}/provenance.ledger.json",
    log:
        f"{LOGS}/ledger.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Sort the records into the ledger"
    shell:
        step("provenance.ledger")


rule evidence:
    input:
        evidence=[each.output.evidence for each in BEFORE_REPORT if "evidence" in each.output.keys()],
        basis=[each.output.basis for each in BEFORE_REPORT if "basis" in each.output.keys()],
        flow=rules.findings.output.flow,
        ledger=rules.ledger.output.ledger,
    output:
        team=f"{SAFE}/evidence.json",
        released=f"{SAFE}/candidate/evidence.json",
        record=f"{RECORDS}/provenance.evidence.json",
    log:
        f"{LOGS}/evidence.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Gather the evidence, for the team and for the public"
    shell:
        step("provenance.evidence")

"""What is released beside the report, records to a ledger, evidence for team and public."""

STEPS = [
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
    rules.fig_flow,
    rules.scores,
    rules.change,
    rules.unpaired,
    rules.multiverse,
    rules.outcomes,
    rules.group_change,
    rules.modules,
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
    rules.logic_model,
    rules.fig_logic_model,
    *EXHIBITS,
]


rule entries:
    input:
        evidence=[each.output.evidence for each in STEPS if "evidence" in each.output.keys()],
        basis=[each.output.basis for each in STEPS if "basis" in each.output.keys()],
    output:
        team=f"{SAFE}/entries/team.json",
        released=f"{SAFE}/entries/released.json",
        record=f"{RECORDS}/provenance.entries.json",
    log:
        f"{LOGS}/entries.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Gather every reported thing with what it rests on"
    shell:
        step("provenance.entries")


rule printed_tables:
    input:
        exhibits=[each.output.exhibits for each in EXHIBITS],
        evidence=[each.output.evidence for each in STEPS if "evidence" in each.output.keys()],
    output:
        tables=directory(f"{SAFE}/printed_tables"),
        record=f"{RECORDS}/provenance.printed_tables.json",
    log:
        f"{LOGS}/printed_tables.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Write the tables of the report as files"
    shell:
        step("provenance.printed_tables")


rule study_files:
    output:
        files=directory(f"{SAFE}/study_files"),
        record=f"{RECORDS}/provenance.study_files.json",
    log:
        f"{LOGS}/study_files.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Write codebook, plan and logic model for the release"
    shell:
        step("provenance.study_files")


BEFORE_REPORT = [*STEPS, rules.entries, rules.printed_tables, rules.study_files]


rule ledger:
    input:
        records=[each.output.record for each in BEFORE_REPORT],
    output:
        ledger=f"{SAFE}/ledger.json",
        released=f"{SAFE}/released_ledger.json",
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
        team_entries=rules.entries.output.team,
        released_entries=rules.entries.output.released,
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

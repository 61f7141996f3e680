"""Everything that is to be published, the leak gate that looks at it, and the release behind the gate."""


rule bundle:
    input:
        html=rules.render_html.output.html,
        pdf=rules.render_pdf.output.pdf,
        docx=rules.render_docx.output.docx,
        evidence=rules.evidence.output.released,
        tables=rules.printed_tables.output.tables,
        files=rules.study_files.output.files,
        ledger=rules.ledger.output.released,
        team_ledger=rules.ledger.output.ledger,
        later=[
            rules.ledger.output.record,
            rules.evidence.output.record,
            rules.renderer.output.record,
            rules.project.output.record,
            rules.render_html.output.record,
            rules.render_pdf.output.record,
            rules.render_docx.output.record,
        ],
        auditor=str(REPOSITORY / "scripts/provenance/alone/audit.py"),
        workflow=str(REPOSITORY / "Snakefile"),
    output:
        bundle=directory(f"{SAFE}/bundle"),
        record=f"{RECORDS}/provenance.bundle.json",
    log:
        f"{LOGS}/bundle.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Put together what is to be released"
    shell:
        step("provenance.bundle")


rule gate:
    input:
        people=rules.people.output.people,
        names_only=rules.people.output.names_only,
        organisations=rules.people.output.organisations,
        turns=[
            rules.texts.output.turns,
            rules.surveys.output.turns,
            rules.logs.output.turns,
        ],
        quotes=rules.quotes.output.quotes,
        candidate=rules.bundle.output.bundle,
    output:
        gate=f"{SAFE}/gate.json",
        record=f"{RECORDS}/provenance.gate.json",
    log:
        f"{LOGS}/gate.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Look for people in everything that is to be released"
    shell:
        step("provenance.gate")


rule admit:
    input:
        gate=rules.gate.output.gate,
    output:
        admitted=f"{SAFE}/admitted.json",
        record=f"{RECORDS}/provenance.admit.json",
    log:
        f"{LOGS}/admit.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Decide what may be released"
    shell:
        step("provenance.admit")


rule release:
    input:
        admitted=rules.admit.output.admitted,
        gate=rules.gate.output.gate,
        candidate=rules.bundle.output.bundle,
    output:
        release=directory(RELEASE),
        record=f"{RECORDS}/provenance.release.json",
    log:
        f"{LOGS}/release.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Release what the gate let through"
    shell:
        step("provenance.release")

"""The leak gate between report and release."""


rule gate:
    input:
        people=rules.people.output.people,
        names_only=rules.people.output.names_only,
        organisations=rules.people.output.organisations,
        html=rules.render_html.output.html,
        pdf=rules.render_pdf.output.pdf,
        docx=rules.render_docx.output.docx,
        evidence=rules.evidence.output.released,
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
        html=rules.render_html.output.html,
        pdf=rules.render_pdf.output.pdf,
        docx=rules.render_docx.output.docx,
        evidence=rules.evidence.output.released,
    output:
        released_html=f"{RELEASE}/report.html",
        released_pdf=f"{RELEASE}/report.pdf",
        released_docx=f"{RELEASE}/report.docx",
        released_evidence=f"{RELEASE}/evidence.json",
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

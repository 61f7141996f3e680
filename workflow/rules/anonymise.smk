"""From people to pseudonyms, from texts to redacted texts; the linkage and the map of masks stay restricted."""


rule linkage:
    input:
        people=rules.people.output.people,
        withdrawals=rules.people.output.withdrawals,
        responses=rules.surveys.output.responses,
        documents=[
            rules.texts.output.documents,
            rules.surveys.output.documents,
            rules.logs.output.documents,
        ],
        projects=rules.logs.output.projects,
        attendance=rules.logs.output.attendance,
    output:
        linkage=f"{RESTRICTED}/anonymise/linkage.csv",
        participants=f"{SAFE}/people/participants.csv",
        standings=f"{SAFE}/people/standings.csv",
        candidates=f"{RESTRICTED}/anonymise/link_candidates.csv",
        findings=f"{SAFE}/validation/linkage_findings.csv",
        record=f"{RECORDS}/anonymise.linkage.json",
    log:
        f"{LOGS}/linkage.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Link every row to a person and give pseudonyms"
    shell:
        step("anonymise.linkage")


rule k_anonymity:
    input:
        quasi=rules.people.output.quasi,
        linkage=rules.linkage.output.linkage,
        participants=rules.linkage.output.participants,
    output:
        bands=f"{SAFE}/people/bands.csv",
        k=f"{SAFE}/people/k_anonymity.csv",
        findings=f"{SAFE}/validation/k_anonymity_findings.csv",
        record=f"{RECORDS}/anonymise.k_anonymity.json",
    log:
        f"{LOGS}/k_anonymity.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Count how many people are alike"
    shell:
        step("anonymise.k_anonymity")


rule linkage_summary:
    input:
        responses=rules.surveys.output.responses,
        standings=rules.linkage.output.standings,
        candidates=rules.linkage.output.candidates,
    output:
        summary=f"{SAFE}/people/linkage_summary.csv",
        pairs=f"{SAFE}/people/wave_pairs.csv",
        findings=f"{SAFE}/validation/linkage_summary_findings.csv",
        evidence=f"{SAFE}/evidence/linkage.csv",
        basis=f"{SAFE}/evidence/linkage_basis.csv",
        record=f"{RECORDS}/anonymise.linkage_summary.json",
    log:
        f"{LOGS}/linkage_summary.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Count what linking made of each survey"
    shell:
        step("anonymise.linkage_summary")


rule redact:
    input:
        people=rules.people.output.people,
        names_only=rules.people.output.names_only,
        organisations=rules.people.output.organisations,
        linkage=rules.linkage.output.linkage,
        standings=rules.linkage.output.standings,
        documents=[
            rules.texts.output.documents,
            rules.surveys.output.documents,
            rules.logs.output.documents,
        ],
        turns=[
            rules.texts.output.turns,
            rules.surveys.output.turns,
            rules.logs.output.turns,
        ],
    output:
        documents=f"{SAFE}/texts/documents.csv",
        turns=f"{SAFE}/texts/turns.csv",
        spans=f"{RESTRICTED}/anonymise/spans.csv",
        queue=f"{SAFE}/anonymise/queue.csv",
        review_items=f"{RESTRICTED}/anonymise/review_items.csv",
        findings=f"{SAFE}/validation/redaction_findings.csv",
        record=f"{RECORDS}/anonymise.redact.json",
    log:
        f"{LOGS}/redact.log",
    conda:
        "../../environment.yml"
    threads: step.processes(("interviews", "reflections", "focus_group", "survey", "feedback"))
    params:
        files=files,
    message:
        "Redact every free text"
    shell:
        step("anonymise.redact") + " --processes {threads}"


rule tables:
    input:
        participants=rules.linkage.output.participants,
        standings=rules.linkage.output.standings,
        responses=rules.surveys.output.responses,
        answers=rules.surveys.output.answers,
        projects=rules.logs.output.projects,
        attendance=rules.logs.output.attendance,
    output:
        answers=f"{SAFE}/people/answers.csv",
        projects=f"{SAFE}/people/projects.csv",
        attendance=f"{SAFE}/people/attendance.csv",
        record=f"{RECORDS}/anonymise.tables.json",
    log:
        f"{LOGS}/tables.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Replace people by pseudonyms in the tables"
    shell:
        step("anonymise.tables")


rule codings:
    input:
        codings=rules.coding.output.codings,
        coded_texts=rules.coding.output.coded_texts,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        raw_documents=[
            rules.texts.output.documents,
            rules.surveys.output.documents,
            rules.logs.output.documents,
        ],
    output:
        codings=f"{SAFE}/texts/codings.csv",
        losses=f"{SAFE}/texts/coding_losses.csv",
        findings=f"{SAFE}/validation/coding_findings.csv",
        record=f"{RECORDS}/anonymise.codings.json",
    log:
        f"{LOGS}/codings.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Place the codings on the redacted texts"
    shell:
        step("anonymise.codings")


rule export_texts:
    input:
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
    output:
        texts=directory(f"{SAFE}/export_texts"),
        record=f"{RECORDS}/anonymise.export_texts.json",
    log:
        f"{LOGS}/export_texts.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Write the redacted texts for the coders"
    shell:
        step("anonymise.export_texts")

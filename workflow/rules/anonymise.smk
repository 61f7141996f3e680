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
        findings=f"{SAFE}/validation/linkage_findings.csv",
        record=f"{RECORDS}/anonymise.linkage.json",
    log:
        f"{LOGS}/linkage.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Link every row to the roster and give pseudonyms"
    shell:
        step("anonymise.linkage")


rule redact:
    input:
        people=rules.people.output.people,
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
        findings=f"{SAFE}/validation/redaction_findings.csv",
        record=f"{RECORDS}/anonymise.redact.json",
    log:
        f"{LOGS}/redact.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Redact every free text"
    shell:
        step("anonymise.redact")


rule tables:
    input:
        linkage=rules.linkage.output.linkage,
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

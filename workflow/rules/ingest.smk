"""Raw exports to tidy tables, identified: everything here stays in the restricted zone."""


rule people:
    output:
        people=f"{RESTRICTED}/ingest/people.csv",
        quasi=f"{RESTRICTED}/ingest/quasi.csv",
        names_only=f"{RESTRICTED}/ingest/names_only.csv",
        organisations=f"{RESTRICTED}/ingest/organisations.csv",
        withdrawals=f"{RESTRICTED}/ingest/withdrawals.csv",
        readings=f"{RESTRICTED}/ingest/people_readings.csv",
        findings=f"{RESTRICTED}/ingest/people_findings.csv",
        record=f"{RECORDS}/ingest.people.json",
    log:
        f"{LOGS}/people.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Read the roster, organisations and withdrawals"
    shell:
        step("ingest.people", raw=("roster", "organisations", "withdrawals"))


rule surveys:
    output:
        responses=f"{RESTRICTED}/ingest/responses.csv",
        answers=f"{RESTRICTED}/ingest/answers.csv",
        documents=f"{RESTRICTED}/ingest/survey_documents.csv",
        turns=f"{RESTRICTED}/ingest/survey_turns.csv",
        readings=f"{RESTRICTED}/ingest/survey_readings.csv",
        findings=f"{RESTRICTED}/ingest/survey_findings.csv",
        record=f"{RECORDS}/ingest.surveys.json",
    log:
        f"{LOGS}/surveys.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Read the surveys"
    shell:
        step("ingest.surveys", raw=("survey", "feedback"))


rule texts:
    output:
        documents=f"{RESTRICTED}/ingest/documents.csv",
        turns=f"{RESTRICTED}/ingest/turns.csv",
        readings=f"{RESTRICTED}/ingest/text_readings.csv",
        findings=f"{RESTRICTED}/ingest/text_findings.csv",
        record=f"{RECORDS}/ingest.texts.json",
    log:
        f"{LOGS}/texts.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Read transcripts and reflections"
    shell:
        step("ingest.texts", raw=("interviews", "reflections", "focus_group"))


rule coding:
    output:
        codings=f"{RESTRICTED}/ingest/codings.csv",
        coded_texts=f"{RESTRICTED}/ingest/coded_texts.csv",
        codes=f"{RESTRICTED}/ingest/project_codes.csv",
        case_values=f"{RESTRICTED}/ingest/case_values.csv",
        memberships=f"{RESTRICTED}/ingest/memberships.csv",
        coding_notes=f"{RESTRICTED}/ingest/coding_notes.csv",
        readings=f"{RESTRICTED}/ingest/coding_readings.csv",
        findings=f"{RESTRICTED}/ingest/coding_findings.csv",
        record=f"{RECORDS}/ingest.coding.json",
    log:
        f"{LOGS}/coding.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Read the coding project"
    shell:
        step("ingest.coding", raw=("coding",))


rule logs:
    output:
        projects=f"{RESTRICTED}/ingest/projects.csv",
        attendance=f"{RESTRICTED}/ingest/attendance.csv",
        documents=f"{RESTRICTED}/ingest/log_documents.csv",
        turns=f"{RESTRICTED}/ingest/log_turns.csv",
        readings=f"{RESTRICTED}/ingest/log_readings.csv",
        findings=f"{RESTRICTED}/ingest/log_findings.csv",
        record=f"{RECORDS}/ingest.logs.json",
    log:
        f"{LOGS}/logs.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Read the project log and attendance"
    shell:
        step("ingest.logs", raw=("projects", "attendance"))

"""Themes, claims, agreement and quotes from the coded texts."""


rule themes:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        theme_people=f"{SAFE}/qualitative/theme_people.csv",
        published_themes=f"{SAFE}/qualitative/published_themes.csv",
        evidence=f"{SAFE}/evidence/themes.csv",
        basis=f"{SAFE}/evidence/themes_basis.csv",
        record=f"{RECORDS}/qualitative.themes.json",
    log:
        f"{LOGS}/themes.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Count people per theme and source group"
    shell:
        step("qualitative.themes")


rule claims:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        claims=f"{SAFE}/qualitative/claims.csv",
        evidence=f"{SAFE}/evidence/claims.csv",
        basis=f"{SAFE}/evidence/claims_basis.csv",
        record=f"{RECORDS}/qualitative.claims.json",
    log:
        f"{LOGS}/claims.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Count who says what changed"
    shell:
        step("qualitative.claims")


rule agreement:
    input:
        codings=rules.codings.output.codings,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        agreement=f"{SAFE}/qualitative/agreement.csv",
        evidence=f"{SAFE}/evidence/agreement.csv",
        basis=f"{SAFE}/evidence/agreement_basis.csv",
        record=f"{RECORDS}/qualitative.agreement.json",
    log:
        f"{LOGS}/agreement.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Compare the coders"
    shell:
        step("qualitative.agreement")


rule quotes:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        participants=rules.linkage.output.participants,
        review_queue=rules.redact.output.queue,
        after=rules.check_inputs.output.passed,
    output:
        quotes=f"{SAFE}/qualitative/quotes.csv",
        evidence=f"{SAFE}/evidence/quotes.csv",
        basis=f"{SAFE}/evidence/quotes_basis.csv",
        record=f"{RECORDS}/qualitative.quotes.json",
    log:
        f"{LOGS}/quotes.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Choose quotes by rule"
    shell:
        step("qualitative.quotes")


rule fig_themes:
    input:
        published_themes=rules.themes.output.published_themes,
    output:
        svg=f"{SAFE}/figures/themes.svg",
        png=f"{SAFE}/figures/themes.png",
        alt=f"{SAFE}/figures/themes.txt",
        evidence=f"{SAFE}/evidence/fig_themes.csv",
        record=f"{RECORDS}/qualitative.fig_themes.json",
    log:
        f"{LOGS}/fig_themes.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw themes by source group"
    shell:
        step("qualitative.fig_themes")

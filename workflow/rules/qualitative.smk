"""Agreement, themes, claims, quotes and patterns from the coded texts; the codebook and its versions."""


rule agreement:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        agreement=f"{SAFE}/qualitative/agreement.csv",
        pairs=f"{SAFE}/qualitative/agreement_pairs.csv",
        disagreements=f"{SAFE}/qualitative/disagreements.csv",
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


rule themes:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        agreement=rules.agreement.output.agreement,
        after=rules.check_inputs.output.passed,
    output:
        theme_people=f"{SAFE}/qualitative/theme_people.csv",
        published_themes=f"{SAFE}/qualitative/published_themes.csv",
        theme_passages=f"{SAFE}/qualitative/theme_passages.csv",
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
        agreement=rules.agreement.output.agreement,
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


rule quotes:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        participants=rules.linkage.output.participants,
        review_queue=rules.redact.output.queue,
        agreement=rules.agreement.output.agreement,
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


rule patterns:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        cooccurrence=f"{SAFE}/qualitative/cooccurrence.csv",
        published_cooccurrence=f"{SAFE}/qualitative/published_cooccurrence.csv",
        balance=f"{SAFE}/qualitative/balance.csv",
        negative_cases=f"{SAFE}/qualitative/negative_cases.csv",
        element_voices=f"{SAFE}/qualitative/element_voices.csv",
        evidence=f"{SAFE}/evidence/patterns.csv",
        basis=f"{SAFE}/evidence/patterns_basis.csv",
        record=f"{RECORDS}/qualitative.patterns.json",
    log:
        f"{LOGS}/patterns.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Look for patterns across codes"
    shell:
        step("qualitative.patterns")


rule development:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        module_people=f"{SAFE}/qualitative/module_people.csv",
        published_modules=f"{SAFE}/qualitative/published_modules.csv",
        evidence=f"{SAFE}/evidence/development.csv",
        basis=f"{SAFE}/evidence/development_basis.csv",
        record=f"{RECORDS}/qualitative.development.json",
    log:
        f"{LOGS}/development.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Follow the themes over the modules"
    shell:
        step("qualitative.development")


rule saturation:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        after=rules.check_inputs.output.passed,
    output:
        curve=f"{SAFE}/qualitative/saturation_curve.csv",
        saturation=f"{SAFE}/qualitative/saturation.csv",
        evidence=f"{SAFE}/evidence/saturation.csv",
        basis=f"{SAFE}/evidence/saturation_basis.csv",
        record=f"{RECORDS}/qualitative.saturation.json",
    log:
        f"{LOGS}/saturation.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Look for saturation"
    shell:
        step("qualitative.saturation")


rule framework:
    input:
        codings=rules.codings.output.codings,
        documents=rules.redact.output.documents,
        turns=rules.redact.output.turns,
        quotes=rules.quotes.output.quotes,
    output:
        framework=f"{SAFE}/qualitative/framework.csv",
        matrix=f"{SAFE}/qualitative/framework.xlsx",
        record=f"{RECORDS}/qualitative.framework.json",
    log:
        f"{LOGS}/framework.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Set up the framework matrix"
    shell:
        step("qualitative.framework")


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


rule fig_modules:
    input:
        published_modules=rules.development.output.published_modules,
    output:
        svg=f"{SAFE}/figures/modules.svg",
        png=f"{SAFE}/figures/modules.png",
        alt=f"{SAFE}/figures/modules.txt",
        evidence=f"{SAFE}/evidence/fig_modules.csv",
        record=f"{RECORDS}/qualitative.fig_modules.json",
    log:
        f"{LOGS}/fig_modules.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw themes by module"
    shell:
        step("qualitative.fig_modules")


rule fig_saturation:
    input:
        curve=rules.saturation.output.curve,
        saturation=rules.saturation.output.saturation,
    output:
        svg=f"{SAFE}/figures/saturation.svg",
        png=f"{SAFE}/figures/saturation.png",
        alt=f"{SAFE}/figures/saturation.txt",
        evidence=f"{SAFE}/evidence/fig_saturation.csv",
        record=f"{RECORDS}/qualitative.fig_saturation.json",
    log:
        f"{LOGS}/fig_saturation.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Draw saturation"
    shell:
        step("qualitative.fig_saturation")

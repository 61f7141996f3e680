"""The report assembled to an ordinary Quarto project, and rendered in three formats."""

FALLBACK = sorted(str(path) for path in (REPOSITORY / "report" / "fallback").glob("*.lua"))
TEMPLATES = sorted(str(path) for path in (REPOSITORY / "report").rglob("*") if path.is_file() and path.parent.name != "fallback")
PROSE = sorted(str(path) for path in Path("config/prose").glob("*.md") if path.name != "README.md")


rule renderer:
    output:
        renderer=f"{SAFE}/renderer.json",
        record=f"{RECORDS}/report.renderer.json",
    log:
        f"{LOGS}/renderer.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "See who can render the report"
    shell:
        step("report.renderer", sees=which("quarto") or "no Quarto")


rule project:
    input:
        released=rules.evidence.output.released,
        ledger=rules.ledger.output.ledger,
        exhibits=[each.output.exhibits for each in EXHIBITS],
        curves=rules.multiverse.output.curves,
        dose_relation=rules.group_change.output.dose_relation,
        levels=rules.models.output.levels,
        differences=rules.plan.output.plan_differences,
        simulation=rules.simulation.output.simulation,
        figures=[
            rules.fig_likert.output.svg,
            rules.fig_likert.output.png,
            rules.fig_multiverse.output.svg,
            rules.fig_multiverse.output.png,
            rules.fig_flow.output.svg,
            rules.fig_flow.output.png,
            rules.fig_change.output.svg,
            rules.fig_change.output.png,
            rules.fig_themes.output.svg,
            rules.fig_themes.output.png,
            rules.fig_modules.output.svg,
            rules.fig_modules.output.png,
            rules.fig_saturation.output.svg,
            rules.fig_saturation.output.png,
            rules.fig_logic_model.output.svg,
            rules.fig_logic_model.output.png,
        ],
        templates=TEMPLATES,
        prose=PROSE,
        joint_display=rules.verdicts.output.joint_display,
        aim_verdicts=rules.verdicts.output.aim_verdicts,
        logic_elements=rules.logic_model.output.logic_elements,
        outcome_types=rules.logic_model.output.outcome_types,
        renderer=rules.renderer.output.renderer,
    output:
        project=directory(f"{SAFE}/report"),
        record=f"{RECORDS}/report.project.json",
    log:
        f"{LOGS}/project.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Assemble the report project"
    shell:
        step("report.project")


rule render_html:
    input:
        project=rules.project.output.project,
        renderer=rules.renderer.output.renderer,
        lua=FALLBACK,
    output:
        html=f"{SAFE}/candidate/report.html",
        record=f"{RECORDS}/report.render_html.json",
    log:
        f"{LOGS}/render_html.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Render the report as a web page"
    shell:
        step("report.render_html")


rule render_pdf:
    input:
        project=rules.project.output.project,
        renderer=rules.renderer.output.renderer,
        lua=FALLBACK,
    output:
        pdf=f"{SAFE}/candidate/report.pdf",
        record=f"{RECORDS}/report.render_pdf.json",
    log:
        f"{LOGS}/render_pdf.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Render the report as PDF"
    shell:
        step("report.render_pdf")


rule render_docx:
    input:
        project=rules.project.output.project,
        renderer=rules.renderer.output.renderer,
        lua=FALLBACK,
    output:
        docx=f"{SAFE}/candidate/report.docx",
        record=f"{RECORDS}/report.render_docx.json",
    log:
        f"{LOGS}/render_docx.log",
    conda:
        "../../environment.yml"
    params:
        files=files,
    message:
        "Render the report as a Word document"
    shell:
        step("report.render_docx")

"""Words of the run crate: its JSON-LD context, the profiles it conforms to, the formats of released files."""

from __future__ import annotations

RUN = "https://w3id.org/ro/terms/workflow-run#"
PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
# The run terms stand here in full, so that one remote context is enough to read the crate. The Bioschemas words as in
# RO-Crate 1.1, on which the profile builds; later contexts give them other addresses.
CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {
        **{
            term: RUN + term
            for term in ("ParameterConnection", "connection", "sourceParameter", "targetParameter", "sha256", "environment")
        },
        "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
        "FormalParameter": "https://bioschemas.org/FormalParameter",
        "input": "https://bioschemas.org/ComputationalWorkflow#input",
        "output": "https://bioschemas.org/ComputationalWorkflow#output",
    },
]
# address, name, version
PROFILES = (
    ("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate", "0.5"),
    ("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate", "0.5"),
    ("https://w3id.org/ro/wfrun/provenance/0.5", "Provenance Run Crate", "0.5"),
    ("https://w3id.org/workflowhub/workflow-ro-crate/1.0", "Workflow RO-Crate", "1.0"),
)
# ending: media type, PRONOM id, what such a file is here
KINDS = {
    "html": ("text/html", "fmt/471", "the report as a web page"),
    "pdf": ("application/pdf", "fmt/276", "the report for print"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "fmt/412", "the report for comments",
    ),
    "json": ("application/json", "fmt/817", "evidence or provenance as data"),
    "csv": ("text/csv", "x-fmt/18", "a table"),
    "yaml": ("application/yaml", "fmt/818", "what was laid down before the results"),
    "yml": ("application/yaml", "fmt/818", "what a check of the computation should find"),
    "cff": ("application/yaml", "fmt/818", "how to cite the release"),
    "Snakefile": ("text/x-python", "fmt/938", "the workflow from raw exports to the report"),
    "md": ("text/markdown", "fmt/1149", "what lies in the release and how to check it"),
    "py": ("text/x-python", "fmt/938", "the program that checks the release"),
}  # fmt: skip


def pronom(name: str) -> str:
    """Address of the format of a file."""
    return PRONOM + KINDS[name.rsplit(".", 1)[-1]][1]

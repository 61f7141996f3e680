"""Renders a Quarto project with Pandoc and Typst alone: the two engines Quarto itself stands on.

- the settings come from the project's own `_quarto.yml`, so both renderers read one source
- Pandoc runs in the project's folder with the fallback filter first, then the project's own filters
- Typst compiles in memory, with its own fonts and a fixed clock; it writes PDF/UA-1, or, where a document cannot
  be one, PDF/A-2b with a warning
- nothing is written to the project
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import yaml

from scripts.ground.faults import RenderFault, raise_all

# as in fallback/filter.lua: HTML goes into ```{=html} blocks
READER = "markdown-raw_html-native_spans-native_divs"
MAIN = "report.qmd"
WRITERS = {"html": "html5", "pdf": "typst", "docx": "docx"}
QUARTO_FORMATS = {"html": "html", "pdf": "typst", "docx": "docx"}
# Quarto options that Pandoc knows by the same name; all others are values for the template.
PANDOC_OPTIONS = (
    "toc", "toc-depth", "number-sections", "embed-resources", "css", "default-image-extension", "reference-doc",
)  # fmt: skip
AFTER_BODY = "include-after-body"
STANDARDS = (["ua-1"], ["a-2b"])


def settings(project: Path, output: str) -> dict[str, Any]:
    """The project's options for one format, the format's own before the common ones."""
    path = project / "_quarto.yml"
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise RenderFault("the report project has no readable settings", where=str(path), remedy="assemble it again") from error
    own = config.pop("format", {}).get(QUARTO_FORMATS[output], {})
    return {key: value for key, value in config.items() if key != "project"} | own


def render_with_pandoc(project: Path, output: str, *, timestamp: int, lua: Path, header_typ: str) -> tuple[bytes, str, list[str]]:
    """The document before finishing, for a PDF the Typst source it was made of, and all warnings."""
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        target = Path(folder) / "report"
        defaults = Path(folder) / "defaults.yaml"
        options = settings(project, output)
        defaults.write_text(json.dumps(_defaults(options, output, lua, header_typ, target)))
        warnings = _run_pandoc(project, defaults, timestamp)
        content = target.read_bytes()
    if output != "pdf":
        return _with_end(content, project, options.get(AFTER_BODY)), "", warnings
    pdf, more = _compile(project, content, timestamp)
    return pdf, content.decode(), warnings + more


def _with_end(content: bytes, project: Path, name: str | None) -> bytes:
    """The page with that file at the end of its body: Pandoc would read its data as if it were markup."""
    if not name:
        return content
    before, end, after = content.rpartition(b"</body>")
    return before + (project / name).read_bytes() + end + after


def _defaults(options: dict[str, Any], output: str, lua: Path, header_typ: str, target: Path) -> dict[str, Any]:
    values = {key: value for key, value in options.items() if key not in PANDOC_OPTIONS}
    filters = [entry["path"] if isinstance(entry, dict) else entry for entry in values.pop("filters", [])]
    method = values.pop("html-math-method", None)
    values.pop("include-in-header", None)
    values.pop(AFTER_BODY, None)
    defaults: dict[str, Any] = {key: options[key] for key in PANDOC_OPTIONS if key in options}
    defaults |= {
        "input-files": [MAIN],
        "from": READER,
        "to": WRITERS[output],
        "standalone": True,
        "wrap": "none",
        "output-file": str(target),
        "filters": [{"type": "lua", "path": path} for path in (str(lua.resolve()), *filters)],
        "metadata": values,
    }
    if method:
        defaults["html-math-method"] = {"method": method}
    if output == "pdf":
        defaults["variables"] = {"header-includes": [header_typ]}
    return defaults


def _run_pandoc(project: Path, defaults: Path, timestamp: int) -> list[str]:
    result = subprocess.run(
        [pandoc_path(), "--defaults", str(defaults)],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(timestamp)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if result.returncode != 0:
        raise_all(_faults(result.stderr))
        raise RenderFault(
            f"Pandoc could not render the report: {result.stderr.strip()}",
            where=str(project / MAIN),
            remedy="correct the source the message names",
        )
    return [line.removeprefix("[WARNING]").strip() for line in result.stderr.splitlines() if line.startswith("[WARNING]")]


def _faults(messages: str) -> list[RenderFault]:
    parts = [line.split("\t") for line in messages.splitlines() if line.startswith("FAULT\t")]
    return [RenderFault(what, where=where, remedy=remedy) for _, where, what, remedy in parts]


def _compile(project: Path, source: bytes, timestamp: int) -> tuple[bytes, list[str]]:
    import typst

    options = {"root": str(project), "ignore_system_fonts": True, "timestamp": timestamp, "format": "pdf"}
    warnings: list[str] = []
    for standard in STANDARDS:
        try:
            pdf, notes = typst.compile_with_warnings(source, pdf_standards=standard, **options)
        except typst.TypstError as error:
            warnings.append(f"not {standard[0].upper()}: {error.message}")
        else:
            return pdf, warnings + [note.message for note in notes]
    raise RenderFault(
        f"Typst could not make the PDF: {warnings[-1]}", where=str(project / MAIN), remedy="correct what the message names"
    )


@functools.cache
def pandoc_path() -> str:
    """Pandoc's program: the one that came with the wheel, else the machine's."""
    package = importlib.util.find_spec("pypandoc")
    bundled = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    path = str(bundled) if bundled and bundled.exists() else shutil.which("pandoc")
    if path is None:
        raise RenderFault("Pandoc is not installed", where="the Python environment", remedy="install requirements.txt")
    return path


@functools.cache
def pandoc_version() -> str:
    """Pandoc's version, as `3.9`."""
    answer = subprocess.run([pandoc_path(), "--version"], capture_output=True, text=True, check=True).stdout
    return answer.split(maxsplit=2)[1]

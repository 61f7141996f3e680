"""The evaluation: from raw exports to the report, one rule a step."""

from pathlib import Path
from shutil import which

from snakemake.exceptions import WorkflowError
from snakemake.utils import min_version

from scripts.ground import closure
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, Faults
from scripts.ground.opening import open_study
from scripts.ground.records import drop_stale_records
from scripts.ground.rules import Steps, files

min_version("9.0")

try:
    STUDY = open_study(Path.cwd())
    step = Steps(STUDY)
except (Fault, Faults) as fault:
    raise WorkflowError(str(fault))

RESTRICTED = STUDY.study.places.restricted
SAFE = "results/pseudonymised"
RELEASE = "results/release"
RECORDS = f"{SAFE}/records"
LOGS = f"{SAFE}/logs"

if workflow.is_main_process:
    drop_stale_records(Path(RECORDS))


include: "workflow/rules/ingest.smk"
include: "workflow/rules/anonymise.smk"
include: "workflow/rules/validate.smk"
include: "workflow/rules/quantitative.smk"
include: "workflow/rules/qualitative.smk"
include: "workflow/rules/integrate.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/provenance.smk"
include: "workflow/rules/rendering.smk"
include: "workflow/rules/release.smk"


if workflow.is_main_process:
    closure.keep()


rule all:
    default_target: True
    input:
        rules.release.output,
        # a result that was edited or lost has no record any more, and is wanted for that
        [each.output.record for each in workflow.rules if "record" in each.output.keys()],

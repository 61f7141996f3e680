"""Whether the surveys have the waves of the study: a wave without a survey while another has two is a slip of the pen.

One wave may come in several sources (on paper and online), and a wave may wait for its survey while the study is interim.
"""

from __future__ import annotations

from scripts.ground.display import join
from scripts.ground.faults import ConfigFault, Fault
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Study


def wave_faults(study: Study, sources: Sources) -> list[Fault]:
    """One fault that names the waves without a survey and the surveys that share one."""
    surveys = {
        wave.id: [key for key, source in sources.of_kind("survey").items() if source.wave == wave.id]
        for wave in study.cohorts.waves
    }
    without = [wave for wave, keys in surveys.items() if not keys]
    shared = {wave: keys for wave, keys in surveys.items() if len(keys) > 1}
    if study.running.interim or not without or not shared:
        return []
    told = [f"{join(keys)} {'both' if len(keys) == 2 else 'all'} have {wave}" for wave, keys in shared.items()]
    return [
        ConfigFault(
            f"No survey has wave {join(without)}; {'; '.join(told)}.",
            where="config/sources.yaml, compared with `waves` of config/study.yaml",
            remedy="Correct `wave` of one of them; if the survey is not in yet, write `interim: true` under `running` in "
            "config/study.yaml.",
        )
    ]

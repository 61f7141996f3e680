"""Tables of taking part: attendance, modules, cohorts, improvement projects by type."""

from scripts.ground.schema import Table, column


class GroupChange(Table, key=("by", "group", "behaviour")):
    """Mean change by modules attended and by cohort; small groups are merged, and one group alone is not shown. Descriptive."""

    by: str = column("dose: modules attended; cohort", one_of=("dose", "cohort"))
    group: str = column("id of the group, as in evidence ids")
    name: str = column("the group in words")
    behaviour: str = column("behaviour")
    n: int = column("people with both waves")
    mean: float = column("mean change, scale points", missing=True)
    low: float = column("lower end of its interval", missing=True)
    high: float = column("upper end", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class DoseRelation(Table, key=("behaviour",)):
    """Rank correlation of modules attended and change: descriptive, for who attends is nobody's experiment."""

    behaviour: str = column("behaviour")
    n: int = column("people with both waves and a record of attendance")
    spearman: float = column("Spearman's rank correlation, mid-ranks for ties", missing=True)
    estimable: bool = column("whether it could be estimated")
    reason: str = column("why not", missing=True)


class ModuleEngagement(Table, key=("module",)):
    """Attendance and feedback of each module."""

    module: str = column("module")
    id: str = column("how evidence ids call it")
    recorded: int = column("people with a record of attendance")
    attended_share: float = column("share who came, late or not; empty when either class is too small", missing=True)
    responses: int = column("feedback responses")
    rating: float = column("mean feedback answer, scale points; empty for fewer than ten responses", missing=True)
    favourable_share: float = column("share favourable; empty when either class is too small", missing=True)


class ProjectTypes(Table, key=("type",)):
    """Improvement projects by type of outcome; types with few projects are merged."""

    type: str = column("id of the type, as in evidence ids")
    name: str = column("types in words")
    n: int = column("projects")
    followed_up: int = column("projects with baseline and follow-up")
    missing_follow_up: int = column("projects without follow-up, counted as not met")
    improved: int = column("projects whose follow-up lies in the wanted direction from the baseline")
    met: int = column("projects that met their target")
    share: float = column("share that met the target", missing=True)
    low: float = column("lower end of the Wilson interval", missing=True)
    high: float = column("upper end", missing=True)
    way: float = column("median share of the way from baseline to target; 1 is the target", missing=True)
    reached: float = column("people reached, all projects of the type that say so", missing=True)

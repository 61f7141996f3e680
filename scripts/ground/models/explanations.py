"""`explanations.yaml` (optional): what the team says about dissonance between scores and voices."""

from __future__ import annotations

from scripts.ground.models.base import ConfigFile, Section, described


class Explanation(Section):
    """A written explanation of one verdict, valid as long as the verdict does not change."""

    verdict: str = described("evidence id of the verdict, e.g. verdict.behaviour.B6.joint")
    digest: str = described("digest of the verdict it explains, as `make report` prints it")
    text: str = described("the explanation, in the team's words")


class Explanations(ConfigFile):
    """The file `explanations.yaml`."""

    explanations: tuple[Explanation, ...] = described("one an explained verdict", ())

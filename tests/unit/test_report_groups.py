"""What a figure by groups of people says in its title."""

import pytest

from reports.draw.units import Scale
from reports.kinds.by_group import spread
from reports.text import Text
from simulator.findings.effects import Contrast, Effect
from simulator.findings.verdicts import Verdict
from simulator.findings.windows import LAST120

POLICY = Contrast("policy", "scenario", "no_policy", "mine")


def group(mean: float, half: float) -> Effect:
    return Effect(mean, mean - half, mean + half, 20, indicator="employment_rate", contrast=POLICY,
                  window=LAST120, base=1.0, verdict=Verdict.UNCLEAR)  # fmt: skip


@pytest.mark.parametrize(
    ("women", "men", "title"),
    [
        (group(0.5, 0.2), group(-0.5, 0.2), "range from −0.5"),
        (group(0.5, 0.2), group(0.3, 0.4), "clear in 1 of 2 groups, which do not clearly differ"),
        (group(0.5, 0.2), group(0.4, 0.2), "clear in 2 of 2 groups, which do not clearly differ"),
        (group(0.1, 0.2), group(0.0, 0.2), "In no group"),
    ],
)
def test_a_title_says_where_an_effect_is_clear_and_whether_groups_differ(
    women: Effect, men: Effect, title: str
) -> None:
    told = spread(Text("en"), "policy", {"women": women, "men": men}, Scale(1.0, "short.pp", 1), "work")
    assert title in told.replace("\u00a0", " ")

"""What the scorecard tells: outcomes by clause of the Tirana Declaration, then what they all rest on."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.findings.deciles import DECILE, LEFT
from simulator.findings.gaps import GENDER, GENERATIONS


@dataclass(frozen=True)
class Outcome:
    """One row: an indicator of everybody or of a group, in %, as a share of GDP, or summed over the run."""

    indicator: str
    measure: str = ""  # "", relative, of_gdp or sum
    by: str = "total"
    group: str = "all"
    name: str = ""  # of the row where it is not the indicator's: message `scorecard.row.<name>`
    of_one: bool = False  # told of a run of one scenario, not option by option


SLACK = "slack"  # the unemployed, and those in courses
OUTLAY = "outlay"  # what all instruments of a scenario spend together
GAPS = {gap.group: gap for gap in (GENERATIONS, GENDER)}
ROWS = (
    ("d1", (
        Outcome("employed"),
        Outcome("unemployment_rate"),
        Outcome(SLACK, name="slack"),
        Outcome("long_term_unemployment_share"),
        Outcome("participation_rate"),
        Outcome("displaced"),
    )),
    ("d3", (
        Outcome("in_training"),
    )),
    ("d4", (
        Outcome("arop"),
        Outcome("arop_anchored"),
        Outcome(LEFT, by=DECILE, group="1", name="poorest"),
    )),
    ("d5", (
        Outcome("after_tax_corporations"),
    )),
    ("d6", (
        Outcome("real_wage"),
        Outcome("real_disposable_income"),
        Outcome("labour_share"),
        Outcome("gini"),
    )),
    *((clause, (Outcome(gap.indicator, by=gap.by, group=gap.group, name=f"gap.{gap.by}", of_one=True),))
      for clause, gap in (("d7", GENERATIONS), ("d8", GENDER))),
    ("d9", (
        Outcome("ai_adoption_10plus"),
        Outcome("ai_rents_abroad"),
    )),
    ("economy", (
        Outcome("real_gdp", "relative"),
        Outcome("productivity", "relative", of_one=True),
        Outcome("current_account", "of_gdp"),
        Outcome("current_account", "sum", name="foreign_position", of_one=True),
    )),
    ("budget", (
        Outcome(OUTLAY, "of_gdp", name="outlay"),
        Outcome("public_balance"),
        Outcome("public_balance", "of_gdp"),
        Outcome("debt_ratio"),
    )),
)  # fmt: skip
"""By clause of the Declaration, then what all rests on: what a reader looks for, not all that is measured."""

"""Jobs taken apart: who employs more or fewer, and whether people come to work or only find it sooner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from reports.data.run import Run
from reports.draw.theme import BLUE, GREEN, GREY
from reports.figures.who_gets import Parts, PartsByOption
from simulator.findings.effects import EMPLOYED, EMPLOYERS, PEOPLE, Contrast, Effect, jobs_apart


class JobsApart(Parts):
    """Differences in the number of people in work by employer, and as labour force less unemployed."""

    section = "jobs"
    order = 1
    rests_on = ("unemployment_rate",)
    ways: ClassVar = {"employers": (tuple(EMPLOYERS), BLUE), "whole": ((EMPLOYED,), GREY),
                      "people": (tuple(PEOPLE), GREEN)}  # fmt: skip

    def lines_of(self, run: Run, contrast: Contrast, *, of_gdp: bool = False) -> Mapping[str, Effect]:
        """Return the effects by part."""
        return {} if of_gdp else jobs_apart(run, contrast)


class JobsApartByOption(PartsByOption, JobsApart):
    """The difference in the number of people in work of each option, by employer."""

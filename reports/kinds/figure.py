"""What a figure is: a class in `reports/figures/`, of a run or of a comparison."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from reports.data.run import Run, Sweep
from reports.draw.table import Table
from reports.draw.theme import Json
from reports.draw.units import Scale
from reports.story.sentences import group_label, label, option, span
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, contrasts, options
from simulator.findings.intervals import Array
from simulator.findings.windows import Months, settled

SECTIONS = ("jobs", "people", "budget", "income", "sure")
"""Sections of the page that hold figures, in its order."""
type Line = tuple[str, Scale, Effect, Months, Sequence[Array]]
type Course = tuple[Months, Array, Array, Array]
READ = ("observed", "estimated")
OWN = "this project"  # the source of what this project put together itself
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
YEAR = re.compile(r"\((\d{4}(?:-\d{2,4})?)\)")


class Figure(ABC):
    """One figure: a finding, what is measured, the plot, its numbers, source and note.

    `section` names the section of the page it stands in, `order` its place there. Every sentence comes
    from the catalogue: `figure.<name>.subtitle` and `figure.<name>.note`, where `<name>` is that of the class
    in small letters, followed by `figure.<kind>.note` where several share a kind.
    """

    section: ClassVar[str]
    order: ClassVar[int]
    compares: ClassVar[bool | None] = False  # whether it is of comparisons and not of runs; None: of both
    kind: ClassVar[str] = ""
    named: ClassVar[str] = ""  # of a figure of one's own, whose file has no place in a package
    holds: ClassVar[str] = ""  # the attribute without which there is nothing to show
    rests_on: ClassVar[tuple[str, ...]] = ()  # values of the country whose published source stands with it

    def __init__(self, run: Run, text: Text) -> None:
        self.run = run
        self.text = text
        self.name = self.named or CAPITAL.sub("_", type(self).__name__).lower()

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """The comparisons of the scenario shown: AI against no AI, and the policy if there is one."""
        return tuple(item for item in contrasts(self.run) if item.scenario == self.run.scenario)

    @cached_property
    def told_of(self) -> list[tuple[str, Contrast]]:
        """What is compared, by name: AI and the policy of a run, each option of a comparison."""
        if self.run.comparison:
            return [(option(self.run, self.text, one.scenario), one) for one in options(self.run)]
        return [(self.text(f"contrast.{one.name}"), one) for one in self.contrasts]

    @property
    def start(self) -> str:
        """First month of the horizon ("2025-01")."""
        return str(self.run.content["horizon"]["start"])

    def available(self) -> bool:
        """Tell whether the run holds what this figure shows: there is some of what `holds` names."""
        return not self.holds or bool(getattr(self, self.holds))

    @abstractmethod
    def finding(self) -> str:
        """Return the title: what the figure shows, true for this run."""

    @abstractmethod
    def plot(self) -> Json:
        """Return the Plotly figure: `{"data": […], "layout": {…}}`, without a template."""

    @abstractmethod
    def table(self) -> Table:
        """Return the numbers behind the figure."""

    def values(self) -> dict[str, object]:
        """Return the placeholders of subtitle and note: the unit, where one scale serves all."""
        shown = getattr(self, "scale", None)
        return {"unit": shown.label(self.text)} if isinstance(shown, Scale) else {}

    def placeholders(self) -> dict[str, object]:
        """Return the placeholders, with the time window: that of effects, and that of all options alike."""
        windows = {"when": self.run.window, "when_all": settled(self.run.window)}
        return {key: span(self.run, self.text, window) for key, window in windows.items()} | self.values()

    def subtitle(self) -> str:
        """Return measure, unit and time window."""
        return self.text(f"figure.{self.name}.subtitle", **self.placeholders())

    def note(self) -> str:
        """Return how to read the figure and what limits it: its own note, then that of its kind."""
        names = dict.fromkeys([f"figure.{self.name}.note", f"figure.{self.kind}.note"])
        return " ".join(self.text(item, **self.placeholders()) for item in names if self.text.has(item))

    def source(self) -> str:
        """Return where the numbers come from: the run, and what is published of the country behind them."""
        told = run_source(self.run, self.text)
        published = dict.fromkeys(one for name in self.rests_on if (one := published_source(self.run, name)))
        if not published:
            return told
        return f"{told} {self.text('figure.source.published', sources='; '.join(published))}"

    def label(self, indicator: str) -> str:
        """Return an indicator's name."""
        return label(self.run, self.text, indicator)

    def group(self, by: str, group: str) -> str:
        """Return a group's name."""
        return group_label(self.run, self.text, by, group)


def run_source(run: Run | Sweep, text: Text) -> str:
    """Return the run, its seeds and the vintage of its data."""
    seeds, vintage = text.plural("count.seeds", run.seeds), run.content["country"].get("vintage", "")
    return text("figure.source", run=run.content["run_id"], seeds=seeds, vintage=vintage)


def published_source(run: Run, name: str) -> str:
    """Return agency, table and year of a value of the country; empty where nothing published was read."""
    given = run.content.get("parameters", {}).get(f"country.{name}", {})
    source = str(given.get("source", ""))
    if given.get("status") not in READ or ": " not in source or source.startswith(OWN):
        return ""
    agency, table = source.split(": ", 1)
    year = YEAR.search(str(given.get("about", "")))
    return f"{agency}, {table}" + (f" ({year[1]})" if year else "")

"""Which firms use AI, by size, in the world of the scenario."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pieces import YEARS, dates, line
from reports.draw.table import Cell, Table, level, name
from reports.draw.theme import SERIES, Json, layout
from reports.draw.units import Scale, level_scale
from reports.kinds.figure import Figure
from reports.story.ai_level import beside
from simulator.findings.intervals import Array
from simulator.findings.windows import Months, quarters

SIZES = ("small", "medium", "large")
ROLES = ("no_policy", "policy")


class AiAdoption(Figure):
    """Share of firms that use AI by size class, mean over seeds."""

    section = "jobs"
    order = 5
    rests_on = ("ai_adoption_total_2025", "ai_adoption_eu27_2025")

    @cached_property
    def lines(self) -> dict[tuple[str, str], tuple[Months, Array]]:
        """Months and mean share of firms by role and size class."""
        found = {}
        for role in ROLES:
            for size in SIZES:
                series = self.run.series(f"ai_adoption_{size}", role)
                if series is not None:
                    months, values = quarters(series)
                    found[role, size] = (months, values.mean(axis=0))
        return found

    @cached_property
    def scale(self) -> Scale:
        """Scale of a share of firms."""
        values = [float(value) for _, means in self.lines.values() for value in means]
        return level_scale(self.run, self.text, f"ai_adoption_{SIZES[0]}", values)

    def available(self) -> bool:
        """Tell whether the run has all three sizes without policy."""
        return all(("no_policy", size) in self.lines for size in SIZES)

    def finding(self) -> str:
        """Return the shares of small and large firms at the end."""
        last = {size: float(self.lines["no_policy", size][1][-1]) for size in SIZES}
        return self.text.sentence(
            "finding.ai_adoption",
            small=self.scale.show(self.text, last["small"]),
            large=self.scale.show(self.text, last["large"]),
            when=self.text.month(self.start, int(self.lines["no_policy", "small"][0][-1])),
        )

    def plot(self) -> Json:
        """Return one line a size class, without policy."""
        traces = []
        for size, look in zip(SIZES, SERIES, strict=False):
            months, mean = self.lines["no_policy", size]
            label = self.text(f"firms.{size}")
            hover = f"%{{x|%B %Y}}<br>{label}: {self.text.percent('%{y:.1f}')}<extra></extra>"
            traces.append(line(dates(self.start, months), mean * self.scale.factor, look, label, hover))
        form = layout(self.text.separators, height=340) | {
            "showlegend": True,
            "yaxis": {"title": {"text": self.scale.label(self.text)}, "rangemode": "tozero"},
            "xaxis": {**YEARS, "nticks": 6},
        }
        return {"data": traces, "layout": form}

    def note(self) -> str:
        """Return how to read it, and AI's level beside published figures."""
        return " ".join([super().note(), *beside(self.run, self.text)])

    def table(self) -> Table:
        """Return the mean share by quarter, size class and role."""
        columns = [self.text("table.quarter")]
        columns += [f"{self.text(f'firms.{size}')}, {self.text(f'role.{role}')}" for role, size in self.lines]
        months = self.lines["no_policy", "small"][0].tolist()
        rows: list[list[Cell]] = []
        for index, month in enumerate(months):
            row = [name(self.text.month(self.start, month))]
            for (role, size), (_, mean) in self.lines.items():
                row.append(level(self.text, self.scale, float(mean[index]), indicator=f"ai_adoption_{size}",
                                 scenario=self.run.scenario, role=role, by="total", group="all", month=month,
                                 window="quarter", stat="mean"))  # fmt: skip
            rows.append(row)
        return Table(columns, rows)

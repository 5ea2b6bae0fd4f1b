"""What a course does to those who take it, and how many of them AI had displaced."""

from functools import cached_property

from reports.draw.pieces import ZERO, dots
from reports.draw.table import STATS, Cell, Table, name
from reports.draw.theme import BLUE, Json, layout
from reports.draw.units import digits_of_halves, effect_scale
from reports.kinds.figure import Figure
from simulator.findings.effects import Contrast, effect
from simulator.findings.lives import RECENT, After, afterwards, displaced_among, gross
from simulator.findings.options import JOBS

HEIGHT = 220
WHOLE = 10  # percent from which on no decimal is shown


class Participants(Figure):
    """Difference in the share at work, so many years after, between the run with the policy and without."""

    holds = "after"
    section, order = "jobs", 30

    @cached_property
    def policy(self) -> Contrast | None:
        """What the policy does."""
        return next((one for one in self.contrasts if one.name == "policy"), None)

    @cached_property
    def after(self) -> list[After]:
        """Outcomes of the participants."""
        return [] if self.policy is None else afterwards(self.run.lives, self.policy)

    @cached_property
    def digits(self) -> int:
        """Decimals of percentage points."""
        halves = [one.change.half * 100 for one in self.after if one.change.n > 1]
        return min(max(digits_of_halves(halves), 0), 1) if halves else 1

    def finding(self) -> str:
        """Return the difference after each number of years, and how many of them AI had displaced."""
        assert self.policy is not None
        text, changes = self.text, [one.change for one in self.after]
        clear = any(one.excludes_zero() for one in changes)
        form = "single" if changes[0].n < 2 else "clear" if clear else "unclear"
        years = text("brief.items").join(self._told(one) for one in self.after)
        share = 100 * displaced_among(self.run.lives, self.policy)  # of them AI had laid off
        laid_off = text.number(share, 0 if share >= WHOLE else 1)
        return text.sentence(f"finding.participants.{form}", years=years, share=laid_off)

    def _told(self, one: After) -> str:
        """Return the difference after so many years, with its interval where there is one."""
        ends = {"mean": one.change.mean, "low": one.change.low, "high": one.change.high}
        points = {key: self.text.number(value * 100, self.digits, signed=True) for key, value in ends.items()}
        form = ".single" if one.change.n < 2 else ""
        return self.text(f"finding.participants.after{form}", after=self._years(one), **points)

    def values(self) -> dict[str, object]:
        """Return within how many months a layoff counts."""
        return {"months": self.text.number(RECENT, 0)}

    def note(self) -> str:
        """Return how to read it, and what stands between the gain of participants and that of the economy."""
        return f"{super().note()} {self._net()}".strip()

    def _net(self) -> str:
        assert self.policy is not None
        courses, jobs = (effect(self.run, self.policy, one) for one in ("in_training", JOBS))
        if courses is None or jobs is None:
            return ""
        own = gross(courses.mean, self.after)
        scale = effect_scale(self.run, self.text, jobs)
        rounded_net, rounded_own = (round(value, -scale.zeros) for value in (jobs.mean, own))
        shown = {"gross": own, "net": jobs.mean, "others": rounded_net - rounded_own}
        told = {key: scale.show(self.text, value, signed=True) for key, value in shown.items()}
        stock = effect_scale(self.run, self.text, courses).show(self.text, courses.mean)
        years = self.text.number(len(self.after), 0)
        return self.text("figure.participants.net", **told, courses=stock, years=years)

    def plot(self) -> Json:
        """Return a dot with its interval for each number of years."""
        rows = [self._years(one) for one in self.after]
        hover = f"%{{y}}: %{{x:+.{self.digits}f}}<extra></extra>"
        points = {"rangemode": "tozero", **ZERO, "title": {"text": self.text("unit.short.pp")}}
        down = {"autorange": "reversed", "type": "category", "showgrid": False}
        form = layout(HEIGHT) | {"xaxis": points, "yaxis": down}
        return {"data": [dots(rows, [one.change for one in self.after], 100.0, BLUE, hover)], "layout": form}

    def _years(self, one: After) -> str:
        return self.text.plural("participants.after", one.years)

    def table(self) -> Table:
        """Return shares at work with and without, their difference, and of how many Januaries."""
        text = self.text
        columns = ("after", "with", "without", "change", "low", "high", "count")
        heads = [text(f"table.participants.{one}") for one in columns]
        rows = []
        for one in self.after:
            data = {"course": str(one.years), "scenario": self.run.scenario}
            shares = {"with": one.with_policy, "without": one.without}
            cells = [name(self._years(one))]
            for stat, value in (shares | {end: getattr(one.change, end) for end in STATS}).items():
                shown = text.number(value * 100, self.digits, signed=stat in STATS)
                cells.append(Cell(shown, value * 100, data | {"stat": stat}))
            count = Cell(text.number(one.participants, 0), one.participants, data | {"stat": "count"})
            rows.append([*cells, count])
        return Table(heads, rows)

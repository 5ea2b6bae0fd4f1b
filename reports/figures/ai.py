"""Which firms use AI, by size, and where the money spent on it goes: abroad, to owners and state."""

from functools import cached_property

from reports.draw.pieces import YEARS, broken, dates, line, row_pixels
from reports.draw.table import Cell, Table, level, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, SERIES, Json, layout
from reports.draw.units import Scale, level_scale
from reports.kinds.figure import Figure
from reports.story.balancing import Payment, amounts, last_year, scale_of, year_text
from reports.story.others import levels_beside
from simulator.findings.intervals import Array
from simulator.findings.windows import Months, quarters

SIZES = ("small", "medium", "large")
FEES, PROVIDERS, ABROAD = "ai_fees", "providers", "world"
COLOURS = {"firms": GREY, "state": PURPLE, ABROAD: ORANGE, PROVIDERS: BLUE, "households": GREEN}
LINK = ("source", "target", "value", "color")
ROW, NARROW = 27, 10  # pixels of a place's label at least, its characters: on a phone two stand side by side


class AiAdoption(Figure):
    """Share of firms that use AI by size class, mean over seeds."""

    section, order = "jobs", 5
    rests_on = ("ai_adoption_total_2025", "ai_adoption_eu27_2025")

    @cached_property
    def lines(self) -> dict[tuple[str, str], tuple[Months, Array]]:
        """Months and mean share of firms by role and size class."""
        keys = [(role, size) for role in ("no_policy", "policy") for size in SIZES]
        found = {(role, size): self.run.series(f"ai_adoption_{size}", role) for role, size in keys}
        known = {key: quarters(series) for key, series in found.items() if series is not None}
        return {key: (months, values.mean(axis=0)) for key, (months, values) in known.items()}

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
        (months, small), (_, large) = (self.lines["no_policy", size] for size in ("small", "large"))
        told = {"small": small, "large": large}
        shown = {size: self.scale.show(self.text, float(mean[-1])) for size, mean in told.items()}
        when = self.text.month(self.start, int(months[-1]))
        return self.text.sentence("finding.ai_adoption", when=when, **shown)

    def plot(self) -> Json:
        """Return one line a size class, without policy."""
        traces = []
        for size, look in zip(SIZES, SERIES, strict=False):
            months, mean = self.lines["no_policy", size]
            label = self.text(f"firms.{size}")
            hover = f"%{{x|%B %Y}}<br>{label}: {self.text.percent('%{y:.1f}')}<extra></extra>"
            traces.append(line(dates(self.start, months), mean * self.scale.factor, look, label, hover))
        form = layout(340) | {
            "showlegend": True,
            "yaxis": {"title": {"text": self.scale.label(self.text)}, "rangemode": "tozero"},
            "xaxis": {**YEARS, "nticks": 6},
        }
        return {"data": traces, "layout": form}

    def note(self) -> str:
        """Return how to read it, and AI's level beside published figures."""
        return " ".join([super().note(), *levels_beside(self.run, self.text)])

    def table(self) -> Table:
        """Return the mean share by quarter, size class and role."""
        columns = [f"{self.text(f'firms.{size}')}, {self.text(f'role.{role}')}" for role, size in self.lines]
        rows = []
        for index, month in enumerate(self.lines["no_policy", "small"][0].tolist()):
            data = {"scenario": self.run.scenario, "by": "total", "group": "all", "month": month}
            data |= {"window": "quarter", "stat": "mean"}
            row = [name(self.text.month(self.start, month))]
            for (role, size), (_, mean) in self.lines.items():
                own = data | {"indicator": f"ai_adoption_{size}", "role": role}
                row.append(level(self.text, self.scale, float(mean[index]), **own))
            rows.append(row)
        return Table([self.text("table.quarter"), *columns], rows)


class AiMoney(Figure):
    """A Sankey diagram of fees and of what providers at home pay out, in the last whole year."""

    section, order = "income", 2

    @cached_property
    def role(self) -> str:
        """The role drawn: the world with AI, with the policy if there is one."""
        return "policy" if self.run.has("policy") else "no_policy"

    @cached_property
    def payments(self) -> dict[Payment, float]:
        """Payments of the year: all fees, and whatever providers pay (currency a year)."""
        month = last_year(self.run)
        found = {} if month is None else amounts(self.run, self.role, month)
        wanted = {one for one in found if one[2] == FEES or PROVIDERS in one[:2]}
        return {one: value for one, value in found.items() if value > 0 and one in wanted}

    @cached_property
    def scale(self) -> Scale:
        """Money a year, at first-year prices."""
        return scale_of(self.run, self.text)

    def available(self) -> bool:
        """Tell whether anything is paid for AI."""
        return any(kind == FEES for _, _, kind in self.payments)

    def finding(self) -> str:
        """Return how much is spent on AI, and what part of it leaves the country."""
        fees = {payee: 0.0 for _, payee, _ in self.payments}
        for (_, payee, kind), value in self.payments.items():
            fees[payee] += value if kind == FEES else 0.0
        total = sum(fees.values())
        abroad = self.text.number(fees.get(ABROAD, 0.0) / total * 100, 0)
        told = {"total": self.scale.show(self.text, total), "unit": self.scale.label(self.text, total)}
        return self.text.sentence("finding.ai_money", abroad=abroad, **told)

    def values(self) -> dict[str, object]:
        """Return unit, year and role."""
        when, role = year_text(self.run, self.text), self.text(f"role.{self.role}")
        return {"unit": self.scale.label(self.text), "when": when, "role": role}

    def plot(self) -> Json:
        """Return payers, what they pay for, and who gets it."""
        payers = {f"from {payer}": payer for payer, _, _ in self.payments if payer != PROVIDERS}
        payees = {f"to {payee}": payee for payer, payee, _ in self.payments if payer == PROVIDERS}
        nodes = {ABROAD: ABROAD, PROVIDERS: PROVIDERS, **payers, **payees}
        places = {node: place for place, node in enumerate(nodes)}
        links = []
        for (payer, payee, _), value in self.payments.items():
            source, target = (PROVIDERS, f"to {payee}") if payer == PROVIDERS else (f"from {payer}", payee)
            if source in places and target in places:
                colour = COLOURS.get(payee, GREY).fill(0.35)
                links.append((places[source], places[target], value * self.scale.factor, colour))
        named = {node: f"ai_money.{who}" if node == who else f"payments.{who}" for node, who in nodes.items()}
        labels = [broken(self.text.either(named[node], who), NARROW) for node, who in nodes.items()]
        colours = [COLOURS.get(who, GREY).colour for who in nodes.values()]
        room = {"pad": row_pixels(labels, ROW), "thickness": 12, "line": {"width": 0}}
        trace: Json = {"type": "sankey", "arrangement": "snap", "textfont": {"size": 12}}
        trace |= {
            "valueformat": f",.{self.scale.digits}f",
            "node": {"label": labels, "color": colours, **room},
        }
        trace["link"] = {key: [link[at] for link in links] for at, key in enumerate(LINK)}
        margin = {"margin": {"l": 4, "r": 4, "t": 12, "b": 12}}
        return {"data": [trace], "layout": layout(380) | margin}

    def table(self) -> Table:
        """Return each payment of the year."""
        keys = ("payer", "payee", "kind")
        rows: list[list[Cell]] = []
        for payment, value in sorted(self.payments.items(), key=lambda item: -item[1]):
            words = [name(self.text.either(f"payments.{part}", part.replace("_", " "))) for part in payment]
            traced = dict(zip(keys, payment, strict=True)) | {"role": self.role, "stat": "mean"}
            traced |= {"scenario": self.run.scenario, "month": str(last_year(self.run))}
            rows.append([*words, level(self.text, self.scale, value, **traced)])
        heads = [self.text(f"table.payments.{head}") for head in keys]
        return Table([*heads, self.scale.label(self.text)], rows)

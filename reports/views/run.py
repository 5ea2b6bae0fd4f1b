"""The page of one run: the question, the answer, its price, who gains, what it hangs on."""

from collections.abc import Iterator, Sequence
from math import isfinite

from reports.data.run import Run
from reports.story.contents import scenario_text, sized
from reports.story.sentences import country_name, group_label, option, titled
from reports.text import Text
from reports.views.charts import AI, BOTH, POLICY, Figure, dots, limits, path
from reports.views.parts import Answer, Block, Panel, Sheet
from reports.views.rows import (
    BILLIONS,
    BILLIONS_A_YEAR,
    EUROS,
    JOBS,
    ONE_DECIMAL,
    PEOPLE,
    PER_1000,
    PERCENT,
    POINTS_OF_100,
    THOUSANDS,
    Cell,
    Form,
    Grid,
    Row,
    cell,
    head,
    is_open,
    traced,
    word,
)  # fmt: skip
from simulator.findings.costing import BALANCE, BENEFITS, CONTRIBUTIONS, LEVIES, NET, OTHER, OUTLAY, TAXES
from simulator.findings.headline import EARNED, GNI
from simulator.findings.options import JOBS as EMPLOYED

SHARES = {"fifth": (0.1, 0.3), "half": (0.3, 0.7), "almost": (0.7, 1.05)}
"""Shares of AI's loss that have a word, where the whole interval lies within."""
NONE, ALL, MORE = 0.1, 0.95, 1.25
"""Under the first nothing is made up, over the second all, over the third more than all."""
SHARED = (("policy", "share_made_up", "ratio"), ("ai", EMPLOYED, "effect"))
LITTLE = 0.3
"""Share below which a policy does little."""
MOVES = ("in_training", "unemployed", "outside")
OWNERS = ("earned_dividends", "earned_interest", "earned_kept")
ITEMS = (*((one, one) for one in (OUTLAY, LEVIES, TAXES, CONTRIBUTIONS, BENEFITS, OTHER)),
         ("interest", "interest_new_debt"), ("interest", "interest_rate"))  # fmt: skip
OUTCOMES = {
    "people_in_poverty": (PEOPLE, "own"),
    "gini": (POINTS_OF_100, "own"),
    "real_disposable_income": (EUROS, "own"),
    "real_wage": (EUROS, "own"),
    "real_gdp": (ONE_DECIMAL, "relative"),
}
"""Outcomes beside jobs and budget: how their differences are written, and in which measure."""
LEVELS = {
    "people_in_poverty": (1e-6, 1, "million"),
    "gini": (100.0, 1, ""),
    "real_disposable_income": (1.0, 0, ""),
    "real_wage": (1.0, 0, ""),
    "real_gdp": (12e-9, 0, "billion"),
}
"""How their levels are written: factor, decimals, what it counts."""
EUROS_PER_JOB = Form(digits=-3, signed=False)
PEOPLE_AT_WORK = ("sex", "age_group")
LOOKS = (("ai", AI), ("policy", POLICY))


def fitting(share: Row | None) -> str:
    """Return the word for the share of AI's loss that is made up, by its whole interval."""
    if share is None:
        return "perhaps"
    low, mean, high = (share[end] for end in ("low", "mean", "high"))
    if low > ALL:
        return "more" if mean > MORE else "yes"
    if high < NONE:
        return "hardly"
    for name, (least, most) in SHARES.items():
        if least <= low and high <= most:
            return name
    return "perhaps" if high >= ALL else "part"


class RunPage(Sheet):
    """A run in one language: of a policy, or of AI where it has none."""

    def __init__(self, run: Run, text: Text) -> None:
        super().__init__(run, text)
        self.policy, self.both = (self.view.row(one, EMPLOYED) for one in ("policy", "both"))
        self.share = self.view.row("policy", "share_made_up", kind="ratio")
        self.cost = self.view.row("policy", "cost_per_job_year", kind="ratio")
        self.asked = "policy" if self.policy else "ai"
        self.named = option(run, text, run.scenario) if self.policy else self.say("ai")

    def answer(self) -> Answer:
        """Return all of it."""
        blocks = [self.years(), self.costs(), self.cash(), self.who(), self.others(), self.hangs()]
        first, last = self.view.span
        blocks.append(self.basis())
        return Answer(
            policy=self.offered,
            question=self.text.declared(scenario_text(self.run, "question")),
            headline=self.headline,
            panels=list(self.panels()),
            caption=self.say("caption", first=first, last=last),
            boxes=list(self.boxes()),
            blocks=[block for block in blocks if block is not None],
            reading=self.reading(f"sim run {self.run.scenario}"),
        )

    # First screen

    @property
    def offered(self) -> str:
        """The place, the policy and its first year, what it pays out a year, and who pays."""
        paid = self.view.row("policy", OUTLAY, kind="cost")
        payer = [*titled(self.run, self.text, self.run.scenario).split(", "), ""][1]
        form, values = ("policy", {"outlay": self.money(-paid["mean"])}) if paid else ("policy.free", {})
        told = self.say(form, policy=self.named, start=self.view.start, paid=payer, **values)
        return self.say("place", country=country_name(self.run, self.text), told=told.strip(" ,;"))

    @property
    def headline(self) -> str:
        """The question answered: which word fits, how many jobs, when, and what a job costs."""
        ai, policy = self.ai, self.policy
        if policy is None:
            return self.of_one("ai", ai)
        if ai is None or policy["n"] < 2:
            return self.of_one("policy", policy)
        values = {"policy": self.named, "jobs": self.jobs(policy), "lost": self.jobs(ai)}
        if is_open(policy):
            form = "open" if not is_open(ai) else "open.both"
            return self.say(f"headline.{form}", **values, **self.ends(policy))
        if policy["mean"] < 0.0:
            return self.say("headline.no", **values)
        if is_open(ai) or ai["mean"] > 0.0:
            told = [self.say("headline.ai_open" if is_open(ai) else "headline.ai_adds", **values)]
        else:
            told = [self.say(f"headline.{fitting(self.share)}", **values), self.late]
        return " ".join(one for one in (*told, self.per_job) if one)

    def of_one(self, name: str, row: Row | None) -> str:
        """What the only contrast of a run, or a single simulated economy, says of jobs."""
        if row is None:
            return self.say("headline.nothing")
        form = (
            "single" if row["n"] < 2 else "open" if is_open(row) else "adds" if row["mean"] > 0 else "takes"
        )
        values = {"who": self.named if name == "policy" else self.say("ai"), "jobs": self.jobs(row)}
        return self.say(
            f"headline.one.{form}", **values, **self.ends(row), change=JOBS.show(self.text, row["mean"])
        )

    def ends(self, row: Row) -> dict[str, str]:
        """The ends of an interval of jobs."""
        return {end: JOBS.show(self.text, row[end]) for end in ("low", "high")}

    @property
    def late(self) -> str:
        """Before which year the policy does little; empty where it acts from its start, or never does."""
        shares = [
            row
            for row in self.view.years("policy", "share_made_up", kind="ratio")
            if row["year"] >= self.view.start
        ]
        little = [row["mean"] < LITTLE for row in shares]
        if not any(little) or all(little):
            return ""
        last = max(place for place, one in enumerate(little) if one)
        if last + 1 >= len(shares) or shares[last + 1]["year"] > self.view.span[0] + 3:
            return ""
        year = shares[last + 1]["year"]
        early = (row for row in self.view.years("policy", EMPLOYED) if self.view.start <= row["year"] < year)
        costs = any(row["high"] is not None and row["high"] < 0.0 for row in early)
        return self.say("headline.first" if costs else "headline.before", year=year)

    @property
    def per_job(self) -> str:
        """What a job costs a year, where that is known to be a cost."""
        cost = self.cost
        if cost is None or not isfinite(cost["high"]) or cost["low"] <= 0.0:
            return ""
        return self.say("headline.per_job", cost=self.euros(cost["mean"], -3))

    def panels(self) -> Iterator[Panel]:
        """Yield AI alone, the policy, both: jobs by year with their band, on one scale."""
        colours = {"ai": AI, "policy": POLICY, "both": BOTH}
        found = {one: rows for one in colours if (rows := self.view.years(one, EMPLOYED))}
        within = limits([row for rows in found.values() for row in rows], THOUSANDS)
        for name, rows in found.items():
            whole = self.view.row(name, EMPLOYED)
            assert whole is not None
            figure = path(self.text, rows, whole, colours[name], THOUSANDS, self.view.span, within)
            title = self.say(f"panel.{name}" if len(found) == 3 else f"row.{name}", policy=self.named)
            told = JOBS.show(self.text, whole["mean"]), JOBS.range(self.text, whole)
            yield Panel(name, title, *told, figure, traced(whole, JOBS))

    def boxes(self) -> Iterator[tuple[str, str]]:
        """Yield what AI ends and what is missing, what a job costs, who gains, how sure."""
        if (ended := self.ended()) is not None:
            yield ended
        wage = self.view.row("level", "real_wage", "year0", kind="level")
        pay = self.euros(12.0 * wage["mean"], -2) if wage else ""
        if self.cost is not None:
            known = isfinite(self.cost["high"]) and self.cost["low"] > 0.0
            between = Form(digits=-3, signed=False).range(self.text, self.cost) if known else ""
            currency = self.currency()
            told = self.say(
                f"box.cost.{'known' if known else 'open'}",
                range=between,
                currency=currency,
                pay=pay,
                year=self.content_year,
            )
            yield self.say("box.cost"), told
        yield self.say("box.who"), self.gains
        yield self.say("box.sure"), self.sure(self.turned)

    @property
    def gains(self) -> str:
        """How many tenths of incomes gain and lose clearly, and who works less."""
        gain = sum(1 for row in self.tenths if row["low"] is not None and row["low"] > 0.0)
        lose = sum(1 for row in self.tenths if row["high"] is not None and row["high"] < 0.0)
        form = ("both" if lose else "gain") if gain else ("lose" if lose else "none")
        form = "all" if gain == len(self.tenths) > 0 else form
        told = [self.say(f"who.{form}", gain=gain, lose=lose)]
        for by in PEOPLE_AT_WORK:
            worse = [
                group_label(self.run, self.text, by, row["group"])
                for row in self.at_work(by)
                if row["verdict"] == "worse"
            ]
            told += [self.say(f"who.fewer.{by}", groups=self.text.listed(worse))] if worse else []
        return " ".join(told)

    def at_work(self, by: str) -> list[Row]:
        """Effects on the share at work of each group; not the gap between two of them."""
        found = self.view.groups(self.asked, "employment_rate", by)
        return [row for row in found if " − " not in row["group"]]

    @property
    def colour(self) -> str:
        """The colour of what is asked about."""
        return dict(LOOKS)[self.asked]

    @property
    def tenths(self) -> list[Row]:
        """Effects on net income by tenth of month 0."""
        return [
            row
            for row in self.view.groups(self.asked, "net_income", "income_decile")
            if row["group"].isdigit()
        ]

    @property
    def places(self) -> list[Row]:
        """The policy's effect on jobs in every world under every closure that was run."""
        return list(self.view.elsewhere(self.asked, EMPLOYED))

    @property
    def turned(self) -> list[str]:
        """Where the sign of the effect on jobs is another one."""
        first = self.policy or self.ai
        return [self.placed(row) for row in self.places if first and row["mean"] * first["mean"] < 0.0]

    def numbers(self) -> Iterator[tuple[str, Cell, str]]:
        """Yield what else a terminal and the brief tell: a name, mean and range, one word."""
        currency = self.currency()
        told = (
            ("balance", self.view.row(self.asked, BALANCE, kind="cost"), BILLIONS),
            ("cost", self.cost if self.per_job else None, EUROS_PER_JOB),
            ("seekers", self.view.row(self.asked, "unemployed_or_training"), JOBS),
            ("poverty", self.view.row(self.asked, "people_in_poverty"), PEOPLE),
            ("young", self.view.row(self.asked, "employment_rate", by="age_group", group="16-24"), PER_1000),
            ("cash", self.view.row("cash", EMPLOYED), JOBS),
        )
        for name, row, form in told:
            if row is not None:
                yield (
                    self.say(f"lines.{name}", currency=currency),
                    cell(self.text, row, form),
                    word(self.text, row),
                )

    # Blocks

    @property
    def told_rows(self) -> int:
        """Rows by year that a terminal has: each contrast on jobs, and the share made up."""
        return sum(self.view.row(one, EMPLOYED) is not None for one in ("ai", "policy", "both")) + bool(
            self.share
        )

    def years(self) -> Block:
        """What happens year by year: AI, the policy, both, the share made up; where people are instead."""
        shown = self.shown_years()
        columns = ["", *map(str, (row["year"] for row in shown)), self.mean_of]
        rows: list[list[Cell]] = []
        for name in (one for one in ("ai", "policy", "both") if self.view.row(one, EMPLOYED)):
            rows.append(
                [
                    head(self.say(f"row.{name}", policy=self.named)),
                    *self.across(name, EMPLOYED, THOUSANDS, shown),
                ]
            )
        if self.share is not None:
            parts = [
                self.part(
                    *(self.view.row(one, name, year["window"], kind=kind) for one, name, kind in SHARED)
                )
                for year in shown
            ]
            rows.append([head(self.say("row.share")), *parts, self.part(self.share, self.ai)])
        for name in MOVES:
            label = self.say(f"row.{name}", policy=self.named)
            rows.append([head(label), *self.across(self.asked, name, THOUSANDS, shown)])
        worst = self.view.row("both" if self.both else self.asked, EMPLOYED, "worst_year")
        told = []
        if self.policy is not None:
            told.append(self.say("years.what", contents=sized(self.run, self.text, self.run.scenario)))
        if worst is not None:
            values = {"year": worst["year"], "jobs": self.jobs(worst), "range": JOBS.range(self.text, worst)}
            told.append(self.say("years.worst", **values))
        if (course := self.view.row(self.asked, "in_training")) is not None and course["mean"] > 0.0:
            told.append(self.say("years.courses", count=self.text.number(course["mean"], -3)))
        grid = Grid(columns, rows, frozenset({2} if self.both else ()), self.wide(len(shown)))
        form = ("open" if is_open(self.both) else "clear") if self.both else "one"
        first = self.view.row(self.asked, EMPLOYED)
        employed = (first["reference"] or 0.0) * 1e-6 if first else 0.0
        return Block(
            "year",
            self.say(f"years.title.{form}", policy=self.named),
            told,
            grid,
            self.say("years.caption", jobs=self.text.number(employed, 1)),
        )

    def part(self, share: Row | None, ai: Row | None) -> Cell:
        """Return a share of AI's loss; none is told where AI's own effect is open."""
        if share is None or is_open(ai):
            return Cell(self.say("row.open"))
        told = self.text.percent(PERCENT.show(self.text, share["mean"])), PERCENT.range(self.text, share)
        return Cell(*told, traced(share, PERCENT))

    def shown_years(self) -> list[Row]:
        """Some years from the policy's start to before the window."""
        every = [row for row in self.view.years(self.asked, EMPLOYED) if row["year"] >= self.view.start]
        wanted = {self.view.start + step for step in (0, 2, 4, 7)}
        return [row for row in every if row["year"] in wanted]

    def wide(self, count: int) -> frozenset[int]:
        """Return the columns that a phone leaves out: all years but the first two."""
        return frozenset(range(3, count + 1))

    def across(
        self, contrast: str, name: str, form: Form, years: Sequence[Row], kind: str = "effect"
    ) -> Iterator[Cell]:
        """Yield the cells of one row, years first, then the window."""
        for year in (*(one["window"] for one in years), ""):
            yield cell(self.text, self.view.row(contrast, name, year, kind=kind), form)

    def costs(self) -> Block | None:
        """What it costs by year, item by item, net last."""
        net = self.view.row(self.asked, BALANCE, kind="cost")
        if net is None:
            return None
        shown = self.shown_years()
        rows = []
        for part, item in ITEMS:
            if (whole := self.view.row(self.asked, item, kind="cost")) is not None and whole["part"] == part:
                rows.append(
                    [head(self.say(f"cost.{item}")), *self.across(self.asked, item, BILLIONS, shown, "cost")]
                )
        rows.append(
            [head(self.say(f"cost.{NET}")), *self.across(self.asked, BALANCE, BILLIONS, shown, "cost")]
        )
        form = "open" if is_open(net) else "lost" if net["mean"] < 0.0 else "won"
        title = self.say(f"cost.title.{self.asked}.{form}", money=self.money(abs(net["mean"])))
        rate, told = self.view.row(self.asked, "interest_rate", kind="cost"), list[str]()
        if rate is not None and round(rate["mean"] * BILLIONS.factor, 1):
            rest = BILLIONS.show(self.text, net["mean"] - rate["mean"])
            told.append(self.say("cost.told", rest=rest, currency=self.currency()))
        debt = self.view.row(self.asked, "debt_ratio", "last12")
        if debt is not None:
            told.append(
                self.say(
                    "cost.debt",
                    mean=POINTS_OF_100.show(self.text, debt["mean"]),
                    range=POINTS_OF_100.range(self.text, debt),
                )
            )
        columns = ["", *(str(row["year"]) for row in shown), self.mean_of]
        grid = Grid(columns, rows, frozenset({len(rows) - 1}), self.wide(len(shown)))
        return Block(
            "cost",
            title,
            told,
            grid,
            self.say(
                "cost.caption",
                currency=self.currency(),
                year=self.content_year,
            ),
        )

    def cash(self) -> Block | None:
        """What the same money does as cash, and the policy beyond it."""
        found = [self.view.row(one, EMPLOYED) for one in ("policy", "cash", "beyond")]
        if found[1] is None:
            return None
        beyond = found[2]
        form = "open" if is_open(beyond) else "more" if beyond and beyond["mean"] > 0 else "less"
        names = [self.say("cash.policy", policy=self.named), self.say("cash.cash"), self.say("cash.beyond")]
        figure = dots(self.text, names, [(self.named, POLICY, found)], THOUSANDS)
        return Block(
            "cash",
            self.say(f"cash.title.{form}", policy=self.named),
            [self.say("cash.told")],
            charts=[(self.say("cash.chart"), figure)],
        )

    def who(self) -> Block:
        """Who gains and who loses: tenths, sex and age, receivers of income, example households."""
        both = tuple((one, colour) for one, colour in LOOKS if self.view.row(one, EMPLOYED))
        charts: list[tuple[str, Figure]] = []
        if tenths := self.tenths:
            names = [self.tenth(row["group"]) for row in tenths]
            charts.append(("tenths", dots(self.text, names, [(self.named, self.colour, tenths)], EUROS)))
        if groups := [(by, row["group"]) for by in PEOPLE_AT_WORK for row in self.at_work(by)]:
            names = [group_label(self.run, self.text, *one) for one in groups]
            series: list[tuple[str, str, list[Row | None]]] = [
                (contrast, colour,
                 [self.view.row(contrast, "employment_rate", by=by, group=group) for by, group in groups])
                for contrast, colour in both
            ]  # fmt: skip
            charts.append(("work", dots(self.text, names, series, PER_1000)))
        if homes := self.view.groups(self.asked, "example_income", "example_household"):
            names = [group_label(self.run, self.text, "example_household", row["group"]) for row in homes]
            charts.append(("homes", dots(self.text, names, [(self.named, self.colour, homes)], Form(12.0))))
        rows = [
            [
                head(self.say(f"earned.{line}")),
                cell(self.text, row, BILLIONS_A_YEAR),
                Cell(word(self.text, row)),
            ]
            for line in (*EARNED, GNI)
            if (row := self.view.row(self.asked, line)) is not None
        ]
        grid = Grid(["", self.mean_of, ""], rows, frozenset({len(rows) - 1})) if rows else None
        caption = self.say("who.caption", currency=self.currency())
        titled_charts = [
            (self.say(f"who.chart.{name}", policy=self.named, currency=self.currency()), one)
            for name, one in charts
        ]
        told = [*self.losers(homes), *self.owners(), self.say("who.told")]
        return Block("who", self.gains, told, grid, caption, titled_charts)

    def losers(self, homes: Sequence[Row]) -> Iterator[str]:
        """Name the example households that clearly lose."""
        lose = [row for row in homes if row["high"] is not None and row["high"] < 0.0]
        if lose:
            names = [group_label(self.run, self.text, "example_household", row["group"]) for row in lose]
            yield self.say("who.homes", count=len(homes), lose=len(lose), names=self.text.listed(names))

    def owners(self) -> Iterator[str]:
        """Tell how much of the added income goes to owners and companies, where that is clear."""
        whole, parts = self.view.row(self.asked, GNI), [self.view.row(self.asked, one) for one in OWNERS]
        known = [row["mean"] for row in parts if row is not None]
        if whole is not None and known and not is_open(whole) and 0.0 < sum(known) < whole["mean"]:
            owned, every = (
                BILLIONS_A_YEAR.show(self.text, one, signed=False) for one in (sum(known), whole["mean"])
            )
            yield self.say("who.owners", owned=owned, all=every, currency=self.currency())

    def others(self) -> Block:
        """Other outcomes: level at the start and without the policy, AI alone, the policy, one word."""
        contrasts = [one for one, _ in LOOKS if self.view.row(one, EMPLOYED)]
        rows = []
        for name, (form, measure) in OUTCOMES.items():
            row = self.view.row(self.asked, name, measure=measure)
            if row is None:
                continue
            levels = (self.view.row(self.asked, name, window) for window in ("year0", ""))
            effects = (self.view.row(one, name, measure=measure) for one in contrasts)
            rows.append(
                [
                    head(self.say(f"outcome.{name}", currency=self.currency())),
                    *(Cell(self.level(name, one)) for one in levels),
                    *(cell(self.text, one, form, tone=True) for one in effects),
                    Cell(word(self.text, row)),
                ]
            )
        named = (self.say(f"row.{one}", policy=self.named) for one in contrasts)
        columns = ["", str(self.content_year), self.say(f"without.{self.asked}"), *named, ""]
        caption = self.say("else.caption", mean=self.mean_of)
        return Block(
            "else",
            self.say("else.title"),
            [],
            Grid(columns, rows, wide=frozenset({1, 2, 3 + len(contrasts)})),
            caption,
        )

    def level(self, name: str, row: Row | None) -> str:
        """Return the level that a difference starts from: people in millions, output in billions a year."""
        if row is None or row["reference"] is None:
            return ""
        factor, digits, unit = LEVELS[name]
        number = self.text.number(row["reference"] * factor, digits)
        return self.say(f"level.{unit}", number=number) if unit else number

    def hangs(self) -> Block | None:
        """What it hangs on: the policy and AI under each response of the economy and in each world run."""
        places = self.places
        if len(places) < 2:
            return None
        names = [self.placed(row) for row in places]
        series: list[tuple[str, str, list[Row | None]]] = []
        for name, colour in LOOKS:
            found = {(row["world"], row["closure"]): row for row in self.view.elsewhere(name, EMPLOYED)}
            if found:
                series.append((name, colour, [found.get((one["world"], one["closure"])) for one in places]))
        title = self.say(f"hangs.title.{'turns' if self.turned else 'same'}")
        chart = self.say("hangs.chart", policy=self.named), dots(self.text, names, series, THOUSANDS)
        return Block("hangs", title, [], charts=[chart])

"""The page of one run: the question, the answer, its price, who gains, what it hangs on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite

from reports.brief.brief import scenario_text
from reports.data.run import Run
from reports.story.others import PASS, WORKS, concerning, errs, evaluations_passed
from reports.story.sentences import closure_name, country_name, group_label, option, titled, world_name
from reports.text import Text
from reports.views.charts import AI, BOTH, POLICY, Figure, dots, limits, path
from reports.views.rows import (
    BILLIONS,
    BILLIONS_A_YEAR,
    EUROS,
    JOBS,
    NO_BREAK,
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
    View,
    cell,
    head,
    is_open,
    word,
)
from simulator.findings.costing import BALANCE, BENEFITS, CONTRIBUTIONS, LEVIES, NET, OTHER, OUTLAY, TAXES
from simulator.findings.headline import EARNED, GNI
from simulator.findings.options import JOBS as EMPLOYED

SHARES = {"fifth": (0.1, 0.3), "half": (0.3, 0.7), "almost": (0.7, 1.05)}
"""Shares of AI's loss that have a word, where the whole interval lies within."""
LITTLE = 0.3
"""Share below which a policy does little."""
MOVES = (EMPLOYED, "in_training", "unemployed", "outside")
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
PEOPLE_AT_WORK = ("sex", "age_group")


@dataclass(frozen=True)
class Panel:
    """One of three charts of the first screen."""

    kind: str
    title: str
    mean: str
    range: str
    figure: Figure


@dataclass(frozen=True)
class Block:
    """A part of the page: a title that is a finding, sentences, a table, charts by their heading."""

    name: str
    title: str
    told: Sequence[str]
    grid: Grid | None = None
    caption: str = ""
    charts: Sequence[tuple[str, Figure]] = ()


@dataclass(frozen=True)
class Answer:
    """The first screen and the blocks below it."""

    policy: str
    question: str
    headline: str
    panels: Sequence[Panel]
    caption: str
    boxes: Sequence[tuple[str, str]]
    blocks: Sequence[Block] = field(default_factory=tuple)
    reading: str = ""


def answer(run: Run, text: Text) -> Answer | None:
    """Return what the page of a run with a policy says; None without a policy or without a world of AI."""
    if run.comparison or not (run.has("policy") and run.has("no_ai")):
        return None
    return Page(run, text).answer()


class Page:
    """A run in one language."""

    def __init__(self, run: Run, text: Text) -> None:
        self.run, self.text, self.view = run, text, View(run)
        self.ai, self.policy, self.both = (self.view.row(one, EMPLOYED) for one in ("ai", "policy", "both"))
        self.share = self.view.row("policy", "share_made_up", kind="ratio")
        self.cost = self.view.row("policy", "cost_per_job_year", kind="ratio")
        self.named = option(run, text, run.scenario)

    def say(self, name: str, **values: object) -> str:
        """Return a message of the page."""
        return self.text(f"view.{name}", **values)

    def answer(self) -> Answer:
        """Return all of it."""
        blocks = (self.years, self.costs, self.cash, self.who, self.others, self.hangs, self.basis)
        return Answer(
            policy=self.offered,
            question=self.text.declared(scenario_text(self.run, "question")),
            headline=self.headline,
            panels=list(self.panels()),
            caption=self.say("caption", country=country_name(self.run, self.text)),
            boxes=list(self.boxes()),
            blocks=[block for block in (one() for one in blocks) if block is not None],
            reading=self.reading,
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

    def money(self, amount: float, digits: int = 1) -> str:
        """Return an amount a year in billions with its currency."""
        number = self.text.number(amount * 1e-9, digits)
        name = self.text.currency(self.view.currency, amount * 1e-9, digits)["currency_name"]
        return self.say("money", number=number, currency=name)

    def jobs(self, row: Row) -> str:
        """Return how many jobs, without sign."""
        return self.text.number(abs(row["mean"]), -3)

    @property
    def headline(self) -> str:
        """The question answered: which word fits, how many jobs, when, and what a job costs."""
        ai, policy = self.ai, self.policy
        if ai is None or policy is None:
            return self.text("answer.nothing")
        values = {"policy": self.named, "jobs": self.jobs(policy), "lost": self.jobs(ai)}
        ends = {end: JOBS.show(self.text, policy[end]) for end in ("low", "high")}
        if is_open(policy):
            form = "open" if not is_open(ai) else "open.both"
            return self.say(f"headline.{form}", **values, **ends)
        if policy["mean"] < 0.0:
            return self.say("headline.no", **values)
        if is_open(ai) or ai["mean"] > 0.0:
            told = [self.say("headline.ai_open", **values)]
        else:
            told = [self.say(f"headline.{self.fits}", **values), self.late]
        return " ".join(one for one in (*told, self.per_job) if one)

    @property
    def fits(self) -> str:
        """The word for the share of AI's loss that is made up."""
        if self.share is None:
            return "perhaps"
        low, mean, high = (self.share[end] for end in ("low", "mean", "high"))
        if low > 0.95:
            return "more" if mean > 1.25 else "yes"
        if high < 0.1:
            return "hardly"
        for name, (least, most) in SHARES.items():
            if least <= low and high <= most:
                return name
        return "perhaps" if high >= 0.95 else "part"

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
        return self.say("headline.before", year=shares[last + 1]["year"])

    @property
    def per_job(self) -> str:
        """What a job costs a year, where that is known to be a cost."""
        cost = self.cost
        if cost is None or not isfinite(cost["high"]) or cost["low"] <= 0.0:
            return ""
        return self.say("headline.per_job", cost=self.euros(cost["mean"], -3))

    def euros(self, amount: float, digits: int = 0) -> str:
        """Return an amount in whole euros, or whatever the currency is."""
        name = self.text.currency(self.view.currency, amount)["currency_name"]
        return f"{self.text.number(amount, digits)}{NO_BREAK}{name}"

    def panels(self) -> Iterator[Panel]:
        """Yield AI alone, the policy, both: jobs by year with their band, on one scale."""
        colours = {"ai": AI, "policy": POLICY, "both": BOTH}
        found = {one: self.view.years(one, EMPLOYED) for one in colours}
        within = limits([row for rows in found.values() for row in rows], THOUSANDS)
        for name, colour in colours.items():
            whole = self.view.row(name, EMPLOYED)
            if whole is None:
                continue
            figure = path(self.text, found[name], whole, colour, THOUSANDS, self.view.span, within)
            title = self.say(f"panel.{name}", policy=self.named)
            yield Panel(
                name, title, JOBS.show(self.text, whole["mean"]), JOBS.range(self.text, whole), figure
            )

    def boxes(self) -> Iterator[tuple[str, str]]:
        """Yield what AI ends and what is missing, what a job costs, who gains, how sure."""
        last = self.view.years("ai", EMPLOYED)[-1]["year"]
        posts = self.view.row("ai", "posts_abolished", "whole")
        if posts is not None and self.ai is not None:
            ended = posts["mean"] * self.run.last_month
            missing = -self.ai["mean"]
            number = {
                name: self.text.number(one, -4) for name, one in (("ended", ended), ("made", ended - missing))
            }
            form = "open" if is_open(self.ai) else "lost"
            told = self.say(f"box.ends.{form}", **number, missing=self.text.number(missing, -3))
            yield self.say("box.ends", ended=number["ended"], year=last), told
        wage = self.view.row("level", "real_wage", "year0", kind="level")
        pay = self.euros(12.0 * wage["mean"], -2) if wage else ""
        if self.cost is not None:
            known = isfinite(self.cost["high"]) and self.cost["low"] > 0.0
            between = Form(digits=-3, signed=False).range(self.text, self.cost) if known else ""
            currency = self.text.currency(self.view.currency)["currency_name"]
            told = self.say(
                f"box.cost.{'known' if known else 'open'}", range=between, currency=currency, pay=pay
            )
            yield self.say("box.cost"), told
        yield self.say("box.who"), self.gains
        yield self.say("box.sure"), self.sure

    @property
    def gains(self) -> str:
        """How many tenths of incomes gain and lose clearly, and who works less."""
        gain = sum(1 for row in self.tenths if row["low"] is not None and row["low"] > 0.0)
        lose = sum(1 for row in self.tenths if row["high"] is not None and row["high"] < 0.0)
        form = ("both" if lose else "gain") if gain else ("lose" if lose else "none")
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
        found = self.view.groups("policy", "employment_rate", by)
        return [row for row in found if " − " not in row["group"]]

    @property
    def tenths(self) -> list[Row]:
        """Effects on net income by tenth of month 0."""
        return [
            row for row in self.view.groups("policy", "net_income", "income_decile") if row["group"].isdigit()
        ]

    @property
    def sure(self) -> str:
        """How many published evaluations it meets, and which world and response this is."""
        passed = evaluations_passed(self.run, self.text)
        told = [self.say("sure.tests", **passed)] if passed else []
        world = world_name(self.text, self.run.world)
        turned = self.turned
        told.append(
            self.say("sure.turns", world=world, places=self.text.listed(turned))
            if turned
            else self.say("sure.same" if len(self.places) > 1 else "sure.one", world=world)
        )
        return " ".join(told)

    @property
    def places(self) -> list[Row]:
        """The policy's effect on jobs in every world under every closure that was run."""
        return list(self.view.elsewhere("policy", EMPLOYED))

    def placed(self, row: Row) -> str:
        """Return what a world under a closure is called: what differs from the one that is told."""
        if row["world"] != self.run.world:
            return world_name(self.text, row["world"])
        return closure_name(self.text, row["closure"])

    @property
    def turned(self) -> list[str]:
        """Where the sign of the effect on jobs is another one."""
        first = self.policy
        if first is None:
            return []
        return [self.placed(row) for row in self.places if row["mean"] * first["mean"] < 0.0]

    # Blocks

    def years(self) -> Block:
        """What happens year by year: AI, the policy, both, the share made up; where people are instead."""
        shown = self.shown_years()
        columns = ["", *map(str, (row["year"] for row in shown)), self.mean_of]
        rows: list[list[Cell]] = []
        for name in ("ai", "policy", "both"):
            rows.append(
                [
                    head(self.say(f"row.{name}", policy=self.named)),
                    *self.across(name, EMPLOYED, THOUSANDS, shown),
                ]
            )
        share = [head(self.say("row.share"))]
        for year in shown:
            share.append(
                self.part(
                    self.view.row("policy", "share_made_up", year["window"], kind="ratio"),
                    self.view.row("ai", EMPLOYED, year["window"]),
                )
            )
        rows.append([*share, self.part(self.share, self.ai)])
        for name in MOVES:
            rows.append([head(self.say(f"row.{name}")), *self.across("policy", name, THOUSANDS, shown)])
        worst = self.view.row("both", EMPLOYED, "worst_year")
        told = []
        if worst is not None:
            values = {"year": worst["year"], "jobs": self.jobs(worst), "range": JOBS.range(self.text, worst)}
            told.append(self.say("years.worst", **values))
        moved = {name: self.view.row("policy", name) for name in MOVES}
        if (course := moved["in_training"]) is not None and course["mean"]:
            told.append(self.say("years.courses", count=self.text.number(course["mean"], -3)))
        grid = Grid(columns, rows, frozenset({2}), self.wide(len(shown)))
        return Block(
            "year",
            self.say(f"years.title.{'open' if is_open(self.both) else 'clear'}"),
            told,
            grid,
            self.say("years.caption"),
        )

    def part(self, share: Row | None, ai: Row | None) -> Cell:
        """Return a share of AI's loss; none is told where AI's own effect is open."""
        if share is None or is_open(ai):
            return Cell(self.say("row.open"))
        return Cell(
            self.text.percent(PERCENT.show(self.text, share["mean"])), PERCENT.range(self.text, share)
        )

    def shown_years(self) -> list[Row]:
        """Some years from the policy's start to before the window."""
        every = [row for row in self.view.years("policy", EMPLOYED) if row["year"] >= self.view.start]
        wanted = {self.view.start + step for step in (0, 2, 4, 7)}
        return [row for row in every if row["year"] in wanted]

    def wide(self, count: int) -> frozenset[int]:
        """Return the columns that a phone leaves out: every other year."""
        return frozenset(range(2, count + 1, 2))

    def across(
        self, contrast: str, name: str, form: Form, years: Sequence[Row], kind: str = "effect"
    ) -> Iterator[Cell]:
        """Yield the cells of one row, years first, then the window."""
        for year in (*(one["window"] for one in years), ""):
            yield cell(self.text, self.view.row(contrast, name, year, kind=kind), form)

    @property
    def mean_of(self) -> str:
        """The head of the column of the window."""
        first, last = self.view.span
        return self.say("mean", first=first, last=last)

    def costs(self) -> Block | None:
        """What it costs by year, item by item, net last."""
        net = self.view.row("policy", BALANCE, kind="cost")
        if net is None:
            return None
        shown = self.shown_years()
        rows = []
        for part, item in ITEMS:
            if (whole := self.view.row("policy", item, kind="cost")) is not None and whole["part"] == part:
                rows.append(
                    [head(self.say(f"cost.{item}")), *self.across("policy", item, BILLIONS, shown, "cost")]
                )
        rows.append([head(self.say(f"cost.{NET}")), *self.across("policy", BALANCE, BILLIONS, shown, "cost")])
        form = "open" if is_open(net) else "lost" if net["mean"] < 0.0 else "won"
        title = self.say(f"cost.title.{form}", money=self.money(abs(net["mean"]), 1))
        told = [self.say("cost.told")]
        debt = self.view.row("policy", "debt_ratio", "last12")
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
                currency=self.text.currency(self.view.currency)["currency_name"],
                year=self.content_year,
            ),
        )

    @property
    def content_year(self) -> str:
        """The year of whose prices money is."""
        return str(self.run.content["horizon"]["start"])[:4]

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
        both = (("ai", AI), ("policy", POLICY))
        charts: list[tuple[str, Figure]] = []
        if tenths := self.tenths:
            names = [self.tenth(row["group"]) for row in tenths]
            charts.append(("tenths", dots(self.text, names, [(self.named, POLICY, tenths)], EUROS)))
        if groups := [(by, row["group"]) for by in PEOPLE_AT_WORK for row in self.at_work(by)]:
            names = [group_label(self.run, self.text, *one) for one in groups]
            series: list[tuple[str, str, list[Row | None]]] = [
                (contrast, colour,
                 [self.view.row(contrast, "employment_rate", by=by, group=group) for by, group in groups])
                for contrast, colour in both
            ]  # fmt: skip
            charts.append(("work", dots(self.text, names, series, PER_1000)))
        if homes := self.view.groups("policy", "example_income", "example_household"):
            names = [group_label(self.run, self.text, "example_household", row["group"]) for row in homes]
            charts.append(("homes", dots(self.text, names, [(self.named, POLICY, homes)], Form(12.0))))
        rows = [
            [
                head(self.say(f"earned.{line}")),
                cell(self.text, row, BILLIONS_A_YEAR),
                Cell(word(self.text, row)),
            ]
            for line in (*EARNED, GNI)
            if (row := self.view.row("policy", line)) is not None
        ]
        grid = Grid(["", self.mean_of, ""], rows, frozenset({len(rows) - 1})) if rows else None
        caption = self.say("who.caption", currency=self.text.currency(self.view.currency)["currency_name"])
        titled_charts = [(self.say(f"who.chart.{name}", policy=self.named), one) for name, one in charts]
        return Block("who", self.gains, [self.say("who.told")], grid, caption, titled_charts)

    def tenth(self, group: str) -> str:
        """Return what a tenth of incomes is called."""
        form = {"1": "tenth.first", "2": "tenth.2", "3": "tenth.3", "10": "tenth.last"}.get(group, "tenth")
        return self.say(form, number=group)

    def others(self) -> Block:
        """Other outcomes: level at the start and without the policy, AI alone, the policy, one word."""
        rows = []
        for name, (form, measure) in OUTCOMES.items():
            row = self.view.row("policy", name, measure=measure)
            if row is None:
                continue
            levels = (self.view.row("policy", name, window) for window in ("year0", ""))
            ai = self.view.row("ai", name, measure=measure)
            rows.append(
                [
                    head(self.say(f"outcome.{name}")),
                    *(Cell(self.level(name, one)) for one in levels),
                    cell(self.text, ai, form, tone=True),
                    cell(self.text, row, form, tone=True),
                    Cell(word(self.text, row)),
                ]
            )
        named = (self.say(f"panel.{one}", policy=self.named) for one in ("ai", "policy"))
        columns = ["", str(self.content_year), self.say("without"), *named, ""]
        caption = self.say("else.caption", mean=self.mean_of)
        return Block(
            "else", self.say("else.title"), [], Grid(columns, rows, wide=frozenset({1, 2, 5})), caption
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
        ai = {(row["world"], row["closure"]): row for row in self.view.elsewhere("ai", EMPLOYED)}
        names = [self.placed(row) for row in places]
        series: list[tuple[str, str, list[Row | None]]] = [
            ("ai", AI, [ai.get((row["world"], row["closure"])) for row in places]),
            ("policy", POLICY, list(places)),
        ]
        title = self.say(f"hangs.title.{'turns' if self.turned else 'same'}")
        chart = self.say("hangs.chart", policy=self.named), dots(self.text, names, series, THOUSANDS)
        return Block("hangs", title, [], charts=[chart])

    def basis(self) -> Block | None:
        """Published evaluations of what decides: how many numbers the model meets, and where it errs."""
        passed, found = evaluations_passed(self.run, self.text), concerning(self.run)
        if passed is None:
            return None
        rows = []
        for test, own in found.items():
            met = sum(row["verdict"] == PASS for row in own)
            number = self.say("basis.met", met=met, of=len(own))
            rows.append(
                [
                    head(self.say(f"basis.{test}"), WORKS[test]),
                    Cell(number),
                    Cell(self.say(f"basis.errs.{errs(own)}")),
                ]
            )
        told = []
        if len(self.places) < 2:
            told.append(self.say("hangs.one"))
            told.append(self.say("hangs.told", command=f"sim run {self.run.scenario} --closures all"))
        columns = [self.say(f"basis.{one}") for one in ("what", "numbers", "model")]
        return Block(
            "basis", self.say("basis.title", **passed), told, Grid(columns, rows), self.say("basis.caption")
        )

    @property
    def reading(self) -> str:
        """What a range is, and which run this is."""
        count = {
            "count": self.run.seeds,
            "weight": self.text.significant(self.run.content["country"]["weight"], 2),
        }
        return self.say("reading", **count, year=self.content_year, run=self.run.content["run_id"])

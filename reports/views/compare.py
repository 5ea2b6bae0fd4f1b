"""The page of a comparison: which option does most, at what price, for whom, and where the order turns."""

from collections.abc import Iterator, Mapping, Sequence

from reports.data.run import Run
from reports.story.contents import contents, sized
from reports.story.others import PASS, TESTS, held_out_of
from reports.story.sentences import country_name, group_label, option
from reports.text import Text
from reports.views.charts import POLICY, Figure, dots, limits, path
from reports.views.parts import Answer, Block, Panel, Sheet
from reports.views.rows import (
    BILLIONS,
    EUROS,
    JOBS,
    ONE_DECIMAL,
    PER_1000,
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
    traced,
)  # fmt: skip
from simulator.findings.costing import (
    BALANCE,
    BENEFITS,
    CONTRIBUTIONS,
    INTEREST,
    LEVIES,
    NET,
    OTHER,
    OUTLAY,
    TAXES,
)
from simulator.findings.options import JOBS as EMPLOYED

OUTCOMES = {
    EMPLOYED: (THOUSANDS, "own", EMPLOYED, "effect"),
    "unemployed_or_training": (THOUSANDS, "own", "", "effect"),
    "people_in_poverty": (THOUSANDS, "own", "arop", "effect"),
    "gini": (POINTS_OF_100, "own", "gini", "effect"),
    "real_wage": (EUROS, "own", "real_wage", "effect"),
    "real_gdp": (ONE_DECIMAL, "relative", "real_gdp", "effect"),
    BALANCE: (BILLIONS, "own", BALANCE, "cost"),
}
"""Rows of the table of trade-offs: form, measure, the pair by which they are ranked, kind."""
ITEMS = (OUTLAY, LEVIES, TAXES, CONTRIBUTIONS, BENEFITS, OTHER, INTEREST)
GROUPS = (
    ("net_income", "income_decile", ("1", "5", "10"), EUROS),
    ("employment_rate", "age_group", ("16-24", "55-64"), PER_1000),
    ("employment_rate", "sex", ("female", "male"), PER_1000),
)
"""For whom: an outcome, a breakdown, which of its groups, and how their differences are written."""
MOST = {EMPLOYED: 0.005, "real_gdp": 1.0}
"""Sizes over which an effect needs a published basis: a share of all jobs, per cent of output."""
GOOD = {"higher": True, "lower": False}
"""Whether more of an outcome is better, by its good direction."""
NAMED = 3
"""Options that may share a place; more of them bear no word."""


class ComparePage(Sheet):
    """A comparison of policies in one language."""

    def __init__(self, run: Run, text: Text) -> None:
        super().__init__(run, text)
        self.views: dict[str, View] = {name: self.view.of(name) for name in run.options}
        self.jobs_of = self.rows(EMPLOYED)
        self.names = {name: option(run, text, name) for name in {**self.jobs_of, **self.views}}

    def rows(self, indicator: str, **asked: str) -> dict[str, Row]:
        """Return the row of each option, the one with the highest mean first."""
        found = {name: view.row("policy", indicator, **asked) for name, view in self.views.items()}
        known = {name: row for name, row in found.items() if row is not None}
        return dict(sorted(known.items(), key=lambda item: -item[1]["mean"]))

    def answer(self) -> Answer:
        """Return all of it."""
        blocks = (self.options(), self.years(), self.trades(), self.pays(), self.groups(), self.turns())
        command = " ".join(["sim compare", *self.run.options])
        return Answer(
            policy=self.offered,
            question=self.say("cmp.question"),
            headline=self.headline,
            panels=[],
            lead=self.lead,
            caption=self.say("cmp.caption", count=sum(self.withheld), of=len(self.jobs_of)),
            boxes=list(self.boxes()),
            blocks=[block for block in (*blocks, self.basis()) if block is not None],
            reading=self.reading(command),
        )

    # First screen

    @property
    def offered(self) -> str:
        """The place, how many options, and who pays."""
        told = self.say("cmp.policy", count=len(self.names), paid=contents(self.run, self.text))
        return self.say("place", country=country_name(self.run, self.text), told=told.strip(" ,;"))

    def listed(self, names: Sequence[str]) -> str:
        """Return options as a sentence lists them."""
        return self.text.listed([self.names[name] for name in names])

    @property
    def headline(self) -> str:
        """Which option adds most jobs, or which are too close to call; AI's loss; what the budget loses."""
        told = [self.most, self.taken, self.price]
        return " ".join(one for one in told if one)

    @property
    def most(self) -> str:
        """Who adds most jobs."""
        clear = [name for name, row in self.jobs_of.items() if not is_open(row) and row["mean"] > 0.0]
        if not clear:
            return self.say("cmp.head.none")
        first = self.leaders(EMPLOYED, [*self.jobs_of])
        jobs = self.text.listed([self.jobs(self.jobs_of[name]) for name in first])
        form = "one" if len(first) == 1 else "tie" if len(first) <= NAMED else "many"
        held = all(self.is_withheld(name, EMPLOYED, self.jobs_of[name]) for name in first)
        form = f"{form}.held" if held and form != "many" else form
        return self.say(f"cmp.head.{form}", names=self.listed(first), jobs=jobs, count=len(first))

    @property
    def taken(self) -> str:
        """What AI takes without any of them."""
        if self.ai is None:
            return ""
        form = "ai_open" if is_open(self.ai) else "ai" if self.ai["mean"] < 0.0 else "ai_adds"
        return self.say(f"cmp.head.{form}", lost=self.jobs(self.ai))

    @property
    def price(self) -> str:
        """What the options that lead cost the budget a year; what all of them do where too many lead."""
        net = {name: -row["mean"] * 1e-9 for name, row in self.rows(BALANCE, kind="cost").items()}
        first = self.leaders(EMPLOYED, [*self.jobs_of])
        if not net or min(net.values()) <= 0.0:
            return ""
        if len(first) <= NAMED and not is_open(self.jobs_of[first[0]]):
            told = self.text.listed([self.text.number(net[name], 0) for name in first])
            form = "one" if len(first) == 1 else "tie"
            return self.say(f"cmp.head.price.{form}", net=told, currency=self.currency())
        low, high = (self.text.number(end, 0) for end in (min(net.values()), max(net.values())))
        return self.say("cmp.head.price", low=low, high=high, currency=self.currency())

    def leaders(self, pair: str, ranked: Sequence[str]) -> list[str]:
        """Return the first of some options and those that are not told apart from it."""
        first = ranked[0]
        return [first, *(name for name in ranked[1:] if is_open(self.view.pair(pair, first, name)))]

    @property
    def withheld(self) -> list[bool]:
        """Whether an option's effect on jobs is large without a published evaluation that is met."""
        return [self.is_withheld(name, EMPLOYED, row) for name, row in self.jobs_of.items()]

    def is_withheld(self, name: str, indicator: str, row: Row) -> bool:
        """Whether a size has no published basis, by the rule that stands in `MOST`."""
        if indicator not in MOST:
            return False
        most = MOST[indicator] * (row["reference"] if indicator == EMPLOYED else 1.0)
        return abs(row["mean"]) > most and not self.has_basis(name)

    def has_basis(self, name: str) -> bool:
        """Whether a published evaluation of one of its instruments is met with every number."""
        tests = {test for one in self.run.instruments_of(name) for test in TESTS.get(one, ())}
        return any(all(row["verdict"] == PASS for row in own) for own in map(held_out_of, tests) if own)

    @property
    def lead(self) -> tuple[str, Figure]:
        """Options on jobs, with what would make up AI's loss as a line where that loss is clear."""
        names = [self.names[name] for name in self.jobs_of]
        loss = self.ai if self.ai is not None and not is_open(self.ai) and self.ai["mean"] < 0.0 else None
        label = self.say("cmp.needed", lost=self.jobs(loss)) if loss else ""
        figure = dots(
            self.text, names, [("policy", POLICY, [*self.jobs_of.values()])], THOUSANDS,
            hollow=self.withheld, needed=(loss, label) if loss else None,
        )  # fmt: skip
        first, last = self.view.span
        return self.say("cmp.lead", first=first, last=last), figure

    def boxes(self) -> Iterator[tuple[str, str]]:
        """Yield what AI ends, who lifts most from poverty, what levies cover, how sure."""
        if (ended := self.ended()) is not None:
            yield ended
        poverty = self.rows("people_in_poverty")
        ranked = [*poverty][::-1]
        if ranked and not is_open(poverty[ranked[0]]) and poverty[ranked[0]]["mean"] < 0.0:
            first = self.leaders("arop", ranked)
            people = self.text.number(-poverty[first[0]]["mean"], -3)
            form = "one" if len(first) == 1 else "tie" if len(first) <= NAMED else "many"
            told = self.say(f"cmp.poverty.{form}", names=self.listed(first), people=people)
        else:
            told = self.say("cmp.poverty.open")
        yield self.say("cmp.poverty"), told
        levies, paid = (self.rows(one, kind="cost") for one in (LEVIES, OUTLAY))
        covered = [levies[name]["mean"] / -paid[name]["mean"] for name in levies if paid[name]["mean"] < 0.0]
        if covered:
            ends = (self.text.number(end * 100, 0) for end in (min(covered), max(covered)))
            yield (
                self.say("cmp.pays"),
                self.say("cmp.pays.told", **dict(zip(("low", "high"), ends, strict=True))),
            )
        yield self.say("box.sure"), self.sure(self.turned)

    # Blocks

    def options(self) -> Block:
        """What each option is, what it pays out first and last, the debt it leaves."""
        rows = []
        for name, view in self.views.items():
            years = [row for row in view.years("policy", OUTLAY, "cost") if row["mean"]]
            ends = [
                Cell(self.text.number(-row["mean"] * 1e-9, 1), data=traced(row, BILLIONS))
                for row in years[:1] + years[-1:]
            ]
            debt = view.row("policy", "debt_ratio", "last12")
            about = sized(self.run, self.text, name)
            rows.append(
                [
                    head(self.names[name]),
                    Cell(about),
                    *(ends or [Cell("–")] * 2),
                    cell(self.text, debt, POINTS_OF_100),
                ]
            )
        shares = [-row["mean"] * 100 for row in self.rows(OUTLAY, measure="of_gdp", kind="cost").values()]
        low, high = (self.text.number(end, 1) for end in (min(shares, default=0.0), max(shares, default=0.0)))
        last = self.view.span[1]
        columns = ["", self.say("cmp.what"), str(min(view.start for view in self.views.values())), str(last),
                   self.say("cmp.debt", year=last)]  # fmt: skip
        title = self.say("cmp.options.title", low=low, high=high)
        caption = self.say("cmp.options.caption", currency=self.currency(), year=self.content_year)
        return Block(
            "options", title, [], Grid(columns, rows, wide=frozenset({1}), text=frozenset({1})), caption
        )

    def years(self) -> Block | None:
        """Jobs by year, a panel an option on one scale; None of a run shorter than a year."""
        every = {name: rows for name in self.jobs_of if (rows := self.views[name].years("policy", EMPLOYED))}
        if not every:
            return None
        within = limits([row for rows in every.values() for row in rows], THOUSANDS)
        panels = [
            Panel("policy", self.names[name],
                  JOBS.show(self.text, rows[-1]["mean"]), JOBS.range(self.text, rows[-1]),
                  path(self.text, rows, self.jobs_of[name], POLICY, THOUSANDS, self.view.span, within),
                  traced(rows[-1], JOBS))
            for name, rows in every.items()
        ]  # fmt: skip
        lasting = sum(not is_open(rows[-1]) and rows[-1]["mean"] > 0.0 for rows in every.values())
        year = next(iter(every.values()))[-1]["year"]
        title = self.say("cmp.years.title", count=lasting, of=len(every), year=year)
        return Block("year", title, [self.say("cmp.years.told", year=year)], panels=panels)

    def places(self, outcome: str, rows: Mapping[str, Row]) -> dict[str, str]:
        """Return the place of each option by its paired differences: best, shared best, worst, or no word.

        None has one where a size among them has no published basis.
        """
        pair = OUTCOMES[outcome][2]
        ranked = [*rows] if outcome != "people_in_poverty" and outcome != "gini" else [*rows][::-1]
        known = pair and len(ranked) > 1 and all(row["n"] > 1 for row in rows.values())
        if not known or any(self.is_withheld(name, outcome, row) for name, row in rows.items()):
            return {}
        best, worst = self.leaders(pair, ranked), self.leaders(pair, ranked[::-1])
        if set(best) & set(worst):
            return {}
        told = dict[str, str]()
        for kind, names in (("best", best), ("worst", worst)):
            form = kind if len(names) == 1 else f"shares_{kind}"
            told |= dict.fromkeys(names, form) if len(names) <= NAMED else {}
        for name, place in told.items():  # where even the last of them clearly gains
            row = rows[name]
            if (
                place.endswith("worst")
                and not is_open(row)
                and GOOD.get(row["better"]) == (row["mean"] > 0.0)
            ):
                told[name] = place.replace("worst", "least")
        return told

    @property
    def outcomes(self) -> list[str]:
        """Outcomes that the table of trade-offs has, row by row."""
        return [
            one
            for one, (_, measure, _, kind) in OUTCOMES.items()
            if self.rows(one, measure=measure, kind=kind)
        ]

    def trades(self) -> Block:
        """Six outcomes and the budget: each option's difference, and its place by paired differences."""
        table, lead, of = [], dict[str, int](), 0
        for outcome in self.outcomes:
            form, measure, _, kind = OUTCOMES[outcome]
            rows = self.rows(outcome, measure=measure, kind=kind)
            places = self.places(outcome, rows)
            of += bool(places)
            for name in (name for name, place in places.items() if place.endswith("best")):
                lead[name] = lead.get(name, 0) + 1
            cells = [
                self.placed_cell(name, outcome, rows.get(name), form, places.get(name, ""))
                for name in self.names
            ]
            table.append([head(self.say(f"cmp.row.{outcome}", currency=self.currency())), *cells])
        if lead:
            first = max(lead, key=lambda name: lead[name])
            title = self.say("cmp.trades.title", option=self.names[first], count=lead[first], of=of)
        else:
            title = self.say("cmp.trades.none")
        told = [self.say("cmp.trades.told")]
        columns = [self.mean_of, *self.names.values()]
        return Block("trades", title, told, Grid(columns, table), self.say("cmp.trades.caption"))

    def placed_cell(self, name: str, outcome: str, row: Row | None, form: Form, place: str) -> Cell:
        """Return mean, range and place; a size without a published basis bears a ring and no place."""
        if row is None:
            return Cell("–")
        made = cell(self.text, row, form)
        if self.is_withheld(name, outcome, row):
            return Cell(f"○ {made.text}", made.about, made.data)
        words = self.say(f"cmp.place.{place}") if place else ""
        tone = {"best": "good", "worst": "bad"}.get(place.removeprefix("shares_"), "")
        return Cell(made.text, made.about, made.data, tone=tone, place=words)

    def pays(self) -> Block:
        """Who pays: what is paid out, levies, what comes back, interest; net last, and the debt."""
        rows = []
        for item in (*ITEMS, BALANCE):
            found = self.rows(item, kind="cost")
            label = self.say(f"cost.{NET if item == BALANCE else item}")
            if found:
                rows.append(
                    [head(label), *(cell(self.text, found.get(name), BILLIONS) for name in self.names)]
                )
        net = self.rows(BALANCE, kind="cost")
        lost = [name for name, row in net.items() if not is_open(row) and row["mean"] < 0.0]
        title = self.say("cmp.pays.title", count=len(lost), of=len(net))
        columns = ["", *self.names.values()]
        caption = self.say(
            "cmp.pays.caption", currency=self.currency(), year=self.content_year, mean=self.mean_of
        )
        return Block(
            "pays",
            title,
            [self.say("cmp.pays.note")],
            Grid(columns, rows, frozenset({len(rows) - 1})),
            caption,
        )

    def groups(self) -> Block:
        """For whom: tenths of income, ages, women and men."""
        rows = []
        for indicator, by, groups, form in GROUPS:
            for group in groups:
                found = self.rows(indicator, by=by, group=group)
                if not found:
                    continue
                label = (
                    group_label(self.run, self.text, by, group)
                    if by != "income_decile"
                    else self.tenth(group)
                )
                named = self.say(f"cmp.group.{indicator}", group=label, currency=self.currency())
                cells = (cell(self.text, found.get(name), form, tone=True) for name in self.names)
                rows.append([head(named), *cells])
        poorest = self.rows("net_income", by="income_decile", group="1")
        gain = sum(not is_open(row) and row["mean"] > 0.0 for row in poorest.values())
        title = self.say("cmp.groups.title", count=gain, of=len(self.names))
        columns = [self.mean_of, *self.names.values()]
        return Block(
            "who", title, [self.say("who.told")], Grid(columns, rows), self.say("cmp.groups.caption")
        )

    @property
    def settings(self) -> list[dict[str, Row]]:
        """The options' effects on jobs in each world under each response, the one that is told first."""
        found = dict[tuple[str, str], dict[str, Row]]()
        for name in self.jobs_of:
            for row in self.views[name].elsewhere("policy", EMPLOYED):
                found.setdefault((row["world"], row["closure"]), {})[name] = row
        return list(found.values())

    @property
    def turned(self) -> list[str]:
        """Where another option than the first adds most jobs."""
        settings = self.settings
        first = [max((row["mean"], name) for name, row in rows.items())[1] for rows in settings]
        return [
            self.placed(next(iter(rows.values())))
            for rows, name in zip(settings, first, strict=True)
            if name != first[0]
        ]

    def turns(self) -> Block | None:
        """Where the order turns: jobs in each world under each response of the economy."""
        settings = self.settings
        if len(settings) < 2:
            return None
        rows = []
        for found in settings:
            first = next(iter(found.values()))
            cells = (cell(self.text, found.get(name), THOUSANDS, tone=True) for name in self.names)
            rows.append([head(self.placed(first)), *cells])
        title = self.say(
            f"cmp.turns.{'turns' if self.turned else 'same'}", places=self.text.listed(self.turned)
        )
        columns = ["", *self.names.values()]
        return Block(
            "hangs", title, [], Grid(columns, rows), self.say("cmp.turns.caption", mean=self.mean_of)
        )

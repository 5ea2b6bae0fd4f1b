"""What pages are made of: panels, boxes, blocks; and what pages of runs and of comparisons tell alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.data.run import Run
from reports.story.others import PASS, WORKS, concerning, errs, evaluations_passed
from reports.story.sentences import closure_name, world_name
from reports.text import Text
from reports.views.charts import Figure
from reports.views.rows import NO_BREAK, Cell, Grid, Row, head, is_open, view_of
from simulator.findings.options import JOBS as EMPLOYED


@dataclass(frozen=True)
class Panel:
    """One of three charts of the first screen."""

    kind: str
    title: str
    mean: str
    range: str
    figure: Figure
    data: Mapping[str, str]


@dataclass(frozen=True)
class Block:
    """A part of the page: a title that is a finding, sentences, a table, charts by their heading."""

    name: str
    title: str
    told: Sequence[str]
    grid: Grid | None = None
    caption: str = ""
    charts: Sequence[tuple[str, Figure]] = ()
    panels: Sequence[Panel] = ()


@dataclass(frozen=True)
class Answer:
    """The first screen and the blocks below it."""

    policy: str
    question: str
    headline: str
    panels: Sequence[Panel]
    caption: str
    boxes: Sequence[tuple[str, str]]
    blocks: Sequence[Block]
    reading: str
    lead: tuple[str, Figure] | None = None


class Sheet:
    """A run or a comparison in one language."""

    def __init__(self, run: Run, text: Text) -> None:
        self.run, self.text, self.view = run, text, view_of(run)
        self.ai = self.view.row("ai", EMPLOYED)

    def say(self, name: str, **values: object) -> str:
        """Return a message of the page."""
        return self.text(f"view.{name}", **values)

    def money(self, amount: float) -> str:
        """Return an amount in billions, or as the language counts large sums, with its currency."""
        power, digits = self.text("format.billions").split()
        counted = amount / 10.0 ** int(power)
        name = self.text.currency(self.view.currency, counted, max(int(digits), 0))["currency_name"]
        return self.say("money", number=self.text.number(counted, int(digits)), currency=name)

    def jobs(self, row: Row) -> str:
        """Return how many jobs, without sign."""
        return self.text.number(abs(row["mean"]), -3)

    def euros(self, amount: float, digits: int = 0) -> str:
        """Return an amount in whole euros, or whatever the currency is."""
        name = self.text.currency(self.view.currency, amount)["currency_name"]
        return f"{self.text.number(amount, digits)}{NO_BREAK}{name}"

    @property
    def mean_of(self) -> str:
        """The head of the column of the window."""
        first, last = self.view.span
        return self.say("mean", first=first, last=last)

    @property
    def content_year(self) -> str:
        """The year of whose prices money is."""
        return str(self.run.content["horizon"]["start"])[:4]

    def currency(self) -> str:
        """The name of the country's currency."""
        return str(self.text.currency(self.view.currency)["currency_name"])

    def placed(self, row: Row) -> str:
        """Return what a world under a closure is called: by what there are several of."""
        world, closure = world_name(self.text, row["world"]), closure_name(self.text, row["closure"])
        if len(self.run.worlds) > 1:
            return f"{world}, {closure}" if len(self.run.closures) > 1 else world
        return closure

    def ended(self) -> tuple[str, str] | None:
        """How many posts AI ends, and how many jobs are missing on balance."""
        posts = self.view.row("ai", "posts_abolished", "whole")
        if posts is None or self.ai is None:
            return None
        ended = self.text.number(posts["mean"] * self.run.last_month, -4)
        form = "open" if is_open(self.ai) else "lost" if self.ai["mean"] < 0.0 else "more"
        told = self.say(f"box.ends.{form}", missing=self.jobs(self.ai))
        return self.say("box.ends", ended=ended, year=self.view.span[1]), told

    def tested(self) -> dict[str, int] | None:
        """How many published evaluations are met with every number: of all, and of those on this."""
        passed = evaluations_passed(self.run, self.text)
        if passed is None:
            return None
        mine = concerning(self.run).values()
        met = sum(all(row["verdict"] == PASS for row in own) for own in mine)
        return passed | {"mine": len(mine), "met": met}

    def sure(self, turned: Sequence[str]) -> str:
        """How many published evaluations it meets, which world this is, and where the answer turns."""
        passed = self.tested()
        told = [self.say("sure.tests", **passed)] if passed else []
        world = world_name(self.text, self.run.world)
        form = "turns" if turned else "same" if self.several else "one"
        return " ".join([*told, self.say(f"sure.{form}", world=world, places=self.text.listed(turned))])

    def tenth(self, group: str) -> str:
        """Return what a tenth of incomes is called."""
        form = {"1": "tenth.first", "2": "tenth.2", "3": "tenth.3", "10": "tenth.last"}.get(group, "tenth")
        return self.say(form, number=group)

    @property
    def several(self) -> bool:
        """Whether more than one response of the economy or world was run."""
        return len(self.run.worlds) * len(self.run.closures) > 1

    def basis(self) -> Block | None:
        """Published evaluations of what decides: how many numbers the model meets, and where it errs."""
        passed, found = self.tested(), concerning(self.run)
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
        told = [self.say("basis.told", **passed)]
        if not self.several:
            told.append(self.say("hangs.one"))
        columns = [self.say(f"basis.{one}") for one in ("what", "numbers", "model")]
        return Block(
            "basis", self.say("basis.title", **passed), told, Grid(columns, rows), self.say("basis.caption")
        )

    def reading(self, verb: str) -> str:
        """What a range is, which run this is, and how other responses are run; `verb`: what made the run."""
        count = {
            "count": self.run.seeds,
            "weight": self.text.significant(self.run.content["country"]["weight"], 2),
        }
        made = {"run": self.run.content["run_id"], "vintage": self.run.content["country"].get("vintage", "")}
        told = [self.say("reading", **count, year=self.content_year, **made)]
        if not self.several:
            told.append(self.say("reading.others", command=f"{verb} --closures all"))
        return " ".join(told)

"""Who gains and who pays: income after taxes, the poorest and the richest, where money comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from reports.brief.amounts import amount, brief_scale, ranged
from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_data, name
from reports.draw.units import Scale
from reports.story.balancing import balanced
from reports.story.sentences import group_label, option, years
from reports.story.settings import instrument_name
from reports.text import Text
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.costs import Cost, cost_of
from simulator.findings.deciles import DECILE, LEFT
from simulator.findings.effects import Contrast, Effect, effect, options
from simulator.findings.payers import Payers, payers
from simulator.findings.verdicts import Verdict
from simulator.findings.who_gets import GNI, who_gets
from simulator.findings.windows import WHOLE

LEAST_DIGITS = 3  # thousands


def per_job(run: Run, text: Text, asked: Contrast, found: Payers) -> Iterator[str]:
    """Give what a job costs a year, on the jobs and the balance of the headline, or that it is not known.

    In the end stands the outlay over jobs, before taxes and other spending answer.
    """
    balance = found.balance
    cost = cost_of(run, asked)
    if cost is None or balance.n < 2 or cost.loses_jobs or cost.money <= 0:
        return
    if not isfinite(cost.ratio.high):
        yield text("brief.pays.job.unknown")
        return
    money = text.currency(brief_scale(run, text, balance).currency)
    told = text("brief.pays.job", **_bounds(text, cost), **money)
    told = _over_the_run(run, text, asked, told)
    gross = MONTHS_PER_YEAR * found.outlay / cost.years
    yield text("brief.pays.job.gross", told=told, gross=text.number(gross, -LEAST_DIGITS),
               years=years(run, text, balance.window))  # fmt: skip


def _over_the_run(run: Run, text: Text, asked: Contrast, told: str) -> str:
    """Add what a job costs on average over the whole run, where that is known and the run is longer."""
    cost, headline = (cost_of(run, asked, window) for window in (WHOLE, None))
    if cost is None or not isfinite(cost.ratio.high) or cost.loses_jobs or cost == headline:
        return told
    mean = text.number(cost.ratio.mean, -LEAST_DIGITS)
    return text("brief.pays.job.over", told=told, mean=mean, years=years(run, text, WHOLE))


def _bounds(text: Text, cost: Cost) -> dict[str, str]:
    """Return what a job costs with its interval, in thousands."""
    ratio = cost.ratio
    return {name: text.number(one, -LEAST_DIGITS)
            for name, one in (("mean", ratio.mean), ("low", ratio.low), ("high", ratio.high))}  # fmt: skip


RECEIVERS = ("after_tax_households", "after_tax_corporations")
STATE = "after_tax_government"
POOREST, RICHEST = "1", "10"
WORK = "employment_rate"
GROUPS = ("age_group", "sex")


@dataclass(frozen=True)
class Sides:
    """Sentences on either side."""

    gains: list[str]
    pays: list[str]


def sides(run: Run, text: Text, asked: Contrast) -> Sides:
    """Return who gains and who pays for what one run asks."""
    gains: list[str] = []
    pays = list(_payers(run, text, asked) if asked.comparison == "policy" else _state(run, text, asked))
    receivers = list(_receivers(run, asked))
    for item in receivers:
        told = text(f"brief.{item.indicator}", mean=ranged(run, text, item, *receivers))
        (gains if item.mean > 0 else pays).append(told)
    if asked.comparison == "policy" and gains:
        gains += _national(run, text, asked)
    gains += _tenths(run, text, asked)
    pays += _hardest_hit(run, text, asked)
    return Sides(gains or [text("brief.gains.nobody")], pays or [text("brief.pays.nobody")])


def _receivers(run: Run, asked: Contrast) -> Iterator[Effect]:
    """Give the receivers of income whose gain or loss excludes zero."""
    found = who_gets(run, asked)
    yield from (found[line] for line in RECEIVERS if line in found and found[line].excludes_zero())


def _national(run: Run, text: Text, asked: Contrast) -> Iterator[str]:
    """Give what all have more together, since what some gain is not what others lose."""
    gets = who_gets(run, asked)
    whole, state = (gets.get(line) for line in (GNI, STATE))
    if whole is not None and state is not None and whole.excludes_zero():
        yield text("brief.gni", mean=ranged(run, text, whole), state=ranged(run, text, state, whole))


def _tenths(run: Run, text: Text, asked: Contrast) -> Iterator[str]:
    """Give what the poorest and the richest tenth have more or less, as far as zero is excluded for either.

    By its verdict, which allows for how many outcomes are judged, it may be unclear all the same.
    """
    both = [effect(run, asked, LEFT, by=DECILE, group=one) for one in (POOREST, RICHEST)]
    poor, rich = both
    if poor is not None and rich is not None and (poor.excludes_zero() or rich.excludes_zero()):
        told = [ranged(run, text, one, poor, rich) for one in (poor, rich)]
        poorest, richest = (text("brief.unclear", mean=mean) if one.verdict is Verdict.UNCLEAR else mean
                            for one, mean in zip((poor, rich), told, strict=True))  # fmt: skip
        yield text("brief.tenths", poor=poorest, rich=richest)


def _state(run: Run, text: Text, asked: Contrast) -> Iterator[str]:
    """Give what AI costs the state, where it clearly does."""
    found = payers(run, asked, ())
    if found is not None and found.balance.verdict is Verdict.WORSE:
        yield text("brief.pays.state", size=ranged(run, text, found.balance))


def _hardest_hit(run: Run, text: Text, asked: Contrast) -> Iterator[str]:
    """Give the group by age or sex whose work clearly falls most."""
    worst = hardest_hit(run, asked)
    if worst is not None:
        yield text("brief.hardest", group=group_label(run, text, worst.by, worst.group),
                   mean=ranged(run, text, worst), when=counted(run, text))  # fmt: skip


def counted(run: Run, text: Text) -> str:
    """Return the month in which people are last counted by group."""
    return text.month(str(run.content["horizon"]["start"]), run.last_count)


def hardest_hit(run: Run, asked: Contrast) -> Effect | None:
    """Return the effect on work in the group by age or sex where it clearly falls most; None without one."""
    groups = [(by, group) for by in GROUPS for group in run.groups(WORK, by)]
    made = [effect(run, asked, WORK, by=by, group=group) for by, group in groups]
    found = [item for item in made if item is not None and item.verdict is Verdict.WORSE]
    return min(found, key=lambda item: item.mean, default=None)


def _payers(run: Run, text: Text, asked: Contrast) -> Iterator[str]:
    """Give where the money comes from, in parts that add up as they are shown."""
    found = payers(run, asked, run.instruments)
    if found is None:
        return
    shown = brief_scale(run, text, found.balance)
    taxed = [one.paid for one in balanced(run, text) if one.paid]
    if found.outlay:
        yield text("brief.pays.outlay", size=_size(text, shown, found.outlay))
    for instrument, item in found.levies.items():
        levy = instrument_name(run, text, instrument)
        yield text("brief.pays.levy", levy=levy, size=_size(text, shown, item.mean))
    yield from taxed
    back = _back(shown, found)
    if back and not taxed:
        yield text(f"brief.pays.back.{'more' if back > 0 else 'less'}", size=_size(text, shown, abs(back)))
    yield _borrowed(run, text, found.balance)
    yield from per_job(run, text, asked, found)


def _borrowed(run: Run, text: Text, balance: Effect) -> str:
    """Return by how much the public balance is worse or better, or that this is not clear."""
    shown = brief_scale(run, text, balance)
    clear = balance.n < 2 or balance.excludes_zero()
    form = ("borrowed" if balance.mean < 0 else "saved") if clear and balance.mean else "unclear"
    low, high = sorted((-balance.low, -balance.high)) if balance.mean < 0 else (balance.low, balance.high)
    size = _size(text, shown, abs(balance.mean))
    if balance.n < 2:
        return text(f"brief.pays.{form}", size=size)
    if form == "unclear":
        return text("brief.pays.unclear", size=ranged(run, text, balance))
    bounds = (shown.show(text, one) for one in (low, high))
    size = text("brief.ranged", mean=size, low=next(bounds), high=next(bounds))
    return text(f"brief.pays.{form}", size=size)


def _size(text: Text, shown: Scale, value: float) -> str:
    return amount(text, shown, value, signed=False)


def _back(shown: Scale, found: Payers) -> float:
    """Return what comes back, so that the parts add up as they are rounded."""
    digits = shown.digits - shown.zeros
    outlay, levied, borrowed = (round(one * shown.factor, digits)
                                for one in (found.outlay, found.levied, found.borrowed))  # fmt: skip
    return round(outlay - levied - borrowed, digits) / shown.factor


def by_option(run: Run, text: Text) -> Table:
    """Return a row an option: what households have more, what it costs, and where the money comes from."""
    found = [(one, payers(run, one, run.instruments_of(one.scenario)), who_gets(run, one))
             for one in options(run)]  # fmt: skip
    known = [(one, paid, gets) for one, paid, gets in found if paid is not None]
    if not known:
        return Table([], [])
    shown = brief_scale(run, text, *(paid.balance for _, paid, _ in known))
    rows = [
        [
            name(option(run, text, one.scenario)),
            *(_cell(text, shown, gets.get(line)) for line in (*RECEIVERS, STATE)),
            Cell(shown.show(text, paid.outlay)),
            Cell(shown.show(text, paid.levied)),
            Cell(shown.show(text, _back(shown, paid), signed=True)),
            _cell(text, shown, paid.balance),
        ]
        for one, paid, gets in known
    ]  # fmt: skip
    heads = ("households", "companies", "state", "outlay", "levies", "back", "balance")
    return Table([text("costs.option"), *(text(f"brief.column.{one}") for one in heads)], rows)


def _cell(text: Text, shown: Scale, item: Effect | None) -> Cell:
    if item is None:
        return Cell(text("number.missing"))
    told = {"stat": "mean", "scale": f"{shown.factor:.10g}"}
    return Cell(shown.show(text, item.mean, signed=True), item.mean * shown.factor, effect_data(item) | told)


def money_unit(run: Run, text: Text) -> str:
    """Return the unit of that table."""
    found = [paid for one in options(run) if (paid := payers(run, one, ())) is not None]
    return brief_scale(run, text, *(paid.balance for paid in found)).label(text) if found else ""

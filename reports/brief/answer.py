"""What can be said back after half a minute: the answer, its price, the same money as cash, what is sure.

The four numbers of a run: each with its interval, its verdict, and what stands beside.

Amounts as a brief says them: a number with its unit, and with its interval.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, isfinite, log10

from reports.data.run import Run
from reports.draw.table import Cell, effect_cells
from reports.draw.units import Scale, base_scale, effect_scale
from reports.story.fit import missed
from reports.story.others import evaluations_passed
from reports.story.sentences import (
    SYMBOLS,
    closure_name,
    in_years,
    label,
    option,
    outcome,
    verdict_word,
    world_name,
    year_name,
    years,
)
from reports.text import Text
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.costing import (
    BALANCE,
    BENEFITS,
    CONTRIBUTIONS,
    INTEREST,
    LEVIES,
    OTHER,
    OUTLAY,
    TAXES,
    Costing,
    costing,
)
from simulator.findings.costing import outlay as paid_out
from simulator.findings.effects import (
    Contrast,
    Effect,
    by_year,
    cash_contrasts,
    contrasts,
    effect,
    nonzero_years,
    options,
)
from simulator.findings.headline import beside
from simulator.findings.options import JOBS, cost_of, foremost, leader, made_up, not_told_apart
from simulator.findings.verdicts import TOLD, Verdict

NO_BREAK = "\u00a0"
DIGITS = 2  # that a number in a sentence keeps at least


def amount(text: Text, shown: Scale, value: float, *, signed: bool = True) -> str:
    """Return a number with its unit, which no line break parts."""
    return f"{shown.show(text, value, signed=signed)}{NO_BREAK}{shown.label(text, value)}"


def brief_scale(run: Run, text: Text, item: Effect) -> Scale:
    """Return the scale of an effect without the year of prices, which the brief tells once."""
    return replace(effect_scale(run, text, item), year="")


def people(run: Run, text: Text, item: Effect, value: float, *, signed: bool = False) -> str:
    """Return a number of people or jobs in full ("1,920,000"), for a sentence that goes on to say of whom."""
    shown = effect_scale(run, text, item)
    if shown.unit == "people_million":
        shown = replace(shown, factor=1.0, digits=0, zeros=6 - shown.digits)
    return shown.show(text, value, signed=signed)


def ranged(text: Text, shown: Scale, item: Effect, *, unit: bool = False) -> str:
    """Return a mean, with its unit if asked, and its interval as far as there is one."""
    told = shown.ends(text, item)
    told |= {"mean": amount(text, shown, item.mean)} if unit else {}
    return told["mean"] if item.n < 2 else text("brief.ranged", **told)


def rounded(run: Run, text: Text, item: Effect) -> Scale:
    """Return a scale that a sentence bears: a digit less than a table has, and no year of prices."""
    shown = brief_scale(run, text, item)
    size = abs(item.mean * shown.factor)
    significant = shown.digits - shown.zeros + floor(log10(size)) + 1 if size else 0
    if significant <= DIGITS:
        return shown
    return replace(shown, digits=max(0, shown.digits - 1), zeros=shown.zeros + (shown.digits == 0))


DEBT, LEAST = "debt_ratio", -3  # decimals of a cost
FOUR = (JOBS, "arop", "real_disposable_income", BALANCE)
"""What a brief tells; message `head.noun.<name>` is what each is called."""


@dataclass(frozen=True)
class Number:
    """One of the four. `cells` are mean, low and high, traced to the run; `beside` is read after a click."""

    title: str
    label: str
    mean: str
    unit: str
    interval: str
    verdict: str
    symbol: str
    word: str
    beside: list[str]
    cells: list[Cell]


def numbers(run: Run, text: Text) -> list[Number]:
    """Return the four of what the run asks: of its policy, of AI where it has none."""
    asked = asked_of(run)
    if asked is None:
        return []
    alone = ai_alone(run, asked)
    made = ((effect(run, asked, name), effect(run, alone, name) if alone else None) for name in FOUR)
    return [_number(run, text, item, ai) for item, ai in made if item is not None]


def _number(run: Run, text: Text, item: Effect, ai: Effect | None) -> Number:
    shown = brief_scale(run, text, item)
    told = shown.ends(text, item)
    return Number(
        title=text.sentence(f"head.noun.{item.indicator}"),
        label=label(run, text, item.indicator),
        mean=told["mean"],
        unit=shown.label(text, item.mean),
        interval=text("interval.single") if item.n < 2 else text("head.range", **told),
        verdict=str(item.verdict),
        symbol=SYMBOLS[item.verdict],
        word=verdict_word(run, text, item),
        beside=list(_beside(run, text, shown, item, ai)),
        cells=effect_cells(text, effect_scale(run, text, item), item),
    )


def _beside(run: Run, text: Text, shown: Scale, item: Effect, ai: Effect | None) -> Iterator[str]:
    """Give what is read after a click.

    The balance as a share of GDP, and debt; what one more person in work costs the budget a year, where that
    is known to be a cost; between what nine in ten economies put jobs; the level that the effect
    starts from, unless it misses its statistic; the same over all years and in the worst; what AI does.
    """
    contrast, name = item.contrast, item.indicator
    if name == BALANCE:
        share, debt = effect(run, contrast, name, of_gdp=True), effect(run, contrast, DEBT)
        if share is not None:
            yield amount(text, effect_scale(run, text, share), share.mean)
        if debt is not None:
            yield text("brief.debt", mean=ranged(text, brief_scale(run, text, debt), debt, unit=True))
    cost = cost_of(run, contrast) if name == JOBS and contrast.name == "policy" else None
    if cost is not None and not cost.loses_jobs and isfinite(cost.ratio.high) and cost.ratio.low > 0.0:
        ends = {end: text.number(getattr(cost.ratio, end), LEAST) for end in ("low", "mean", "high")}
        currency = text.currency(str(run.content["country"].get("currency", "EUR")), cost.ratio.mean, 0)
        yield text("brief.per_job", **ends, **currency)
    if name == JOBS and item.nine_in_ten is not None and item.n >= FEWEST:
        low, high = (people(run, text, item, one, signed=True) for one in item.nine_in_ten)
        yield text("brief.economies", low=low, high=high)
    if name not in missed(run):
        level = amount(text, replace(base_scale(run, text, item), year=""), item.base, signed=False)
        yield text(f"brief.without.{contrast.name}", level=level)
    worst, whole = beside(run, contrast, name)
    if whole is not None and whole.window != item.window:
        own = by_year(run, contrast, name)
        begins, every = nonzero_years(own)[:1], years(run, text, whole.window)
        form = ".from" if begins and begins[0] is not own[0] else ""
        first = year_name(run, text, begins[0].window) if begins else ""
        yield text(f"brief.whole{form}", years=every, first=first, mean=ranged(text, shown, whole))
    if worst is not None and worst.window != item.window:
        yield text("brief.worst", year=year_name(run, text, worst.window), mean=ranged(text, shown, worst))
    if ai is not None:
        yield text("brief.ai", mean=ranged(text, brief_scale(run, text, ai), ai, unit=True))


def compared(run: Run) -> list[Contrast]:
    """Return what a comparison is read by: its options, and the same money to all, where it was run."""
    return [*options(run), *cash_contrasts(run)[:1]]


def called(run: Run, text: Text, asked: Contrast) -> str:
    """Return what one of these is called."""
    return text("head.in_cash") if asked.name == "cash" else option(run, text, asked.scenario)


def ai_alone(run: Run, asked: Contrast) -> Contrast | None:
    """Return the effect of AI without the policy that is asked about; None where AI itself is."""
    if asked.comparison == "ai":
        return None
    return next((one for one in contrasts(run) if one.comparison == "ai"), None)


def told_of(run: Run) -> list[Contrast]:
    """Return what a run or a comparison asks about: its policy or AI, or all options."""
    return list(options(run)) if run.comparison else [one for one in (asked_of(run),) if one is not None]


def asked_of(run: Run) -> Contrast | None:
    """Return the comparison that a run is about: its policy, or AI where it has none."""
    found = {one.comparison: one for one in contrasts(run) if one.scenario == run.scenario}
    return found.get("policy") or found.get("ai")


POVERTY = "arop"
FRACTIONS = "1/20 1/10 1/5 1/4 1/3 2/5 1/2 3/5 2/3 3/4 4/5 9/10"
PARTS = {"none": 0.0, **{one: float(Fraction(one)) for one in FRACTIONS.split()}, "all": 1.0, "more": 1.25}
"""Parts of AI's loss of jobs that have a name; the nearest one is said."""
LOOSE = 0.25
"""Half the interval of that part beyond which it has no name."""
SLIGHT = 0.1
"""Share of what a policy pays out below which what comes back is next to nothing, and a levy is not named."""
EQUAL = 0.0005
"""Share of GDP by which outlays may differ and be called equal."""
FEWEST = 10
"""Economies of which it is told between what nine in ten lie."""
NAMED = 2
"""Options that a sentence names together; of more it says that they are not told apart."""


def answer(run: Run, text: Text) -> str:
    """Return what a journalist may quote, in one sentence that is true for any result."""
    return text.sentence_of(_of_options(run, text) if run.comparison else _of_run(run, text))


def _of_run(run: Run, text: Text) -> str:
    asked = asked_of(run)
    jobs = effect(run, asked, JOBS) if asked else None
    if asked is None or jobs is None:
        return text("answer.nothing")
    who = text("head.ai") if asked.comparison == "ai" else option(run, text, asked.scenario)
    values = {"option": who, "when": in_years(run, text, jobs.window)} | _ends(run, text, jobs)
    form = outcome(jobs)
    if form in ("higher", "small_higher"):
        return text("head.adds", part=_part(run, text, jobs), **values)
    return text(f"head.{form.replace('lower', 'costs').replace('higher', 'adds')}", **values)


def _ends(run: Run, text: Text, jobs: Effect) -> dict[str, str]:
    """Return the size of an effect on jobs and its interval: without a sign where the sentence tells it."""
    if jobs.n > 1 and _plain(jobs) in ("higher", "lower"):
        ends = sorted((abs(jobs.low), abs(jobs.high)))
        low, high = (people(run, text, jobs, one) for one in ends)
    else:
        low, high = (people(run, text, jobs, one, signed=True) for one in (jobs.low, jobs.high))
    return {"count": people(run, text, jobs, abs(jobs.mean)), "low": low, "high": high}


def _part(run: Run, text: Text, jobs: Effect) -> str:
    """Return which part of the jobs that AI clearly costs this is, or how many it costs where it is open."""
    ai = ai_alone(run, jobs.contrast)
    loss = effect(run, ai, JOBS) if ai else None
    if ai is None or loss is None or loss.verdict is not Verdict.WORSE:
        return ""
    share = made_up(run, jobs.contrast, ai)
    if share is None or not isfinite(share.mean):
        return ""
    if not share.half <= LOOSE:
        low, high = (people(run, text, loss, one) for one in sorted((-loss.low, -loss.high)))
        return text("head.part.open", low=low, high=high)
    named = min(PARTS, key=lambda one: abs(PARTS[one] - share.mean))
    return text(f"head.part.{named}")


def price(run: Run, text: Text) -> str:
    """Return what it would cost a year, and what of that comes back; of options, what each pays out."""
    if run.comparison:
        parts = (_ai_loss(run, text), _outlays(run, text), _covered(run, text))
        return " ".join(one for one in parts if one)
    asked = asked_of(run)
    balance = effect(run, asked, BALANCE) if asked else None
    if asked is None or balance is None:
        return ""
    shown = rounded(run, text, balance)
    found = costing(run, asked) if asked.comparison == "policy" else None
    outlay = 0.0 if found is None else -_a_month(run, found, OUTLAY)
    if found is None or outlay <= 0.0:
        size = amount(text, shown, abs(balance.mean), signed=False)
        return text.sentence(f"head.balance.{_plain(balance)}", size=size)

    def money(value: float) -> str:
        size, name = abs(value), f"head.unit.{shown.unit}"
        if not text.has(name):
            return amount(text, shown, size, signed=False)
        word = text.plural(name, size * shown.factor, digits=shown.digits)
        return f"{shown.show(text, size)}{NO_BREAK}{word}"

    levied, back = _a_month(run, found, LEVIES), _a_month(run, found, TAXES, CONTRIBUTIONS, BENEFITS)
    rest = _a_month(run, found, OTHER, INTEREST)
    least = SLIGHT * outlay
    told = [text("head.levied", levied=money(levied))] if levied > least else []
    form = "back" if back > least else "lost" if back < -least else "nothing"
    told.append(text(f"head.{form}", back=money(back)))
    other = "rest" if rest < 0.0 else "spared"
    told += [text(f"head.{other}", rest=money(rest))] if abs(rest) > least else []
    cost = text("head.cost", outlay=amount(text, shown, outlay, signed=False))
    return f"{text('head.and').join([cost, ', '.join(told)])}."


def _a_month(run: Run, found: Costing, *parts: str) -> float:
    """Return what some parts of a costing move the balance by in the run's window, currency a month."""
    places = found.within(run.window, run.last_month)
    return float(found.of(*parts)[:, places].mean()) / MONTHS_PER_YEAR


def _plain(item: Effect) -> str:
    """Return the form of a sentence that says neither that an effect is small nor that it is of one run."""
    return outcome(item).removeprefix("small_").removeprefix("single_")


def _ai_loss(run: Run, text: Text) -> str:
    """Return what AI does to jobs without any of the options."""
    ai = next((one for one in contrasts(run) if one.comparison == "ai"), None)
    jobs = effect(run, ai, JOBS) if ai else None
    told = {"lower": "head.ai_costs", "higher": "head.ai_adds"}.get(_plain(jobs)) if jobs else None
    return "" if jobs is None or told is None else text(told, count=people(run, text, jobs, abs(jobs.mean)))


def _outlays(run: Run, text: Text) -> str:
    """Return what options pay out a year as a share of GDP, and which of them differ from the others."""
    paid = {one.scenario: paid_out(run, one, run.instruments_of(one.scenario)) for one in options(run)}
    share = {name: item.mean for name, item in paid.items() if item is not None}
    if max(share.values(), default=0.0) <= EQUAL:
        return ""
    usual = sorted(share.values())[len(share) // 2]
    other = {name: one for name, one in share.items() if abs(one - usual) > 2 * EQUAL}
    if len(other) > NAMED or len(other) == len(share):
        low, high = (_percent(text, pick(share.values())) for pick in (min, max))
        return text("head.outlay.between", low=low, high=high)
    if not other:
        return text("head.outlay", share=_percent(text, usual))
    named = [f"{option(run, text, name)} ({_percent(text, one)})" for name, one in other.items()]
    return text("head.outlay.but", share=_percent(text, usual), others=text("brief.list").join(named))


def _covered(run: Run, text: Text) -> str:
    """Return which part of what options pay out their own levies bring in; empty without levies."""
    found = [one for asked in options(run) if (one := costing(run, asked)) is not None]
    paid = [(-_a_month(run, one, OUTLAY), _a_month(run, one, LEVIES)) for one in found]
    parts = [levied / outlay for outlay, levied in paid if outlay > 0.0]
    if not parts or max(parts) < SLIGHT:
        return ""
    low, high = (text.percent(text.number(100 * pick(parts), 0)) for pick in (min, max))
    return text("head.covered", low=low, high=high)


def _percent(text: Text, share: float) -> str:
    return text.percent(text.number(100 * share, 1))


def cash(run: Run, text: Text) -> str:
    """Return what the same money would do for jobs if all adults alike got it, and what is beyond it.

    Empty where that was not run, and of options, in whose table it has a row.
    """
    found = [] if run.comparison else cash_contrasts(run)
    alike, beyond = (effect(run, one, JOBS) for one in found) if found else (None, None)
    if alike is None or beyond is None:
        return ""
    told = text(f"head.cash.{_plain(alike)}", **_ends(run, text, alike))
    if beyond.n < 2 or not beyond.excludes_zero():
        return told
    form = "more" if beyond.mean > 0 else "fewer"
    return f"{told} {text(f'head.beyond.{form}', **_ends(run, text, beyond))}"


def sure(run: Run, text: Text) -> list[str]:
    """Return what is clear and what is open, whether a sign hangs on the closure, and what a range covers."""
    tests = evaluations_passed(run, text)
    told = [text("head.tests", **{key: text.number(one, 0) for key, one in tests.items()})] if tests else []
    clear = [] if run.comparison else [*_clear(run, text), *economies(run, text)]
    return [*clear, *_turns(run, text), *told, text("head.conditional")]


def economies(run: Run, text: Text) -> Iterator[str]:
    """Give in how many of the economies drawn jobs rise, of a comparison option by option."""
    found = {one: jobs for one in told_of(run) if (jobs := effect(run, one, JOBS)) is not None}
    known = {one: jobs for one, jobs in found.items() if jobs.nine_in_ten is not None and jobs.n > 1}
    told = {one: jobs for one, jobs in known.items() if jobs.verdict is not Verdict.NONE}
    if not told:
        return
    rise = {one: text.number(round(jobs.share * jobs.n), 0) for one, jobs in told.items()}
    count = text.number(next(iter(told.values())).n, 0)
    if run.comparison:
        each = [f"{number} ({option(run, text, one.scenario)})" for one, number in rise.items()]
        yield text("head.economies", rise=text("brief.list").join(each), count=count)
    else:
        yield text("head.economies", rise=next(iter(rise.values())), count=count)


def _clear(run: Run, text: Text) -> Iterator[str]:
    """Give which of the four outcomes are told, and which are open; none whose difference is none at all."""
    asked = asked_of(run)
    found = {name: item for name in FOUR if asked and (item := effect(run, asked, name)) is not None}
    if not found or next(iter(found.values())).n < 2:
        yield text("head.single")
        return
    told = {True: list[str](), False: list[str]()}
    for name, item in found.items():
        if item.verdict is not Verdict.NONE or item.excludes_zero():
            told[item.verdict in (*TOLD, Verdict.NONE)].append(text(f"head.noun.{name}"))
    for is_clear, names in told.items():
        if names:
            yield text(f"head.{'clear' if is_clear else 'open'}", names=text("brief.list").join(names))


def _turns(run: Run, text: Text) -> Iterator[str]:
    """Give where the sign of jobs is another, of closures and worlds; that it is nowhere, or one was run."""
    if len(run.settings) == 1:
        yield text("head.one_closure")
        return
    asked = told_of(run)
    turned: dict[str, list[str]] = {}
    for one in asked:
        item = effect(run, one, JOBS)
        for place, other in _elsewhere(run, text, one) if item is not None else ():
            if item and item.mean * other.mean < 0 and (item.excludes_zero() or other.excludes_zero()):
                turned.setdefault(place, []).append(option(run, text, one.scenario))
    clear = [one for one in asked if (item := effect(run, one, JOBS)) is not None and item.excludes_zero()]
    if clear and not turned:
        yield text("head.same_sign")
    for place, names in list(turned.items())[:NAMED]:
        yield text("head.turns", place=place, options=text("brief.list").join(names))


def _elsewhere(run: Run, text: Text, asked: Contrast) -> Iterator[tuple[str, Effect]]:
    """Give the effect on jobs in each other world and under each other closure that was run."""
    for view in run.settings:
        if (view.world, view.closure) == (run.world, run.closure):
            continue
        known = {(one.name, one.scenario): one for one in (options if run.comparison else contrasts)(view)}
        own = known.get((asked.name, asked.scenario))
        item = effect(view, own, JOBS) if own else None
        if item is not None:
            world, closed = world_name(text, view.world), closure_name(text, view.closure)
            yield (closed if view.world == run.world else world), item


def _of_options(run: Run, text: Text) -> str:
    """Return which option leads for jobs, for incomes at the bottom and for the budget."""
    jobs = _effects(run, JOBS)
    if not jobs:
        return text("answer.nothing")
    if next(iter(jobs.values())).n < 2:
        return text("head.options.single")
    if leads := _everywhere(run, text):
        return f"{leads}."
    told = [_leads(run, text, indicator) for indicator in (JOBS, POVERTY)] + [_cheapest(run, text)]
    return f"{text('head.and').join(one for one in told if one)}."


def _everywhere(run: Run, text: Text) -> str:
    """Return that one option leads for jobs, poverty and budget, and none is level with it; else nothing."""
    first: set[str] = set()
    for indicator in (JOBS, POVERTY, BALANCE):
        if len(found := _effects(run, indicator)) < 2:
            return ""
        best = foremost(run, found.values())
        if best.n < 2 or (indicator != BALANCE and best.seen is not Verdict.BETTER):
            return ""
        first |= {best.contrast.scenario, *not_told_apart(run, indicator, best.contrast.scenario)}
    return text("head.leads.all", option=option(run, text, first.pop())) if len(first) == 1 else ""


def _cheapest(run: Run, text: Text) -> str:
    """Return which option burdens the budget least: one, or two not told apart, of more; else nothing."""
    found = _effects(run, BALANCE)
    if not found:
        return ""
    best = foremost(run, found.values()).contrast.scenario
    names = [best, *not_told_apart(run, BALANCE, best)]
    if len(names) > NAMED or len(names) == len(found):
        return ""
    form = ".two" if len(names) > 1 else ""
    named = text("head.with").join(option(run, text, one) for one in names)
    return text(f"head.leads.public_balance{form}", option=named)


def _leads(run: Run, text: Text, indicator: str) -> str:
    """Return who leads an outcome: one, two who are not told apart, more of them, or nobody clearly."""
    found = _effects(run, indicator)
    one = leader(run, found) if found else None
    clear = [item for item in found.values() if item.seen is Verdict.BETTER]
    if one is None:
        return text(f"head.leads.{indicator}.none") if found else ""
    first = [one.effect, *one.close] if one.is_clear else clear
    names = [option(run, text, item.contrast.scenario) for item in first if item in clear]
    if len(names) > NAMED or 1 < len(names) == len(found):
        return text(f"head.leads.{indicator}.several", count=text.number(len(names), 0))
    form = ".two" if len(names) > 1 else "" if one.is_clear and len(clear) > 1 else ".only"
    size = people(run, text, one.effect, abs(one.effect.mean)) if indicator == JOBS else ""
    return text(f"head.leads.{indicator}{form}", option=text("head.with").join(names), size=size)


def _effects(run: Run, indicator: str) -> Mapping[str, Effect]:
    found = {one.scenario: effect(run, one, indicator) for one in options(run)}
    return {name: item for name, item in found.items() if item is not None}

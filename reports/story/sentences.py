"""Sentences made from effects. They must be true for any result, and never say "should" or "will"."""

from dataclasses import replace

from reports.data.run import Run
from reports.draw.units import Scale, below, effect_scale, scale, sized
from reports.text import Text
from simulator.core.closure import RETURNS
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import Effect
from simulator.findings.results import Results
from simulator.findings.verdicts import SMALL, Verdict
from simulator.findings.windows import Window
from simulator.findings.workbook import indicator_name

CHANGED = " (changed)"  # what a run folder adds to the name of a world that its scenario changes
SYMBOLS = {
    Verdict.BETTER: "✔",
    Verdict.WORSE: "✘",
    Verdict.UNCLEAR: "?",
    Verdict.NONE: "≈",
    Verdict.SINGLE: "1",
    Verdict.HIGHER: "▲",
    Verdict.LOWER: "▼",
    Verdict.SMALL_RISE: "△",
    Verdict.SMALL_FALL: "▽",
    Verdict.HIGHER_NOT_JUDGED: "▲",
    Verdict.LOWER_NOT_JUDGED: "▼",
}


def titled(run: Run, text: Text, name: str) -> str:
    """Return a scenario's title where no other bears the same, else its name."""
    titles = {key: one.get("title") for key, one in run.content.get("scenarios", {}).items()}
    title = titles.get(name)
    if title and list(titles.values()).count(title) == 1:
        return text.declared(str(title))
    is_none = name == run.comparison.get("base") and not run.is_of_variants
    return text("option.none") if is_none else name


def option(run: Run, text: Text, name: str) -> str:
    """Return what a scenario is called: its title up to a comma, where no other begins like that."""
    own = titled(run, text, name)
    short = [titled(run, text, one).partition(", ")[0] for one in run.scenarios if one != name]
    return own if own.partition(", ")[0] in short else own.partition(", ")[0]


def world_name(text: Text, world: str) -> str:
    """Return what a world of AI is called; of one that a scenario changes, what it started from."""
    base = world.removesuffix(CHANGED)
    told = text.either(f"world.{base}", base)
    return told if base == world else text("world.changed", world=told)


def closure_name(text: Text, closure: str) -> str:
    """Return what a closure is called, with what comes back where that is not the named one's."""
    base, _, returns = closure.partition(RETURNS)
    told = text.either(f"closure.{base}", base)
    share = text.percent(text.number(float(returns) * 100, 0)) if returns else ""
    return text("closure.returns", closure=told, share=share) if returns else told


def closure_told(text: Text, closure: str) -> str:
    """Return a closure with what it means, where it is as it is named."""
    named, about = closure_name(text, closure), text.either(f"closure.about.{closure}", "")
    return text("closure.told", closure=named, about=about) if about else named


def country_name(run: Results, text: Text) -> str:
    """Return the country's name in the language of the page, English where the run has no other."""
    country = run.content["country"]
    return str(country.get("names", {}).get(text.lang, country["name"]))


def country_within(run: Results, text: Text) -> str:
    """Return the country's name as it stands inside a sentence: with its article, where it has one."""
    return text.either(f"within.{run.content['country'].get('iso3')}", country_name(run, text))


def noun(run: Run, text: Text, indicator: str) -> str:
    """Return an indicator as it stands inside a sentence ("the unemployment rate")."""
    return text.either(f"noun.{indicator}", label(run, text, indicator))


def label(run: Results, text: Text, indicator: str) -> str:
    """Return an indicator's name as it stands in a table."""
    return indicator_name(text, str(run.metadata.get(indicator, {}).get("label", indicator)))


def group_label(run: Run, text: Text, by: str, group: str) -> str:
    """Return the name of a group of one breakdown, as the catalogue or else the run has it."""
    name = f"group.{by}.{group}"
    if not text.has(name) and group.isdigit() and text.has(f"group.{by}"):
        return text(f"group.{by}", number=group)
    return text.either(name, group)


def span(run: Results, text: Text, window: Window) -> str:
    """Return the stretch of time that a number stands for."""
    start, last = str(run.content["horizon"]["start"]), run.last_month
    if window.sought and last + 1 >= MONTHS_PER_YEAR:
        return text("window.worst")
    found = window.years(start, last)
    if window.total:
        name = "window.cumulated"
    elif last == 1:
        name = "window.only"
    elif window.last is None and window.year is None:
        name = "window.whole"
    else:
        name = "window.months" if found is None else "window.years" if found.whole else "window.part"
    first, end = (text.month(start, month) for month in (window.first(last), window.end(last)))
    return text(name, first=first, last=end, years=years(run, text, window))


def year_name(run: Run, text: Text, window: Window) -> str:
    """Return what a year of the run is called: the calendar year, or the months in which it lies."""
    start, last = str(run.content["horizon"]["start"]), run.last_month
    if start.endswith("-01") and window.year is not None:
        return str(int(start[:4]) + window.year)
    ends = (text.month(start, month) for month in (window.first(last), window.end(last)))
    return text("window.year", first=next(ends), last=next(ends))


def run_told(run: Run, text: Text) -> str:
    """Return which run a page is made from, on how many seeds and simulated persons."""
    seeds, persons = text.plural("count.seeds", run.seeds), text.number(run.content["persons"], 0)
    vintage = run.content["country"].get("vintage", "")
    return text("brief.run", run=run.content["run_id"], seeds=seeds, persons=persons, vintage=vintage)


def years(run: Results, text: Text, window: Window) -> str:
    """Return the years by which a stretch of time is named ("2030–2039"), else its months."""
    start, last = str(run.content["horizon"]["start"]), run.last_month
    found = window.years(start, last)
    months = (text.month(start, month) for month in (window.first(last), window.end(last)))
    first, end = map(str, found[:2]) if found else months
    return first if first == end else text("window.range", first=first, last=end)


def verdict_word(run: Run, text: Text, item: Effect) -> str:
    """Return a verdict in words, with what moves beside an outcome that is not judged for it."""
    if not item.beside:
        return text(f"verdict.{item.verdict}")
    told = []
    for name, size in item.beside:
        moved = scale(run, text, name, [size], difference=True, window=item.window).show(text, abs(size))
        told.append(text(f"verdict.beside.{name}.{'more' if size > 0 else 'less'}", size=moved))
    way = text(f"verdict.{'higher' if item.mean > 0 else 'lower'}")
    return text("verdict.beside", way=way, beside=text("verdict.and").join(told))


def outcome(effect: Effect) -> str:
    """Return which form a sentence takes.

    higher, lower, none, same; unclear; small_higher and small_lower where the sign is clear and the effect
    is smaller than what counts; single_higher and single_lower with one seed.
    """
    if effect.verdict is Verdict.NONE:
        return "none"
    if effect.mean == 0:
        return "same"
    direction = "higher" if effect.mean > 0 else "lower"
    if effect.verdict is Verdict.UNCLEAR:
        return "unclear"
    if effect.verdict in SMALL:
        return f"small_{direction}"
    return f"single_{direction}" if effect.verdict is Verdict.SINGLE else direction


def numbers(run: Run, text: Text, effect: Effect) -> dict[str, str]:
    """Return the placeholders that a sentence about one effect may use."""
    shown = effect_scale(run, text, effect)
    apart = below(shown, effect)
    return {
        "what": noun(run, text, effect.indicator),
        "size": apart.show(text, abs(effect.mean)),
        **shown.ends(text, effect),
        "unit": shown.label(text, effect.mean),
        "count": counted(text, apart, abs(effect.mean)),
        "relevant": relevant_text(run, text, effect),
        "option": option(run, text, effect.contrast.scenario),
        "against": option(run, text, effect.contrast.against or effect.contrast.scenario),
    }


def counted(text: Text, shown: Scale, value: float) -> str:
    """Return a number of people without the word, for a sentence that goes on to say "people"."""
    number, name = shown.show(text, value), f"counted.{shown.unit}"
    if not text.has(name):
        return f"{number} {shown.label(text, value)}"
    return text.plural(name, value * shown.factor, digits=shown.digits, number=number)


def finding(run: Run, text: Text, effect: Effect) -> str:
    """Return a figure's title: what one contrast does to one indicator.

    It is the indicator's own sentence where the catalogue has one, else that of all indicators.
    """
    name = f"finding.{effect.contrast.name}.{outcome(effect)}"
    own = f"{name}.{effect.indicator}"
    return text.sentence(own if text.has(own) else name, **numbers(run, text, effect))


def relevant_text(run: Run, text: Text, effect: Effect) -> str:
    """Return the smallest difference that counts, to two significant digits, with its unit."""
    if not effect.relevant:
        return text("number.missing")
    shown = sized(run, text, effect, [effect.relevant])
    value = effect.relevant * shown.factor
    digits = next((count for count in range(-9, 3) if abs(round(value, count) - value) < 0.05 * value), 3)
    unit = replace(shown, digits=max(digits, 0)).short_label(text, effect.relevant)
    return f"{text.number(value, digits)}\N{NO-BREAK SPACE}{unit}"


def interval_text(text: Text, scale: Scale, effect: Effect) -> str:
    """Return the interval in words, or that one seed bears none."""
    if effect.verdict is Verdict.SINGLE:
        return text("interval.single")
    return text("interval", **scale.ends(text, effect))

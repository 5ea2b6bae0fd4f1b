"""What is seen of two economies: figures in the report's colours and words, as Plotly reads them.

What countries, scenarios, worlds, policies and their parameters are called in a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from jinja2 import Environment

from reports.draw.pieces import YEARS, dates, line, rounded
from reports.draw.theme import ROLES, Json, layout, template
from reports.story.sentences import closure_name, world_name
from reports.story.settings import NATIONAL
from reports.text import Text, months_of
from simulator.core.closure import CLOSURES
from simulator.core.shipped import country_codes, package_folder, shipped_folder
from simulator.explore.explorer import YEAR, Flow, Lever, Pair, options_in, summed
from simulator.indicators import metadata
from simulator.policies import discover
from simulator.scenario.country.profile import load_country, parse_country
from simulator.scenario.library import read_scenario
from simulator.scenario.world import world_names

type Named = list[tuple[str, str]]
"""What may be chosen: the name that a scenario has for it, and what a reader calls it."""


@cache
def words(lang: str) -> Text:
    """The catalogue of a language."""
    return Text(lang)


def countries(text: Text) -> Named:
    """The countries for which scenarios ship."""
    names = {code: _country_names(code) for code in country_codes() if options_in(code)}
    told = ((code, one.get(text.lang, one["en"])) for code, one in names.items())
    return sorted(told, key=lambda one: one[1])


def options(country: str, base: str, text: Text) -> Named:
    """The scenarios of a country, and the one to begin with if it is a file."""
    shipped = options_in(country)
    own = [] if base in shipped else [(base, base)]
    return own + [(name, text.declared(_title(name))) for name in shipped]


def worlds(text: Text) -> Named:
    """The worlds of AI, slowest first."""
    return [(name, world_name(text, name)) for name in world_names()]


def closures(own: str, text: Text) -> Named:
    """The closures, and the scenario's `own` where it is none of them."""
    return [(one, closure_name(text, one)) for one in dict.fromkeys((*CLOSURES, own))]


def policies(text: Text) -> Named:
    """All instruments."""
    return sorted(((name, policy_name(name, text)) for name in discover()), key=lambda one: one[1])


def policy_name(name: str, text: Text) -> str:
    """An instrument by its line in the budget, without the side where it has two."""
    named = (f"spending_{name}", f"revenue_{name}")
    told = (text.declared(str(row["label"])) for row in metadata() if row["name"] in named)
    return min(told, key=len, default=name.replace("_", " "))


def unit(lever: Lever, country: str, text: Text) -> str:
    """The unit of a parameter; money of the country's own by the name of its currency."""
    if lever.declared.unit == NATIONAL:
        return text("unit.money_month", **text.currency(load_country(country).currency))
    return text.declared(lever.declared.unit)


@cache
def _title(name: str) -> str:
    return str(read_scenario(shipped_folder() / f"{name}.yaml", name=name).plain()["title"])


@cache
def _country_names(code: str) -> dict[str, str]:
    file = package_folder("calibration") / "countries" / f"{code}.yaml"
    names: dict[str, str] = parse_country(file.read_text(encoding="utf-8"), code)["names"]
    return names


HEIGHT, TALL = 250, 380
FLOWS = 10
"""Payments between two sectors that are drawn: the largest."""
SYMBOL = 13
"""Size of the mark of this month (pixels)."""
ROOM = 1.15
"""Length of the axis over that of the longest bar: its difference stands behind it."""
SMALLEST = 0.0005
"""Difference of a payment that is told (share of GDP): half of what its last decimal shows."""


@dataclass(frozen=True)
class Picture:
    """A figure under its name, with its title, what it shows and in what unit."""

    name: str
    title: str
    about: str
    plot: Json


def axis_words(text: Text) -> Json:
    """What figures are drawn with: colours, light and dark, and the names of the months."""
    templates = {"light": template(dark=False), "dark": template(dark=True)}
    return {"locale": text.lang, "months": months_of(text.lang), "templates": templates}


def drawn(pair: Pair, person: int, text: Text) -> Json:
    """The answer so far, and the figures of this month."""
    figures = [vars(picture) for picture in pictures(pair, person, text)]
    return {"answer": answer(pair, text), "figures": figures}


def first_page(text: Text, head: str, pair: Pair | None = None) -> str:
    """The beginning of the page, up to where Solara goes on: with figures where there is a `pair`."""
    told = {name: text(f"explore.{name}") for name in ("title", "lead")}
    told["making"] = text("explore.making.first")
    seen = drawn(pair, pair.someone(), text) if pair else {}
    how = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    form = how.from_string(files(__package__).joinpath("first.html").read_text("utf-8"))
    return form.render(lang=text.lang, head=head, words=axis_words(text), **told, **seen)


def pictures(pair: Pair, person: int, text: Text) -> tuple[Picture, ...]:
    """Everything that is drawn each month, in the order of the page."""
    seekers = _over_time(pair, text, [side.series("unemployment_rate") for side in pair.sides], 100.0, 1)
    posts = _over_time(pair, text, [side.posts() for side in pair.sides], 1e-3, 0)
    currency = pair.chosen.economy.country.currency
    told = {"person": person, "told": _today(pair, person, text), "currency": currency}
    return (
        _picture(text, "unemployment", seekers),
        _picture(text, "posts", posts),
        _picture(text, "beveridge", _beveridge(pair, text)),
        _picture(text, "life", _life(pair, person, text), **told),
        _picture(text, "money", _money(pair, text)),
    )


def answer(pair: Pair, text: Text) -> str:
    """What this one economy shows so far beside its twin: in jobs, the mean of its last twelve months."""
    last = [side.series("employed")[-YEAR:] for side in pair.sides]
    twin, chosen = (float(np.mean(one)) for one in last)
    way = "more" if chosen > twin else "fewer" if chosen < twin else "same"
    told = "ai" if pair.chosen.role == "no_policy" else "chosen"
    named = [policy_name(one.name, text) for one in pair.scenario.policies]
    option = named[0] if len(named) == 1 else text(f"explore.answer.{told}")
    begins = min((one.start for one in pair.scenario.policies), default=0)
    if way == "same" and pair.month < begins:
        return text("explore.answer.before", option=option, month=text.month(pair.scenario.start, begins))
    over = text.plural("explore.answer.over", len(last[0]), month=text.month(pair.scenario.start, pair.month))
    return text(
        f"explore.answer.{way}", option=option, count=text.significant(abs(chosen - twin), 2), over=over
    )


def _picture(text: Text, name: str, plot: Json, **values: object) -> Picture:
    return Picture(name, text(f"explore.{name}", **values), text(f"explore.{name}.about", **values), plot)


def _form(text: Text, **changed: object) -> Json:
    return layout(HEIGHT) | {"separators": text.separators} | changed


def _horizon(pair: Pair) -> Json:
    first, last = dates(pair.scenario.start, np.array([0, pair.scenario.months - 1]))
    return {**YEARS, "nticks": 6, "range": [first, last], "type": "date"}


def _months(pair: Pair, count: int) -> list[str]:
    return dates(pair.scenario.start, np.arange(count))


def _over_time(pair: Pair, text: Text, series: Sequence[Sequence[float]], factor: float, digits: int) -> Json:
    traces = []
    for side, values in zip(pair.sides, series, strict=True):
        shown = np.asarray(values) * factor
        name = text(f"role.{side.role}")
        hover = f"%{{x|%B %Y}}<br>{name}: %{{y:,.{digits}f}}<extra></extra>"
        traces.append(line(_months(pair, len(shown)), shown, ROLES[side.role], name, hover))
    return {"data": traces, "layout": _form(text, xaxis=_horizon(pair))}


def _beveridge(pair: Pair, text: Text) -> Json:
    """Open posts over unemployment, means of twelve months: the way so far, and where it stands."""
    traces: list[Json] = []
    for side in pair.sides:
        x, y = (_year_means(side.series(name)) for name in ("unemployment_rate", "vacancy_rate"))
        look, name = ROLES[side.role], text(f"role.{side.role}")
        hover = f"{name}<br>%{{x:.1f}} %, %{{y:.2f}} %<extra></extra>"
        way, now = (line(at.tolist(), to, look, name, hover) for at, to in ((x, y), (x[-1:], y[-1:])))
        mark = {"symbol": look.symbol, "size": SYMBOL, "color": look.colour}
        traces += [{**way, "mode": "lines"}, {**now, "mode": "markers", "marker": mark, "showlegend": False}]
    axes = {}
    for axis, what in (("xaxis", "seekers"), ("yaxis", "posts")):
        axes[axis] = {"title": {"text": text(f"explore.beveridge.{what}")}, "nticks": 6}
    return {"data": traces, "layout": _form(text, height=TALL, **axes)}


def _year_means(values: Sequence[float]) -> np.ndarray:
    """Mean of the last twelve months, or of as many as there are, in each month (%)."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.arange(1, len(sums))
    first = np.maximum(ends - YEAR, 0)
    return np.asarray(100.0 * (sums[ends] - sums[first]) / (ends - first))


def _money(pair: Pair, text: Text) -> Json:
    """Payments from sector to sector over the last twelve months."""
    found = [side.shares() for side in pair.sides]
    # Who stands where is settled by the twin's first year, so that bars grow in their places.
    paid = {flow: amount for flow, amount in summed(pair.twin.flows[:YEAR]).items() if flow[0] != flow[1]}
    flows = sorted(paid, key=lambda flow: -paid[flow])[:FLOWS][::-1]
    called = [{"payer": text(f"payments.{a}"), "payee": text(f"payments.{b}")} for a, b in flows]
    bar = {"type": "bar", "orientation": "h", "textposition": "outside", "cliponaxis": False}
    bar["y"] = [text("explore.money.flow", **one) for one in called]
    percent = [[100.0 * shares.get(flow, 0.0) for flow in flows] for shares in found]
    traces = []
    for side, values in zip(pair.sides, percent, strict=True):
        colour, name = ROLES[side.role].colour, text(f"role.{side.role}")
        beside = [_difference(found, flow, text) if side is pair.chosen else "" for flow in flows]
        hover = f"%{{y}}<br>{name}: %{{x:.1f}} %<extra></extra>"
        own = {"name": name, "x": rounded(values), "text": beside, "hovertemplate": hover}
        traces.append({**bar, **own, "marker": {"color": colour}})
    longest = max(map(max, percent)) if flows else 1.0
    form = _form(text, height=TALL, barmode="group", bargap=0.25)
    form |= {"xaxis": {"range": [0.0, ROOM * longest], "nticks": 5}, "yaxis": {"tickfont": {"size": 11}}}
    return {"data": traces, "layout": form}


def _difference(found: Sequence[dict[Flow, float]], flow: Flow, text: Text) -> str:
    twin, chosen = (shares.get(flow, 0.0) for shares in found)
    return text.number(100.0 * (chosen - twin), 1, signed=True) if abs(chosen - twin) >= SMALLEST else ""


def _life(pair: Pair, person: int, text: Text) -> Json:
    """What a person lives on, and below what they do."""
    traces: list[Json] = []
    for side in pair.sides:
        look, name = ROLES[side.role], text(f"role.{side.role}")
        lived = side.economy.life(person)
        x = dates(pair.scenario.start, lived["month"].to_numpy())
        hover = f"%{{x|%B %Y}}<br>{name}: %{{y:,.0f}}<extra></extra>"
        traces.append(line(x, lived["disposable_income"].to_numpy(), look, name, hover))
        does = [text(f"status.{status}") for status in lived["status"]]
        told = line(x, np.zeros(0), look, name, f"%{{x|%B %Y}}<br>{name}: %{{y}}<extra></extra>")
        step = {"line": {**told["line"], "shape": "hv"}, "y": does, "yaxis": "y2", "showlegend": False}
        traces.append({**told, **step, "mode": "lines+markers"})
    form = _form(text, height=TALL, xaxis={**_horizon(pair), "anchor": "y2"})
    form["yaxis"] = {"domain": [0.45, 1.0], "rangemode": "tozero", "nticks": 5}
    form["yaxis2"] = {"domain": [0.0, 0.35], "type": "category"}
    return {"data": traces, "layout": form}


def _today(pair: Pair, person: int, text: Text) -> str:
    """What a person does this month, in both."""
    told = []
    for side in reversed(pair.sides):
        last = side.economy.life(person).row(-1, named=True)
        status = last["status"] if last["month"] == pair.month else "absent"
        words = {"role": text(f"role.{side.role}"), "status": text(f"status.{status}")}
        told.append(text("explore.life.side", **words))
    return text("head.and").join(told)

"""What scenarios set, by the names that a reader knows: the instrument and what the parameter means.

How to cite a run: a sentence, and an entry for BibTeX, words from the catalogue, TeX's own signs escaped.

What a scenario changes in the law: today's value, what it becomes, and what that moves in the budget.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.data.run import Run, Sweep
from reports.draw.table import Cell, Table, effect_cells, name
from reports.draw.units import effect_scale
from reports.story.sentences import country_name, label, option
from reports.text import Text
from simulator.findings.effects import Contrast, contrasts, effect

_NAMED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "{}&%$#_"} | _NAMED)


def citations(run: Run | Sweep, text: Text, title: str) -> tuple[str, str]:
    """Return a sentence and a BibTeX entry that name simulator, version, year, scenario, country and run."""
    content, run_id = run.content, str(run.content["run_id"])
    country, year = country_name(run, text), str(run.manifest.get("run", {}).get("started", ""))[:4]
    version = content.get("versions", {}).get("labour-displacement-simulator", "")
    named = {"title": title, "country": country, "year": year, "run": run_id, "version": version}
    software = text("reproduce.software", version=version).strip()
    fields = {
        "author": "{" + tex(str(content.get("author") or software)) + "}",
        "title": "{" + tex(title) + "}",
        "year": tex(year),
        "howpublished": tex(software),
        "note": tex(text("reproduce.bibtex_note", country=country, run=run_id)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    entry = "\n".join([f"@misc{{simulation-{run_id},", *lines, "}"])
    quick = text("banner.quick", persons=text.number(content["persons"], 0)) if content.get("quick") else ""
    return f"{text('reproduce.citation', **named)} {quick}".strip(), entry


def tex(words: str) -> str:
    """Return text that TeX sets as it stands."""
    return " ".join(words.split()).translate(_ESCAPED)


ABSENT = "–"
NATIONAL = "national currency per month"
FINANCING = "financing"
COMMON = ("start", "end", "earmark", "index", "for", "when", "balanced")
"""Settings that every instrument may have; each means the same in all."""
MONTH = re.compile(r"\d{4}-\d{2}")
SURROUNDING = ("world", "technology", "closure", "shock", "parameters", "rules")
"""Groups of settings in which variants may differ beside their policies."""


def differing_settings(run: Run, text: Text) -> Table:
    """Return the settings in which the options differ: one row a setting, one column an option.

    A run of one scenario stands beside the same world without its policies.
    """
    if run.comparison:
        names = [run.comparison["base"], *run.comparison["options"]]
        settings = [_settings(run, text, run.content["scenarios"][one]) for one in names]
        titles = [option(run, text, one) for one in names]
    else:
        names, own = [run.scenario], run.content.get("scenarios", {}).get(run.scenario, {})
        settings = [{}, _settings(run, text, own) if own.get("policies") or own.get("law") else {}]
        titles = [text("role.no_policy"), text("role.policy")]
    keys = dict.fromkeys(key for one in settings for key in one)
    rows = []
    for key in keys:
        values = [one.get(key, ABSENT) for one in settings]
        if len(set(values)) > 1:
            unit = str(declaration_of(run, key, names).get("unit", ""))
            head = Cell(called(run, text, key, names), head=True, about=key)
            rows.append([head, *map(Cell, values), Cell(unit_of(run, text, unit))])
    heads = [text("compared.setting"), *titles, text("compared.unit")]
    return Table(heads, rows)


def unit_of(run: Run, text: Text, unit: str) -> str:
    """Return a declared unit; money of the country's own by the name of its currency."""
    if unit == NATIONAL:
        return text("unit.money_month", **text.currency(str(run.content["country"].get("currency", "EUR"))))
    return text.declared(unit)


def called(run: Run, text: Text, key: str, names: list[str]) -> str:
    """Return the name of a setting in words; its key where the run does not say what it means."""
    instrument, _, parameter = key.rpartition(".")
    about = str(declaration_of(run, key, names).get("about", ""))
    known = text.has(f"setting.{parameter}") and parameter in COMMON
    meaning = text.declared(about) if about and not known else text.either(f"setting.{parameter}", parameter)
    if not instrument:
        return meaning
    is_around = instrument in SURROUNDING or instrument == "law"
    told = text(f"setting.{instrument}") if is_around else instrument_name(run, text, instrument)
    return text("setting", instrument=told, meaning=meaning)


def instrument_name(run: Run, text: Text, name: str) -> str:
    """Return the name of an instrument: that of its line in the budget, without the side where it has two."""
    lines = (one for one in (f"spending_{name}", f"revenue_{name}") if one in run.metadata)
    return min((label(run, text, line) for line in lines), key=len, default=name.replace("_", " "))


def _settings(run: Run, text: Text, scenario: dict[str, Any]) -> dict[str, str]:
    """Return what a scenario sets: each parameter of each instrument, and how it is financed."""
    found: dict[str, str] = {}
    for item in scenario["policies"]:
        for instrument, values in item.items():
            told = {key: value for key, value in values.items() if key != "source"}
            found |= {f"{instrument}.{key}": _plain(run, text, value) for key, value in told.items()}
    for key, value in scenario.get("law", {}).items():
        changes = value if isinstance(value, dict) else {"": value}
        found[f"law.{key}"] = "; ".join(
            f"{date}: {_law(text, str(change))}" for date, change in changes.items()
        )
    found |= {FINANCING: _plain(run, text, scenario[FINANCING])}
    for group in SURROUNDING if run.is_of_variants else ():
        values = scenario.get(group) or {}
        told = values if isinstance(values, dict) else {"all": values}
        found |= {f"{group}.{key}": _plain(run, text, value) for key, value in told.items()}
    return found


def _plain(run: Run, text: Text, value: object) -> str:
    if isinstance(value, dict):
        if value and set(value) <= {"from", "to"}:
            ends = {key: _plain(run, text, inner) for key, inner in value.items()}
            return text(f"setting.span.{'_'.join(ends)}", **ends)
        named = ((text.either(f"setting.value.{key}", str(key)), inner) for key, inner in value.items())
        told = (text("setting", instrument=key, meaning=_plain(run, text, inner)) for key, inner in named)
        return text("setting.and").join(told)
    if isinstance(value, list):
        return ", ".join(_plain(run, text, one) for one in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return text.significant(value)
    word = str(value)
    if MONTH.fullmatch(word):
        return text.month(word, 0)
    if word in run.instruments or f"revenue_{word}" in run.metadata:
        return instrument_name(run, text, word)
    return text.either(f"setting.value.{word}", word)


def _law(text: Text, change: str) -> str:
    """A change of the law as the scenario writes it: its number, and its unit in the language of the page."""
    number, _, unit = change.partition(" ")
    if number == "today":
        return text("law.today")
    if unit in ("points", "%"):
        return text("law.points", number=number) if unit == "points" else text.percent(number)
    return f"{number} {text.declared(unit)}".rstrip()


def declaration_of(run: Run, key: str, names: list[str]) -> dict[str, Any]:
    """Return what the run says of a parameter, its unit and meaning; nothing of a date."""
    parameters = run.content.get("parameters", {})
    known = key.removeprefix("parameters.")  # those of the model stand alone
    places = (known, *(f"{one}: {known}" for one in names))
    return next((parameters[place] for place in places if place in parameters), {})


ROOM = "law."
AT_THE_FLOOR = "minimum_wage_workers"
PERCENT = 100.0

type Entry = Mapping[str, Any]


@dataclass(frozen=True)
class ChangedLaw:
    """What the page tells: a sentence for each value, and the items of the budget that it moves."""

    sentences: list[str]
    items: Table


def changed_law(run: Run, text: Text) -> ChangedLaw | None:
    """Return what changes in the law, None where nothing does; of options their settings tell it."""
    known = run.content.get("parameters", {}).items()
    entries = {key.removeprefix(ROOM): one for key, one in known if key.startswith(ROOM)}
    policy = next((one for one in contrasts(run) if one.name == "policy"), None)
    if not entries or policy is None or run.comparison:
        return None
    told = [_sentence(text, entry) for entry in entries.values()]
    rows = [row for name, entry in entries.items() for row in _rows(run, text, policy, name, entry)]
    heads = ("what", "item", "mean", "low", "high", "counted", "unit")
    return ChangedLaw(told, Table([text(f"table.law.{head}") for head in heads], rows))


def _sentence(text: Text, entry: Entry) -> str:
    law, about = entry["law"], text.declared(str(entry["about"]))
    steps = text("law.and").join(
        text("law.step", change=_change(text, entry, step), month=text.month(str(step["from"]), 0))
        for step in law["steps"]
    )
    if law["today"] is None:
        return text("law.moved", what=about, steps=steps)
    return text("law.changed", what=about, today=_value(text, entry, law["today"]), steps=steps)


def _change(text: Text, entry: Entry, step: Entry) -> str:
    """One change in words, and what the value becomes where that says more."""
    law, amount = entry["law"], float(step["amount"])
    if step["way"] != "to" and amount == 0.0:
        return text("law.today")
    if step["way"] == "to":
        return _value(text, entry, amount)
    signed = text.number(amount * PERCENT, _digits(amount * PERCENT), signed=True)
    if law["today"] is None:
        return text.percent(signed) if entry["unit"] == "%" else text("law.points", number=signed)
    if step["way"] == "times":
        moved = text.percent(signed)
    elif law["kind"] == "share":
        moved = text("law.points", number=signed)
    else:
        moved = f"{text.number(amount, _digits(amount), signed=True)} {text.declared(str(entry['unit']))}"
    return text("law.becomes", change=moved, value=_value(text, entry, float(step["becomes"])))


def _digits(value: float) -> int:
    """Decimals that a number has, two at most."""
    return next((digits for digits in (0, 1) if abs(value - round(value, digits)) < 1e-9), 2)


def _value(text: Text, entry: Entry, value: float) -> str:
    if entry["law"]["kind"] == "share":
        return text.percent(text.significant(value * PERCENT, 4))
    return f"{text.significant(value)} {text.declared(str(entry['unit']))}"


def _rows(run: Run, text: Text, policy: Contrast, name_of: str, entry: Entry) -> Iterator[list[Cell]]:
    """A row for each item that the value moves, and for those paid the minimum wage."""
    law, about = entry["law"], text.declared(str(entry["about"]))
    items = [one for item in law["moves"] for one in (f"revenue_{item}", f"spending_{item}")]
    if name_of == "minimum_wage":
        items.append(AT_THE_FLOOR)
    first = next((one for one in items if one in run.indicators), None)
    for item in items:
        found = effect(run, policy, item) if item in run.indicators else None
        if found is None:
            continue
        scale = effect_scale(run, text, found)
        counted = law["counted"] if item == first and law["counted"] in run.indicators else ""
        part = effect(run, policy, counted) if counted else None
        own = Cell(ABSENT) if part is None else effect_cells(text, scale, part)[0]
        head = [Cell(about, head=True, about=f"{ROOM}{name_of}"), name(label(run, text, item))]
        yield [*head, *effect_cells(text, scale, found), own, Cell(scale.label(text))]

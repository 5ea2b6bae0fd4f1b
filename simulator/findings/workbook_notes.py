"""What a workbook says beside its numbers: how to read it, what is measured, where inputs come from."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.core.caveats import caveats
from simulator.findings.words import Words
from simulator.findings.workbook_words import indicator_name, unit_name

NOTES = ("What", "Note")
MEASURES = ("Indicator", "Unit", "Description, in English", "indicator")
SOURCES = ("Parameter", "Value", "Unit", "Status", "Source", "parameter")
README, RESULTS, GETS, DECILES, GROUPS, WINNERS, INDICATORS, PARAMETERS = (
    "Read me", "Main results", "Who gets it", "Income by decile", "By group", "Winners and losers",
    "Indicators", "Parameters",
)  # fmt: skip
SHEETS = {
    RESULTS: "What the policy does (same world, with and without it) and what AI does (without the policy, "
    "less no further AI), each over the period that the row names. The bounds are those of the 95 % interval "
    "over seeds. Money is at prices of the first year, by the run's own consumer price level (VAT included), "
    "or a share of the GDP without the change. Least favourable year: of the years in which anything differs "
    "that in which the mean difference is worst, or farthest from zero where no side is good; its interval "
    "does not count that it was picked. Lowest and highest: over the closures that were run, never pooled.",
    GETS: "The change of national income by receiver: the six lines of what is earned add up to it, and so "
    "do the three after taxes and transfers, in every seed. What is paid abroad is no part of it.",
    DECILES: "Income per adult and month by income decile of month 0 (equivalised disposable income): market "
    "income, pensions, benefits and what policies pay, less taxes, are what is left, in every seed.",
    GROUPS: "The same by group. Groups are those of month 0, so that no policy moves people between them.",
    WINNERS: "Shares of people whose real income, averaged over seeds, would rise or fall by more than 5 %: "
    "the share that chance alone makes in each direction, and the difference of the two with its 95 % "
    "interval. Below zero there are fewer than by chance: where incomes rise for all, fewer lose.",
    INDICATORS: "Every indicator in its words and unit.",
    PARAMETERS: "Every parameter: value, status (observed, estimated, calibrated, assumed), source.",
}
TOPIC = (
    "Means over the months of a year and over seeds, a column a run; before the first year, the opening "
    "state."
)
READ = (
    "Conditional estimates, not forecasts. Levels of money are at current prices, but for indicators called "
    "real, which are at prices of month 0; so is all money among the main results."
)
ROUNDED = (
    "Numbers have six significant digits at most. The columns in small letters at the end hold codes, for "
    "programs; they are the same in every language."
)
QUICK = "A quick look: few persons, few seeds. Not for quotation."
CITE = "Give the version of the simulator and the run id in report.html and manifest.json."
FACTS = (
    "Scenario", "Question", "Country", "Data of", "Currency", "First month", "Months", "Seeds",
    "Simulated persons", "World of AI",
)  # fmt: skip
_PARTS = ("about", "unit", "status", "source")
TOLD = ("How to read it", "Rounding", "Left out", "How to cite", "Sheet")


def notes(content: Mapping[str, Any], topics: tuple[str, ...], words: Words) -> Iterator[tuple[Any, ...]]:
    """Rows of the first sheet: what was run, how its numbers are to be read, a line a sheet."""
    country, horizon, say = content["country"], content["horizon"], words.declared
    title = say(str(content["title"])) or ", ".join(content["scenarios"])
    worlds = content.get("comparison", {}).get("worlds", [content["world"]])
    values = (
        title, say(str(content["question"])), country["name"], country["vintage"], country["currency"],
        horizon["start"], horizon["months"], content["seeds"], content["persons"],
        ", ".join(words.either(f"world.{one}", one) for one in worlds),
    )  # fmt: skip
    yield from zip(map(say, FACTS), values, strict=True)
    if content["quick"]:
        yield say(TOLD[0]), say(QUICK)
    yield say(TOLD[0]), say(READ)
    yield say(TOLD[1]), say(ROUNDED)
    for name, line in caveats(country.get("iso3", ""), worlds).items():
        yield say(TOLD[2]), words.either(f"caveat.{name}", line)
    yield say(TOLD[3]), say(CITE)
    for sheet in (RESULTS, GETS, DECILES, *topics, GROUPS, WINNERS, INDICATORS, PARAMETERS):
        yield f"{say(TOLD[4])} {say(sheet)}", say(SHEETS.get(sheet, TOPIC))


def measures(content: Mapping[str, Any], words: Words) -> Iterator[tuple[str, ...]]:
    """Rows of the sheet of indicators."""
    for one in content["indicators"]:
        name, label = str(one["name"]), str(one.get("label", ""))
        unit = unit_name(words, str(one.get("unit", "")))
        yield indicator_name(words, label), unit, str(one.get("about", "")), name


def sources(content: Mapping[str, Any], words: Words) -> Iterator[tuple[Any, ...]]:
    """Rows of the sheet of parameters: every one that the run used."""
    for name, one in content["parameters"].items():
        about, unit, status, source = (str(one.get(key, "")) for key in _PARTS)
        yield (
            about, one["value"], words.declared(unit),
            words.either(f"status.{status}", status), source, name,
        )  # fmt: skip

"""What a workbook says beside its numbers: how to read it, what is measured, where inputs come from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.core.caveats import caveats

NOTES = ("subject", "note")
MEASURES = ("indicator", "label", "unit of measure", "about")
SOURCES = ("parameter", "value", "unit", "status", "source", "about")
_SHEETS = {
    "headline": "Paired differences, in the window that the row names (last60: mean of the last 60 months, "
    "or of all where there are fewer; whole_sum: sum over the run): what the policy does (same world, with "
    "and without it) and what AI does (without the policy, less no further AI). low and high bound the 95 % "
    "interval over seeds. Money is at prices of the first year, by the run's own consumer price level (VAT "
    "included), or a share of the GDP without the change. worst_year: of the years in which anything differs "
    "that in which the mean difference is worst, or farthest from zero where no side is good; its interval "
    "does not count that it was picked. "
    "lowest and highest: over the closures that were run, never pooled.",
    "who_gets": "The change of national income (gni) by receiver, as in the sheet headline: the six lines "
    "earned_ add up to it, and so do the three after_tax_, in every seed. income_abroad (dividends and "
    "interest) and ai_rents_abroad (AI bought abroad, an import; ai_profit_abroad are the rents in it) are "
    "no part of it.",
    "groups": "The same by group. Groups are those of month 0, so that no policy moves people between them.",
    "winners": "Shares of people whose real income, averaged over seeds, would rise (gain) or fall (loss) by "
    "more than 5 %: gross, what chance makes of nothing, and net of it with its 95 % interval. A net share "
    "below zero means fewer than by chance, and nobody who gains or loses.",
    "measures": "Every indicator in its words and unit.",
    "sources": "Every parameter: value, status (observed, estimated, calibrated, assumed), source.",
}
_READ = (
    "Conditional estimates, not forecasts. Levels of money are at current prices, but for measures called "
    "real, which are at prices of month 0; so is all money in the sheet headline."
)
_TOPIC = "Means over the months of a year and over seeds, a column a role. Year 0 is the opening state."


def notes(content: Mapping[str, Any], topics: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Rows of the sheet `notes`: what was run, how its numbers are to be read, a line a sheet."""
    country, horizon = content["country"], content["horizon"]
    yield "title", str(content["title"] or ", ".join(content["scenarios"]))
    yield "question", str(content["question"])
    yield "country", f"{country['name']}, data of {country['vintage']}, {country['currency']}"
    yield "horizon", f"{horizon['months']} months from {horizon['start']}"
    yield "runs", f"{content['seeds']} seeds of {content['persons']:,} persons, world {content['world']}"
    if content["quick"]:
        yield "quick look", "Few persons, few seeds. Not for quotation."
    yield "how to read", _READ
    worlds = content.get("comparison", {}).get("worlds", [content["world"]])
    for line in caveats(country.get("iso3", ""), worlds).values():
        yield "left out", line
    yield "how to cite", "Give the version of the simulator and the run id in report.html and manifest.json."
    for sheet in (*topics, *_SHEETS):
        yield f"sheet {sheet}", _SHEETS.get(sheet, _TOPIC)


def measures(content: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Rows of the sheet `measures`."""
    for entry in content["indicators"]:
        yield tuple(str(entry.get(key, "")) for key in ("name", "label", "unit", "about"))


def sources(content: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of the sheet `sources`: every parameter that the run used."""
    for name, entry in content["parameters"].items():
        yield name, entry["value"], *(str(entry.get(key, "")) for key in SOURCES[2:])

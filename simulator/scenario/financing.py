"""Who pays: by borrowing, by the rule for the budget, from funds, or by one addition to a tax that balances.

`financing: {balanced: income_tax}` names what is raised; the run solves by how much. A resolved scenario
holds the solved `rate` beside it, and is run again with that rate instead of solving anew.

What a tax is today, and the highest that a country is known to have: beside a rate that a run solved.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.core.errors import suggestion
from simulator.core.param import Param, Parameters
from simulator.scenario.country.profile import Country
from simulator.scenario.file.values import DECLARED, Refused, none_of, read_keys, read_number, shown


@dataclass(frozen=True)
class Yardstick:
    """A country's rate of a tax today and the highest one known, shares of the tax's base."""

    what: str
    today: float
    highest: float
    where: str
    source: str


def yardstick(tax: str, country: Country) -> Yardstick | None:
    """Return that of a tax of the state; None for the levies of instruments, which few countries have."""
    with Path(__file__).with_name("highest_taxes.csv").open(encoding="utf-8", newline="") as file:
        row = next((row for row in csv.DictReader(file) if row["tax"] == tax), None)
    if row is None:
        return None
    top = float(country.income_tax_brackets[-1, 1])
    today = country.values[row["today"]] if row["today"] else top
    return Yardstick(row["what"], today, float(row["highest"]), row["where"], row["source"])


RULE = "rule"
"""The income tax keeps the country's rule for its budget, in every run of the scenario."""
PLAIN = ("deficit", RULE, "earmarked")


class TaxAdditions(Parameters, declared=DECLARED["balanced budget"]):
    """A constant addition to the rate of a tax, from the first policy's start on; the run solves it."""


@dataclass(frozen=True)
class Balancing:
    """`{balanced: by}`: a tax of the state or `instrument.parameter`; `rate` is what is added, once known."""

    by: str
    rate: float | None = None

    @property
    def instrument(self) -> str:
        """The instrument whose parameter is raised; empty for a tax of the state."""
        return self.by.rpartition(".")[0]

    @property
    def parameter(self) -> str:
        """The tax, or the parameter of the instrument."""
        return self.by.rpartition(".")[2]

    def plain(self) -> dict[str, Any]:
        """As it is written in a scenario file."""
        return {"balanced": self.by} | ({} if self.rate is None else {"rate": self.rate})


type Financing = str | Balancing


def targets(instruments: Mapping[str, Any]) -> dict[str, Param]:
    """What can balance a budget, with its declaration: taxes, and rates of what raises revenue."""
    levies = {
        f"{name}.{key}": declared
        for name, kind in instruments.items()
        if getattr(kind, "family", "") == "contribute"
        for key, declared in getattr(kind, "own", kind.declared)().items()
        if declared.default == 0.0 and declared.kind != "flag"
    }
    return {**TaxAdditions.declared(), **levies}


def read_financing(raw: Any, instruments: Mapping[str, Any]) -> Financing:
    """What a scenario file says under `financing`; Refused lists all that is wrong in it."""
    if isinstance(raw, dict):
        return _read_balancing(raw, targets(instruments))
    if raw in PLAIN:
        return str(raw)
    words = f"{', '.join(PLAIN)}, {{balanced: income_tax}}"
    hint = suggestion(raw, PLAIN) if isinstance(raw, str) else ""
    raise Refused(f"{shown(raw)} is no financing; allowed: {words}.{hint}")


def _read_balancing(raw: Mapping[str, Any], known: Mapping[str, Param]) -> Balancing:
    by = raw.get("balanced")
    declared = known.get(by) if isinstance(by, str) else None

    def read(key: str, value: Any) -> Any:
        if key == "balanced" and declared is None:
            raise Refused(none_of(by, "tax or levy", known))
        if key == "rate" and value is not None and declared is not None:
            low, high = declared.bounds  # an addition to a parameter of an instrument may also lower it
            added = replace(declared, bounds=(low - high, high - low), default=0.0)
            return read_number(value, added if "." in str(by) else declared)
        return value

    missing = "balanced is missing; write it as in {{balanced: income_tax}}"
    found = read_keys(raw, ("balanced", "rate"), read, ("balanced",), missing)
    return Balancing(found["balanced"], found.get("rate"))


def tax_additions(financing: Financing) -> dict[str, float]:
    """What is added to each tax of the state."""
    if isinstance(financing, Balancing) and financing.rate and not financing.instrument:
        return {financing.by: financing.rate}
    return {}

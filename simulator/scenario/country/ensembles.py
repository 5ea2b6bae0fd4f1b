"""Draws of a country's parameters: from a posterior, from ranges, or accepted by `sim calibrate`.

A run takes them unless its scenario says `parameters: fixed`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.core.errors import InputError
from simulator.core.param import draw_of
from simulator.core.shipped import country_codes, package_folder
from simulator.scenario.file.checks import Problem, model_parameters
from simulator.scenario.file.values import OTHERS
from simulator.scenario.scenario import ENSEMBLE

POSTERIOR, RANGES, SEARCH = "posterior", "ranges", "search"
"""Kinds of draws: learnt from data; uniform over what is thought possible; accepted by a search."""
_OTHER_COLUMNS = ("draw", "loss")
_PROVENANCE = "provenance"
"""What stands in a resolved scenario alone."""
_ANEW = "python -m calibration.study posterior"


@dataclass(frozen=True)
class EnsembleOfDraws:
    """Parameters, in declared units: draws of one kind, and when and by what they were made."""

    draws: tuple[Mapping[str, float], ...]
    made: str
    kind: str = SEARCH

    def draw(self, state: int) -> Mapping[str, float]:
        """The draw of an opening state: none in the first, which has what ships; then in turn, over again."""
        number = draw_of(state, len(self.draws))
        return self.draws[number - 1] if number else {}

    def spans(self, states: int) -> dict[str, tuple[float, float]]:
        """Lowest and highest value of each parameter in the draws of so many opening states."""
        used = self.draws[: states - 1]
        table = {name: [draw[name] for draw in used] for name in self.draws[0]}
        return {name: (min(values), max(values)) for name, values in table.items() if values}

    def all_spans(self) -> dict[str, tuple[float, float]]:
        """The same of all draws: what a scenario draws from, however many opening states it has."""
        return self.spans(len(self.draws) + 1)

    @property
    def status(self) -> str:
        """How well a drawn value is known, in the words of parameters."""
        return "assumed" if self.kind == RANGES else "estimated"

    @property
    def source(self) -> str:
        """Where a drawn value comes from, in words."""
        of = {POSTERIOR: "the posterior", RANGES: "ranges"}.get(self.kind, "a search")
        return f"{len(self.draws)} draws from {of} ({self.made})"


def countries_with_ensemble() -> tuple[str, ...]:
    """Codes of the countries whose draws ship, sorted."""
    folder = package_folder("calibration") / "ensembles"
    if not folder.is_dir():
        return ()
    return tuple(sorted(f.name.removesuffix(".csv") for f in folder.iterdir() if f.name.endswith(".csv")))


def load_ensemble(iso3: str) -> EnsembleOfDraws:
    """Draws of a country.

    Raises
    ------
    InputError
        The country has none; a line names an unknown parameter or a value outside its bounds.
    """
    known = countries_with_ensemble()
    if iso3 not in known:
        which = f"those of {', '.join(known)} ship" if known else "none ship yet"
        anew = f"make some: python -m calibration.study posterior {iso3} --ranges"
        raise InputError(f"{iso3} has no draws of parameters ({which}); write parameters: fixed, or {anew}")
    label = f"calibration/ensembles/{iso3}.csv"
    text = (package_folder("calibration") / "ensembles" / f"{iso3}.csv").read_text(encoding="utf-8")
    return read_ensemble(text, label)


def without_draw(parameters: Mapping[str, float], iso3: str, opening: int) -> dict[str, float]:
    """Parameters of a scenario without what an opening state's own draw, if it took one, put there."""
    known = opening > 0 and iso3 in countries_with_ensemble()
    own = load_ensemble(iso3).draw(opening) if known else {}
    return {name: value for name, value in parameters.items() if own.get(name) != value}


def takes_draws(plain: Mapping[str, Any]) -> bool:
    """Whether a scenario's replicates take draws: as it says, else where its country has draws.

    A scenario that a run folder resolved before drawing was the default holds what ships, as it was computed.
    """
    written = plain.get("parameters")
    word = written.get(OTHERS) if isinstance(written, dict) else written
    if word is None:
        return _PROVENANCE not in plain and plain.get("country") in countries_with_ensemble()
    return bool(word == ENSEMBLE)


def ensemble_problems(plain: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the draws that a scenario takes."""
    if takes_draws(plain) and plain.get("country") in country_codes():
        try:
            load_ensemble(plain["country"])
        except InputError as error:
            yield ("parameters",), str(error)


@cache
def read_ensemble(text: str, label: str) -> EnsembleOfDraws:
    """Draws from the text of a file: a head of `# name: value` lines, then a table."""
    lines = text.splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    declared, draws = model_parameters(), []
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        try:
            draws.append({name: declared[name].check(name, float(value)) for name, value in row.items()
                          if name not in _OTHER_COLUMNS})  # fmt: skip
        except (KeyError, ValueError, TypeError) as error:
            fault = f"draw {row.get('draw')}: {error} is no parameter or value of the model"
            raise InputError(f"{fault}; make the file anew: {_ANEW}", where=label) from error
    if not draws:
        raise InputError(f"holds no draw; make the file anew: {_ANEW}", where=label)
    made = ", ".join(head.get(key, f"no {key}") for key in ("date", "version"))
    return EnsembleOfDraws(tuple(draws), made, head.get("kind", SEARCH))

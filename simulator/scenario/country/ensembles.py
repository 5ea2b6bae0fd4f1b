"""Draws of a country's estimated parameters, which `sim calibrate` makes and `parameters: ensemble` uses."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.core.errors import InputError
from simulator.core.shipped import country_codes, package_folder
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.file.fields import checked_field
from simulator.scenario.file.problems import Problem
from simulator.scenario.file.reading import Refused
from simulator.scenario.file.wording import shown
from simulator.scenario.scenario import ENSEMBLE

_OTHER_COLUMNS = ("draw", "loss")


@dataclass(frozen=True)
class EnsembleOfDraws:
    """Parameters, in declared units, that fit the country's targets about equally well; the best first."""

    draws: tuple[Mapping[str, float], ...]
    made: str
    """When and by what they were made."""

    def draw(self, replicate: int) -> Mapping[str, float]:
        """The draw of a replicate: in turn, beginning again after the last."""
        return self.draws[replicate % len(self.draws)]

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """Lowest and highest value of each parameter."""
        table = {name: [draw[name] for draw in self.draws] for name in self.draws[0]}
        return {name: (min(values), max(values)) for name, values in table.items()}

    @property
    def source(self) -> str:
        """Where a drawn value comes from, in words."""
        return f"ensemble of {len(self.draws)} draws ({self.made})"


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
        raise InputError(f"{iso3} has no ensemble of draws ({which}); make one: sim calibrate {iso3}")
    label = f"calibration/ensembles/{iso3}.csv"
    text = (package_folder("calibration") / "ensembles" / f"{iso3}.csv").read_text(encoding="utf-8")
    return read_ensemble(text, label)


def ensemble_problems(plain: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the draws that a scenario asks for."""
    if plain.get("parameters") == ENSEMBLE and plain.get("country") in country_codes():
        try:
            load_ensemble(plain["country"])
        except InputError as error:
            yield ("parameters",), str(error)


def parameters_field() -> Any:
    """What may stand under `parameters` of a scenario file: values, or the word for draws."""

    def read(raw: Any) -> dict[str, Any]:
        if raw == ENSEMBLE:
            return {}
        if not isinstance(raw, dict):
            raise Refused(((), f"{shown(raw)} stands where “name: value” lines, or {ENSEMBLE}, are needed"))
        return raw

    values = {"type": "object", "additionalProperties": {"type": ["number", "string"]}}
    about = f"Model parameter → value; or {ENSEMBLE}: each replicate takes a draw of the country's estimates"
    return checked_field(read, {"anyOf": [values, {"const": ENSEMBLE}], "description": about})


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
            raise InputError(f"{fault}; make the file anew: sim calibrate", where=label) from error
    if not draws:
        raise InputError("holds no draw; make the file anew: sim calibrate", where=label)
    made = ", ".join(head.get(key, f"no {key}") for key in ("date", "version"))
    return EnsembleOfDraws(tuple(draws), made)

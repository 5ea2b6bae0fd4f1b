"""The shipped model as an experiment sees it: what a run gives, what is measured, what went in."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from simulator.scenario import Scenario
    from simulator.store.tables import RunOutput


class ShippedModel:
    """Imports the model when it is first used: checking input must not wait for compiled code."""

    def simulate(self, scenario: "Scenario", **run: Any) -> "RunOutput":
        """Run one role of one replicate."""
        from simulator.experiment.simulate import simulate

        return simulate(scenario, **run)

    def indicators(self, scenario: "Scenario") -> Sequence[Mapping[str, Any]]:
        """Metadata of every indicator, in the units of the scenario's country."""
        from simulator.indicators import metadata
        from simulator.scenario.country.profile import load_country
        from simulator.scenario.own import instruments_of

        return metadata(load_country(scenario.country), instruments_of(scenario))

    def describe(self, scenario: "Scenario") -> Mapping[str, Any]:
        """Manifest entries about country and parameters."""
        from simulator.experiment.provenance import describe

        return describe(scenario)

    def fit(self, scenario: "Scenario", results: pl.DataFrame) -> list[dict[str, Any]]:
        """Every calibration target of the country beside what the run gave."""
        from simulator.findings.targets import fit
        from simulator.scenario.country.profile import load_country

        return fit(load_country(scenario.country).targets, results)

"""What paired seeds are worth: `python -m benchmarks.pairing` prints it for the training scenario.

A policy's effect is the difference of two runs. With paired seeds both runs meet the same shocks and the
same people, so that noise cancels; the gain is how many times more seeds independent runs would need. It
falls with the length of a run, as paths drift apart: it is told at the headline's length and in its window.
All runs hold the parameters that ship: draws of these are shared by a pair, and would count as noise that
pairing takes out. Opening states are the clusters of the effect's interval.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from simulator.scenario import Scenario

SCENARIO = "esp/training_programme"
INDICATOR = "employed"
LAST = 60
LEAST = 5.0
DRAWS = 1000


def held(persons: int, months: int, scenario: str) -> Scenario:
    """The scenario on what ships, whatever its country draws (`parameters: fixed`)."""
    from simulator.scenario import Options, load_scenario

    return replace(load_scenario(scenario, options=Options(persons=persons, months=months)), ensemble=False)


def endings(scenario: Scenario, seeds: int, role: str) -> NDArray[np.float64]:
    """Mean employment of the last five years in each replicate of a role (persons, shape (seeds,))."""
    from simulator.experiment.shipped_model import ShippedModel
    from simulator.experiment.tasks import scenario_of

    wanted = scenario_of(scenario, role)
    found = []
    for replicate in range(seeds):
        rows = ShippedModel().simulate(wanted, role=role, replicate=replicate).rows
        months_of, values = np.asarray(rows["month"]), np.asarray(rows["value"])
        chosen = (
            (rows["indicator"] == INDICATOR) & (rows["by"] == "total") & (months_of >= scenario.months - LAST)
        )
        found.append(float(values[chosen].mean()))
    return np.array(found)


def interval(with_it: NDArray[np.float64], without: NDArray[np.float64]) -> tuple[float, float]:
    """95 % bootstrap interval of the gain over seeds: a ratio of variances needs many of them."""
    from simulator.findings.intervals import pairing_gain

    chosen = np.random.default_rng(2025).integers(0, len(with_it), (DRAWS, len(with_it)))
    gains = [pairing_gain(with_it[rows], without[rows]) for rows in chosen]
    low, high = np.quantile(gains, (0.025, 0.975))
    return float(low), float(high)


def report(persons: int, months: int, seeds: int, scenario: str) -> tuple[float, str]:
    """The gain and a line that tells it with its interval, the effect and both standard deviations."""
    from simulator.findings.intervals import paired_interval, pairing_gain

    asked = held(persons, months, scenario)
    with_it, without = (endings(asked, seeds, role) for role in ("policy", "no_policy"))
    openings = np.array([asked.opening_of(replicate) for replicate in range(seeds)], dtype=np.int64)
    gain, effect = pairing_gain(with_it, without), paired_interval(with_it, without, openings)
    low, high = interval(with_it, without)
    independent = float(np.sqrt(np.var(with_it, ddof=1) + np.var(without, ddof=1)))
    paired = float(np.std(with_it - without, ddof=1))
    return gain, (
        f"{persons:>9,} persons, {months} months, {seeds} seeds: effect {effect.mean:+,.0f} persons "
        f"[{effect.low:+,.0f}, {effect.high:+,.0f}]; sd of one difference {paired:,.0f} paired, "
        f"{independent:,.0f} independent; variance ratio {gain:.1f} [{low:.1f}, {high:.1f}]"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 1 when the largest population gains less than it must."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairing", description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[20_000], help="population sizes to try")
    parser.add_argument("--months", type=int, default=180, help="length of a run; its last five years count")
    parser.add_argument(
        "--seeds",
        type=int,
        default=40,
        help="replicates of each role; few leave the ratio itself uncertain",
    )
    parser.add_argument("--scenario", default=SCENARIO, help="a scenario with a policy")
    options = parser.parse_args(arguments)
    gain = 0.0
    for persons in sorted(options.persons):
        gain, line = report(persons, options.months, options.seeds, options.scenario)
        print(line, flush=True)
    print(f"least asked for: {LEAST:.0f} ({'met' if gain >= LEAST else 'NOT MET'} at the largest population)")
    return 0 if gain >= LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main())

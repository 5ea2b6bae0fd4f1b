"""Estimation by simulated moments: what `sim calibrate` does.

Several countries together fit structural parameters and each its levels, one country alone its levels.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calibration.estimate import identify, search
from calibration.estimate.evaluations import Evaluations, Progress, SpentError
from calibration.estimate.unknowns import Array, Space, space_of
from calibration.study.table import Column, made_by, markdown, print_table, write_csv
from calibration.validate.stationarity import parameters_hash
from simulator.core import cache

MINUTE = 60.0
NOISE_SEEDS = 6
PARAMETERS = (
    Column("parameter", "parameter"),
    Column("targets", "identified by"),
    Column("ships", "ships", ".4g"),
    Column("estimate", "estimate", ".4g"),
    Column("from", "2.5 %", ".4g"),
    Column("to", "97.5 %", ".4g"),
    Column("profile_from", "profile from", ".4g"),
    Column("profile_to", "to", ".4g"),
    Column("strongest", "moves most"),
    Column("slope", "tolerances over its range", "+.1f"),
    Column("identified", "identified"),
)
MOMENTS = (
    Column("target", "target"),
    Column("judged", "judged"),
    Column("value", "data", ".4f"),
    Column("tolerance", "tolerance", ".4f"),
    Column("weight", "weight", ".3f"),
    Column("ships", "as it ships", ".4f"),
    Column("estimate", "estimate", ".4f"),
    Column("before", "before"),
    Column("after", "after"),
)


@dataclass(frozen=True)
class Fit:
    """A search at its end, which may be early: `complete` says whether all was evaluated."""

    evaluations: Evaluations
    trace: search.Trace
    complete: bool

    @property
    def ensemble(self) -> Array:
        """Positions of the accepted points, the best first."""
        return search.accepted(self.trace)

    @property
    def space(self) -> Space:
        """The unknowns."""
        return self.evaluations.space


def estimate(evaluations: Evaluations, count: int) -> Fit:
    """Screen, search and draw within `count` evaluations, or as far as the time goes."""
    screening, steps, draws = search.shares(count)
    ask, start = evaluations, evaluations.space.start
    complete = False
    evaluations.learn_noise(start, [evaluations.seeds[0] + 1000 + k for k in range(NOISE_SEEDS)])
    trace = search.screen(start, ask, screening)
    try:
        search.improve(trace, ask, steps)
        for batch in range(0, draws, search.A_ROUND):
            search.draw(trace, ask, min(search.A_ROUND, draws - batch), batch)
        complete = True
    except SpentError:
        pass
    return Fit(evaluations, trace, complete)


def calibrate(
    countries: Sequence[str], out: Path, *, evaluations: int, budget: float, persons: int, seeds: int,
    base_seed: int, jobs: int, resume: bool, progress: Progress | None = None,
) -> Fit:  # fmt: skip
    """Fit and write `estimate.csv`, `moments.csv` and an ensemble for each country into `out`.

    Raises InputError for a folder that holds another search, SpentError when not even the screening was done.
    """
    cache.configure()
    asked = Evaluations(
        space_of(countries), out, persons, range(base_seed, base_seed + seeds), jobs,
        until=time.monotonic() + MINUTE * budget, progress=progress,
    )  # fmt: skip
    asked.open(resume=resume)
    fit = estimate(asked, evaluations)
    size = f"--evaluations {evaluations} --budget {budget:g} --persons {persons} --seeds {seeds}"
    write(fit, out, f"uv run sim calibrate {' '.join(countries)} {size} --base-seed {base_seed}")
    return fit


def parameter_rows(fit: Fit) -> list[dict[str, Any]]:
    """A row for each unknown."""
    return identify.rows(fit.space, fit.trace, fit.ensemble, fit.evaluations.keys)


def moment_rows(fit: Fit) -> list[dict[str, Any]]:
    """A row for each target: data, what ships and what the estimate gives; only what was read is judged."""
    asked, rows = fit.evaluations, []
    for country, own in asked.targets.items():
        ships, now = (
            asked.moments(point, country, asked.seeds) for point in (fit.space.start, fit.trace.best)
        )
        for one in own:
            row: dict[str, Any] = {
                "target": f"{country} {one.id} {one.key.replace('_', ' ')}", "value": one.value,
                "judged": "yes" if one.judged else "–",
                "tolerance": one.tolerance, "weight": one.weight,
                "ships": ships[one.key], "estimate": now[one.key],
            }  # fmt: skip
            for name, found in (("before", ships), ("after", now)):
                hit = abs(found[one.key] - one.value) <= one.tolerance
                row[name] = ("PASS" if hit else "FAIL") if one.judged else "–"
            rows.append(row)
    return rows


def notes(fit: Fit) -> list[str]:
    """How the search went."""
    asked, losses = fit.evaluations, fit.trace.losses / fit.evaluations.weight
    slopes = fit.trace.surrogate(fit.trace.best, search.FIRST_RADIUS).jacobian(fit.trace.best)
    limit = search.limit(fit.trace, len(fit.space.unknowns))
    return [
        f"{len(losses)} points evaluated at {asked.persons} persons, {len(asked.seeds)} base seeds from "
        f"{asked.seeds[0]}{'' if fit.complete else '; stopped early, as time was over'}.",
        "A miss is in tolerances widened by what seeds make of the moment, so that noisy ones count less.",
        f"Loss (mean squared miss): {losses[0]:.3f} as it ships, {losses.min():.3f} at the "
        f"estimate; {len(fit.ensemble)} points are accepted, up to {limit / asked.weight:.3f}.",
        f"Condition of the slopes: {identify.condition(slopes):.0f}. Profile: where the others can keep the "
        "loss within the 95 % of one parameter (chi-squared), by the surrogate; identified: over less than "
        "nine tenths of the range. Accepted: within the 95 % of all together.",
        "Weights: 1 a target read in its source, a quarter one recalled, none one recalled with low "
        "confidence; groups of a target share its weight. Held-out values enter nowhere.",
    ]


def write(fit: Fit, out: Path, command: str) -> None:
    """Write both tables and the ensembles, and the command that makes them."""
    made = made_by("estimate") | {"command": command}
    tables = (("estimate", "Estimated parameters", PARAMETERS, parameter_rows(fit)),
              ("moments", "Moments, before and after", MOMENTS, moment_rows(fit)))  # fmt: skip
    for name, title, columns, rows in tables:
        write_csv(out / f"{name}.csv", [column.key for column in columns], rows, made)
        text = markdown(f"{title}: {', '.join(fit.space.countries)}", columns, rows, notes(fit), made)
        (out / f"{name}.md").write_text(text, encoding="utf-8")
    for country in fit.space.countries:
        draws = [
            {"draw": k, "loss": fit.trace.losses[point] / fit.evaluations.weight,
             **fit.space.parameters(fit.trace.points[point], country)}
            for k, point in enumerate(fit.ensemble)
        ]  # fmt: skip
        told = made | {"parameters": parameters_hash(country), "size": f"{len(draws)} draws"}
        write_csv(out / f"ensemble_{country}.csv", list(draws[0]), draws, told)


def show(fit: Fit) -> None:
    """Print both tables."""
    print_table("Estimated parameters", PARAMETERS, parameter_rows(fit), [])
    rows = [row for row in moment_rows(fit) if {row["before"], row["after"]} != {"PASS"}]
    print_table("Moments that are not met, or not judged", MOMENTS, rows, notes(fit))

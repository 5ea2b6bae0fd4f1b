"""Does the law of AI adoption follow the surveys? `python -m calibration.adoption_eu27 ESP`.

Firms alone, no economy: wages and prices stand still, the frontier is that of the world moderate. EU27 starts
from January 2021; a country starts there too, its hurdles by size set so that 2024 is met, and 2025 is
compared. Firms' savings and weights are those of the country's model, borrowed for the EU.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from calibration.adoption_law import SIZES, Array, Firms, Law, adoption, firms_of_model, shifted, weights
from calibration.result_table import RESULTS, Column, publish

if TYPE_CHECKING:
    from simulator.scenario.country import Country

BEGIN, YEARS = 2021, (2023, 2024, 2025)
TOLERANCE = 0.02
BOUNDS = {"spread": (0.3, 4.0), "decisions": (0.005, 0.5), "delay": (-1.0, 4.0), "clock": (2021.0, 2024.0)}
BEST = "spread and hurdle fitted"
VARIANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("as shipped", ()),
    ("spread and decisions fitted", ("spread", "decisions")),
    ("hurdle fitted", ("delay",)),
    ("spread and hurdle fitted", ("spread", "delay")),
    ("spread, decisions and hurdle fitted", ("spread", "decisions", "delay")),
    ("spread and later clock fitted", ("spread", "clock")),
    ("spread, hurdle and later clock fitted", ("spread", "delay", "clock")),
)
COLUMNS = (
    Column("law", "law"),
    Column("spread", "spread", ".2f"),
    Column("decisions", "decisions", ".4f"),
    Column("delay", "hurdle", "+.2f"),
    Column("clock", "clock", ".1f"),
    *(Column(f"eu27_{year}", f"EU {year}", ".3f") for year in YEARS),
    *(Column(f"{size}_2025", f"{size}", ".3f") for size in SIZES),
    Column("within", "±2 points"),
    Column("distance", "rms", ".2f"),
)


class Surveys:
    """What the surveys say, and what a law gives for the same firms and years."""

    def __init__(self, country: "Country", firms: Firms, world: Mapping[str, float]) -> None:
        self.firms, self.world, self.weight = firms, world, weights(firms)
        known = country.values
        self.own = {year: np.array([known[f"ai_adoption_{size}_{year}"] for size in SIZES]) for year in YEARS}
        self.union = {year: known[f"ai_adoption_eu27_{year}"] for year in (BEGIN, *YEARS)}
        self.start = shifted(self.own[2024], self.weight, self.union[BEGIN])

    @property
    def data(self) -> dict[str, float]:
        """Shares by column name."""
        found = {f"eu27_{year}": self.union[year] for year in YEARS}
        return found | {f"{size}_2025": float(self.own[2025][k]) for k, size in enumerate(SIZES)}

    def frontier(self, law: Law, first: int = BEGIN, last: int = YEARS[-1]) -> Array:
        """The frontier by month between two Januaries; still before the law's clock."""
        from simulator.technology import frontier_at

        world, months = dict(self.world), 12 * (last - first) + 1
        return np.array([frontier_at(world, max(first + m / 12.0, law.clock)) for m in range(months)])

    def simulated(self, law: Law) -> dict[str, float]:
        """Shares by column name under a law."""
        path = self.frontier(law)
        union = adoption(self.firms, law, self.start, path) @ self.weight
        own = adoption(self.firms, law, self.start, path, self.hurdles(law, path))[-1]
        found = {f"eu27_{year}": float(union[12 * (year - BEGIN)]) for year in YEARS}
        return found | {f"{size}_2025": float(own[k]) for k, size in enumerate(SIZES)}

    def hurdles(self, law: Law, path: Array) -> Array:
        """Delay by size that meets the country's shares of 2024, by bisection on all sizes at once [3]."""
        month = 12 * (2024 - BEGIN)
        low, high = np.full(len(SIZES), -6.0), np.full(len(SIZES), 6.0)
        for _ in range(14):
            middle = (low + high) / 2.0
            many = adoption(self.firms, law, self.start, path[: month + 1], middle)[-1] > self.own[2024]
            low, high = np.where(many, middle, low), np.where(many, high, middle)
        return np.asarray((low + high) / 2.0)

    def distance(self, law: Law) -> float:
        """Root mean square of the misses (percentage points)."""
        found, data = self.simulated(law), self.data
        return float(np.sqrt(np.mean([(100.0 * (found[name] - data[name])) ** 2 for name in data])))


def fitted(surveys: Surveys, law: Law, names: Sequence[str]) -> Law:
    """The law with the named parameters chosen to come closest to the surveys."""
    from scipy.optimize import differential_evolution

    if not names:
        return law
    found = differential_evolution(
        lambda x: surveys.distance(replace(law, **dict(zip(names, map(float, x), strict=True)))),
        [BOUNDS[name] for name in names], seed=1, popsize=8, maxiter=15, tol=1e-4, polish=False,
    )  # fmt: skip
    return replace(law, **dict(zip(names, map(float, found.x), strict=True)))


def row(name: str, surveys: Surveys, law: Law) -> dict[str, Any]:
    """A law, what it gives and how many of the surveys' shares it meets."""
    found, data = surveys.simulated(law), surveys.data
    met = sum(abs(found[key] - data[key]) <= TOLERANCE for key in data)
    own = {"spread": law.spread, "decisions": law.decisions, "delay": law.delay, "clock": law.clock or None}
    return {"law": name, **own, **found, "within": f"{met} of {len(data)}", "distance": surveys.distance(law)}


def restart(surveys: Surveys, law: Law) -> str:
    """What a run that opens in January 2025 needs, in words: the hurdle that keeps the law's own pace.

    The opening state splits firms sharply into adopters and others, so it is not the state that the law
    itself has reached by then; the hurdle of month 0 stands in for what is lost.
    """
    from scipy.optimize import minimize_scalar

    now, ahead = YEARS[-1], 5
    path = surveys.frontier(law, BEGIN, now + ahead)
    course = adoption(surveys.firms, law, surveys.start, path, surveys.hurdles(law, path))
    course = course[12 * (now - BEGIN) :]
    fresh = surveys.frontier(law, now, now + ahead)

    def miss(delay: float) -> float:
        again = adoption(surveys.firms, replace(law, delay=delay), course[0], fresh)
        return float((((again - course) @ surveys.weight) ** 2).sum())

    delay = float(minimize_scalar(miss, bounds=(-2.0, 3.0), method="bounded").x)
    sharp = adoption(surveys.firms, replace(law, delay=0.0), course[0], fresh) @ surveys.weight
    future = " → ".join(f"{share:.3f}" for share in (course @ surveys.weight)[::12])
    pinned = " → ".join(f"{share:.3f}" for share in sharp[::12])
    return (
        f"{BEST}, carried on to {now + ahead}: {future} by January; restarted in {now} with hurdle 0: "
        f"{pinned}; the restart keeps the law's pace with a hurdle of {delay:+.2f} log points in month 0."
    )


def shipped_law() -> Law:
    """The law as the model's parameters have it now."""
    import simulator.parameters
    import simulator.schedule  # noqa: F401  (both declare parameters)
    from simulator.core.rule import resolve_parameters

    values = resolve_parameters({}, [])
    return Law(values["integration_spread"], values["adoption_decisions"], values["adoption_dispersion"])


@click.command(help=__doc__)
@click.argument("country", default="ESP")
@click.option("--base-seed", default=9001, show_default=True)
@click.option("--persons", default=20_000, show_default=True, help="of the model that the firms are from")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, help="folder of the tables")
def main(country: str, base_seed: int, persons: int, out: Path) -> None:
    """Command line."""
    from rich.progress import track

    from simulator.scenario.country import load_country
    from simulator.scenario.worlds import load_world

    profile = load_country(country)
    surveys = Surveys(profile, firms_of_model(country, persons, base_seed), load_world("moderate").values)
    data = {"law": "surveys", **surveys.data, "within": ""}
    law = shipped_law()
    laws = {name: fitted(surveys, law, names) for name, names in track(VARIANTS, "laws", transient=True)}
    rows = [data, *(row(name, surveys, one) for name, one in laws.items())]
    best = laws[BEST]
    notes = [
        f"{len(surveys.firms.size)} firm agents of ten heads or more, weighted by the firms they stand for; "
        "expected shares of the rule firm_adopt_ai. EU27 of January 2021 is given, 7.7 %, split over sizes "
        "as in the country.",
        "Spread: integration_spread; decisions: adoption_decisions, per month; hurdle: log points by which "
        "the payback of the marginal non-adopter of 2021 falls short of one; clock: year until which the "
        "frontier stands still; rms of the misses in points.",
        f"{profile.name()} by size: hurdles set to meet 2024 exactly, so 2025 tests the pace. Columns 10_49 "
        "to 250 are its shares of January 2025.",
        restart(surveys, best),
    ]
    publish(f"adoption_eu27_{country}", "AI adoption: surveys and law", COLUMNS, rows, notes, out)


if __name__ == "__main__":
    main()

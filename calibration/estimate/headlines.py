"""What a sensitivity study asks of each point: what AI and the training programme do in the end."""

from collections.abc import Mapping
from functools import partial

from calibration.estimate.factors import in_world, parted
from calibration.study.runs import Measured, Run, measured
from calibration.validate.headline import MONTHS, NONE, PERCENT, THOUSAND, Channel, last, throw
from simulator.core.closure import DEFAULT
from simulator.core.errors import ExplodedError, IdentityError, InputError
from simulator.start.opening import passing_openings

TRAINING = "training_programme"
OUTCOMES = {
    "jobs_moderate": "jobs, AI in moderate, thousand",
    "jobs_rapid": "jobs, AI in rapid, thousand",
    "jobs_training": "jobs, training, thousand",
    "gdp": "real GDP, AI in moderate, %",
    "labour_share": "labour share, AI in moderate, points",
    "balance": "public balance, AI in moderate, % of GDP",
}


def headlines(iso3: str, values: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """The headlines of one point and base seed by name; NaN where the numbers let the economy explode."""
    own, world = parted(values)

    def run(world_name: str, policies_of: str = "") -> Run:
        switch = Channel("sensitivity", world=in_world(world_name, world))
        before = partial(throw, channel=switch) if world_name != NONE else None
        return Run(iso3, seed, persons, MONTHS, world_name, DEFAULT, False, before=before,
                   parameters=own, policies_of=policies_of)  # fmt: skip

    try:
        with passing_openings():
            none, moderate, rapid, training = measured(
                run(NONE), run("moderate"), run("rapid"), run("moderate", f"{iso3.lower()}/{TRAINING}")
            )
    except (ExplodedError, IdentityError, InputError, ArithmeticError, ValueError, MemoryError):
        return dict.fromkeys(OUTCOMES, float("nan"))

    def gap(with_it: Measured, without: Measured, name: str) -> float:
        return last(with_it, name) - last(without, name)

    owed = last(moderate, "public_balance") / last(moderate, "gdp")
    return {
        "jobs_moderate": THOUSAND * gap(moderate, none, "employed"),
        "jobs_rapid": THOUSAND * gap(rapid, none, "employed"),
        "jobs_training": THOUSAND * gap(training, moderate, "employed"),
        "gdp": PERCENT * (last(moderate, "real_gdp") / last(none, "real_gdp") - 1.0),
        "labour_share": PERCENT * gap(moderate, none, "labour_share"),
        "balance": PERCENT * (owed - last(none, "public_balance") / last(none, "gdp")),
    }

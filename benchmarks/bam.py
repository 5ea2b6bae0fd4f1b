"""The package bamengine, timed in the fastest configuration that it documents.

Runs in an environment of its own: `uv run --isolated --only-group bench python benchmarks/bam.py 100000 40`.
Fastest: its extra `fast` (the goods market compiled by Numba), `collect=False`, logging off.
"""

import argparse
import json
import time
from importlib.metadata import version

import bamengine

HOUSEHOLDS_PER_FIRM, FIRMS_PER_BANK = 5, 10
LABOUR = (
    "firms_decide_desired_labor", "firms_decide_vacancies", "firms_fire_excess_workers",
    "adjust_minimum_wage", "firms_decide_wage_offer", "workers_decide_firms_to_apply", "labor_market_round",
    "firms_calc_wage_bill", "firms_fire_workers", "workers_update_contracts",
)  # fmt: skip


def economy(households: int) -> "bamengine.Simulation":
    """Its default economy (one firm per five households, one bank per ten firms) at another size."""
    firms = households // HOUSEHOLDS_PER_FIRM
    return bamengine.Simulation.init(
        n_firms=firms, n_households=households, n_banks=max(firms // FIRMS_PER_BANK, 1), seed=1,
        log_level="ERROR", goods_kernel="numba",
    )  # fmt: skip


def measure(households: int, periods: int) -> dict[str, float | str]:
    """Nanoseconds of processor time per household and period (a quarter): whole model, labour market."""
    economy(500).run(n_periods=2, collect=False)  # compiles
    simulated = economy(households)
    begin = time.thread_time()
    simulated.run(n_periods=periods, collect=False)
    whole = time.thread_time() - begin
    labour = 0.0
    for _ in range(periods):
        for event in simulated.pipeline.events:
            begin = time.thread_time()
            event.execute(simulated)
            labour += (time.thread_time() - begin) * (event.name in LABOUR)
    unit = households * periods / 1e9
    return {"whole": whole / unit, "labour": labour / unit, "version": version("bamengine")}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("households", type=int)
    parser.add_argument("periods", type=int)
    options = parser.parse_args()
    print(json.dumps(measure(options.households, options.periods)))

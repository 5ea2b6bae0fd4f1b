"""Series cut out of a long table: whatever the order of its rows, and for keys that lack a month."""

import numpy as np
import polars as pl

from simulator.findings.results import held

MONTHS, SEEDS = range(4), range(3)
NAME = ("employed", "policy", "levy", "total", "all")


def rows() -> pl.DataFrame:
    """Two series, of one indicator under two roles, in the order in which a run folder has them."""
    found = [
        {"indicator": "employed", "role": role, "scenario": "levy", "by": "total", "group": "all",
         "draw": seed, "replicate": seed, "month": month, "value": 100.0 * place + 10 * seed + month}
        for place, role in enumerate(("policy", "no_policy")) for seed in SEEDS for month in MONTHS
    ]  # fmt: skip
    return pl.DataFrame(found)


def test_a_series_is_keys_by_months() -> None:
    table = held(rows())
    assert list(table) == [NAME, ("employed", "no_policy", "levy", "total", "all")]
    found = table[NAME]()
    assert found.keys == tuple((seed, seed) for seed in SEEDS)
    assert found.months.tolist() == list(MONTHS)
    assert found.values.tolist() == [[10 * seed + month for month in MONTHS] for seed in SEEDS]


def test_the_order_of_rows_does_not_matter() -> None:
    shuffled = rows().sample(fraction=1, shuffle=True, seed=3)
    in_order, mixed = (held(one)[NAME]() for one in (rows(), shuffled))
    assert (in_order.keys, in_order.months.tolist()) == (mixed.keys, mixed.months.tolist())
    assert np.array_equal(in_order.values, mixed.values)


def test_a_month_that_a_key_lacks_is_not_known() -> None:
    lacking = (pl.col("replicate") == 1) & (pl.col("month") == 3)
    missing = np.isnan(held(rows().filter(~lacking))[NAME]().values)
    assert missing.tolist() == [[(seed, month) == (1, 3) for month in MONTHS] for seed in SEEDS]

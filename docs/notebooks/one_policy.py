# %% [markdown]
# # One policy
# A training programme in Spain: what it does beside the same world without it, on the same people and the
# same draws.

# %%
import simulator as ls

run = ls.run("esp/training_programme", persons=2_000, months=48, seeds=4)
print(
    run.headline.filter(comparison="policy").select("label", "unit", "difference", "low", "high", "verdict")
)

# %% [markdown]
# An effect is a difference: with the programme less without it, seed by seed. `verdict` says what may be
# claimed: to be better, the interval must exclude zero and the effect must be large enough to matter.

# %%
jobs = run.effect("employed")
print(f"employment: {jobs.mean:+,.0f} [{jobs.low:+,.0f}, {jobs.high:+,.0f}] people, {jobs.verdict}")

# %% [markdown]
# The programme begins in 2027, the third year. What does employment do before, and what from then on? Year by
# year, mean of the seeds:

# %%
import polars as pl

yearly = (
    run.table("employed")
    .filter(pl.col("role").is_in(["policy", "no_policy"]))
    .group_by("role", year=pl.col("month") // 12)
    .agg(pl.col("value").mean())
    .pivot("role", index="year", values="value")
    .sort("year")
)
print(yearly.with_columns(difference=pl.col("policy") - pl.col("no_policy")))

# %% [markdown]
# What it costs is found in the same place. Ask what it gives for that: `run.who_gets`, [who
# pays](who_pays.py).

# %%
cost = run.effect("public_balance")
print(f"public balance: {cost.mean * 12 / 1e9:+.2f} billion euros a year, {cost.verdict}")

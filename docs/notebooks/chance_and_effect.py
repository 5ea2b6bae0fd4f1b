# %% [markdown]
# # Chance and effect
# Two runs of one scenario differ although nothing was changed: other seeds, other draws. How do you see an
# effect that is smaller than that? Parameters are held here, so that chance is all that differs: a run draws
# some of them anew for each initial population otherwise.

# %%
import numpy as np
import polars as pl

import simulator as ls

seeds = 6
held = {"extends": "esp/training_programme", "parameters": "fixed"}
run = ls.run(held, persons=2_000, months=48, seeds=seeds)

# %% [markdown]
# Employment in the last year, seed by seed, with the programme and without it:

# %%
last = run.table("employed").filter(pl.col("month") >= 36)
level = last.group_by("replicate", "role").agg(pl.col("value").mean()).sort("replicate")
with_it, without = (level.filter(role=role)["value"].to_numpy() for role in ("policy", "no_policy"))
print("spread between seeds:", f"{without.std(ddof=1):,.0f}")
print("spread of the difference:", f"{(with_it - without).std(ddof=1):,.0f}")

# %% [markdown]
# The difference is known better than either level, because both runs have the same people and the same
# draws: a person who falls ill in one falls ill in the other. Had you compared runs with different seeds
# instead:

# %%
paired = (with_it - without).std(ddof=1) / np.sqrt(seeds)
unpaired = np.sqrt(with_it.var(ddof=1) + without.var(ddof=1)) / np.sqrt(seeds)
print(f"standard error: {paired:,.0f} paired, {unpaired:,.0f} unpaired")
print(f"seeds that the unpaired way needs for the same: {seeds * (unpaired / paired) ** 2:,.0f}")

# %% [markdown]
# And what happens without any effect? A scenario compared with itself differs by nothing at all, bit for
# bit:

# %%
one = {"extends": "esp/no_policy", "name": "one", "parameters": "fixed"}
twin = one | {"name": "twin", "parameters": {"reservation_decay": 0.005, "others": "fixed"}}
same = ls.compare(one, twin, persons=2_000, months=24, seeds=2)
print("twin:", same.effect("twin", "employed").mean)

# %% [markdown]
# More seeds narrow the interval like one over the square root of their number. They never turn a trifle
# into a result: an effect below the smallest relevant one is called "no relevant difference", however sure
# it is.

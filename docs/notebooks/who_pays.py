# %% [markdown]
# # Who pays
# Money comes from somewhere. A training programme, paid two ways: by debt, or by a levy on AI.

# %%
import polars as pl

import simulator as ls

pl.Config.set_tbl_rows(20)
small = {"persons": 2_000, "months": 48, "seeds": 3}
both = ls.compare("esp/training_programme", "esp/levy_pays_training", **small)

# %% [markdown]
# They differ in more than their policies (one earmarks the levy), so each is told as it stands: the second
# less the first.

# %%
for name in ("public_balance", "debt_ratio", "employed"):
    found = both.effect("levy_pays_training", name)
    print(f"{name}: {found.mean:+,.4g} [{found.low:+,.4g}, {found.high:+,.4g}] {found.verdict}")

# %% [markdown]
# Who receives what the economy gains or loses, before taxes and after them, as a share of GDP. The lines
# `earned_…` add up to that of national income, and so do the lines `after_tax_…`: nothing is lost on the
# way.

# %%
run = ls.run("esp/levy_pays_training", **small)
gets = run.who_gets.filter(comparison="policy", of_gdp=True)
print(gets.select("indicator", "difference", "low", "high"))

# %% [markdown]
# What the state pays and gets back, year by year: items add up to the change of the public balance.

# %%
cost = run.costing().filter(comparison="policy", measure="real", year=2028).filter(pl.col("mean") != 0)
print(cost.select("label", "mean", "low", "high"))

# %% [markdown]
# And payment by payment: who paid whom, by kind and year.

# %%
levy = run.flows.filter(kind="automation_levy")
print(levy.group_by("payer", "payee").agg(pl.col("amount").sum()))

# %% [markdown]
# A levy is paid by firms that use AI. Who bears it in the end (owners by lower profits, buyers by higher
# prices, workers by lower pay) is a result, and the table above is where it shows. A tax on income shows at
# once, in what a household has left a month:

# %%
family = {"adults": 2, "children": 2, "gross": [2_500, 1_500]}
today = ls.household("ESP", **family)
more = ls.household("ESP", **family, law={"income_tax": "+2 points"})
print(f"{today.net:,.0f} euros today, {more.net:,.0f} with two points more on income")

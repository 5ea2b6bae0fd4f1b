# %% [markdown]
# # One month
# An economy in which persons, firms and a state meet once a month. You let one month pass and look at who
# found work, who lost it, and whether the accounts close. Open this file in Jupyter (with jupytext), VS
# Code or Spyder, or run it.

# %%
import simulator as ls

economy = ls.economy("esp/no_policy", persons=2_000, seed=1)
print(economy.month, len(economy.persons), "persons,", len(economy.firms), "firms")

# %% [markdown]
# Each simulated person stands for many people of Spain:

# %%
print(f"{economy.weight:,.0f} people each")

# %% [markdown]
# What happens in a month is one tuple of verbs, in order ([the month](../month.md) draws them):

# %%
from simulator.economy.schedule import MONTH

print(len(MONTH), "steps")

# %% [markdown]
# Who is what before and after one month. `economy.persons` is Mesa's AgentSet over columns: each of them has
# attributes by name (`sim list columns`).

# %%
from collections import Counter

before = {person.unique_id: person.status.name for person in economy.persons}
economy.step()
moves = Counter((before.get(person.unique_id), person.status.name) for person in economy.persons)
print(f"found work: {moves['unemployed', 'employed']}, lost it: {moves['employed', 'unemployed']}")

# %% [markdown]
# Net, hardly anything changes; gross, a lot does. Two years on, month by month:

# %%
for _ in range(23):
    economy.step()
table = economy.datacollector.get_model_vars_dataframe()
print(table[["employed", "unemployment_rate"]].tail(3))

# %% [markdown]
# Every payment went through a ledger, and every month was checked: what is paid is received. Had an
# identity failed, the run would have stopped and named it.

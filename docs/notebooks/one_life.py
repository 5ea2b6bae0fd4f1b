# %% [markdown]
# # One life
# What a statistic is made of: one person, month by month, in the world in which AI comes fast.

# %%
import simulator as ls

economy = ls.economy({"extends": "esp/no_policy", "world": "rapid"}, persons=5_000, seed=4)
months = 48
for _ in range(months):
    economy.step()

# %% [markdown]
# Whom to follow? Somebody who was there all the time and was laid off because of AI: the column
# `displaced_month` holds the month of it, and is negative for those to whom it never happened (`sim list
# columns` tells what there is).

# %%
displaced = [one for one in economy.persons if one.displaced_month >= 0]
print(len(displaced), "of", len(economy.persons), "persons were displaced in", months, "months")
lives = {one: economy.life(one.unique_id) for one in displaced}
whole = [one for one in displaced if len(lives[one]) == months + 1]
person = max(whole, key=lambda one: lives[one]["status"].n_unique())
print(f"{person.age} years old, {person.status.name}, {person.household.children} children at home")
life = lives[person]
print(life)

# %% [markdown]
# The same person's pay before and after. Nobody typed this loss in: it follows from which jobs there were.

# %%
paid = life.filter(life["wage"] > 0)["wage"]
print(f"first pay {paid[0]:,.0f}, last pay {paid[-1]:,.0f} EUR a month")

# %% [markdown]
# One life proves nothing: this one was picked because much happened in it. What happens to the displaced on
# average, and how sure that is, is the business of [chance and effect](chance_and_effect.py).

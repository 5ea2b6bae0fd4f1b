# %% [markdown]
# # One rule
# A rule is one behaviour in one small function. This one says for which pay somebody out of work takes a
# job.

# %%
import inspect

import simulator as ls
from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, UNEMPLOYED
from simulator.rules.worker_reservation_wage import worker_reservation_wage

print(inspect.getsource(worker_reservation_wage.python))

# %% [markdown]
# What does it decide? Ask people of an economy who look for work: how long they have been out, what they
# earned, and for what they would work again.

# %%
economy = ls.economy("esp/no_policy", persons=2_000, seed=1)
economy.step()
seekers = [person for person in economy.persons if person.status == UNEMPLOYED]
for person in sorted(seekers, key=lambda one: one.months_out)[::20]:
    print(f"{person.months_out} months: {person.last_wage:,.0f} then, {person.reservation_wage:,.0f} now")

# %% [markdown]
# Now a rule of your own: people never ask for less than they earned. It is plain Python, and asks for few of
# the quantities that ours knows.


# %%
def patient(status, wage, sales_income, last_wage):
    """Whoever works wants a twentieth more; whoever does not holds out for the last wage."""
    if status == EMPLOYED:
        return 1.05 * wage
    if status == OWN_ACCOUNT:
        return 1.05 * sales_income
    return last_wage


print(patient(UNEMPLOYED, wage=0, sales_income=0, last_wage=2_000))

# %% [markdown]
# Both on the same people and the same draws:

# %%
small = {"persons": 2_000, "months": 36, "seeds": 3}
theirs = ls.run("esp/no_policy", **small)
ours = ls.run({"extends": "esp/no_policy", "name": "patient"}, rules={"reservation_wage": patient}, **small)
both = ls.compare(theirs.folder, ours.folder)
for name in ("unemployment_rate", "long_term_unemployment_share", "real_wage"):
    found = both.effect("patient", name)
    print(f"{name}: {found.mean:+.4f} [{found.low:+.4f}, {found.high:+.4f}] {found.verdict}")

# %% [markdown]
# # One rule
# A rule is one behaviour in one small function. This one says for which pay somebody out of work takes a
# job.

# %%
import inspect
import tempfile
from pathlib import Path

import simulator as ls
from simulator.agents.person import UNEMPLOYED
from simulator.rules.worker_reservation_wage import worker_reservation_wage

print(inspect.getsource(worker_reservation_wage.python))

# %% [markdown]
# It is plain Python: ask it. Somebody who earned 2,000 euros and has been out of work for 0, 6 or 24
# months, with nothing else to live on:

# %%
nothing = dict.fromkeys(worker_reservation_wage.reads, 0.0)
somebody = {"status": UNEMPLOYED, "last_wage": 2_000.0, "occupation_wage": 2_000.0, "kept": 1.0,
            "occupation_prospects": 1.0, "ability": 1.0, "skill": 1.0, "household_adults": 1}  # fmt: skip
economy = {
    "net_of_tax": 0.8,
    "job_finding_norm": 0.1,
    "guarantee_counted": 1.0,
    "skill_pay": 0.5,
    "finding_optimism": 1.2,
}
for gone in (0, 6, 24):
    asked = worker_reservation_wage(**nothing | somebody | {"months_out": gone}, **economy)
    print(gone, "months:", round(asked), "euros")

# %% [markdown]
# Now a rule of your own: people never ask for less than they earned. The file is ours with one line
# changed.

# %%
here = Path(tempfile.mkdtemp())
source = Path(inspect.getsourcefile(worker_reservation_wage.python)).read_text(encoding="utf-8")
ours = "asked = reservation_start * expected * (1.0 - reservation_decay) ** months_out"
assert ours in source
(here / "patient.py").write_text(source.replace(ours, "asked = last_wage"), encoding="utf-8")
(here / "patient.yaml").write_text(
    "title: Seekers who wait\n"
    "extends: esp/no_policy\n"
    "rules: {worker_reservation_wage: patient.py:worker_reservation_wage}\n",
    encoding="utf-8",
)

# %% [markdown]
# Both on the same people and the same draws. `allow_code` says that you trust the file: it is run.

# %%
small = {"persons": 2_000, "months": 36, "seeds": 3}
both = ls.compare("esp/no_policy", here / "patient.yaml", allow_code=True, **small)
for name in ("unemployment_rate", "long_term_unemployment_share", "real_wage"):
    found = both.effect("patient", name)
    print(f"{name}: {found.mean:+.4f} [{found.low:+.4f}, {found.high:+.4f}] {found.verdict}")

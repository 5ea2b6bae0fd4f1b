"""What policy instruments are made of. Read this before you write one.

An instrument is one class in one file of `simulator/policies/`. It derives from one or more of these:

| class | for | what it gives |
|---|---|---|
| `Instrument` | changing what the law or market gives | `value`, `money`, `shift`, `attribute`, `buy` |
| `Transfer` | paying people | `eligible`, `recipients`, `pay`, `promise`, `forewarn`, `acquire` |
| `Mandate` | having employers pay people | `eligible`, `recipients`, `employers_pay` |
| `Subsidy` | paying firms | `eligible`, `recipients`, `by_firm`, `subsidise` |
| `Placement` | paying firms for people, so many months each | `offer`, `begin_hires`, `subsidise_months` |
| `Levy` | taking from firms, people or AI providers | `charge_firms`, `charge_people`, `charge` |
| `Programme` | places: a `Transfer` that buys services and plans with its fund | `affordable`, `buy` |

It says `family` and `about` (one sentence), declares parameters with `param(...)` such that zero is inert,
says where their values come from, there or in `sources = Sources(rate="law or study")`, and names
`typical = Typical("law or source", rate=0.03)`, whose source may stand there too. Then it overrides the
phases of the month in which it acts; `PHASES` says which there are and what belongs in each.

Every instrument has, without repeating it: `start`, `end`, dated steps, ramps and distributions of its
parameters; `when:` (it acts only in months in which an indicator passes a level); `administration` (a share
of what is paid or raised, bought from firms as `<name>_administration`). `Transfer` and `Subsidy` also have
`for:` (age, sex, education, occupation, exposure, displaced_by_ai, months_unemployed, income, share),
`take_up`, `capacity` and `administration_per_head`. Write `capacity = None` in your class to take away a
common parameter that would mean nothing.

Rules of the room:

- `self.value("x")` is 0 outside the dates and while the trigger does not hold: an instrument that is off
  does nothing. `self.is_on` tells.
- Money moves by `pay`, `acquire`, `employers_pay`, `subsidise`, `charge_*` and `buy` alone. The ledger has it
  under the instrument's name, which is its line in the budget; a fund that runs short pays everybody the same
  part. Never touch deposits, the ledger, `programme_orders` or `firms.levies` yourself.
- What a payment does to behaviour is said when it is paid: `kept` (comes whatever one does: lowers
  participation), `ends_with_job` (raises the reservation wage, lowers search), `taxed`, `in_means_test`.
  What a job would bring on top (in-work credits, wage insurance) is told to seekers by `promise`: it lowers
  the reservation wage.
- A rate, amount or parameter of the model is changed by `self.shift(economy, "benefit_cap", 100.0)`, best
  in the phase `law`: for this month only, taken back by itself, bit for bit. `attribute` names the part of
  an existing payment (unemployment benefit, profit tax, contributions) that is due to the policy. Values
  that stay at zero but for instruments, such as `layoff_cost`, stand in `simulator/core/aggregates.py`.
- Amounts of money are parameters of `kind="money"` at month-0 prices, read by `self.money(economy, "x")`;
  the scenario's `index: prices | wages | none` moves them.
- Draws are keyed: `uniform(stream_key(economy.root, f"{self.name} purpose", month), id)`, never a
  generator.
- What people or firms do belongs in a rule (`simulator/rules`) or a compiled pass (`simulator/markets`);
  the instrument hands it columns and values. Columns that instruments fill: `POLICY_INCOME` of
  `agents/person.py` (and `LEVERS` there and in `agents/firm.py`, cleared as the month begins). What only
  the instrument needs to remember of people stands in a `book`.

Beside the file: a case in `tests/policies/<name>.yaml`, a row in `DIRECTIONS` of
`tests/metamorphic/test_instrument_directions.py`, `make docs`. Inertness, dates, ledger = budget, funds and
the reference page are tested for every instrument that is found.
"""

from simulator.core.economy import Economy
from simulator.kit.instrument import PHASES, Instrument, Sources, Typical, param
from simulator.kit.transfer import Levy, Mandate, Placement, Programme, Subsidy, Transfer

__all__ = ["Instrument", "Levy", "Mandate", "Placement", "Programme", "Subsidy", "Transfer"]
"""What an instrument derives from."""
__all__ += ["PHASES", "Economy", "Sources", "Typical", "param"]

"""What people spend out of a transfer, and earn less where they have an income without work (C23, C24).

A tenth of all adults are paid. They are compared with themselves on the same draws without it, less what
changes for the others: what the economy makes of the money is left out. Once it is a single payment of a
month's mean wage, by how many months of income people had on their accounts; once a fifth of the mean wage
every month for as long as the run lasts.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import Array, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.tax_effects import Probe
from simulator.agents.person import ABSENT
from simulator.core.kernels import sum_of
from simulator.findings.intervals import Estimate, over_seeds
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

GIVEN, MONTHS = 6, 43
ONE_IN = 10
ONCE, ALWAYS = "once", "always"
SIZE = {"": 0.0, ONCE: 1.0, ALWAYS: 0.2}
"""Payment over the mean wage."""
LIQUIDITY = (("under one month of income", 0.0, 1.0), ("one to six months", 1.0, 6.0), ("more", 6.0, np.inf))
ALL = list(range(len(LIQUIDITY)))
HORIZONS = (1, 3, 12, 24)
LATER = slice(GIVEN + 12, GIVEN + 36)
SPENT = {"all": "0.5 in a year (C23; 0.4 to 0.6)", "under one month of income": "0.65", "more": "0.30"}
EARNED = "-0.11 (C24; -0.05 to -0.2)"
COLUMNS = (
    Column("payment", "payment"),
    Column("who", "months of income on the account"),
    Column("share", "share of adults", ".2f"),
    *(
        column
        for months in HORIZONS
        for column in (Column(f"spent_{months}", f"spent within {months}", ".2f"),
                       Column(f"error_{months}", "s.e.", ".2f"))
    ),
    Column("earned", "earned less, per unit paid", "+.3f"),
    Column("earned_error", "s.e.", ".3f"),
    Column("published", "published"),
)  # fmt: skip


class Gift(Probe):
    """Pays the chosen; nobody pays for it, and it depends on nothing they do."""

    def __init__(self, economy: "Economy", payment: str) -> None:
        super().__init__({}, {})
        q = economy.persons
        self.payment, self.amount = payment, SIZE[payment] * economy.aggregates.average_wage
        there, chosen = (q.active == 1) & (q.status != ABSENT), q.id % ONE_IN == 0
        months = q.deposits / np.maximum(q.permanent_income, 1e-9)
        alike = [there & (low <= months) & (months < high) for _, low, high in LIQUIDITY]
        self.chosen, self.others = ([group & one for group in alike] for one in (chosen, ~chosen))

    def transfers(self, economy: "Economy") -> None:
        """Pay the chosen who are still there."""
        if self.amount == 0.0 or economy.month < GIVEN or (self.payment == ONCE and economy.month > GIVEN):
            return
        q = economy.persons
        due = self.amount * (np.logical_or.reduce(self.chosen) & (q.active == 1))
        for column in (q.policy_income, q.unearned, q.exempt_income):
            column += due
        economy.ledger.pay(self.name, economy.accounts.state, economy.accounts.households,
                           float(sum_of(due)), due)  # fmt: skip


def give(economy: "Economy", payment: str) -> None:
    """Hook: who is paid is chosen in month 0, alike with and without payment."""
    if not economy.instruments:
        economy.instruments.append(Gift(economy, payment))


def read(economy: "Economy") -> dict[str, float]:
    """What the chosen were paid, and what they and the others spend and earn, by group (currency/month)."""
    q = economy.persons
    nobody = [np.zeros(q.n, bool)] * len(LIQUIDITY)
    gift = economy.instruments[0] if economy.instruments else None
    columns = {"heads": np.ones(q.n), "paid": q.unearned, "spent": q.consumption,
               "earned": q.earnings + q.sales_income}  # fmt: skip
    return {
        f"{who} {name} {number}": float(values[group].sum())
        for who in ("chosen", "others")
        for number, group in enumerate(getattr(gift, who, nobody))
        for name, values in columns.items()
    }


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every base seed without payment, with one, and with one each month."""
    return [
        (Run(asked.country, seed, asked.persons, MONTHS, measure=read, label=(payment,),
             before=partial(give, payment=payment), twin_before=partial(give, payment="")),)
        for payment in SIZE for seed in asked.base_seeds
    ]  # fmt: skip


def of(run: Measured, who: str, name: str, groups: Sequence[int]) -> Array:
    """An amount of some groups by month."""
    return np.asarray(sum(run.totals[f"{who} {name} {number}"] for number in groups))


def per_unit(
    name: str, groups: Sequence[int], runs: Sequence[tuple[Measured, Measured]], months: slice, paid: slice
) -> Estimate:
    """What the chosen spend or earn more than a head of the others does, over what they were paid."""

    def more(pair: tuple[Measured, Measured], who: str) -> float:
        with_it, without = (of(one, who, name, groups)[months].sum() for one in pair)
        return float(with_it - without)

    found = []
    for pair in runs:
        chosen, others = (of(pair[0], who, "heads", groups)[GIVEN] for who in ("chosen", "others"))
        own = more(pair, "chosen") - more(pair, "others") * chosen / others
        found.append(own / float(of(pair[0], "chosen", "paid", groups)[paid].sum()))
    return over_seeds(found)


def row(
    payment: str, who: str, groups: Sequence[int], runs: Sequence[tuple[Measured, Measured]]
) -> dict[str, Any]:
    """What a group spends and earns beside the same people without payment."""
    heads = [of(one, "chosen", "heads", groups)[GIVEN] / of(one, "chosen", "heads", ALL)[GIVEN]
             for one, _ in runs]  # fmt: skip
    found: dict[str, Any] = {"payment": payment, "who": who, "share": float(np.mean(heads))}
    if payment == ALWAYS:
        less = per_unit("earned", groups, runs, LATER, LATER)
        return found | {"earned": less.mean, "earned_error": less.error,
                        "published": EARNED if who == "all" else "–"}  # fmt: skip
    for months in HORIZONS:
        spent = per_unit("spent", groups, runs, slice(GIVEN, GIVEN + months), slice(None))
        found |= {f"spent_{months}": spent.mean, f"error_{months}": spent.error}
    return found | {"published": SPENT.get(who, "–")}


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """All, then by what they had on their accounts."""
    by = {payment: [one for one in measured if one.run.label == (payment,)] for payment in SIZE}
    groups = {"all": ALL} | {name: [k] for k, (name, *_) in enumerate(LIQUIDITY)}
    rows = [row(payment, who, chosen, list(zip(by[payment], by[""], strict=True)))
            for payment in (ONCE, ALWAYS) for who, chosen in groups.items()]  # fmt: skip
    notes = [
        f"{asked.size}; one adult in {ONE_IN} is paid, from month {GIVEN} on; no AI, ages frozen. once: a "
        f"month's mean wage; always: {SIZE[ALWAYS]:g} of it a month, read in months 13 to 36.",
        "C23 and C24 are recalled; the income effects of entry, exit and hours are fitted to C24.",
    ]
    title = f"Spending and earning out of transfers, {load_country(asked.country).name()}"
    return Table(asked.country, title, rows, notes)


STUDY = Study(
    of=country("USA"), size=USUAL | {"seeds": 3}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip

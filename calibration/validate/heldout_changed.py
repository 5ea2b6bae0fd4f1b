"""What published experiments would say with one thing changed: what a miss, or a PASS, rests on.

Each test is run as `heldout` runs it, on the same base seeds, on what ships and with each change. Month 0 is
made anew with a parameter; a rule that is changed acts from month 0 on. A change says what a result hangs on.
None is a proposal, and no value of a test sets one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.table import Column, Table
from calibration.validate.changes import (
    FORESEES,
    LAYOFFS_AT_ONCE,
    LOOKS_FROM_ENTRY,
    NO_RETURN_TO_TENURE,
    NO_TRANSFER_LOSS,
    NOT_RESTORED,
    OWN_WORK_AT_ANY_PAY,
    PAY_ALONE,
    SHIPS,
    Change,
    Line,
)
from calibration.validate.experiments.trial import Findings, rows_of
from calibration.validate.heldout import TESTS, chosen, shown, trials
from simulator.core.errors import InputError

CHANGES: Mapping[str, tuple[Change, ...]] = {
    "V18": (OWN_WORK_AT_ANY_PAY,),
    "V13": (
        NOT_RESTORED,
        Change("a certificate does not fade", {"certificate_fade": 0.0}),
        NO_TRANSFER_LOSS,
    ),
    "V14": (NOT_RESTORED, PAY_ALONE, LOOKS_FROM_ENTRY),
    "V09": (NOT_RESTORED, NO_RETURN_TO_TENURE),
    "V08": (FORESEES, PAY_ALONE, LOOKS_FROM_ENTRY),
    "V16": (Change("to fill a post costs 3.7 months of pay", {"recruiting_cost": 3.7}),),
    "V15": (Change("seekers look in their own occupation alone", {"own_occupation_share": 1.0}),),
    "V03": (LAYOFFS_AT_ONCE,),
    "V06": (
        Change("capital wanted does not answer its user cost", {"user_cost_elasticity": 0.0}),
        Change("the cost of capital does not move prices",
               line=Line("firm_price", "cost = unit_cost * capital_cost**capital_share", "cost = unit_cost")),
        Change("labour does not replace capital", {"capital_labour_substitution": 0.0}),
    ),
    "V21": (Change("AI is in full use half a year after its adoption", {"roll_out": 6.0}),),
    "V23": (Change("firms do not share with staff what they gain", {"rent_sharing": 0.0}),),
}  # fmt: skip
"""V01 and V03 are taken apart by the study `at_most` too, V05 by `automation_credit`, V06 by `user_cost`."""
COLUMNS = (
    Column("test", "test"),
    Column("statistic", "statistic"),
    Column("changed", "changed"),
    Column("published", "published", ".3g"),
    Column("band", "band"),
    Column("simulated", "found", "+.3f"),
    Column("interval", "95 %"),
    Column("verdict", "verdict"),
)


def calls(asked: Asked) -> list[tuple[str, Change, int, int]]:
    """Each test, of the countries named, on what ships and with each change, on each base seed."""
    named = {one.id for country in asked.countries for one in chosen(country, ())} & CHANGES.keys()
    named |= set(asked.more["tests"]) or (set() if asked.countries else CHANGES.keys())
    if absent := named - CHANGES.keys():
        told, allowed = ", ".join(sorted(absent)), ", ".join(sorted(CHANGES))
        raise InputError(f"nothing is changed of {told}; allowed: {allowed}", field="--test")
    return [
        (test, change, seed, asked.persons)
        for test, changes in CHANGES.items() if test in named
        for change in (SHIPS, *changes) for seed in asked.base_seeds
    ]  # fmt: skip


def measure(test: str, change: Change, seed: int, persons: int) -> tuple[str, str, Findings]:
    """What one base seed says of a test with a change."""
    with change.made():
        return test, change.says, trials()[test].run(seed, persons)


def table(asked: Asked, found: Sequence[tuple[str, str, Findings]]) -> Table:
    """A row for each statistic and change, what ships first."""
    by_change: dict[tuple[str, str], list[Findings]] = {}
    for test, says, findings in found:
        by_change.setdefault((test, says), []).append(findings)
    rows: list[dict[str, Any]] = [
        shown(row) | {"changed": says}
        for (test, says), findings in by_change.items() for row in rows_of(trials()[test], findings)
    ]  # fmt: skip
    order = [(row["test"], row["statistic"]) for row in rows]
    rows.sort(key=lambda row: order.index((row["test"], row["statistic"])))
    told = {change.says: change.told for test in dict.fromkeys(test for test, *_ in found)
            for change in CHANGES[test]}  # fmt: skip
    notes = [
        f"{asked.size}, those of `heldout`. Bands and rules: `experiments/published.csv`.",
        f"Changes: {'; '.join(f'{says} ({what})' for says, what in told.items())}.",
    ]
    of = "_".join((*asked.countries, *asked.more["tests"]))
    return Table(of, "Published experiments with one thing changed", rows, notes)


STUDY = Study(
    of=countries(()),
    size=USUAL | {"base_seed": 8001},
    options=(TESTS,),
    columns=COLUMNS,
    calls=calls,
    measure=measure,
    table=table,
)

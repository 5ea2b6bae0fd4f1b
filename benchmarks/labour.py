"""The labour market of a month against its plain-object twin on Mesa agents: same people, same openings.

Both decide how hard and for what pay people look, apply, choose applicants, accept offers and hire. The twin
calls the same rule functions, uncompiled, on the attributes of `mesa.Agent` objects, and matches as
`tests/twin/labour.py` does. Making its objects is not counted.
"""

import time
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np

from benchmarks.run import opened

REPEATS, PLAIN_REPEATS = 7, 2


def before_matching(persons: int, months: int, month: int) -> Any:
    """An economy that lives `months`, in the moment of a month before people decide how to look for work.

    On which openings firms decide is known already: it is the same for both.
    """
    from simulator.economy import schedule
    from simulator.markets import matching

    economy = opened(persons, months)
    for _ in range(month - 1):
        economy.step()
    economy.month += 1
    for act in schedule.MONTH[: schedule.MONTH.index(schedule.search_behaviour.run)]:
        act(economy)
    matching.count_seekers(economy)
    schedule.post_select.run(economy)
    return economy


def compiled(economy: Any) -> None:
    """Our month: the rules of search, then matching."""
    from simulator.economy import schedule
    from simulator.markets.labour import search_and_match

    schedule.search_behaviour.run(economy)
    search_and_match(economy)


def plain(economy: Any) -> Callable[[], None]:
    """The twin's month: a function that runs it once, over everyone alive as a Mesa agent."""
    from simulator.economy.schedule import search_behaviour
    from tests.twin.draws import OwnDraws
    from tests.twin.labour import LabourMarket, Worker

    rules = search_behaviour.rules
    economy.persons.effort = economy.persons.active * 1e-9  # the twin leaves out those who cannot look
    market = LabourMarket(economy, OwnDraws(1))
    workers = list(market.agents_by_type[Worker])
    for name, reader in {name: rule for rule in rules for name in rule.reads}.items():
        values = read_by_all(economy, reader, name)
        for worker in workers:
            setattr(worker, name, values[worker.row])
    decisions = [
        (attrgetter(*rule.reads), rule.python, given(rule, economy), rule.writes[0]) for rule in rules
    ]

    def month() -> None:
        for worker in workers:
            for read, decide, keywords, written in decisions:
                setattr(worker, written, decide(*read(worker), **keywords))
        market.step()

    return month


def read_by_all(economy: Any, rule: Any, name: str) -> list[Any]:
    """What a rule reads of each person under a name: a column, or one of what is linked to; 0 without."""
    from simulator.core.rule_bind import argument

    classes = {one: members.agent_class for one, members in economy.sets.items()}
    *links, (owner, column) = argument(name, rule.over, classes).path
    places = np.arange(economy.sets[rule.over].n)
    linked = np.ones(len(places), dtype=bool)
    for one, link in links:
        places = economy.sets[one].columns[link][places]
        linked &= places >= 0
    return np.where(linked, economy.sets[owner].columns[column][places], 0).tolist()


def given(rule: Any, economy: Any) -> dict[str, float]:
    """A rule's parameters and economy-wide values of the month."""
    values = {**economy.parameters, **economy.aggregates.as_dict(), **economy.controllers.as_dict()}
    return {name: values[name] for name in rule.keywords}


def seconds(run: Callable[[], None]) -> float:
    """Processor time of one call."""
    begin = time.thread_time()
    run()
    return time.thread_time() - begin


def measure(persons: int, months: int, month: int) -> dict[str, float]:
    """Least nanoseconds of processor time per person, ours and the twin's."""
    economy = before_matching(persons, months, month)
    columns = [column for members in economy.sets.values() for column in members.columns.values()]
    state = [column.copy() for column in columns]

    def again() -> Any:
        for column, before in zip(columns, state, strict=True):
            column[...] = before
        return economy

    ours = min(seconds(partial(compiled, again())) for _ in range(REPEATS))
    theirs = min(seconds(plain(again())) for _ in range(PLAIN_REPEATS))
    return {"compiled": ours / persons * 1e9, "plain": theirs / persons * 1e9}

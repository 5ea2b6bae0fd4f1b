"""The one pool of processes: calls that do not need one another, on one or more cores."""

import time
import warnings
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from simulator.core import cache

Call = tuple[Any, ...]
"""Arguments of one call."""
Told = Callable[[int, float], None]
"""Told how many calls are done and how many seconds are left."""


def over[Found](
    function: Callable[..., Found], calls: Sequence[Call], jobs: int, *,
    opening: Callable[..., Hashable] | None = None, told: Told | None = None,
) -> list[Found]:  # fmt: skip
    """What each call gives, in the order of `calls`; a bar shows progress unless somebody is `told`.

    Calls with the same `opening` start from the same state of month 0: one of each goes first, so that the
    others find that state in the cache.
    """
    from rich.console import Console
    from rich.progress import track

    numbered = [(function, k, *calls[k]) for k in _first_of_each(calls, opening)]
    ended = completed(_numbered, numbered, min(jobs, len(calls)))
    found, began = dict[int, Found](), time.monotonic()
    console = Console(stderr=True)
    for k, one in track(ended, "runs", len(calls), console=console, transient=True, disable=told is not None):
        found[k] = one
        if told is not None:
            told(len(found), (time.monotonic() - began) / len(found) * (len(calls) - len(found)))
    return [found[k] for k in range(len(calls))]


def completed[Found](function: Callable[..., Found], calls: Iterable[Call], jobs: int) -> Iterator[Found]:
    """What each call gives as it ends; the next is asked for when a process is free."""
    if jobs <= 1:
        yield from (function(*call) for call in calls)
        return
    from joblib import Parallel, delayed, parallel_config

    cache.configure()  # workers inherit the environment
    with warnings.catch_warnings(), parallel_config(backend="loky", inner_max_num_threads=1):
        warnings.filterwarnings("ignore", message=".*tasks which were still being processed")
        pool = Parallel(n_jobs=jobs, return_as="generator_unordered", pre_dispatch=jobs, batch_size=1)
        yield from pool(delayed(function)(*call) for call in calls)


def _numbered[Found](function: Callable[..., Found], number: int, *given: Any) -> tuple[int, Found]:
    return number, function(*given)


def _first_of_each(calls: Sequence[Call], opening: Callable[..., Hashable] | None) -> list[int]:
    """Places of the calls, the first with each opening ahead of the others."""
    if opening is None:
        return list(range(len(calls)))
    first: dict[Hashable, int] = {}
    for k, call in enumerate(calls):
        first.setdefault(opening(*call), k)
    return [*first.values(), *(k for k in range(len(calls)) if k not in first.values())]

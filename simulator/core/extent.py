"""How large and how long a run is, with the limits that keep a typing error from filling a machine."""

from simulator.core.param import Parameters, param


def opening_of(replicate: int, opening_states: int) -> int:
    """Which opening state a replicate begins in: they are dealt out in turn."""
    return replicate % opening_states


def draw_of(state: int, draws: int) -> int:
    """Which draw of parameters an opening state takes, from 1: in turn, over again; 0 in the first state.

    The first has what ships.
    """
    return (state - 1) % draws + 1 if state else 0


_CHOICE = "choice of the scenario"


class Horizon(Parameters):
    """Calendar of a run."""

    months = param(
        180,
        unit="months",
        bounds=(2, 600),
        kind="count",
        about="Length of the run",
        source=_CHOICE,
        status="assumed",
    )


class PopulationSize(Parameters):
    """Sample of persons."""

    persons = param(
        20_000,
        unit="simulated persons",
        bounds=(1_000, 2_000_000),
        kind="count",
        about="Simulated persons aged 16 and over; each stands for many real ones",
        source=_CHOICE,
        status="assumed",
    )


class Runs(Parameters):
    """Repetitions with other random draws, the same for every scenario."""

    seeds = param(
        20,
        unit="repetitions",
        bounds=(1, 1_000),
        kind="count",
        about="Paired repetitions from which the intervals come",
        source=_CHOICE,
        status="assumed",
    )
    opening_states = param(
        10,
        unit="opening states",
        bounds=(1, 1_000),
        kind="count",
        about="Month 0s, each burnt in on draws of its own, over which the repetitions are divided",
        source="measured noise of paired effects",
        status="assumed",
    )
    base_seed = param(
        2025,
        unit="whole number",
        bounds=(0, 4_294_967_295),
        kind="count",
        about="Number that all random draws derive from",
        source=_CHOICE,
        status="assumed",
    )

"""Parameter draws: a replicate's value of every uncertain parameter, the same in every role.

Those of policies and of the world are drawn for each replicate, those of the model for each opening state,
which is burnt in on them.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.core.streams import root_key, stream_key
from simulator.scenario.country.ensembles import load_ensemble

if TYPE_CHECKING:
    from simulator.scenario import Scenario

_TO_53_BITS, _UNIT = 11, 2.0**-53


def drawn(scenario: "Scenario", replicate: int) -> "Scenario":
    """The scenario with each distribution replaced by its draw for this replicate.

    A draw is keyed by (base seed, instrument.parameter, replicate): another uncertain parameter, another
    option or another order changes nobody's draw. Of the country's draws each opening state takes its own,
    for what the scenario does not hold.
    """
    if scenario.ensemble:
        own = load_ensemble(scenario.country).draw(scenario.opening_of(replicate))
        scenario = replace(scenario, ensemble=False, parameters={**own, **scenario.parameters})
    root = int(root_key(scenario.base_seed, replicate))
    return scenario.drawn({name: quantile(root, name) for name in scenario.distributions()})


def draws(scenario: "Scenario") -> dict[str, list[float]]:
    """What each uncertain parameter was drawn as, replicate by replicate; empty where none is uncertain."""
    roots = [int(root_key(scenario.base_seed, replicate)) for replicate in range(scenario.seeds)]
    return {
        name: [spread.draw(quantile(root, name)).value for root in roots]
        for name, spread in scenario.distributions().items()
    }


def quantile(root: int, name: str) -> float:
    """Uniform in [0, 1) of one parameter in the replicate whose root key is `root`."""
    return (int(stream_key(root, f"parameter {name}", 0)) >> _TO_53_BITS) * _UNIT

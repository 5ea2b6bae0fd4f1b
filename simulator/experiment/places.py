"""What policy does not choose: the world that AI makes, and the closure of the economy.

An effect holds in one world under one closure. Results are never pooled over either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any, Self

from simulator.core.closure import UNSAID
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.scenario.file.reading import Refused, read_number
from simulator.scenario.file.scalars import resolve_scalar
from simulator.scenario.shipped_worlds import world_names
from simulator.scenario.world import Closure
from simulator.store.tables import closure_label

if TYPE_CHECKING:
    from simulator.scenario import Scenario

ALL = "all"
"""Stands for every closure of the sweep."""
SWEPT = {"stabilisation": (0.0, 0.3, 0.9), "foreign_response": (0.0, 0.5, 1.0)}
"""The sweep: demand left alone, steered, steered hard; AI abroad raises our exports not at all to fully."""
ENVELOPE = "envelope"
"""Stands for a closure and those that differ from it in one way each."""
EXTREMES = {"stabilisation": (0.0, 0.9), "foreign_response": (0.0, 1.0), "public_reinvestment": (0.0, 1.0)}
_KNOWN = tuple(Closure.declared())
OPTION = "--closures"


@dataclass(frozen=True)
class Closed:
    """How demand closes: stabilisation, foreign response, and what public employers do with savings."""

    stabilisation: float
    foreign_response: float
    public_reinvestment: float = UNSAID["public_reinvestment"]

    @classmethod
    def of(cls, scenario: "Scenario") -> Self:
        """The closure of a scenario."""
        return cls(**scenario.closure)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """As `plain` gave it to a manifest."""
        return cls(**{name: plain[name] for name in _KNOWN if name in plain})

    @property
    def label(self) -> str:
        """As it stands in the column `closure` of the results."""
        return closure_label(asdict(self))

    @property
    def short(self) -> str:
        """As on the command line: `0.3/0.5`, with `/1` behind it where that is not the default."""
        said = {name: value for name, value in asdict(self).items() if value != UNSAID.get(name)}
        return "/".join(f"{value:g}" for value in said.values())

    def plain(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {"label": self.label, **asdict(self)}


@dataclass(frozen=True)
class Surroundings:
    """One world under one closure."""

    world: str
    closed: Closed

    @classmethod
    def of(cls, scenario: "Scenario") -> Self:
        """Where a scenario stands."""
        return cls(scenario.world_name, Closed.of(scenario))

    def around(self, scenario: "Scenario") -> "Scenario":
        """The scenario here; as it is where it stands here already, perhaps in a world of its own making."""
        if scenario.world_name != self.world:
            scenario = scenario.with_world(self.world)
        if Closed.of(scenario) != self.closed:
            scenario = scenario.with_closure(**asdict(self.closed))
        return scenario


def check_worlds(names: Sequence[str]) -> Sequence[str]:
    """The names of worlds, as they are; InputError for one that there is not, or that is named twice."""
    known = [name for name in world_names() if name != "none"]  # nothing happens in it: it is the reference
    for name in names:
        if name not in known:
            told = f'no world "{name}"; allowed: {", ".join(known)}.{suggestion(str(name), known)}'
            raise InputError(told, field="--worlds")
        _refuse_twice(name, [one == name for one in names], "--worlds")
    return names


def _refuse_twice(name: str, same: Sequence[bool], option: str) -> None:
    if sum(same) > 1:
        raise InputError(f'"{name}" is named {sum(same)} times; name it once', field=option)


def swept() -> list[Closed]:
    """Every closure of the sweep."""
    return [Closed(*values) for values in product(*SWEPT.values())]


def envelope(around: Closed) -> list[Closed]:
    """A closure, then the six others that have one of its values at an end of what is thinkable."""
    others = [replace(around, **{name: value}) for name, values in EXTREMES.items() for value in values]
    return list(dict.fromkeys([around, *others]))


def read_closures(given: str, around: Closed) -> list[Closed]:
    """The closures in `0.3/0.5,0/0.5/1`, every one of the sweep for `all`, those `around` one for `envelope`.

    Raises InputErrors that name each wrong value with what is allowed, InputError for one named twice.
    """
    if given.strip() == ALL:
        return swept()
    if given.strip() == ENVELOPE:
        return envelope(around)
    found, faults = list[Closed](), list[InputError]()
    for word in map(str.strip, given.split(",")):
        if word in (ALL, ENVELOPE):
            raise InputError(f'"{word}" stands alone; leave the others out, or name each', field=OPTION)
        try:
            found.append(_read(word))
        except Refused as refused:
            wrong = refused.problems
            faults += [InputError(message, field=".".join((OPTION, *path))) for path, message in wrong]
    if faults:
        raise InputErrors(faults)
    for one in found:  # results are told apart by the label
        _refuse_twice(one.short, [one.label == other.label for other in found], OPTION)
    return found


def _read(word: str) -> Closed:
    parts = word.split("/")
    if not len(SWEPT) <= len(parts) <= len(_KNOWN):
        names, more = "/".join(SWEPT), "/".join(UNSAID)
        told = f'write {names}, as in 0.3/0.5, with /{more} behind it or not, "{ALL}" or "{ENVELOPE}"'
        raise Refused(((), f'"{word[:40]}" is no closure; {told}'))
    values, problems = {}, []
    for (name, declared), part in zip(Closure.declared().items(), parts, strict=False):
        try:
            values[name] = read_number(_number(part), declared)
        except Refused as refused:
            problems += [((name,), message) for _, message in refused.problems]
    if problems:
        raise Refused(*problems)
    return Closed(**values)


def _number(part: str) -> Any:
    """A number as in a scenario file, text where it is none."""
    try:
        return resolve_scalar(part.strip())
    except ValueError:
        return part

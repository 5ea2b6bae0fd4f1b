"""What is asked of a verb by keyword: sizes, and how and where it is carried out; what is wrong with it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from inspect import Parameter, signature
from numbers import Integral
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, InputErrors, SimulatorError, suggestion
from simulator.core.files import unusable
from simulator.experiment.inputs import Model, Reusable
from simulator.experiment.plan import read_closures
from simulator.findings.windows import window_named
from simulator.scenario import Options
from simulator.scenario.file.values import shown

SIZES = ("seeds", "persons", "months", "base_seed")
_OPEN = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
_FLAGS = ("allow_code", "resume")
_OPTION = re.compile("--([a-z]+(?:-[a-z]+)*)")
_SEVERAL = {"worlds", "closures"}
"""Arguments that take a list of names, or one."""
_NAMES, _INDICATORS = ("str", "str | None"), "str | Names"
"""What arguments are declared as that take one name; as that take indicators."""


def in_python[**P, R](*others: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A verb whose faults are InputErrors in the words of Python: arguments by name, and no options.

    `others` are arguments that the verb takes beside those that it names.
    """

    def of(verb: Callable[P, R]) -> Callable[P, R]:
        form = signature(verb)
        own = (key for key, one in form.parameters.items() if one.kind not in _OPEN and key != "self")
        known = [*own, *others]

        named = [one for one in form.parameters.values() if one.kind != Parameter.VAR_KEYWORD]
        taken = signature(Asked).parameters
        more = [taken[one].replace(kind=Parameter.KEYWORD_ONLY) for one in others]
        kinds = {one.name: str(one.annotation) for one in (*named, *more) if one.kind not in _OPEN}

        @wraps(verb)
        def asked(*given: P.args, **named: P.kwargs) -> R:
            try:
                what = f"no such argument; allowed: {', '.join(known)}."
                if unknown := [one for one in named if one not in known]:
                    raise InputErrors(
                        [InputError(what + suggestion(one, known), field=one) for one in unknown]
                    )
                try:
                    bound = form.bind(*given, **named).arguments
                except TypeError as error:
                    raise InputError(f"{error}; see help({verb.__name__})", field=verb.__name__) from None
                if faults := list(_faults({**bound, **named}, kinds)):
                    raise InputErrors(faults)
                for name in _SEVERAL & named.keys():
                    one = named[name]
                    named[name] = one.split(",") if isinstance(one, str) else one
                return verb(*given, **named)
            except SimulatorError as error:
                _reword(error, known)
                if isinstance(error, InputError) and error.where.startswith("indicators/"):
                    from simulator.api.rules import own_place

                    own: Any = named.get("indicators") or {}  # or the file is of a scenario
                    if function := own.get(error.field.removeprefix("indicators.")):
                        error.where = own_place(error.where, function)
                raise

        asked.__signature__ = form.replace(parameters=[*named, *more])  # type: ignore[attr-defined]
        return asked

    return of


def _faults(given: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[InputError]:
    """What is wrong with arguments of these `kinds`; bounds of sizes are checked with the scenario."""
    from reports.text import ALL, languages

    for name, value in given.items():
        is_whole = isinstance(value, Integral) and not isinstance(value, bool)  # NumPy's too
        if kinds.get(name) in _NAMES and not isinstance(value, str if kinds[name] == "str" else str | None):
            told = f"{value!r} stands where one name is needed"
        elif kinds.get(name) == "bool" and not isinstance(value, bool):
            told = f"{value!r} stands where True or False is needed"
        elif name in ("folder", "out") and not isinstance(value, str | Path | None):
            told = f"{value!r} stands where the path of a folder is needed"
        elif name == "folder" and value is None:
            told = "nothing stands where the path of a folder is needed"
        elif name in ("folder", "out") and value is not None and (why := unusable(value)):
            told = f"the path {why}"
        elif kinds.get(name) == _INDICATORS and not _is_texts(value):
            told = f"{value!r} stands where the name of an indicator or a list of names is needed"
        elif name in (*SIZES, "seed", "latin", "jobs") and value is not None and not is_whole:
            told = f"{value!r} stands where a whole number is needed"
        elif name == "jobs" and value is not None and value < 1:
            told = f"{value} is out of range; allowed: 1 process or more"
        elif name == "each_month" and value is not None and not callable(value):
            told = f"{value!r} stands where a function of the economy is needed"
        elif name == "each_month" and value is not None and given.get("jobs") not in (None, 1):
            told = "is called in this process; leave jobs at 1, or measure by indicators="
        elif name == "lang" and value not in (*languages(), ALL):
            told = f"no reports in {shown(value)}; allowed: {', '.join((*languages(), ALL))}"
        elif name in _SEVERAL and value is not None and not _is_texts(value):
            told = f"{value!r} stands where a name or a list of names is needed"
        else:
            continue
        yield InputError(told, field=name)


def _is_texts(value: Any) -> bool:
    """Whether it is a text or a list of texts."""
    is_list = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return is_list or isinstance(value, str)


def _reword(error: SimulatorError, known: Sequence[str]) -> None:
    """Name arguments in place of options of the command line."""

    def argument(found: re.Match[str]) -> str:
        name = found[1].replace("-", "_")
        return name if name in known or name.removesuffix("s") not in known else name.removesuffix("s")

    def told(text: str) -> str:
        return _OPTION.sub(lambda one: f"{argument(one)}={'True' * (argument(one) in _FLAGS)}", text)

    if not isinstance(error, InputError):
        error.args = tuple(told(one) if isinstance(one, str) else one for one in error.args)
        return
    if isinstance(error, InputErrors):
        for one in error.errors:
            _reword(one, known)
        error.message = "\n".join(map(str, error.errors))
        return
    error.message = told(error.message)
    error.field = _OPTION.sub(argument, error.field)
    error.where = _OPTION.sub(argument, error.where.removeprefix("option "))


@dataclass(frozen=True)
class Asked:
    """What verbs that run take by name: sizes, over what findings are told, how and where it is carried out.

    Sizes stand in for what scenarios say. `closures` and `window` by name. With `cash` a policy's outlay is
    paid to all adults alike as well. Without `out` the folder is temporary, and has no report; with `resume`
    a run that was stopped goes on in it.
    """

    seeds: int | None = None
    persons: int | None = None
    months: int | None = None
    base_seed: int | None = None
    allow_code: bool = False
    closures: Sequence[str] = ()
    cash: bool = True
    indicators: Mapping[str, Callable[..., Any]] | None = None
    each_month: Callable[[Any], object] | None = None
    window: str | None = None
    out: str | Path | None = None
    resume: bool = False
    jobs: int | None = None
    lang: str = "en"

    @property
    def options(self) -> Options:
        """With what scenarios are read."""
        return Options(**{name: getattr(self, name) for name in (*SIZES, "allow_code")})

    @property
    def workers(self) -> int | None:
        """Processes; this one alone where somebody's function looks at each month."""
        return 1 if self.each_month else self.jobs

    @property
    def model(self) -> Model | None:
        """What computes a run where somebody's function is called each month; else None: the model alone."""
        return Model(self.each_month) if self.each_month else None

    def over(self) -> dict[str, Any]:
        """What a plan takes: closures, window, and whether beside cash."""
        closed = read_closures(",".join(self.closures)) if self.closures else []
        return {"closures": closed, "window": window_named(self.window, "window").name, "cash": self.cash}

    def folder(self, name: str) -> Path:
        """The run folder that was asked for, or one of that name in a temporary folder."""
        return Path(tempfile.mkdtemp(prefix="simulator-")) / name if self.out is None else Path(self.out)

    def done(self, reused: Sequence[Reusable]) -> dict[str, Any]:
        """How it is carried out; where it stays, with its report."""
        import reports
        from reports.text import Text

        report = partial(reports.build, lang=self.lang, allow_code=self.allow_code)
        is_quick = any(one.is_quick for one in reused)
        finish = report if self.out is not None else None
        how = {"jobs": self.workers, "resume": self.resume, "finish": finish, "words": Text(self.lang)}
        return {**how, "reused": reused, "quick": is_quick}


SWEEPING = (*SIZES, "allow_code", "window", "out", "jobs", "lang")
RUNNING = (*SWEEPING, "closures", "cash", "indicators", "each_month", "resume")
"""What verbs take of it."""

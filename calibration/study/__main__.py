"""The command line of studies: `python -m calibration.study NAME COUNTRY`."""

import ast
import inspect
import shlex
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from calibration.study import Asked, Job, Study
from simulator.core import cache, files
from simulator.core.errors import ExitCode, SimulatorError, suggestion
from simulator.core.param import PopulationSize, Runs

PROGRAM = "python -m calibration.study"
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "The model beside data": {
        "fit": "validate.fit",
        "stationarity": "validate.stationarity",
        "openings": "validate.openings",
        "shocks": "validate.shocks",
        "technology": "validate.technology",
        "backtest": "validate.backtest",
        "baseline": "validate.baseline",
        "benchmarks": "validate.benchmarks",
    },
    "What happens to whom": {
        "headline": "validate.headline",
        "economies": "validate.economies",
        "displacement": "validate.displacement",
        "training_effect": "validate.training_effect",
        "instruments": "validate.instruments",
        "sizes": "validate.sizes",
    },
    "Held-out tests and estimation": {
        "heldout": "validate.heldout",
        "evidence": "validate.evidence",
        "posterior": "estimate.posterior",
        "adoption": "estimate.adoption",
    },
    "Data": {"build": "data.build", "backtest_data": "data.backtest_data"},
}
"""Name of each study and its module below `calibration`: one is imported when it is asked for."""
MODULES = {name: f"calibration.{module}" for own in SECTIONS.values() for name, module in own.items()}
SIZES = {
    "seeds": ("base seeds, each with its own burn-in", Runs.declared()["seeds"].bounds),
    "base_seed": ("first of them, unseen in fitting", Runs.declared()["base_seed"].bounds),
    "persons": ("simulated persons", PopulationSize.declared()["persons"].bounds),
    "jobs": ("processes", (1, 1024)),
}
UNTOLD = ("--out", "--work")
"""Options that name folders of somebody's machine, which say nothing about the numbers."""


def about(name: str) -> str:
    """The first line of a study's docstring, read without importing it."""
    path = Path(__file__).parents[2].joinpath(*MODULES[name].split(".")).with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


class OneStudy(click.Command):
    """The command of a study: its size, its own options, and what it does."""

    def __init__(self, name: str) -> None:
        module = import_module(MODULES[name])
        self.declared: Job | Study[Any] = module.STUDY
        default = self.declared.of.default
        of = " ".join(default) if isinstance(default, tuple) else default
        super().__init__(
            name,
            help=inspect.cleandoc(module.__doc__ or ""),
            params=self._options(),
            epilog=f"Without a country: {of}." if isinstance(of, str) else None,
        )

    def _options(self) -> list[click.Parameter]:
        one = self.declared
        found: list[click.Parameter] = [one.of, *one.options]
        for name, default in one.size.items():
            meaning, (least, most) = SIZES[name]
            found.append(
                click.Option(
                    [f"--{name.replace('_', '-')}"],
                    type=click.IntRange(int(least), int(most)),
                    metavar="N",
                    default=default,
                    show_default=True,
                    help=meaning,
                )
            )
        if one.out is not None:
            folder = click.Path(path_type=Path, file_okay=False)
            found.append(click.Option(["--out"], type=folder, default=one.out, help="folder that is written"))
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words as they were given: tables name the command that made them."""
        ctx.obj = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Do what was asked."""
        name, given = str(self.name), dict(ctx.params)
        named = given.pop("countries", ())
        countries = [one.upper() for one in ((named,) if isinstance(named, str) else named)]
        twice = sorted({one for one in countries if countries.count(one) > 1})
        if twice:
            raise click.UsageError(f"{', '.join(twice)} stands twice; name each country once", ctx)
        more = {one: given.pop(one) for one in list(given) if one not in (*SIZES, "out")}
        self.declared.does(Asked(name, tuple(countries), command=told(name, ctx.obj), more=more, **given))


class Catalogue(click.Group):
    """All studies by their names; a module is imported when its study is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, in the order of the help."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The study of a name; a usage error that names the closest otherwise."""
        if cmd_name not in MODULES:
            ctx.fail(f"no study '{cmd_name}'.{suggestion(cmd_name, MODULES)} {PROGRAM} --help lists them.")
        return OneStudy(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A line for each study."""
        for title, own in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, about(name)) for name in own])


def told(name: str, words: Sequence[str]) -> str:
    """The command that runs a study anew, without folders of this machine."""
    shown = list(words)
    for option in UNTOLD:
        if option in shown:
            place = shown.index(option)
            del shown[place : place + 2]
        shown = [word for word in shown if not word.startswith(f"{option}=")]
    return f"uv run {PROGRAM} {shlex.join([name, *shown])}"


studies = Catalogue(
    help="Studies of the model for calibration: each prints a table and writes it.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    cache.configure()
    try:
        studies.main(words, prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SimulatorError as error:
        print(error, file=sys.stderr)
        return int(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return int(ExitCode.INTERRUPTED)
    except Exception as error:
        if (what := files.fault(error)) is None:
            raise
        print(f"stopped: {what}. {files.remedy(error)} and try again.", file=sys.stderr)
        return int(ExitCode.IDENTITY)
    return int(ExitCode.OK)


if __name__ == "__main__":
    sys.exit(main())

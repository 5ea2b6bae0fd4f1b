"""Verbs that only read declarations load nothing that takes seconds; such a process cannot run the model."""

import subprocess
import sys

import pytest

HEAVY = ("numba", "mesa", "scipy", "polars", "pandas", "plotly", "simulator.economy")
PROGRAM = (
    "import sys; sys.argv[0] = 'sim'\n"
    "from simulator.cli.app import main\n"
    "try: main()\n"
    "finally: print(*sys.modules, file=sys.stderr)"
)


def run_alone(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "verb",
    [
        ("--help",),
        *(("list", kind) for kind in ("policies", "scenarios", "rules", "columns", "indicators")),
        ("show", "ESP"),
        ("show", "training_programme"),
        ("show", "esp/no_policy", "esp/training_programme"),
        ("explain", "esp/levy_pays_training"),
        ("check", "esp/levy_pays_training", "ESP"),
        ("check",),
    ],
    ids=" ".join,
)
def test_a_verb_that_runs_nothing_loads_nothing_heavy(verb: tuple[str, ...]) -> None:
    ran = run_alone(PROGRAM, *verb)
    assert ran.returncode == 0, ran.stderr
    assert set(HEAVY).isdisjoint(ran.stderr.split())
    assert ran.stdout


def test_a_process_that_only_reads_declarations_can_hold_no_economy() -> None:
    ran = run_alone(
        "from simulator.core import cache; cache.read_declarations_only(); import simulator.economy.model"
    )
    assert ran.returncode != 0
    assert "only reads declarations" in ran.stderr


def test_a_process_that_has_the_model_goes_on_compiling() -> None:
    ran = run_alone(
        "import simulator.economy.model; from simulator.core import cache; cache.read_declarations_only(); "
        "print(cache.only_declarations(), hasattr(simulator.markets.separations.count_status, 'py_func'))"
    )
    assert ran.stdout.split() == ["False", "True"], ran.stderr

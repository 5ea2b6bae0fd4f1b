"""Verbs that only read declarations load nothing that takes seconds; such a process cannot run the model.

The model itself loads nothing that it does not use, and takes nothing away from Mesa or pandas.
"""

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


NOT_USED = ("pandas", "networkx", "scipy.special", "scipy.optimize", "scipy.stats", "mesa.batchrunner")
NOT_IN_A_MONTH = ("polars", "plotly", "xlsxwriter", "babel", "jinja2")


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("simulator.economy.schedule", (*NOT_USED, *NOT_IN_A_MONTH)),
        ("simulator.experiment.conduct", NOT_USED),
        ("simulator.api.verbs", NOT_USED),
    ],
)
def test_the_model_loads_nothing_that_it_does_not_use(module: str, without: tuple[str, ...]) -> None:
    ran = run_alone(f"import sys, {module}; print(*sys.modules)")
    loaded = set(ran.stdout.split())
    assert loaded.isdisjoint(without), ran.stderr
    assert {module, "mesa.model", "numba"} <= loaded


@pytest.mark.parametrize(
    "first",
    [
        "from mesa.datacollection import DataCollector",
        "import mesa.experimental.devs.simulator",
        "from mesa import *",
        "import mesa.discrete_space.grid",
        "import pandas.testing",
        "import mesa; assert {'DataCollector', 'Model'} <= set(dir(mesa))",
    ],
)
def test_mesa_and_pandas_are_whole_for_whoever_asks_for_them(first: str) -> None:
    """What was left out is there from the first use on, and the model's own Mesa is the same one."""
    ran = run_alone(
        f"from simulator.economy.model import Economy\n{first}\n"
        "import sys; import mesa, pandas as pd\n"
        "class One(mesa.Agent):\n"
        "    def __init__(self, model, given): super().__init__(model); self.given = given\n"
        "model = mesa.Model(); One.create_agents(model, 2, pd.Series([3, 4]))\n"
        "collector = mesa.DataCollector({'n': lambda model: len(model.agents)}); collector.collect(model)\n"
        "found = collector.get_model_vars_dataframe()['n'].to_list(), model.agents.get('given')\n"
        "print(issubclass(Economy, mesa.Model), mesa.experimental.devs.__name__, mesa.batch_run.__name__)\n"
        "assert found == ([2], [3, 4]) and type(pd) is type(mesa) is type(mesa.experimental) is type(sys)"
    )
    assert ran.stdout.split() == ["True", "mesa.experimental.devs", "batch_run"], ran.stderr


def test_mesa_that_is_there_already_stays_as_it_is() -> None:
    ran = run_alone(
        "import mesa; before = mesa.Model, mesa.agent.pd\n"
        "from simulator.economy.model import Economy\n"
        "import pandas; print(before == (mesa.Model, pandas), Economy.__mro__[1] is mesa.Model)"
    )
    assert ran.stdout.split() == ["True", "True"], ran.stderr

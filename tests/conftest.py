"""What all tests share: Hypothesis draws the same examples everywhere, and Python keeps what it compiles."""

import os
import signal
import sys
from typing import Any

import platformdirs
import pytest
from hypothesis import settings

settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")


def keep_bytecode() -> None:
    """Keep bytecode in a folder apart where it may not lie beside its source.

    Without it every process that a test starts compiles mesa, polars and the rest again: three seconds.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    prefix = platformdirs.user_cache_path("labour-displacement-simulator") / "bytecode"
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(prefix)
    sys.dont_write_bytecode = False


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell has it for jobs in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.dont_write_bytecode and sys.pycache_prefix is None:
    keep_bytecode()


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what asks for no `--jobs` compute in this process: stand-ins are known here alone."""
    monkeypatch.setattr("simulator.experiment.timing.cores", lambda: 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker whole files: what a file shares is made once. Who has none left takes from another."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what is slow where neither a path nor `-m` asks for it; the option tells the workers."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.markexpr:
        config.option.markexpr = "not slow"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile in all workers side by side, where the whole suite is run."""
    if hasattr(session.config, "workerinput") and session.config.option.markexpr == "not slow":
        from simulator.experiment.precompile import prepare

        prepare()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, file by file: begun last, it would be waited for."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)

"""Scenario files written for one test, read with the fake instruments and three countries."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from simulator.core.errors import InputErrors
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file import schema
from tests.scenarios.fakes import INSTRUMENTS

Load = Callable[..., Scenario]


@pytest.fixture
def load_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Write a text to case.yaml (and other files beside it) and load it from its own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(schema, "country_codes", lambda: ["ALB", "ESP", "NOR"])

    def load_it(text: str | bytes, *, options: Options | None = None, **others: str) -> Scenario:
        for name, content in others.items():
            Path(f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
        raw = text if isinstance(text, bytes) else dedent(text).encode()
        Path("case.yaml").write_bytes(raw)
        return load_scenario("case.yaml", options=options, instruments=INSTRUMENTS)

    return load_it


@pytest.fixture
def errors_of(load_text: Load) -> Callable[..., list[str]]:
    """The errors that loading a text gives, one line each."""

    def errors(text: str | bytes, **keywords: object) -> list[str]:
        with pytest.raises(InputErrors) as raised:
            load_text(text, **keywords)
        return [str(error) for error in raised.value.errors]

    return errors

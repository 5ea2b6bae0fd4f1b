"""The resolved scenario as YAML text, which loads back to the same scenario."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from simulator.scenario.scenario import Scenario

_HEADER = """\
# Resolved scenario: every value that the run used, in its declared unit.
# `provenance` names the layer that decided each value: option > scenario > extends > default.
"""


def resolved_yaml(scenario: Scenario) -> str:
    """Text of the resolved scenario file."""
    return _HEADER + yaml_text(scenario.to_dict())


def yaml_text(document: dict[str, Any]) -> str:
    """A document as YAML text, every text in it quoted."""
    writer = YAML(typ="rt", pure=True)
    writer.width = 1_000_000
    writer.default_flow_style = False
    stream = StringIO()
    writer.dump(_quoted(document), stream)
    return stream.getvalue()


def _quoted(value: Any) -> Any:
    """Quote every text, so that a title such as `25 %` or `null` stays one."""
    if isinstance(value, dict):
        return {key: _quoted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_quoted(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value

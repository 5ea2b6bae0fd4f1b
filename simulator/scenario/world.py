"""The world: how fast AI comes, and what a closure leaves open. Policies choose neither.

A world is a set of values for the parameters below; the shipped ones are `scenarios/worlds/*.yaml`, each with
its own source and status. All growing worlds share one frontier in January 2025 and differ in what follows.

The shipped worlds: `scenarios/worlds/*.yaml`, each value with its status and source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.param import Parameters, param
from simulator.core.shipped import shipped_folder
from simulator.scenario.file.document import Node, read_document
from simulator.scenario.file.reading import Refused, read_number

INCIDENCES = ("exposed", "entry", "even", "top")
"""Whose work a named share is, in the order of `tasks_incidence`."""


class World(Parameters):
    """Technology as it arrives from outside; values in the declared units."""

    frontier_growth = param(
        0.52,
        unit="per year",
        bounds=(0.0, 3.0),
        symbol="r",
        about="Logistic rate at which the frontier of tasks that AI can do moves out",
        source="EU firms using AI, 8.1 → 13.5 → 20.0 % (Eurostat, 2023-25; read); derived at ceiling 1",
        status="estimated",
    )
    frontier_midpoint = param(
        2022.783,
        unit="year",
        bounds=(2015.0, 2100.0),
        kind="date",
        about="Year in which the frontier passes half of its ceiling",
        source="the same, derived at ceiling 1; large firms alone pass it in 2024.6",
        status="estimated",
    )
    frontier_ceiling = param(
        0.5,
        unit="share of automatable tasks",
        bounds=(0.0, 1.0),
        kind="share",
        symbol="κ̄",
        about="Share of automatable tasks that AI will ever do; today's data do not identify it",
        source="choice: between the slow world (Acemoglu 2024: 4.6 % of tasks in ten years; read: summary) "
        "and the rapid one (Karger et al. 2026)",
        status="assumed",
    )
    deepening = param(
        0.5,
        unit="share of exposed tasks that people do with AI's help",
        bounds=(0.0, 1.0),
        kind="share",
        about="Part of the tasks in which AI helps that it comes to do alone on the way to the ceiling",
        source="choice: as large a part as of the automatable tasks; people and AI in 57 %, AI alone in "
        "43 % of conversations (Anthropic Economic Index, February 2025; read: summary)",
        status="assumed",
    )
    widening_physical = param(
        0.0,
        unit="share of physical tasks outside of today's exposure",
        bounds=(0.0, 1.0),
        kind="share",
        about="Part of the work of the hands that becomes automatable; none of it is in 2025",
        source="choice: none in the narrower worlds",
        status="assumed",
    )
    widening_interpersonal = param(
        0.0,
        unit="share of interpersonal tasks outside of today's exposure",
        bounds=(0.0, 1.0),
        kind="share",
        about="Part of the work between people that becomes automatable; none of it is in 2025",
        source="choice: none in the narrower worlds",
        status="assumed",
    )
    widening_delay = param(
        3.0,
        unit="years",
        bounds=(0.0, 30.0),
        about="How far the tasks outside of today's exposure follow behind the frontier",
        source="choice: nobody has dated it",
        status="assumed",
    )
    tasks_share = param(
        0.0,
        unit="share of today's work",
        bounds=(0.0, 0.95),
        kind="share",
        about="Work of 2025 that AI can do alone by a named year; 0 leaves it to ceiling, depth and width",
        source="the scenario",
        status="assumed",
    )
    tasks_by = param(
        2035.0,
        unit="year",
        bounds=(2026.0, 2100.0),
        kind="date",
        about="The year in whose beginning it can",
        source="the scenario",
        status="assumed",
    )
    tasks_incidence = param(
        0.0,
        unit="number",
        bounds=(0.0, 3.0),
        kind="count",
        about="Whose work: 0 exposed tasks, 1 that of beginners, 2 all alike, 3 that of the best paid fifth",
        source="the scenario",
        status="assumed",
    )
    ai_fee = param(
        0.20,
        unit="share of labour cost",
        bounds=(0.0, 0.95),
        kind="share",
        about="Paid to providers for a task that AI does, over what labour costs for it",
        source="prior, mean 0.20, 0.04 to 0.45: running AI costs 3 % of the person (METR data 2026; read: "
        "secondary) to 4 to 10 % (arXiv 2025; read: secondary); the rest is the provider's rent",
        status="assumed",
    )
    ai_kept_first = param(
        0.53,
        unit="share of labour cost",
        bounds=(0.0, 0.95),
        kind="share",
        about="Work on a task of AI that stays with people until 2025: checking, rework, handing over",
        source="27 % of labour cost is saved in experiments (Acemoglu 2024; recalled, high), and the fee",
        status="assumed",
    )
    ai_kept = param(
        0.40,
        unit="share of labour cost",
        bounds=(0.0, 0.95),
        kind="share",
        about="The same once the frontier has reached its ceiling; on the way it moves with the frontier",
        source="prior, mean 0.40, 0.17 to 0.65: AI succeeds in 67 % of tasks, and gains fall by 40 % when "
        "success counts (Anthropic, January 2026; read: secondary)",
        status="assumed",
    )
    ai_running_cost = param(
        375.0,
        unit="US dollars of the first year, a month",
        bounds=(1.0, 100000.0),
        about="What a full-time post's tasks cost AI's providers in month 0; no fee is lower",
        source="5 % of labour cost in the United States: 3 % (METR data 2026) to 10 % (arXiv 2025; both "
        "read: secondary)",
        status="assumed",
    )
    ai_cost_decline = param(
        0.10,
        unit="per year",
        bounds=(0.0, 0.95),
        kind="hazard",
        about="Yearly fall of that cost, and of the price of machines that do people's tasks",
        source="choice between none, as for the newest models, and 0.9, as for a given capability "
        "(Appenzeller 2024: tenfold a year; read): using it costs more than tokens",
        status="assumed",
    )
    adoption_speed = param(
        1.0,
        unit="times the fitted speed",
        bounds=(0.0, 10.0),
        about="Speed at which firms adopt AI, relative to the speed fitted to 2023-25",
        source="1 by definition",
        status="calibrated",
    )
    reinstatement = param(
        0.5,
        unit="new tasks per task automated",
        bounds=(0.0, 1.0),
        kind="share",
        symbol="ρ",
        about="New labour tasks that appear for each task automated",
        source="0.35 of 0.70 % of tasks a year, United States 1987-2017; 0.47 of 0.48 in 1947-87 (Acemoglu "
        "and Restrepo 2019, J. Econ. Perspectives; recalled, medium)",
        status="assumed",
    )
    reinstatement_lag = param(
        36.0,
        bounds=(0.0, 360.0),
        kind="months",
        about="Mean delay between a task's automation and the new tasks that follow",
        source="choice: nobody has measured it",
        status="assumed",
    )
    augmentation_gain = param(
        0.17,
        unit="share of output per hour",
        bounds=(0.0, 1.0),
        kind="share",
        about="Gain of output per hour on tasks in which AI helps and does not replace",
        source="0.17 in 1,161 estimates of 45 papers, 2023-25 (Coupe and Wu 2025; read)",
        status="estimated",
    )
    frozen = param(
        0.0,
        unit="0 or 1",
        bounds=(0.0, 1.0),
        kind="flag",
        about="1 keeps frontier, cost and adoption where they stand in month 0",
        source="definition",
        status="assumed",
    )


class Shock(Parameters):
    """Demand that a scenario moves from outside, in every role alike; dated values, 0 without."""

    exports = param(
        0.0,
        unit="share of foreign demand",
        bounds=(-0.9, 1.0),
        kind="share",
        about="Change of what other countries buy at given prices",
        source="the scenario",
        status="assumed",
    )
    spending = param(
        0.0,
        unit="share of household spending",
        bounds=(-0.9, 1.0),
        kind="share",
        about="Change of what households spend out of given income and wealth",
        source="the scenario",
        status="assumed",
    )


class Closing(Parameters):
    """What a scenario may change of a named closure (`simulator.core.closure`)."""

    returns = param(
        1.0,
        kind="share",
        about="Of what is paid abroad for AI, what comes back as demand for exports",
        source="choice: who sells AI buys with it; 0.5 and 0 stand beside",
        status="assumed",
    )


@dataclass(frozen=True)
class WorldFile:
    """A shipped world: values by parameter in declared units, and where each comes from."""

    name: str
    title: str
    about: str
    values: dict[str, float]
    sources: dict[str, dict[str, str]]
    recognised: tuple[str, ...]
    """Published worlds of this size: whose, what its authors say follows, how likely they call it."""


def world_names() -> list[str]:
    """Names of the shipped worlds, slowest first."""
    order = ("none", "slow", "moderate", "rapid", "broad", "transformative")
    found = {path.stem for path in (shipped_folder() / "worlds").glob("*.yaml")}
    return [name for name in order if name in found] + sorted(found - set(order))


@cache
def load_world(name: str) -> WorldFile:
    """Read a shipped world; InputErrors names every fault of the file."""
    if name not in world_names():
        hint = suggestion(name, world_names())
        raise InputError(f'no world "{name}"; there are {", ".join(world_names())}.{hint}', field="world")
    label = f"scenarios/worlds/{name}.yaml"
    document = read_document(shipped_folder() / "worlds" / f"{name}.yaml", name=label)
    written = document.plain()
    values, sources = _read_values(document, written.get("world") or {}, label)
    known = tuple(_told(one) for one in written.get("recognised_as") or ())
    about = str(written.get("about", ""))
    return WorldFile(name, str(written.get("title", name)), about, values, sources, known)


def _told(published: Mapping[str, str]) -> str:
    likely = f" Probability: {published['probability']}." if "probability" in published else ""
    return f"{published['source']}: {published['says']} ({published['provenance']}).{likely}"


def _read_values(
    document: Node, written: dict[str, Any], label: str
) -> tuple[dict[str, float], dict[str, dict[str, str]]]:
    errors: list[InputError] = []
    values: dict[str, float] = {}
    sources: dict[str, dict[str, str]] = {}
    for name, declared in World.declared().items():
        entry = written.get(name)
        where = str(document.place(("world", name)))
        if not isinstance(entry, dict) or set(entry) != {"value", "status", "source"}:
            errors.append(InputError("needs value, status and source", where=where, field=f"world.{name}"))
            continue
        try:
            values[name] = read_number(entry["value"], declared)
        except Refused as refused:
            errors.append(InputError(str(refused), where=where, field=f"world.{name}"))
        sources[name] = {"status": str(entry["status"]), "source": str(entry["source"])}
    unknown = [name for name in written if name not in World.declared()]
    errors += [InputError("no such world parameter", where=label, field=f"world.{name}") for name in unknown]
    if errors:
        raise InputErrors(errors)
    return values, sources

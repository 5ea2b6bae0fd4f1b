"""Scenario files of version 0.2 rewritten: what has another name now, and what has none any more.

Whoever reads the file finds comments and order as they were. What a change cannot keep is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.core.closure import DEFAULT, GONE
from simulator.core.errors import InputError
from simulator.core.files import write_whole
from simulator.core.shipped import now_called
from simulator.scenario.file.document import MAXIMUM_BYTES, read_document, read_text

WORLD = "what AI costs is told by ai_fee, ai_kept_first, ai_kept and ai_running_cost; those of the world hold"
OFFERS = "offers no longer rise by decisions in vain"
BANK = "a central bank answers slack and inflation; sim show closure"
PRICES = "prices answer a firm's own cost and that of its rivals at published speeds"
KEYS = {
    "world": dict.fromkeys(("ai_saving_first", "ai_saving", "ai_world_cost"), WORLD),
    "parameters": {
        **dict.fromkeys(("offer_rise", "offer_patience", "offer_rise_limit"), OFFERS),
        **dict.fromkeys(("ai_pass_through", "ai_pass_through_rivals"), PRICES),
        **dict.fromkeys(
            ("stabiliser_half_life", "stabiliser_memory", "stabiliser_inflation", "stabiliser_search",
             "stabiliser_response"), BANK,
        ),
        "debt_feedback": "financing: rule holds the country's rule for its budget",
        "bank_smoothing": "banks close the gap to their equity at once",
        **dict.fromkeys(("currency_response", "currency_lag"), "closure: {returns: …} tells what comes back"),
        "skill_transfer_floor": "a move to another occupation may leave any skill",
        "slack_smoothing": "slack is that of the month",
        "adopter_progress": "AI's level in 2025 is that of published hours saved",
    },
    "rules": {"firm_pass_on": PRICES},
    "ai_competition": {"enforcement": "it did nothing but cost money"},
    "fair_hiring": {"inspectors": "firms pay for explanation and audit: cost, 0 unless set"},
}  # fmt: skip
"""What was a key in 0.2 and is none now, by the group or policy that held it, and why."""
YOUNGEST = 16


def upgrade(name: str) -> list[str]:
    """Rewrite a scenario file of version 0.2, and keep it as it was as `NAME.old`; tell each change.

    Nothing is written where nothing changes. InputErrors for what is no file, or no YAML that scenarios are
    written in; InputError where a file kept earlier is in the way.
    """
    path = Path(name)
    if not path.is_file():
        raise InputError("is no file; name a scenario file of yours", where=name, field="--upgrade")
    read_document(path, name=name)
    text = read_text(path, name)
    rewritten, told = upgraded(text)
    if told:
        kept = path.with_name(f"{path.name}.old")
        if kept.exists():
            raise InputError(f"{kept} is there already; move it away first", where=name, field="--upgrade")
        write_whole(kept, path.read_bytes())
        write_whole(path, rewritten)
        told.append("seeds now draw what nobody has measured; parameters: fixed holds it, as 0.2 did")
    return told


def upgraded(text: str) -> tuple[str, list[str]]:
    """The text of a scenario as of today, and what was changed, a sentence each."""
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, MAXIMUM_BYTES  # no line is broken anew
    if re.search(r"^  +- ", text, re.MULTILINE):
        yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    told = list(_changes(tree)) if isinstance(tree, MutableMapping) else []
    written = StringIO()
    yaml.dump(tree, written)
    return written.getvalue(), told


def _changes(tree: MutableMapping[str, Any]) -> Iterator[str]:
    """Change a scenario in place; what is changed, in the order of the file format."""
    if isinstance(name := tree.get("extends"), str) and (moved := now_called(name)):
        tree["extends"], note = moved
        yield f"extends: {name} is {moved[0]}{note}"
    yield from _closure(tree)
    for group in ("world", "parameters", "rules"):
        yield from _without(tree, group)
    for item in tree.get("policies") or ():
        if isinstance(item, MutableMapping):
            yield from _policy(item)


def _closure(tree: MutableMapping[str, Any]) -> Iterator[str]:
    written = tree.get("closure")
    if written == "envelope":
        tree["closure"] = DEFAULT
        yield "closure: envelope left out: compare, or run, with --closures all has every one"
    gone = [key for key in GONE if isinstance(written, MutableMapping) and key in written]
    if isinstance(written, MutableMapping) and gone:
        for key in gone:
            del written[key]
        if not written:
            tree["closure"] = DEFAULT
        yield f"closure: {', '.join(gone)} left out: closures have names; sim show closure tells which"


def _without(groups: MutableMapping[str, Any], name: str) -> Iterator[str]:
    """Leave out of a group what is no key any more, a line for each reason."""
    group = groups.get(name)
    if not isinstance(group, MutableMapping):
        return
    gone: dict[str, list[str]] = {}
    for key in [key for key in KEYS[name] if key in group]:
        gone.setdefault(KEYS[name][key], []).append(key)
        del group[key]
    for why, keys in gone.items():
        yield f"{name}: {', '.join(keys)} left out: {why}"
    if gone and not group:
        groups[name] = {}


def _policy(item: MutableMapping[str, Any]) -> Iterator[str]:
    for name in ("ai_competition", "fair_hiring"):
        yield from _without(item, name)
    if "fair_hiring" in item:
        item["transparent_hiring"] = item.pop("fair_hiring")
        yield "fair_hiring is transparent_hiring: firms explain whom they turn down"
    learning = item.get("digital_education")
    if isinstance(learning, MutableMapping) and "age" in learning:
        below = learning.pop("age")
        if isinstance(below, int | float) and below > YOUNGEST and not learning.get("for"):
            learning["for"] = {"age": [YOUNGEST, int(below) - 1]}
            yield f"digital_education: age is for: {{age: [{YOUNGEST}, {int(below) - 1}]}}"
        else:
            yield "digital_education: age left out: for: {age: [16, 29]} says who may come"

"""The answer in three sentences, and the list of what the model cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from reports.effects import Contrast, contrasts, effect
from reports.run import Run
from reports.sentences import SYMBOLS, answer
from reports.text import Text
from reports.units import scale

LIMITS = (
    "conditional", "interval", "frontier", "closure", "parameters", "occupations", "households",
    "abroad", "beyond", "sample",
)  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """One sentence of the answer with its verdict."""

    words: str
    verdict: str
    symbol: str
    verdict_word: str


def sentences(run: Run, text: Text) -> list[Sentence]:
    """Return what AI does to jobs, what the policy does to jobs, and what happens to the public budget.

    Without a policy the second sentence is about poverty.
    """
    found = contrasts(run)
    policies = [item for item in found if item.name == "policy"]
    wanted = [(item, "employed") for item in found]
    if not policies:
        wanted += [(item, "arop") for item in found]
    wanted += [(item, "public_balance") for item in (policies or found)]
    made = [_sentence(run, text, item, indicator) for item, indicator in wanted]
    return [item for item in made if item is not None]


def _sentence(run: Run, text: Text, contrast: Contrast, indicator: str) -> Sentence | None:
    item = effect(run, contrast, indicator)
    if item is None:
        return None
    words = answer(run, text, item)
    if indicator == "public_balance":
        words += _of_gdp(run, text, contrast, item.mean)
    return Sentence(words, str(item.verdict), SYMBOLS[item.verdict], text(f"verdict.{item.verdict}"))


def _of_gdp(run: Run, text: Text, contrast: Contrast, amount: float) -> str:
    gdp = effect(run, contrast, "gdp")
    if gdp is None or not gdp.base:
        return ""
    share = amount / gdp.base
    shown = scale(run, "debt_ratio", [share], difference=True)
    return " " + text("answer.of_gdp", share=text.number(share * 100, max(2, shown.digits), signed=True))


def limits(run: Run, text: Text) -> list[tuple[str, str]]:
    """Return what this model cannot say, and why, with this run's own numbers."""
    parameters = run.content.get("parameters", {}).values()
    assumed = sum(1 for item in parameters if item.get("status") == "assumed")
    closure = run.content.get("closure", {})
    values = {
        "assumed": text.number(assumed, 0),
        "parameters": text.number(len(parameters), 0),
        "seeds": text.plural("count.seeds", run.seeds),
        "world": text.either(f"world.{run.world}", run.world),
        "stabilisation": text.number(float(closure.get("stabilisation", float("nan"))), 2),
        "foreign_response": text.number(float(closure.get("foreign_response", float("nan"))), 2),
        "weight": text.number(float(run.content["country"].get("weight", float("nan"))), 0),
        "persons": text.number(float(run.content.get("persons", float("nan"))), 0),
    }
    return [(text(f"limits.{item}.title"), text(f"limits.{item}", **values)) for item in LIMITS]

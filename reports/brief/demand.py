"""What AI does without new policy: to jobs, to public employers, to the budget, to whom most."""

from __future__ import annotations

from collections.abc import Iterator

from reports.brief.amounts import amount, people, ranged
from reports.brief.numbers import asked_of
from reports.brief.sides import WORK, counted, hardest_hit
from reports.data.run import Run
from reports.draw.units import base_scale
from reports.story.sentences import group_label, world_name
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS
from simulator.findings.effects import Contrast, Effect, contrasts, effect, pair
from simulator.findings.results import TOTAL
from simulator.findings.verdicts import Verdict
from simulator.findings.windows import windowed

PERCENT = 100
PUBLIC = "public_employees"


def demand(run: Run, text: Text) -> list[str]:
    """Return a sentence or two for each world of AI; none where the run has no run without AI."""
    return [told for one in run.worlds if (told := _of_world(one, text, several=len(run.worlds) > 1))]


def _of_world(run: Run, text: Text, *, several: bool) -> str:
    ai = next((one for one in contrasts(run) if one.comparison == "ai"), None)
    jobs = effect(run, ai, JOBS) if ai else None
    if ai is None or jobs is None:
        return ""
    asked = None if run.comparison else asked_of(run)
    form, shown = "fewer" if jobs.mean < 0 else "more", base_scale(run, text, jobs)
    level = amount(text, shown, jobs.base, signed=False)
    told = []
    if several or run.comparison:
        told.append(text(f"brief.demand.{form}", world=world_name(text, run.world), base=level,
                         count=people(run, text, jobs, abs(jobs.mean))))  # fmt: skip
    told += _public(run, text, ai, jobs)
    moved = effect(run, ai, BALANCE, of_gdp=True)
    if moved is not None:
        ends = {"share": moved.mean, "level": _left(run, ai)}
        told.append(text("brief.demand.balance", **{key: text.number(one * PERCENT, 1, signed=True)
                                                    for key, one in ends.items()}))  # fmt: skip
    return " ".join([*told, *_hardest_hit(run, text, ai, asked)])


def _left(run: Run, ai: Contrast) -> float:
    """Budget balance with AI over the GDP of the same run, where its effect over GDP is known."""
    balance, gdp = (windowed(found[0], run.window) for one in (BALANCE, "gdp")
                    if (found := pair(run, ai, one, *TOTAL)) is not None)  # fmt: skip
    return float((balance / gdp).mean())


def _public(run: Run, text: Text, ai: Contrast, jobs: Effect) -> Iterator[str]:
    """Give what AI does to jobs with public employers, where it costs jobs and clearly some of these."""
    public = effect(run, ai, PUBLIC)
    if jobs.verdict is Verdict.WORSE and public is not None and public.mean < 0 and public.excludes_zero():
        yield text("brief.demand.public", mean=ranged(run, text, public))


def _hardest_hit(run: Run, text: Text, ai: Contrast, asked: Contrast | None) -> Iterator[str]:
    """Give the group whose work AI clearly lowers most, and what the policy of a run does to that."""
    worst = hardest_hit(run, ai)
    if worst is None or asked == ai:
        return
    told = {"group": group_label(run, text, worst.by, worst.group), "mean": ranged(run, text, worst),
            "when": counted(run, text)}  # fmt: skip
    item = effect(run, asked, WORK, by=worst.by, group=worst.group) if asked else None
    if item is None:
        yield text("brief.demand.hardest.alone", **told)
        return
    form = "unclear" if item.n > 1 and not item.excludes_zero() else "told"
    then = text(f"brief.demand.hardest.{form}", mean=ranged(run, text, item))
    yield text("brief.demand.hardest", then=then, **told)

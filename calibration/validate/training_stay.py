"""Who stays in a course to its end, and whom courses keep in the labour force.

People in a course look for work a little and leave it for a job; none leaves the labour force before its end.
That is put beside what is published, and beside courses from which people leave the labour force as those in
work do, or as the unemployed do. Means of the last five of fifteen years, paired with the run without the
programme on the same seeds; who begins and ends is counted over all months.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import REPLAYED, Measured, Run, measure_run
from calibration.study.table import Column, Table
from calibration.validate.changes import SHIPS, Change, Line
from calibration.validate.training_parts import (
    EMPTY,
    INSTRUMENT,
    LAST,
    MONTHS,
    THOUSAND,
    WORLD,
    shipped_programme,
)
from simulator.agents.person import INACTIVE, TRAINING, UNEMPLOYED, WORKING
from simulator.findings.estimates import over_seeds

if TYPE_CHECKING:
    from simulator.core.economy import Economy

STABILISATION = 0.0
AS_WORKERS = Change(
    "participants leave the labour force as those in work do",
    line=Line("worker_participate", "if status == PUBLIC_JOB and",
              "if (status == PUBLIC_JOB or status == TRAINING) and", "TRAINING"),
)  # fmt: skip
AS_UNEMPLOYED = Change(
    "participants leave it as the unemployed do",
    line=Line("worker_participate", "if status == UNEMPLOYED and",
              "if (status == UNEMPLOYED or status == TRAINING) and", "TRAINING"),
)  # fmt: skip
CHANGES = (SHIPS, AS_WORKERS, AS_UNEMPLOYED)
WITHOUT, ALONE, WHOLE = "no programme", "places, and nothing else", "as shipped"
ENDS = {"finished": (UNEMPLOYED,), "left_for_job": WORKING, "left_force": (INACTIVE,)}
COLUMNS = (
    Column("changed", "changed"),
    Column("course", "course"),
    Column("finished", "finish, %", ".0f"),
    Column("left_for_job", "leave for a job, %", ".0f"),
    Column("left_force", "leave the labour force, %", ".0f"),
    Column("force", "more in the labour force or a course, of 100 in courses", ".0f"),
    Column("force_error", "s.e.", ".0f"),
    Column("jobs", "jobs, thousand", "+.0f"),
    Column("jobs_error", "s.e.", ".0f"),
)


def ends(economy: "Economy") -> dict[str, float]:
    """People whose course ended this month, by how (persons of the simulation)."""
    return {name: float(economy.moves[TRAINING, list(into)].sum()) for name, into in ENDS.items()}


def calls(asked: Asked) -> list[tuple[Change, Run]]:
    """Each base seed without the programme, and with each change its places alone and all of it."""
    whole = shipped_programme(asked.country)
    with_courses = [(change, course) for change in CHANGES for course in (ALONE, WHOLE)]
    policies = {WITHOUT: [], ALONE: [{INSTRUMENT: whole | EMPTY}], WHOLE: [{INSTRUMENT: whole}]}
    return [
        (change, Run(asked.country, seed, asked.persons, MONTHS, WORLD, {"stabilisation": STABILISATION},
                     frozen_demography=False, taxes=REPLAYED, policies=policies[course], measure=ends,
                     label=(change.says, course)))
        for seed in asked.base_seeds for change, course in ((SHIPS, WITHOUT), *with_courses)
    ]  # fmt: skip


def measure(change: Change, run: Run) -> Measured:
    """The run with the change."""
    with change.made():
        return measure_run(run)


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each change and course."""
    by_label: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_label.setdefault(one.run.label, []).append(one)
    without = by_label.pop((SHIPS.says, WITHOUT))
    rows = [{"changed": says, "course": course} | _row(without, own)
            for (says, course), own in by_label.items()]  # fmt: skip
    notes = [
        f"World {WORLD}, S = {STABILISATION:g}, {asked.size}; ends of courses of all months, gaps as means "
        f"of the last 60 of {MONTHS - 1} months. Courses that end by death or emigration are left out.",
        "Published: one in five participants of further training in Germany leaves before the end (Waller "
        "2008, read: abstract), 10 to 50 % of participants of common programmes (Choe, Flores-Lagunes and "
        "Lee 2015, read: abstract), for a job or without one. With 100 more people in programmes the labour "
        "force of Sweden's municipalities, those in programmes included, was larger by some 63 at once and "
        "70 in the long run, 1986 to 1998 (Johansson 2002, read: abstract).",
    ]
    return Table(asked.country, "Who stays in a course, and in the labour force by it", rows, notes)


def _row(without: Sequence[Measured], own: Sequence[Measured]) -> dict[str, float]:
    ended = {name: sum(float(one.totals[name][1:].sum()) for one in own) for name in ENDS}
    force = over_seeds([100.0 * (_force(one) - _force(base)) / _mean(one, "in_training")
                        for base, one in zip(without, own, strict=True)])  # fmt: skip
    jobs = over_seeds([THOUSAND * (_mean(one, "employed") - _mean(base, "employed"))
                       for base, one in zip(without, own, strict=True)])  # fmt: skip
    return {
        **{name: 100.0 * people / sum(ended.values()) for name, people in ended.items()},
        "force": force.mean, "force_error": force.error, "jobs": jobs.mean, "jobs_error": jobs.error,
    }  # fmt: skip


def _mean(one: Measured, name: str) -> float:
    return float(one.totals[name][LAST].mean())


def _force(one: Measured) -> float:
    """Persons in the labour force or in a course."""
    return _mean(one, "labour_force") + _mean(one, "in_training")


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, measure=measure, table=table)

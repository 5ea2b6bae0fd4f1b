"""What the page of results quotes of tables that studies have written: rows, counts, targets not met."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from calibration.study.table import Column
from calibration.validate import displacement, headline, option_effects, shocks
from calibration.validate.headline import WORLDS

type Text = Mapping[str, str]


def columns(of: Sequence[Column], keys: str) -> tuple[Column, ...]:
    """Some columns of a study's table, by their keys."""
    return tuple(next(column for column in of if column.key == key) for key in keys.split())


@dataclass(frozen=True)
class Quoted:
    """Rows of a table in `results/` that stand on the page, `pick` says which."""

    question: str
    table: str
    columns: tuple[Column, ...]
    pick: Callable[[Text], bool] = lambda row: True
    note: str = ""


@dataclass(frozen=True)
class Counted:
    """How often each verdict stands in the tables of a study, a row for each table or value of `by`."""

    question: str
    study: str
    verdict: str
    head: str
    by: str = ""
    pick: Callable[[Text], bool] = lambda row: True
    note: str = ""


@dataclass(frozen=True)
class Outside:
    """Targets of the fits that are not met, a row for each: in which countries, and why."""

    question: str
    note: str = ""


QUOTED: tuple[Quoted | Counted | Outside, ...] = (
    Quoted(
        "The training programme, and the same money paid to all alike, Spain",
        "option_effects_training_programme_training_money",
        columns(option_effects.COLUMNS, "closure outcome of mean low high"),
        lambda row: row["outcome"].startswith(("employed", "real GDP", "public balance")),
        "Both pay out 0.24 % of GDP, borrowed; what courses add to their money is the difference.",
    ),
    Quoted(
        "What AI does in Spain, by world and closure",
        "headline_ESP",
        columns(headline.COLUMNS, "row abolished layoffs jobs jobs_error unemployment real_gdp labour_share"),
        lambda row: row["row"].split(", ")[0] in WORLDS and row["row"].count(", ") == 1,
        "Each world less no further AI, means of the last five of fifteen years.",
    ),
    *(
        Quoted(
            f"How the labour market moves with the cycle, {name}",
            f"shocks_{code}",
            columns(shocks.COLUMNS, "relation method target range estimate error"),
            lambda row: bool(row["target"]) or row["relation"].startswith("heads"),
        )
        for code, name in (("ESP", "Spain"), ("USA", "United States"))
    ),
    Quoted(
        "What losing a job costs, United States",
        "displacement_USA",
        columns(displacement.COLUMNS, "figure unit model error published range"),
        lambda row: bool(row["published"]),
    ),
    Quoted(
        "Which numbers the headlines hang on, Spain",
        "sensitivity_ESP_sobol",
        (
            Column("rank", "rank", ".0f"),
            Column("parameter", "number"),
            Column("status", "status"),
            Column("share", "share, mean of headlines, %", ".0f"),
            Column("jobs_moderate", "jobs, `moderate`", ".2f"),
            Column("jobs_rapid", "jobs, `rapid`", ".2f"),
            Column("gdp", "GDP", ".2f"),
            Column("labour_share", "labour share", ".2f"),
            Column("balance", "public balance", ".2f"),
        ),
        lambda row: float(row["share"]) >= 1.0,
        note="Total shares of the variance when the first thirty numbers lie anywhere from half to twice "
        "what ships; numbers with a share below 1 % stand in the whole table alone. Of what training "
        "does to jobs nothing is foretold. The closure is not varied.",
    ),
    Counted(
        "How many calibration targets are met", "fit", "verdict", "country", 
        pick=lambda row: row["verdict"] != "",
        note="Month 0 and the first year. PASS: within the tolerance. Targets that are inputs or steered are "
        "no evidence of fit.",
    ),
    Outside(
        "Calibration targets that are not met, judged or not",
        note="Of the first year, or of the study that measures it; what is recalled is not judged, and "
        "stands here all the same. Country: found, for what is asked. "
        "“One change at a time” was run on earlier code.",
    ),
    Counted(
        "Whether the economy stands still without AI", "stationarity", "verdict", "country",
        note="Twenty years without AI or policy: ten measures a country.",
    ),
    Counted(
        "Held-out tests, on the code of their first run", "heldout_first", "verdict", "test", by="test",
        note="Later tests: [second table](../calibration/results/heldout_second.md); run again after the "
        "model was changed: [seen](../calibration/results/heldout_seen.md).",
    ),
    Counted(
        "What others say of the same questions", "benchmarks", "verdict", "benchmark", by="benchmark",
        note="[How to read it](benchmarks.md).",
    ),
)  # fmt: skip

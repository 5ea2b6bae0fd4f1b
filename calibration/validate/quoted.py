"""What the page of results quotes: some rows and columns of tables that studies have written."""

from calibration.study.table import Column
from calibration.validate.quoting import Counted, Outside, Quoted, Told

QUOTED: tuple[Quoted | Counted | Told | Outside, ...] = (
    Quoted(
        "The main job: a training programme in Spain, and what AI does there",
        "run_effects_training_programme",
        (
            Column("of", "what"),
            Column("outcome", "outcome"),
            Column("difference", "difference"),
            Column("interval", "95 % interval"),
            Column("verdict", "verdict"),
            Column("worst", "least favourable year"),
            Column("whole", "whole run"),
        ),
        note="Policy: with it less without it, in the world moderate. AI: that world less no further AI. "
        "Means of the last five of fifteen years.",
    ),
    Quoted(
        "The training programme, and the same money paid to all alike, Spain",
        "option_effects_training_programme_training_money",
        (
            Column("closure", "closure S/φ"),
            Column("outcome", "outcome"),
            Column("of", "of"),
            Column("mean", "difference", "+.1f"),
            Column("low", "95 % from", "+.1f"),
            Column("high", "to", "+.1f"),
        ),
        lambda row: row["outcome"].startswith(("employed", "real GDP", "budget balance with them")),
        "Both pay out 0.24 % of GDP, borrowed; what courses add to their money is the difference.",
    ),
    Quoted(
        "What AI does in Spain, by world and closure",
        "headline_ESP",
        (
            Column("row", "world, closure"),
            Column("abolished", "posts abolished, thousand", ",.0f"),
            Column("layoffs", "laid off for AI, thousand", ",.0f"),
            Column("jobs", "jobs, thousand", "+,.0f"),
            Column("jobs_error", "s.e.", ",.0f"),
            Column("unemployment", "unemployment, points", "+.2f"),
            Column("real_gdp", "real GDP, %", "+.1f"),
            Column("labour_share", "labour share, points", "+.1f"),
            Column("stabilisation", "demand that the state buys, % of GDP", "+.1f"),
        ),
        lambda row: row["row"].endswith(("closure as shipped", "S 0", "S 0.9")),
        "Each world less no further AI, means of the last five of fifteen years.",
    ),
    Quoted(
        "What each world does, by country",
        "worlds_ESP_USA_BRA",
        (
            Column("country", "country"),
            Column("world", "world"),
            Column("tasks", "tasks done by AI, %", ".1f"),
            Column("posts", "posts abolished, % of employees", ".1f"),
            Column("jobs", "employment, %", "+.1f"),
            Column("growth", "GDP growth to year 10, points a year", "+.2f"),
            Column("labour_share", "labour share, points", "+.1f"),
            Column("real_wage", "real wage, %", "+.1f"),
        ),
        lambda row: row["strength"] == "0.3",
        "Closure as shipped. What authors of like worlds say stands in the whole table.",
    ),
    Told(
        "How many pairs of options are told apart at equal outlay, by country",
        "ranking", "apart", "indicator",
        lambda row: bool(row["apart"]) and row["closure"].startswith("0.3/")
        and row["world"] in ("moderate", "rapid"),
        "Four options a country, each sized to a gross outlay of 1 % of GDP or as much of it as was tried "
        "anywhere, in `moderate` and `rapid`, closure as shipped. Counted are pairs whose outlays, measured "
        "in the same runs and months, differ by less than a tenth of the larger; the others stand in the "
        "tables as of unlike outlay. A table without that column counts all pairs. Funded: the income tax "
        "pays. Half of the pairs are asked for.",
    ),
    *(
        Quoted(
            f"Which options of like outlay are told apart, Spain, {paid}",
            table,
            (
                Column("indicator", "outcome"),
                Column("world", "world"),
                Column("closure", "closure S/φ"),
                Column("apart", "pairs told apart"),
                Column("unlike", "pairs of unlike outlay"),
                Column("order", "order, best first, with the effect against no policy"),
            ),
        )
        for paid, table in (("borrowed", "ranking_ESP"), ("paid by income tax", "ranking_ESP_funded"))
    ),
    Quoted(
        "What makes the effect of training on jobs, part by part, Spain",
        "training_parts_ESP",
        (
            Column("stabilisation", "S", ".1f"),
            Column("part", "part"),
            Column("step", "this part, thousand jobs", "+.0f"),
            Column("step_error", "s.e.", ".0f"),
            Column("real_gdp", "real GDP so far, %", "+.2f"),
        ),
    ),
    Quoted(
        "Who stays in a course, and in the labour force by it, Spain",
        "training_stay_ESP",
        (
            Column("changed", "participants"),
            Column("course", "course"),
            Column("left_for_job", "leave for a job, %", ".0f"),
            Column("left_force", "leave the labour force, %", ".0f"),
            Column("force", "more in the labour force or a course, of 100 in courses", ".0f"),
            Column("force_error", "s.e.", ".0f"),
            Column("jobs", "jobs, thousand", "+.0f"),
            Column("jobs_error", "s.e.", ".0f"),
        ),
        note="Published: 20 % leave before the end (Germany), 63 to 70 of 100 (Sweden). S = 0.",
    ),
    *(
        Quoted(
            f"How the labour market moves with the cycle, {name}",
            f"shocks_{code}",
            (
                Column("relation", "relation"),
                Column("method", "how estimated"),
                Column("target", "literature", ".2f"),
                Column("range", "range"),
                Column("estimate", "model", "+.2f"),
                Column("error", "s.e.", ".2f"),
            ),
            lambda row: bool(row["target"]) or row["relation"].startswith("heads"),
        )
        for code, name in (("ESP", "Spain"), ("USA", "United States"))
    ),
    *(
        Quoted(
            f"What moves the targets that are missed, one thing changed at a time: {name}",
            f"missed_{code}",
            (
                Column("target", "target"),
                Column("range", "asked"),
                Column("changed", "changed"),
                Column("value", "found", ".2f"),
                Column("error", "s.e.", ".2f"),
                Column("difference", "from what ships", "+.2f"),
                Column("difference_error", "s.e.", ".2f"),
            ),
            lambda row: row["changed"] == "what ships"
            or abs(float(row["difference"])) > 2.0 * float(row["difference_error"]),
            note="What moves a target by less than two standard errors stands in the whole table alone.",
        )
        for code, name in (
            ("ESP", "Spain"), ("USA", "United States"), ("USA_cycle", "United States, the cycle"),
            ("DEU", "Germany"), ("ITA", "Italy"), ("DNK", "Denmark"),
        )
    ),
    *(
        Quoted(
            f"What published experiments would say with one thing changed{which}",
            f"heldout_changed{stem}",
            (
                Column("test", "test"),
                Column("statistic", "statistic"),
                Column("changed", "changed"),
                Column("band", "band"),
                Column("simulated", "found", "+.2f"),
                Column("interval", "95 %"),
                Column("verdict", "verdict"),
            ),
            lambda row: row["verdict"] != "–",
        )
        for stem, which in (("", ""), ("_V06_V13_V21_V23", ": V06, V13, V21, V23"))
    ),
    Quoted(
        "What losing a job costs, United States",
        "displacement_USA",
        (
            Column("figure", "figure"),
            Column("unit", "unit"),
            Column("model", "model", ".2f"),
            Column("error", "s.e.", ".2f"),
            Column("published", "published", ".2f"),
            Column("range", "range"),
        ),
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
            Column("balance", "budget balance", ".2f"),
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
        "stands here all the same. Country: found, for what is asked. What moves some of them, one change "
        "at a time, has a table of its own below.",
    ),
    Counted(
        "Whether the economy stands still without AI", "stationarity", "verdict", "country",
        note="Twenty years without AI or policy: 20 measures a country.",
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

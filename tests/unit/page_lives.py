"""The numbers of a page that are of people followed through the panel, worked out anew."""

import polars as pl

from tests.unit.page_numbers import Data, Files, statistic


def _people(files: Files, data: Data, role: str) -> tuple[pl.DataFrame, str]:
    """The panel of a role, in the world and the first closure of a comparison, and the scenario it is of."""
    base = role == data["against"]
    scenario = data.get("against-scenario") or data["scenario"] if base else data["scenario"]
    rows = files.persons.filter(pl.col("scenario") == scenario, pl.col("role") == role)
    if "world" in data:
        rows = rows.filter(pl.col("world") == data["world"])
    if closures := files.content.get("comparison", {}).get("closures"):
        rows = rows.filter(pl.col("closure") == closures[0]["label"])
    return rows, scenario


def course(files: Files, data: Data) -> float:
    """What those who take a course do so many years later, with the policy and without."""
    later = 12 * int(data["course"])
    keys, works = ["replicate", "person_id", "month"], ("employed", "own_account", "informal", "public_job")
    runs = {role: files.persons.filter(pl.col("scenario") == data["scenario"], pl.col("role") == role)
            .select(*keys, pl.col("status").alias(role)) for role in ("policy", "no_policy")}  # fmt: skip
    now = runs["policy"].join(runs["no_policy"], on=keys)
    then = now.with_columns(month=pl.col("month") - later)
    taken = now.filter(pl.col("policy") == "training", pl.col("no_policy") == "unemployed")
    found = taken.join(then, on=keys, suffix="_later")
    if data["stat"] == "count":
        return found.height
    seeds = found.group_by("replicate").agg(
        pl.col("policy_later").is_in(works).mean().alias("with"),
        pl.col("no_policy_later").is_in(works).mean().alias("without"),
    )
    if data["stat"] in ("with", "without"):
        return float(seeds[data["stat"]].mean()) * 100
    return statistic((seeds["with"] - seeds["without"]).to_numpy(), data["stat"]) * 100

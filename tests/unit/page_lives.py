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


def _incomes(files: Files, data: Data, role: str) -> pl.DataFrame:
    """Mean real income of every life over the last sixty months."""
    rows, scenario = _people(files, data, role)
    last = rows["month"].max()
    rows = rows.filter(pl.col("month") > max(last - 60, 0))
    prices, months = files.table("price_level", role, scenario, data.get("world", ""), "", "total", "all")
    level = {month: prices[:, (months > month - 12) & (months <= month)].mean(axis=1)
             for month in rows["month"].unique()}  # fmt: skip
    real = [income / level[month][seed] for income, month, seed in
            rows.select("equivalised_income", "month", "replicate").iter_rows()]  # fmt: skip
    return rows.with_columns(real=pl.Series(real)).group_by("replicate", "person_id").agg(pl.mean("real"))


def life(files: Files, data: Data) -> float:
    """A number of a group of similar people: who they are is told in the run without policy."""
    rows, _ = _people(files, data, "no_policy")
    ever = rows.group_by("replicate", "person_id").agg(hit=pl.max("displaced_months") >= 0)
    people = rows.filter(pl.col("month") == 0, pl.col("status") == "employed").join(
        ever, on=["replicate", "person_id"]
    )
    if data["family"] != "all":
        first, last = data["family"].split("-")
        people = people.filter(pl.col("occupation").str.slice(0, 1).is_between(pl.lit(first), pl.lit(last)))
    if data["age"] != "all":
        people = people.filter(pl.col("age_group") == data["age"])
    if data["stat"] == "share":
        return float(people["hit"].mean()) * 100
    if data["life"] != "every":
        people = people.filter(pl.col("hit") == (data["life"] == "hit"))
    both = people.select("replicate", "person_id")
    for role in (data.get("role", "no_policy"), data["against"]):
        both = both.join(_incomes(files, data, role).rename({"real": role}), on=["replicate", "person_id"])
    if data["stat"] == "lives":
        return both.height
    seeds = both.group_by("replicate").mean().sort("replicate")
    if data["stat"] == "without":
        return float(seeds[data["against"]].mean())
    return statistic((seeds[data["role"]] - seeds[data["against"]]).to_numpy(), data["stat"])


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

"""What `import simulator` offers: `run`, `compare`, `sweep`, `load` and `economy`, and what they return.

Tables and figures of a finished folder are as page, workbook and terminal tell them.
"""

from __future__ import annotations

import shutil
import warnings
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, overload

import polars as pl

from reports import build_countries
from simulator.api.arguments import RUNNING, SWEEPING, Asked, in_python
from simulator.core.cache import PACKAGE
from simulator.core.closure import caveats
from simulator.core.errors import InputError, suggestion
from simulator.experiment.conduct import conduct
from simulator.experiment.inputs import Reusable, Source, read_given, refuse_code
from simulator.experiment.plan import Plan, check_worlds, comparisons_of, run_of
from simulator.experiment.sweeping import EFFECTS, PATHS, WORLD, Axis, axes_of, design_of
from simulator.experiment.sweeping import sweep as sweep_design
from simulator.findings import costing, exchange, table
from simulator.findings.effects import Contrast, Effect, contrast_of, effect
from simulator.findings.headline import (
    NEEDED,
    HeadlineRow,
    effects_told,
    gets_rows,
    headline,
    over_closures,
    told,
)
from simulator.findings.results import TOTAL, Results, closures_of, totals_of
from simulator.findings.windows import summing, window_named, window_of
from simulator.scenario import Scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain import warnings as idle
from simulator.scenario.file.code import instruments_of
from simulator.store import manifest

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from simulator.api.rules import Functions
    from simulator.experiment.mesa_model import Economy

type Names = list[str] | tuple[str, ...]
_ROWS = ("scenario", "role", "world", "closure", "draw", "replicate", "month", "group", "unit", "value")


class Folder:
    """A finished folder; what it holds is read when it is first asked for.

    Tables are of polars: `.to_pandas()` makes one of pandas, with the extra `[pandas]`.
    """

    def __init__(self, folder: Path, *, lang: str = "en", is_temporary: bool = False) -> None:
        """Of the folder at a path; a temporary one is removed with the last mention of this object."""
        self.folder, self.lang = folder, lang
        # What went in: the part of the manifest that is hashed.
        self.content: dict[str, Any] = self.manifest["content"]
        if is_temporary:
            weakref.finalize(self, shutil.rmtree, folder.parent, ignore_errors=True)

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest as it stands: the page's hash comes in when the page is written."""
        return manifest.read(self.folder)

    @property
    def report(self) -> Path:
        """The page of the folder; it is written when it is not there yet."""
        page = self.folder / manifest.REPORT
        if not page.exists():
            self._write_page()
        return page

    def cite(self) -> str:
        """How to cite a number of the folder: a sentence, and an entry for BibTeX."""
        import reports

        return reports.cite(self.folder, self.lang)

    def _write_page(self) -> None:
        raise NotImplementedError

    @property
    def _named(self) -> str:
        """What was run, in a line."""
        raise NotImplementedError

    def _told(self) -> tuple[pl.DataFrame, list[str]]:
        """The table that tells what was found, and the worlds it holds."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._named}, {self.content['seeds']} seeds, in {self.folder}>"

    def _repr_html_(self) -> str:
        quick = " A quick look, not for quotation." if self.content["quick"] else ""
        head = f"{type(self).__name__} {self._named}, {self.content['seeds']} seeds.{quick}"
        table, worlds = self._told()
        notes = ["Conditional estimates, not forecasts; 95 % intervals over seeds."]
        notes += caveats(self.content["country"]["iso3"], worlds).values()
        return f"<p><strong>{escape(head)}</strong></p>{table._repr_html_()}<p>{' '.join(notes)}</p>"


class Finished(Folder):
    """A run or a comparison."""

    def __init__(
        self, folder: Path, *, window: str | None = None, allow_code: bool = False, **how: Any
    ) -> None:
        """As a folder. With `allow_code` its page may be drawn by figures of its own.

        `window` stands in for the one over which the folder's findings are told.
        """
        super().__init__(folder, **how)
        self.allow_code = allow_code
        if window is not None:
            self.content |= {"window": window_named(window, "window").name}
        self._places: dict[tuple[str, str], Results] = {}

    @in_python()
    def results(self, world: str = "", closure: str = "") -> Results:
        """What was found in one world under one closure (label), the first of each unless named.

        Raises InputError for a world or a closure that is not there.
        """
        self._check_place(world, closure)
        if (world, closure) not in self._places:
            table = pl.scan_parquet(self.folder / "results.parquet", glob=False)
            self._places[world, closure] = Results(table, self.content, world, closure)
        return self._places[world, closure]

    def _check_place(self, world: str, closure: str = "") -> None:
        worlds = self.content.get("comparison", {}).get("worlds", [self.content["world"]])
        closures = [one["label"] for one in closures_of(self.content)] or [self.content["closure"]]
        for field, name, known in (("world", world, worlds), ("closure", closure, closures)):
            if name and name not in known:
                raise InputError(unknown(name, field, known), field=field)

    @in_python()
    def table(self, indicator: str, by: str = TOTAL[0]) -> pl.DataFrame:
        """Every value of an indicator: a row for each run (`role`, `replicate` …), month and group of `by`.

        Totals are monthly, breakdowns yearly. Raises InputError for an indicator or a breakdown that is not
        there, naming those that are.
        """
        return self._rows(indicator, by).select(_ROWS)

    @cached_property
    def persons(self) -> pl.DataFrame:
        """A panel of persons, the same in every run, asked each January: datapackage.json tells columns.

        It is drawn in month 0 and nobody enters it later. Its weights add up to the population of month 0
        alone, and it ages: take indicators for the population of later years.
        """
        return pl.read_parquet(self.folder / "persons.parquet", glob=False)

    @cached_property
    def households(self) -> pl.DataFrame:
        """Households of that panel by year: members, income, and for how many each stands (`weight`)."""
        own = ["household_id", "household_adults", "household_children", "equivalised_income"]
        keys = ["scenario", "role", "world", "closure", "replicate", "month", *own]
        weight = pl.col("weight").sum() / pl.col("household_adults").first()
        return self.persons.group_by(keys, maintain_order=True).agg(weight=weight)

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Who paid whom, by kind, over each year; columns as datapackage.json tells."""
        return pl.read_parquet(self.folder / "flows.parquet", glob=False)

    @cached_property
    def findings(self) -> pl.DataFrame:
        """Every number that is told, a row each: differences, levels, costs, ratios, with their intervals.

        They are those of `findings.parquet`; `datapackage.json` describes the columns.
        """
        return table.read(self.folder)

    @cached_property
    def iamc(self) -> pl.DataFrame:
        """Every indicator by year as pyam reads it: `pyam.IamDataFrame(run.iamc.to_pandas())`."""
        return exchange.iamc(self.folder / "results.parquet", self.content)

    def _rows(self, indicator: str, by: str, group: str = "") -> pl.DataFrame:
        table = pl.scan_parquet(self.folder / "results.parquet", glob=False).with_columns(
            pl.col("indicator", "by", "group").cast(pl.String)
        )
        known = [str(entry["name"]) for entry in self.content["indicators"]]
        if indicator not in known:
            raise InputError(unknown(indicator, "indicator", known), field="indicator")
        own = table.filter(pl.col("indicator") == indicator).collect()
        if by not in _words(own, "by"):
            having = (
                table.filter(pl.col("by") == by).select("indicator").unique(maintain_order=True).collect()
            )
            others = f" {by} is there of {', '.join(having['indicator'])}." if len(having) else ""
            raise InputError(unknown(by, f"breakdown of {indicator}", _words(own, "by")) + others, field="by")
        rows = own.filter(pl.col("by") == by)
        if group != "" and group not in _words(rows, "group"):
            raise InputError(unknown(group, f"group of {by}", _words(rows, "group")), field="group")
        return rows

    def _groups(self, indicator: str, by: str) -> list[str]:
        return _words(self._rows(indicator, by), "group")

    def _effect_of(
        self,
        results: Results,
        contrast: Contrast,
        indicator: str | Names,
        *,
        window: str | None,
        by: str,
        group: str,
    ) -> Effect | pl.DataFrame:
        """An effect on all or on a group of a breakdown, of several a table; InputError for what lacks."""
        group = group or (TOTAL[1] if by == TOTAL[0] else "")
        if not isinstance(indicator, str) or not group:
            names = [indicator] if isinstance(indicator, str) else indicator
            asked_of = (
                (one, part) for one in names for part in ([group] if group else self._groups(one, by))
            )
            of = partial(self._effect_of, results, contrast, window=window, by=by)
            found_of = [of(one, group=part) for one, part in asked_of]
            return effects_told(results, [one for one in found_of if isinstance(one, Effect)])
        asked = window_of(indicator, results.window)
        if window is not None:
            asked = summing(indicator, window_named(window, "window"))
        self._rows(indicator, by, group)
        found = effect(results, contrast, indicator, asked, by=by, group=group)
        if found is None:
            told = f"{indicator} was not measured on both sides of the comparison"
            raise InputError(told, field="indicator")
        return found

    @in_python()
    def plot(self, figure: str, world: str = "") -> Figure:
        """The report's own figure: by its name, or by the indicator that it shows; a Plotly figure.

        Raises InputError that names the figures which the run has.
        """
        from reports.page.export import figure_of  # the page is drawn by what is above the model

        self._check_place(world)
        asked = self.content.get("window")
        return figure_of(self.folder, figure, self.lang, world, asked, allow_code=self.allow_code)

    def _write_page(self) -> None:
        import reports

        reports.build(self.folder, self.lang, allow_code=self.allow_code)

    @in_python()
    def save(self, folder: str | Path) -> Self:
        """A copy in a folder that stays, with its report; InputError when that folder exists."""
        return _saved(self, Path(folder))

    @cached_property
    def who_gets(self) -> pl.DataFrame:
        """Who gets what is gained: a row for each comparison and receiver, in money and as a share of GDP.

        The lines `earned_…` add up to that of `gni`, and so do the lines `after_tax_…`.
        """
        return told(gets_rows(self.results()))

    @in_python()
    def costing(self, world: str = "", closure: str = "") -> pl.DataFrame:
        """What it costs the state by year, as page and workbook tell it; world and closure as of `results`.

        A row for each comparison, `measure` (money at the prices of the first year, `real`, of each year,
        `nominal`, or a share of GDP, `of_gdp`), item and year. Items bear the sign with which they move the
        public balance and add up to its change, the `item` `public_balance`.
        """
        return costing.frame(self.results(world, closure))

    @property
    def headline(self) -> pl.DataFrame:
        """The few numbers that the command line prints: a row for each comparison and indicator."""
        raise NotImplementedError

    @property
    def _named(self) -> str:
        return ", ".join(self.content["scenarios"])

    def _told(self) -> tuple[pl.DataFrame, list[str]]:
        return self.headline, self.content.get("comparison", {}).get("worlds", [self.content["world"]])

    def _headlines(self, world: str = "") -> dict[str, list[HeadlineRow]]:
        """The headline of a world by closure."""
        found = {}
        for label in [one["label"] for one in closures_of(self.content)] or [""]:
            here = self.results(world, label)
            found[label] = headline(Results(totals_of(here.results, NEEDED), here.content, world, label))
        return found


def _saved[Kind: Finished | Countries](made: Kind, to: Path) -> Kind:
    if to.exists():
        raise InputError(f"{to} exists; name another folder, or delete it", field="folder")
    _ = made.report
    try:
        shutil.copytree(made.folder, to)
    except OSError as error:
        raise InputError(f"{to} cannot be written: {error.strerror or error}", field="folder") from None
    return type(made)(to, lang=made.lang)


def _words(table: pl.DataFrame, column: str) -> list[str]:
    return table[column].unique(maintain_order=True).to_list()


def unknown(name: str, what: str, known: list[str]) -> str:
    """Says that there is no such thing, and what there is."""
    there = f" There is {', '.join(f'"{one}"' if ',' in one else one for one in known)}."
    return f'no {what} "{name}".{suggestion(name, known)}{there}'


class Run(Finished):
    """A scenario beside the same world without its policies, and without further AI."""

    @property
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario, as a scenario file holds it."""
        return dict(next(iter(self.content["scenarios"].values())))

    @cached_property
    def headline(self) -> pl.DataFrame:
        """The table that `sim run` prints: a row for each comparison and indicator, in its unit."""
        return told(over_closures(self._headlines()))

    @overload
    def effect(self, indicator: str, comparison: str = ..., **part: Any) -> Any: ...
    @overload
    def effect(self, indicator: Names, comparison: str = ..., **part: Any) -> pl.DataFrame: ...
    @in_python()  # type: ignore[misc]  # which parts there are is told here
    def effect(
        self,
        indicator: str | Names,
        comparison: str = "",
        *,
        window: str | None = None,
        by: str = TOTAL[0],
        group: str = "",
    ) -> Effect | pl.DataFrame:
        """Mean, 95 % interval over seeds (`low`, `high`) and verdict, as the page tells them.

        A list of indicators gives a table, a row for each.

        `comparison`: `policy`, with the policies less without them, or `ai`, this world less no further AI;
        the first unless there are no policies. `cash`: their outlay paid to all adults alike, less no policy;
        `beyond`: the policies less that. `by` and `group` name a breakdown and one of its groups; without
        `group` a table has them all. Breakdowns are of each January: they need not add up to the total, which
        is of each month. `window` is `last120`, `last60`, `last12`, `whole` or `worst_year`: the run's own
        unless named, in which flows of people are summed over the whole run. In the indicator's unit, which
        `sim list indicators` tells with its breakdowns; money at the prices of the first year.
        Raises InputError for what is not there.
        """
        asked = self._compared(comparison)
        return self._effect_of(*asked, indicator, window=window, by=by, group=group)

    def euromod(self, comparison: str = "") -> pl.DataFrame:
        """A comparison, named as for `effect`, as the shock table of euromod-linking.

        A row for each `channel`, `metric`, `group` and `period`: a year, or the window of the run. Raises
        InputError for a country that is not of EUROMOD.
        """
        return exchange.euromod(*self._compared(comparison))

    def _compared(self, comparison: str) -> tuple[Results, Contrast]:
        asked = comparison or ("policy" if "policy" in self.content["roles"] else "ai")
        results = self.results()
        return results, contrast_of(results, asked)

    @in_python(*RUNNING[1:])
    def extend(self, seeds: int, **how: Any) -> Run:
        """The same run on more seeds: those that it has are taken, the others computed.

        The result is that of a run of all of them at once, bit for bit. `how` as for `simulator.run`.
        """
        return run(self.folder, seeds=seeds, **{"cash": "cash" in self.content["roles"], **how})


@in_python(*RUNNING)
def run(scenario: Source, *, world: str | None = None, rules: Functions | None = None, **asked: Any) -> Run:
    """Run a scenario beside the same world without its policies, and without further AI.

    Parameters
    ----------
    scenario
        A shipped name, a scenario file, what such a file would hold (checked alike), or a finished run
        folder, whose seeds are taken as they are.
    seeds, persons, months, base_seed, world
        Stand in for what the scenario says; the same bounds hold.
    out
        The run folder, with its report. Without it a temporary one, removed with the result: see `Run.save`.
    rules
        Functions in place of rules of the model, made with `def`, as in `{"reservation_wage": f}`: `sim list
        rules` tells what each is given. They are read as a rule file would be. They hold with policies and
        without: for what a rule itself does, compare the outcomes of a run with it and one without.
    indicators
        Functions that measure outcomes of your own, as in `{"share_of_young": f}`. `f(economy)` is asked in
        each month of every run, the first included, and returns one number. It may read the economy and not
        change it. The result stands beside the other indicators: `run.effect("share_of_young")`, unit `own`.
        The text of `f`, and of what it uses beside it, is kept in the run folder. A scenario file names the
        same as `indicators: {share_of_young: mine.py:f}`.
    each_month
        `f(economy)` is called after each month of every run that is computed, in this process (`jobs=1`).
        It may read, print and collect, and not change the economy. `economy.role`, `economy.replicate` and
        `economy.month` tell which month it is. It is no part of what the folder keeps.
    closures, window, cash
        `closures` by name, as in `["as_they_are", "nobody_reacts"]` or `["all"]`: the first is told, the
        others beside it; `window` over which findings are told: `last120` (of a run that ships the 2030s),
        `last60`, `last12`, `whole` or `worst_year`; `cash=False` leaves out the run that pays the policy's
        outlay to all adults alike.
    resume
        Whether a run that was stopped goes on in `out`.
    jobs, lang, allow_code
        Processes; language of the report, or `all`; whether files of code that the scenario names may be run.

    Raises
    ------
    InputErrors
        All that is wrong with the scenario, each with its place; nothing was run.
    """
    (read,), reused, how = _read([scenario], Asked(**asked), rules)
    if world is not None:
        read = read.with_world(*check_worlds([world]))
        reused = [replace(one, scenario=read) for one in reused]
    return _conducted(Run, run_of(read, **how.over()), read.name, reused, how)


def _read(
    given: Sequence[Source], how: Asked, rules: Functions | None = None, *, by_country: bool = False
) -> tuple[list[Scenario], list[Reusable], Asked]:
    """What is given, as `read_given` has it, with the functions that are given beside it."""
    given = [one.folder if isinstance(one, Finished) else one for one in given]
    scenarios, reused = read_given(given, how.options, by_country=by_country)
    if rules is None and how.indicators is None:
        return scenarios, reused, how
    from simulator.api.rules import with_functions  # late: most runs have none

    if not how.allow_code:  # functions are trusted, files that scenarios name are not for it
        for one in scenarios:
            refuse_code(run_of(one), [])
    own = [with_functions(one, {} if rules is None else rules, how.indicators or {}) for one in scenarios]
    places = {id(one): made for one, made in zip(scenarios, own, strict=True)}
    reused = [replace(one, scenario=places[id(one.scenario)]) for one in reused]
    return own, reused, replace(how, allow_code=True)


def _conducted[Kind: Finished](
    kind: type[Kind], plan: Plan, name: str, reused: Sequence[Reusable], how: Asked
) -> Kind:
    """Carry a plan out, and return what it found."""
    if not how.allow_code:
        refuse_code(plan, reused)
    else:
        import reports

        reports.check_figures((one.figures, one.rule_sources) for one in plan.scenarios)
    _warn(plan.scenarios)
    folder = how.folder(name)
    conduct(plan, folder, how.model, **how.done(reused))
    return kind(folder, lang=how.lang, is_temporary=how.out is None, allow_code=how.allow_code)


def _warn(scenarios: Sequence[Scenario]) -> None:
    """Warn, as the command line does, of each instrument that can never act."""
    for one in scenarios:
        for line in idle(one, load_country(one.country), instruments_of(one)):
            warnings.warn(f"{one.name}: {line}", skip_file_prefixes=(str(PACKAGE),))


class Comparison(Finished):
    """Scenarios on the same seeds, worlds and closures, each against the baseline."""

    _whole: Countries | None = None  # that it is a part of, whose folder stays as long as it does

    @property
    def scenarios(self) -> dict[str, dict[str, Any]]:
        """The resolved scenarios by name, as scenario files hold them."""
        return dict(self.content["scenarios"])

    @property
    def options(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline."""
        return self.results().options

    @overload
    def effect(self, option: str, indicator: str, comparison: str = ..., **part: Any) -> Any: ...
    @overload
    def effect(self, option: str, indicator: Names, comparison: str = ..., **part: Any) -> pl.DataFrame: ...
    @in_python()  # type: ignore[misc]  # which parts there are is told here
    def effect(
        self,
        option: str,
        indicator: str | Names,
        comparison: str = "policy",
        *,
        world: str = "",
        closure: str = "",
        window: str | None = None,
        by: str = TOTAL[0],
        group: str = "",
    ) -> Effect | pl.DataFrame:
        """An option less the baseline, as the page tells it: mean, 95 % interval over seeds, verdict.

        `world` and `closure` by name: the first of each unless named. `comparison`: `ai`
        tells instead what AI does without new policies; the rest is as for a run. Raises InputError for what
        is not there.
        """
        asked = self._compared(option, comparison, world, closure)
        return self._effect_of(*asked, indicator, window=window, by=by, group=group)

    def euromod(
        self, option: str, comparison: str = "policy", *, world: str = "", closure: str = ""
    ) -> pl.DataFrame:
        """An option less the baseline as the shock table of euromod-linking; see `Run.euromod`."""
        return exchange.euromod(*self._compared(option, comparison, world, closure))

    def _compared(self, option: str, comparison: str, world: str, closure: str) -> tuple[Results, Contrast]:
        results = self.results(world, closure)
        return results, contrast_of(results, comparison, option if comparison != "ai" else "")

    @cached_property
    def scorecard(self) -> pl.DataFrame:
        """Every option in every world and closure: headline rows with the place in which they hold."""
        parts = []
        for world in self.content["comparison"]["worlds"]:
            found = self._headlines(world)
            found[next(iter(found))] = over_closures(found)
            for name, rows in found.items():
                parts.append(told(rows).with_columns(world=pl.lit(world), closure=pl.lit(name)))
        return pl.concat(parts)

    @property
    def headline(self) -> pl.DataFrame:
        """The scorecard."""
        return self.scorecard


class Countries:
    """Comparisons of several countries, each in a folder of its own, with one table above them."""

    def __init__(
        self, folder: Path, *, lang: str = "en", is_temporary: bool = False, allow_code: bool = False
    ) -> None:
        """Of the folder at a path; a temporary one is removed with the last mention of this object."""
        self.folder, self.lang = folder, lang
        self.countries = {
            code: Comparison(own, lang=lang, allow_code=allow_code)
            for code, own in manifest.countries_in(folder).items()
        }
        if is_temporary:
            for one in self.countries.values():  # who holds one of them holds the folder
                one._whole = self
            weakref.finalize(self, shutil.rmtree, folder.parent, ignore_errors=True)

    def effect(
        self, country: str, option: str, indicator: str, comparison: str = "policy", **part: Any
    ) -> Any:
        """An option's effect in a country, by its code: that of its comparison, in the indicator's own unit.

        Raises InputError for what is not there.
        """
        if country not in self.countries:
            raise InputError(unknown(country, "country", list(self.countries)), field="country")
        return self.countries[country].effect(option, indicator, comparison, **part)

    @cached_property
    def headline(self) -> pl.DataFrame:
        """The one table: a row for each country, option, world, closure and outcome, in common units."""
        return pl.read_csv(self.folder / manifest.COUNTRIES)

    @cached_property
    def scorecard(self) -> pl.DataFrame:
        """The scorecards of all countries, with the column `country`, each in its own units and currency."""
        parts = (
            one.scorecard.select(pl.lit(code).alias("country"), pl.all())
            for code, one in self.countries.items()
        )
        return pl.concat(parts)

    @property
    def report(self) -> Path:
        """The page above the countries' own, which are written when they are not there yet."""
        for one in self.countries.values():
            _ = one.report
        return self.folder / manifest.REPORT

    def save(self, folder: str | Path) -> Self:
        """A copy in a folder that stays, with all reports; InputError when that folder exists."""
        return _saved(self, Path(folder))

    def __repr__(self) -> str:
        return f"<Countries {', '.join(self.countries)}, in {self.folder}>"

    def _repr_html_(self) -> str:
        return "".join(one._repr_html_() for one in self.countries.values())


@in_python(*RUNNING)
def compare(
    *scenarios: Source | Sequence[Source],
    baseline: str | None = None,
    worlds: Sequence[str] = (),
    **asked: Any,
) -> Comparison | Countries:
    """Compare scenarios, or finished runs, on the same seeds, in every world under every closure.

    Scenarios of several countries are compared country by country, and what comes back is `Countries`.

    What differs in policies alone shares its runs without them, and effects are against those. Variants,
    which differ in rules, parameters, world, technology or closure, have their own; their effect is the
    variant as it stands less the first, or less the `baseline`.

    Parameters
    ----------
    scenarios
        As for `run`, one after the other or in a list; runs and folders that are finished are taken as they
        are, without asking for `allow_code`.
    worlds, closures
        Names, as in `["moderate", "rapid"]` and `["as_they_are", "nobody_reacts"]`, or `["all"]` closures.
    window
        Over which findings are told: `last120`, `last60`, `last12`, `whole` or `worst_year`.
    cash
        Whether the outlay of the first option is paid to all adults alike as well; not where one is cash.
    seeds, persons, months, base_seed, indicators, each_month, out, resume, jobs, lang, allow_code
        As for `run`, for all of them.

    Raises
    ------
    InputErrors
        All that is wrong with the scenarios, or in what they must agree and do not; nothing was run.
    """
    given: list[Any] = [
        one for each in scenarios for one in (each if isinstance(each, list | tuple) else [each])
    ]
    if not given:
        raise InputError("none is named; give at least one, as in compare(a, b)", field="scenarios")
    read, reused, how = _read(given, Asked(**asked), by_country=True)
    plans = comparisons_of(read, baseline=baseline, worlds=check_worlds(worlds or ()), **how.over())
    if len(plans) == 1:
        return _conducted(Comparison, plans[read[0].country], "comparison", reused, how)
    taken = {code: [one for one in reused if one.scenario.country == code] for code in plans}
    for code, plan in plans.items():
        if not how.allow_code:
            refuse_code(plan, taken[code])
    folder = how.folder("countries")
    if folder.exists() and not how.resume:
        raise InputError(f"{folder} exists; name another folder, or delete it", field="out")
    for code, plan in plans.items():
        _warn(plan.scenarios)
        conduct(plan, folder / code, how.model, **how.done(taken[code]))
    build_countries(folder, list(plans), how.lang)
    return Countries(folder, lang=how.lang, is_temporary=how.out is None, allow_code=how.allow_code)


class Sweep(Folder):
    """One scenario at many points: effect, interval and verdict of every outcome at each."""

    @cached_property
    def effects(self) -> pl.DataFrame:
        """A row for each point, comparison (`policy`, `ai`) and outcome, beside what is varied.

        `difference` with its 95 % interval (`low`, `high`) and `verdict`, in the outcome's unit; money at the
        prices of the first year, or as a share of GDP (`of_gdp`). `without` is the level compared with.
        """
        return pl.read_parquet(self.folder / EFFECTS[0], glob=False)

    @cached_property
    def paths(self) -> pl.DataFrame:
        """The same effects over time: a row for each point, comparison, outcome and whole year of the runs.

        `difference` with its 95 % interval (`low`, `high`), the mean of the year; no verdict is told of one.
        InputError for a sweep that an earlier version made.
        """
        if not (self.folder / PATHS[0]).exists():
            told = "holds no paths, an earlier version made it; sweep again into another folder"
            raise InputError(told, where=str(self.folder))
        return pl.read_parquet(self.folder / PATHS[0], glob=False)

    @property
    def points(self) -> dict[str, dict[str, Any]]:
        """What is varied at each point, by its name; its scenario stands in `points/` of the folder."""
        return dict(self.content["points"])

    @in_python()
    def plot(self, indicator: str, comparison: str = "") -> Figure:
        """The page's figure of one outcome, of the policies if there are any: a Plotly figure."""
        from plotly.graph_objects import Figure

        from reports.page.sweep import figure_of  # the page is drawn by what is above the model

        asked = comparison or self.content["sweep"]["comparisons"][0]
        return Figure(figure_of(self.folder, indicator, asked, self.lang))

    def _write_page(self) -> None:
        from reports.page.sweep import build

        build(self.folder, self.lang)

    @property
    def _named(self) -> str:
        swept = self.content["sweep"]
        names = ", ".join(axis["name"] for axis in swept["axes"])
        return f"{swept['base']} over {names}: {len(self.points)} points"

    def _told(self) -> tuple[pl.DataFrame, list[str]]:
        return self.effects, self.effects[WORLD].unique(maintain_order=True).to_list()


@in_python(*SWEEPING)
def sweep(
    scenario: Source,
    over: Mapping[str, Any],
    *,
    latin: int | None = None,
    worlds: Sequence[str] = (),
    **asked: Any,
) -> Sweep:
    """Run a scenario at every combination of values, or at points drawn from ranges.

    It tells the outcomes of the headline; for an indicator or a rule of your own, call `run` at each value.
    Runs that points share are computed once, also those of earlier sweeps; the same sweep with the same `out`
    goes on where it was stopped.

    Parameters
    ----------
    scenario
        As for `run`.
    over
        By name what is varied: `automation_levy.rate` of a policy that the scenario has,
        `world.frontier_growth`, `closure.returns`, or a parameter of the model. There is one value, or a list
        of them; a pair `(low, high)` is a range, from which `latin` points are drawn as a Latin hypercube.
        Lists and ranges together: every combination of listed values at every draw.
    worlds
        Names of worlds: every point in each of them.
    window
        Over which effects are told: `last120`, `last60`, `last12`, `whole` or `worst_year`.
    out
        The folder, with its table and page. Without it a temporary one, removed with the result.
    seeds, persons, months, base_seed, jobs, lang, allow_code
        As for `run`, for all points.

    Raises
    ------
    InputErrors
        All that is wrong with the scenario and the values; nothing was run.
    """
    axes = [*axes_of(over), *([Axis(WORLD, tuple(check_worlds(list(worlds))))] if worlds else [])]
    how = Asked(**asked)
    design = design_of(scenario, axes, latin=latin, options=how.options, window=how.over()["window"])
    _warn([design.base])
    folder = how.folder("sweep")
    finish: Callable[[Path], object] | None = None
    if how.out is not None:
        from reports.page.sweep import build

        finish = partial(build, lang=how.lang)
    sweep_design(design, folder, jobs=how.jobs, finish=finish)
    return Sweep(folder, lang=how.lang, is_temporary=how.out is None)


@in_python()
def load(
    folder: str | Path, *, lang: str = "en", window: str | None = None
) -> Run | Comparison | Countries | Sweep:
    """The run, comparison, comparison of several countries or sweep in a finished folder; else InputError.

    `window`: over which findings are told, the folder's own unless named; a sweep and a comparison of several
    countries have their own alone.
    """
    if countries := manifest.countries_in(Path(folder)):
        if window is not None:
            told = f"several countries keep the window of their table; load one of {', '.join(countries)}"
            raise InputError(told, field="window")
        return Countries(Path(folder), lang=lang)
    content = manifest.read(Path(folder))["content"]
    if wrong := manifest.changed(Path(folder)):
        raise InputError(f"{folder} is not as it was computed: {wrong}; run it again", field="folder")
    if "sweep" in content:
        if window is not None:
            told = "a sweep keeps its own; sweep again with another window: no run is computed twice"
            raise InputError(told, field="window")
        return Sweep(Path(folder), lang=lang)
    if "comparison" in content:
        return Comparison(Path(folder), lang=lang, window=window)
    return Run(Path(folder), lang=lang, window=window)


@in_python()
def economy(
    scenario: Source,
    *,
    persons: int | None = None,
    seed: int | None = None,
    rules: Functions | None = None,
    indicators: Functions | None = None,
    each_month: Callable[[Any], object] | None = None,
    allow_code: bool = False,
) -> Economy:
    """The economy of a scenario at month 0, ready to `step()`; `seed` stands in for its base seed.

    `rules`, `indicators` and `each_month` as for `run`; indicators stand in the `datacollector` too.
    """
    from simulator.experiment.mesa_model import Economy

    how = Asked(persons=persons, base_seed=seed, indicators=indicators, allow_code=allow_code)
    (read,), _, how = _read([scenario], how, rules)
    if not how.allow_code:
        refuse_code(run_of(read), [])
    return Economy(read, each_month=each_month)

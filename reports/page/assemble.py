"""Puts the page together, in one language or in each: Jinja templates, figures in sections, all escaped.

What a page does not show at once, packed: small, inert, the same bytes every time.
"""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from plotly.offline import get_plotlyjs

from reports.data.run import Run
from reports.draw.table import Table, without
from reports.draw.theme import template
from reports.figures import drawn_of, own_files
from reports.kinds.figure import SECTIONS
from reports.story import others
from reports.story.balancing import balanced, balancing, payments, year_text
from reports.story.contents import title
from reports.story.fit import baseline, parameters, status, targets
from reports.story.limits import closures, left_out, limits
from reports.story.scorecard import cards, declaration
from reports.story.sentences import closure_told, country_name, span, world_name
from reports.story.settings import changed_law, citations, differing_settings
from reports.story.tradeoff import policies, trade_off
from reports.text import Text, language_name, languages_of, months_of
from reports.views import page_of
from simulator.core.errors import InputError
from simulator.core.files import write_whole
from simulator.findings.results import first_year
from simulator.store import manifest


def packed(text: str) -> Markup:
    """Return a text as it stands in a script element: gzip in base 64."""
    return Markup(b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii"))


def together(pages: Mapping[str, str]) -> Markup:
    """Return pages of one language, packed as one: a line that several have is written once.

    First stands JSON: of which lines each page is made, as steps from one number to the next. Then come the
    lines, the first of every page, the second of every page and so on: those that differ in a few numbers are
    neighbours, as only near ones are packed well.
    """
    lines = {name: page.split("\n") for name, page in pages.items()}
    told = (line for row in zip_longest(*lines.values()) for line in row if line is not None)
    place = {line: number for number, line in enumerate(dict.fromkeys(told))}
    steps = {}
    for name, own in lines.items():
        steps[name] = [place[after] - place.get(before, 0) for before, after in pairwise([None, *own])]
    return packed("\n".join((json.dumps(steps, separators=(",", ":")), *place)))


@cache
def library() -> Markup:
    """Return plotly.js, packed: a third of its size."""
    return packed(get_plotlyjs())


NOTHING: Mapping[str, str] = {}
LATER = re.compile("<!--later-->.*?<!--/later-->", re.DOTALL)
"""What is folded away on the page that opens first, until a reader unfolds it."""
UNSAFE = re.compile("[&<>'\"]")


def safe(text: str) -> str:
    """Return a text that no browser takes for markup; most need no change, which is soon seen."""
    return str(escape(text)) if UNSAFE.search(text) else text


def attributes(items: Mapping[str, str], given: Mapping[str, str] = NOTHING) -> Markup:
    """Return data-* attributes that trace a number, less those given on what is around."""
    own = without(items, given)
    return Markup("".join(f' data-{key}="{safe(value)}"' for key, value in own.items()))


def build(run_folder: Path, lang: str = "en", *, allow_code: bool = False) -> Path:
    """Write report.html into a finished run folder, note its hash in the manifest and return its path.

    It is in one language, or in `all` with a choice on the page. Figures of its own are drawn where code may
    run; where it may not and there are some, InputError names them. Raises UnreadableRunError when the folder
    lacks a file or has an unknown format, ValueError for a language without a catalogue.
    """
    run = Run(run_folder)
    if not allow_code and (own := own_files(run)):
        files = ", ".join(path.relative_to(run_folder).as_posix() for path in own.values())
        told = f"its page runs code from {files}; if you trust it, add --allow-code"
        raise InputError(told, where=str(run_folder), field="figures")
    shown = {}
    for one in languages_of(lang):
        text = Text(one, run.technology)
        headed = f"{title(run, text)} · {country_name(run, text)}"
        shown[text] = headed, body(run, text, languages_of(lang), allow_code=allow_code)
    return write_page(run_folder, shown)


def write_page(folder: Path, shown: Mapping[Text, tuple[str, str]]) -> Path:
    """Write report.html into a folder, whole or not at all, note its hash in the manifest, return its path.

    `shown` are title and body by language, the one to read first before the others: that one stands there
    without what it folds, and all of them packed.
    """
    text, (headed, first) = next(iter(shown.items()))
    bodies = {text.lang: told for text, (_, told) in shown.items()}
    told = {"title": headed, "body": Markup(LATER.sub("", first)), "names": list(bodies)}
    told |= {"pages": together(bodies), "plotly": library()}
    told |= {"style": Markup(resource("style.css")), "script": Markup(resource("script.js"))}
    told["theme"] = safe_json({"light": template(dark=False), "dark": template(dark=True)})
    told["locales"] = safe_json({code: {"format": months_of(code)} for code in bodies})
    page = rendered("page", text, **told)
    write_whole(folder / manifest.REPORT, page.encode())
    manifest.record(folder, manifest.REPORT)
    return folder / manifest.REPORT


def body(run: Run, text: Text, choice: Sequence[str] = (), *, allow_code: bool = False) -> str:
    """Return what stands on the page in one language, under the run's first closure, and which it may be."""
    named = {code: language_name(code) for code in choice}
    return rendered("body", text, languages=named, **context(run, text, allow_code=allow_code))


@cache
def environment() -> Environment:
    """Return the Jinja environment, in which every text is escaped."""
    made = Environment(
        loader=PackageLoader("reports", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["attributes"] = attributes
    made.globals["plotted"] = plotted
    return made


def rendered(template: str, text: Text, **values: Any) -> str:
    """Return a template in a language: `t` and `plural` are its messages."""
    made = environment().get_template(f"{template}.html.j2")
    return made.render(values, t=text, plural=text.plural, lang=text.lang)


def context(run: Run, text: Text, *, allow_code: bool = False) -> dict[str, Any]:
    """Return what the template needs."""
    shown = [figure for figure in drawn_of(run, text, allow_code=allow_code) if figure.available()]
    start = run.content["horizon"]["start"]
    return {
        "content": run.content,
        "facts": run.manifest.get("run", {}),
        "first_year": first_year(run.content),
        "title": title(run, text),
        "country": country_name(run, text),
        "horizon": text("banner.horizon", first=text.month(start, 0), last=text.month(start, run.last_month)),
        "status": status(run, text),
        "differing": differing_settings(run, text),
        "law": changed_law(run, text),
        "targets": targets(run, text),
        "others": {"models": others.models(run, text), "tests": others.evaluations(run, text)},
        "left_out": left_out(run, text),
        "citations": citations(run, text, title(run, text)),
        "parameters": parameters(run, text),
        "run": run,
        "when": span(run, text, run.window),
        "worlds": ", ".join(world_name(text, one.world) for one in run.worlds),
        "answer": page_of(run, text).answer(),
        "still": False,
        "cards": cards(run, text),
        "declaration": declaration(run, text),
        "tradeoffs": [trade_off(one, text) for one in run.worlds] if policies(run) else [],
        "baseline": baseline(run, text),
        "sections": [(name, [view(item) for item in shown if item.section == name]) for name in SECTIONS],
        "balancing": balancing(run, text),
        "balanced": balanced(run, text),
        "payments": Table([], []) if run.comparison else payments(run, text),
        "payments_when": year_text(run, text),
        "limits": limits(run, text),
        "closures_told": closures(run, text),
        "closure_told": closure_told(text, run.closure),
    }


def view(figure: Any) -> dict[str, Any]:
    """Return what the template shows of a figure."""
    plot, table = figure.plot(), figure.table()
    return {
        "name": figure.name,
        "finding": figure.finding(),
        "subtitle": figure.subtitle(),
        "note": figure.note(),
        "source": figure.source(),
        "table": table,
        "clear": tells(table),
        "height": plot["layout"]["height"],
        "plot": safe_json(plot | {"layout": plot["layout"] | {"separators": figure.text.separators}}),
    }


def plotted(figure: Mapping[str, Any], text: Text) -> Markup:
    """Return a Plotly figure as JSON, its digits separated as the language does."""
    return safe_json({**figure, "layout": figure["layout"] | {"separators": text.separators}})


def tells(table: Table) -> bool:
    """Whether a difference in a table is told apart from zero, or it has none with an interval."""
    found = [cell for row in table.rows for cell in row if "against" in cell.data and cell.value is not None]
    ends = []
    for low, high in pairwise(found):
        if (low.data.get("stat"), high.data.get("stat")) == ("low", "high"):
            ends.append((low.value or 0.0) * (high.value or 0.0))
    return not ends or max(ends) > 0.0


def safe_json(value: Any) -> Markup:
    """Return JSON that no text in it can break out of a script element; NaN is an error, never a literal."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def resource(name: str) -> str:
    """Return a file of the page's own."""
    return files("reports").joinpath("page", name).read_text("utf-8")

"""`sim new …`: a commented starter file for each thing that a user may add.

Scenarios and rules are files of the user's own, in the present folder. So are policies and figures, unless
the present folder is a checkout of the simulator: there they become part of it, with cases and sentences.
"""

from __future__ import annotations

import ast
from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import Verbs, example
from simulator.core.errors import InputError, suggestion
from simulator.core.shipped import package_folder


@click.group(cls=Verbs, epilog=example("sim new scenario my_question", "sim run my_question.yaml --quick"))
def new() -> None:
    """Write a commented starter file that works as it stands; never overwrites one."""


@new.command(
    epilog=example("sim new scenario my_question", "sim new scenario my_adapt --from esp/adapt@gainers")
)
@click.argument("name")
@click.option("--from", "source", metavar="SCENARIO", help="Copy one to change: sim list scenarios.")
def scenario(name: str, source: str | None) -> None:
    """Write NAME.yaml, a scenario, into the present folder."""
    options.reads_only()
    from simulator.cli.starters.starter import scenario_name, starter, write_new
    from simulator.scenario.file.document import read_text
    from simulator.scenario.file.paths import find_scenario
    from simulator.scenario.library import text_of

    name = scenario_name(name)
    path = Path(f"{name}.yaml")
    if source is None:
        text = starter("scenario.yaml", name=name, title=name.replace("_", " ").replace("-", " "))
    else:
        file, _ = find_scenario(source)
        text = text_of(file) or read_text(file, source)
    write_new({path: text})
    _say(f"{path} is written. Read it, change it, then:", f"sim explain {path}", f"sim run {path} --quick")


@new.command(epilog=example("sim new rule my_rules --from worker_reservation_wage"))
@click.argument("name")
@click.option("--from", "source", required=True, metavar="RULE", help="Rule to begin with: sim list rules.")
def rule(name: str, source: str) -> None:
    """Write NAME.py, a copy of one of our rules to change, into the present folder."""
    options.reads_only()
    import inspect

    from simulator.cli.starters.starter import module_name, write_new
    from simulator.core.rule import RULES
    from simulator.scenario.file.checks import rule_names

    name = module_name(name, "rule file")
    known = rule_names()
    if source not in known:
        hint = suggestion(source, known)
        raise InputError(f'there is no rule "{source[:80]}"; see sim list rules.{hint}', field="--from")
    path = Path(f"{name}.py")
    file = Path(inspect.getfile(RULES[source].python))
    write_new({path: rule_text(file.read_text(encoding="utf-8"), source, path)})
    _say(
        f"{path} is written: a copy of {source}, which gives the same results until you change it.",
        "Change its body; what it may read is its arguments (sim show " + source + ").",
        "In a scenario file beside it:",
        f"  rules: {{{source}: {path}:{source}}}",
        "Run that with --allow-code.",
    )


@new.command(epilog=example("sim new policy wage_levy"))
@click.argument("name")
def policy(name: str) -> None:
    """Write NAME.py, a policy, into the present folder; in a checkout into simulator/policies, with cases."""
    from simulator.cli.starters.starter import module_name, starter, write_new

    name = module_name(name, "policy")
    written, root = starter("policy.py", **_words(name)), _checkout()
    if root is None:
        _check_free(name, "policy", package_folder("simulator") / "policies")
        path = Path(f"{name}.py")
        write_new({path: written})
        _say_own(path, "instruments", name)
        _say(f"  policies: [{name}: {{rate: 2 %, start: 2027-01}}]", "Run that with --allow-code.")
        return
    code, cases = root / "simulator/policies" / f"{name}.py", root / "tests/policies" / f"{name}.yaml"
    write_new({code: written, cases: starter("policy.yaml", name=name)})
    _say(
        f"{code} is written, and what it must do in {cases}. It works as it stands:",
        f"  policies: [{name}: {{rate: 2 %, start: 2027-01}}]",
        f"  uv run pytest tests/policies -k {name}",
        'What else a policy needs: CONTRIBUTING.md, "Add a policy".',
    )


@new.command(epilog=example("sim new figure finding_a_job"))
@click.argument("name")
def figure(name: str) -> None:
    """Write NAME.py, a figure, into the present folder; in a checkout into reports/figures, with words."""
    from simulator.cli.starters.starter import module_name, starter, write_new
    from simulator.core.files import write_whole

    name = module_name(name, "figure")
    root = _checkout()
    if root is None:
        _check_free(name, "figure", package_folder("reports") / "figures")
        path = Path(f"{name}.py")
        write_new({path: starter("own_figure.py", **_words(name))})
        _say_own(path, "figures", name)
        _say("Run that with --allow-code: the figure stands in the report.")
        return
    path = root / "reports/figures" / f"{name}.py"
    write_new({path: starter("figure.py", name=name, **_words(name))})
    catalogues = sorted((root / "reports/text").glob("*.po"))
    for catalogue in catalogues:
        text = catalogue.read_text(encoding="utf-8")
        sentence = "Job seekers who find work within the month, in {unit}; band: middle 80 % of the seeds"
        draft = "" if catalogue.stem == "en" else "#, fuzzy\n"  # to be translated; a test says so
        entry = f'\n{draft}msgid "figure.{name}.subtitle"\nmsgstr "{sentence}"\n'
        if f'"figure.{name}.subtitle"' not in text:
            write_whole(catalogue, text.rstrip("\n") + "\n" + entry)
    _say(
        f"{path} is written, and its sentence at the end of {', '.join(map(str, catalogues))}.",
        "It stands in every report from now on. Draw a finished run again:",
        """  python -c "import pathlib, reports; reports.build(pathlib.Path('runs/mine'))\"""",
        "Then: translate the sentence, and take away the word fuzzy above it; one more in the number of",
        "figures in tests/unit/test_report_page.py and tests/browser/test_page.py.",
    )


def _check_free(name: str, what: str, shipped: Path) -> None:
    """InputError where a file of the folder has the name: a scenario could not tell which is meant."""
    if (shipped / f"{name}.py").exists():
        raise InputError(f'a {what} "{name}" ships; choose another name, such as my_{name}', field="NAME")


def rule_text(original: str, rule: str, path: Path) -> str:
    """The file of a rule under a head that tells what to do with it."""
    from simulator.cli.starters.starter import starter

    opening = ast.get_docstring(ast.parse(original)) or ""
    return starter("rule.py", rule=rule, file=path.name, about=opening, body=_after_docstring(original))


def _after_docstring(source: str) -> str:
    first = ast.parse(source).body[0]
    return "\n".join(source.splitlines()[first.end_lineno :]).strip()


def _checkout() -> Path | None:
    """Root of the checkout that is running, when the present folder lies in it."""
    root = package_folder("simulator").parent
    is_one = (root / "pyproject.toml").is_file() and (root / "tests" / "policies").is_dir()
    return root if is_one and Path.cwd().is_relative_to(root.resolve()) else None


def _say_own(path: Path, key: str, name: str) -> None:
    """How a file of one's own is named by a scenario beside it."""
    _say(
        f"{path} is written; it works as it stands. In a scenario file beside it:",
        f"  {key}: {{{name}: {path}}}",
    )


def _words(name: str) -> dict[str, str]:
    words = name.split("_")
    return {
        "title": " ".join(words).capitalize(),
        "class_name": "".join(word.capitalize() for word in words),
    }


def _say(*lines: str) -> None:
    """Print lines as they are, uncut."""
    from rich.text import Text

    from simulator.cli.terminal.console import console

    for line in lines:
        console.print(Text(line), soft_wrap=True)

"""`sim new …`: a commented starter file for each thing that a user may add.

Scenarios and rules are files of the user's own, in the present folder. So are policies and figures, unless
the present folder is a checkout of the simulator: there they become part of it, with cases and sentences.

Starter files: what they may be called, their texts, and writing all of them or none.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

import click

from simulator.cli import options
from simulator.cli.options import Verbs, example
from simulator.core.errors import InputError, suggestion
from simulator.core.shipped import package_folder

STARTERS = Path(__file__).parent / "starters"
_LONGEST = 60


def module_name(name: str, what: str) -> str:
    """A name that a Python file may have; InputError says what one looks like."""
    plain = name.removesuffix(".py")
    is_word = re.fullmatch(r"[a-z][a-z0-9_]*", plain) and not keyword.iskeyword(plain)
    if not is_word or len(plain) > _LONGEST:
        like = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_0123456789")[:_LONGEST]
        hint = f'; such as "{like}"' if like and not keyword.iskeyword(like) else ""
        rule = f"lower-case letters, digits and _, a letter first, at most {_LONGEST}{hint}"
        raise InputError(f'"{name[:80]}" is no name for a {what}: {rule}', field="NAME")
    return plain


def starter(template: str, **values: str) -> str:
    """Text of a starter file."""
    text = (STARTERS / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def write_new(texts: Mapping[Path, str]) -> None:
    """Write new files, all or none; InputError when one of them is there already or cannot be written."""
    there = [str(path) for path in texts if path.exists() or path.is_symlink()]
    if there:
        raise InputError(f"{', '.join(there)} exists; nothing was written. Choose another name")
    written: list[Path] = []
    try:
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        told = f"{error.filename} cannot be written: {error.strerror}; nothing was written"
        raise InputError(told) from error


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
    from simulator.scenario.file.document import read_text
    from simulator.scenario.file.layers import find_scenario
    from simulator.scenario.library import text_of

    plain = name.removesuffix(".yaml").removesuffix(".yml")
    if not re.fullmatch(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{_LONGEST - 1}}}", plain):
        rule = f"letters, digits, _ and -, a letter or digit first, at most {_LONGEST}"
        told = f'"{name[:80]}" is no name for a scenario: {rule}; it is written into the present folder'
        raise InputError(told, field="NAME")
    path = Path(f"{plain}.yaml")
    if source is None:
        text = starter("scenario.yaml", name=plain, title=plain.replace("_", " ").replace("-", " "))
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
    name = module_name(name, "policy")
    root = _checkout()
    if root is None:
        use = f"  policies: [{name}: {{rate: 2 %, start: 2027-01}}]"
        _write_own(name, "simulator/policies", "policy.py", "instruments", use, "Run that with --allow-code.")
        return
    written = starter("policy.py", **_words(name))
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
    from simulator.core.files import write_whole

    name = module_name(name, "figure")
    root = _checkout()
    if root is None:
        use = "Run that with --allow-code: the figure stands in the report."
        _write_own(name, "reports/figures", "own_figure.py", "figures", use)
        return
    path = root / "reports/figures" / f"{name}.py"
    write_new({path: starter("figure.py", name=name, **_words(name))})
    catalogues = sorted((root / "reports/text").glob("*.po"))
    for catalogue in catalogues:
        text = catalogue.read_text(encoding="utf-8")
        sentence = "Job seekers who find work within the month: difference by year"
        draft = "" if catalogue.stem == "en" else "#, fuzzy\n"  # to be translated; a test says so
        entry = f'\n{draft}msgid "figure.{name}.subtitle"\nmsgstr "{sentence}"\n'
        if f'"figure.{name}.subtitle"' not in text:
            write_whole(catalogue, text.rstrip("\n") + "\n" + entry)
    _say(
        f"{path} is written, and its sentence at the end of {', '.join(map(str, catalogues))}.",
        "It stands in every report from now on. Draw a finished run again:",
        """  python -c "import pathlib, reports; reports.build(pathlib.Path('runs/mine'))\"""",
        "Then: translate the sentence, and take away the word fuzzy above it.",
    )


def _write_own(name: str, room: str, template: str, key: str, *use: str) -> None:
    """Write a file of one's own into the present folder, and say how a scenario beside it names it.

    InputError where a file of the room has the name: a scenario could not tell which is meant.
    """
    package, _, folder = room.partition("/")
    if (package_folder(package) / folder / f"{name}.py").exists():
        what = key.removesuffix("s") if key == "figures" else "policy"
        raise InputError(f'a {what} "{name}" ships; choose another name, such as my_{name}', field="NAME")
    path = Path(f"{name}.py")
    write_new({path: starter(template, **_words(name))})
    _say(
        f"{path} is written; it works as it stands. In a scenario file beside it:",
        f"  {key}: {{{name}: {path}}}",
        *use,
    )


def rule_text(original: str, rule: str, path: Path) -> str:
    """The file of a rule under a head that tells what to do with it."""
    tree = ast.parse(original)
    opening, rest = ast.get_docstring(tree) or "", original.splitlines()[tree.body[0].end_lineno :]
    return starter("rule.py", rule=rule, file=path.name, about=opening, body="\n".join(rest).strip())


def _checkout() -> Path | None:
    """Root of the checkout that is running, when the present folder lies in it."""
    root = package_folder("simulator").parent
    is_one = (root / "pyproject.toml").is_file() and (root / "tests" / "policies").is_dir()
    return root if is_one and Path.cwd().is_relative_to(root.resolve()) else None


def _words(name: str) -> dict[str, str]:
    words = name.split("_")
    return {
        "title": " ".join(words).capitalize(),
        "class_name": "".join(word.capitalize() for word in words),
    }


def _say(*lines: str) -> None:
    """Print lines as they are, uncut."""
    from rich.text import Text

    from simulator.cli.console import console

    for line in lines:
        console.print(Text(line), soft_wrap=True)

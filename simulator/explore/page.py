"""The page of the explorer, made of Solara's components."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import solara
import solara.lab

from reports.draw.theme import ROLES
from reports.text import Text, language_name, languages
from simulator.core.errors import InputError
from simulator.core.shipped import shipped_path
from simulator.experiment.tasks import main_role
from simulator.explore import pictures
from simulator.explore.explorer import TWINS, Change, Choice, Draw, Explorer, Lever, View, options_in
from simulator.explore.pictures import Named
from simulator.scenario.financing import Balancing
from simulator.scenario.scenario import CHANGED, yaml_text

type Told = dict[str, Any]
"""Something on the page: what it is called, and what it stands at."""
type Heard = Callable[[str], None]
"""What is done with what a browser says."""


@solara.component_vue("header.vue")
def header_widget(
    title: str, lead: str, label: str, lang: str, languages: Named, event_spoken: Heard
) -> None:
    """What the page is, and a choice of its language, which the browser is told."""


@solara.component_vue("choices.vue")
def choices_widget(
    fields: list[Told],
    policies: list[Told],
    notes: list[str],
    more: Told,
    event_chosen: Callable[[list[str]], None],
    event_moved: Callable[[list[Any]], None],
    event_added: Heard,
    event_removed: Heard,
) -> None:
    """Lists to choose from, sliders of each policy, and a policy more.

    `chosen` and `moved` tell a name and what it is now. The number beside a slider may go further than it,
    from `least` to `most`.
    """


@solara.component_vue("controls.vue")
def controls_widget(
    buttons: list[Told],
    month: str,
    legend: list[Told],
    answer: str,
    making: str,
    fault: str,
    event_pressed: Heard,
) -> None:
    """Buttons, month, which colour is which economy, the answer, what is waited for and what is wrong."""


@solara.component_vue("figures.vue")
def figures_widget(seen: Told, words: Told, event_drawn: Callable[[int], None]) -> None:
    """Figures under their titles, drawn anew when they change; they say which month they have drawn."""


@solara.component_vue("keep.vue")
def keep_widget(
    said: dict[str, str], name: str, told: str, command: str, event_written: Heard, event_kept: Heard
) -> None:
    """A name to write, a button to save it, and the command that runs it."""


NAME = "explored"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_HEADER = "# Chosen in `sim explore`: what differs from the scenario that it extends.\n"


def document(choice: Choice) -> dict[str, Any]:
    """The scenario file of a choice."""
    start = choice.start
    found = {
        "title": f"{start.title or start.name}, explored",
        "question": start.question,
        "extends": choice.base if shipped_path(choice.base) else Path(choice.base).name,
        "world": choice.world,
        "closure": choice.closure,
        "policies": [{policy: values} for policy, values in choice.differs.items()],
    }
    return {key: value for key, value in found.items() if value}


def _place(choice: Choice, name: str) -> Path:
    """The file of that name: beside the scenario file that it extends, else in the present folder."""
    plain = name.removesuffix(".yaml").strip()
    if not _PLAIN.fullmatch(plain):
        allowed = "letters, digits, _ and -, a letter or digit first, at most 60"
        raise InputError(f'"{name[:80]}" is no name for a file; allowed: {allowed}')
    return (Path() if shipped_path(choice.base) else Path(choice.base).parent) / f"{plain}.yaml"


def save(choice: Choice, name: str) -> Path:
    """Write a choice; InputError when there is such a file or it cannot be written."""
    choice.scenario  # noqa: B018 (raises what is wrong with it)
    path = _place(choice, name)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_HEADER + yaml_text(document(choice)))
    except FileExistsError:
        raise InputError(f"{path} exists; nothing was written. Choose another name") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; nothing was written") from error
    return path


def command(choice: Choice, name: str) -> str:
    """What runs it in full; nothing where the name is none."""
    try:
        run = f"sim run {_place(choice, name) if choice.is_changed else choice.base}"
    except InputError:
        return ""
    return run + (" --allow-code" if choice.allow_code else "") + " --open"


@solara.component
def Keep(choice: Choice, text: Text) -> None:  # noqa: N802 (a component)
    """A name and a button to save it; what was written, or why nothing was."""
    name, set_name = solara.use_state(NAME)
    told, set_told = solara.use_state("")

    def keep(written: str) -> None:
        try:
            set_told(text("explore.saved", file=str(save(choice, written))))
        except InputError as error:
            set_told(str(error))

    said = {part: text(f"explore.{part}") for part in ("name", "save", "command")}
    said["title"] = text("explore.keep")
    does = {"event_written": set_name, "event_kept": keep}
    keep_widget(said=said, name=name, told=told, command=command(choice, name), **does)


@solara.component
def Figures(view: View, text: Text, drawn: Callable[[int], None]) -> None:  # noqa: N802 (a component)
    """All of them; `drawn` is told the month that a browser has drawn."""
    seen = {"month": view.month, "figures": view.drawn["figures"] if view.drawn else []}
    figures_widget(seen=seen, words=pictures.axis_words(text), event_drawn=drawn)


MARKS = {"circle": "●", "square": "■", "diamond": "◆"}


@solara.component
def Controls(explorer: Explorer, view: View, text: Text) -> None:  # noqa: N802 (a component)
    """Start and stop, step, reset; the month; what is wrong with the choice, if anything is."""
    is_there = view.drawn is not None
    can_go = is_there and not view.is_over
    first = "stop" if view.is_playing else "start"
    can = {first: can_go or view.is_playing, "step": can_go, "reset": is_there, "other": is_there}
    role = main_role(view.choice.scenario)
    month = text.month(view.choice.start.start, view.month)
    does = {"start": explorer.play, "stop": explorer.stop, "step": explorer.step, "reset": explorer.reset}
    does["other"] = explorer.meet
    making = text("explore.making" if is_there else "explore.making.first") if view.is_making else ""
    controls_widget(
        buttons=[
            {"name": name, "told": text(f"explore.{name}"), "can": is_possible, "main": name == first}
            for name, is_possible in can.items()
        ],
        month=text("explore.over" if view.is_over else "explore.now", month=month) if is_there else "",
        # Which colour and mark stand for which economy, in all figures.
        legend=[
            {"told": text(f"role.{one}"), "colour": ROLES[one].colour, "mark": MARKS[ROLES[one].symbol]}
            for one in (role, TWINS[role])
        ],
        answer=view.drawn["answer"] if is_there else "",
        making=making,
        fault=view.fault,
        event_pressed=lambda name: does[name](),
    )


def sliders(choice: Choice, text: Text) -> list[Told]:
    """Policy by policy, what it declares itself first; what all have alike is folded away."""
    return [
        _policy(choice, policy, list(levers), text)
        for policy, levers in groupby(choice.levers, key=lambda lever: lever.policy)
    ]


def notes(choice: Choice, text: Text) -> Iterator[str]:
    """What no slider shows: that nothing can be moved, and that a tax is solved by runs alone."""
    if not choice.levers:
        yield text("explore.nothing_to_move")
    financing = choice.scenario.financing
    if isinstance(financing, Balancing) and financing.rate is None:
        yield text("explore.unsolved")


def _policy(choice: Choice, policy: str, levers: list[Lever], text: Text) -> Told:
    start = next(one.start for one in choice.scenario.policies if one.name == policy)
    parts = [
        {"told": told, "levers": [_slider(choice, one, text) for one in levers if one.is_own == is_own]}
        for is_own, told in ((True, ""), (False, text("explore.more")))
    ]
    return {
        "name": policy,
        "title": pictures.policy_name(policy, text),
        "start": text("explore.from", month=text.month(choice.scenario.start, start)),
        "parts": parts,
        "remove": text("explore.remove") if policy in choice.added else "",
    }


def _slider(choice: Choice, lever: Lever, text: Text) -> Told:
    least, most = lever.declared.bounds
    ends = {"low": text.significant(least), "high": text.significant(most)}
    unit = text("explore.bounds", unit=pictures.unit(lever, choice.country, text), **ends)
    about = {"name": lever.name, "about": text.declared(lever.declared.about), "unit": unit}
    reach = {name: getattr(lever, name) for name in ("value", "low", "high", "step")}
    return {**about, **reach, "least": least, "most": most}


@solara.component
def Choices(asked: Choice, movable: Choice, text: Text, change: Callable[[Change], None]) -> None:  # noqa: N802
    """What is `asked` for in the lists, and the sliders of what is `movable`."""

    def choose(told: list[str]) -> None:
        field, name = told
        change(_CHANGES[field](name))

    def move(told: list[Any]) -> None:
        name, value = told
        change(lambda one: one.with_value(name, float(value)))

    start = asked.start
    there = {
        "country": (asked.country, pictures.countries(text)),
        "option": (asked.base, pictures.options(asked.country, asked.base, text)),
        "world": (asked.world or start.world_name.removesuffix(CHANGED), pictures.worlds(text)),
        "closure": (asked.closure or start.closure.label, pictures.closures(start.closure.label, text)),
    }
    fields = [
        {"name": name, "label": text(f"explore.{name}"), "value": value, "named": named}
        | {"about": text.either(f"{name}.about.{value}", "")}
        for name, (value, named) in there.items()
    ]
    has = {policy.name for policy in movable.scenario.policies}
    others = [one for one in pictures.policies(text) if one[0] not in has]
    choices_widget(
        fields=fields,
        policies=sliders(movable, text),
        notes=list(notes(movable, text)),
        more={"label": text("explore.add"), "named": [("", text("explore.add.none")), *others]},
        event_chosen=choose,
        event_moved=move,
        event_added=lambda name: change(lambda one: one.with_policy(name)),
        event_removed=lambda name: change(lambda one: one.without_policy(name)),
    )


def _country(code: str) -> Change:
    """The option of the same name in another country, or its first."""

    def change(choice: Choice) -> Choice:
        alike = f"{code.lower()}/{choice.base.rpartition('/')[2]}"
        there = options_in(code)
        return choice.with_base(alike if alike in there else there[0])

    return change


_CHANGES: dict[str, Callable[[str], Change]] = {
    "country": _country,
    "option": lambda base: lambda one: one.with_base(base),
    "world": lambda world: lambda one: one.with_world(world),
    "closure": lambda closure: lambda one: one.with_closure(closure),
}
"""What a choice in a list does."""


given: dict[str, Any] = {"choice": Choice("esp/training_programme"), "lang": "en"}
"""With what a page begins: set by the server before the first one is asked for."""


_HEAD = {"title": "title", "lead": "lead", "label": "language"}


@solara.component
def Page() -> None:  # noqa: N802 (Solara looks for it)
    """The whole page; each browser window has an economy of its own."""
    lang, set_lang = solara.use_state(str(given["lang"]))
    choice, set_choice = solara.use_state(given["choice"])
    text = pictures.words(lang)
    # The economy of this window and what is seen of it, until the window is closed.
    view, show = solara.use_state(View(choice))
    explorer = solara.use_memo(lambda: Explorer(choice, _drawn_in(text), show), [])
    solara.use_effect(lambda: explorer.close, [])

    asked = solara.use_ref(choice)

    def change(how: Change) -> None:
        asked.current = how(asked.current)  # the page may be a click behind
        set_choice(asked.current)
        explorer.choose(asked.current)

    def speak(other: str) -> None:
        set_lang(other)
        explorer.draw(_drawn_in(pictures.words(other)))

    solara.use_memo(_as_the_browser, [])
    head = {part: text(f"explore.{key}") for part, key in _HEAD.items()}
    with solara.Div(classes=["explore"]):
        named = [(code, language_name(code)) for code in languages()]
        header_widget(lang=lang, languages=named, event_spoken=speak, **head)
        Choices(choice, _movable(choice, view.choice), text, change)
        with solara.v.Html(tag="section", class_="explore-seen"):
            Controls(explorer, view, text)
            Figures(view, text, explorer.has_drawn)
            Keep(choice, text)


def _as_the_browser() -> None:
    """Light or dark, as the browser is."""
    solara.lab.theme.dark = None


def _drawn_in(text: Text) -> Draw:
    return lambda pair, person: pictures.drawn(pair, person, text)


def _movable(asked: Choice, made: Choice) -> Choice:
    """The choice whose sliders are shown: what was asked for, unless that is none that can be made."""
    try:
        asked.levers  # noqa: B018
    except InputError:
        return made
    return asked

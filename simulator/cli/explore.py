"""`sim explore`: an economy to play with in the browser."""

from __future__ import annotations

from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example

SCENARIO = "esp/training_programme"


@click.command(
    epilog=example(
        "sim explore", "sim explore fra/adapt@borrowing --lang fr", "sim explore mine.yaml --allow-code"
    )
)
@click.argument("scenario", default=SCENARIO)
@options.own_size("persons", "Simulated persons; more are slower.", default=2_000)
@options.base_seed
@options.one_lang
@options.allow_code
@options.number(
    "port",
    "Where the page is served on this machine; 0: any that is free.",
    click.IntRange(0, 65535),
    default=8765,
    show_default=True,
)
@options.flag("no-open", "Do not open the browser.")
def explore(
    scenario: str, *, base_seed: int | None, lang: str, port: int, no_open: bool, **asked: Any
) -> int:
    """Play with SCENARIO in the browser: move a policy, watch months go by beside the twin without it.

    For looking: numbers to quote come from sim run. Needs the extra [explore]. Ctrl-C ends it.
    """
    import webbrowser

    from simulator.explore.serve import check_installed, serve

    options.check_language(lang, page=False)
    check_installed()

    def ready(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if not no_open:
            webbrowser.open(address)

    return serve({"base": scenario, "seed": base_seed, **asked}, lang, port, ready)

"""Serves the page from this machine alone: nothing is fetched, and nothing is told to anybody.

What a page asks for before Solara's own scripts do: its style, and the script that draws figures.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from importlib.resources import files
from importlib.util import find_spec
from threading import Thread
from typing import Any

from plotly.offline import get_plotlyjs

from simulator.core.cache import folder
from simulator.core.errors import ExitCode, InputError, Stopped
from simulator.explore.explorer import Choice, made

PLOTLY = "/plotly.min.js"
_LATER = ("jupyter-vuetify/nodeps", "jupyter-vue/nodeps", "jupyter-vue/nodeps-vue-sfc")
"""Scripts that Solara asks for one after another, once its own page stands."""
_COLOURS = re.compile(r"^(?::root|@media \(prefers-color-scheme: dark\)) \{.*?^\}", re.M | re.S)
_WRAPPED = re.compile(r"""\A.*?"use strict";\s*var Plotly\s*=\s*\(\(\)\s*=>\s*\{(.*)\}\)\(\);.*\Z""", re.S)
"""Plotly's script: what makes it, in functions around it."""
_CALLED = "//# allFunctionsCalledOnLoad\n", 'window.dispatchEvent(new Event("explore-plotly"));\n'


def head() -> str:
    """The end of a page's head."""
    early = '<link rel="preload" as="script" href="/jupyter/nbextensions/{}.js">'
    report, own = (
        files(room).joinpath("style.css").read_text("utf-8") for room in ("reports.page", __package__)
    )
    style = "\n".join([*_COLOURS.findall(report), own])  # in the colours of the report's
    scripts = "".join(map(early.format, _LATER))
    return f'<script async src="{PLOTLY}"></script>{scripts}<style>{style}</style>'


def library() -> str:
    """Plotly's script as a function, `window.explorePlotly`, that gives Plotly when it is called.

    A browser reads each function around those 4.8 MB again, so that one is left. The first line lets
    Chromium compile it beside what else it does; a name `define` of its own keeps require.js out.
    """
    script = get_plotlyjs()
    found = _WRAPPED.match(script)
    made = f'"use strict";{found[1]}' if found else f"{script}\nreturn window.Plotly;"
    return f"{_CALLED[0]}window.explorePlotly = (function (define) {{{made}\n}});\n{_CALLED[1]}"


PATIENCE = 5.0
"""Seconds in which it closes what is open before the process ends all the same."""
LOOK = 0.2
"""Seconds between two looks at whether it still serves."""
HOST, NAME = "127.0.0.1", "localhost"
ASSETS = "/assets"
NEEDED = ("solara", "solara_assets", "starlette", "uvicorn")
REMEDY = "pip install 'labour-displacement-simulator[explore]'"


def serve(choice: Choice, lang: str, port: int, ready: Callable[[str], None]) -> int:
    """Serve until it is stopped; exit code: Ctrl-C is how it is ended.

    `ready` is called with the address. InputError when it cannot be served there.
    """
    listening = _listen(port)
    ready(f"http://{NAME}:{listening.getsockname()[1]}/")  # the browser starts meanwhile
    _settle()
    import uvicorn

    how: dict[str, Any] = {
        "log_level": "error",
        "loop": "asyncio",
        "lifespan": "on",
        "timeout_graceful_shutdown": 1,
    }
    config = uvicorn.Config(_app(choice, lang), **how)
    server = uvicorn.Server(config)
    # Not in the first thread, where it would take the signals that are ours and raise them a second time.
    serving = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    serving.start()
    # The opening state of the first page is made while the browser reads its scripts.
    Thread(target=made, args=(choice.scenario,), daemon=True).start()
    try:
        while serving.is_alive():  # a thread that is waited for without end lets no signal through
            serving.join(timeout=LOOK)
    except KeyboardInterrupt as stopped:
        server.should_exit = True
        serving.join(timeout=PATIENCE)
        return stopped.exit_code if isinstance(stopped, Stopped) else ExitCode.OK
    return ExitCode.IDENTITY  # it ended by itself


def check_installed() -> None:
    """InputError unless the extra is there."""
    if any(find_spec(name) is None for name in NEEDED):
        raise InputError(f"needs the extra [explore]: {REMEDY}")


def _settle() -> None:
    """What Solara reads as it is imported: its own files stay local, it counts and tells nothing."""
    os.environ |= {
        "SOLARA_HOME": str(folder() / "solara"),
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
        "SOLARA_ASSETS_PROXY": "False",
        "SOLARA_ASSETS_CDN": f"{ASSETS}/",
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    }


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a stopped explorer leaves behind
    try:
        listening.bind((HOST, port))
        listening.listen()  # a browser that is early waits
    except OSError as error:
        listening.close()
        told = f"{port} cannot be used: {error.strerror}; name another, or 0 for any that is free"
        raise InputError(told, field="--port") from error
    return listening


def _app(choice: Choice, lang: str) -> Any:
    from solara.server import app as apps
    from solara.server import settings
    from solara.server.starlette import app as solara_app
    from solara.server.starlette import lifespan, root
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from simulator.explore import page

    page.given |= {"choice": choice, "lang": lang}
    apps.apps["__default__"] = apps.AppScript("simulator.explore.page:Page")
    script, early = library().encode(), head().encode()

    async def plotly(request: Request) -> Response:
        return Response(script, media_type="text/javascript", headers={"cache-control": "max-age=86400"})

    async def opened(request: Request) -> Response:
        told = await root(request)
        body = told.body.replace(b"</head>", early + b"</head>", 1)
        kept = {name: value for name, value in told.headers.items() if name != "content-length"}
        return Response(body, headers=kept)

    routes = [
        Route("/", opened),
        Route(PLOTLY, plotly),
        Mount(ASSETS, StaticFiles(directory=settings.assets.proxy_cache_dir)),
        Mount("/", solara_app),
    ]
    return Starlette(routes=routes, lifespan=lifespan)

"""Serves the page from this machine alone: nothing is fetched, and nothing is told to anybody.

The page begins with its style, the script that draws figures, and, where a shipped scenario was explored
before, its month 0 as it was drawn then. Solara's own page follows once it and the model are loaded.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from hashlib import blake2b
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from plotly.offline import get_plotlyjs

from simulator.core.cache import folder, keep_within
from simulator.core.errors import ExitCode, InputError, Stopped
from simulator.core.files import write_whole
from simulator.core.shipped import package_folder, shipped_path

if TYPE_CHECKING:
    from simulator.explore.explorer import Choice

type Loaded = tuple[Any, str]
"""Solara's application, and the beginning of a page."""
PLOTLY = "/plotly.min.js"
_LATER = "".join(
    f'<link rel="preload" as="script" href="/jupyter/nbextensions/{name}.js">'
    for name in ("jupyter-vuetify/nodeps", "jupyter-vue/nodeps", "jupyter-vue/nodeps-vue-sfc")
)
"""Scripts that Solara asks for one after another, once its own page stands."""
_COLOURS = re.compile(r"^(?::root|@media \(prefers-color-scheme: dark\)) \{.*?^\}", re.M | re.S)
_WRAPPED = re.compile(r"""\A.*?"use strict";\s*var Plotly\s*=\s*\(\(\)\s*=>\s*\{(.*)\}\)\(\);.*\Z""", re.S)
"""Plotly's script: what makes it, in functions around it."""
_CALLED = "//# allFunctionsCalledOnLoad\n", 'window.dispatchEvent(new Event("explore-plotly"));\n'


def head() -> str:
    """The end of a page's head."""
    report, own = (
        files(room).joinpath("style.css").read_text("utf-8") for room in ("reports.page", __package__)
    )
    style = "\n".join([*_COLOURS.findall(report), own])  # in the colours of the report's
    draw = files(__package__).joinpath("draw.js").read_text("utf-8")
    return f'<script async src="{PLOTLY}"></script><style>{style}</style><script>{draw}</script>'


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
SESSION = "solara-session-id"
PACKAGES = "simulator", "reports", "calibration", "scenarios"
KEPT = 10_000_000
"""Bytes that kept pages may take, 60,000 each."""
_OURS = re.compile(rb'<!doctype html>|</?(?:html|head)>|<title>.*?</title>|<meta name="viewport"[^>]*>', re.S)
"""What Solara's page holds that has been said at the beginning of ours."""
REMEDY = "pip install 'labour-displacement-simulator[explore]'"


def serve(asked: Mapping[str, Any], lang: str, port: int, ready: Callable[[str], None]) -> int:
    """Serve until it is stopped; exit code: Ctrl-C is how it is ended.

    `asked` makes the first `Choice`; `ready` is called with the address. InputError when it cannot be served
    there, or what is asked for cannot be made.
    """
    kept = _kept(asked, lang)
    first = kept.read_text("utf-8") if kept and kept.is_file() else ""
    choice = None if first else _checked(asked)
    listening = _listen(port)
    ready(f"http://{NAME}:{listening.getsockname()[1]}/")  # the browser starts meanwhile
    import uvicorn

    how: dict[str, Any] = {
        "log_level": "error",
        "loop": "asyncio",
        "lifespan": "on",
        "timeout_graceful_shutdown": 1,
    }
    loaded: Future[Loaded] = Future()
    server = uvicorn.Server(uvicorn.Config(_app(first, loaded), **how))
    # Not in the first thread, where it would take the signals that are ours and raise them a second time.
    serving = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    serving.start()
    try:
        choice = choice or _checked(asked)
        loaded.set_result(_loaded(choice, lang))
        # The opening state of the first page is made while the browser reads its scripts.
        Thread(target=_keep, args=(kept, choice, lang), daemon=True).start()
        while serving.is_alive():  # a thread that is waited for without end lets no signal through
            serving.join(timeout=LOOK)
    except KeyboardInterrupt as stopped:
        server.should_exit = True
        serving.join(timeout=PATIENCE)
        return stopped.exit_code if isinstance(stopped, Stopped) else ExitCode.OK
    return ExitCode.IDENTITY  # it ended by itself


def _checked(asked: Mapping[str, Any]) -> Choice:
    """The model, and the choice to begin with; raises what is wrong with it."""
    import simulator.core.population  # noqa: F401 (Mesa walks the stack as it is imported: here it is short)
    from simulator.explore.explorer import Choice

    choice = Choice(**asked)
    choice.scenario  # noqa: B018
    return choice


def _kept(asked: Mapping[str, Any], lang: str) -> Path | None:
    """Where month 0 of a shipped scenario is kept as it is drawn; None of a file, which may name others.

    The name changes with every file that ships.
    """
    if not shipped_path(asked["base"]):
        return None
    found = (path for package in PACKAGES for path in sorted(package_folder(package).rglob("*.*")))
    stamps = [
        (str(path), (now := path.stat()).st_mtime_ns, now.st_size) for path in found if path.suffix != ".pyc"
    ]
    text = json.dumps([dict(asked), lang, stamps])
    return folder() / "explored" / f"{blake2b(text.encode(), digest_size=16).hexdigest()}.html"


def _keep(path: Path | None, choice: Choice, lang: str) -> None:
    """Make the first economies, and keep their month 0 for the next time."""
    from simulator.explore import pictures
    from simulator.explore.explorer import made

    pair = made(choice.scenario)
    if path:
        with suppress(OSError):
            write_whole(path, pictures.first_page(pictures.words(lang), head(), pair))
            keep_within(path.parent, KEPT)


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


def _loaded(choice: Choice, lang: str) -> Loaded:
    """Solara with the page; and how a page begins of which nothing was kept."""
    _settle()
    from solara.server import app as apps
    from solara.server import settings
    from solara.server.starlette import app as solara_app
    from solara.server.starlette import on_startup
    from starlette.applications import Starlette
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from simulator.explore import page, pictures

    page.given |= {"choice": choice, "lang": lang}
    apps.apps["__default__"] = apps.AppScript("simulator.explore.page:Page")
    on_startup()
    assets = Mount(ASSETS, StaticFiles(directory=settings.assets.proxy_cache_dir))
    site = Starlette(routes=[assets, Mount("/", solara_app)])
    return site, pictures.first_page(pictures.words(lang), head())


def _app(first: str, loaded: Future[Loaded]) -> Any:
    """What answers at once; all but the beginning of a page waits until Solara is loaded."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response, StreamingResponse
    from starlette.routing import Mount, Route

    script = library().encode()

    async def rest() -> Loaded:
        return await asyncio.shield(asyncio.wrap_future(loaded))

    async def plotly(request: Request) -> Response:
        return Response(script, media_type="text/javascript", headers={"cache-control": "max-age=86400"})

    async def parts(request: Request) -> AsyncIterator[bytes]:
        if first:
            yield first.encode()
        _, begins = await rest()
        from solara.server.starlette import root

        told = await root(request)
        yield ("" if first else begins).encode() + _LATER.encode() + _OURS.sub(b"", bytes(told.body))

    async def opened(request: Request) -> Response:
        answer = StreamingResponse(parts(request), media_type="text/html")
        answer.set_cookie(
            SESSION, request.cookies.get(SESSION) or uuid4().hex, httponly=True, samesite="strict"
        )
        return answer

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        site, _ = await rest()
        await site(scope, receive, send)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        yield
        if loaded.done():
            from solara.server.starlette import on_shutdown

            on_shutdown()

    routes = [Route("/", opened), Route(PLOTLY, plotly), Mount("/", behind)]
    return Starlette(routes=routes, lifespan=lifespan)

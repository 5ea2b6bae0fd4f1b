"""What takes long to parse: kept as JSON in the user's cache, under the hash of the text."""

import json
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from typing import Any

from simulator.core.cache import folder
from simulator.core.errors import SimulatorError
from simulator.core.files import write_whole


def kept(kind: str, text: str, parse: Callable[[str], Any]) -> Any:
    """What `parse` makes of a text, the same whether it was parsed now or before.

    What JSON cannot hold without loss is parsed each time, as everything is where there is no cache.
    """
    try:
        path = folder() / "parsed" / f"{kind}-{blake2b(text.encode(), digest_size=16).hexdigest()}.json"
    except SimulatorError:
        return parse(text)
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    content = parse(text)
    with suppress(OSError, TypeError, ValueError):
        written = json.dumps(content)
        if json.loads(written) == content:
            write_whole(path, written)
    return content

"""Pieces of a picture that needs no script: shapes and words as SVG, coloured by attributes and by class.

The attributes hold on paper; the classes (`ink`, `soft`, `grid`, `zero`) are for the page's style.
"""

from collections.abc import Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from reports.draw.theme import Look

Point = tuple[float, float]
INK, SOFT, GRID, ZERO = "#1d2126", "#565d66", "#d9dcd7", "#4a5058"
DASHES = {"dash": "7 4", "dot": "2 3", "dashdot": "7 3 2 3", "longdash": "11 4", "longdashdot": "11 3 2 3"}
CORNERS = {
    "square": "-1,-1 1,-1 1,1 -1,1",
    "triangle-up": "-1.2,1 0,-1.2 1.2,1",
    "triangle-down": "-1.2,-1 1.2,-1 0,1.2",
    "diamond": "-1.3,0 0,-1.3 1.3,0 0,1.3",
    "cross": "-.4,-1.2 .4,-1.2 .4,-.4 1.2,-.4 1.2,.4 .4,.4 .4,1.2 -.4,1.2 -.4,.4 -1.2,.4 -1.2,-.4 -.4,-.4",
}
"""Shapes of points, in units of `DOT`."""
ROW = 18.0  # of a line of words
SIZE = 13  # of letters, in the picture's own units
DOT = 4.2


def picture(width: float, height: float, name: str, parts: Sequence[str]) -> str:
    """Return the whole picture under its name, which is read out in its place."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(name, {chr(34): "&quot;"})}" font-size="{SIZE}">{"".join(parts)}</svg>'
    )


def words(at: Point, said: str, *, anchor: str = "start", soft: bool = False) -> str:
    """Return a line of text, with a rim of paper so that it is read over a line."""
    kind, colour = ("soft", SOFT) if soft else ("ink", INK)
    place = f'x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}"'
    rim = 'stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return f'<text {place} class="{kind}" fill="{colour}" {rim}>{escape(said)}</text>'


def rule(start: Point, end: Point, *, zero: bool = False) -> str:
    """Return a line of the grid, or that of zero."""
    kind, colour, width = ("zero", ZERO, 1.4) if zero else ("grid", GRID, 1)
    ends = f'x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
    return f'<line {ends} class="{kind}" stroke="{colour}" stroke-width="{width}"/>'


def line(points: Sequence[Point], look: Look, *, width: float = 2.2) -> str:
    """Return a line through points, in colour and dash of a series."""
    dash = f' stroke-dasharray="{DASHES[look.dash]}"' if look.dash in DASHES else ""
    pen = f'stroke="{look.colour}" stroke-width="{width:g}"{dash}'
    return f'<polyline points="{_joined(points)}" fill="none" {pen}/>'


def band(low: Sequence[Point], high: Sequence[Point], look: Look) -> str:
    """Return the area between two lines."""
    points = _joined([*low, *reversed(high)])
    return f'<polygon points="{points}" fill="{look.colour}" fill-opacity="0.2"/>'


def dot(at: Point, look: Look) -> str:
    """Return a point in colour and shape of a series; of other shapes a triangle that stands on its tip."""
    x, y = at
    if look.symbol == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{look.colour}"/>'
    shape = CORNERS.get(look.symbol, CORNERS["triangle-down"]).split()
    corners = [[float(one) for one in corner.split(",")] for corner in shape]
    points = _joined([(x + DOT * across, y + DOT * down) for across, down in corners])
    return f'<polygon points="{points}" fill="{look.colour}"/>'


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round numbers that lie between two, zero among them where it does, at most so many steps."""
    span = high - low
    step = 10 ** floor(log10(span / most))
    step *= next((times for times in (1, 2, 5) if span / (step * times) <= most), 10)
    return [step * place for place in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def _joined(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def legend(named: Sequence[tuple[Look, str]], left: float) -> tuple[list[str], float]:
    """Return a row a series, its dot beside its name, and the height where they end."""
    parts: list[str] = []
    for place, (look, name) in enumerate(named):
        y = ROW * (place + 1) - 5
        parts += [dot((left + 12, y - 4), look), words((left + 32, y), name)]
    return parts, ROW * len(named) + 8

"""Looks of the figures: colours that colour-blind readers tell apart, with a dash and a symbol each.

The colours are mid-tones: contrast is at least 3:1 on the light and on the dark page alike. What differs
between the two is in the templates, which the page sets once for all figures.
"""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"


@dataclass(frozen=True)
class Look:
    """How one series is told from the others, with or without colour."""

    colour: str
    dash: str
    symbol: str

    def fill(self, alpha: float) -> str:
        """Return the colour as a transparent fill."""
        red, green, blue = (int(self.colour[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgba({red},{green},{blue},{alpha})"


BLUE = Look("#2f7ebc", "solid", "circle")
ORANGE = Look("#c8641e", "dash", "square")
GREY = Look("#7d7f83", "dot", "diamond")
GREEN = Look("#168a6a", "dashdot", "triangle-up")
PURPLE = Look("#9a63b5", "longdash", "cross")

ROLES = {"policy": BLUE, "no_policy": ORANGE, "no_ai": GREY}
UP, DOWN = BLUE, ORANGE  # gains and losses
SERIES = (
    BLUE, ORANGE, GREEN, PURPLE, GREY,
    Look("#a3801c", "solid", "star"),
    Look("#c2549b", "dash", "x"),
    Look("#1f92a8", "dot", "triangle-down"),
    Look("#b04a4a", "longdashdot", "hexagon"),
    Look("#6c7fd6", "longdash", "pentagon"),
)  # fmt: skip


def template(*, dark: bool) -> Json:
    """Return the Plotly template of the light or the dark page."""
    ink, soft, grid, zero = (
        ("#e8e6e1", "#a9adb3", "#333a42", "#c9ccd1") if dark else ("#1d2126", "#5b626b", "#e2e4e7", "#4a5058")
    )
    axis = {
        "gridcolor": grid,
        "zerolinecolor": zero,
        "zerolinewidth": 1.5,
        "linecolor": grid,
        "tickfont": {"color": soft, "size": 12},
        "title": {"font": {"color": soft, "size": 12}},
        "automargin": True,
        "separatethousands": True,
        "exponentformat": "none",
    }
    return {
        "data": {"heatmap": [{"textfont": {"color": ink}}]},
        "layout": {
            "font": {"family": FONT, "size": 13, "color": ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            # Labels may take room beside the plot, not above it: that moves ticks, and those the labels.
            "yaxis": axis | {"automargin": "width"},
            "hoverlabel": {"font": {"family": FONT, "size": 12}},
            "legend": {"font": {"color": ink, "size": 12}},
            "annotationdefaults": {"font": {"color": ink}},
        },
    }


def layout(height: float) -> Json:
    """Return what every figure's layout starts from; the page adds how its language separates digits."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8, "pad": 2},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
    }

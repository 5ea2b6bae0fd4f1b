"""Mesa's own page of the economy: `uv run --no-dev --extra mesa solara run docs/tutorial/mesa_page.py`."""

from mesa.visualization import Slider, SolaraViz, make_plot_component

import simulator as ls

PLACES = "training_programme.places_per_1000"
chosen = {
    "source": "esp/training_programme",
    "persons": 1000,
    "start": "2025-02",
    "training_programme.wait": 0,
}
page = SolaraViz(
    ls.Economy(**chosen, **{PLACES: 8}),
    components=[make_plot_component("unemployment_rate"), make_plot_component("public_balance")],
    model_params={**chosen, PLACES: Slider("Places per 1,000", value=8, min=0, max=40, step=4)},
    name="Training in Spain",
)

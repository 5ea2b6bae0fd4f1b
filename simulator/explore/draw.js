// What draws figures: Plotly's script hands over a function, called once there is something to draw.
window.exploreLibrary = async () => {
  if (!window.explorePlotly) await new Promise((done) => window.addEventListener("explore-plotly", done, { once: true }));
  window.Plotly ??= window.explorePlotly();
};
window.exploreDark = window.matchMedia("(prefers-color-scheme: dark)");
window.exploreDraw = (nodes, figures, { locale, months, templates }) => {
  const template = templates[exploreDark.matches ? "dark" : "light"];
  const options = { displayModeBar: false, locale, locales: { [locale]: { format: months } } };
  return Promise.all(figures.map(({ plot }, index) => {
    const layout = { ...plot.layout, template, width: nodes[index].clientWidth };
    return Plotly.react(nodes[index], plot.data, layout, options);
  }));
};

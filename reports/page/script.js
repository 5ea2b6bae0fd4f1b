// Draws the figures when they are reached or printed, and makes the downloads. Nothing is fetched.
"use strict";
(() => {
  const theme = JSON.parse(document.getElementById("theme").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const plots = [...document.querySelectorAll(".plot")];
  const PAPER_WIDTH = 660;
  const PAPER_HEIGHT = 700;
  // Two figures of lines fit on a page; stacked panels need room for their titles.
  const onPaper = (height, node) => Math.min(PAPER_HEIGHT, height * (node.layout?.yaxis2 ? 0.92 : 0.72));
  let printing = false;

  const template = () => theme[dark.matches && !printing ? "dark" : "light"];

  function draw(node) {
    if (node.dataset.drawn) return;
    node.dataset.drawn = "started";
    const figure = JSON.parse(document.getElementById(node.dataset.plot).textContent);
    const layout = { ...figure.layout, template: template() };
    const options = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
    Plotly.newPlot(node, figure.data, layout, options).then(() => { node.dataset.drawn = "true"; });
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    }
  }, { rootMargin: "300px" });
  plots.forEach((node) => seen.observe(node));

  // `change` gives what else is new in a layout, from the figure's own height and its node.
  function redress(change) {
    for (const node of plots) {
      if (!node.dataset.drawn) continue;
      Plotly.relayout(node, { template: template(), ...change(parseFloat(node.dataset.height), node) });
    }
  }
  dark.addEventListener("change", () => redress(() => ({})));
  addEventListener("beforeprint", () => {
    printing = true;
    plots.forEach(draw);
    redress((height, node) => ({ width: PAPER_WIDTH, height: onPaper(height, node) }));
  });
  addEventListener("afterprint", () => {
    printing = false;
    redress((height) => ({ width: null, height, autosize: true }));
  });

  // Numbers go out unrounded and in the form every program reads; a cell that a spreadsheet would run
  // as a formula is made text.
  function csvCell(cell) {
    if (cell.dataset.value !== undefined) return cell.dataset.value;
    let text = cell.textContent.trim();
    if (/^[=+\-@\t]/.test(text)) text = "'" + text;
    return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }
  const csv = (table) =>
    [...table.rows].map((row) => [...row.cells].map(csvCell).join(",")).join("\r\n") + "\r\n";

  function offer(link, kind, text) {
    link.href = `data:${kind};charset=utf-8,` + encodeURIComponent(text);
  }
  for (const link of document.querySelectorAll("a.csv")) {
    offer(link, "text/csv", "\ufeff" + csv(document.getElementById(link.dataset.table)));
  }
  for (const link of document.querySelectorAll("a.text")) {
    offer(link, "text/yaml", document.getElementById(link.dataset.text).textContent);
  }
})();

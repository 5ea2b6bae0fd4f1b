// Switches the language, draws the figures when they are reached or printed, makes the downloads. Nothing is
// fetched: the other languages lie packed in the page.
"use strict";
(() => {
  const theme = JSON.parse(document.getElementById("theme").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const first = document.documentElement.lang;
  const pages = new Map([[first, document.getElementById("page").outerHTML]]);
  const PAPER_WIDTH = 660;
  const PAPER_HEIGHT = 700;
  // Two figures of lines fit on a page; stacked panels need room for their titles.
  const onPaper = (height, node) => Math.min(PAPER_HEIGHT, height * (node.layout?.yaxis2 ? 0.92 : 0.72));
  let current = first;
  let plots = [];
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
    let text = (cell.firstChild?.textContent ?? "").trim();
    if (/^[=+\-@\t]/.test(text)) text = "'" + text;
    return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }
  const csv = (table) =>
    [...table.rows].map((row) => [...row.cells].map(csvCell).join(",")).join("\r\n") + "\r\n";

  function offer(link, kind, text) {
    link.href = `data:${kind};charset=utf-8,` + encodeURIComponent(text);
  }

  // What a page of any language needs once it stands in the document.
  function ready() {
    plots = [...document.querySelectorAll(".plot")];
    plots.forEach((node) => seen.observe(node));
    document.querySelector("nav.languages").hidden = false;
    for (const link of document.querySelectorAll("a.csv")) {
      offer(link, "text/csv", "\ufeff" + csv(document.getElementById(link.dataset.table)));
    }
    for (const link of document.querySelectorAll("a.text")) {
      offer(link, "text/yaml", document.getElementById(link.dataset.text).textContent);
    }
  }

  async function unpacked(lang) {
    const packed = document.getElementById(`page-${lang}`).textContent;
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  async function change(lang) {
    current = lang;
    if (!pages.has(lang)) pages.set(lang, await unpacked(lang));
    if (current !== lang) return; // another one was chosen meanwhile
    const opened = [...document.querySelectorAll("details")].map((node) => node.open);
    const chosen = document.activeElement?.closest("nav.languages");
    const scrolled = scrollY;
    seen.disconnect();
    plots.filter((node) => node.dataset.drawn).forEach((node) => Plotly.purge(node));
    document.getElementById("page").outerHTML = pages.get(lang);
    document.documentElement.lang = lang;
    document.title = document.getElementById("page").dataset.title;
    document.querySelectorAll("details").forEach((node, place) => { node.open = opened[place] ?? false; });
    ready();
    scrollTo(0, scrolled);
    if (chosen) document.querySelector("nav.languages [aria-current]").focus({ preventScroll: true });
  }

  // The address keeps the choice: "#lang=fr", or "#budget&lang=fr" with a place on the page.
  async function follow() {
    const parts = decodeURIComponent(location.hash.slice(1)).split("&");
    const lang = parts.find((part) => part.startsWith("lang="))?.slice(5);
    const place = parts.find((part) => part && !part.includes("="));
    if (lang === undefined && current !== first) history.replaceState(null, "", `#${place ?? ""}&lang=${current}`);
    if (lang === undefined || lang === current) return;
    if (lang !== first && !document.getElementById(`page-${lang}`)) return;
    await change(lang);
    if (place) document.getElementById(place)?.scrollIntoView();
  }
  addEventListener("hashchange", follow);
  ready();
  follow();
})();

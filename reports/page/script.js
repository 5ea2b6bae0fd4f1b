// Switches language and closure, draws the figures when they are reached or printed, makes the downloads. Nothing
// is fetched: what is not shown at once, and the library that draws, lie packed in the page.
"use strict";
(() => {
  const theme = JSON.parse(document.getElementById("theme").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const first = { lang: document.documentElement.lang, closure: "0" };
  const key = ({ lang, closure }) => `${lang}-${closure}`;
  const pages = new Map([[key(first), document.getElementById("page").outerHTML]]);
  // On paper a figure keeps its proportions: it is drawn as wide as this, and printed smaller (see the style).
  const PAPER_WIDTH = 920;
  const PAPER_HEIGHT = 1150;
  let current = first;
  let library; // a promise, once it is being unpacked
  let plots = [];
  let printing = false;

  const template = () => theme[dark.matches && !printing ? "dark" : "light"];

  async function unpacked(id) {
    const text = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(text.length);
    for (let place = 0; place < text.length; place++) bytes[place] = text.charCodeAt(place);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  const drawing = () => (library ??= load());

  async function load() {
    const script = document.createElement("script");
    script.textContent = await unpacked("plotly");
    document.head.append(script);
  }

  function draw(node) {
    if (node.dataset.drawn || !node.isConnected) return;
    if (!window.Plotly) {
      drawing().then(() => draw(node));
      return;
    }
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

  // `change` gives what else is new in a layout, from the figure's own height.
  function redress(change) {
    for (const node of plots) {
      if (!node.dataset.drawn) continue;
      Plotly.relayout(node, { template: template(), ...change(parseFloat(node.dataset.height)) });
    }
  }
  dark.addEventListener("change", () => redress(() => ({})));
  addEventListener("beforeprint", () => {
    printing = true;
    plots.forEach(draw);
    redress((height) => ({ width: PAPER_WIDTH, height: Math.min(PAPER_HEIGHT, height) }));
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
    const closures = document.querySelector(".closure");
    if (closures) {
      closures.hidden = false;
      closures.querySelector("select").addEventListener("change", (event) => { location.hash = `closure=${event.target.value}`; });
    }
    for (const link of document.querySelectorAll("a.csv")) {
      offer(link, "text/csv", "\ufeff" + csv(document.getElementById(link.dataset.table)));
    }
    for (const link of document.querySelectorAll("a.text")) {
      offer(link, "text/yaml", document.getElementById(link.dataset.text).textContent);
    }
  }

  async function change(wanted) {
    const page = key(wanted);
    current = wanted;
    if (!pages.has(page)) pages.set(page, await unpacked(`page-${page}`));
    if (current !== wanted) return; // another one was chosen meanwhile
    const opened = [...document.querySelectorAll("details")].map((node) => node.open);
    const chosen = document.activeElement?.closest("nav.languages, .closure")?.className;
    const scrolled = scrollY;
    seen.disconnect();
    plots.filter((node) => node.dataset.drawn).forEach((node) => Plotly.purge(node));
    document.getElementById("page").outerHTML = pages.get(page);
    document.documentElement.lang = wanted.lang;
    document.title = document.getElementById("page").dataset.title;
    document.querySelectorAll("details").forEach((node, place) => { node.open = opened[place] ?? false; });
    ready();
    scrollTo(0, scrolled);
    if (chosen) document.querySelector(`.${chosen} :is([aria-current], select)`).focus({ preventScroll: true });
  }

  // The address keeps the choices: "#lang=fr", or "#budget&lang=fr&closure=1" with a place on the page. A link
  // that names a place, or one choice alone, leaves the others as they are.
  async function follow() {
    const parts = decodeURIComponent(location.hash.slice(1)).split("&");
    const place = parts.find((part) => part && !part.includes("="));
    const named = Object.fromEntries(parts.filter((part) => part.includes("=")).map((part) => part.split("=")));
    const wanted = { lang: named.lang ?? current.lang, closure: named.closure ?? current.closure };
    if (!pages.has(key(wanted)) && !document.getElementById(`page-${key(wanted)}`)) return;
    const kept = Object.keys(wanted).filter((name) => name in named || wanted[name] !== first[name]);
    const address = "#" + [place, ...kept.map((name) => `${name}=${wanted[name]}`)].filter(Boolean).join("&");
    if (kept.length && address !== location.hash) history.replaceState(null, "", address);
    if (key(wanted) === key(current)) return;
    await change(wanted);
    if (place) document.getElementById(place)?.scrollIntoView();
  }
  if (document.getElementById("plotly")) addEventListener("load", drawing); // so that paper finds it
  addEventListener("hashchange", follow);
  ready();
  follow();
})();

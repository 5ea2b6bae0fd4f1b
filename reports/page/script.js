// Switches language, draws the figures when they are reached or printed, makes the downloads. Nothing
// is fetched: what is not shown at once, and the library that draws, lie packed in the page.
"use strict";
(() => {
  const theme = JSON.parse(document.getElementById("theme").textContent);
  const locales = JSON.parse(document.getElementById("locales").textContent); // names of months, by language
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const first = { lang: document.documentElement.lang };
  const pages = new Map(); // by language, once they are unpacked
  let whole; // a promise of the page that opens first with what it folds, once one asks for it
  // On paper each figure is drawn as wide as this, and printed smaller (see the style).
  // One panel over time has this share of its height on the screen; panels under titles, and rows under names, have no less.
  const PAPER = { width: 790, share: 0.74, most: 960 };
  const NARROW = 520; // pixels: a figure that has another form for a phone takes it below
  const PHONE = 760; // pixels of a window: charts of the answer take their form for a phone below
  // A figure saved as a file, in pixels: its width, a line of text, what stands between text and drawing.
  const FILE = { width: 900, line: 20, gap: 20, legend: 40 };
  let current = first;
  let library; // a promise, once it is being unpacked
  let plots = [];
  let printing = false;
  let shown; // the place on the page that the address named last

  const template = () => theme[dark.matches && !printing ? "dark" : "light"];

  async function unpacked(node) {
    const text = atob(node.textContent);
    const bytes = new Uint8Array(text.length);
    for (let place = 0; place < text.length; place++) bytes[place] = text.charCodeAt(place);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  // The pages of all languages lie packed together: of which lines each is made, as steps from one number to the
  // next, then every line once.
  const pack = document.getElementById("pages");
  const isPacked = (page) => pack.dataset.pages.split(" ").includes(page);

  async function unpack() {
    const [made, ...lines] = (await unpacked(pack)).split("\n");
    for (const [page, steps] of Object.entries(JSON.parse(made))) {
      let place = 0;
      pages.set(page, steps.map((step) => lines[place += step]).join("\n"));
    }
  }

  const drawing = () => (library ??= load());

  async function load() {
    const script = document.createElement("script");
    script.textContent = await unpacked(document.getElementById("plotly"));
    document.head.append(script);
  }

  // What the light page draws dark is light on the dark one, as in the style.
  const night = { "#b8500c": "#f0a060", "#0b66a8": "#7db8e8", "#3a4048": "#c3c7cc" };
  const given = (node) => {
    const told = document.getElementById(node.dataset.plot).textContent;
    if (!dark.matches || printing) return JSON.parse(told);
    return JSON.parse(told.replace(/#(?:b8500c|0b66a8|3a4048)/g, (one) => night[one]));
  };
  const options = () => ({
    displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false,
    locale: document.documentElement.lang, locales,
  });

  function draw(node) {
    if (node.dataset.drawn || !node.isConnected) return;
    if (!window.Plotly) {
      drawing().then(() => draw(node));
      return;
    }
    node.dataset.drawn = "started";
    const figure = given(node);
    const meta = figure.layout.meta;
    const tight = window.innerWidth < PHONE && meta?.tight; // a chart of the answer, on a phone
    const narrow = !printing && (tight || (node.clientWidth < NARROW && meta?.narrow));
    const layout = {
      ...figure.layout, ...narrow, template: template(), ...(printing && paper(figure.layout, node)),
    };
    if (narrow) node.style.height = `${layout.height}px`;
    Plotly.newPlot(node, figure.data, layout, options()).then(() => { node.dataset.drawn = "true"; });
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    }
  }, { rootMargin: "300px" });

  const paper = ({ height, meta, yaxis, yaxis2 }, node) => {
    const count = Number(node.closest(".panels")?.style.getPropertyValue("--count")) || 1; // side by side
    const whole = meta || yaxis2 || yaxis?.ticktext || yaxis?.type === "category";
    return { width: PAPER.width / count - 14 * (count - 1), height: Math.min(PAPER.most, whole ? height : PAPER.share * height) };
  };

  // What moves when a figure changes, such as a flow, is not there yet when paper asks: it is drawn anew.
  function redraw(nodes) {
    for (const node of nodes) {
      if (node.dataset.drawn) Plotly.purge(node);
      delete node.dataset.drawn;
      draw(node);
    }
  }

  dark.addEventListener("change", () => {
    for (const node of plots) if (node.dataset.drawn) Plotly.relayout(node, { template: template() });
  });

  // What is folded on the page that opens first lies packed until a reader unfolds it.
  async function fill(node) {
    const isEmpty = () => !node.querySelector(":scope > :not(summary)");
    if (!isEmpty()) return;
    whole ??= unpack().then(() => new DOMParser().parseFromString(pages.get(first.lang), "text/html"));
    const found = (await whole).getElementById(node.id);
    if (!found || !isEmpty()) return;
    node.insertAdjacentHTML("beforeend", found.innerHTML.replace(/^\s*<summary>[^]*?<\/summary>/, ""));
    wire(node);
  }

  const fillAll = () => Promise.all([...document.querySelectorAll("details.later")].map(fill));

  document.addEventListener("toggle", ({ target }) => { if (target.open && target.matches("details.later")) fill(target); }, true);

  addEventListener("beforeprint", () => {
    printing = true;
    redraw(plots);
  });
  addEventListener("afterprint", () => {
    printing = false;
    redraw(plots);
  });

  // Numbers go out unrounded, as spreadsheets of the language read them: with a decimal comma, between
  // semicolons. A cell that a spreadsheet would run as a formula is made text.
  function csv(table) {
    const decimal = document.getElementById("page").dataset.decimal;
    const between = decimal === "," ? ";" : ",";
    const cell = (one) => {
      if (one.dataset.value !== undefined) return one.dataset.value.replace(".", decimal);
      let text = (one.firstChild?.textContent ?? "").trim();
      if (/^[=+\-@\t]/.test(text)) text = "'" + text;
      return /[",;\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
    };
    return [...table.rows].map((row) => [...row.cells].map(cell).join(between)).join("\r\n") + "\r\n";
  }

  // A sentence in lines of at most so many letters.
  function lines(sentence, most) {
    const found = [""];
    for (const word of sentence.trim().split(/\s+/)) {
      if (found.at(-1) && `${found.at(-1)} ${word}`.length > most) found.push("");
      found.push(`${found.pop()} ${word}`.trim());
    }
    return found.map((line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  }

  // The figure as a file: on white, with its finding, measure and source, so that it can stand alone.
  async function save({ image, format, file }) {
    await drawing();
    const place = document.getElementById(`figure-${image}`);
    const said = (part) => place.querySelector(part).textContent;
    const head = [
      ...lines(said("h3"), 90).map((line) => `<b>${line}</b>`), ...lines(said(".subtitle"), 115),
      ...lines(said(".source"), 135).map((line) => `<span style="font-size:11px">${line}</span>`),
    ];
    const { data, layout } = given(place.querySelector(".plot"));
    const above = FILE.line * head.length + (layout.showlegend ? FILE.legend : FILE.gap);
    const height = layout.height + above;
    const whole = {
      ...layout, template: theme.light, paper_bgcolor: "white", plot_bgcolor: "white", width: FILE.width, height,
      margin: { ...layout.margin, t: above, l: 16, r: 24, b: 16 },
      title: { text: head.join("<br>"), x: 16 / FILE.width, xanchor: "left", y: 1 - 12 / height, yref: "container",
               yanchor: "top", font: { size: 14 } },
    };
    const size = { format, width: FILE.width, height, scale: format === "png" ? 2 : 1, filename: file };
    await Plotly.downloadImage({ data, layout: whole, config: options() }, size);
  }

  async function copied(link) {
    const words = link.textContent;
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0] + address(link.hash.slice(1), current));
    } catch {
      return; // a browser that does not let a page write there: the address bar has the link
    }
    link.textContent = link.dataset.copied;
    setTimeout(() => { link.textContent = words; }, 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-image]");
    if (button) save(button.dataset);
    const link = event.target.closest("a.link");
    if (link) copied(link);
  });

  function offer(link, kind, text) {
    link.href = `data:${kind};charset=utf-8,` + encodeURIComponent(text);
  }

  // What a page of any language needs once it stands in the document.
  function ready() {
    plots = [];
    document.querySelectorAll("nav.languages").forEach((node) => { node.hidden = false; });
    wire(document);
  }

  // What a part of it needs: its figures drawn when they are seen, its tables offered as files.
  function wire(root) {
    const found = [...root.querySelectorAll(".plot")];
    plots.push(...found);
    found.forEach((node) => seen.observe(node));
    root.querySelectorAll(".tools").forEach((node) => { node.hidden = false; });
    for (const link of root.querySelectorAll("a.csv")) {
      offer(link, "text/csv", "\ufeff" + csv(document.getElementById(link.dataset.table)));
    }
    for (const link of root.querySelectorAll("a.text")) {
      offer(link, "text/yaml", document.getElementById(link.dataset.text).textContent);
    }
  }

  // What is read now: the last element with a name that begins above the middle of the window, and how far down.
  function reading() {
    const named = [...document.querySelectorAll("#page [id]")].filter((node) => node.offsetParent);
    const node = named.filter((one) => one.getBoundingClientRect().top < innerHeight / 2).at(-1);
    return node && scrollY ? { id: node.id, top: node.getBoundingClientRect().top } : null;
  }

  async function change(wanted) {
    const page = wanted.lang;
    current = wanted;
    if (!pages.has(page)) await unpack();
    if (current !== wanted) return; // another one was chosen meanwhile
    const opened = [...document.querySelectorAll("details.later[open]")].map((node) => node.id);
    const chosen = document.activeElement?.closest("nav.languages");
    const read = reading();
    seen.disconnect();
    plots.filter((node) => node.dataset.drawn).forEach((node) => Plotly.purge(node));
    document.getElementById("page").outerHTML = pages.get(page);
    document.documentElement.lang = wanted.lang;
    document.title = document.getElementById("page").dataset.title;
    ready();
    for (const id of opened) {
      const node = document.getElementById(id);
      if (node) node.open = true;
    }
    const again = read && document.getElementById(read.id);
    scrollTo(0, again ? scrollY + again.getBoundingClientRect().top - read.top : 0);
    if (chosen) document.querySelector("nav.languages [aria-current]").focus({ preventScroll: true });
  }

  // Shows a place on the page that an address names, unfolded.
  async function show(place) {
    if (!place) return;
    if (!document.getElementById(place)) await fillAll();
    const node = document.getElementById(place);
    for (let one = node; one; one = one.parentElement) {
      if (one.matches("details")) one.open = true;
    }
    node?.scrollIntoView();
  }

  // The address keeps the choices: "#lang=fr", or "#budget&lang=fr" with a place on the page. A link
  // that names a place alone leaves the language as it is.
  function named() {
    const parts = decodeURIComponent(location.hash.slice(1)).split("&");
    const choices = parts.filter((part) => part.includes("=")).map((part) => part.split("="));
    return { place: parts.find((part) => part && !part.includes("=")), choices: Object.fromEntries(choices) };
  }

  // What differs from the page as it opens stands in the address, and what was chosen by name.
  function address(place, wanted, choices = {}) {
    const kept = Object.keys(wanted).filter((name) => name in choices || wanted[name] !== first[name]);
    return "#" + [place, ...kept.map((name) => `${name}=${wanted[name]}`)].filter(Boolean).join("&");
  }

  async function follow() {
    const { place, choices } = named();
    const wanted = { lang: choices.lang ?? current.lang };
    if (!isPacked(wanted.lang)) return;
    const full = address(place, wanted, choices);
    if (full.includes("=") && full !== location.hash) history.replaceState(null, "", full);
    const other = wanted.lang !== current.lang;
    if (other) await change(wanted);
    if (place && place !== shown) show(place);
    shown = place;
    point(place);
  }

  // The links of the languages leave the reader at the place that the address names.
  function point(place) {
    for (const link of document.querySelectorAll("nav.languages a")) {
      link.hash = [place, `lang=${link.lang}`].filter(Boolean).join("&");
    }
  }

  // A page printed as soon as it has loaded must find the library. A browser calls a page loaded once the frames
  // in it are, and a frame that is still being written is not: one stays open while the library is unpacked.
  function holdLoad() {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    document.body.append(frame);
    frame.contentDocument.open();
    const release = () => {
      frame.contentDocument.close();
      frame.remove();
    };
    (window.requestIdleCallback ?? setTimeout)(() => drawing().finally(release)); // the first screen comes first
  }

  if (document.getElementById("plotly")) holdLoad();
  addEventListener("hashchange", follow);
  ready();
  follow();
})();

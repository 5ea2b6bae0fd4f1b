// Shows the computed point that is chosen, on the map and in the tables, and keeps the choice in the address. Nothing
// is fetched: every table stands in the page.
"use strict";
(() => {
  const CHOICES = ["option", "world", "closure", "outcome", "country"];
  const PLACES = ["option", "world", "closure"]; // what a table of countries is of
  const select = (name) => document.getElementById(`choose-${name}`);
  const parts = [...document.querySelectorAll("#countries .part")];
  const own = [...document.querySelectorAll("#country .part")];
  const values = (name) => [...select(name).options].map((one) => one.value);
  let state = Object.fromEntries(CHOICES.map((name) => [name, values(name)[0]]));

  const computed = (wanted) => parts.find((part) => PLACES.every((name) => part.dataset[name] === wanted[name]));

  // The computed point that is nearest to what is asked: it keeps what was chosen last, and the first that there is of the rest.
  function nearest(wanted, kept) {
    if (computed(wanted)) return wanted;
    const fit = (part) => PLACES.filter((name) => part.dataset[name] === wanted[name]).length;
    const having = parts.filter((part) => !kept || part.dataset[kept] === wanted[kept]);
    const best = having.reduce((one, other) => (fit(other) > fit(one) ? other : one));
    return { ...wanted, ...Object.fromEntries(PLACES.map((name) => [name, best.dataset[name]])) };
  }

  function show() {
    const chosen = computed(state);
    for (const part of parts) part.hidden = part !== chosen;
    for (const part of own) {
      const { of, world, closure } = part.dataset;
      part.hidden = of !== state.country || (world !== undefined && (world !== state.world || closure !== state.closure));
    }
    for (const name of CHOICES) select(name).value = state[name];
    // What was not computed with the other choices cannot be chosen.
    for (const name of PLACES) {
      for (const one of select(name).options) one.disabled = !computed({ ...state, [name]: one.value });
    }
    draw(chosen);
    const address = "#" + CHOICES.map((name) => `${name}=${encodeURIComponent(state[name]).replaceAll("%2F", "/")}`).join("&");
    if (address !== location.hash) history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("nav.languages a")) link.hash = address;
  }

  // The map says what the table says of one outcome.
  function draw(chosen) {
    const place = [...chosen.querySelectorAll("thead th")].findIndex((head) => head.dataset.outcome === state.outcome);
    document.getElementById("map-shows").textContent =
      `${chosen.querySelector("h3").textContent} · ${chosen.querySelectorAll("thead th")[place].textContent}`;
    for (const table of document.querySelectorAll("table")) {
      for (const row of table.rows) {
        [...row.cells].forEach((cell, column) => cell.classList.toggle("chosen", column === place));
      }
      // On a phone the column that the map shows lies beside the names.
      const [first, column] = [table.rows[0].cells[0], table.rows[0].cells[place]];
      table.parentElement.scrollLeft = column.offsetLeft - table.offsetLeft - first.offsetWidth;
    }
    const cells = Object.fromEntries([...chosen.querySelectorAll("tbody tr")].map((row) => [row.dataset.country, row.cells[place]]));
    const said = (code, name) => {
      const cell = cells[code];
      return cell?.dataset[name] ?? cell?.parentElement.dataset[name] ?? chosen.querySelectorAll("thead th")[place].dataset[name];
    };
    for (const path of document.querySelectorAll("path.country")) {
      const { country } = path.dataset;
      path.setAttribute("class", `country ${cells[country] ? said(country, "verdict") ?? "" : ""} ${country === state.country ? "own" : ""}`);
    }
    for (const label of document.querySelectorAll("g[data-country]")) {
      const { country } = label.dataset;
      label.lastElementChild.textContent = cells[country] ? said(country, "shown") ?? "" : "";
    }
    for (const row of document.querySelectorAll("#countries tbody tr")) {
      row.classList.toggle("own", row.dataset.country === state.country);
    }
  }

  // An address names some of the choices; the others stay as they are.
  function follow() {
    const named = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    const known = Object.entries(named).filter(([name, value]) => CHOICES.includes(name) && values(name).includes(value));
    state = nearest({ ...state, ...Object.fromEntries(known) });
    show();
  }

  for (const name of CHOICES) {
    select(name).addEventListener("change", (event) => {
      state = nearest({ ...state, [name]: event.target.value }, PLACES.includes(name) ? name : null);
      show();
    });
  }
  document.querySelector(".maps").addEventListener("click", (event) => {
    const country = event.target.closest("[data-country]")?.dataset.country;
    if (country) {
      state = { ...state, country };
      show();
    }
  });
  document.querySelectorAll(".choices").forEach((node) => { node.hidden = false; });
  addEventListener("hashchange", follow);
  follow();
})();

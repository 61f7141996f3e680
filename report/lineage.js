/* The lineage of each number, table, figure and quote, in a panel; and a search by id.

   - reads the lines that `make trace` prints from #lineage-data; loads nothing
   - a number is a button: Enter, Space or a click opens it, Escape closes it, and the focus returns
   - the numbers of a table are one stop of the Tab key; the arrow keys move among them */
(() => {
  "use strict";
  const MOST = 40;
  const data = JSON.parse(document.getElementById("lineage-data").textContent);
  const whole = (line) => (typeof line === "number" ? data.lines[line] : line);

  function blocksOf(id) {
    const [[first, ...head], ...shared] = data.things[id];
    return [[id + first, ...head.map(whole)], ...shared.map((number) => data.blocks[number].map(whole))];
  }

  function made(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /* The panel */

  const title = made("h2", { id: "lineage-title", class: "lineage-line" });
  const close = made("button", { type: "button", class: "lineage-close" }, "Close");
  const body = made("div", { class: "lineage-body", tabindex: "0", role: "region", "aria-label": "Lineage" });
  const panel = made("dialog", { class: "lineage-panel", "aria-labelledby": "lineage-title" }, made("header", {}, title, close), body);
  let opener = null;

  /* "  label   text" becomes two parts of one line; all its characters stay, so it reads as `make trace` prints it */
  function lineOf(line) {
    const [, indent, label, gap, text] = line.match(/^( *)(?:(\S+(?: \S+)*)( {2,}))?(.*)$/);
    const element = made("p", { class: "lineage-line" }, indent);
    element.style.setProperty("--depth", indent.length > 20 ? 1 : indent.length / 2);
    if (label) element.append(made("b", {}, label), gap);
    element.append(label === "stands in" ? linked(text) : text);
    return element;
  }

  function linked(text) {
    const id = text.split(",")[0];
    if (!document.getElementById(id)) return text;
    const link = made("a", { href: "#" + id }, id);
    link.addEventListener("click", () => panel.close());
    const place = made("span", {}, link, text.slice(id.length));
    return place;
  }

  function blockOf([first, ...lines]) {
    return made("section", {}, made("h3", { class: "lineage-line" }, first), ...lines.map(lineOf));
  }

  function show(id, from) {
    const [[first, ...head], ...others] = blocksOf(id);
    opener = from;
    title.textContent = first;
    body.replaceChildren(made("section", {}, ...head.map(lineOf)), ...others.map(blockOf));
    panel.showModal();
    body.scrollTop = 0;
    close.focus();
  }

  close.addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
  panel.addEventListener("close", () => opener?.focus({ preventScroll: true }));

  /* What opens it */

  function idOf(element) {
    return element.dataset.evidence || element.textContent.replace(/[()]/g, "").trim();
  }

  function marked(element) {
    const id = idOf(element);
    if (!Object.hasOwn(data.things, id) || element.closest("a, nav, button")) return;
    element.classList.add("lineage");
    element.dataset.lineage = id;
    for (const [name, value] of [["role", "button"], ["tabindex", "0"], ["aria-haspopup", "dialog"], ["title", "Lineage of " + id]]) {
      element.setAttribute(name, value);
    }
  }

  function besideOf(current, key, all) {
    const place = all.indexOf(current);
    if (key === "ArrowRight") return all[place + 1];
    if (key === "ArrowLeft") return all[place - 1];
    const cell = current.closest("td, th");
    let row = cell?.parentElement;
    while (row && (row = key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling)) {
      const found = row.cells[cell.cellIndex]?.querySelector(".lineage");
      if (found) return found;
    }
  }

  function oneStop(table) {
    const all = [...table.querySelectorAll(".lineage")];
    for (const each of all.slice(1)) each.tabIndex = -1;
    table.addEventListener("focusin", (event) => {
      if (!all.includes(event.target)) return;
      for (const each of all) each.tabIndex = each === event.target ? 0 : -1;
    });
    table.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow") || !all.includes(event.target)) return;
      const next = besideOf(event.target, event.key, all);
      if (next) event.preventDefault();
      next?.focus();
    });
  }

  function opened(event) {
    const from = event.target.closest?.("[data-lineage]");
    if (!from || (event.type === "keydown" && (from.matches("button") || ![" ", "Enter"].includes(event.key)))) return;
    event.preventDefault();
    show(from.dataset.lineage, from);
  }

  /* The search */

  function searching(place) {
    const texts = Object.keys(data.things).map((id) => [id, blocksOf(id)[0].join("\n").toLowerCase()]);
    const input = made("input", { type: "search", id: "lineage-words", autocomplete: "off", spellcheck: "false" });
    const found = made("ul", { class: "lineage-found" });
    const told = made("p", { role: "status" }, texts.length + " ids in this report.");
    const label = made("label", { for: "lineage-words" }, "Find a number, table, figure, quote or verdict by its id or its words");
    const answer = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fitting = words.length ? texts.filter(([, text]) => words.every((word) => text.includes(word))) : [];
      const some = fitting.length > MOST ? ", the first " + MOST + " here" : "";
      told.textContent = words.length ? fitting.length + " found" + some + "." : texts.length + " ids in this report.";
      found.replaceChildren(...fitting.slice(0, MOST).map(([id]) => made("li", {}, result(id))));
    };
    input.addEventListener("input", answer);
    place.append(label, input, told, found);
    place.hidden = false;
  }

  function result(id) {
    const shown = blocksOf(id)[0].find((line) => line.startsWith("  shown as"));
    const button = made("button", { type: "button", "data-lineage": id, "aria-haspopup": "dialog" }, made("code", {}, id));
    button.append(" ", (shown || "").slice(12).trim().slice(0, 90));
    return button;
  }

  document.body.append(panel);
  for (const each of document.querySelectorAll("[data-evidence], .exhibit-id")) marked(each);
  for (const table of document.querySelectorAll("table")) oneStop(table);
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, opened);
  // wider than a phone: it scrolls there, so the arrow keys must reach it
  document.getElementById("fig-provenance")?.setAttribute("tabindex", "0");
  const place = document.getElementById("lineage-search");
  if (place) searching(place);
})();

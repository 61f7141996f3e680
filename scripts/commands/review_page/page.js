// The page of `make review`: shows one case at a time and sends each decision to the server of this machine.
"use strict";

const FIRST_PLACES = 6;
const KINDS = { p: "person", o: "organisation", l: "place", x: "other" };
const DONE = { keep: "kept", mask: "masked", alias: "an alias", generalise: "generalised" };
const LABELS = { indirect: "a hint at somebody", disclosure: "a disclosure of harm", "name?": "a name", "body?": "a body" };
const KEYS = [
  ["k", "keep the words where they were seen"],
  ["K", "keep the words everywhere, also in texts to come"],
  ["m", "mask"],
  ["p o l x", "mask as person, organisation, place (location), something else"],
  ["a", "it is somebody known: choose whom"],
  ["g", "generalise: write other words"],
  ["r", "reopen: take the decision back"],
  ["→ ↓ j", "next case"],
  ["← ↑ h", "case before"],
  ["u", "undo what was done last"],
  ["/", "search"],
  ["Esc", "leave a field"],
  ["?", "these keys"],
];

let review = { cases: [], people: [], standing: {} };
let current = null;
let unticked = new Set();
let busy = false;

const at = (id) => document.getElementById(id);

function made(tag, text, given = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  return Object.assign(element, given);
}

// what stands

const places = (one) => review.standing[one.item] || [];
const openPlaces = (one) => places(one).filter((each) => !each.decision).length;
const isDone = (one) => openPlaces(one) === 0;

function inWords(told) {
  if (!told.decision) return "undecided";
  const more = told.replacement ? `: ${told.replacement}` : "";
  const where = told.decision === "keep" && told.everywhere ? " everywhere" : "";
  return DONE[told.decision] + more + where;
}

const kind = (one) => LABELS[one.label] || one.label.replace("?", "");

// the list

function isShown(one) {
  const wanted = at("search").value.trim().toLowerCase();
  const state = at("state").value;
  return (
    (!wanted || one.places.some((each) => each.words.toLowerCase().includes(wanted))) &&
    (!at("reason").value || one.reason === at("reason").value) &&
    (!at("document").value || one.places.some((each) => each.document === at("document").value)) &&
    (!state || (state === "done") === isDone(one))
  );
}

function shown() {
  return review.cases.filter((one) => isShown(one) || one === current);
}

function drawList() {
  const found = shown();
  at("shown").textContent = `${found.length} of ${review.cases.length} cases shown`;
  at("list").replaceChildren(...found.map(listed));
  const marked = at("list").querySelector("[aria-current]");
  if (marked) marked.scrollIntoView({ block: "nearest" });
}

function listed(one) {
  const button = made("button", one.places[0].words, { type: "button", onclick: () => show(one, true) });
  const open = openPlaces(one);
  button.append(made("small", `${kind(one)} · ${one.places.length === 1 ? "1 place" : `${one.places.length} places`} · ` +
    (open ? (open < one.places.length ? `${open} undecided` : "undecided") : inWords(places(one)[0]))));
  if (one === current) button.setAttribute("aria-current", "true");
  const item = made("li");
  item.append(button);
  return item;
}

function drawProgress() {
  const done = review.cases.filter(isDone).length;
  const all = review.cases.reduce((sum, one) => sum + one.places.length, 0);
  const open = review.cases.reduce((sum, one) => sum + openPlaces(one), 0);
  at("bar").max = review.cases.length || 1;
  at("bar").value = review.cases.length ? done : 1;
  at("count").textContent = `${done} of ${review.cases.length} cases decided, ${all - open} of ${all} places`;
}

// the case

function show(one, moveFocus = false) {
  current = one;
  unticked = new Set();
  for (const id of ["alias", "words", "note"]) at(id).value = "";
  at("actions").hidden = at("places-title").hidden = !one;
  if (one) drawCase(FIRST_PLACES);
  else {
    at("case-title").textContent = review.cases.length ? "Nothing more to decide here" : "Nothing to review";
    for (const id of ["why", "stands"]) at(id).textContent = "";
    at("places").replaceChildren();
    at("more").hidden = true;
  }
  drawList();
  if (moveFocus) at("case").focus({ preventScroll: false });
}

function drawCase(count) {
  const one = current;
  at("case-title").textContent = `“${one.places[0].words}”`;
  at("why").textContent = `Suspected: ${kind(one)}. Why: ${one.reason}.` + suggestion(one);
  drawStanding();
  at("choices").replaceChildren(...choices(one));
  at("alias-line").hidden = one.hint;
  at("places").replaceChildren(...one.places.slice(0, count).map((place, index) => drawnPlace(place, places(one)[index])));
  const rest = one.places.length - count;
  at("more").hidden = rest <= 0;
  at("more").textContent = `Show ${rest} more`;
  at("places-title").textContent = one.places.length === 1 ? "1 place" : `${one.places.length} places`;
}

function drawStanding() {
  const told = [...new Set(places(current).map(inWords))];
  const note = places(current).find((each) => each.note);
  at("stands").textContent = `Stands as: ${told.join("; ")}.${note ? ` Note: ${note.note}` : ""}`;
}

function suggestion(one) {
  const names = review.people.filter((each) => one.who.split("|").includes(each.pseudonym)).map((each) => each.name);
  return names.length ? ` Perhaps: ${names.join(" or ")}.` : "";
}

function choices(one) {
  const stands = one.hint ? "Leave the passage" : "Keep";
  const offered = [["k", stands, () => decide("keep")]];
  offered.push(["K", `${stands} everywhere`, () => decide("keep", "", true)]);
  offered.push(["m", one.hint ? "Remove the passage" : "Mask", () => decide("mask")]);
  if (!one.hint) for (const [key, kind] of Object.entries(KINDS)) offered.push([key, `Mask as ${kind}`, () => decide("mask", kind)]);
  if (places(one).some((each) => each.decision)) offered.push(["r", "Reopen", reopen]);
  return offered.map(([key, words, act]) => {
    const button = made("button", `${words} `, { type: "button", onclick: act });
    button.dataset.key = key;
    button.setAttribute("aria-keyshortcuts", key === "K" ? "Shift+K" : key);
    button.append(made("kbd", key));
    return button;
  });
}

function drawnPlace(place, told) {
  const item = made("li");
  const box = made("input", "", { type: "checkbox", checked: !unticked.has(place.place) });
  box.onchange = () => (box.checked ? unticked.delete(place.place) : unticked.add(place.place));
  const label = made("label", "", { className: "where" });
  label.append(box, ` ${place.kind.replaceAll("_", " ")}, ${place.document}, turn ${place.turn}: ${inWords(told)}`);
  const text = made("blockquote");
  text.append(place.before, made("mark", place.words), place.after);
  item.append(label, text);
  return item;
}

// what a person does

function say(words, fault = false) {
  at("said").className = fault ? "fault" : "";
  at("said").textContent = words;
}

async function send(path, body) {
  if (busy) return null;
  busy = true;
  try {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const told = answer.headers.get("Content-Type").includes("json") ? await answer.json() : { fault: await answer.text() };
    if (told.fault) say(told.fault, true);
    return told.fault ? null : told;
  } catch {
    say("The review has ended: type make review to start it again. What was decided is saved.", true);
    return null;
  } finally {
    busy = false;
  }
}

async function decide(decision, replacement = "", everywhere = false) {
  if (!current) return;
  if (!at("by").value.trim()) {
    say("First say who decides: initials will do.", true);
    at("by").focus();
    return;
  }
  const ticked = current.places.map((each) => each.place).filter((place) => !unticked.has(place));
  if (!ticked.length) {
    say("No place is ticked.", true);
    return;
  }
  const wish = { item: current.item, decision, replacement, everywhere, decided_by: at("by").value, note: at("note").value };
  const told = await send("decide", { ...wish, places: unticked.size ? ticked : [] });
  if (told) settle(told, `“${current.places[0].words}”: ${DONE[decision]}. Undo with u.`);
}

async function reopen() {
  if (!current) return;
  const told = await send("reopen", { item: current.item });
  if (told) settle(told, `“${current.places[0].words}” is open again.`);
}

async function undo() {
  const told = await send("undo", {});
  if (!told) return;
  review.standing = told.standing;
  const one = review.cases.find((each) => each.item === told.undone);
  say(one ? `Undone: “${one.places[0].words}”.` : "There is nothing to undo.");
  drawProgress();
  show(one || current);
}

function settle(told, words) {
  const before = shown().indexOf(current);
  // the button that was pressed goes with its case
  const inside = at("case").contains(document.activeElement);
  review.standing = told.standing;
  say(words);
  drawProgress();
  if (!isDone(current)) {
    show(current, inside);
    return;
  }
  const found = shown();
  const following = [...found.slice(before + 1), ...found.slice(0, before)];
  show(following.find((one) => !isDone(one)) || nextShown(before), inside);
}

function nextShown(before) {
  const left = review.cases.filter(isShown);
  return left[Math.min(before, left.length - 1)] || null;
}

function move(step) {
  const found = shown();
  const next = found[found.indexOf(current) + step];
  if (next) show(next);
}

async function finish() {
  const left = review.cases.filter((one) => !isDone(one)).length;
  const told = await send("finish", {});
  if (!told) return;
  document.querySelector("main").hidden = true;
  document.querySelectorAll("button").forEach((button) => (button.disabled = true));
  say(`The review has ended, ${left} cases are left. What was decided is saved; you can close this window.`);
}

// keys

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open) return;
  if (event.key === "Escape" && event.target.matches("input, select")) {
    event.target.blur();
    return;
  }
  if (event.target.matches("input:not([type=checkbox]), select, textarea") || !at("keys-on").checked) return;
  const act = action(event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

function action(key) {
  const button = [...at("choices").children].find((each) => each.dataset.key === key);
  if (button && current) return button.onclick;
  const moves = { ArrowRight: 1, ArrowDown: 1, j: 1, ArrowLeft: -1, ArrowUp: -1, h: -1 };
  if (key in moves) return () => move(moves[key]);
  const rest = { u: undo, "?": () => at("keys").showModal(), "/": () => at("search").focus() };
  if (current && !current.hint) rest.a = () => at("alias").focus();
  if (current) rest.g = () => at("words").focus();
  return rest[key];
}

function onOther(event) {
  event.preventDefault();
  const active = document.activeElement;
  const what = event.submitter && active.tagName === "BUTTON" ? event.submitter.value : active === at("words") ? "generalise" : "alias";
  if (active === at("note")) return;
  if (what === "generalise") {
    decide("generalise", at("words").value);
    return;
  }
  const chosen = review.people.find((each) => [named(each), each.pseudonym].includes(at("alias").value.trim()));
  if (chosen) decide("alias", chosen.pseudonym);
  else say("Choose somebody of the list.", true);
}

const named = (each) => `${each.name} (${each.pseudonym})`;

async function start() {
  const answer = await fetch("review.json");
  if (!answer.ok) {
    say(await answer.text(), true);
    return;
  }
  review = await answer.json();
  at("study").textContent = review.title;
  at("by").value = review.by;
  at("people").append(...review.people.map((each) => made("option", "", { value: named(each) })));
  const documents = [...new Set(review.cases.flatMap((one) => one.places.map((each) => each.document)))].sort();
  const reasons = [...new Set(review.cases.map((one) => one.reason))];
  at("reason").append(...reasons.map((each) => made("option", each, { value: each })));
  at("document").append(...documents.map((each) => made("option", each, { value: each })));
  at("key-list").append(...KEYS.flatMap(([key, words]) => {
    const term = made("dt");
    term.append(made("kbd", key));
    return [term, made("dd", words)];
  }));
  drawProgress();
  show(review.cases.find((one) => !isDone(one)) || null);
}

at("filters").oninput = () => {
  const found = review.cases.filter(isShown);
  show(found.includes(current) ? current : found[0] || null);
};
at("filters").onsubmit = (event) => event.preventDefault();
at("other").onsubmit = onOther;
at("undo").onclick = undo;
at("finish").onclick = finish;
at("help").onclick = () => at("keys").showModal();
at("keys-close").onclick = () => at("keys").close();
at("more").onclick = () => drawCase(Infinity);
document.addEventListener("keydown", onKey);
start();

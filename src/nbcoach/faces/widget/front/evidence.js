// Lists what the kernel saw, row by row, each with its offer. The kernel says what to ask the host for; what belongs
// to this one place on the page (unfolded code, the host's answer) stays here, by the row's key.

import { button, copyable, make, prose } from "./draw.js";
import { askCells, onAnswer, sendIntent } from "./intent.js";

const ROW_PATIENCE = 15_000; // milliseconds after which a host that took the intent counts as silent
const NOBODY = "Nothing here can change the notebook for you. Copy the code:";
const NO_ANSWER = "The notebook did not answer. Copy the code:";
const FRESH = { isUnfolded: false, note: "", isWaiting: false };

export function listEvidence({ model, el }, place) {
  const states = new Map();
  const timers = new Map();
  const stateOf = ({ key }) => states.get(key) ?? FRESH;

  function change(row, to) {
    if (!to.isWaiting) clearTimeout(timers.get(row.key));
    states.set(row.key, { ...stateOf(row), isWaiting: false, ...to });
    redraw();
  }

  function accept(row) {
    if (!sendIntent(el, row.intent.intent, { ...row.intent, key: row.key })) {
      change(row, { isUnfolded: true, note: NOBODY });
      return;
    }
    timers.set(row.key, setTimeout(() => change(row, { isUnfolded: true, note: NO_ANSWER }), ROW_PATIENCE));
    change(row, { note: "One moment…", isWaiting: true });
  }

  function answered({ key, ok, message }) {
    const row = rows().find((each) => each.key === key);
    if (!row) return;
    change(row, { note: message || NO_ANSWER, isUnfolded: !ok });
    if (ok) tellCells();
  }

  function choose(row, action) {
    if (action === "accept") accept(row);
    else if (action === "code") change(row, { isUnfolded: !stateOf(row).isUnfolded });
    else model.send({ event: "put-off", key: row.key });
  }

  const rows = () => (model.get("evidence") ?? []).flatMap((section) => section.rows);
  const tellCells = () => askCells(el, (cells) => model.send({ event: "cells", cells }));
  const lookAgain = () => {
    model.send({ event: "look-again" });
    tellCells();
  };
  const redraw = () => keepFocus(place, () => drawSections(place, model.get("evidence") ?? [], stateOf, choose, lookAgain));

  const stops = ["make-offer", "change-cell", "insert-cell"].map((intent) => onAnswer(el, intent, answered));
  model.on("change:evidence", redraw);
  model.on("change:looks", tellCells);
  redraw();
  tellCells();
  return () => {
    timers.forEach(clearTimeout);
    stops.forEach((stop) => stop());
    model.off("change:evidence", redraw);
    model.off("change:looks", tellCells);
  };
}

function keepFocus(place, redraw) {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
  redraw();
  if (focused) place.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
}

function drawSections(place, sections, stateOf, choose, lookAgain) {
  const drawn = sections.map((section) => drawSection(section, stateOf, choose));
  if (drawn.length) {
    const again = button("Look again", lookAgain);
    again.classList.add("nbcoach-quiet");
    again.dataset.action = "look-again";
    drawn.push(again);
  }
  place.replaceChildren(...drawn);
}

function drawSection({ title, rows, note }, stateOf, choose) {
  const heading = make("p", "nbcoach-heading", title);
  heading.setAttribute("role", "heading");
  heading.setAttribute("aria-level", "4");
  const list = make("ul", "nbcoach-rows", ...rows.map((row) => drawRow(row, stateOf(row), choose)));
  return make("div", "nbcoach-section", heading, list, ...(note ? [make("p", "nbcoach-small", note)] : []));
}

function drawRow(row, state, choose) {
  const mark = make("span", `nbcoach-mark nbcoach-mark-${row.tone}`, row.tone === "good" ? "✓" : "!");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", row.tone === "good" ? "Well" : "To do");
  const body = make("div", "nbcoach-row", prose(row.text), ...offered(row, state, choose));
  if (state.note) {
    const note = make("p", "nbcoach-note", state.note);
    note.setAttribute("role", "status");
    body.append(note);
  }
  if (state.isUnfolded && row.code) body.append(copyable(row.code, row.label || "Command"));
  return make("li", "", mark, body);
}

function offered(row, state, choose) {
  if (row.tone === "good") return [];
  const shown = [];
  const add = (name, label, primary = false) => {
    const element = button(label, () => choose(row, name), primary);
    element.dataset.action = `${row.key} ${name}`;
    shown.push(element);
    return element;
  };
  if (row.intent) add("accept", row.label).disabled = state.isWaiting;
  if (row.code) {
    const what = row.intent ? "code" : "command";
    add("code", `${state.isUnfolded ? "Hide" : "Show"} the ${what}`).setAttribute("aria-expanded", String(state.isUnfolded));
  }
  add("later", "Later");
  return [make("div", "nbcoach-actions", ...shown)];
}

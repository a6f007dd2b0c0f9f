// The panel: draws the view that the kernel sends, and keeps to itself only what belongs to this one place on
// the page (is the code unfolded, does the host still work on the insertion).

import { button, copyable, facts, make, prose } from "./draw.js";
import { listEvidence } from "./evidence.js";
import { onAnswer, sendIntent } from "./intent.js";

const PATIENCE = 15_000; // milliseconds after which a host that took the intent counts as silent
const BY_HAND = "Nothing here can insert a cell for you. Copy the code into a new cell above the fit, run it, and fit again.";
const SILENT = "The notebook did not answer. Copy the code into a new cell above the fit, run it, and fit again.";

function render({ model, el }) {
  const place = stage(el);
  let state = { isUnfolded: false, note: "", isWaiting: false };
  let timer = 0;

  function change(to) {
    if (!to.isWaiting) clearTimeout(timer);
    state = { ...state, ...to };
    draw(place, model.get("view"), state, choose);
  }

  function choose(name) {
    if (name === "insert-tracking") insertTracking();
    else if (name === "show-code") change({ isUnfolded: !state.isUnfolded, isWaiting: state.isWaiting });
    else model.send({ event: name });
  }

  function insertTracking() {
    if (state.isWaiting) return;
    if (!sendIntent(el, "insert-tracking", { style: "autolog" })) {
      change({ isUnfolded: true, note: BY_HAND, isWaiting: false });
      return;
    }
    timer = setTimeout(() => change({ isUnfolded: true, note: SILENT, isWaiting: false }), PATIENCE);
    change({ note: "Inserting…", isWaiting: true });
  }

  function answered({ ok, message, cell_id: cell }) {
    change(ok ? { note: "", isWaiting: false } : { isUnfolded: true, note: message || SILENT, isWaiting: false });
    model.send({ event: "done", ok: Boolean(ok), message: String(message ?? ""), inserted: Boolean(cell) });
  }

  const renew = () => change({ isUnfolded: false, note: "", isWaiting: false });
  const stopListening = onAnswer(el, "insert-tracking", answered);
  model.on("change:view", renew);
  renew();
  const stopListing = listEvidence({ model, el }, place.evidence);
  return () => {
    stopListing();
    clearTimeout(timer);
    stopListening();
    model.off("change:view", renew);
  };
}

// The parts that stay: a screen reader follows a status region only while it is the same element.
function stage(el) {
  const said = make("div", "");
  said.setAttribute("role", "status");
  const rest = make("div", "");
  const evidence = make("div", "nbcoach-evidence");
  const section = make("section", "nbcoach-panel", make("p", "nbcoach-brand", "nbcoach"), said, rest, evidence);
  section.setAttribute("aria-label", "nbcoach");
  el.replaceChildren(section);
  return { section, said, rest, evidence };
}

function draw({ section, said, rest }, view, state, choose) {
  const focused = rest.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
  section.className = `nbcoach-panel nbcoach-${view.tone}`;
  said.replaceChildren(make("p", "nbcoach-title", view.title), prose(view.text));
  if (state.note) said.append(make("p", "nbcoach-note", state.note));
  rest.replaceChildren(...details(view, state), buttons(view.actions, state, choose));
  if (focused) rest.querySelector(`[data-action="${focused}"]`)?.focus();
}

function details(view, { isUnfolded }) {
  const shown = [];
  if (view.facts.length) shown.push(facts(view.facts));
  if (view.command) shown.push(copyable(view.command, "Command"));
  if (isUnfolded && view.code) shown.push(copyable(view.code, "Tracking cell"));
  return shown;
}

function buttons(actions, { isUnfolded, isWaiting }, choose) {
  const row = make("div", "nbcoach-actions");
  for (const { name, label, primary } of actions) {
    const folds = name === "show-code";
    const element = button(folds && isUnfolded ? "Hide the code" : label, () => choose(name), primary);
    if (folds) element.setAttribute("aria-expanded", String(isUnfolded));
    element.disabled = isWaiting && name === "insert-tracking";
    element.dataset.action = name;
    row.append(element);
  }
  return row;
}

export default { render };

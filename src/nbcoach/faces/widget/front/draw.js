// Builds the panel's elements. Every word goes in as text, never as HTML.

import { copyText } from "./copy.js";

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function prose(text) {
  const pieces = text.split("`");
  return make("p", "nbcoach-text", ...pieces.map((piece, i) => (i % 2 ? make("code", "", piece) : piece)));
}

export function button(label, onClick, primary = false) {
  const element = make("button", primary ? "nbcoach-button nbcoach-primary" : "nbcoach-button", label);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

export function facts(pairs) {
  return make("dl", "nbcoach-facts", ...pairs.flatMap(([label, value]) => [make("dt", "", label), make("dd", "", value)]));
}

export function copyable(code, label) {
  const text = make("pre", "nbcoach-code", code);
  text.tabIndex = 0;
  text.setAttribute("aria-label", label);
  const copy = button("Copy", async () => {
    copy.textContent = (await copyText(code, text)) ? "Copied" : "Selected: press Ctrl+C";
  });
  copy.setAttribute("aria-live", "polite");
  return make("div", "nbcoach-copyable", text, copy);
}

// Asks whoever hosts this notebook to act. The host listens on the document and takes the intent by
// preventDefault(); later it answers on the same element. Without a host nothing happens, and we know it at once.

export function sendIntent(element, intent, options) {
  const event = new CustomEvent("nbcoach:intent", {
    bubbles: true,
    cancelable: true,
    composed: true,
    detail: { version: 1, ...options, intent },
  });
  return !element.dispatchEvent(event);
}

// Asks how the notebook stands now; where nobody knows, `take` is never called.
export function askCells(element, take) {
  const stop = onAnswer(element, "tell-cells", ({ ok, cells }) => {
    stop();
    if (ok && Array.isArray(cells)) take(cells);
  });
  if (!sendIntent(element, "tell-cells", {})) stop();
}

export function onAnswer(element, intent, answer) {
  const listener = (event) => {
    if (event.detail?.intent === intent) answer(event.detail);
  };
  element.addEventListener("nbcoach:done", listener);
  return () => element.removeEventListener("nbcoach:done", listener);
}

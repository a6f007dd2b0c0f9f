// Asks whoever hosts this notebook to act. The host listens on the document and takes the intent by
// preventDefault(); later it answers on the same element. Without a host nothing happens, and we know it at once.

export function sendIntent(element, intent, options) {
  const event = new CustomEvent("nbcoach:intent", {
    bubbles: true,
    cancelable: true,
    composed: true,
    detail: { version: 1, intent, ...options },
  });
  return !element.dispatchEvent(event);
}

export function onAnswer(element, intent, answer) {
  const listener = (event) => {
    if (event.detail?.intent === intent) answer(event.detail);
  };
  element.addEventListener("nbcoach:done", listener);
  return () => element.removeEventListener("nbcoach:done", listener);
}

// Puts text on the clipboard; where the page may not, it selects the text so that Ctrl+C does.

export async function copyText(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    selectAll(element);
    return document.execCommand?.("copy") ?? false;
  }
}

function selectAll(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

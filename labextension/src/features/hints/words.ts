/** Puts text into an element, with what stands between backticks as code. */
export function say(element: HTMLElement, text: string): void {
  text.split('`').forEach((piece, index) => {
    if (index % 2 === 0) {
      element.append(piece);
    } else {
      const code = document.createElement('code');
      code.textContent = piece;
      element.append(code);
    }
  });
}

/** The first sentences of a Markdown text's first paragraph, on one line. */
export function firstSentences(text: string, count: number): string {
  const paragraph = (text.trim().split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ');
  // A sentence ends before a capital letter: what follows "e.g." or stands in `code.py` goes on.
  return paragraph.split(/(?<=[.!?]["”)]?) (?=["“(]?[A-Z`])/).slice(0, count).join(' ');
}

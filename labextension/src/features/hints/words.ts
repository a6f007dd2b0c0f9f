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

/** The first paragraph of a Markdown text, on one line. */
export function firstParagraph(text: string): string {
  return (text.trim().split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ');
}

// Code: coloured by a reader that knows strings, comments, numbers, words and magics, and nothing of meaning.

const WORDS =
  "False None True and as assert async await break case class continue def del elif else except finally for from " +
  "global if import in is lambda match nonlocal not or pass raise return try while with yield";
const TOKEN = new RegExp(
  [
    "(?<s>[rbfuRBFU]{0,2}(?:'''[^]*?(?:'''|(?![^]))|\"\"\"[^]*?(?:\"\"\"|(?![^]))|'(?:\\\\.|[^'\\\\\\n])*'?|\"(?:\\\\.|[^\"\\\\\\n])*\"?))",
    "(?<c>#[^\\n]*)",
    "(?<g>^[ \\t]*(?:%%?|!)[^\\n]*)",
    `(?<k>\\b(?:${WORDS.replaceAll(" ", "|")})\\b)`,
    "(?<d>\\b\\d[\\w.]*)",
    "[A-Za-z_]\\w*",
  ].join("|"),
  "gm",
);

/** For each character (code point) of a text the class of its token, or an empty text. */
function classes(text) {
  const found = [];
  let place = 0;
  const until = (end, name) => {
    for (const _ of text.slice(place, end)) found.push(name);
    place = end;
  };
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined) || "";
    until(match.index, "");
    until(match.index + match[0].length, kind);
  }
  until(text.length, "");
  return found;
}

const RANK = { error: 3, warning: 2, hint: 1 };

/** The gravest finding at a place (line from 1, column from 0), or null. */
function markAt(findings, line, column) {
  let gravest = null;
  for (const { span, severity } of findings) {
    if (!span) continue;
    const [first, start, last, end] = span;
    const isInside = (line > first || (line === first && column >= start)) && (line < last || (line === last && column < end));
    if (isInside && (!gravest || RANK[severity] > RANK[gravest])) gravest = severity;
  }
  return gravest;
}

/** The lines of a run as elements, the first of them with number `first`. */
function rows(first, text, findings) {
  const kinds = classes(text);
  let place = 0;
  return text.split("\n").map((line, offset) => {
    const number = first + offset;
    const near = findings.filter(({ span }) => span && span[0] <= number && number <= span[2]);
    const row = make("span", { class: near.length ? "row hit" : "row", "data-n": number });
    const indent = near.length ? line.length - line.trimStart().length : 0;
    let run = "";
    let look = "";
    const flush = () => {
      if (run) row.append(look ? make("span", { class: look }, run) : run);
      run = "";
    };
    [...line].forEach((character, column) => {
      const mark = near.length && column >= indent ? markAt(near, number, column) : null;
      const now = [kinds[place + column], mark ? `m ${mark}` : ""].filter(Boolean).join(" ");
      if (now !== look) {
        flush();
        look = now;
      }
      run += character;
    });
    flush();
    row.append("\n");
    place += [...line].length + 1;
    return row;
  });
}

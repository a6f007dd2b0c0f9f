"use strict";
(() => {
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /** An element; what is no node is text, so that no text of a notebook is ever markup. */
  function make(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.flat().filter((child) => child !== null));
    return made;
  }

  const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  // Colours: the choice is kept where the browser lets a file keep something.

  function remembered(value) {
    try {
      if (value === undefined) return localStorage.getItem("nbcoach-theme") || "auto";
      localStorage.setItem("nbcoach-theme", value);
    } catch {
      // a page from a file, or private browsing
    }
    return value || "auto";
  }

  function colour(choice) {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
  }

  const theme = find("#theme");
  theme.value = remembered();
  colour(theme.value);
  theme.addEventListener("change", () => {
    remembered(theme.value);
    colour(theme.value);
  });
  find(".theme").hidden = false;

  // The heat map: folders that open and close, a filter, an order.

  const heat = find(".heat");
  const bodies = all("tbody", heat);
  const filter = find("#filter");
  const unfold = find("#unfold");
  const folderOf = (body) => find("bdi", body.rows[0]).textContent;

  function open(body, isOpen) {
    find("button", body).setAttribute("aria-expanded", String(isOpen));
    for (const row of [...body.rows].slice(1)) row.hidden = !isOpen;
  }

  heat.addEventListener("click", (event) => {
    const button = event.target.closest(".folder button");
    if (button) open(button.closest("tbody"), button.getAttribute("aria-expanded") !== "true");
  });

  unfold.addEventListener("click", () => {
    const isOpen = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(isOpen));
    for (const body of bodies) open(body, isOpen);
  });

  function narrow() {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const body of bodies) {
      const folder = folderOf(body).toLowerCase();
      const isOpen = find("button", body).getAttribute("aria-expanded") === "true";
      let matches = 0;
      for (const row of [...body.rows].slice(1)) {
        const isMatch = (folder + find("bdi", row).textContent.toLowerCase()).includes(wanted);
        row.hidden = wanted ? !isMatch : !isOpen;
        matches += isMatch;
      }
      body.hidden = wanted !== "" && matches === 0;
      shown += matches;
    }
    find("#matches").textContent = wanted ? `${counted(shown, "notebook")} of that name.` : "";
  }

  let later = 0;
  filter.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(narrow, 120);
  });
  find(".tools").addEventListener("submit", (event) => event.preventDefault());

  const given = new Map(bodies.map((body, place) => [body, place]));
  find("#order").addEventListener("change", (event) => {
    const byName = event.target.value === "name";
    const sorted = [...bodies].sort((one, two) =>
      byName ? folderOf(one).localeCompare(folderOf(two)) : given.get(one) - given.get(two),
    );
    heat.append(...sorted);
  });
  find(".tools").hidden = false;

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

  // A notebook: its cells with findings, each finding below the lines that it is about.

  /** A message; what stands between pairs of back quotes is code. */
  function message(text) {
    const pieces = text.split("`");
    if (pieces.length % 2 === 0) return make("p", { class: "message" }, text);
    return make("p", { class: "message" }, pieces.map((piece, place) => (place % 2 ? make("code", {}, piece) : piece)));
  }

  function why(check) {
    const explained = document.getElementById(`check-${check}`);
    const prose = explained && find(".prose", explained);
    if (!prose) return null;
    const details = make("details", {}, make("summary", {}, "Why, and what to do"));
    details.addEventListener("toggle", () => {
      if (details.open && !find(".prose", details)) details.append(prose.cloneNode(true));
    });
    return details;
  }

  function findingItem(finding) {
    const fixes = finding.fixes.map(([title, safe]) =>
      make("li", {}, make("span", { class: "do" }, "Fix: "), title, safe ? make("span", { class: "safe" }, " · safe") : ""),
    );
    const place = finding.span ? `line ${finding.span[0]}` : "";
    return make(
      "li",
      { class: `finding ${finding.severity}`, id: `finding-${finding.number}`, tabindex: -1 },
      make(
        "header",
        {},
        make("span", { class: `badge ${finding.severity}` }, finding.severity),
        make("a", { href: `#check-${finding.check}` }, finding.check),
        make("span", { class: "quiet" }, place),
      ),
      message(finding.message),
      fixes.length ? make("ul", {}, fixes) : null,
      why(finding.check),
    );
  }

  const findingList = (findings) => (findings.length ? make("ul", { class: "findings" }, findings.map(findingItem)) : null);

  function code(cell) {
    const shown = [];
    const told = new Set();
    let next = 1;
    for (const [first, text] of cell.parts) {
      if (first > next) shown.push(make("p", { class: "gap" }, `lines ${next} to ${first - 1} are not shown`));
      let block = [];
      const close = () => {
        if (block.length) shown.push(make("pre", { class: "code", tabindex: 0, "aria-label": "Code" }, make("code", {}, block)));
        block = [];
      };
      const lines = rows(first, text, cell.findings);
      lines.forEach((row, offset) => {
        block.push(row);
        const ended = cell.findings.filter(({ span }) => span && span[2] === first + offset);
        if (ended.length) {
          close();
          ended.forEach((finding) => told.add(finding));
          shown.push(findingList(ended));
        }
      });
      close();
      next = first + lines.length;
    }
    if (cell.parts.length && next <= cell.lines) {
      shown.push(make("p", { class: "gap" }, `lines ${next} to ${cell.lines} are not shown`));
    }
    const rest = cell.findings.filter((finding) => !told.has(finding));
    return [findingList(rest), ...shown];
  }

  function cells(notebook) {
    const shown = [];
    let next = 0;
    for (const cell of notebook.cells) {
      const isNotebook = cell.index === null;
      if (!isNotebook) {
        if (cell.index > next) {
          const [first, last] = [next + 1, cell.index];
          const which = first === last ? `cell ${first}` : `cells ${first} to ${last}`;
          shown.push(make("p", { class: "gap" }, `${which}: nothing found`));
        }
        next = cell.index + 1;
      }
      const title = isNotebook ? "The notebook as a whole" : `Cell ${cell.index + 1}`;
      shown.push(make("section", { class: "cell", "aria-label": title }, make("h2", {}, title), code(cell)));
    }
    return shown;
  }

  function contents(number, notebook) {
    const findings = notebook.cells.flatMap((cell) => cell.findings.map((finding) => ({ ...finding, cell: cell.index })));
    const boxes = ["error", "warning", "hint"].map((severity) => {
      const count = findings.filter((finding) => finding.severity === severity).length;
      if (!count) return null;
      const box = make("input", { type: "checkbox", checked: true });
      box.addEventListener("change", () => {
        for (const each of all(`#notebook .finding.${severity}, #notebook .contents li.${severity}`)) each.hidden = !box.checked;
      });
      return make("label", {}, box, " ", make("span", { class: `dot ${severity}`, "aria-hidden": "true" }), ` ${counted(count, severity)}`);
    });
    const items = findings.map((finding) =>
      make(
        "li",
        { class: finding.severity },
        make(
          "a",
          { href: `#notebook-${number}/${finding.number}` },
          make("span", { class: `dot ${finding.severity}`, "aria-hidden": "true" }),
          make("span", {}, make("span", { class: "sr" }, `${finding.severity}: `), finding.check),
          make("span", { class: "at" }, finding.cell === null ? "" : `cell ${finding.cell + 1}`),
        ),
      ),
    );
    return make(
      "nav",
      { class: "contents", "aria-label": "Findings in this notebook" },
      make("h2", {}, counted(findings.length, "finding")),
      make("fieldset", {}, make("legend", { class: "sr" }, "Show"), boxes),
      make("ol", {}, items),
    );
  }

  const numbers = all('script[type="application/json"]').map((block) => Number(block.id.slice("data-".length)));

  function pager(number) {
    const place = numbers.indexOf(number);
    const link = (other, text) => (other === undefined ? make("span") : make("a", { href: `#notebook-${other}` }, text));
    return make(
      "nav",
      { class: "pager", "aria-label": "Notebooks" },
      link(numbers[place - 1], "← previous notebook"),
      link(numbers[place + 1], "next notebook →"),
    );
  }

  let drawn = null;

  function draw(number) {
    const page = find("#notebook");
    const block = document.getElementById(`data-${number}`);
    if (drawn === number || !block) return Boolean(block);
    const notebook = JSON.parse(block.textContent);
    notebook.cells.flatMap((cell) => cell.findings).forEach((finding, place) => (finding.number = place));
    const folder = notebook.path.slice(0, notebook.path.length - notebook.name.length);
    page.replaceChildren(
      make("p", { class: "crumbs" }, make("a", { href: "#overview" }, "Overview"), " / ", make("bdi", {}, folder)),
      make("h1", { tabindex: -1 }, make("bdi", {}, notebook.name)),
      ...notebook.problems.map((problem) => make("p", { class: "trouble" }, problem)),
      make("div", { class: "layout" }, make("div", {}, cells(notebook), pager(number)), contents(number, notebook)),
    );
    drawn = number;
    return true;
  }

  // Pages: one is shown at a time, by what the address says behind `#`.

  function route() {
    const address = decodeURIComponent(location.hash.slice(1));
    const [, number, finding] = /^notebook-(\d+)(?:\/(\d+))?$/.exec(address) || [];
    const isNotebook = number !== undefined && draw(Number(number));
    const target = document.getElementById(address);
    const page = isNotebook ? find("#notebook") : (target && target.closest(".page")) || find("#overview");
    const isAnother = !page.classList.contains("shown") || page.dataset.address !== (number || "");
    for (const each of all(".page")) each.classList.toggle("shown", each === page);
    page.dataset.address = number || "";
    const heading = find("h1", page);
    document.title = `${heading.textContent} · nbcoach`;
    for (const link of all(".top nav a:not(.brand)")) {
      const isHere = link.hash === (address ? `#${address}` : "#overview");
      if (isHere) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const focused = isNotebook && finding !== undefined ? document.getElementById(`finding-${finding}`) : null;
    if (focused) {
      focused.hidden = false;
      focused.scrollIntoView({ block: "center" });
      focused.focus({ preventScroll: true });
    } else if (target && target !== page && page.contains(target)) {
      target.scrollIntoView();
    } else if (isAnother) {
      window.scrollTo({ top: 0, behavior: "instant" });
      if (started) heading.focus({ preventScroll: true });
    }
  }

  let started = false;
  root.classList.add("js");
  window.addEventListener("hashchange", route);
  route();
  started = true;
})();

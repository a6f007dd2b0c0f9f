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

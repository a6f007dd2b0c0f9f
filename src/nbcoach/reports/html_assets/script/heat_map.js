// The heat map: folders that open and close, a filter, an order.

const heat = find(".heat");
const bodies = all("tbody", heat);
const filter = find("#filter");
const unfold = find("#unfold");
const folderOf = (body) => find("bdi", body.rows[0]).textContent;

function fold(body, isOpen) {
  find("button", body).setAttribute("aria-expanded", String(isOpen));
  for (const row of [...body.rows].slice(1)) row.hidden = !isOpen;
}

heat.addEventListener("click", (event) => {
  const button = event.target.closest(".folder button");
  if (button) fold(button.closest("tbody"), button.getAttribute("aria-expanded") !== "true");
});

unfold.addEventListener("click", () => {
  const isOpen = unfold.getAttribute("aria-pressed") !== "true";
  unfold.setAttribute("aria-pressed", String(isOpen));
  for (const body of bodies) fold(body, isOpen);
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

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

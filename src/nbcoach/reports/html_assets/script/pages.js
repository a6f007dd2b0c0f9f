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

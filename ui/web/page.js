// What the pages need beside Gradio: the address keeps what is seen, the tab has a name, links inside a page scroll.
(() => {
  "use strict";
  const THEME = "duizhao_theme";
  let search = location.search;

  // Keep the inputs of an event in the address bar, and pass them on to the server. What else is kept there goes with the
  // first of them.
  function remember(path, names, kept, values) {
    const query = new URLSearchParams(), before = new URLSearchParams(location.search);
    names.forEach((name, n) => {
      const given = Array.isArray(values[n]) ? values[n] : [values[n]];
      given.filter((value) => value !== null && value !== undefined && value !== "")
        .filter((value) => !(name === "by" && value === "passage"))
        .forEach((value) => query.append(name, value));
    });
    if (query.get(names[0]) === before.get(names[0]))
      kept.forEach((name) => before.getAll(name).forEach((value) => query.append(name, value)));
    if (query.get("text")) query.delete("passage");
    const address = new URL(path + (String(query) ? "?" + query : ""), document.baseURI);
    if (address.pathname + address.search !== location.pathname + location.search) history.pushState(null, "", address);
    search = location.search;
    return values;
  }

  // After a page is filled: name the tab, and go to what the address points at.
  function settle() {
    const header = document.querySelector(".dz-header");
    if (header) {
      document.title = header.dataset.title;
      document.documentElement.lang = header.dataset.lang;
    }
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const place = target || document.querySelector(".dz-cited");
    if (place) reveal(place);
  }

  // Open whatever folds a place, and go there.
  function reveal(place) {
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView({ block: place.tagName === "DETAILS" ? "start" : "center" });
  }

  // A link to a place in this page scrolls there; the report need not be read again.
  function jump(event) {
    const link = event.target.closest("a[href*='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const goal = new URL(link.href);
    const target = goal.pathname === location.pathname && document.getElementById(goal.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    if (target.classList.contains("dz-passage")) {
      document.querySelectorAll(".dz-cited").forEach((cited) => cited.classList.remove("dz-cited"));
      target.classList.add("dz-cited");
    }
    history.replaceState(null, "", link.href);
    search = location.search;
    reveal(target);
  }

  // The language switch keeps what is seen.
  function switchLanguage(event) {
    const link = event.target.closest("[data-switch-language]");
    if (!link) return;
    event.preventDefault();
    const goal = new URL(location.href);
    goal.searchParams.set("lang", link.dataset.switchLanguage);
    location.href = goal;
  }

  function paint() {
    const kept = localStorage.getItem(THEME);
    if (kept && document.body.classList.contains("dark") !== (kept === "dark"))
      document.body.classList.toggle("dark", kept === "dark");
  }

  function switchTheme(event) {
    if (!event.target.closest("[data-switch-theme]")) return;
    localStorage.setItem(THEME, document.body.classList.contains("dark") ? "light" : "dark");
    paint();
  }

  // A click on a line to cite copies it.
  function copy(event) {
    const line = event.target.closest("[data-copy]");
    if (!line || String(getSelection())) return;
    navigator.clipboard?.writeText(line.textContent).then(() => {
      line.classList.add("dz-copied");
      setTimeout(() => line.classList.remove("dz-copied"), 1500);
    });
  }

  for (const handler of [jump, switchLanguage, switchTheme, copy]) document.addEventListener("click", handler);
  addEventListener("popstate", () => { if (location.search !== search) location.reload(); });
  new MutationObserver(paint).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  paint();
  window.duizhao = { remember, settle };
})();

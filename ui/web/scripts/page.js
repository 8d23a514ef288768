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
    if (path === "./") answered = String(values[0] || "").trim() || null;
    markStale();
    return values;
  }

  // A question that was changed and not asked again: what stands below answers another.
  let answered = null;
  const question = () => document.querySelector("#question textarea, #question input");
  function markStale() {
    const results = document.getElementById("results"), box = question();
    if (!results || !box) return;
    results.dataset.stale = document.querySelector(".dz-header").dataset.stale || "";
    results.classList.toggle("dz-stale", Boolean(answered && results.querySelector(".dz-hits, .dz-notice") && box.value.trim() !== answered));
  }

  // Those who hear the page are told what came, in a line.
  function tell(results) {
    const told = results.querySelector("[data-said], .dz-unsure, .dz-count, .dz-notice b"), said = document.getElementById("dz-said");
    if (told && said) said.textContent = told.dataset.said || told.textContent;
  }

  // After a page is filled: name the tab, and go to what the address points at.
  function settle() {
    const header = document.querySelector(".dz-header");
    if (header) {
      document.title = header.dataset.title;
      document.documentElement.lang = header.dataset.lang;
    }
    answered = question()?.value.trim() || null;
    const results = document.getElementById("results");
    if (results && !results.dataset.watched) {
      results.dataset.watched = "yes";
      new MutationObserver(() => { markStale(); tell(results); }).observe(results, { childList: true, subtree: true });
      tell(results);
    }
    tidy();
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const place = target || document.querySelector(".dz-cited");
    if (place) reveal(place);
  }

  // Open whatever folds a place, and go there.
  function reveal(place) {
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView({ block: place.tagName === "DETAILS" ? "start" : "center" });
    if (place.hasAttribute("tabindex")) place.focus({ preventScroll: true });
  }

  // Labels that Gradio leaves out.
  function tidy() {
    document.querySelectorAll("input[role=listbox]:not([aria-label]), input[role=combobox]:not([aria-label])").forEach((input) => {
      const label = input.closest(".block")?.querySelector("[data-testid=block-info]");
      if (label) input.setAttribute("aria-label", label.textContent.trim());
    });
  }

  // Whether an address is of what this page shows: all it says is said here too, but for which passage is lit.
  function isHere(goal) {
    const here = new URL(location.href);
    return goal.pathname === here.pathname && [...new Set(goal.searchParams.keys())].every((name) => name === "passage" ||
      String(goal.searchParams.getAll(name)) === String(here.searchParams.getAll(name)));
  }

  // A link to a place in this page scrolls there; the report need not be read again.
  function jump(event) {
    const link = event.target.closest("a[href*='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const goal = new URL(link.getAttribute("href"), document.baseURI); // an SVG link's href is no string
    const target = isHere(goal) && document.getElementById(goal.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const here = new URL(location.href); // what else the address keeps stays in it
    [...new Set(goal.searchParams.keys())].forEach((name) => {
      here.searchParams.delete(name);
      goal.searchParams.getAll(name).forEach((value) => here.searchParams.append(name, value));
    });
    here.hash = goal.hash;
    if (target.classList.contains("dz-passage")) {
      document.querySelectorAll(".dz-cited").forEach((cited) => cited.classList.remove("dz-cited"));
      target.classList.add("dz-cited");
    }
    history.replaceState(null, "", here);
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

  // Boxes that change what is seen and ask nobody: the address keeps those that differ from how a page begins.
  function keepBox(event) {
    if (!event.target.matches("input[data-keep]")) return;
    const boxes = [...document.querySelectorAll("input[data-keep]")], goal = new URL(location.href);
    boxes.forEach((box) => goal.searchParams.delete(box.dataset.keep));
    boxes.filter((box) => box.checked === (box.dataset.kept === "on"))
      .forEach((box) => goal.searchParams.append(box.dataset.keep, box.value));
    history.replaceState(null, "", goal);
    search = location.search;
  }

  // A button in a text that stands for what is folded there.
  function unfold(event) {
    const button = event.target.closest("[data-unfold]");
    if (!button) return;
    button.nextElementSibling.hidden = false;
    button.remove();
  }

  // What a button closes is its panel.
  function close(event) {
    const button = event.target.closest("[data-close]");
    if (button) button.parentElement.hidden = true;
  }

  document.addEventListener("change", keepBox);
  for (const handler of [unfold, close, jump, switchLanguage, switchTheme, copy]) document.addEventListener("click", handler);
  document.addEventListener("input", (event) => { if (event.target === question()) markStale(); });
  addEventListener("popstate", () => { if (location.search !== search) location.reload(); });
  new MutationObserver(paint).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  paint();
  window.duizhao = { remember, settle };
})();

// Keys, while nobody is writing; they can be switched off.
(() => {
  "use strict";
  const KEYS_OFF = "duizhao_keys_off";
  const writing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog");
  const keysDialog = () => document.getElementById("dz-keys");

  function showKeys() {
    const dialog = keysDialog();
    if (!dialog || dialog.open) return;
    document.getElementById("dz-keys-on").checked = !localStorage.getItem(KEYS_OFF);
    dialog.showModal();
  }

  function step(by) {
    const hits = [...document.querySelectorAll("#results .dz-hit, #results .dz-family, #reports tr[data-report]")];
    const at = hits.findIndex((hit) => hit.contains(document.activeElement));
    const next = hits[at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(hits.length - 1, Math.max(0, at + by))];
    next?.querySelector("a, summary, button, input")?.focus();
  }

  function focusQuestion() {
    const box = document.querySelector("#question textarea, #question input, #text textarea, #shelf-query");
    if (box) { box.focus(); box.select?.(); } else location.href = new URL("./", document.baseURI);
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target)) return;
    const does = { "/": focusQuestion, j: () => step(1), k: () => step(-1), "?": showKeys }[event.key];
    if (!does || localStorage.getItem(KEYS_OFF)) return;
    event.preventDefault();
    does();
  }

  function manners(event) {
    if (event.target.closest("[data-keys]")) showKeys();
    if (event.target.closest("[data-close-keys]")) keysDialog().close();
    if (event.target.id === "dz-keys-on") {
      if (event.target.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "yes");
    }
    if (event.target.closest("[data-skip]")) {
      event.preventDefault();
      const goal = document.querySelector("#results, #library") || document.querySelector("main");
      goal.tabIndex = -1;
      goal.focus();
      goal.scrollIntoView();
    }
  }

  // Arrows go from sentence to sentence where they are shaded.
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !document.querySelector("[data-keep='shade']:checked") || event.target.matches("input, textarea")) return;
    const sentences = [...document.querySelectorAll(".dz-body .dz-s")], at = sentences.indexOf(event.target);
    const next = at < 0 ? sentences.find((one) => one.getBoundingClientRect().top > 70) : sentences[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  document.addEventListener("click", manners);
  document.addEventListener("keydown", press);
  document.addEventListener("keydown", walk);
})();

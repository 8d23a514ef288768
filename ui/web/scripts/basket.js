// The basket: ids of passages with notes, in order, kept in this browser alone.
(() => {
  "use strict";
  const KEY = "duizhao_basket";
  let undone = null;

  function kept() {
    try {
      const entries = JSON.parse(localStorage.getItem(KEY) || "[]");
      return entries.filter((entry) => entry && typeof entry.id === "string")
        .map(({ id, note }) => ({ id, note: typeof note === "string" ? note : "" }));
    } catch { return []; }
  }

  function keep(entries) {
    localStorage.setItem(KEY, JSON.stringify(entries));
    mark();
  }

  // A basket that came with the address: passages, and as many notes or none.
  function given() {
    const query = new URLSearchParams(location.search), notes = query.getAll("note");
    return query.getAll("passage").map((id, n) => ({ id, note: notes[n] || "" }));
  }

  // What is to be shown, as the server reads it. A given basket that is this browser's own is no gift.
  function told() {
    const entries = given(), own = JSON.stringify(kept());
    const shared = entries.length > 0 && JSON.stringify(entries) !== own;
    return [JSON.stringify({ shared, entries: shared ? entries : kept() })];
  }

  function mark() {
    const ids = new Set(kept().map((entry) => entry.id));
    document.querySelectorAll("[data-collect]").forEach((button) => {
      const pressed = String(ids.has(button.dataset.collect));
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    });
    document.querySelectorAll("[data-basket-count]").forEach((place) => {
      const count = ids.size ? String(ids.size) : "";
      if (place.textContent !== count) place.textContent = count;
    });
    const link = document.querySelector("[data-basket='link']");
    if (link && link.href !== address(shown())) link.href = address(shown());
  }

  function collect(event) {
    const button = event.target.closest("[data-collect]");
    if (!button) return;
    const id = button.dataset.collect, before = kept(), rest = before.filter((entry) => entry.id !== id);
    keep(rest.length < before.length ? rest : [...before, { id, note: "" }]);
  }

  // The page of the basket: its list is the truth while it is open, and is kept after every change.

  const list = () => document.querySelector(".dz-entries");
  const items = () => [...(list()?.children || [])];

  function shown() {
    return items().map((item) => ({ id: item.dataset.entry, note: item.querySelector("textarea").value }));
  }

  function address(entries) {
    const query = new URLSearchParams();
    entries.forEach((entry) => query.append("passage", entry.id));
    if (entries.some((entry) => entry.note)) entries.forEach((entry) => query.append("note", entry.note));
    return new URL("basket?" + query, document.baseURI).href;
  }

  function changed() {
    if (document.querySelector(".dz-basket[data-shared]")) mark();
    else keep(shown());
  }

  // Remember the list as it stands, so that what comes next can be undone.
  function before() {
    undone = items();
    document.querySelector(".dz-undo").hidden = false;
  }

  const acts = {
    up: (item) => { item.previousElementSibling?.before(item); },
    down: (item) => { item.nextElementSibling?.after(item); },
    out: (item) => {
      before();
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      (next || document.querySelector("[data-basket='undo']")).focus();
    },
    clear: () => { before(); list().replaceChildren(); document.querySelector("[data-basket='undo']").focus(); },
    undo: () => {
      list().replaceChildren(...undone);
      document.querySelector(".dz-undo").hidden = true;
      items()[0]?.focus();
    },
    keep: () => {
      const own = kept(), ids = new Set(own.map((entry) => entry.id));
      keep([...own, ...shown().filter((entry) => !ids.has(entry.id))]);
      location.href = new URL("basket", document.baseURI);
    },
  };

  function act(event) {
    const button = event.target.closest("[data-basket]");
    if (!button) return;
    if (button.dataset.basket === "link") { copy(event, button); return; }
    if (!acts[button.dataset.basket]) return;
    acts[button.dataset.basket](button.closest(".dz-entry"));
    if (button.isConnected && ["up", "down"].includes(button.dataset.basket)) button.focus();
    if (button.dataset.basket !== "keep") changed();
  }

  // The link is copied where the browser allows it, and stands in the address bar in any case.
  function copy(event, link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    navigator.clipboard?.writeText(link.href).then(() => {
      link.classList.add("dz-copied");
      setTimeout(() => link.classList.remove("dz-copied"), 1500);
    });
  }

  for (const handler of [collect, act]) document.addEventListener("click", handler);
  document.addEventListener("input", (event) => { if (event.target.matches(".dz-entry textarea")) changed(); });
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    mark();
    if (document.querySelector(".dz-basket:not([data-shared])")) location.reload();
  });
  let waiting = 0;
  new MutationObserver(() => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(mark); })
    .observe(document.documentElement, { childList: true, subtree: true });
  window.duizhaoBasket = { told };
})();

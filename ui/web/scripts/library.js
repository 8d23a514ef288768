// The library's page: files dropped anywhere on it, jobs that go on, facts corrected in place, removing with a way back.
(() => {
  "use strict";
  const EVERY_MS = 1000, TABLE_EVERY_MS = 4000, TYPING_MS = 200, AT_ONCE = 3;
  const at = (id) => document.getElementById(id);
  const here = () => at("shelf");
  let watching = null, tableSeen = 0, typing = null, asked = 0, late = false, told = new Map(), shown = {};

  async function call(method, path, values = {}, body) {
    const query = String(new URLSearchParams(values)), json = body !== undefined && !(body instanceof Blob);
    const answer = await fetch(new URL(`library/${path}${query && "?" + query}`, document.baseURI), {
      method,
      headers: json ? { "Content-Type": "application/json" } : {},
      body: json ? JSON.stringify(body) : body,
    }).catch(() => null);
    const found = (await answer?.json().catch(() => null)) ?? {}, ok = Boolean(answer?.ok);
    if (found.notice) notify(found.notice);
    else if (!ok && !found.message) fail();
    return { ok, ...found };
  }

  // What was not answered, or not in words.
  function fail() {
    const notice = document.createElement("div");
    notice.className = "dz-notice dz-error";
    notice.role = "alert";
    notice.textContent = at("shelf-said").dataset.failed;
    if (!at("shelf-notices").querySelector(".dz-error")) at("shelf-notices").prepend(notice);
  }

  function notify(html) {
    at("shelf-notices")?.insertAdjacentHTML("afterbegin", html);
  }

  // For those who hear the page: once, and in the end politely.
  function say(text) {
    if (at("shelf-said")) at("shelf-said").textContent = text;
  }

  // A piece of the page is drawn anew only where it has changed, and whatever had the focus has it again.
  function draw(id, html) {
    const place = at(id);
    if (!place || shown[id] === html) return;
    shown[id] = html;
    const focus = keyOf(document.activeElement), open = [...place.querySelectorAll("details[open]")].map((d) => d.className);
    place.innerHTML = html;
    open.forEach((name) => name && place.querySelectorAll("details").forEach((d) => { if (d.className === name) d.open = true; }));
    if (focus) place.querySelector(focus)?.focus();
  }

  function keyOf(element) {
    const data = element?.dataset || {};
    const name = ["choose", "correct", "remove", "cancel"].find((known) => known in data);
    const fact = data.fact ? `[data-fact="${CSS.escape(data.fact)}"]` : ":not([data-fact])";
    return name && `[data-${name}="${CSS.escape(data[name])}"]${fact}`;
  }

  // What the jobs are doing
  function showJobs({ jobs, busy }) {
    if (jobs === undefined || !here()) return;
    draw("shelf-jobs", jobs);
    for (const job of here().querySelectorAll("[data-job][data-said]")) {
      const { job: id, state, said } = job.dataset;
      if (told.has(id) ? told.get(id) !== state : state === "running") say(said);
      if (told.has(id) && told.get(id) !== state) ended(state);
      told.set(id, state);
    }
    if (busy && !watching) watching = setInterval(watch, EVERY_MS);
    if (!busy && watching) watching = clearInterval(watching);
  }

  // Reports are put back by a job; a way back that failed may be tried again.
  function ended(state) {
    tableSeen = 0;
    for (const notice of at("shelf-notices").querySelectorAll("[hidden]"))
      if (state === "done") notice.remove(); else notice.hidden = false;
  }

  async function watch() {
    if (!here()) { watching = clearInterval(watching); return; }
    showJobs(await call("GET", "jobs"));
    if (Date.now() - tableSeen > TABLE_EVERY_MS) await showTable();
  }

  // What the library holds. While a fact is being corrected the table stays as it is: it is drawn when the form is closed.
  async function showTable() {
    if (!here()) return;
    tableSeen = Date.now();
    const query = at("shelf-query").value, doubtful = at("shelf-doubtful").checked, mine = ++asked;
    const values = { ...(query && { q: query }), ...(doubtful && { doubtful: 1 }) };
    const found = correcting() ? {} : await call("GET", "table", values);
    if (mine !== asked || !here()) return;
    if ((late = correcting())) return;
    const chosen = chosenReports();
    if (found.table) draw("reports", found.table);
    chosen.forEach((id) => { const box = here().querySelector(`[data-choose="${CSS.escape(id)}"]`); if (box) box.checked = true; });
    countChosen();
    const holdings = document.querySelector(".dz-holdings");
    if (found.holdings && holdings) holdings.textContent = found.holdings;
    showJobs(found);
    const address = new URL(location.pathname + (String(new URLSearchParams(values)) && "?" + new URLSearchParams(values)), document.baseURI);
    history.replaceState(null, "", address);
  }

  // A search ends a correction; the table waits until one stops typing.
  function look(wait) {
    closeForms();
    clearTimeout(typing);
    typing = setTimeout(showTable, wait);
  }

  const chosenReports = () => [...here().querySelectorAll("[data-choose]:checked")].map((box) => box.dataset.choose);

  function countChosen() {
    const button = at("shelf-remove"), n = chosenReports().length;
    button.dataset.label ||= button.textContent;
    button.disabled = !n;
    button.textContent = n ? button.dataset.counted.replace("{n}", n) : button.dataset.label;
  }

  // Giving files
  async function give(files) {
    if (!files.length) return;
    const batch = crypto.getRandomValues(new Uint32Array(4)).join("-"), waiting = [...files];
    let sent = 0;
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await call("PUT", "file", { batch, name: next.name }, next.file);
        say(at("shelf-said").dataset.uploading.replace("{n}", ++sent).replace("{of}", files.length));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    showJobs(await call("PUT", "added", { batch }));
  }

  const picked = (input) => [...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

  async function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    return entries.length ? (await Promise.all(entries.map(filesOf))).flat() : picked(transfer);
  }

  async function filesOf(entry) {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      return [{ name: entry.fullPath.replace(/^\//, ""), file }];
    }
    const reader = entry.createReader(), inside = [];
    for (let some; !some || some.length; inside.push(...some))
      some = await new Promise((done, failed) => reader.readEntries(done, failed));
    return (await Promise.all(inside.map(filesOf))).flat();
  }

  // Correcting
  const correcting = () => Boolean(here().querySelector(".dz-correcting"));

  function closeForms() {
    here().querySelectorAll(".dz-correcting").forEach((form) => form.remove());
    here().querySelectorAll("[data-correct][aria-expanded]").forEach((button) => button.setAttribute("aria-expanded", "false"));
  }

  async function openForm({ correct: report, fact }) {
    const wasOpen = here().querySelector(`[data-correcting="${CSS.escape(report)}"]`);
    closeForms();
    if (wasOpen && !fact) return late && showTable();
    const { form } = await call("GET", "form", { report });
    const row = here()?.querySelector(`tr[data-report="${CSS.escape(report)}"]`);  // the table may have been drawn anew
    if (!form || !row || correcting()) return;
    row.insertAdjacentHTML("afterend", form);
    row.querySelector("[data-correct][aria-expanded]").setAttribute("aria-expanded", "true");
    row.nextElementSibling.querySelector(`[data-fact="${fact || "title"}"]`).focus();
  }

  function closeForm(report) {
    closeForms();
    here().querySelector(`[data-report="${CSS.escape(report)}"] [data-correct][aria-expanded]`)?.focus();
    if (late) showTable();
  }

  async function saveFact(field) {
    const { of: report, fact } = field.dataset, said = at(`fact-${fact}-${report}`)?.parentElement.querySelector(".dz-field-said");
    const { ok, row, message } = await call("PUT", "fact", { report, fact }, { value: field.value });
    if (ok) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    if (said) { said.textContent = ok ? "✓" : message || ""; said.classList.toggle("dz-wrong", !ok); }
    if (!ok) return;
    field.defaultValue = field.value;
    replaceRow(report, row);
  }

  function replaceRow(report, html) {
    const row = here().querySelector(`tr[data-report="${CSS.escape(report)}"]`);
    if (!row) return;
    const open = row.nextElementSibling?.classList.contains("dz-correcting");
    row.outerHTML = html;
    if (open) here().querySelector(`tr[data-report="${CSS.escape(report)}"] [data-correct][aria-expanded]`).setAttribute("aria-expanded", "true");
    shown.reports = null;
  }

  async function settle({ settle: report, region }) {
    const { ok, row, message } = await call("PUT", "fact", { report, fact: "region" }, { value: region });
    if (!ok) return message && say(message);
    replaceRow(report, row);
    here().querySelector(`tr[data-report="${CSS.escape(report)}"] [data-correct]`)?.focus();
  }

  // Removing, after a question, and putting back
  function ask(reports, title) {
    const dialog = at("shelf-asking"), { one, many } = at("shelf-asked").parentElement.dataset;
    at("shelf-asked").textContent = title ? one.replace("{title}", () => title) : many.replace("{n}", reports.length);
    dialog.dataset.reports = JSON.stringify(reports);
    dialog.showModal();
  }

  async function removeAsked() {
    const dialog = at("shelf-asking"), reports = JSON.parse(dialog.dataset.reports);
    dialog.close();
    await call("PUT", "removed", {}, { reports });
    closeForms();
    await showTable();
    at("shelf-notices").querySelector("[data-put-back]")?.focus();
  }

  async function putBack(button) {
    const notice = button.closest(".dz-notice");
    const found = await call("PUT", "put-back", { word: button.dataset.putBack });
    if (found.ok) notice.hidden = true; // until the job has ended: one that fails may be tried again
    showJobs(found);
  }

  const CLICKS = {
    "[data-correct]": (button) => openForm(button.dataset),
    "[data-close]": (button) => closeForm(button.dataset.close),
    "[data-settle]": (button) => settle(button.dataset),
    "[data-remove]": (button) => ask([button.dataset.remove], button.dataset.title),
    "[data-put-back]": putBack,
    "[data-cancel]": async (button) => showJobs(await call("DELETE", "job", { job: button.dataset.cancel })),
    "#shelf-remove": () => { const chosen = chosenReports(); ask(chosen, chosen.length === 1 && here().querySelector(`[data-remove="${CSS.escape(chosen[0])}"]`).dataset.title); },
    "#shelf-samples": async () => showJobs(await call("PUT", "samples")),
    "#keep": () => at("shelf-asking").close(),
    "#remove": removeAsked,
  };

  document.addEventListener("click", (event) => {
    if (!here()) return;
    for (const [which, does] of Object.entries(CLICKS)) {
      const button = event.target.closest?.(which);
      if (button) return does(button);
    }
  });

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (!here() || !here().contains(target)) return;
    if (target.matches("#shelf-files, #shelf-folder")) give(picked(target)).then(() => { target.value = ""; });
    else if (target.matches("#shelf-doubtful")) look(0);
    else if (target.matches("[data-choose-all]")) {
      here().querySelectorAll("[data-choose]").forEach((box) => { box.checked = target.checked; });
      countChosen();
    } else if (target.matches("[data-choose]")) countChosen();
    else if (target.matches("[data-of]")) saveFact(target);
  });

  document.addEventListener("input", (event) => { if (event.target.id === "shelf-query") look(TYPING_MS); });

  document.addEventListener("submit", (event) => { if (here()?.contains(event.target)) event.preventDefault(); });

  document.addEventListener("keydown", (event) => {
    const form = here() && event.target.closest?.("[data-correcting]");
    if (event.key !== "Escape" || !form) return;
    if ("defaultValue" in event.target) event.target.value = event.target.defaultValue;  // or leaving it would save it
    closeForm(form.dataset.correcting);
  });

  // Files may be let go anywhere on the page.
  const holdsFiles = (event) => here() && [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    here().classList.add("dz-over");
  });
  document.addEventListener("dragleave", (event) => { if (here() && !event.relatedTarget) here().classList.remove("dz-over"); });
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    here().classList.remove("dz-over");
    give(await dropped(event.dataTransfer));
  });

  window.duizhao.openLibrary = async () => {
    shown = {};
    told = new Map();
    if (here()) showJobs(await call("GET", "jobs"));
  };
})();

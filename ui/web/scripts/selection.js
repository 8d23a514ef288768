// Beside a stretch that is selected in a passage: ways onward from exactly that. Spans count characters, not UTF-16 units.
(() => {
  "use strict";
  function offerSelection() {
    const bar = document.querySelector(".dz-selection"), selection = getSelection();
    if (!bar) return;
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0).cloneRange() : null;
    const node = range?.startContainer, text = (node?.nodeType === 1 ? node : node?.parentElement)?.closest(".dz-passage .dz-text");
    bar.hidden = !text;
    if (!text) return;
    if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = [...before.toString()].length, end = start + [...range.toString()].length;
    const passage = text.closest("[data-passage]"), box = range.getBoundingClientRect();
    bar.dataset.text = range.toString();
    bar.querySelector("a").search = "?" + new URLSearchParams({ passage: `${passage.dataset.passage}[${start}:${end}]` });
    bar.querySelector("[data-collect]").dataset.collect = passage.dataset.passage;
    bar.querySelector("[data-cite-selection]").dataset.source = passage.querySelector(".dz-cite code").textContent;
    const frame = bar.offsetParent.getBoundingClientRect(), left = Math.min(box.left, innerWidth - bar.offsetWidth - 12);
    bar.style.left = `${Math.max(8, left) - frame.left}px`;
    bar.style.top = `${box.bottom + 8 - frame.top}px`;
  }

  function citeSelection(event) {
    const button = event.target.closest("[data-cite-selection]");
    if (!button) return;
    const line = `“${button.parentElement.dataset.text}”（${button.dataset.source}）`;
    navigator.clipboard?.writeText(line).then(() => {
      button.classList.add("dz-copied");
      setTimeout(() => button.classList.remove("dz-copied"), 1500);
    });
  }

  document.addEventListener("selectionchange", offerSelection);
  document.addEventListener("click", citeSelection);
})();

// What is drawn can be taken away: an SVG or a table as PNG, a table's numbers as CSV. Nothing leaves the machine.
(() => {
  "use strict";
  function save(event) {
    const button = event.target.closest("[data-save]");
    const drawn = button && document.getElementById(button.dataset.of);
    if (!drawn) return;
    const name = `duizhao-${button.dataset.of}.${button.dataset.save}`;
    if (button.dataset.save === "csv") download(new Blob(["\ufeff" + csv(drawn)], { type: "text/csv" }), name);
    else (drawn.tagName === "TABLE" ? paintTable(drawn) : paintSvg(drawn)).then((canvas) => canvas.toBlob((blob) => download(blob, name)));
  }

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // A cell that begins as a formula does is no formula.
  function csv(table) {
    const quoted = (cell) => `"${cell.textContent.trim().replace(/^(?='*\s*[=+\-@＝＋－＠\t\r\n])/, "'").replaceAll('"', '""')}"`;
    return [...table.rows].map((row) => [...row.cells].map(quoted).join(",")).join("\r\n");
  }

  function canvasOf(width, height) {
    const canvas = document.createElement("canvas"), scale = 2;
    [canvas.width, canvas.height] = [width * scale, height * scale];
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.fillStyle = getComputedStyle(document.documentElement.querySelector("gradio-app") ?? document.body).backgroundColor;
    context.fillRect(0, 0, width, height);
    return [canvas, context];
  }

  // Cells where they stand, in their colours; headings that run downwards are turned.
  async function paintTable(table) {
    const scroll = table.parentElement, kept = [scroll.scrollLeft, scroll.scrollTop];
    scroll.scrollTo(0, 0);
    const frame = table.getBoundingClientRect();
    const [canvas, context] = canvasOf(Math.ceil(frame.width), Math.ceil(frame.height));
    for (const cell of table.querySelectorAll("th, td")) {
      const box = cell.getBoundingClientRect(), style = getComputedStyle(cell);
      if (!box.width) continue;
      const [left, top] = [box.left - frame.left, box.top - frame.top], down = cell.querySelector("thead th > span") && table.matches(".dz-heat");
      context.fillStyle = style.backgroundColor;
      context.fillRect(left, top, box.width, box.height);
      context.fillStyle = style.color;
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      context.textBaseline = "middle";
      context.textAlign = style.textAlign === "center" ? "center" : style.textAlign === "right" ? "right" : "left";
      const across = { center: box.width / 2, right: box.width - 6, left: parseFloat(style.paddingLeft) }[context.textAlign];
      context.save();
      context.translate(left + (down ? box.width / 2 : across), top + (down ? box.height - 5 : box.height / 2));
      if (down) { context.rotate(-Math.PI / 2); context.textAlign = "left"; }
      context.fillText(cell.textContent.trim(), 0, 0);
      context.restore();
    }
    scroll.scrollTo(...kept);
    return canvas;
  }

  // A copy with the colours and fonts that the page gives it.
  async function paintSvg(svg) {
    const copy = svg.cloneNode(true), box = svg.getBoundingClientRect();
    const [from, to] = [svg, copy].map((root) => [root, ...root.querySelectorAll("*")]);
    from.forEach((element, n) => {
      const style = getComputedStyle(element);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font", "text-anchor"])
        to[n].style.setProperty(name, style.getPropertyValue(name));
    });
    copy.setAttribute("xmlns", svg.namespaceURI);
    copy.setAttribute("width", box.width);
    copy.setAttribute("height", box.height);
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
    await image.decode();
    const [canvas, context] = canvasOf(Math.ceil(box.width), Math.ceil(box.height));
    context.drawImage(image, 0, 0, box.width, box.height);
    return canvas;
  }

  document.addEventListener("click", save);
})();

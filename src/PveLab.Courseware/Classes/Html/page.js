"use strict";
// Everything can be read without this: it only adds sorting, filtering, and opening what a link leads to.
const words = document.body.dataset;
const fold = text => text.normalize("NFKC").toLowerCase();
const value = cell => cell.dataset.sort ?? cell.textContent.trim();

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = words.sort;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const [x, y] = [value(a.cells[column]), value(b.cells[column])];
        const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, document.documentElement.lang) : x - y;
        return down ? -order : order;
      });
      table.tBodies[0].append(...rows);
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  });
}

const tools = document.querySelector(".tools");
if (tools) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "search";
  label.append(words.filter + " ", input);
  tools.append(label);
  input.addEventListener("input", () => {
    const sought = fold(input.value);
    for (const item of document.querySelectorAll("[data-student]")) item.hidden = !fold(item.dataset.student).includes(sought);
  });
}

const open = () => {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", open);
open();

"use strict";

// The list can be put into order by each of its columns; the first click on
// figures brings the highest to the top.
const table = document.querySelector(".documents");
const value = (row, column) => row.cells[column].textContent;
const compare = (a, b, column) =>
  column === 0 ? value(a, 0).localeCompare(value(b, 0)) : parseFloat(value(a, column)) - parseFloat(value(b, column));

function sort(head) {
  const isAscending = head.ariaSort ? head.ariaSort === "descending" : head.cellIndex === 0;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.ariaSort = isAscending ? "ascending" : "descending";
  const sign = isAscending ? 1 : -1;
  const rows = [...table.tBodies[0].rows].sort((a, b) => sign * compare(a, b, head.cellIndex));
  table.tBodies[0].append(...rows);
}

for (const head of table?.tHead.rows[0].cells ?? []) {
  const button = document.createElement("button");
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}

// Not every browser unfolds what a link leads to.
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", unfold);
unfold();

// Escape closes the note about the block that has the focus.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement.matches(".removed")) document.activeElement.blur();
});

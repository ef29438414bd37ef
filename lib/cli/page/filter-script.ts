/** What makes the page filter: reads the rows that the page carries and draws those that fit. For the browser alone. */
export const FILTER_SCRIPT = String.raw`
const PAGE = 200;
const byId = (id) => document.getElementById(id);
const rows = JSON.parse(byId("rows").textContent);
let page = 0;

function chosen() {
  const clouds = [...document.querySelectorAll("input[name=cloud]")].filter((box) => box.checked).map((box) => box.value);
  return matching(rows, byId("text").value, clouds, byId("wide").checked);
}

function redraw(pictureToo) {
  const found = chosen();
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  page = Math.min(page, pages - 1);
  const shown = found.slice(page * PAGE, (page + 1) * PAGE);
  byId("body").innerHTML = shown.map(rowHtml).join("");
  const number = (count) => count.toLocaleString("en-US");
  const range = number(page * PAGE + 1) + "–" + number(page * PAGE + shown.length) + " of " + number(found.length);
  byId("count").textContent = found.length === 0 ? "Nothing fits the filter." : range + (found.length === 1 ? " way in" : " ways in");
  byId("pager").hidden = pages === 1;
  byId("earlier").disabled = page === 0;
  byId("later").disabled = page === pages - 1;
  if (!pictureToo) return;
  byId("picture").innerHTML = pictureOf(found);
  byId("note").textContent = pictureNote(found);
}

let waiting;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(() => { page = 0; redraw(true); }, 120);
}

byId("filter").hidden = false;
byId("filter").addEventListener("input", later);
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("filter").addEventListener("reset", later);
byId("earlier").addEventListener("click", () => { page -= 1; redraw(false); });
byId("later").addEventListener("click", () => { page += 1; redraw(false); });
redraw(false);
`;

/** What makes the page filter: reads the rows that the page carries and draws those that fit. For the browser alone. */
export const FILTER_SCRIPT = String.raw`
const PAGE = 200;
const byId = (id) => document.getElementById(id);
const rows = unpacked(JSON.parse(byId("rows").textContent));
let found = rows;
let folds = foldsOf(rows);

/** Pages through so many things at a time, by two buttons. */
function pager(name, size, what, show) {
  let page = 0;
  let all = 0;
  const draw = () => {
    const pages = Math.max(1, Math.ceil(all / size));
    const end = Math.min(all, (page + 1) * size);
    byId(name + "-count").textContent =
      all === 0 ? "Nothing fits the filter." : what + " " + number(page * size + 1) + "–" + number(end) + " of " + number(all);
    byId(name + "-pager").hidden = pages === 1;
    byId(name + "-earlier").disabled = page === 0;
    byId(name + "-later").disabled = page === pages - 1;
  };
  const move = (by) => { page += by; draw(); show(page * size, size); };
  byId(name + "-earlier").addEventListener("click", () => move(-1));
  byId(name + "-later").addEventListener("click", () => move(1));
  return { begin: (count) => { page = 0; all = count; draw(); } };
}

const showRows = (first, size) => { byId("body").innerHTML = found.slice(first, first + size).map(rowHtml).join(""); };
const showFolds = (first) => {
  shown = folds.slice(first, first + MOST_FOLDS);
  byId("picture").innerHTML = foldsHtml(folds, first, false);
};
let shown = folds.slice(0, MOST_FOLDS);
const rowPager = pager("row", PAGE, "Ways in", showRows);
const foldPager = pager("fold", MOST_FOLDS, "Pictures", showFolds);

function begin() {
  rowPager.begin(found.length);
  foldPager.begin(folds.length);
  byId("fold-pages").hidden = folds.length < 2;
}

function filter() {
  const clouds = [...document.querySelectorAll("input[name=cloud]")].filter((box) => box.checked).map((box) => box.value);
  found = matching(rows, byId("text").value, clouds, byId("wide").checked);
  folds = foldsOf(found);
  showRows(0, PAGE);
  showFolds(0);
  begin();
}

let waiting;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(filter, 120);
}

// A picture that is not drawn yet is drawn when it unfolds. The event does not bubble.
byId("picture").addEventListener("toggle", ({ target }) => {
  const place = target.querySelector(".drawn");
  if (target.open && place.firstChild === null) place.innerHTML = drawn(shown[[...byId("picture").children].indexOf(target)].rows);
}, true);
byId("filter").hidden = false;
byId("filter").addEventListener("input", later);
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("filter").addEventListener("reset", later);
begin();
`;

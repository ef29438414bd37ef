/** How many rows become pictures that can be read, one for each namespace, and for each cloud of a large one: a part of the draw script. */
export const FOLD_SCRIPT = String.raw`
const MOST_IDENTITIES = 24;
const MOST_ROWS = 60;
/** So many pictures are listed at a time. */
const MOST_FOLDS = 60;
/** So many issuers, subjects or permissions of an identity stand in a column. */
const MOST_STEPS = 6;

/** Rows with the same key, by their first appearance. */
function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

const identitiesOf = (rows) => new Set(rows.map((row) => row.address)).size;
const fits = (rows) => rows.length <= MOST_ROWS && identitiesOf(rows) <= MOST_IDENTITIES;

/** Joins neighbours as long as they fit one picture, each identity counted where it stands. */
function packed(groups) {
  const packs = [];
  for (const [name, rows] of groups) {
    const last = packs[packs.length - 1];
    const count = identitiesOf(rows);
    if (last && last.rows.length + rows.length <= MOST_ROWS && last.count + count <= MOST_IDENTITIES) {
      last.names.push(name);
      last.rows.push(...rows);
      last.count += count;
    } else packs.push({ names: [name], rows: rows.slice(), count });
  }
  return packs;
}

/** The pictures of many rows: every row stands in one. */
function foldsOf(rows) {
  if (rows.length === 0) return [];
  if (fits(rows)) return [{ title: "", rows }];
  const teams = [...grouped(rows, (row) => row.team)].sort(([a], [b]) => (a < b ? -1 : 1));
  const folds = [];
  let small = [];
  const flush = () => {
    for (const { names, rows } of packed(small)) {
      folds.push({ title: names.length < 4 ? names.join(", ") : names[0] + " … " + names[names.length - 1] + " (" + names.length + ")", rows });
    }
    small = [];
  };
  for (const [team, its] of teams) {
    if (fits(its)) small.push([team, its]);
    else {
      flush();
      folds.push(...foldsOfTeam(team, its));
    }
  }
  flush();
  return folds;
}

function foldsOfTeam(team, rows) {
  const clouds = [...grouped(rows, (row) => row.mark)].sort(([a], [b]) => (a < b ? -1 : 1));
  return clouds.flatMap(([, its]) => {
    const pieces = [...grouped(its, (row) => row.address)].flatMap(([address, ways]) =>
      Array.from({ length: Math.ceil(ways.length / MOST_ROWS) }, (_, n) => [address, ways.slice(n * MOST_ROWS, (n + 1) * MOST_ROWS)]),
    );
    const parts = packed(pieces);
    return parts.map((part, index) => ({
      title: team + " · " + its[0].cloud + (parts.length === 1 ? "" : " · " + (index + 1) + " of " + parts.length),
      rows: part.rows,
    }));
  });
}

const drawn = (rows) => pictureOf(rows) + columnOf(rows);

/** A picture that unfolds; its content only where it is asked for, since the script can draw it when it is opened. */
function foldHtml({ title, rows }, isOpen, isDrawn) {
  const count = counted(identitiesOf(rows), "identity", "identities") + ", " + counted(rows.length, "way in", "ways in");
  return (
    "<details" + (isOpen ? " open" : "") + '><summary><b class="mono">' + breakable(title) + '</b> <span class="sub">' + count + "</span></summary>" +
    '<div class="drawn">' + (isDrawn ? drawn(rows) : "") + "</div></details>"
  );
}

/** Everything that can be seen of so many folds from the first on. */
function foldsHtml(folds, first, isDrawn) {
  if (folds.length === 0) return '<p class="empty">Nothing to draw.</p>';
  if (folds.length === 1) return '<div class="drawn">' + drawn(folds[0].rows) + "</div>";
  return folds.slice(first, first + MOST_FOLDS).map((fold, index) => foldHtml(fold, index === 0, isDrawn || index === 0)).join("");
}

/** The picture in one column, for narrow screens: each identity below who becomes it, and above what it may do. */
function columnOf(rows) {
  const step = (kind, name, text, small) =>
    '<div class="step ' + kind + '"><span class="sub">' + escaped(name) + "</span>" + (small ? "<b>" + escaped(small) + "</b> " : "") + '<span class="mono">' + breakable(text) + "</span></div>";
  const some = (steps, what) => steps.slice(0, MOST_STEPS).join("") + (steps.length > MOST_STEPS ? step("", "", steps.length - MOST_STEPS + " more " + what + ", see the table") : "");
  const items = [...grouped(rows, (row) => row.address).values()].map((ways) => {
    const [first] = ways;
    const issuers = [...grouped(ways, (row) => row.issuer).values()].map(([row]) => step("issuer", "signs", row.issuer, row.issuerName));
    const subjects = [...grouped(ways, (row) => row.subject).values()].map(([row]) => step(row.wide ? "wide" : "subject", row.wide ? "pattern or any subject" : "asks", row.subject));
    const may = first.permissions.map(({ name, on }) => step("permission", "may", name + (on === "" ? "" : " on " + on)));
    return "<li>" + some(issuers, "issuers") + some(subjects, "subjects") + step(first.mark, first.kind, first.identity) + some(may, "permissions") + "</li>";
  });
  return '<ol class="column">' + items.join("") + "</ol>";
}
`;

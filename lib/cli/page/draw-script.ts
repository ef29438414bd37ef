/**
 * What draws the picture and the rows of the table: JavaScript for the browser, which filters, and for us, who write the page as it is without
 * scripts. One text for both, so that they cannot differ. It needs no DOM, and everything from a file goes through `escaped`.
 */
export const DRAW_SCRIPT = String.raw`
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => String(text).replace(/[&<>"']/g, (character) => ESCAPES[character]);
const CLOUDS = { aws: "AWS", google: "Google Cloud", azure: "Azure" };
const BOX = { width: 244, height: 58, gap: 14, between: 72, top: 34, letters: 31 };
const MOST_IDENTITIES = 16;
const MOST_ROWS = 40;
const MOST_PERMISSIONS = 4;

function shortened(text, most) {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.45);
  return letters.slice(0, head).join("") + "…" + letters.slice(letters.length - (most - 1 - head)).join("");
}

/** An escaped text that may be broken after its separators. */
const breakable = (text) => escaped(text).replace(/([\/:@._-])(?=[^<])/g, "$1<wbr>");

/** Two lines for a box, the first broken after a separator where that helps. */
function boxLines(text) {
  const letters = Array.from(text);
  if (letters.length <= BOX.letters) return [text];
  if (letters.length > 2 * BOX.letters - 4) {
    return [letters.slice(0, BOX.letters - 1).join("") + "…", letters.slice(letters.length - BOX.letters).join("")];
  }
  let cut = BOX.letters;
  while (cut > letters.length - BOX.letters && !"/:@._- ".includes(letters[cut - 1])) cut -= 1;
  if (cut <= letters.length - BOX.letters) cut = BOX.letters;
  return [letters.slice(0, cut).join(""), letters.slice(cut).join("")];
}

/** The rows that a picture can hold. */
function drawable(rows) {
  const identities = new Set();
  const drawn = [];
  for (const row of rows) {
    if (!identities.has(row.address) && identities.size >= MOST_IDENTITIES) continue;
    if (drawn.length >= MOST_ROWS) break;
    identities.add(row.address);
    drawn.push(row);
  }
  return drawn;
}

/** Layers of boxes: issuers, subjects, identities, permissions; and the edges between neighbours. */
function graphOf(rows) {
  const reached = new Map();
  const signed = (row) => row.issuer + "\n" + row.subject;
  for (const row of rows) {
    const key = signed(row);
    reached.set(key, (reached.get(key) || new Set()).add(row.address));
  }
  const layers = [[], [], [], []];
  const boxes = new Map();
  const edges = new Map();
  const box = (layer, key, main, small, kind) => {
    const id = layer + "\n" + key;
    if (!boxes.has(id)) {
      boxes.set(id, { layer, main, small, kind, left: [], right: [], at: 0 });
      layers[layer].push(boxes.get(id));
    }
    return boxes.get(id);
  };
  const edge = (from, to, kind) => {
    if (from.right.includes(to)) return;
    from.right.push(to);
    to.left.push(from);
    edges.set([from, to], kind);
  };
  for (const row of rows) {
    const issuer = box(0, row.issuer, row.issuer, "signs", "issuer");
    // One subject of two issuers is one box only where both become the same, so that no edge says too much.
    const same = [...reached.get(signed(row))].sort().join("\n");
    const asks = row.wide ? "pattern or any subject" : "subject";
    const subject = box(1, row.subject + "\n" + same, row.subject, asks, row.wide ? "wide" : "subject");
    const identity = box(2, row.address, row.identity, row.kind, row.cloud);
    edge(issuer, subject, "signs");
    edge(subject, identity, row.cloud + (row.open.length > 0 ? " open" : ""));
    const shown = row.permissions.slice(0, row.permissions.length > MOST_PERMISSIONS ? MOST_PERMISSIONS - 1 : MOST_PERMISSIONS);
    for (const { name, on } of shown) {
      edge(identity, box(3, name + "\n" + on, name, on === "" ? "permission" : "on " + on, "permission"), row.cloud);
    }
    const more = row.permissions.length - shown.length;
    if (more > 0) edge(identity, box(3, row.address + "\nmore", more + " more permissions", "see the table", "permission"), row.cloud);
  }
  return { layers, edges };
}

/** Puts each box near the middle of its neighbours, so that few edges cross; sweeps to and fro, and forth at last, as one reads. */
function ordered(layers) {
  const number = (layer) => layer.forEach((box, index) => (box.at = index));
  const middle = (near, box) => (near.length === 0 ? box.at : near.reduce((sum, each) => sum + each.at / each.of, 0) / near.length);
  layers.forEach(number);
  for (let sweep = 0; sweep < 9; sweep += 1) {
    const forth = sweep % 2 === 0;
    const order = forth ? [1, 2, 3] : [2, 1, 0];
    for (const index of order) {
      for (const layer of layers) for (const box of layer) box.of = layer.length;
      const wanted = new Map(layers[index].map((box) => [box, middle(forth ? box.left : box.right, box)]));
      layers[index].sort((a, b) => wanted.get(a) - wanted.get(b) || a.at - b.at);
      number(layers[index]);
    }
  }
}

function pictureOf(allRows) {
  const rows = drawable(allRows);
  if (rows.length === 0) return '<p class="empty">Nothing to draw.</p>';
  const { layers, edges } = graphOf(rows);
  ordered(layers);
  const step = BOX.height + BOX.gap;
  const tallest = Math.max(...layers.map((layer) => layer.length)) * step - BOX.gap;
  const height = BOX.top + tallest + 8;
  const width = 4 * BOX.width + 3 * BOX.between;
  for (const layer of layers) {
    const middle = Math.round((tallest - (layer.length * step - BOX.gap)) / 2);
    const start = BOX.top + Math.min(middle, 2 * step);
    for (const box of layer) {
      box.x = box.layer * (BOX.width + BOX.between);
      box.y = start + box.at * step;
    }
  }
  const lines = [...edges].map(([[from, to], kind]) => {
    const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
    const bend = BOX.between / 2;
    return '<path class="edge ' + kind + '" d="M' + x1 + " " + y1 + "C" + (x1 + bend) + " " + y1 + " " + (x2 - bend) + " " + y2 + " " + x2 + " " + y2 + '"/>';
  });
  const heads = ["Who signs", "Who asks", "What it becomes", "What that may do"].map(
    (text, index) => '<text class="head" x="' + index * (BOX.width + BOX.between) + '" y="16">' + text + "</text>",
  );
  const shapes = layers.flat().map(
    (box) =>
      '<svg class="box ' + box.kind + '" x="' + box.x + '" y="' + box.y + '" width="' + BOX.width + '" height="' + BOX.height + '">' +
      "<title>" + escaped(box.main + " (" + box.small + ")") + "</title>" +
      '<rect x="0.75" y="0.75" width="' + (BOX.width - 1.5) + '" height="' + (BOX.height - 1.5) + '" rx="6"/>' +
      '<rect class="stripe" x="0.75" y="6" width="4" height="' + (BOX.height - 12) + '"/>' +
      boxText(box) + "</svg>",
  );
  return (
    '<svg class="picture" role="img" aria-label="' + escaped(describedPicture(rows)) + '" viewBox="0 0 ' + width + " " + height +
    '" width="' + width + '" height="' + height + '">' + heads.join("") + lines.join("") + shapes.join("") + "</svg>"
  );
}

function boxText(box) {
  const lines = boxLines(box.main);
  const top = lines.length === 1 ? 25 : 18;
  const main = lines.map((line, index) => '<text class="main" x="13" y="' + (top + index * 14) + '">' + escaped(line) + "</text>").join("");
  return main + '<text class="small" x="13" y="' + (lines.length === 1 ? 43 : 49) + '">' + escaped(shortened(box.small, 36)) + "</text>";
}

function describedPicture(rows) {
  const identities = new Set(rows.map((row) => row.address)).size;
  return "Trust graph: " + rows.length + (rows.length === 1 ? " way in to " : " ways in to ") + identities + (identities === 1 ? " identity" : " identities") + ". The table below says the same in words.";
}

/** What the picture leaves out. */
function pictureNote(rows) {
  const all = new Set(rows.map((row) => row.address)).size;
  const drawn = drawable(rows);
  const shown = new Set(drawn.map((row) => row.address)).size;
  if (drawn.length === rows.length) return "";
  const number = (count) => count.toLocaleString("en-US");
  return "Showing " + shown + " of " + number(all) + " identities (" + drawn.length + " of " + number(rows.length) + " ways in); filter to see others. The table holds them all.";
}

function rowHtml(row) {
  const list = (texts, kind) => texts.map((text) => '<div class="' + kind + '">' + breakable(text) + "</div>").join("");
  const permissions = row.permissions.map(
    ({ name, on }) => '<div class="mono">' + breakable(name) + "</div>" + (on === "" ? "" : '<div class="sub mono">on ' + breakable(on) + "</div>"),
  );
  return (
    '<tr><td data-label="Who"><div class="mono' + (row.wide ? " wide" : "") + '">' + breakable(row.subject) + "</div>" +
    '<div class="sub mono">' + breakable(row.issuer) + "</div>" + (row.wide ? '<div class="tag">pattern or any subject</div>' : "") + "</td>" +
    '<td data-label="With"><div class="mono"><span class="key">aud</span> ' + breakable(row.audience) + "</div>" + list(row.others, "mono") +
    list(row.open.map((reason) => "open: " + reason), "open") + "</td>" +
    '<td data-label="Becomes"><div class="cloud ' + row.cloud + '">' + escaped(row.kind) + '</div><div class="mono">' + breakable(row.identity) + "</div>" +
    (row.identity === row.address ? "" : '<div class="sub mono">' + breakable(row.address) + "</div>") + "</td>" +
    '<td data-label="May">' + (row.permissions.length === 0 ? '<span class="sub">nothing that the files say</span>' : permissions.join("")) + "</td></tr>"
  );
}

function matching(rows, text, clouds, onlyWide) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return rows.filter((row) => {
    if (!clouds.includes(row.cloud) || (onlyWide && !row.wide && row.open.length === 0)) return false;
    if (words.length === 0) return true;
    const all = [row.issuer, row.subject, row.audience, row.kind, row.identity, row.address, ...row.others, ...row.open, ...row.permissions.map(({ name, on }) => name + " on " + on)].join("\n").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
`;

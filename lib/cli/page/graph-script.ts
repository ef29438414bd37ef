/** What a picture shows, and where its boxes stand: a part of the draw script. */
export const GRAPH_SCRIPT = String.raw`
const MOST_PERMISSIONS = 4;

/** Layers of boxes (issuers, subjects, identities, permissions), each with its neighbours to the left and right. */
function layersOf(rows) {
  const reached = new Map();
  const signed = (row) => row.issuer + "\n" + row.subject;
  for (const row of rows) {
    const key = signed(row);
    reached.set(key, (reached.get(key) || new Set()).add(row.address));
  }
  const layers = [[], [], [], []];
  const boxes = new Map();
  const box = (layer, key, made) => {
    const id = layer + "\n" + key;
    if (!boxes.has(id)) {
      boxes.set(id, { layer, left: new Map(), right: new Map(), at: 0, ...made });
      layers[layer].push(boxes.get(id));
    }
    return boxes.get(id);
  };
  const edge = (from, to, kind) => {
    if (from.right.has(to)) return;
    from.right.set(to, kind);
    to.left.set(from, kind);
  };
  for (const row of rows) {
    const issuer = box(0, row.issuer, { main: row.issuer, name: row.issuerName, small: "signs", kind: "issuer" });
    // One subject of two issuers is one box only where both become the same, so that no edge says too much.
    const same = [...reached.get(signed(row))].sort().join("\n");
    const asks = row.wide ? "pattern or any subject" : "subject";
    const subject = box(1, row.subject + "\n" + same, { main: row.subject, small: asks, kind: row.wide ? "wide" : "subject" });
    const identity = box(2, row.address, { main: row.identity, small: row.kind, kind: row.mark });
    edge(issuer, subject, "signs");
    edge(subject, identity, row.mark + (row.unknown.length > 0 ? " unknown" : ""));
    const shown = row.permissions.slice(0, row.permissions.length > MOST_PERMISSIONS ? MOST_PERMISSIONS - 1 : MOST_PERMISSIONS);
    for (const { name, on } of shown) {
      const small = on === "" ? "permission" : "on " + on;
      edge(identity, box(3, name + "\n" + on, { main: name, small, kind: "permission" }), row.mark);
    }
    const more = row.permissions.length - shown.length;
    if (more > 0) {
      edge(identity, box(3, row.address + "\nmore", { main: more + " more permissions", small: "see the table", kind: "permission" }), row.mark);
    }
  }
  return layers;
}

/** Puts each box near the middle of its neighbours, so that few edges cross; sweeps to and fro, and forth at last, as one reads. */
function ordered(layers) {
  const place = (layer) => layer.forEach((box, index) => { box.at = index; box.of = layer.length; });
  const middle = (near, box) => {
    let sum = 0;
    for (const each of near.keys()) sum += each.at / each.of;
    return near.size === 0 ? box.at : sum / near.size;
  };
  layers.forEach(place);
  for (let sweep = 0; sweep < 9; sweep += 1) {
    const forth = sweep % 2 === 0;
    for (const index of forth ? [1, 2, 3] : [2, 1, 0]) {
      for (const box of layers[index]) box.wanted = middle(forth ? box.left : box.right, box);
      layers[index].sort((a, b) => a.wanted - b.wanted || a.at - b.at);
      place(layers[index]);
    }
  }
}
`;

/** A picture as SVG: a part of the draw script. Lines belong to their identity's group, so that the style sheet alone can light them. */
export const PICTURE_SCRIPT = String.raw`
const BOX = { width: 244, height: 58, gap: 14, between: 72, top: 34, letters: 31 };
const HEADS = ["Who signs", "Who asks", "What it becomes", "What that may do"];

function pictureOf(rows) {
  const layers = layersOf(rows);
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
  const [issuers, subjects, identities, permissions] = layers;
  const heads = HEADS.map((text, index) => '<text class="head" x="' + index * (BOX.width + BOX.between) + '" y="16">' + text + "</text>");
  const signed = subjects.flatMap((subject) => [...subject.left.keys()].map((issuer) => edgeOf(issuer, subject, "signs")));
  return (
    '<svg class="picture" role="group" aria-label="' + escaped(describedPicture(rows)) + '" viewBox="0 0 ' + width + " " + height +
    '" width="' + width + '" height="' + height + '">' + heads.join("") + signed.join("") +
    [...issuers, ...subjects, ...permissions].map(boxOf).join("") + identities.map(identityOf).join("") + "</svg>"
  );
}

/** An identity with its lines; those to the issuers, which others share, are drawn again for the time that it is lit. */
function identityOf(identity) {
  const subjects = [...identity.left];
  const asked = subjects.map(([subject, kind]) => edgeOf(subject, identity, kind));
  const signed = subjects.flatMap(([subject]) => [...subject.left.keys()].map((issuer) => edgeOf(issuer, subject, "signs lit")));
  const may = [...identity.right].map(([permission, kind]) => edgeOf(identity, permission, kind));
  const names = (boxes) => boxes.map(({ main }) => main).join(", ");
  const label =
    identity.small + " " + identity.main + ". Who asks: " + names(subjects.map(([subject]) => subject)) + "." +
    (identity.right.size === 0 ? "" : " May: " + names([...identity.right.keys()]) + ".");
  return (
    '<g class="identity" tabindex="0" role="img" aria-label="' + escaped(label) + '">' +
    signed.join("") + asked.join("") + may.join("") + boxOf(identity) + "</g>"
  );
}

function edgeOf(from, to, kind) {
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
  const bend = (x1 + x2) / 2;
  return '<path class="edge ' + kind + '" d="M' + x1 + " " + y1 + "C" + bend + " " + y1 + " " + bend + " " + y2 + " " + x2 + " " + y2 + '"/>';
}

function boxOf(box) {
  const lines = box.name ? [shortened(box.name, BOX.letters), shortened(box.main, BOX.letters)] : twoLines(box.main, BOX.letters);
  const top = lines.length === 1 ? 25 : 18;
  const main = lines.map((line, index) => '<text class="main" x="13" y="' + (top + index * 14) + '">' + escaped(line) + "</text>").join("");
  const title = (box.name ? box.name + " " : "") + box.main + " (" + box.small + ")";
  return (
    '<svg class="box ' + box.kind + '" x="' + box.x + '" y="' + box.y + '" width="' + BOX.width + '" height="' + BOX.height + '">' +
    "<title>" + escaped(title) + "</title>" +
    '<rect x="0.75" y="0.75" width="' + (BOX.width - 1.5) + '" height="' + (BOX.height - 1.5) + '" rx="6"/>' +
    '<rect class="stripe" x="0.75" y="6" width="4" height="' + (BOX.height - 12) + '"/>' +
    main + '<text class="small" x="13" y="' + (lines.length === 1 ? 43 : 49) + '">' + escaped(shortened(box.small, 36)) + "</text></svg>"
  );
}

function describedPicture(rows) {
  const identities = new Set(rows.map((row) => row.address)).size;
  return "Trust graph: " + counted(rows.length, "way in", "ways in") + " to " + counted(identities, "identity", "identities") + ". The table below says the same in words.";
}
`;

/** How texts from files stand in HTML and in boxes: a part of the draw script. */
export const TEXT_SCRIPT = String.raw`
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => String(text).replace(/[&<>"']/g, (character) => ESCAPES[character]);
const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (count, one, several) => number(count) + " " + (count === 1 ? one : several);

function shortened(text, most) {
  if (text.length <= most) return text;
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.45);
  return letters.slice(0, head).join("") + "…" + letters.slice(letters.length - (most - 1 - head)).join("");
}

/** An escaped text that may be broken after its separators. */
const breakable = (text) => escaped(text).replace(/([\/:@._-])(?=[^<])/g, "$1<wbr>");

/** Two lines of so many letters, the first broken after a separator where that helps. */
function twoLines(text, most) {
  const letters = Array.from(text);
  if (letters.length <= most) return [text];
  if (letters.length > 2 * most - 4) {
    return [letters.slice(0, most - 1).join("") + "…", letters.slice(letters.length - most).join("")];
  }
  let cut = most;
  while (cut > letters.length - most && !"/:@._- ".includes(letters[cut - 1])) cut -= 1;
  if (cut <= letters.length - most) cut = most;
  return [letters.slice(0, cut).join(""), letters.slice(cut).join("")];
}
`;

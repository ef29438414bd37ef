/** How clouds are told apart, in the order of reports: colours in light and dark, and the dashes of lines. More clouds begin anew. */
const PALETTE = [
  { light: "#a84b00", dark: "#f7a14f", dash: "none" },
  { light: "#1f56c8", dark: "#8fb4ff", dash: "9 4" },
  { light: "#0b6b63", dark: "#58d3c4", dash: "2 4" },
  { light: "#6b3fa0", dark: "#c9adff", dash: "12 3 2 3" },
  { light: "#8f1d5a", dark: "#ff9fce", dash: "5 3" },
  { light: "#4a6500", dark: "#b7d66a", dash: "14 6" },
] as const;

/** The class of the cloud that stands at this place of the list. */
export const markOf = (index: number): string => `c${Math.max(0, index) % PALETTE.length}`;

/** The colours as custom properties, for a light or a dark page. */
export const paletteOn = (page: "light" | "dark"): string =>
  PALETTE.map((cloud, index) => `--${markOf(index)}: ${cloud[page]};`).join(" ");

/** What has a cloud's colour. */
export const PALETTE_STYLES = PALETTE.map(({ dash }, index) => {
  const mark = markOf(index);
  return `.${mark} { --own: var(--${mark}); } .edge.${mark} { stroke: var(--own); stroke-dasharray: ${dash}; }`;
}).join("\n");

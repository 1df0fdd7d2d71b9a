// Draws a QR code.

/** @param {string[]} rows  of 0 and 1, as many as each is long */
export function drawn(rows) {
  const edge = 3, size = rows.length + 2 * edge;
  const dark = rows.flatMap((row, y) => [...row].flatMap((one, x) => (one === "1" ? [`M${x + edge} ${y + edge}h1v1h-1z`] : [])));
  return `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${dark.join("")}"/></svg>`;
}

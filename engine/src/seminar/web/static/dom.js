// @ts-nocheck: its types are not written yet
// Makes elements. `html` takes only what Python rendered and escaped when the bank was compiled.

/** h("p", {class: "x", html: "…", onclick: f}, child, "text") */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "html") element.innerHTML = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A number that nothing else in this document has: in a notebook each widget has modules of its own. */
export const unique = () => (window.seminarWidgets = (window.seminarWidgets ?? 0) + 1);

export const SIGNS = { right: "✓", wrong: "✗", partly: "◐", missed: "➜", saved: "✓", blank: "○", plain: "" };

/** A sign that says the same in a word to who cannot see it. */
export function sign(kind, word) {
  return h("span", { class: `bb-sign bb-${kind}` }, h("span", { "aria-hidden": "true" }, SIGNS[kind]),
    h("span", {}, ` ${word}`));
}

/** The same order of options for the same student each time: Fisher and Yates with mulberry32. */
export function shuffled(options, seed) {
  let state = 0;
  for (const char of String(seed)) state = (Math.imul(state, 31) + char.charCodeAt(0)) | 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pinned = (side) => options.filter((option) => option.pin === side);
  const free = options.filter((option) => !option.pin);
  for (let i = free.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [free[i], free[j]] = [free[j], free[i]];
  }
  return [...pinned("first"), ...free, ...pinned("last")];
}

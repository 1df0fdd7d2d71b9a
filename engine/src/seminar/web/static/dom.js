// Makes elements. `html` takes only what Python rendered and escaped when the bank was compiled.

/**
 * Makes an element: h("p", {class: "x", html: "…", onclick: f}, child, "text").
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]  `html` is its content; a name that begins with "on" takes a listener
 * @param {...(Node | string | false | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "html") element.innerHTML = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

/** A number that nothing else in this document has: in a notebook each widget has modules of its own. */
export function unique() {
  const there = /** @type {{seminarWidgets?: number}} */ (globalThis);
  there.seminarWidgets = (there.seminarWidgets ?? 0) + 1;
  return there.seminarWidgets;
}

export const SIGNS = { right: "✓", wrong: "✗", partly: "◐", missed: "➜", saved: "✓", blank: "○", plain: "" };

/**
 * A sign, and the same in a word for readers who cannot see it.
 * @param {keyof typeof SIGNS} kind
 * @param {string} word
 */
export function sign(kind, word) {
  return h("span", { class: `bb-sign bb-${kind}` }, h("span", { "aria-hidden": "true" }, SIGNS[kind]),
    h("span", {}, ` ${word}`));
}

/**
 * Shuffles options by a seed, so that a student sees the same order each time (Fisher and Yates with mulberry32).
 * @template {{pin?: string | null}} Option
 * @param {Option[]} options
 * @param {string | number} seed
 */
export function shuffled(options, seed) {
  let state = 0;
  for (const char of String(seed)) state = (Math.imul(state, 31) + char.charCodeAt(0)) | 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  /** @param {string} side */
  const pinned = (side) => options.filter((option) => option.pin === side);
  const free = options.filter((option) => !option.pin);
  for (let i = free.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [free[i], free[j]] = [free[j], free[i]];
  }
  return [...pinned("first"), ...free, ...pinned("last")];
}

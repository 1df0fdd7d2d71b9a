// How responses earn credit, as parts/credit_rules.py says it; shared cases hold the two together.

const QUOTES = /[‘’‚‛ʻʼʽ`´ʹ′“”„‟«»‹›″"]/g;
const DASHES = /[‐‑‒–—―−]/g;
// Marks on letters that do not count, as folding.py says: é is e, but й is not и.
// eslint-disable-next-line no-misleading-character-class -- each mark is meant alone
const MARKS = /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g;
const MARKED = /[^\u0400-\u{10ffff}]|[\u1e00-\u1fff\u212a\u212bЁЀЍёѐѝ]/gu;
// A little is added to each tolerance, because 56.4 + 0.5 is not quite 56.9 in binary.
const SLACK = 1e-9;

/**
 * A text without what does not count: case, accents, kinds of quote and dash, spaces at will.
 * @param {string} text
 */
export function fold(text) {
  for (let i = 0; i < 2; i++) { // lower-casing can bring forth a new accent (İ)
    text = text.replace(QUOTES, "'").replace(DASHES, "-").normalize("NFKD").normalize("NFC")
      .replace(MARKED, (letter) => letter.normalize("NFD")).replace(MARKS, "").toLowerCase();
  }
  return text.replace(/[ \t\n\v\f\r]+/g, " ").replace(/^[ ']+/, "").replace(/[ '.]+$/, "");
}

/**
 * The number that a student typed, or null; see `parse_number` in parts/folding.py.
 * @param {string} text
 * @param {string | null} [unit]
 */
export function parseNumber(text, unit) {
  text = fold(text);
  const mark = unit ? fold(unit) : "";
  if (mark && text.endsWith(mark)) text = text.slice(0, -mark.length);
  text = text.replaceAll(" ", "").replaceAll("'", "");
  const decimal = text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : ".";
  text = text.replaceAll(decimal === "," ? "." : ",", "");
  if (text.split(decimal).length > 2) text = text.replaceAll(decimal, "");
  text = text.replaceAll(decimal, ".");
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text) ? Number(text) : null;
}

/**
 * A response with the present id of each option and row; `former` is the item's, see parts/option_ids.py.
 * @param {import("./shapes.d.ts").Former | null | undefined} former
 * @param {any} response
 * @returns {any}
 */
export function current(former, response) {
  const { options = {}, rows: places = {} } = former ?? {};
  /** @type {(ids: Record<string, string>, id: any) => any} */
  const now = (ids, id) => (isText(id) && Object.hasOwn(ids, id) ? ids[id] : id);
  if (Array.isArray(response)) return response.map((id) => now(options, id));
  if (!response || typeof response !== "object") return now(options, response);
  const placed = Object.entries(response).map(([row, id]) => [row, now(options, id)]);
  // An answer under a row's present name comes last and counts, because it is later than one under a former name.
  return Object.fromEntries([...placed.filter(([row]) => Object.hasOwn(places, row)).map(([row, id]) => [places[row], id]),
    ...placed.filter(([row]) => !Object.hasOwn(places, row))]);
}

/**
 * A record whose responses name options by their present ids.
 * @param {{former?: import("./shapes.d.ts").Former | null}} item
 * @param {any} record
 * @returns {any}
 */
export function renewed({ former }, record) {
  if (!former || !record) return record;
  const known = { ...record };
  for (const name of ["response", "draft"]) if (name in known) known[name] = current(former, known[name]);
  if (known.first) known.first = { ...known.first, response: current(former, known.first.response) };
  return known;
}

/**
 * Whether a value lies in a range, its ends included.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function within(value, low, high) {
  const slack = SLACK * Math.max(1, Math.abs(low), Math.abs(high));
  return low - slack <= value && value <= high + slack;
}

/** @type {(options: string[], picked: Set<string>) => number} */
const share = (options, picked) => options.filter((id) => picked.has(id)).length / options.length;
/** @type {(response: unknown) => response is string} */
export const isText = (response) => typeof response === "string";

/**
 * 1 for the key.
 * @param {import("./shapes.d.ts").Key} key
 * @param {import("./shapes.d.ts").Response} response
 */
export function one(key, response) {
  return Number(isText(response) && key.correct.includes(response));
}

/**
 * The share of right picks less that of wrong ones, never below 0: Youden's J.
 * @param {import("./shapes.d.ts").Key} key
 * @param {import("./shapes.d.ts").Response} response
 */
export function several(key, response) {
  const picked = new Set(Array.isArray(response) ? response : []);
  return Math.max(0, share(key.correct, picked) - (key.wrong.length ? share(key.wrong, picked) : 0));
}

/**
 * The share of rows that are placed rightly.
 * @param {import("./shapes.d.ts").Key} key
 * @param {import("./shapes.d.ts").Response} response
 */
export function rows(key, response) {
  const pairs = Object.entries(key.pairs);
  const placed = response && typeof response === "object" && !Array.isArray(response) ? response : {};
  return pairs.filter(([row, option]) => Object.hasOwn(placed, row) && placed[row] === option).length / pairs.length;
}

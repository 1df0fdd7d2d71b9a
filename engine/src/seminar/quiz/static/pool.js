// Draws n of m items by seed, as pool.py does: the same items for the same student on both sides.

/**
 * FNV-1a over the UTF-8 bytes, then MurmurHash3's finaliser.
 * @param {string} text
 */
export function rank(text) {
  let hashed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hashed = Math.imul(hashed ^ byte, 0x01000193);
  hashed = Math.imul(hashed ^ (hashed >>> 16), 0x85ebca6b);
  hashed = Math.imul(hashed ^ (hashed >>> 13), 0xc2b2ae35);
  return (hashed ^ (hashed >>> 16)) >>> 0;
}

// What is cleaned from a name as its file is read, see text/clean.py.
// eslint-disable-next-line no-control-regex -- control characters are what is cleaned away
const UNHEARD = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/**
 * The ids that one student is asked, in the bank's order.
 * @param {string[]} ids
 * @param {number | null} count
 * @param {number} seed
 * @param {string} student
 */
export function draw(ids, count, seed, student) {
  if (!count || count >= ids.length) return [...ids];
  const code = student.replace(/\r/g, "\n").replace(UNHEARD, "").split(/\s+/).filter(Boolean).join(" ").toLowerCase();
  /** @param {string} id */
  const place = (id) => ranks.get(id) ?? 0;
  const ranks = new Map(ids.map((id) => [id, rank(`${seed}\n${code}\n${id}`)]));
  const drawn = new Set([...ids].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1)).slice(0, count));
  return ids.filter((id) => drawn.has(id));
}

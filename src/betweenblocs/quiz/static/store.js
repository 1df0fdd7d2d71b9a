// Answers on the reader's device.
//
// localStorage["betweenblocs:v1:<bank>"] = {"version": 1, "seed": n, "items": {item id: record}}
// A record is described in quiz/__init__.py. Whoever writes there merges item by item: the later `at` stays.
// What cannot be read is put aside under "<key>:unread:<time>", never thrown away.

export const PREFIX = "betweenblocs:v1:";
export const UNKEPT = "Your answers cannot be kept on this device: export them before you leave.";

/** Joins two sets of records; of each item the later one stays. */
export function merged(one, other) {
  const both = { ...one };
  for (const [id, record] of Object.entries(other)) {
    if (!both[id] || (record.at ?? "") > (both[id].at ?? "")) both[id] = record;
  }
  return both;
}

/** What is kept for a bank: {items, seed, trouble}. */
export function load(key) {
  let text;
  try {
    text = localStorage.getItem(key);
  } catch {
    return { items: {}, trouble: UNKEPT };
  }
  if (text === null) return { items: {} };
  let kept = null;
  try {
    kept = JSON.parse(text);
  } catch { /* said below */ }
  const items = kept?.items;
  const readable = items && typeof items === "object" && !Array.isArray(items)
    && Object.values(items).every((record) => record && typeof record === "object");
  if (readable && kept.version === 1) return { items, seed: kept.seed };
  const aside = `${key}:unread:${Date.now()}`;
  try {
    localStorage.setItem(aside, text);
    if (readable) localStorage.setItem(key, JSON.stringify({ ...kept, version: 1 }));
    else localStorage.removeItem(key);
  } catch {
    return { items: readable ? items : {}, seed: kept?.seed, frozen: true,
      trouble: "Earlier answers could not be read and are left as they are; answers given now are not kept." };
  }
  return readable
    ? { items, seed: kept.seed, trouble: `Your answers come from another version of this book; a copy is kept as ${aside}.` }
    : { items: {}, trouble: `Earlier answers could not be read. They are kept as ${aside}; this quiz starts afresh.` };
}

/** Keeps the records of a bank; throws where the device does not allow it. */
export function keepItems(key, seed, items) {
  localStorage.setItem(key, JSON.stringify({ version: 1, seed, items }));
}

// Response files: what a student carries to another device or hands in. Described by responses.schema.json.

import { isMoment } from "./moment.js";
import { merged } from "./store.js";

const FORMAT = "betweenblocs-responses";
const VERSION = 1;
const STEM = /^[A-Za-z0-9_-]{1,100}$/;
const LARGEST = 5e6;

/** A record without the dates that are none: one of them would cost the whole file. */
function dated(record) {
  const kept = { ...record };
  if (Array.isArray(kept.history)) kept.history = kept.history.filter((tried) => isMoment(tried?.at));
  if (kept.first && !isMoment(kept.first.at)) kept.first = { ...kept.first, at: kept.at };
  return kept;
}

/** The file's content; drafts stay on the device. */
export function packed(student, banks) {
  const answered = (items) => Object.fromEntries(Object.entries(items)
    .filter(([, record]) => isMoment(record.at)).map(([id, { draft, ...record }]) => [id, dated(record)]));
  const filled = Object.entries(banks).map(([stem, bank]) => [stem, { ...bank, items: answered(bank.items) }]);
  return { format: FORMAT, version: VERSION, student, created: new Date().toISOString(), banks: Object.fromEntries(filled) };
}

/** Gives the reader a file. */
export function download(name, content) {
  const href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** A file name from a student's name or code, in letters that every system takes. */
export function fileName(student, what) {
  const code = student.normalize("NFKD").replace(/[^\w-]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60);
  return `${code || "answers"}-${what}.json`;
}

/**
 * Reads a response file.
 * @returns {{student: string, banks: object, left: number}}  left: how many answers could not be read
 * @throws {Error} with one sentence for the reader
 */
export function unpacked(text, now = Date.now()) {
  if (text.length > LARGEST) throw new Error("This file is too large to be a response file.");
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("This file is not a response file: it is not JSON.");
  }
  if (content?.format !== FORMAT) throw new Error("This file is not a response file. Choose one that was exported here.");
  if (content.version !== VERSION) throw new Error(`This file has version ${String(content.version).slice(0, 20)}; this page reads version ${VERSION}.`);
  const banks = {};
  let left = 0;
  for (const [stem, bank] of Object.entries(content.banks ?? {})) {
    const items = bank?.items;
    if (!STEM.test(stem) || !items || typeof items !== "object") { left += 1; continue; }
    banks[stem] = {};
    for (const [id, record] of Object.entries(items)) {
      // An answer from the future would stay the newest for ever.
      const readable = record && typeof record === "object" && isMoment(record.at) && Date.parse(record.at) < now + 864e5;
      if (readable) banks[stem][id] = dated({ ...record, at: new Date(record.at).toISOString() });
      else left += 1;
    }
  }
  if (!Object.keys(banks).length) throw new Error("This file holds no answers.");
  return { student: typeof content.student === "string" ? content.student : "", banks, left };
}

/** Joins answers into those that are here. {items, taken, kept}: how many came in, how many here were newer. */
export function joinedItems(here, incoming) {
  const items = merged(here, incoming);
  const taken = Object.keys(incoming).filter((id) => items[id] === incoming[id]).length;
  const kept = Object.keys(incoming).filter((id) => items[id] !== incoming[id] && items[id].at > incoming[id].at).length;
  return { items, taken, kept };
}

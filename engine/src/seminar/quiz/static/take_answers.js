// @ts-nocheck: its types are not written yet
// Takes a response file in, on the page Progress. What a file gives is described by responses.schema.json.

import { merged, moment, readable } from "../../web/static/store.js";

/**
 * Reads a response file.
 * @param {string} text
 * @param {object} model  of the page: it names the course and says what a file says
 * @returns {{student: string, banks: object, left: number}}  left: how many answers could not be read
 * @throws {Error} with one sentence for the reader
 */
export function unpacked(text, model, now = Date.now()) {
  const { certainties, file } = model.get("agreed");
  if (text.length > file.largest) throw new Error("This file is too large to be a response file.");
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("This file is not a response file: it is not JSON.");
  }
  const earlier = model.get("formerly") && `${model.get("formerly")}-responses`;
  if (!content?.format || ![file.format, earlier].includes(content.format)) throw new Error("This file is not a response file. Choose one that was exported here.");
  const theirs = content.course ?? model.get("course"); // an earlier edition named no course
  if (theirs !== model.get("course")) throw new Error(`This file is of the course ${String(theirs).slice(0, 100)}, and this book is ${model.get("course")}.`);
  if (content.version !== file.version) throw new Error(`This file has version ${String(content.version).slice(0, 20)}; this page reads version ${file.version}.`);
  const banks = {}, stems = new RegExp(file.stem);
  let left = 0;
  for (const [stem, bank] of Object.entries(content.banks ?? {})) {
    const items = bank?.items;
    if (!stems.test(stem) || !items || typeof items !== "object") { left += 1; continue; }
    banks[stem] = {};
    for (const [id, record] of Object.entries(items)) {
      // An answer from the future is left out, because it would stay the newest for ever.
      if (moment(record?.at, now) && Date.parse(record.at) < now + 864e5) banks[stem][id] = readable(record, Object.keys(certainties), now);
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

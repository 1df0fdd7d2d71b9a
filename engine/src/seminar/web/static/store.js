// @ts-nocheck: its types are not written yet
// Answers on the reader's device.
//
// localStorage["seminar:v1:<course>:<bank>"] = {"version": 1, "seed": n, "items": {item id: record}}
// An earlier edition of the course may have kept answers under "<its name>:v1:<bank>": they are read and stay there.
// A record is described in quiz/__init__.py. Whoever writes there merges item by item: the later `at` stays.
// What cannot be read is put aside under "<key>:unread:<time>", never thrown away.

import { isMoment } from "./moment.js";

export const UNKEPT = "Your answers cannot be kept on this device: export them before you leave.";
const DAY = 864e5;

/** A moment as every record writes it, or null. One later than tomorrow, of a clock that stood wrong, counts as now. */
export function moment(at, now = Date.now()) {
  if (!isMoment(at)) return null;
  const time = Date.parse(at);
  return new Date(time > now + DAY ? now : time).toISOString();
}

const wholeNumber = (n) => (Number.isInteger(n) && n > 0 ? n : 0);
const creditOf = (x) => (typeof x === "number" && x >= 0 && x <= 1 ? x : null);
const isObject = (x) => Boolean(x) && typeof x === "object" && !Array.isArray(x);

/** A text, a list of texts or a mapping, else nothing. */
function responseOf(given) {
  if (Array.isArray(given)) return given.filter((one) => typeof one === "string");
  return typeof given === "string" || isObject(given) ? given : null;
}

function attemptOf(found, certainties, now) {
  return { ...found, score: creditOf(found.score), certainty: certainties.includes(found.certainty) ? found.certainty : null, at: moment(found.at, now) };
}

/** A record as the pages can use it, whatever wrote it; null where none can be made out. A certainty is one of those given. */
export function readable(found, certainties, now = Date.now()) {
  if (!isObject(found)) return null;
  const record = { ...attemptOf(found, certainties, now), attempts: wholeNumber(found.attempts), hints: wholeNumber(found.hints), shown: found.shown === true, response: responseOf(found.response) };
  if ("draft" in found) record.draft = responseOf(found.draft);
  record.at ??= new Date(0).toISOString(); // the answer stays, and every other is later
  record.first = isObject(found.first) ? attemptOf(found.first, certainties, now) : null;
  if (record.first) record.first.at ??= record.at;
  if ("history" in found) record.history = (Array.isArray(found.history) ? found.history : []).filter(isObject).map((one) => attemptOf(one, certainties, now)).filter(({ at }) => at);
  if ("shown_at" in found) record.shown_at = moment(found.shown_at, now) ?? record.at;
  return record;
}

/** Joins two sets of records; of each item the later one stays. */
export function merged(one, other) {
  const both = { ...one };
  for (const [id, record] of Object.entries(other)) {
    if (!Object.hasOwn(both, id) || (record.at ?? "") > (both[id].at ?? "")) both[id] = record;
  }
  return both;
}

/**
 * The key under which the answers to a bank are kept, the one under which an earlier edition kept them, or null, and
 * what a student may say to be.
 * @param {{get: (name: string) => any}} model  of a live piece: it names its course
 */
export const placeOf = (model, bank) => ({
  key: `seminar:v1:${model.get("course")}:${bank}`, earlier: model.get("formerly") ? `${model.get("formerly")}:v1:${bank}` : null,
  certainties: Object.keys(model.get("agreed").certainties),
});

const read = new Map(); // what an earlier edition kept: nobody writes there any more

/** What is kept for a bank, in this edition and an earlier one: {items, seed, trouble, frozen}. */
export function load({ key, earlier, certainties }) {
  const now = loadFrom(key, certainties);
  if (!earlier) return now;
  if (!read.has(earlier)) read.set(earlier, loadFrom(earlier, certainties));
  const before = read.get(earlier);
  return { ...now, items: merged(now.items, before.items), seed: now.seed ?? before.seed, trouble: now.trouble ?? before.trouble };
}

/** What is kept under one key. */
function loadFrom(key, certainties) {
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
  const given = isObject(kept?.items) ? Object.entries(kept.items) : null;
  const items = Object.fromEntries((given ?? []).map(([id, record]) => [id, readable(record, certainties)]).filter(([, record]) => record));
  const seed = Number.isInteger(kept?.seed) ? kept.seed : undefined;
  const whole = given && Object.keys(items).length === given.length;
  if (whole && kept.version === 1) return { items, seed };
  const aside = `${key}:unread:${Date.now()}`;
  try {
    localStorage.setItem(aside, text);
    if (given) keepItems(key, seed, items);
    else localStorage.removeItem(key);
  } catch {
    return { items, seed, frozen: true,
      trouble: "Earlier answers could not be read and are left as they are; answers given now are not kept." };
  }
  if (whole) return { items, seed, trouble: `Your answers come from another version of this book; a copy is kept as ${aside}.` };
  const rest = Object.keys(items).length ? "the others are here" : "this quiz starts afresh";
  return { items, seed, trouble: `Earlier answers could not be read. They are kept as ${aside}; ${rest}.` };
}

/** Keeps the records of a bank; throws where the device does not allow it. */
export function keepItems(key, seed, items) {
  localStorage.setItem(key, JSON.stringify({ version: 1, seed, items }));
}

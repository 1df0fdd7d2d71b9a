// @ts-nocheck: its types are not written yet
// The answers to one bank: in a model, on the reader's device, and in every other quiz of this bank that is open.
// The model is a notebook's or a page's. What is answered in it is kept; what Python sets in it is shown, and no more.

import { UNKEPT, keepItems, load, merged, placeOf } from "./store.js";

const SAID = "seminar:answered"; // in this window: each widget of a notebook has a module of its own
const seeds = new Map();

/**
 * @param {object} model  with `bank`, `answers` and, in a notebook, `keep`: false leaves the answers to the model alone
 * @param {() => void} paint  shows the answers anew
 * @returns {{seed: number, answers: () => object, trouble: () => string, save: (id, record) => void, open: () => void, close: () => void}}
 */
export function keeping(model, paint) {
  const stem = model.get("bank");
  const place = stem && model.get("keep") !== false ? placeOf(model, stem) : null, key = place?.key;
  let { items: seen, seed, trouble = "", frozen = false } = place ? load(place) : { items: {} };
  seed ??= seeds.get(key) ?? model.get("seed") ?? Math.floor(Math.random() * 2 ** 31);
  if (key) seeds.set(key, seed); // two quizzes of one bank on one page
  const given = {}; // here: more than what the device has, where that keeps nothing

  const answers = () => model.get("answers") ?? {};

  function show(items) {
    const both = merged(answers(), items);
    if (JSON.stringify(both) === JSON.stringify(answers())) return;
    model.set("answers", both);
    model.save_changes();
    paint(); // an anywidget model tells others of the change, and this view not always
  }

  function write() {
    const now = load(place); // others may have kept something meanwhile
    if (now.frozen) frozen = true;
    if (now.trouble) trouble = now.trouble;
    if (frozen) return;
    try {
      seen = merged(now.items, given);
      keepItems(key, now.seed ?? seed, seen);
      if (trouble === UNKEPT) trouble = "";
    } catch {
      trouble = UNKEPT;
    }
  }

  /** Keeps an answer as the latest to its item, even if the clock has been put back since the one before. */
  function save(id, record) {
    const before = Math.max(...[answers()[id], place && load(place).items[id]].map((one) => Date.parse(one?.at) || 0));
    const at = Date.parse(record.at) > before ? record.at : new Date(before + 1).toISOString();
    given[id] = { ...record, at };
    model.set("answers", { ...answers(), [id]: given[id] });
    model.save_changes();
    if (key) {
      write();
      dispatchEvent(new CustomEvent(SAID, { detail: { key, items: { [id]: given[id] } } }));
    }
    paint();
  }

  const said = ({ detail }) => detail.key === key && show(detail.items);

  /** Takes over what another window has kept since. */
  function stored(event) {
    if (!key || event.key !== key || event.newValue === null) return;
    const { items } = load(place);
    const fresh = Object.entries(items).filter(([id, { at }]) => at !== seen[id]?.at);
    seen = items;
    show(Object.fromEntries(fresh));
  }

  addEventListener(SAID, said);
  addEventListener("storage", stored);
  return {
    seed, answers, save, trouble: () => trouble,
    /** Shows what the device kept; apart from the start, because `paint` may need what that start returns. */
    open: () => show(seen),
    close: () => {
      removeEventListener(SAID, said);
      removeEventListener("storage", stored);
    },
  };
}

// @ts-nocheck: its types are not written yet
// What the answers to some items come to: one count for the chapter, the notebook and the page Progress.

import { mastered, right, why } from "./review.js";
import { TYPES } from "./types.js";

/** Whether an item is counted, as `Item.scored`; on Progress, which knows no types, what earns nothing is ungraded. */
export const counted = ({ ungraded, type }) => !ungraded && TYPES[type]?.score !== null;

/**
 * @param {object[]} items  with id, type, ungraded, points
 * @param {object} answers  item id -> record
 * @returns {{asked, answered, mastered, first, earned, possible: number, wrong: string[]}}  numbers of items, but for
 *   points earned and possible; first: right at the first try; wrong: the ids of those whose latest answer is not right
 */
export function tally(items, answers) {
  const asked = items.filter(counted);
  const answered = asked.filter(({ id }) => answers[id]?.attempts > 0);
  const sum = (some, of) => some.reduce((all, item) => all + of(item), 0);
  return {
    asked: asked.length,
    answered: answered.length,
    mastered: answered.filter(({ id }) => mastered(answers[id])).length,
    first: answered.filter(({ id }) => right(answers[id].first)).length,
    wrong: answered.filter(({ id }) => ["sure and wrong", "wrong"].includes(why(answers[id]))).map(({ id }) => id),
    earned: sum(answered, ({ id, points }) => (answers[id].score ?? 0) * points),
    possible: sum(asked, ({ points }) => points),
  };
}

export const hundredths = (x) => String(Math.round(x * 100) / 100);

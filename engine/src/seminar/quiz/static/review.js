// @ts-nocheck: its types are not written yet
// What to review next, as review.py says it: what was answered wrong at once, the rest after 1, 3, 7 and 21 days.

import { isMoment } from "../../web/static/moment.js";

const A_DAY = 864e5;

export const isRight = (score) => score > 1 - 1e-9;
export const right = (attempt) => typeof attempt?.score === "number" && isRight(attempt.score);

/** The scored attempts at an item, in order. */
function attempts(record) {
  const known = record.history?.length ? record.history : [record.first ?? {}, record];
  return known.filter((tried) => typeof tried?.score === "number" && isMoment(tried.at));
}

/** What the latest attempt says of the item; undefined without one. */
export function why(record) {
  const last = attempts(record).at(-1);
  if (!last) return undefined;
  if (!right(last)) return last.certainty === "sure" ? "sure and wrong" : "wrong";
  return last.certainty === "guess" ? "guessed" : "right";
}

/** Whether the latest answer is right, and where the answer was shown, given on a later day. */
export function mastered(record) {
  const last = attempts(record).at(-1);
  const shown = record.shown && (record.shown_at ?? record.first?.at ?? last?.at);
  return right(last) && (!shown || last.at.slice(0, 10) > shown.slice(0, 10));
}

/** One rung up for each further day in a row that ended with a right answer. */
function rung(tries, ladder) {
  const days = new Map(tries.map((attempt) => [attempt.at.slice(0, 10), why({ history: [attempt] })]));
  let climbed = 0;
  for (const day of [...days.keys()].sort().reverse()) {
    if (days.get(day) !== "right") break;
    climbed += 1;
  }
  return Math.min(Math.max(climbed - 1, 0), ladder.length - 1);
}

/** With what bank/agreed.py says: [{id, due: Date, why}] of the records of one bank or more, the urgent first. */
export function plan(records, { ladder, urgency }) {
  const reviews = [];
  for (const [id, record] of Object.entries(records)) {
    const tries = attempts(record);
    if (!tries.length) continue;
    const days = right(tries.at(-1)) ? ladder[rung(tries, ladder)] : 0;
    reviews.push({ id, why: why(record), due: new Date(Date.parse(tries.at(-1).at) + days * A_DAY) });
  }
  return reviews.sort((a, b) => urgency.indexOf(a.why) - urgency.indexOf(b.why) || a.due - b.due);
}

/** How often each certainty was right, first attempts only. */
export function calibrated(records, certainties) {
  return certainties.map((certainty) => {
    const said = Object.values(records).map((record) => record.first)
      .filter((first) => first && first.certainty === certainty && typeof first.score === "number");
    return { certainty, n: said.length, right: said.filter(right).length };
  });
}

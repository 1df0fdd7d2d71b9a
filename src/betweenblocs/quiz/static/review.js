// What to review next, as review.py says it: "sure and wrong" first, the rest after 1, 3, 7 and 21 days.

import { isMoment } from "./moment.js";

const LADDER = [1, 3, 7, 21];
const URGENCY = ["sure and wrong", "wrong", "guessed", "right"];

export const isRight = (score) => score > 1 - 1e-9;

/** The scored attempts at an item, in order. */
function attempts(record) {
  const known = record.history?.length ? record.history : [record.first ?? {}, record];
  return known.filter((tried) => typeof tried?.score === "number" && isMoment(tried.at));
}

/** What an attempt says of the item. */
export function why({ score, certainty }) {
  if (!isRight(score)) return certainty === "sure" ? "sure and wrong" : "wrong";
  return certainty === "guess" ? "guessed" : "right";
}

/** One rung up for each further day in a row that ended with a right answer. */
function rung(tries) {
  const days = new Map(tries.map((attempt) => [attempt.at.slice(0, 10), why(attempt)]));
  let right = 0;
  for (const day of [...days.keys()].sort().reverse()) {
    if (days.get(day) !== "right") break;
    right += 1;
  }
  return Math.min(Math.max(right - 1, 0), LADDER.length - 1);
}

/** [{id, due: Date, why}] of the records of one bank or more, the urgent first. */
export function plan(records) {
  const reviews = [];
  for (const [id, record] of Object.entries(records)) {
    const tries = attempts(record);
    if (!tries.length) continue;
    const last = tries.at(-1);
    reviews.push({ id, why: why(last), due: new Date(Date.parse(last.at) + LADDER[rung(tries)] * 864e5) });
  }
  return reviews.sort((a, b) => URGENCY.indexOf(a.why) - URGENCY.indexOf(b.why) || a.due - b.due);
}

/** How often each certainty was right, first attempts only. */
export function calibrated(records) {
  return ["sure", "think", "guess"].map((certainty) => {
    const said = Object.values(records).map((record) => record.first)
      .filter((first) => first && first.certainty === certainty && typeof first.score === "number");
    return { certainty, n: said.length, right: said.filter(({ score }) => isRight(score)).length };
  });
}

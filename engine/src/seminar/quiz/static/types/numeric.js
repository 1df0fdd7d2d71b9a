// @ts-nocheck: its types are not written yet
// A number is right within a tolerance or a range.

import { write } from "../controls.js";
import { isText, parseNumber, within } from "../score.js";
import { TYPES } from "../types.js";

function number(key, response) {
  const value = isText(response) ? parseNumber(response, key.unit) : null;
  return Number(value !== null && within(value, key.low, key.high));
}

/** What is said to a usual mistake. */
function nearNumber(item, response) {
  const value = parseNumber(String(response), item.unit);
  return item.near.find(({ low, high }) => value !== null && within(value, low, high))?.html;
}

TYPES.numeric = {
  control: (item, context) => write(item, context, { mode: "decimal" }), score: number,
  told: (item, response) => (number(item.key, response) === 1 ? undefined : nearNumber(item, response)),
  refused: (item, response) => (parseNumber(response, item.unit) === null
    ? `“${response}” is not a number. Write digits, with a comma or a point before decimals.` : null),
  empty: "Type a number first.",
};

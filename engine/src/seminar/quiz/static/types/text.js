// @ts-nocheck: its types are not written yet
// A word or a few are right, in one of the forms that are accepted.

import { write } from "../controls.js";
import { fold, isText } from "../score.js";
import { TYPES } from "../types.js";

function words(key, response) {
  return Number(isText(response) && key.accept.includes(fold(response)));
}

TYPES.text = {
  control: write, score: words,
  told: (item, response) => item.near.find(({ text }) => text === fold(String(response)))?.html,
  empty: "Type an answer first.",
};

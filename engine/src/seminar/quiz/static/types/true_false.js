// @ts-nocheck: its types are not written yet
// A statement is true or false.

import { pick } from "../controls.js";
import { one } from "../score.js";
import { TYPES } from "../types.js";

TYPES.true_false = {
  control: (item, context) => pick(item, context, { fixed: true }), score: one,
  told: (item, response) => item.feedback[response],
};

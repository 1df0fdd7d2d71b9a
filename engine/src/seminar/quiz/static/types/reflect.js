// @ts-nocheck: its types are not written yet
// The student writes, and compares with a model answer; nothing is scored.

import { write } from "../controls.js";
import { TYPES } from "../types.js";

TYPES.reflect = {
  control: (item, context) => write(item, context, { long: true }), score: null, empty: "Write your answer first.",
};

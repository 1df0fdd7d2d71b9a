// @ts-nocheck: its types are not written yet
// Cards are sorted into categories.

import { place } from "../controls.js";
import { rows } from "../score.js";
import { TYPES } from "../types.js";

TYPES.classify = {
  control: (item, context) => place(item, context, { few: item.few, fixed: true }), score: rows,
  empty: "Choose at least one first.",
};

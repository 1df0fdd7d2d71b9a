// @ts-nocheck: its types are not written yet
// Cards are sorted into categories.

import { place } from "../controls.js";
import { rows } from "../score.js";
import { TYPES } from "../types.js";

const FEW = 4; // so many categories stand beside each card; as in types/classify.py

TYPES.classify = {
  control: (item, context) => place(item, context, { few: item.options.length <= FEW, fixed: true }), score: rows,
  empty: "Choose at least one first.",
};

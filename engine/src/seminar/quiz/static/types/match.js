// @ts-nocheck: its types are not written yet
// Left sides are matched to right sides.

import { place } from "../controls.js";
import { rows } from "../score.js";
import { TYPES } from "../types.js";

TYPES.match = { control: place, score: rows, empty: "Choose at least one first." };

// @ts-nocheck: its types are not written yet
// One option of several is right.

import { pick } from "../controls.js";
import { one } from "../score.js";
import { TYPES } from "../types.js";

TYPES.single = { control: pick, score: one, told: (item, response) => item.feedback[response] };

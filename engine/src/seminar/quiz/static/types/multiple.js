// @ts-nocheck: its types are not written yet
// One option or several are right.

import { pick } from "../controls.js";
import { several } from "../score.js";
import { TYPES } from "../types.js";

TYPES.multiple = { control: (item, context) => pick(item, context, { many: true }), score: several };

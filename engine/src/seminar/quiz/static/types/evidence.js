// @ts-nocheck: its types are not written yet
// Claims of the register support a statement or do not.

import { pick } from "../controls.js";
import { several } from "../score.js";
import { TYPES } from "../types.js";

TYPES.evidence = { control: (item, context) => pick(item, context, { many: true, fixed: true, named: true }), score: several };

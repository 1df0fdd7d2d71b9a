// @ts-nocheck: its types are not written yet
// Sends an answer, and says that it is saved when the server has it and not before.

import { ask, pause } from "./talk.js";

const TYPING = 200; // ms; each letter is not yet an answer

/**
 * @param {{item: string, round: number}} vote
 * @param {object|null} kept  what the server already has
 * @param {boolean} typed  whether the answer is typed; a tap is sent at once
 * @param {(kept: object|null, trouble?: string) => void} tell  is called when something is saved, or cannot be
 * @returns {{read: () => object, save: (record: object) => void, know: (kept: object|null) => void, flush: () => void, stop: () => void}}
 */
export function sender(vote, kept, typed, tell) {
  let record = acknowledged(kept), changed = false, sending = false, stopped = false, hurry = () => {};

  function acknowledged(answer) {
    return answer ? { response: answer.response, certainty: answer.certainty, attempts: 1 } : {};
  }

  async function send() {
    sending = true;
    if (typed) await Promise.race([pause(TYPING), new Promise((resolve) => { hurry = resolve; })]);
    while (changed && !stopped) {
      changed = false;
      const { response, certainty } = record;
      try {
        await ask("api/answer", { content: { ...vote, response, certainty } });
        kept = response === null ? null : { response, certainty };
        if (!changed) settle();
      } catch (error) {
        if ([0, 429].includes(error.status) || error.status >= 500) {
          if (!stopped) tell(kept, error.status ? "Not saved yet. Trying again …" : "Not saved yet: no connection to the class. Trying again …");
          changed = true;
          await pause(1000 + 1000 * Math.random());
        } else if (!changed) {
          settle(error.message);
        }
      }
    }
    sending = false;
  }

  function settle(trouble) {
    record = acknowledged(kept);
    tell(kept, trouble);
  }

  return {
    read: () => record,
    save(next) {
      if (next.response === null && !next.attempts) { record = next; return; } // only how sure somebody is, so far
      record = { ...next, draft: next.response }; // a draft until the server has it
      changed = true;
      tell(kept);
      if (!sending) send();
    },
    /** Another tab of the same seat has sent this; what is under way here comes later and counts instead. */
    know(answer) {
      kept = answer;
      if (!changed && !sending) settle();
    },
    /** The round is about to be closed: what is half typed goes now. */
    flush() { hurry(); },
    stop() { stopped = true; },
  };
}

// Sends an answer, and says that it is saved when the server has it and not before.

import { ask, pause } from "./talk.js";

const TYPING = 200; // ms to wait while somebody types, because one letter is not yet an answer

/**
 * @typedef {import("./states.d.ts").Answer} Answer
 * @typedef {import("./states.d.ts").Draft} Draft
 * @typedef {ReturnType<typeof sender>} Sender
 */

/**
 * @param {{item: string, round: number}} vote
 * @param {Answer | null} kept  what the server already has
 * @param {boolean} typed  whether the answer is typed; a tap is sent at once
 * @param {(kept: Answer | null, trouble?: string) => void} tell  is called when something is saved, or cannot be
 */
export function sender(vote, kept, typed, tell) {
  let record = acknowledged(kept), changed = false, sending = false, stopped = false, hurry = () => {};

  /**
   * What the question shows of an answer that the server has.
   * @param {Answer | null} answer
   * @returns {Draft}
   */
  function acknowledged(answer) {
    return answer ? { response: answer.response, certainty: answer.certainty, attempts: 1 } : {};
  }

  async function send() {
    sending = true;
    if (typed) await Promise.race([pause(TYPING), new Promise((resolve) => { hurry = () => resolve(null); })]);
    while (changed && !stopped) {
      changed = false;
      const { response = null, certainty = null } = record;
      try {
        await ask("api/answer", { content: { ...vote, response, certainty } });
        kept = response === null ? null : { response, certainty };
        if (!changed) settle();
      } catch (error) {
        const { status, message } = /** @type {Error & {status?: number}} */ (error);
        if (status !== undefined && ([0, 429].includes(status) || status >= 500)) {
          if (!stopped) tell(kept, status ? "Not saved yet. Trying again …" : "Not saved yet: no connection to the class. Trying again …");
          changed = true;
          await pause(1000 + 1000 * Math.random());
        } else if (!changed) {
          settle(message);
        }
      }
    }
    sending = false;
  }

  /** @param {string} [trouble] */
  function settle(trouble) {
    record = acknowledged(kept);
    tell(kept, trouble);
  }

  return {
    read: () => record,
    /** @param {Draft} next */
    save(next) {
      if (next.response === null && !next.attempts) { record = next; return; } // nothing is sent, because only a certainty was chosen so far
      record = { ...next, draft: next.response }; // it is a draft until the server has it
      changed = true;
      tell(kept);
      if (!sending) send();
    },
    /**
     * Takes over what another tab of the same seat has sent, unless an answer is under way here, because that one comes
     * later and counts instead.
     * @param {Answer | null} answer
     */
    know(answer) {
      kept = answer;
      if (!changed && !sending) settle();
    },
    /** Sends now what is half typed, because the round is about to be closed. */
    flush() { hurry(); },
    stop() { stopped = true; },
  };
}

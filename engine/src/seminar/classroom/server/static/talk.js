// Talks to the class server: asks, waits for news, and says when it cannot be reached.

const WAIT = 12_000; // ms; the server answers after 8 s, even where there is no news

/** What the server refused; `status` is 0 where there was no answer. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} sentence
   */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/**
 * Asks for JSON, by POST where there is content.
 * @param {string} path
 * @param {{content?: object, headers?: Record<string, string>, stop?: AbortController}} [how]
 * @returns {Promise<any>} what the server says at this path
 * @throws {Refused}
 */
export async function ask(path, { content, headers = {}, stop = new AbortController() } = {}) {
  const timer = setTimeout(() => stop.abort(), WAIT);
  let answer, found;
  try {
    answer = await fetch(path, {
      method: content ? "POST" : "GET", body: content && JSON.stringify(content), cache: "no-store",
      headers: { ...(content ? { "Content-Type": "application/json" } : {}), ...headers },
      signal: stop.signal,
    });
    found = await answer.json();
  } catch {
    throw new Refused(0, "The class cannot be reached.");
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) throw new Refused(answer.status, found.error ?? "The class server refused.");
  return found;
}

/**
 * Resolves after so many milliseconds.
 * @param {number} ms
 * @returns {Promise<void>}
 */
export const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Calls take(state) with every new state until it returns false, and rests between two states.
 * @param {string} path  gives a state that has a version
 * @param {Record<string, string>} headers
 * @param {(state: any) => boolean|Promise<boolean>} take
 * @param {number} between  milliseconds
 * @throws {Refused} where asking again does not help: no seat, no key
 */
export async function follow(path, headers, take, between = 50) {
  let after = "", failed = 0, wake = () => {};
  /** @type {AbortController | undefined} */
  let asking;
  // Of several tabs with one seat the server holds the request of one only, so the others wait this long.
  const quiet = 1000 + 3000 * Math.random();
  // Asks anew when the page is visible again, because a phone that was asleep may hold a dead connection.
  const again = () => { if (document.visibilityState === "visible") { asking?.abort(); wake(); } };
  addEventListener("visibilitychange", again);
  addEventListener("online", again);
  try {
    for (;;) {
      let rest = between;
      const lately = failed ? "" : after; // after a failure the server is to answer at once, because then the page knows that the connection is back
      try {
        asking = new AbortController();
        const state = await ask(`${path}?after=${lately}`, { headers, stop: asking });
        if (failed) lost("");
        failed = 0;
        if (String(state.version) === after) rest = lately ? quiet : between;
        else if (!(await take(state))) return;
        after = String(state.version);
      } catch (error) {
        if (!(error instanceof Refused) || [401, 403].includes(error.status)) throw error;
        failed += 1;
        if (failed > 1 && error.status !== 429) lost("No connection to the class. Trying again …");
        rest = Math.min(500 * 2 ** failed, 5000) * (0.5 + Math.random()); // at random, so that a class does not ask all at once
      }
      await Promise.race([pause(rest), new Promise((resolve) => { wake = () => resolve(null); })]);
    }
  } finally {
    removeEventListener("visibilitychange", again);
    removeEventListener("online", again);
  }
}

/**
 * Says that the connection is lost, or nothing.
 * @param {string} words
 */
export function lost(words) {
  const line = /** @type {HTMLElement} */ (document.getElementById("lost"));
  line.textContent = words;
  line.hidden = !words;
}

/** Says on the page whether it is dark, because the quiz's style looks there. */
export function look() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => { document.documentElement.dataset.theme = dark.matches ? "dark" : "light"; };
  dark.addEventListener("change", set);
  set();
}

// The instructor's list of seats, with what locks the door, makes a new code and removes a seat.

import { h } from "../../../web/static/dom.js";
import { ask } from "./talk.js";

const MANY = 200; // so many seats are listed at once

/**
 * @param {(path: string, content: object) => Promise<object | null>} act
 * @param {() => void} renewed  is called when there is another code
 */
export function door(act, renewed) {
  /** @type {import("./states.d.ts").Seat[]} */
  let seats = [];
  /** @type {number | undefined} */
  let joined;
  /**
   * @param {string} words
   * @param {() => void} onclick
   */
  const button = (words, onclick) => h("button", { type: "button", class: "bb-button", onclick }, words);
  const lock = button("", () => act("lock", { on: lock.dataset.on !== "true" }));
  const renew = button("New code", async () => { if (await act("renew", {})) renewed(); });
  const find = h("input", { id: "find", type: "search", autocomplete: "off", oninput: () => list() });
  const all = button("", () => remove(matching()));
  const names = h("ul", { class: "bb-names" });
  const note = h("p", { class: "bb-small", role: "status" });
  const seated = h("details", { ontoggle: () => load() }, h("summary", {}, "Seats"),
    h("p", { class: "bb-field" }, h("label", { for: "find" }, "Names that hold"), find, all), note, names);
  const el = h("section", { class: "bb-door bb-quiz", "aria-label": "Who is in" }, h("div", { class: "bb-actions" }, lock, renew), seated);

  const matching = () => seats.filter(({ label }) => label.toLowerCase().includes(find.value.trim().toLowerCase()));

  async function load() {
    if (!seated.open) return;
    try {
      ({ seats } = await ask("api/seats"));
    } catch {
      return;
    }
    list();
  }

  function list() {
    const found = matching();
    names.replaceChildren(...found.slice(0, MANY).map((seat) => h("li", {},
      h("span", { class: "bb-name" }, seat.label), seat.answers > 0 && h("span", { class: "bb-small" }, ` ${seat.answers} answers`),
      h("button", { type: "button", class: "bb-button", "aria-label": `Remove ${seat.label}`, onclick: () => remove([seat]) }, "Remove"))));
    all.textContent = `Remove all ${found.length}`;
    all.disabled = !found.length;
    note.textContent = found.length > MANY ? `The first ${MANY} of ${found.length} are listed.` : "";
  }

  /** @param {import("./states.d.ts").Seat[]} some */
  async function remove(some) {
    if (!some.length || !confirm(`Remove ${some.length === 1 ? some[0].label : `${some.length} seats`} with all votes? Lock the door first, or they may come back.`)) return;
    await act("remove", { seats: some.map(({ number }) => number) });
    load();
  }

  return {
    el,
    /** @param {import("./states.d.ts").Board} board */
    paint(board) {
      lock.dataset.on = String(board.locked);
      lock.textContent = board.locked ? "Let others join" : "Lock the door";
      if (joined !== board.joined) { joined = board.joined; load(); }
    },
  };
}

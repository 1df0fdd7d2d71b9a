// Stands in for a notebook's model in a static page, and keeps answers on the reader's device.

import { PREFIX, UNKEPT, keepItems, load, merged } from "./store.js";

const models = new Set();

class Model {
  #state;
  #listeners = new Map();
  #key;
  #frozen = false;

  constructor(state) {
    this.#state = state;
    this.#key = state.bank ? PREFIX + state.bank : null;
    if (!this.#key) return;
    const { items, seed, trouble = "", frozen = false } = load(this.#key);
    this.#frozen = frozen;
    Object.assign(state, { answers: merged(state.answers ?? {}, items), seed: seed ?? Math.floor(Math.random() * 2 ** 31), trouble });
    for (const model of models) if (model.#key === this.#key) state.seed = model.get("seed");
    models.add(this);
  }

  get(name) { return this.#state[name]; }

  set(name, value) {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    for (const event of [`change:${name}`, "change"]) this.#listeners.get(event)?.forEach((listener) => listener());
  }

  save_changes() {
    if (!this.#key) return;
    // Other quizzes of the same bank, on this page and in other tabs, may have kept something meanwhile.
    for (const model of models) if (model !== this && model.#key === this.#key) model.absorb(this.get("answers"));
    if (this.#frozen) return;
    const { items, trouble = "" } = load(this.#key);
    this.absorb(items);
    try {
      keepItems(this.#key, this.get("seed"), this.get("answers"));
      if (trouble) this.set("trouble", trouble);
      else if (this.get("trouble") === UNKEPT) this.set("trouble", "");
    } catch {
      this.set("trouble", UNKEPT);
    }
  }

  /** Takes over records that are later than its own. */
  absorb(items) {
    const both = merged(this.get("answers"), items);
    if (JSON.stringify(both) !== JSON.stringify(this.get("answers"))) this.set("answers", both);
  }

  /** Takes over what another tab has kept. */
  static heard({ key }) {
    for (const model of models) if (model.#key !== null && model.#key === key) model.absorb(load(key).items);
  }

  on(events, listener) {
    for (const event of events.split(" ")) {
      if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
      this.#listeners.get(event).add(listener);
    }
  }

  off(event, listener) {
    if (listener) this.#listeners.get(event)?.delete(listener);
    else this.#listeners.delete(event);
  }

  send() {}
}

/** Brings every <div class="bb-live" data-bb="name"> to life; where that fails, what stands there stays readable. */
export function hydrate(name, widget) {
  for (const place of document.querySelectorAll(`.bb-live[data-bb="${name}"]`)) {
    try {
      const state = JSON.parse(place.querySelector("script[type='application/json']").textContent);
      const el = document.createElement("div");
      const fallback = place.querySelector(".bb-fallback");
      fallback.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      widget.render({ model: new Model(state), el });
      fallback.hidden = true; // stays for printing
      place.append(el);
    } catch (error) {
      console.error(`betweenblocs: ${name}`, error);
    }
  }
  // The page may have been opened at a question that was not there yet.
  const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (wanted && wanted.closest(".bb-live")) wanted.scrollIntoView();
  addEventListener("storage", Model.heard);
}

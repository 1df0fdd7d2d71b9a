// @ts-nocheck: its types are not written yet
// Stands in for a notebook's model in a static page.

class Model {
  #state;
  #listeners = new Map();

  constructor(state) { this.#state = state; }

  get(name) { return this.#state[name]; }

  set(name, value) {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    for (const event of [`change:${name}`, "change"]) this.#listeners.get(event)?.forEach((listener) => listener());
  }

  save_changes() {}

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
      console.error(`seminar: ${name}`, error);
    }
  }
  // The page may have been opened at a question that was not there yet.
  const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (wanted && wanted.closest(".bb-live")) wanted.scrollIntoView();
}

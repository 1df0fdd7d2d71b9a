// Stands in for a notebook's model in a static page.

class Model {
  #state;
  /** @type {Map<string, Set<() => void>>} */
  #listeners = new Map();

  /** @param {Record<string, unknown>} state */
  constructor(state) { this.#state = state; }

  /**
   * @param {string} name
   * @returns {any}
   */
  get(name) { return this.#state[name]; }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  set(name, value) {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    for (const event of [`change:${name}`, "change"]) this.#listeners.get(event)?.forEach((listener) => listener());
  }

  save_changes() {}

  /**
   * @param {string} events
   * @param {() => void} listener
   */
  on(events, listener) {
    for (const event of events.split(" ")) {
      const there = this.#listeners.get(event) ?? new Set();
      this.#listeners.set(event, there.add(listener));
    }
  }

  /**
   * @param {string} event
   * @param {() => void} [listener]
   */
  off(event, listener) {
    if (listener) this.#listeners.get(event)?.delete(listener);
    else this.#listeners.delete(event);
  }

  send() {}
}

/**
 * Brings every <div class="bb-live" data-bb="name"> to life; where that fails, what stands there stays readable.
 * @param {string} name
 * @param {import("./types.d.ts").Widget} widget
 */
export function hydrate(name, widget) {
  for (const place of document.querySelectorAll(`.bb-live[data-bb="${name}"]`)) {
    try {
      const state = JSON.parse(/** @type {Element} */ (place.querySelector("script[type='application/json']")).textContent);
      const el = document.createElement("div");
      const fallback = /** @type {HTMLElement} */ (place.querySelector(".bb-fallback"));
      fallback.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      widget.render({ model: new Model(state), el });
      fallback.hidden = true; // it stays in the page, because it is what is printed
      place.append(el);
    } catch (error) {
      console.error(`seminar: ${name}`, error);
    }
  }
  // Scrolls to the question in the address, because it was not there when the browser looked for it.
  const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (wanted && wanted.closest(".bb-live")) wanted.scrollIntoView();
}

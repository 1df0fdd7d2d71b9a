// Who answers: a name or code that is kept on the device and stands in every file that is handed in.

import { h } from "./dom.js";

/**
 * A field for the name or code.
 * @param {import("./types.d.ts").Model} model  of a live piece: it names its course
 * @param {string} id  of the field
 * @returns {{input: HTMLInputElement, name: () => string, keep: () => void}}
 */
export function student(model, id) {
  const key = `seminar:${model.get("course")}:student`, earlier = model.get("formerly") && `${model.get("formerly")}:student`;
  let kept = "";
  try { kept = localStorage.getItem(key) ?? (earlier && localStorage.getItem(earlier)) ?? ""; } catch { /* the page says that nothing is kept */ }
  const input = h("input", { type: "text", id, maxlength: "200", autocomplete: "off", value: kept, onchange: keep });
  const name = () => input.value.trim();

  function keep() {
    try { localStorage.setItem(key, name()); } catch { /* the page says that nothing is kept */ }
  }

  return { input, name, keep };
}

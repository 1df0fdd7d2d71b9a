// Who answers: a name or code that is kept on the device and stands in every file that is handed in.

import { h } from "./dom.js";

const NAME = "betweenblocs:student";

/**
 * A field for the name or code.
 * @returns {{input: HTMLInputElement, name: () => string, keep: () => void}}
 */
export function student(id) {
  let kept = "";
  try { kept = localStorage.getItem(NAME) ?? ""; } catch { /* the page says that nothing is kept */ }
  const input = h("input", { type: "text", id, maxlength: "200", autocomplete: "off", value: kept, onchange: keep });
  const name = () => input.value.trim();

  function keep() {
    try { localStorage.setItem(NAME, name()); } catch { /* the page says that nothing is kept */ }
  }

  return { input, name, keep };
}

// Keeps JupyterLab from taking the keys that are pressed in a widget, because there arrows lead to the next cell, and
// two letters d delete the cell. JupyterLab listens on the document; this listens on the window, which hears keys first.
// JupyterLab still gets Ctrl+S and the like.

/**
 * @param {HTMLElement} el the widget's outermost element
 * @returns {() => void} gives the keys back
 */
export function keepKeys(el) {
  /** @param {KeyboardEvent} event */
  const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  /** @param {KeyboardEvent} event */
  const claim = (event) => el.toggleAttribute("data-lm-suppress-shortcuts", plain(event));
  el.addEventListener("keydown", (event) => plain(event) && event.stopPropagation());
  addEventListener("keydown", claim, true);
  return () => removeEventListener("keydown", claim, true);
}

// Keeps the keys of a widget to the widget.
// JupyterLab would take them: arrows lead to the next cell, and two letters d in a list delete this one.
// Its listener sits on the document, so that the window hears first. Ctrl+S and the like remain its own.

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

// Fetches the lab's large files when the reader points at its link, so that they are there soon after the click.
(() => {
  "use strict";
  const INTENT = 200; // milliseconds, because a pointer or Tab often only passes over the link
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("a.bb-lab");
  if (location.protocol === "file:") {
    /** @type {NodeListOf<HTMLElement>} */
    const notes = document.querySelectorAll(".bb-lab-server");
    for (const note of notes) note.hidden = false;
    return;
  }
  // Not every browser has `connection`, so TypeScript does not know it.
  const { connection } = /** @type {Navigator & {connection?: {saveData?: boolean}}} */ (navigator);
  if (connection?.saveData) return; // a reader who pays by the megabyte decides when to load
  /** @type {number | undefined} */
  let waiting;
  let begun = false;
  for (const link of links) {
    for (const turned of ["pointerenter", "focus"]) link.addEventListener(turned, () => {
      clearTimeout(waiting);
      waiting = setTimeout(warmUp, INTENT, link);
    });
    for (const left of ["pointerleave", "blur"]) link.addEventListener(left, () => clearTimeout(waiting));
    for (const meant of ["touchstart", "click"]) link.addEventListener(meant, () => warmUp(link), { passive: true });
  }

  /** @param {HTMLAnchorElement} link */
  async function warmUp(link) {
    if (begun) return;
    begun = true;
    const lab = new URL(link.dataset.lab ?? "", document.baseURI);
    try {
      /** @type {string[]} */
      const names = await (await fetch(new URL("warm-up.json", lab))).json();
      // `fetch` and not <link rel=prefetch>, because a policy may forbid the latter; each file is read to its end, because the
      // browser else keeps nothing of it.
      await Promise.all(names.map(async (name) => (await fetch(new URL(name, lab), { priority: "low" })).arrayBuffer()));
    } catch { /* the lab fetches for itself what is not there yet */ }
  }
})();

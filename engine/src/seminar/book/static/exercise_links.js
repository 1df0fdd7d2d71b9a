// @ts-nocheck: its types are not written yet
// Fetches the lab's large files once the reader turns to its link, so that they are there soon after the click.
(() => {
  "use strict";
  const INTENT = 200; // milliseconds: who only passes over the link with pointer or Tab wants nothing
  const links = [...document.querySelectorAll("a.bb-lab")];
  if (location.protocol === "file:") {
    for (const note of document.querySelectorAll(".bb-lab-server")) note.hidden = false;
    return;
  }
  if (navigator.connection?.saveData) return; // who pays by the megabyte decides alone
  let waiting, begun = false;
  for (const link of links) {
    for (const turned of ["pointerenter", "focus"]) link.addEventListener(turned, () => {
      clearTimeout(waiting);
      waiting = setTimeout(warmUp, INTENT, link);
    });
    for (const left of ["pointerleave", "blur"]) link.addEventListener(left, () => clearTimeout(waiting));
    for (const meant of ["touchstart", "click"]) link.addEventListener(meant, () => warmUp(link), { passive: true });
  }

  async function warmUp(link) {
    if (begun) return;
    begun = true;
    const lab = new URL(link.dataset.lab, document.baseURI);
    try {
      const names = await (await fetch(new URL("warm-up.json", lab))).json();
      // By `fetch`, because a policy may forbid <link rel=prefetch>; read to the end, or the browser keeps nothing.
      await Promise.all(names.map(async (name) => (await fetch(new URL(name, lab), { priority: "low" })).arrayBuffer()));
    } catch { /* the lab fetches for itself what is not there yet */ }
  }
})();

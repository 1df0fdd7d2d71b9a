// Fetches the lab's large files when the reader comes near the exercise, so that they are there at the click.
(() => {
  "use strict";
  const links = [...document.querySelectorAll("a.bb-lab")];
  if (location.protocol === "file:") {
    for (const note of document.querySelectorAll(".bb-lab-server")) note.hidden = false;
    return;
  }
  if (navigator.connection?.saveData) return; // who pays by the megabyte decides alone
  const near = new IntersectionObserver(warmUp, { rootMargin: "100% 0px" });
  for (const link of links) near.observe(link);

  async function warmUp(entries) {
    const link = entries.find((entry) => entry.isIntersecting)?.target;
    if (!link) return;
    near.disconnect();
    const lab = new URL(link.dataset.lab, document.baseURI);
    const answer = await fetch(new URL("warm-up.json", lab));
    if (!answer.ok) return;
    for (const name of await answer.json()) {
      const hint = document.createElement("link");
      hint.rel = "prefetch";
      hint.href = new URL(name, lab).href;
      document.head.append(hint);
    }
  }
})();

// @ts-nocheck: its types are not written yet
// From the feedback to the passage that settles the question, and back.

import { h } from "../../web/static/dom.js";

function go(target, focus = target) {
  if (!focus.matches("a[href], button, input, select, textarea")) focus.tabIndex = -1;
  target.scrollIntoView({ block: "center" });
  focus.focus({ preventScroll: true });
}

// One passage is marked at a time.
let leaveLast = () => {};

/** Marks the block about an anchor and offers the way back; `back` is called, or followed, on return. */
function visit(anchor, back) {
  leaveLast();
  const block = anchor.closest("p, li, dd, td, figcaption, blockquote") ?? anchor;
  const link = h("a", { class: "bb-return", href: back.href }, "Back to the question");
  leaveLast = () => {
    block.classList.remove("bb-marked");
    link.remove();
    leaveLast = () => {};
  };
  if (back.to) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leaveLast();
      go(back.to.closest(".bb-item"), back.to);
    });
  }
  block.classList.add("bb-marked");
  block.append(" ", link);
  go(block);
}

/** The line "See the passage: S3, S4". Without a page to go to, each claim unfolds in place. */
export function passages(item, register, itemElement) {
  const line = h("div", { class: "bb-passages" });
  if (!item.evidence?.length) return line;
  if (!register && !item.evidence.some(({ id }) => document.getElementById(`cite-${id}`))) {
    line.append(...item.evidence.map(({ id, text }) => h("details", {}, h("summary", {}, `Claim ${id}`), h("p", {}, text))));
    return line;
  }
  line.append(h("span", {}, "See the passage: "));
  item.evidence.forEach(({ id, text }, i) => {
    const here = location.pathname.split("/").pop() || "index.html";
    const back = encodeURIComponent(`${here}#${itemElement.id}`);
    const link = h("a", { href: `${register}?back=${back}#${id}`, title: text }, id);
    link.addEventListener("click", (event) => {
      const anchor = document.getElementById(`cite-${id}`);
      if (!anchor) return; // the link leads to the register, because this page does not cite the claim
      event.preventDefault();
      visit(anchor, { href: `#${itemElement.id}`, to: link });
    });
    line.append(i ? ", " : "", link);
  });
  return line;
}

/** On the register's page: marks the claim that a question sent the reader to. */
export function arrive() {
  const back = new URLSearchParams(location.search).get("back");
  const anchor = document.getElementById(location.hash.slice(1));
  // Only a page beside this one and an anchor in it become a link, because anybody can write an address for this page.
  if (!anchor || !back || !/^[\w-]+\.html#[\w-]+$/.test(back)) return;
  // After the page is loaded, because until then the browser scrolls by itself.
  addEventListener("load", () => visit(anchor, { href: back }));
}

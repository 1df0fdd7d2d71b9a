// Shows what a round said: beside the options where there are options, else as a list of shares.

import { h } from "../../../web/static/dom.js";

/** @type {["right" | "partly" | "not", string][]} */
const SHARES = [["right", "Right"], ["partly", "Partly right"], ["not", "Not right"]];
/**
 * @param {number} n
 * @param {number} of
 */
const percent = (n, of) => (of ? Math.round((100 * n) / of) : 0);

/**
 * @param {number} n
 * @param {number} of
 */
function bar(n, of) {
  const fill = h("span", { class: "bb-fill", hidden: !n });
  fill.style.inlineSize = `${percent(n, of)}%`; // set by script, because the page's policy forbids style attributes
  return h("span", { class: "bb-bar" }, fill, h("span", { class: "bb-count" }, `${n} of ${of} (${percent(n, of)} %)`));
}

/**
 * Puts a distribution into a question.
 * @param {HTMLElement} question
 * @param {string} uid  the one that the question was made with
 * @param {import("./states.d.ts").Item} item
 * @param {import("./states.d.ts").Distribution} said
 */
export function distribution(question, uid, item, { answered, lines, shares }) {
  /**
   * @param {string} words  HTML
   * @param {number} n
   */
  const row = (words, n) => h("li", {}, h("span", { class: "bb-words", html: words }), bar(n, answered));
  /**
   * @param {string} label
   * @param {...HTMLElement} rows
   */
  const list = (label, ...rows) => h("ul", { class: "bb-shares", "aria-label": label }, ...rows);
  if (item.rows) {
    /** @param {import("./states.d.ts").Part} one */
    const said = (one) => list("", ...lines.filter((line) => line.row === one.id && line.count).map(({ html, count }) => row(html, count)));
    question.append(h("div", { class: "bb-placed" }, ...item.rows.map((one) =>
      h("section", { "aria-label": one.text }, h("p", { class: "bb-words", html: one.html }), said(one)))));
  } else if (lines.some(({ id }) => optionOf(question, uid, id))) {
    for (const { id, count } of lines) optionOf(question, uid, id)?.append(bar(count, answered));
    return; // no shares follow, because each option says whether it is right once the key is shown
  } else if (lines.length) {
    question.append(list("What the class said", ...lines.map(({ html, count }) => row(html, count))));
  } else {
    question.append(h("p", { class: "bb-nothing" }, "Nobody has answered."));
  }
  if (shares) {
    question.append(list("How many were right", ...SHARES.filter(([name]) => name !== "partly" || shares.partly).map(([name, words]) => row(words, shares[name]))));
  }
}

/**
 * The element of an option within a question.
 * @param {HTMLElement} question
 * @param {string} uid
 * @param {string} id
 */
const optionOf = (question, uid, id) => question.querySelector(`#${CSS.escape(`${uid}-${id}`)}`)?.closest(".bb-option");

/**
 * The table of who moved where between two rounds.
 * @param {import("./states.d.ts").Shifts} moved
 */
export function shifts(moved) {
  /**
   * @param {"right" | "wrong"} from
   * @param {"right" | "wrong"} to
   */
  const cell = (from, to) => h("td", { class: from === "wrong" && to === "right" ? "bb-gained" : null }, String(moved[/** @type {const} */ (`${from}→${to}`)]));
  /**
   * @param {"right" | "wrong"} from
   * @param {string} words
   */
  const row = (from, words) => h("tr", {}, h("th", { scope: "row" }, words), cell(from, "right"), cell(from, "wrong"));
  /** @param {number | null} x  null only where nobody answered in both rounds */
  const share = (x) => `${Math.round(100 * (x ?? 0))} %`;
  return h("div", { class: "bb-shifts" },
    moved.n ? h("p", { class: "bb-headline" }, `Right: ${share(moved.share_before)} before, ${share(moved.share_after)} after`)
      : h("p", {}, "Nobody answered in both rounds."),
    moved.n ? h("table", {}, h("caption", {}, `The ${moved.n} who answered in both rounds`),
      h("thead", {}, h("tr", {}, h("td"), h("th", { scope: "col" }, "Then right"), h("th", { scope: "col" }, "Then not right"))),
      h("tbody", {}, row("right", "First right"), row("wrong", "First not right"))) : null);
}

// The page Progress: what is answered, how well certainty and result agree, what comes next, and the answers as a file.

import { h, sign } from "./dom.js";
import { calibrated, isRight, plan } from "./review.js";
import { download, fileName, joinedItems, packed, unpacked } from "./responses.js";
import { PREFIX, UNKEPT, keepItems, load } from "./store.js";

const NAME = "betweenblocs:student";
const WORDS = { sure: "Sure", think: "I think so", guess: "A guess" };
const REASONS = {
  "sure and wrong": ["wrong", "Sure, and wrong"], wrong: ["wrong", "Not right yet"],
  guessed: ["partly", "Right, by a guess"], right: ["right", "Right"],
};
const number = (x) => String(Math.round(x * 100) / 100);
const share = (part, whole) => `${Math.round((100 * part) / whole)} %`;

/** A bar that repeats what stands beside it in digits. */
const bar = (part, whole) => h("span", { class: "bb-bar", "aria-hidden": "true" },
  h("span", { style: `inline-size: ${whole ? Math.round((100 * part) / whole) : 0}%` }));

/** A table that scrolls sideways by itself where the page is narrow. */
const table = (caption, heads, rows) => h("div", { class: "bb-wide", role: "region", tabindex: "0", "aria-label": caption },
  h("table", { class: "bb-table" }, h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...rows.map(([first, ...cells]) => h("tr", {}, h("th", { scope: "row" }, first), ...cells.map((cell) => h("td", {}, ...[cell].flat())))))));

function render({ model, el }) {
  const chapters = model.get("chapters");
  const memory = new Map(); // stem -> items, where the device keeps nothing
  let trouble = "";

  /** The records of a chapter. */
  function records(stem) {
    if (memory.has(stem)) return memory.get(stem);
    const kept = load(PREFIX + stem);
    if (kept.trouble) trouble = kept.trouble;
    return kept.items;
  }

  const body = h("div", { class: "bb-progress-body" });
  const notice = h("p", { class: "bb-notice", role: "status" });
  const status = h("p", { class: "bb-status", role: "status" });
  const student = h("input", { type: "text", id: "bb-student", maxlength: "200", autocomplete: "off", value: remembered(), onchange: remember });
  const file = h("input", { type: "file", id: "bb-import", accept: ".json,application/json", onchange: take });

  function remembered() {
    try { return localStorage.getItem(NAME) ?? ""; } catch { return ""; }
  }

  function remember() {
    try { localStorage.setItem(NAME, student.value.trim()); } catch { /* the notice says so */ }
  }

  function state({ stem, title, page, items }) {
    const given = records(stem);
    const scored = items.filter(({ points }) => points > 0);
    const answered = scored.filter(({ id }) => given[id]?.attempts);
    const earned = answered.reduce((sum, { id, points }) => sum + (given[id].score ?? 0) * points, 0);
    const possible = scored.reduce((sum, { points }) => sum + points, 0);
    const [kind, word] = !answered.length ? ["blank", "Not begun"] : answered.length < scored.length ? ["partly", "Begun"] : ["right", "Done"];
    return [h("a", { href: page }, title), sign(kind, word), `${answered.length} of ${scored.length}`,
      [`${number(earned)} of ${number(possible)}`, bar(earned, possible)]];
  }

  function reviews() {
    const now = new Date();
    const all = chapters.flatMap(({ stem, items, page }) => {
      const known = new Map(items.map((item) => [item.id, item]));
      return plan(records(stem)).filter(({ id }) => known.has(id)).map((review) => ({ ...review, ...known.get(review.id), page, reason: review.why }));
    });
    const order = Object.keys(REASONS);
    all.sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || a.due - b.due);
    // Whoever was sure and wrong sees it again at once; the rest waits for its day.
    const due = all.filter((review) => review.reason === "sure and wrong" || review.due <= now);
    return { due, later: all.filter((review) => !due.includes(review)).sort((a, b) => a.due - b.due) };
  }

  const entry = ({ reason, prompt, page, anchor, due }, when) => h("li", {},
    sign(...REASONS[reason]), " ", h("a", { href: `${page}#${anchor}` }, prompt),
    when && h("span", { class: "bb-small" }, ` on ${due.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`));

  function paint() {
    trouble = "";
    const rows = chapters.map(state);
    const { due, later } = reviews();
    const all = Object.assign({}, ...chapters.map(({ stem, items }) => {
      const given = records(stem);
      return Object.fromEntries(items.filter(({ id, points }) => points > 0 && given[id]).map(({ id }) => [id, given[id]]));
    }));
    const sure = calibrated(all);
    const said = sure.reduce((sum, { n }) => sum + n, 0);
    const wrong = Object.values(all).filter(({ first }) => first?.certainty === "sure" && typeof first.score === "number" && !isRight(first.score)).length;
    body.replaceChildren(...[
      h("h2", {}, "Chapters"),
      table("Your chapters", ["Chapter", "State", "Answered", "Points"], rows),
      h("h2", {}, "What to review next"),
      due.length ? h("ol", { class: "bb-reviews" }, ...due.map((review) => entry(review, false)))
        : h("p", {}, later.length ? "Nothing is due today." : "Nothing yet: answer a few questions first."),
      later.length ? h("details", {}, h("summary", {}, `Later (${later.length})`), h("ol", { class: "bb-reviews" }, ...later.map((review) => entry(review, true)))) : null,
      h("h2", {}, "How sure, how right"),
      said ? h("p", {}, sure[0].n ? `Of ${sure[0].n} first answers that you were sure of, ${sure[0].right} ${sure[0].right === 1 ? "was" : "were"} right.`
        + (wrong ? " The others come first in the review." : "") : "You have not yet said that you were sure.")
        : h("p", {}, "Say how sure you are before you check an answer, and this table fills."),
      said ? table("Your first answers by certainty", ["You said", "Answers", "Right", "Share right"],
        sure.map(({ certainty, n, right }) => [WORDS[certainty], String(n), String(right), n ? [share(right, n), bar(right, n)] : "–"])) : null,
    ].filter(Boolean));
    notice.textContent = trouble || (memory.size ? UNKEPT : "");
    notice.hidden = !notice.textContent;
  }

  function give() {
    remember();
    const banks = Object.fromEntries(chapters.map(({ stem }) => [stem, { items: records(stem) }]).filter(([, { items }]) => Object.keys(items).length));
    if (!Object.keys(banks).length) { status.textContent = "There are no answers to export yet."; return; }
    const name = fileName(student.value, "responses");
    download(name, packed(student.value.trim(), banks));
    status.textContent = `${name} is exported.${student.value.trim() ? "" : " It names nobody: write your name or code first if you hand it in."}`;
  }

  async function take() {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const content = unpacked(await chosen.text());
      const here = student.value.trim();
      if (here && content.student.trim() && here.toLowerCase() !== content.student.trim().toLowerCase()) {
        const all = h("button", { type: "button", class: "bb-button", onclick: () => accept(content) }, "Import all the same");
        status.replaceChildren(`This file is by ${content.student}, and you are ${here}. `, all);
        return;
      }
      accept(content);
    } catch (error) {
      status.textContent = error.message;
    } finally {
      file.value = ""; // the same file can be chosen again
    }
  }

  function accept({ student: name, banks, left }) {
    const known = new Set(chapters.map(({ stem }) => stem));
    const sum = { taken: 0, kept: 0 };
    for (const [stem, incoming] of Object.entries(banks)) {
      if (!known.has(stem)) { left += Object.keys(incoming).length; continue; }
      const kept = load(PREFIX + stem);
      const joined = joinedItems(records(stem), incoming);
      sum.taken += joined.taken;
      sum.kept += joined.kept;
      try {
        if (kept.frozen) throw new Error("frozen");
        keepItems(PREFIX + stem, kept.seed ?? Math.floor(Math.random() * 2 ** 31), joined.items);
        memory.delete(stem);
      } catch {
        memory.set(stem, joined.items);
      }
    }
    if (!student.value.trim()) { student.value = name; remember(); }
    paint();
    status.textContent = [`Imported: ${sum.taken} ${sum.taken === 1 ? "answer" : "answers"}.`,
      sum.kept && `${sum.kept} here ${sum.kept === 1 ? "was" : "were"} newer and ${sum.kept === 1 ? "stays" : "stay"}.`,
      left && `${left} could not be read or belong${left === 1 ? "s" : ""} to another book.`].filter(Boolean).join(" ");
  }

  const tools = h("div", { class: "bb-tools" }, h("h2", {}, "Take your answers along"),
    h("p", {}, "Answers stay on this device. A file carries them to another one, or to your instructor."),
    h("p", { class: "bb-field" }, h("label", { for: "bb-student" }, "Your name or code"), student),
    h("div", { class: "bb-actions" }, h("button", { type: "button", class: "bb-button bb-primary", onclick: give }, "Export a file")),
    h("p", { class: "bb-field" }, h("label", { for: "bb-import" }, "Import a file"), file), status);
  const page = h("div", { class: "bb-quiz bb-progress" }, notice, body, tools);
  el.append(page);
  paint();
  addEventListener("storage", paint);
  return () => { removeEventListener("storage", paint); page.remove(); };
}

export default { render };

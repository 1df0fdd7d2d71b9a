// @ts-nocheck: its types are not written yet
// The page Progress: what is answered and what mastered, what comes next, how well certainty and result agree, and the
// answers as a file.

import { counted, hundredths, tally } from "./counts.js";
import { h, sign } from "../../web/static/dom.js";
import { calibrated, plan, right } from "./review.js";
import { download, fileName, packed } from "./responses.js";
import { UNKEPT, keepItems, load, placeOf } from "../../web/static/store.js";
import { student } from "../../web/static/student.js";
import { joinedItems, unpacked } from "./take_answers.js";

const SHOWN = 10; // so many questions to review stand in the list, the rest behind it
const REASONS = {
  "sure and wrong": ["wrong", "Sure, and wrong"], wrong: ["wrong", "Not right yet"],
  guessed: ["partly", "Right, by a guess"], right: ["right", "Right"],
};
const MASTERED = "Mastered: your latest answer is right. Where you had the answer shown, it has to be right on a later day. "
  + "The first try is counted apart, because a second one may be right by what the first was told.";
const percent = (part, whole) => `${Math.round((100 * part) / whole)} %`;

/** A bar that repeats what stands beside it in digits. */
const bar = (part, whole) => h("span", { class: "bb-bar", "aria-hidden": "true" },
  h("span", { style: `inline-size: ${whole ? Math.round((100 * part) / whole) : 0}%` }));

/** A table whose rows fold where the page is narrow: then each cell says its head itself. */
const table = (caption, [corner, ...heads], rows) => h("table", { class: "bb-table", role: "table" }, h("caption", {}, caption),
  h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...[corner, ...heads].map((head) => h("th", { scope: "col", role: "columnheader" }, head)))),
  h("tbody", { role: "rowgroup" }, ...rows.map(([first, ...cells]) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, ...[first].flat()),
    ...cells.map((cell, i) => h("td", { role: "cell", "data-head": heads[i] }, h("span", {}, ...[cell].flat())))))));

function render({ model, el }) {
  const chapters = model.get("chapters"), agreed = model.get("agreed");
  const memory = new Map(); // stem -> items, where the device keeps nothing
  let trouble = "";

  /** The records of a chapter. */
  function records(stem) {
    if (memory.has(stem)) return memory.get(stem);
    const kept = load(placeOf(model, stem));
    if (kept.trouble) trouble = kept.trouble;
    return kept.items;
  }

  const body = h("div", { class: "bb-progress-body" });
  const notice = h("p", { class: "bb-notice", role: "status" });
  const status = h("p", { class: "bb-status", role: "status" });
  const who = student(model, "bb-student");
  const file = h("input", { type: "file", id: "bb-import", accept: ".json,application/json", onchange: take });

  function state({ stem, title, page, items }) {
    const { asked, answered, mastered, first, earned, possible } = tally(items, records(stem));
    const [kind, word] = !answered ? ["blank", "Not begun"] : answered < asked ? ["partly", "Begun"]
      : mastered < asked ? ["partly", "Answered"] : ["right", "Mastered"];
    return [[h("a", { href: page }, title), sign(kind, word)], `${answered} of ${asked}`,
      [`${mastered} of ${asked}`, bar(mastered, asked)], answered ? `${first} of ${answered}` : "–", `${hundredths(earned)} of ${possible}`];
  }

  function reviews() {
    const now = new Date();
    const all = chapters.flatMap(({ stem, items, page }) => {
      const known = new Map(items.map((item) => [item.id, item]));
      return plan(records(stem), agreed).filter(({ id }) => known.has(id)).map((review) => ({ ...review, ...known.get(review.id), page, reason: review.why }));
    });
    all.sort((a, b) => agreed.urgency.indexOf(a.reason) - agreed.urgency.indexOf(b.reason) || a.due - b.due);
    const due = all.filter((review) => review.due <= now);
    return { due, later: all.filter((review) => !due.includes(review)).sort((a, b) => a.due - b.due) };
  }

  /** Chapter by chapter, a link that opens it at what was answered wrong. */
  function again() {
    const wrong = chapters.map(({ stem, title, page, items }) => ({ title, page, n: tally(items, records(stem)).wrong.length })).filter(({ n }) => n);
    const all = wrong.reduce((sum, { n }) => sum + n, 0);
    return all ? [h("p", {}, `Try the ${all === 1 ? "one" : all} you got wrong again:`),
      h("ul", { class: "bb-again" }, ...wrong.map(({ title, page, n }) => h("li", {},
        h("a", { href: `${page}#again` }, `${title}: ${n} ${n === 1 ? "question" : "questions"}`))))] : [];
  }

  const entry = ({ reason, prompt, page, anchor, due }, when) => h("li", {},
    sign(...REASONS[reason]), " ", h("a", { href: `${page}#${anchor}` }, prompt),
    when && h("span", { class: "bb-small" }, ` on ${due.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`));

  /** A list of reviews, folded or not. */
  const list = (some, when, summary, start) => {
    const ordered = h("ol", { class: "bb-reviews", start }, ...some.map((review) => entry(review, when)));
    return some.length && summary ? h("details", {}, h("summary", {}, summary), ordered) : some.length ? ordered : null;
  };

  function paint() {
    trouble = "";
    const rows = chapters.map(state);
    const { due, later } = reviews();
    const all = Object.assign({}, ...chapters.map(({ stem, items }) => {
      const given = records(stem);
      return Object.fromEntries(items.filter((item) => counted(item) && given[item.id]).map(({ id }) => [`${stem} ${id}`, given[id]]));
    }));
    const sure = calibrated(all, Object.keys(agreed.certainties));
    const said = sure.reduce((sum, { n }) => sum + n, 0);
    const wrong = Object.values(all).filter(({ first }) => first?.certainty === "sure" && typeof first.score === "number" && !right(first)).length;
    body.replaceChildren(...[
      h("h2", {}, "Chapters"),
      table("Your chapters", ["Chapter", "Answered", "Mastered", "Right at first", "Points"], rows),
      h("p", { class: "bb-small" }, MASTERED),
      h("h2", {}, "What to review next"),
      ...again(),
      due.length ? h("p", {}, `Due today: ${due.length}.`) : h("p", {}, later.length ? "Nothing is due today." : "Nothing yet: answer a few questions first."),
      list(due.slice(0, SHOWN), false),
      list(due.slice(SHOWN), false, `And ${due.length - SHOWN} more`, SHOWN + 1),
      list(later, true, `Later (${later.length})`),
      h("h2", {}, "How sure, how right"),
      said ? h("p", {}, sure[0].n ? `Of ${sure[0].n} first answers that you were sure of, ${sure[0].right} ${sure[0].right === 1 ? "was" : "were"} right.${wrong ? " The others come first in the review." : ""}` : "You have not yet said that you were sure.")
        : h("p", {}, "Say how sure you are before you check an answer, and this table fills."),
      said ? table("Your first answers by certainty", ["You said", "Answers", "Right", "Share right"],
        sure.map(({ certainty, n, right: correct }) => [agreed.certainties[certainty], String(n), String(correct), n ? [percent(correct, n), bar(correct, n)] : "–"])) : null,
    ].filter(Boolean));
    notice.textContent = trouble || (memory.size ? UNKEPT : "");
    notice.hidden = !notice.textContent;
  }

  function give() {
    who.keep();
    const banks = Object.fromEntries(chapters.map(({ stem }) => [stem, { items: records(stem) }]).filter(([, { items }]) => Object.keys(items).length));
    if (!Object.keys(banks).length) { status.textContent = "There are no answers to export yet."; return; }
    const name = fileName(who.name(), "responses");
    download(name, packed(model, who.name(), banks));
    status.textContent = `${name} is exported.${who.name() ? "" : " It names nobody: write your name or code first if you hand it in."}`;
  }

  async function take() {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const content = unpacked(await chosen.text(), model);
      const here = who.name();
      if (here && content.student.trim() && here.toLowerCase() !== content.student.trim().toLowerCase()) {
        const all = h("button", { type: "button", class: "bb-button", onclick: () => accept(content) }, "Import all the same");
        status.replaceChildren(`This file is by ${content.student}, and you are ${here}. `, all);
        return;
      }
      accept(content);
    } catch (error) {
      status.textContent = error.message;
    } finally {
      file.value = ""; // so that the same file can be chosen again
    }
  }

  function accept({ student: name, banks, left }) {
    const known = new Set(chapters.map(({ stem }) => stem));
    const sum = { taken: 0, kept: 0 };
    for (const [stem, incoming] of Object.entries(banks)) {
      if (!known.has(stem)) { left += Object.keys(incoming).length; continue; }
      const kept = load(placeOf(model, stem));
      const joined = joinedItems(records(stem), incoming);
      sum.taken += joined.taken;
      sum.kept += joined.kept;
      try {
        if (kept.frozen) throw new Error("frozen");
        keepItems(placeOf(model, stem).key, kept.seed ?? Math.floor(Math.random() * 2 ** 31), joined.items);
        memory.delete(stem);
      } catch {
        memory.set(stem, joined.items);
      }
    }
    if (!who.name()) { who.input.value = name; who.keep(); }
    paint();
    status.textContent = [`Imported: ${sum.taken} ${sum.taken === 1 ? "answer" : "answers"}.`,
      sum.kept && `${sum.kept} here ${sum.kept === 1 ? "was" : "were"} newer and ${sum.kept === 1 ? "stays" : "stay"}.`,
      left && `${left} could not be read or belong${left === 1 ? "s" : ""} to another book.`].filter(Boolean).join(" ");
  }

  const tools = h("div", { class: "bb-tools" }, h("h2", {}, "Take your answers along"),
    h("p", {}, "Answers stay on this device. A file carries them to another one, or to your instructor."),
    h("p", { class: "bb-field" }, h("label", { for: "bb-student" }, "Your name or code"), who.input),
    h("div", { class: "bb-actions" }, h("button", { type: "button", class: "bb-button bb-primary", onclick: give }, "Export a file")),
    h("p", { class: "bb-field" }, h("label", { for: "bb-import" }, "Import a file"), file), status);
  const page = h("div", { class: "bb-quiz bb-progress" }, notice, body, tools);
  el.append(page);
  paint();
  addEventListener("storage", paint);
  return () => { removeEventListener("storage", paint); page.remove(); };
}

export default { render };

// The quiz: one module for the notebook (anywidget) and for the page (shim.js). Contract: render({model, el}).

import { h } from "./dom.js";
import { question } from "./item.js";
import { keepKeys } from "./keys.js";
import { arrive } from "./passage.js";

let count = 0;

function render({ model, el }) {
  const items = model.get("items");
  const seed = model.get("seed") ?? 0;
  const quiz = h("div", { class: "bb-quiz" });
  const releaseKeys = keepKeys(quiz);
  const notice = h("p", { class: "bb-notice", role: "status" });
  const tally = h("p", { class: "bb-tally bb-small" });
  const answers = () => model.get("answers") ?? {};

  function save(id, record) {
    model.set("answers", { ...answers(), [id]: record });
    model.set("score", total());
    model.save_changes();
    paint(); // an anywidget model tells others of the change, and this view not always
  }

  const scored = items.filter((item) => !item.ungraded && item.type !== "reflect");
  const total = () => scored.reduce((sum, { id, points }) => sum + (answers()[id]?.score ?? 0) * points, 0);

  const questions = items.map((item, i) => {
    let seen;
    const view = question(item, {
      uid: `bb${count}-${item.id}`, number: i + 1, seed, register: model.get("register") ?? "",
      read: () => answers()[item.id], save: (record) => save(item.id, record),
    });
    return { el: view.el, paint: () => {
      const now = JSON.stringify(answers()[item.id] ?? null);
      if (now !== seen) {
        seen = now;
        view.paint();
      }
    } };
  });
  count += 1;

  function paint() {
    questions.forEach((view) => view.paint());
    const trouble = model.get("trouble") ?? "";
    notice.hidden = !trouble;
    if (trouble && !notice.textContent.startsWith(trouble)) {
      notice.replaceChildren(trouble, " ", h("button", { type: "button", class: "bb-button", onclick: download }, "Save my answers as a file"));
    }
    const possible = scored.reduce((sum, { points }) => sum + points, 0);
    const answered = items.filter(({ id }) => answers()[id]?.attempts).length;
    const earned = items.every(({ key }) => key) && scored.length
      ? ` · ${Math.round(total() * 100) / 100} of ${possible} points · The key is part of this page: the quiz is for yourself.` : "";
    tally.textContent = `${answered} of ${items.length} answered${earned}`;
  }

  /** A response file as the progress page writes it, for when this page is all that holds the answers. */
  function download() {
    const bank = model.get("bank");
    const responses = { format: "betweenblocs-responses", version: 1, student: "", created: new Date().toISOString(),
      banks: { [bank]: { items: answers() } } };
    const href = URL.createObjectURL(new Blob([JSON.stringify(responses, null, 1)], { type: "application/json" }));
    h("a", { href, download: `${bank}-answers.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  quiz.append(notice, ...questions.map((view) => view.el), tally);
  model.on("change:answers", paint);
  model.on("change:trouble", paint);
  paint();
  el.append(quiz);
  return () => {
    releaseKeys();
    model.off("change:answers", paint);
    model.off("change:trouble", paint);
    quiz.remove();
  };
}

if (document.querySelector(".bb-register")) arrive();

export default { render };

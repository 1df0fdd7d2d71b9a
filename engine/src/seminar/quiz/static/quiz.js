// @ts-nocheck: its types are not written yet
// The quiz: one module for the notebook (anywidget) and for the page (shim.js). Contract: render({model, el}).

import { hundredths, tally } from "./counts.js";
import { h, unique } from "../../web/static/dom.js";
import { question } from "./item.js";
import { keeping } from "../../web/static/keeping.js";
import { keepKeys } from "../../web/static/keys.js";
import { arrive } from "./passage.js";
import { download, fileName, packed } from "./responses.js";
import { student } from "../../web/static/student.js";

const AGAIN = "again"; // #again opens a chapter at what was answered wrong

function render({ model, el }) {
  const items = model.get("items"), place = unique();
  const quiz = h("div", { class: "bb-quiz" });
  const releaseKeys = keepKeys(quiz);
  const kept = keeping(model, paint);
  const who = student(model, `bb${place}-student`);
  const said = h("p");
  const notice = h("div", { class: "bb-notice", role: "status" }, said,
    h("p", { class: "bb-field" }, h("label", { for: who.input.id }, "Your name or code"), who.input,
      h("button", { type: "button", class: "bb-button", onclick: give }, "Save my answers as a file")));
  const sum = h("p", { class: "bb-tally bb-small" });
  const again = h("button", { type: "button", class: "bb-button", onclick: () => tryAgain() });
  const all = h("button", { type: "button", class: "bb-button", onclick: showAll }, "Show all questions");
  const some = h("p", { class: "bb-actions bb-only", hidden: true }, "Only what you got wrong. ", all);

  function save(id, record) {
    kept.save(id, record);
    model.set("score", tally(items, kept.answers()).earned);
    model.save_changes();
  }

  const questions = items.map((item, i) => {
    let seen;
    const view = question(item, {
      uid: `bb${place}-${item.id}`, number: i + 1, seed: kept.seed, register: model.get("register") ?? "", agreed: model.get("agreed"),
      read: () => kept.answers()[item.id], save: (record) => save(item.id, record),
    });
    return { id: item.id, el: view.el, restart: view.restart, paint: () => {
      const now = JSON.stringify(kept.answers()[item.id] ?? null);
      if (now !== seen) {
        seen = now;
        view.paint();
      }
    } };
  });

  function paint() {
    questions.forEach((view) => view.paint());
    const trouble = kept.trouble();
    notice.hidden = !trouble;
    if (said.textContent !== trouble) said.textContent = trouble;
    const { asked, answered, mastered, wrong, earned, possible } = tally(items, kept.answers());
    const points = items.every(({ key }) => key)
      ? ` · ${mastered} mastered · ${hundredths(earned)} of ${possible} points · The key is part of this page: the quiz is for yourself.` : "";
    sum.textContent = asked ? `${answered} of ${asked} answered${points}` : "Not counted.";
    again.hidden = !wrong.length || !some.hidden;
    again.textContent = `Try the ${wrong.length === 1 ? "one" : wrong.length} you got wrong again`;
  }

  /** Leaves on the screen what was answered wrong, and empties it. */
  function tryAgain(ids = tally(items, kept.answers()).wrong) {
    for (const one of questions) {
      one.el.hidden = !ids.includes(one.id);
      if (!one.el.hidden) one.restart();
    }
    some.hidden = false;
    paint();
    if (quiz.isConnected) questions.find((one) => !one.el.hidden).el.querySelector("input, select, textarea, .bb-move")?.focus();
  }

  function showAll() {
    for (const one of questions) one.el.hidden = false;
    some.hidden = true;
    paint();
    questions[0].el.scrollIntoView();
  }

  /** The answers as the page Progress writes them, for when this page is all that holds them. */
  function give() {
    who.keep();
    const bank = model.get("bank");
    download(fileName(who.name(), bank), packed(model, who.name(), { [bank]: { items: kept.answers() } }));
  }

  quiz.append(notice, some, ...questions.map((view) => view.el), sum, h("p", { class: "bb-actions" }, again));
  model.on("change:answers", paint);
  kept.open();
  paint();
  const { wrong } = tally(items, kept.answers());
  if (location.hash === `#${AGAIN}` && wrong.length) {
    some.id = AGAIN; // because the shim scrolls to it
    tryAgain(wrong);
  }
  el.append(quiz);
  return () => {
    releaseKeys();
    kept.close();
    model.off("change:answers", paint);
    quiz.remove();
  };
}

if (document.querySelector(".bb-register")) arrive();

export default { render };

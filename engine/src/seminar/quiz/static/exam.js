// @ts-nocheck: its types are not written yet
// An exam: the student's code first, then the items drawn for it, and at the end a file to hand in. No key is here.

import { h } from "../../web/static/dom.js";
import { question } from "./item.js";
import { keeping } from "../../web/static/keeping.js";
import { draw } from "./pool.js";
import { download, fileName, packed } from "./responses.js";
import { student } from "../../web/static/student.js";

function render({ model, el }) {
  const items = model.get("items");
  const stem = model.get("stem");
  const seed = model.get("seed_text");
  const count = model.get("draw");
  let views = [];
  let shown = [];

  const kept = keeping(model, paint);
  const { answers, save } = kept;
  const person = student(model, `bb-code-${stem}`), code = person.input;
  code.required = true;
  const status = h("div", { class: "bb-status", role: "status" });
  const trouble = h("p", { class: "bb-notice", role: "status", hidden: true });
  const questions = h("div");
  const who = h("form", { class: "bb-exam-who", onsubmit: begin },
    h("p", {}, `${count && count < items.length ? `${count} of ${items.length}` : items.length} questions. Nothing is marked here: you hand in a file, and your instructor grades it.`),
    h("p", { class: "bb-field" }, h("label", { for: code.id }, "Your name or code, as your instructor knows it"), code),
    h("div", { class: "bb-actions" }, h("button", { type: "submit", class: "bb-button bb-primary" }, "Begin")));
  const hand = h("div", { class: "bb-exam-who", hidden: true }, h("p", {}, "Your answers are saved on this device as you go. When you are done, save the file and hand it in."),
    h("div", { class: "bb-actions" }, h("button", { type: "button", class: "bb-button bb-primary", onclick: give }, "Save the file to hand in")), status);

  function begin(event) {
    event.preventDefault();
    const name = person.name();
    if (!name) { code.focus(); return; }
    person.keep();
    const drawn = new Set(draw(items.map(({ id }) => id), count, seed, name));
    shown = items.filter(({ id }) => drawn.has(id));
    views = shown.map((item, i) => question(item, {
      uid: `exam-${stem}-${item.id}`, number: i + 1, seed: `${seed}${name}`, register: "", agreed: model.get("agreed"),
      read: () => answers()[item.id], save: (record) => save(item.id, record),
    }));
    questions.replaceChildren(...views.map((view) => view.el));
    code.readOnly = true; // it stays as it is, because another code would draw other questions
    who.querySelector("button").hidden = true;
    hand.hidden = false;
    paint();
    questions.querySelector("input, select, textarea, button")?.focus();
  }

  function give() {
    const open = shown.filter(({ id }) => !answers()[id]?.attempts);
    const given = Object.fromEntries(shown.filter(({ id }) => answers()[id]?.attempts).map(({ id }) => [id, answers()[id]]));
    const name = fileName(code.value, stem);
    download(name, packed(model, code.value.trim(), { [stem]: { exam: { seed, draw: count }, items: given } }));
    status.replaceChildren(h("p", {}, `${name} is saved.${open.length ? ` ${open.length} ${open.length === 1 ? "question has" : "questions have"} no answer; you can still answer and save again.` : ""}`));
  }

  function paint() {
    for (const view of views) view.paint();
    trouble.textContent = kept.trouble();
    trouble.hidden = !trouble.textContent;
  }

  model.on("change:answers", paint); // an answer in another tab changes them too
  kept.open();
  const page = h("div", { class: "bb-quiz bb-exam" }, trouble, who, questions, hand);
  el.append(page);
  paint();
  return () => { kept.close(); model.off("change:answers", paint); page.remove(); };
}

export default { render };

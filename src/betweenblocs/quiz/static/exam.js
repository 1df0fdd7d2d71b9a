// An exam: the student's code first, then the items drawn for it, and at the end a file to hand in. No key is here.

import { h } from "./dom.js";
import { question } from "./item.js";
import { draw } from "./pool.js";
import { download, fileName, packed } from "./responses.js";

const CODE = "betweenblocs:student";

function render({ model, el }) {
  const items = model.get("items");
  const stem = model.get("stem");
  const seed = model.get("seed_text");
  const count = model.get("draw");
  let views = [];
  let shown = [];

  const answers = () => model.get("answers") ?? {};
  const code = h("input", { type: "text", id: `bb-code-${stem}`, maxlength: "200", autocomplete: "off", required: true, value: remembered() });
  const status = h("div", { class: "bb-status", role: "status" });
  const trouble = h("p", { class: "bb-notice", role: "status", hidden: true });
  const questions = h("div");
  const who = h("form", { class: "bb-exam-who", onsubmit: begin },
    h("p", {}, `${count && count < items.length ? `${count} of ${items.length}` : items.length} questions. Nothing is marked here: you hand in a file, and your instructor grades it.`),
    h("p", { class: "bb-field" }, h("label", { for: code.id }, "Your name or code, as your instructor knows it"), code),
    h("div", { class: "bb-actions" }, h("button", { type: "submit", class: "bb-button bb-primary" }, "Begin")));
  const hand = h("div", { class: "bb-exam-who", hidden: true }, h("p", {}, "Your answers are saved on this device as you go. When you are done, save the file and hand it in."),
    h("div", { class: "bb-actions" }, h("button", { type: "button", class: "bb-button bb-primary", onclick: give }, "Save the file to hand in")), status);

  function remembered() {
    try { return localStorage.getItem(CODE) ?? ""; } catch { return ""; }
  }

  function begin(event) {
    event.preventDefault();
    const student = code.value.trim();
    if (!student) { code.focus(); return; }
    try { localStorage.setItem(CODE, student); } catch { /* the notice says so */ }
    const drawn = new Set(draw(items.map(({ id }) => id), count, seed, student));
    shown = items.filter(({ id }) => drawn.has(id));
    views = shown.map((item, i) => question(item, {
      uid: `exam-${stem}-${item.id}`, number: i + 1, seed: `${seed}${student}`, register: "",
      read: () => answers()[item.id], save: (record) => save(item.id, record),
    }));
    questions.replaceChildren(...views.map((view) => view.el));
    code.readOnly = true; // another code would draw other questions
    who.querySelector("button").hidden = true;
    hand.hidden = false;
    paint();
    questions.querySelector("input, select, textarea, button")?.focus();
  }

  function save(id, record) {
    model.set("answers", { ...answers(), [id]: record });
    model.save_changes();
  }

  function give() {
    const open = shown.filter(({ id }) => !answers()[id]?.attempts);
    const given = Object.fromEntries(shown.filter(({ id }) => answers()[id]?.attempts).map(({ id }) => [id, answers()[id]]));
    const name = fileName(code.value, stem);
    download(name, packed(code.value.trim(), { [stem]: { exam: { seed, draw: count }, items: given } }));
    status.replaceChildren(h("p", {}, `${name} is saved.${open.length ? ` ${open.length} ${open.length === 1 ? "question has" : "questions have"} no answer; you can still answer and save again.` : ""}`));
  }

  function paint() {
    for (const view of views) view.paint();
    trouble.textContent = model.get("trouble") ?? "";
    trouble.hidden = !trouble.textContent;
  }

  model.on("change:answers change:trouble", paint); // in another tab, too
  const page = h("div", { class: "bb-quiz bb-exam" }, trouble, who, questions, hand);
  el.append(page);
  paint();
  return () => { model.off("change:answers", paint); model.off("change:trouble", paint); page.remove(); };
}

export default { render };

// @ts-nocheck: its types are not written yet
// One control for each way of answering. A control gives {el, read, write, mark}:
//   read() -> the response, or null while nothing is answered;   write(response) shows a response;
//   mark(shown) puts signs and feedback beside what was answered, the key too once it is shown;
//   mark(null) takes them away.

import { h, sign, shuffled } from "../../web/static/dom.js";
import { score } from "./types.js";

/** The line under an option or row: a sign, a word and the feedback. */
export function note(host, input, kind, word, feedback) {
  const line = h("span", { class: `bb-note bb-note-${kind}`, id: `${input.id}-note` }, sign(kind, word));
  if (feedback) line.append(" ", h("span", { html: feedback }));
  host.append(line);
  host.dataset.mark = kind;
  input.setAttribute("aria-describedby", line.id);
}

export function unmark(el) {
  el.querySelectorAll(".bb-note").forEach((line) => line.remove());
  el.querySelectorAll("[data-mark]").forEach((host) => delete host.dataset.mark);
  el.querySelectorAll("[aria-describedby]").forEach((input) => input.removeAttribute("aria-describedby"));
}

/**
 * Radio buttons, or check boxes where `many` may be picked; `fixed` options keep their order, and `named` ones begin
 * with their id.
 */
export function pick(item, { uid, seed, change }, { many = false, fixed = false, named = false } = {}) {
  const inputs = new Map();
  const el = h("div", { class: `bb-options bb-options-${item.type}` });
  for (const option of fixed ? item.options : shuffled(item.options, seed + item.id)) {
    const input = h("input", { type: many ? "checkbox" : "radio", name: uid, id: `${uid}-${option.id}`, onchange: change });
    inputs.set(option.id, input);
    const name = named ? h("strong", { class: "bb-claim-id" }, `${option.id} `) : null;
    el.append(h("div", { class: "bb-option" },
      h("label", { for: input.id }, input, h("span", { class: "bb-words" }, name, h("span", { html: option.html })))));
  }
  const read = () => {
    const picked = item.options.map(({ id }) => id).filter((id) => inputs.get(id).checked);
    return many ? (picked.length ? picked : null) : (picked[0] ?? null);
  };
  const check = (response) => {
    const picked = many ? response ?? [] : [response];
    inputs.forEach((input, id) => { input.checked = picked.includes(id); });
  };
  const mark = (shown) => {
    unmark(el);
    if (shown === null) return;
    inputs.forEach((input, id) => {
      const right = item.key.correct.includes(id);
      const host = input.closest(".bb-option");
      const told = many || (shown && !input.checked) ? item.feedback[id] : null; // where one option is picked, the status line gives its feedback
      if (input.checked) note(host, input, right ? "right" : "wrong", right ? "Right" : "Not right", told);
      else if (shown && right) note(host, input, "missed", "This is right", told);
      else if (shown && told) note(host, input, "plain", "", told);
    });
  };
  return { el, read, write: check, mark, inputs };
}

/** One line, or a field of text where the answer may be `long`; `mode` is the keyboard that a phone shows. */
export function write(item, { uid, change }, { long = false, mode = null } = {}) {
  const input = h(long ? "textarea" : "input", {
    id: uid, "aria-label": "Your answer", oninput: change, autocomplete: "off", spellcheck: long ? null : "false",
    ...(long ? { rows: 5 } : { type: "text", inputmode: mode }),
  });
  const el = h("div", { class: `bb-typed bb-typed-${item.type}` }, input);
  if (item.unit) {
    el.append(h("span", { class: "bb-unit", id: `${uid}-unit` }, item.unit));
    input.setAttribute("aria-label", `Your answer in ${item.unit}`);
  }
  return {
    el,
    read: () => input.value.trim() || null,
    write: (response) => { input.value = response ?? ""; },
    mark: (shown) => {
      unmark(el);
      if (shown && item.answer && (item.unit || !score(item.type, item.key, input.value))) note(el, input, "missed", `The answer: ${item.answer}`);
    },
  };
}

/** Rows, each with a choice among the same options: radio buttons where they are `few`, else a list. */
export function place(item, { uid, seed, change }, { few = false, fixed = false } = {}) {
  const options = fixed ? item.options : shuffled(item.options, `${seed}${item.id}*`);
  const chosen = new Map();
  const el = h("div", { class: `bb-rows ${few ? "bb-rows-few" : ""}` });
  for (const row of shuffled(item.rows, seed + item.id)) {
    const name = `${uid}-${row.id}`;
    const label = h("span", { class: "bb-words", id: `${name}-row`, html: row.html });
    const host = few ? h("div", { class: "bb-row", role: "radiogroup", "aria-labelledby": label.id }, label)
      : h("div", { class: "bb-row" }, label);
    if (few) {
      const radios = options.map((option) => {
        const input = h("input", { type: "radio", name, id: `${name}-${option.id}`, value: option.id, onchange: change });
        return [input, h("label", { for: input.id, class: "bb-pill" }, input, h("span", {}, option.text))];
      });
      host.append(h("span", { class: "bb-pills" }, ...radios.map(([, pill]) => pill)));
      const inputs = radios.map(([input]) => input);
      chosen.set(row.id, {
        host, input: inputs[0],
        get: () => inputs.find((input) => input.checked)?.value,
        set: (id) => inputs.forEach((input) => { input.checked = input.value === id; }),
      });
    } else {
      const select = h("select", { id: name, "aria-labelledby": label.id, onchange: change }, h("option", { value: "" }, "Choose …"),
        ...options.map((option) => h("option", { value: option.id }, option.text)));
      host.append(select);
      chosen.set(row.id, { host, input: select, get: () => select.value || undefined, set: (id) => { select.value = id ?? ""; } });
    }
    el.append(host);
  }
  const text = (id) => item.options.find((option) => option.id === id)?.text ?? "";
  return {
    el,
    read: () => {
      const placed = [...chosen].map(([id, { get }]) => [id, get()]).filter(([, option]) => option);
      return placed.length ? Object.fromEntries(placed) : null;
    },
    write: (response) => chosen.forEach(({ set }, id) => set(response?.[id])),
    mark: (shown) => {
      unmark(el);
      if (shown === null) return;
      chosen.forEach(({ host, input, get }, id) => {
        const right = get() === item.key.pairs[id];
        if (!right && shown) note(host, input, "missed", text(item.key.pairs[id]), item.feedback[id]);
        else if (right) note(host, input, "right", "Right", item.feedback[id]);
        else if (get()) note(host, input, "wrong", "Not right");
        else note(host, input, "blank", "Nothing chosen");
      });
    },
  };
}

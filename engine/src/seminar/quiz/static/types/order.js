// @ts-nocheck: its types are not written yet
// Steps are put in order.

import { h, shuffled } from "../../../web/static/dom.js";
import { note, unmark } from "../controls.js";
import { TYPES } from "../types.js";

/** Pairs in the right order less pairs in the wrong order, by all pairs, never below 0: Kendall's tau. */
function sequence({ ranks }, response) {
  const steps = Object.keys(ranks);
  if (!Array.isArray(response) || response.length !== steps.length || !steps.every((step) => response.includes(step))) return 0;
  let sum = 0, all = 0;
  response.forEach((a, i) => response.slice(i + 1).forEach((b) => {
    const sign = Math.sign(ranks[b] - ranks[a]);
    sum += sign;
    all += Math.abs(sign);
  }));
  return Math.max(0, sum / all);
}

/** A list whose steps move up and down. */
function sort(item, { uid, seed, change, say }) {
  let start = shuffled(item.options, seed + item.id);
  // The order is reversed where it is the right one, because nothing would be left to do.
  if (item.key && sequence(item.key, start.map(({ id }) => id)) === 1) start = start.reverse();
  const el = h("ol", { class: "bb-steps" });
  const rows = new Map();
  const ids = () => [...el.children].map((row) => row.dataset.id);
  let touched = false;
  const move = (id, by) => {
    const row = rows.get(id).row;
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    // The neighbour is moved and not the step itself, because the step's button would lose the focus.
    if (by < 0) row.after(other); else row.before(other);
    touched = true;
    number();
    change();
    say(`${rows.get(id).option.text}: now ${ids().indexOf(id) + 1} of ${rows.size}`);
  };
  const number = () => rows.forEach(({ row, up, down }) => {
    up.setAttribute("aria-disabled", String(!row.previousElementSibling));
    down.setAttribute("aria-disabled", String(!row.nextElementSibling));
  });
  for (const option of start) {
    const button = (word, arrow, by) => h("button", {
      type: "button", class: "bb-move", "aria-label": `${word}: ${option.text}`, title: word, onclick: () => move(option.id, by),
    }, h("span", { "aria-hidden": "true" }, arrow));
    const up = button("Move up", "↑", -1), down = button("Move down", "↓", 1);
    up.id = `${uid}-${option.id}`;
    const row = h("li", { class: "bb-step", "data-id": option.id }, h("span", { class: "bb-words", html: option.html }),
      h("span", { class: "bb-moves" }, up, down));
    rows.set(option.id, { row, up, down, option });
    el.append(row);
  }
  const arrange = (order) => {
    order.forEach((id) => el.append(rows.get(id).row));
    number();
  };
  number();
  return {
    el,
    read: () => ids(),
    untouched: () => !touched,
    write: (response) => {
      const known = Array.isArray(response) && response.length === rows.size && response.every((id) => rows.has(id));
      touched = known;
      arrange(known ? response : start.map(({ id }) => id));
    },
    mark: (shown) => {
      unmark(el);
      if (shown === null) return;
      const ranks = item.key.ranks;
      const order = ids();
      const sorted = order.map((id) => ranks[id]).sort((a, b) => a - b);
      if (shown) arrange([...order].sort((a, b) => ranks[a] - ranks[b]));
      order.forEach((id, i) => {
        const { row, up } = rows.get(id);
        const right = ranks[id] === sorted[i];
        note(row, up, right ? "right" : shown ? "missed" : "wrong", right ? "In place" : shown ? "Belongs here" : "Not in place",
          shown || right ? item.feedback[id] : null);
      });
    },
  };
}

TYPES.order = { control: sort, score: sequence };

// @ts-nocheck: its types are not written yet
// One question: its control, certainty, hints, verdict, explanation. All state is in the record.

import { h, sign } from "../../web/static/dom.js";
import { passages } from "./passage.js";
import { renewed } from "./score.js";
import { TYPES, score } from "./types.js";
import "./types/*.js";

const EMPTY = { response: null, attempts: 0, score: null, certainty: null, hints: 0, shown: false, first: null };
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const round = (x) => Math.round(x * 100) / 100;
const points = (n) => `${n} ${n === 1 ? "point" : "points"}`;

/**
 * @param {object} item  a compiled item
 * @param {object} host  {uid, number, seed, register, agreed, read() -> record, save(record)}
 * @returns {{el: HTMLElement, paint: () => void, restart: () => void}}
 */
export function question(item, host) {
  const type = TYPES[item.type], exam = !item.key, reflect = type.score === null;
  const record = () => ({ ...EMPTY, ...renewed(item, host.read()) });
  const keep = (changes) => host.save({ ...record(), ...changes, at: new Date().toISOString() });

  const status = h("div", { class: "bb-status", role: "status" });
  const control = type.control(item, { uid: host.uid, seed: host.seed, change: changed, say: (words) => status.replaceChildren(words) });
  const certainty = h("fieldset", { class: "bb-certainty" }, h("legend", {}, "How sure are you?"),
    h("span", { class: "bb-pills" }, ...Object.entries(host.agreed.certainties).map(([value, word]) => h("label", { class: "bb-pill" },
      h("input", { type: "radio", name: `${host.uid}-sure`, value, onchange: () => keep({ certainty: value }) }), h("span", {}, word)))));
  const hints = h("ol", { class: "bb-hints", "aria-label": "Hints" });
  const check = h("button", { type: "button", class: "bb-button bb-primary" });
  const hint = h("button", { type: "button", class: "bb-button", onclick: openHint });
  const show = h("button", { type: "button", class: "bb-button", onclick: reveal }, "Show the answer");
  const more = h("div", { class: "bb-more", tabindex: "-1" });
  const heading = h("p", { class: "bb-kicker" }, h("span", {}, `Question ${host.number}`),
    h("span", {}, item.ungraded ? "not scored" : reflect ? "" : points(item.points)));
  // No <form>: a thousand of them take the browser five seconds of work of its own.
  const form = h("div", { onkeydown: enter, onclick: once },
    h("fieldset", { class: "bb-question" },
      h("legend", { html: item.prompt }),
      item.statement && h("blockquote", { class: "bb-statement", html: item.statement }),
      h("p", { class: "bb-small" }, item.rule), control.el),
    reflect ? null : certainty, hints, h("div", { class: "bb-actions" }, check, hint, show), status, more);
  const el = h("div", { class: "bb-item", id: `q-${item.id}`, "data-type": item.type, role: "group", "aria-label": `Question ${host.number}` }, heading, form);

  /** The answer is found, or was shown: nothing is left to try. */
  const done = (r) => r.shown || (reflect ? r.attempts > 0 : r.score !== null && score(item.type, item.key, r.response) === 1);
  /** What stands in the control is what was checked last. */
  const checked = (r) => r.attempts > 0 && r.draft === undefined;

  function changed() {
    const response = control.read();
    if (exam) return save(response);
    if (reflect && record().attempts) return keep({ response, draft: undefined });
    keep({ draft: response });
  }

  function save(response) {
    if (response === null && !record().attempts) return;
    keep({ response, attempts: 1 });
  }

  /** Ignores the second click of a double click on Check, because the feedback may have put another button there. */
  let pressed;
  function once(event) {
    if (event.detail < 2) pressed = event.target;
    else if (pressed === check) return event.preventDefault();
    if (event.target === check) submit();
  }

  /** Enter in a field checks; held down, or pressed once more where the answer is found, it does nothing. */
  function enter(event) {
    const field = event.target.matches("input");
    if (event.key !== "Enter" || event.isComposing || !(field || event.target === check)) return;
    if (field || event.repeat) event.preventDefault();
    const r = record();
    if (field && !event.repeat && (exam || !checked(r) || !done(r))) submit();
  }

  /** Says something; what stands there already is not read out again. */
  function say(...nodes) {
    const said = h("div", {}, ...nodes);
    if (said.innerHTML !== status.innerHTML) status.replaceChildren(...said.childNodes);
  }

  function submit() {
    const r = record(), response = control.read();
    if (!exam && checked(r)) {
      if (done(r)) return again();
      return status.replaceChildren(...status.childNodes); // the verdict is said once more and no attempt is counted, because nothing was changed
    }
    if (response === null) {
      status.replaceChildren(type.empty ?? "Choose an option first.");
      return;
    }
    const refused = type.refused?.(item, response);
    if (refused) {
      status.replaceChildren(refused);
      return;
    }
    if (exam) return save(response);
    const earned = reflect ? null : Math.max(0, score(item.type, item.key, response) - cost(r.hints));
    const now = { response, score: earned, certainty: r.certainty, hints: r.hints };
    keep({
      ...now, draft: undefined, attempts: r.attempts + 1,
      score: r.shown ? r.score : earned, // once the answer was shown, practice earns nothing
      first: r.first ?? { ...now, at: new Date().toISOString() },
      history: [...(r.history ?? []), { at: new Date().toISOString(), score: earned, certainty: r.certainty }].slice(-host.agreed.history),
    });
    if (reflect) more.focus({ preventScroll: true }); // because the button that had the focus is hidden now
  }

  /** Starts afresh, without hints; the first attempt and what the item earned stay in the record. */
  function restart() {
    if (checked(record())) keep({ draft: null, certainty: null, hints: 0 });
  }

  function again() {
    restart();
    el.querySelector("input, select, textarea, .bb-move")?.focus();
  }

  const cost = (opened) => item.hints.slice(0, opened).reduce((sum, one) => sum + one.cost, 0);

  function openHint() {
    keep({ hints: record().hints + 1 });
    const opened = hints.lastElementChild;
    opened.tabIndex = -1;
    opened.focus(); // reads it out; the next Tab leads to the buttons
  }

  function reveal() {
    const r = record();
    keep({ shown: true, shown_at: new Date().toISOString(), draft: undefined, response: r.response ?? control.read() });
    check.focus();
  }

  function verdict(r) {
    if (exam) return ["saved", "Saved.", ""];
    if (reflect) return ["saved", "Kept.", "Compare your answer with ours."];
    const raw = score(item.type, item.key, r.response);
    const [kind, word] = raw === 1 ? ["right", "Right."] : raw > 0 ? ["partly", "Partly right."] : ["wrong", r.shown ? "Not right." : "Not right yet."];
    const earned = item.ungraded ? "" : `${round(r.score * item.points)} of ${points(item.points)}.`;
    const sure = r.attempts === 1 && r.certainty === "sure" && raw < 1 ? "You were sure: this one is worth a second look." : "";
    return [kind, word, [earned, sure].filter(Boolean).join(" ")];
  }

  function paint() {
    const r = record();
    const answered = checked(r), shown = answered && r.shown, finished = answered && !exam && done(r);
    const response = r.draft === undefined ? r.response : r.draft;
    if (!same(control.read(), response) || (response === null && !control.untouched?.())) control.write(response);
    if (!exam && !reflect) control.mark(answered || shown ? finished : null);
    certainty.querySelectorAll("input").forEach((input) => { input.checked = input.value === r.certainty; });
    if (answered && !exam && certainty.contains(document.activeElement)) check.focus({ preventScroll: true }); // because what has the focus is hidden next
    certainty.hidden = answered && !exam;
    hints.replaceChildren(...(item.hints ?? []).slice(0, r.hints).map(({ html }) => h("li", { html })));
    hints.hidden = !r.hints;
    const next = item.hints?.[r.hints];
    hint.hidden = !next || finished;
    hint.textContent = next ? `Hint ${r.hints + 1} of ${item.hints.length}${next.cost ? ` (costs ${round(next.cost * 100)} %)` : ""}` : "";
    check.textContent = exam ? "Save the answer" : reflect ? "Compare with ours" : finished ? "Answer again" : r.attempts ? "Check again" : "Check";
    check.hidden = reflect && finished;
    show.hidden = exam || reflect || !answered || finished;
    const [kind, word, rest] = answered ? verdict(r) : ["open"];
    el.dataset.state = kind;
    const words = answered && !exam && type.told?.(item, r.response);
    say(answered && h("p", {}, h("strong", {}, sign(kind, word)), " ", rest), words && h("p", { html: words }));
    more.replaceChildren();
    if (finished) {
      if (item.model_answer) {
        more.append(h("p", { class: "bb-head" }, "Our answer"), h("p", { html: item.model_answer }), h("p", { class: "bb-head" }, "Does yours …"),
          h("ul", {}, ...item.criteria.map((html) => h("li", { html }))));
      }
      if (item.explanation) more.append(h("p", { class: "bb-explanation", html: item.explanation }));
    }
    if (answered && !exam) more.append(passages(item, host.register, el));
  }

  return { el, paint, restart };
}

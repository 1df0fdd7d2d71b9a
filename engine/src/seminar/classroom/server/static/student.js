// The student's page: join, wait, answer, see what the instructor shows.

import { h } from "../../../web/static/dom.js";
import { question } from "../../../quiz/static/item.js";
import { score } from "../../../quiz/static/types.js";
import { sender } from "./sender.js";
import { Refused, ask, follow, look } from "./talk.js";
import { distribution, shifts } from "./tally.js";

const UID = "vote";
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("seminar-vote") : null;
/**
 * @typedef {import("./states.d.ts").Asked} Asked
 * @typedef {import("./states.d.ts").Answer} Answer
 * @typedef {import("./states.d.ts").Seated} Seated
 * @typedef {import("./states.d.ts").Stage} Stage
 */
/** @type {Extract<Seated, {title: string}>} */
let seat;
/** @type {string} the question and the round on the screen */
let asked;
/** @type {Answer | null} */
let answer;
/** @type {Stage} */
let shown;
/** @type {import("./sender.js").Sender | undefined} */
let send;

const said = h("p", { class: "bb-said", role: "status" });
const title = h("h1", { tabindex: "-1" });
const where = h("div", { class: "bb-quiz bb-vote" });
const who = h("p", { class: "bb-who" });

/** Asks for a name, and for a code unless the QR code brought one, because that one is too long to be typed. */
function joining(words = "") {
  /**
   * @param {string} label
   * @param {HTMLInputElement} input
   */
  const field = (label, input) => h("p", { class: "bb-field" }, h("label", { for: input.id }, label), input);
  const given = decodeURIComponent(location.hash.slice(1, 65)), scanned = given.length > 12;
  const code = h("input", { id: "code", type: "text", class: "bb-code", required: true, maxlength: "12", value: scanned ? "" : given, autocapitalize: "characters",
    autocomplete: "off", autocorrect: "off", spellcheck: "false", "aria-describedby": "joining" });
  const name = h("input", { id: "name", type: "text", maxlength: "60", autocomplete: "nickname", "aria-describedby": "why" });
  const trouble = h("p", { class: "bb-trouble", role: "alert", id: "joining" }, words);
  const typing = field("Code on the screen", code);
  const button = h("button", { type: "submit", class: "bb-button bb-primary" }, "Join");
  async function join() {
    trouble.textContent = "";
    button.disabled = true;
    const byScan = scanned && !form.contains(typing);
    try {
      await ask("api/join", { content: { code: byScan ? given : code.value, name: name.value } });
      history.replaceState(null, "", location.pathname);
      enter();
    } catch (error) {
      const { status, message } = /** @type {Error & {status?: number}} */ (error);
      trouble.textContent = message;
      if (status === 429 && byScan) { setTimeout(join, 1000 + 2000 * Math.random()); return; } // the server limits how many join at once
      if (status === 403 && byScan) { // the instructor has made a new code since
        form.prepend(typing);
        trouble.textContent = "This QR code is an old one; type the code on the screen, or scan it anew.";
      }
      if (form.contains(typing)) code.focus();
    }
    button.disabled = false;
  }
  /** @param {Event} event */
  function submitted(event) {
    event.preventDefault();
    join();
  }
  const form = h("form", { class: "bb-quiz bb-join", onsubmit: submitted },
    !scanned && typing, field("Name or pseudonym, if you like", name),
    h("p", { class: "bb-small", id: "why" }, "Others in this network could read along. Nobody has to be called by their name."),
    trouble, h("div", { class: "bb-actions" }, button));
  main.replaceChildren(h("h1", {}, "Join the class"), form);
  (given ? name : code).focus();
}

async function enter() {
  /** @type {Seated} */
  let seated;
  try {
    seated = await ask("api/seat");
  } catch {
    setTimeout(enter, 2000);
    return;
  }
  if (!seated.label) {
    joining();
    return;
  }
  seat = seated;
  document.title = title.textContent = seat.title;
  who.textContent = `You are here as ${seat.label}.`;
  main.replaceChildren(title, said, where, who);
  try {
    await follow("api/now", {}, take);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    joining("Your seat is gone; please join again.");
  }
}

/**
 * Shows a new stage; false when there will be no other.
 * @param {Stage} stage
 */
async function take(stage) {
  const now = `${stage.item?.id} ${stage.round}`, before = seat.answer;
  if (stage.phase === "closing" && now === asked && send) {
    send.flush();
    shown = stage;
    return true;
  }
  if (now !== asked) answer = before && `${before.item} ${before.round}` === now ? before : null;
  asked = now;
  shown = stage;
  send?.stop();
  if (stage.phase === "waiting" || stage.phase === "ended") {
    where.replaceChildren();
    say(stage.phase === "ended" ? "The class is over. Thank you." : "You are in. The first question will appear here.");
    return stage.phase === "waiting";
  }
  if (stage.phase !== "closed") {
    open(stage);
    return true;
  }
  closed(stage);
  await counted(stage);
  return true;
}

/**
 * Shows the answer that counts, wherever it was given: in this tab, in another, or in the last moment.
 * @param {Asked} stage
 */
async function counted(stage) {
  /** @type {import("./states.d.ts").Vote | null} */
  const found = (await ask("api/seat")).answer;
  if (shown !== stage) return;
  const now = found && `${found.item} ${found.round}` === asked ? found : null;
  if (JSON.stringify([now?.response, now?.certainty]) === JSON.stringify([answer?.response, answer?.certainty])) return;
  answer = now;
  closed(stage);
}

/** @param {string} words */
function say(words) {
  said.textContent = words;
}

/** @param {Asked} stage */
function open(stage) {
  const words = stage.round === 1 ? "Answer on your own." : `Round ${stage.round}: answer again, now that you have talked.`;
  const typed = !stage.item.options; // where there are no options, the answer is a number or words
  send = sender({ item: stage.item.id, round: stage.round }, answer, typed, (record, trouble) => {
    if (shown.item?.id !== stage.item.id || shown.round !== stage.round) return;
    if (JSON.stringify(record) !== JSON.stringify(answer)) tabs?.postMessage({ asked, answer: record });
    answer = record;
    if (shown.phase === "closed") return closed(shown); // the server took the answer just before the round was closed
    view.paint();
    const status = view.el.querySelector(".bb-status");
    if (trouble && status) status.textContent = trouble;
  });
  const view = question(stage.item, { uid: UID, number: stage.number, seed: stage.seed, register: "", agreed: stage.agreed, read: send.read, save: send.save });
  view.paint();
  where.replaceChildren(view.el);
  say(words);
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** @param {Asked} stage */
function closed(stage) {
  const item = { ...stage.item, ungraded: true }, given = answer?.response ?? null;
  const record = { response: given, certainty: answer?.certainty ?? null, attempts: 1, hints: 0, shown: true,
    score: item.key ? score(item.type, item.key, given) : null };
  const view = question(item, { uid: UID, number: stage.number, seed: stage.seed, register: "", agreed: stage.agreed, read: () => record, save: () => {} });
  view.paint();
  view.el.classList.add("bb-closed");
  view.el.classList.toggle("bb-unanswered", given === null || !item.key);
  view.el.querySelectorAll("fieldset").forEach((part) => { part.disabled = true; });
  if (stage.distribution) distribution(view.el, UID, stage.item, stage.distribution);
  where.replaceChildren(view.el);
  if (stage.shifts) where.append(shifts(stage.shifts));
  say(given === null ? "The round is closed. You did not answer." : "The round is closed. Your answer counts.");
}

/** Takes over what another tab of this browser sent, because it has the same seat. */
if (tabs) tabs.onmessage = ({ data }) => {
  if (data.asked !== asked || !["open", "closing"].includes(shown?.phase)) return;
  answer = data.answer;
  send?.know(answer);
};

look();
enter();

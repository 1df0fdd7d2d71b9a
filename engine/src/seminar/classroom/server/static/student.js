// @ts-nocheck: its types are not written yet
// The student's page: join, wait, answer, see what the instructor shows.

import { h } from "../../../web/static/dom.js";
import { question } from "../../../quiz/static/item.js";
import { score } from "../../../quiz/static/types.js";
import { sender } from "./sender.js";
import { Refused, ask, follow, look } from "./talk.js";
import { distribution, shifts } from "./tally.js";

const UID = "vote";
const main = document.getElementById("main");
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("seminar-vote") : null;
let seat, asked, answer, shown, send;

const said = h("p", { class: "bb-said", role: "status" });
const title = h("h1", { tabindex: "-1" });
const where = h("div", { class: "bb-quiz bb-vote" });
const who = h("p", { class: "bb-who" });

/** Asks for a code and a name. What the QR code brings is too long to be typed, so then there is no field for it. */
function joining(words = "") {
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
      trouble.textContent = error.message;
      if (error.status === 429 && byScan) { setTimeout(join, 1000 + 2000 * Math.random()); return; } // so many are joining
      if (error.status === 403 && byScan) { // the code was renewed since
        form.prepend(typing);
        trouble.textContent = "This QR code is an old one; type the code on the screen, or scan it anew.";
      }
      if (form.contains(typing)) code.focus();
    }
    button.disabled = false;
  }
  const form = h("form", { class: "bb-quiz bb-join", onsubmit: (event) => { event.preventDefault(); join(); } },
    !scanned && typing, field("Name or pseudonym, if you like", name),
    h("p", { class: "bb-small", id: "why" }, "Others in this network could read along. Nobody has to be called by their name."),
    trouble, h("div", { class: "bb-actions" }, button));
  main.replaceChildren(h("h1", {}, "Join the class"), form);
  (given ? name : code).focus();
}

async function enter() {
  try {
    seat = await ask("api/seat");
  } catch {
    return setTimeout(enter, 2000);
  }
  if (!seat.label) return joining();
  document.title = title.textContent = seat.title;
  who.textContent = `You are here as ${seat.label}.`;
  main.replaceChildren(title, said, where, who);
  try {
    await follow("api/now", {}, take);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    joining("Your seat is gone; please join again.");
  }
  return undefined;
}

/** Shows a new stage; false when there will be no other. */
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

/** Shows the answer that counts, wherever it was given: in this tab, in another, or in the last moment. */
async function counted(stage) {
  const found = (await ask("api/seat")).answer;
  if (shown !== stage) return;
  const now = found && `${found.item} ${found.round}` === asked ? found : null;
  if (JSON.stringify([now?.response, now?.certainty]) === JSON.stringify([answer?.response, answer?.certainty])) return;
  answer = now;
  closed(stage);
}

function say(words) {
  said.textContent = words;
}

function open(stage) {
  const words = stage.round === 1 ? "Answer on your own." : `Round ${stage.round}: answer again, now that you have talked.`;
  const typed = !stage.item.options; // a number or words
  send = sender({ item: stage.item.id, round: stage.round }, answer, typed, (record, trouble) => {
    if (shown.item?.id !== stage.item.id || shown.round !== stage.round) return;
    if (JSON.stringify(record) !== JSON.stringify(answer)) tabs?.postMessage({ asked, answer: record });
    answer = record;
    if (shown.phase === "closed") return closed(shown); // it came just in time
    view.paint();
    if (trouble) view.el.querySelector(".bb-status").textContent = trouble;
  });
  const view = question(stage.item, { uid: UID, number: stage.number, seed: stage.seed, register: "", agreed: stage.agreed, read: send.read, save: send.save });
  view.paint();
  where.replaceChildren(view.el);
  say(words);
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}

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

/** Another tab of this browser has the same seat: what it sent is what counts. */
if (tabs) tabs.onmessage = ({ data }) => {
  if (data.asked !== asked || !["open", "closing"].includes(shown?.phase)) return;
  answer = data.answer;
  send.know(answer);
};

look();
enter();

// The projector's page: invite, open a round, close it, show what the class said.

import { h } from "../../../web/static/dom.js";
import { question } from "../../../quiz/static/item.js";
import { door } from "./door.js";
import { drawn } from "./qr.js";
import { ask, follow, look } from "./talk.js";
import { distribution, shifts } from "./tally.js";

const UID = "stage";
/** @type {Shown[]} */
const SHOWN = ["distribution", "key", "shifts"];
const page = /** @type {HTMLElement} */ (document.getElementById("page"));
/**
 * @typedef {import("./states.d.ts").Board} Board
 * @typedef {import("./states.d.ts").Shown} Shown
 */
/** @type {Board} */
let board;
/** @type {import("./states.d.ts").Stage} comes with the first board */
let stage;
let choosing = true;

/**
 * @param {string} words
 * @param {() => void} onclick
 * @param {boolean} [primary]
 */
const button = (words, onclick, primary) => h("button", { type: "button", class: `bb-button ${primary ? "bb-primary" : ""}`, onclick }, words);
const title = h("h1");
const counts = h("p", { class: "bb-counts" });
const way = h("p", { class: "bb-way" });
const said = h("p", { class: "bb-said", role: "status" });
const trouble = h("p", { class: "bb-trouble", role: "alert" });
const keeping = h("p", { class: "bb-trouble", role: "alert" });
const invitation = h("section", { class: "bb-invitation", "aria-label": "How to join" });
const list = h("ol", { class: "bb-list" });
const chooser = h("section", { class: "bb-chooser", "aria-labelledby": "choose" }, h("h2", { id: "choose" }, "Questions"), list);
const lobby = h("div", { class: "bb-lobby" }, invitation, chooser);
const where = h("div", { class: "bb-quiz bb-stage" });
const result = h("div", { class: "bb-quiz" });
const people = door(act, () => invite().catch(() => {}));
lobby.append(people.el);
const buttons = {
  close: button("Close the round", () => act("close", {}), true),
  next: button("", () => act("ask", { item: stage.item?.id })),
  distribution: button("", () => toggle("distribution")),
  key: button("", () => toggle("key")),
  shifts: button("", () => toggle("shifts")),
  choose: button("Questions and code", () => { choosing = true; paint(); list.querySelector("button")?.focus(); }),
  back: button("Back to the question", () => { choosing = false; paint(); }),
};
const controls = h("footer", { class: "bb-bar-of-buttons bb-quiz" }, ...Object.values(buttons));

/**
 * @param {string} path
 * @param {object} content
 * @returns {Promise<object | null>} what the server says, null where it refuses
 */
async function act(path, content) {
  trouble.textContent = "";
  try {
    return await ask(`api/${path}`, { content });
  } catch (error) {
    trouble.textContent = /** @type {Error} */ (error).message;
    return null;
  }
}

/** @param {Shown} what */
const toggle = (what) => act("show", { what, on: !board.shown.includes(what) });

/** @param {string} item */
async function open(item) {
  await act("ask", { item }); // the page changes when the next board arrives
}

/** @param {import("./states.d.ts").Listed} listed */
function row({ id, prompt, answered }) {
  const rounds = answered.map((n, i) => `round ${i + 1}: ${n}`).join(", ");
  const again = () => { if (confirm("Forget the rounds of this question, such as those of a rehearsal?")) act("reset", { item: id }); };
  return h("li", {}, h("button", { type: "button", class: "bb-question-button", onclick: () => open(id) },
    h("span", { html: prompt }), rounds && h("span", { class: "bb-small" }, `Answers in ${rounds}`)),
  rounds && h("button", { type: "button", class: "bb-button bb-reset", onclick: again }, "Reset"));
}

/**
 * Shows a new board, and first fetches the stage where it is another one.
 * @param {Board} now
 */
async function take(now) {
  const staged = stage?.version !== now.stage_version;
  if (staged) {
    const first = !stage;
    stage = await ask("api/stage");
    if (first) choosing = !stage.item;
    else if (["open", "closing"].includes(stage.phase)) choosing = false; // also where a notebook opened the round
  }
  const listed = JSON.stringify(board?.items) === JSON.stringify(now.items);
  board = now;
  if (!listed) {
    const focused = [...list.children].findIndex((entry) => entry.contains(document.activeElement));
    list.replaceChildren(...board.items.map(row));
    if (focused >= 0) list.children[focused].querySelector("button")?.focus();
  }
  if (staged) draw();
  paint();
  return true;
}

function draw() {
  where.replaceChildren();
  result.replaceChildren();
  if (!stage.item) return;
  const item = { ...stage.item, ungraded: true };
  const record = item.key ? { response: null, attempts: 1, hints: 0, shown: true, score: 0 } : {};
  const view = question(item, { uid: UID, number: stage.number, seed: stage.seed, register: "", agreed: stage.agreed, read: () => record, save: () => {} });
  view.paint();
  view.el.classList.add("bb-closed", "bb-unanswered");
  view.el.querySelectorAll("fieldset").forEach((part) => { part.disabled = true; });
  if (view.el.querySelector("select")) {
    view.el.querySelector(".bb-rows")?.after(h("ul", { class: "bb-choices", "aria-label": "Choices" }, ...(stage.item.options ?? []).map(({ html }) => h("li", { html }))));
  }
  where.append(view.el);
  if (stage.distribution) distribution(view.el, UID, stage.item, stage.distribution);
  if (stage.shifts) result.append(shifts(stage.shifts));
}

function paint() {
  const { phase, round = 0 } = stage;
  const focused = document.activeElement;
  document.title = title.textContent = board.title;
  counts.replaceChildren(h("span", {}, h("strong", {}, String(board.joined)), " joined"),
    ...(stage.item && !choosing ? [h("span", {}, h("strong", {}, String(board.answered)), " answered")] : []));
  lobby.hidden = !choosing;
  where.hidden = result.hidden = way.hidden = choosing;
  buttons.close.hidden = !["open", "closing"].includes(phase);
  buttons.close.disabled = phase === "closing";
  buttons.next.hidden = phase !== "closed" || choosing;
  buttons.next.textContent = `Open round ${round + 1}`;
  buttons.next.classList.toggle("bb-primary", round === 1); // not after two rounds, because then another question usually follows
  for (const what of SHOWN) {
    const on = board.shown.includes(what);
    buttons[what].hidden = phase !== "closed" || choosing || (what === "shifts" && (round < 2 || !board.shown.includes("key"))); // the shifts tell the key
    buttons[what].textContent = `${on ? "Hide" : what === "key" ? "Reveal" : "Show"} the ${what}`;
  }
  buttons.choose.hidden = choosing || phase === "ended";
  buttons.back.hidden = !choosing || !stage.item;
  controls.hidden = Object.values(buttons).every((one) => one.hidden);
  list.querySelectorAll("button").forEach((one) => { one.disabled = !["waiting", "closed"].includes(phase); });
  people.paint(board);
  keeping.textContent = board.trouble ?? "";
  const words = { waiting: "", ended: "The class is over.", open: `Round ${round} is open.`, closing: `Round ${round} is open.`, closed: `Round ${round} is closed.` }[phase];
  if (said.textContent !== words) said.textContent = words;
  // The focus moves to the next button, because the one that had it is hidden now.
  if (focused instanceof HTMLElement && controls.contains(focused) && focused.hidden) Object.values(buttons).find((one) => !one.hidden)?.focus();
}

/** Shows how to come in; the code may have been renewed. */
async function invite() {
  /** @type {{address: string, code: string, qr: string[]}} */
  const { address, code, qr } = await ask("api/invitation");
  const shown = `${code.slice(0, 3)} ${code.slice(3)}`, place = address.replace("http://", "");
  invitation.replaceChildren(h("div", { class: "bb-qr", role: "img", "aria-label": `QR code of ${address}`, html: drawn(qr) }),
    h("p", {}, "Open ", h("strong", { class: "bb-address" }, place)), h("p", {}, "and type ", h("strong", { class: "bb-code" }, shown)));
  way.replaceChildren(h("span", {}, place), " ", h("strong", { class: "bb-code" }, shown));
}

/**
 * Asks for the instructor's key, because the printed address was used already; the key stands in no address and in no
 * script's memory.
 * @param {string} words  why it is asked for
 */
function ticketless(words) {
  const field = h("input", { id: "key", type: "password", required: true, autocomplete: "off", "aria-describedby": "refused" });
  /** @param {Event} event */
  async function submitted(event) {
    event.preventDefault();
    try {
      await ask("api/teach", { content: { key: field.value } });
      begin();
    } catch (error) {
      refusal.textContent = /** @type {Error} */ (error).message;
    }
  }
  const form = h("form", { class: "bb-quiz bb-join", onsubmit: submitted }, h("p", { class: "bb-field" }, h("label", { for: "key" }, "The key that “seminar class” printed"), field),
  h("div", { class: "bb-actions" }, h("button", { type: "submit", class: "bb-button bb-primary" }, "Open")));
  const refusal = h("p", { role: "alert", id: "refused" }, words);
  page.replaceChildren(h("main", {}, h("h1", {}, "The class"), refusal, form));
}

async function begin() {
  const ticket = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  try {
    if (ticket) await ask("api/teach", { content: { ticket } }).catch((error) => { if (error.status !== 403) throw error; });
    await invite();
    page.replaceChildren(h("header", { class: "bb-top" }, title, way, counts), h("main", {}, said, trouble, keeping, lobby, h("div", { class: "bb-asked" }, where, result)), controls);
    await follow("api/room", {}, take, 250); // ms, because nobody can read numbers that change faster
  } catch (error) {
    const { status, message } = /** @type {Error & {status?: number}} */ (error);
    if (status !== 0) { ticketless(message); return; }
    if (ticket) history.replaceState(null, "", `${location.pathname}#${ticket}`);
    setTimeout(begin, 2000);
  }
}

look();
begin();

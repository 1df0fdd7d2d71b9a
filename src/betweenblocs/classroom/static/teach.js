// The projector's page: invite, open a round, close it, show what the class said.

import { h } from "../../quiz/static/dom.js";
import { question } from "../../quiz/static/item.js";
import { ask, follow, look } from "./talk.js";
import { distribution, shifts } from "./tally.js";

const UID = "stage";
const KEPT = "betweenblocs:instructor";
const page = document.getElementById("page");
let headers, board, stage, choosing = true;

const button = (words, onclick, primary) => h("button", { type: "button", class: `bb-button ${primary ? "bb-primary" : ""}`, onclick }, words);
const title = h("h1");
const counts = h("p", { class: "bb-counts" });
const way = h("p", { class: "bb-way" });
const said = h("p", { class: "bb-said", role: "status" });
const trouble = h("p", { class: "bb-trouble", role: "alert" });
const invitation = h("section", { class: "bb-invitation", "aria-label": "How to join" });
const list = h("ol", { class: "bb-list" });
const chooser = h("section", { class: "bb-chooser", "aria-labelledby": "choose" }, h("h2", { id: "choose" }, "Questions"), list);
const lobby = h("div", { class: "bb-lobby" }, invitation, chooser);
const where = h("div", { class: "bb-quiz bb-stage" });
const result = h("div", { class: "bb-quiz" });
const buttons = {
  close: button("Close the round", () => act("close", {}), true),
  next: button("", () => act("ask", { item: stage.item.id })),
  distribution: button("", () => toggle("distribution")),
  shifts: button("", () => toggle("shifts")),
  key: button("", () => toggle("key")),
  choose: button("Questions and code", () => { choosing = true; paint(); list.querySelector("button")?.focus(); }),
  back: button("Back to the question", () => { choosing = false; paint(); }),
};
const WORDS = { distribution: "distribution", shifts: "shifts", key: "key" };
const controls = h("footer", { class: "bb-bar-of-buttons bb-quiz" }, ...Object.values(buttons));

/** The key stands in the address only until the page has read it: the address is on the screen, too. */
function key() {
  const given = location.hash.slice(1);
  try {
    if (given) sessionStorage.setItem(KEPT, given);
    history.replaceState(null, "", location.pathname);
    return given || sessionStorage.getItem(KEPT);
  } catch {
    return given;
  }
}

async function act(path, content) {
  trouble.textContent = "";
  try {
    return await ask(`api/${path}`, { content, headers });
  } catch (error) {
    trouble.textContent = error.message;
    return null;
  }
}

const toggle = (what) => act("show", { what, on: !board.shown.includes(what) });

async function open(item) {
  await act("ask", { item }); // the next board shows it
}

function row({ id, prompt, answered }) {
  const rounds = answered.map((n, i) => `round ${i + 1}: ${n}`).join(", ");
  return h("li", {}, h("button", { type: "button", class: "bb-question-button", onclick: () => open(id) },
    h("span", { html: prompt }), rounds && h("span", { class: "bb-small" }, `Answers in ${rounds}`)));
}

/** Shows a new board, and first fetches the stage where it is another one. */
async function take(now) {
  const staged = stage?.version !== now.stage_version;
  if (staged) {
    const first = !stage;
    stage = await ask("api/stage", { headers });
    if (first) choosing = !stage.item;
    else if (stage.phase === "open") choosing = false; // a notebook may have opened it
  }
  const listed = JSON.stringify(board?.items) === JSON.stringify(now.items);
  board = now;
  if (!listed) {
    const focused = [...list.children].findIndex((entry) => entry.contains(document.activeElement));
    list.replaceChildren(...board.items.map(row));
    if (focused >= 0) list.children[focused].querySelector("button").focus();
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
  const view = question(item, { uid: UID, number: stage.number, seed: stage.seed, register: "", read: () => record, save: () => {} });
  view.paint();
  view.el.classList.add("bb-closed", "bb-unanswered");
  view.el.querySelectorAll("fieldset").forEach((part) => { part.disabled = true; });
  if (view.el.querySelector("select")) {
    view.el.querySelector(".bb-rows").after(h("ul", { class: "bb-choices", "aria-label": "Choices" }, ...stage.item.options.map(({ html }) => h("li", { html }))));
  }
  where.append(view.el);
  if (stage.distribution) distribution(view.el, UID, stage.distribution);
  if (stage.shifts) result.append(shifts(stage.shifts));
}

function paint() {
  const { phase, round } = stage;
  const focused = document.activeElement;
  document.title = title.textContent = board.title;
  counts.replaceChildren(h("span", {}, h("strong", {}, String(board.joined)), " joined"),
    ...(stage.item && !choosing ? [h("span", {}, h("strong", {}, String(board.answered)), " answered")] : []));
  lobby.hidden = !choosing;
  where.hidden = result.hidden = way.hidden = choosing;
  buttons.close.hidden = phase !== "open";
  buttons.next.hidden = phase !== "closed" || choosing;
  buttons.next.textContent = `Open round ${(round ?? 0) + 1}`;
  buttons.next.classList.toggle("bb-primary", round === 1); // after two rounds the next thing is another question
  for (const [what, words] of Object.entries(WORDS)) {
    const on = board.shown.includes(what);
    buttons[what].hidden = phase !== "closed" || choosing || (what === "shifts" && round < 2);
    buttons[what].textContent = `${on ? "Hide" : what === "key" ? "Reveal" : "Show"} the ${words}`;
  }
  buttons.choose.hidden = choosing || phase === "ended";
  buttons.back.hidden = !choosing || !stage.item;
  controls.hidden = [...controls.children].every((one) => one.hidden);
  list.querySelectorAll("button").forEach((one) => { one.disabled = phase === "open" || phase === "ended"; });
  const words = { waiting: "", ended: "The class is over.", open: `Round ${round} is open.`, closed: `Round ${round} is closed.` }[phase];
  if (said.textContent !== words) said.textContent = words;
  // A button that has done its work hands the focus on.
  if (focused && controls.contains(focused) && focused.hidden) [...controls.children].find((one) => !one.hidden)?.focus();
}

async function begin() {
  headers = { Authorization: `Bearer ${encodeURIComponent(key() ?? "")}` };
  try {
    const { address, code, svg } = await ask("api/invitation", { headers });
    const shown = `${code.slice(0, 3)} ${code.slice(3)}`, place = address.replace("http://", "");
    invitation.append(h("div", { class: "bb-qr", role: "img", "aria-label": `QR code of ${address}`, html: svg }),
      h("p", {}, "Open ", h("strong", { class: "bb-address" }, place)), h("p", {}, "and type ", h("strong", { class: "bb-code" }, shown)));
    way.append(h("span", {}, place), " ", h("strong", { class: "bb-code" }, shown));
    page.replaceChildren(h("header", { class: "bb-top" }, title, way, counts), h("main", {}, said, trouble, lobby, h("div", { class: "bb-asked" }, where, result)), controls);
    await follow("api/room", headers, take, 250); // numbers that move faster cannot be read
  } catch (error) {
    if (error.status === 0) { setTimeout(begin, 2000); return; }
    page.replaceChildren(h("main", {}, h("h1", {}, "The class"),
      h("p", { role: "alert" }, error.message), h("p", {}, "Open the address that “betweenblocs class” printed for you, with everything after the #.")));
  }
}

look();
begin();

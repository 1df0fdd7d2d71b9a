// Choose a day and let Kazakhstan join BRICS: memberships, overlaps and bridging scores follow.
// State: day (ISO date), joining (boolean); fixed: blocs, rows, names, events, first, last, article.

import { h, unique } from "seminar/web/static/dom.js";
import { keepKeys } from "seminar/web/static/keys.js";
import { bridging, inForce, membersOn, overlap } from "./blocs.js";

const DAY = 86400000;

/** @param {string} iso */
const spoken = (iso) =>
  new Date(`${iso}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
/**
 * A number without the 0 before its point.
 * @param {number} value
 * @param {number} digits
 */
const decimals = (value, digits) => value.toFixed(digits).replace(/^0(?=\.)/, "");

/** @typedef {Map<string, Set<string>>} Members  the states of each bloc */

/**
 * The members of one bloc.
 * @param {Members} members
 * @param {string} bloc
 */
const statesOf = (members, bloc) => members.get(bloc) ?? new Set();

/** @param {import("seminar/web/static/types.d.ts").Place} place */
function render({ model, el }) {
  const uid = `bb-blocs${unique()}`;
  /** @type {string[]} */
  const blocs = model.get("blocs");
  /** @type {import("./blocs.js").Membership[]} */
  const rows = model.get("rows");
  /** @type {Record<string, string>} the states' names by their codes */
  const names = model.get("names");
  /** @type {{day: string, label: string}[]} */
  const events = model.get("events");
  /** @type {string} */
  const first = model.get("first");
  /** @type {string} */
  const last = model.get("last");
  /** @type {string} */
  const article = model.get("article");
  /** @param {string} day */
  const number = (day) => Math.round((Date.parse(day) - Date.parse(first)) / DAY);
  /** @param {number} days */
  const iso = (days) => new Date(Date.parse(first) + days * DAY).toISOString().slice(0, 10);
  /** @type {Members | null} */
  let before = null;
  let timer = 0;

  const range = h("input", { type: "range", id: `${uid}-range`, min: 0, max: number(last), step: 1, list: `${uid}-marks`,
    oninput: () => choose(iso(Number(range.value))) });
  const date = h("input", { type: "date", id: `${uid}-date`, min: first, max: last,
    onchange: () => date.value && choose(date.value < first ? first : date.value > last ? last : date.value) });
  const event = h("select", { id: `${uid}-event`, onchange: () => event.value && choose(event.value) },
    h("option", { value: "" }, "Choose an event"),
    ...events.map(({ day, label }) => h("option", { value: day }, `${day} ${label}`)));
  const joining = h("input", { type: "checkbox", id: `${uid}-joining`,
    onchange: () => { model.set("joining", joining.checked); model.save_changes(); paint(); } });
  const after = h("p", { class: "bb-after" }, "After the article: what stands here was not yet known on 24 October 2024.");
  const status = h("p", { role: "status", class: "bb-said" });
  const matrix = h("table", { class: "bb-matrix" }), grid = h("table", { class: "bb-grid" });

  /** @param {string} day */
  function choose(day) {
    model.set("day", day);
    model.save_changes();
    paint();
  }

  /**
   * One cell of the matrix: a sign, and the same in a word.
   * @param {string} bloc
   * @param {string} state
   * @param {Members} members
   * @param {string} day
   */
  function cell(bloc, state, members, day) {
    const row = rows.find((one) => one.bloc === bloc && one.iso3 === state && inForce(one, day));
    if (!statesOf(members, bloc).has(state)) return row ? mark("○", row.status) : h("td", {}, h("span", { class: "bb-word" }, "no"));
    if (!row?.full) return mark("◆", "member, if it joined");
    return row.remark_from && day >= row.remark_from ? mark("◐", row.status) : mark("●", "member");
  }

  /**
   * @param {string} sign
   * @param {string} word
   */
  function mark(sign, word) {
    return h("td", { title: word }, h("span", { "aria-hidden": "true" }, sign), h("span", { class: "bb-word" }, word));
  }

  function paint() {
    /** @type {string} */
    const day = model.get("day");
    /** @type {boolean} */
    const what = model.get("joining");
    const members = membersOn(blocs, rows, day, what), scores = bridging(members);
    range.value = String(number(day));
    range.setAttribute("aria-valuetext", spoken(day));
    date.value = day;
    joining.checked = what;
    if (event.value !== day) event.value = events.some((one) => one.day === day) ? day : "";
    after.hidden = day <= article;
    const present = Object.keys(names).filter((state) => rows.some((row) => row.iso3 === state && inForce(row, day))
      || [...members.values()].some((some) => some.has(state)));
    const most = Math.max(...present.map((state) => scores.get(state) ?? 0), 1e-9);
    matrix.replaceChildren(
      h("caption", {}, `Memberships and bridging scores on ${spoken(day)}${what ? ", if Kazakhstan had joined BRICS" : ""}`),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "State"),
        ...blocs.map((bloc) => h("th", { scope: "col" }, bloc, h("small", {}, ` ${statesOf(members, bloc).size || "–"}`))),
        h("th", { scope: "col" }, "Bridging"))),
      h("tbody", {}, ...present.map((state) => {
        const score = scores.get(state) ?? 0;
        const bar = h("span", { class: "bb-length", "aria-hidden": "true" });
        bar.style.inlineSize = `${(4 * score) / most}rem`;
        return h("tr", { "data-state": state, "data-own": state === Object.keys(names)[0] }, h("th", { scope: "row" }, names[state]),
          ...blocs.map((bloc) => cell(bloc, state, members, day)),
          h("td", { class: "bb-score" }, h("data", { value: score }, decimals(score, 3)), bar));
      })));
    grid.replaceChildren(
      h("caption", {}, "Overlap of two blocs: the share of members in common (Jaccard index)"),
      h("thead", {}, h("tr", {}, h("td"), ...blocs.map((bloc) => h("th", { scope: "col" }, bloc)))),
      h("tbody", {}, ...blocs.map((one) => h("tr", {}, h("th", { scope: "row" }, one), ...blocs.map((other) => {
        if (one === other) return h("td", {}, "–");
        const share = overlap(statesOf(members, one), statesOf(members, other));
        const place = h("td", { "data-pair": `${one} ${other}` },
          share === null ? h("abbr", { title: "neither existed" }, "·") : h("data", { value: share }, share ? decimals(share, 2) : "0"));
        place.style.setProperty("--share", String(share ?? 0));
        return place;
      })))));
    say(members, scores, day, what);
  }

  /**
   * Says what changed, once the reader pauses.
   * @param {Members} members
   * @param {Map<string, number>} scores
   * @param {string} day
   * @param {boolean} what  whether Kazakhstan counts as a member of BRICS
   */
  function say(members, scores, day, what) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const changes = [];
      /** @param {string[]} some */
      const list = (some) => some.map((state) => names[state]).join(", ");
      if (before) for (const bloc of blocs) {
        const was = statesOf(before, bloc), is = statesOf(members, bloc);
        const came = [...is].filter((state) => !was.has(state)), went = [...was].filter((state) => !is.has(state));
        if (came.length) changes.push(`${bloc}: ${list(came)} added.`);
        if (went.length) changes.push(`${bloc}: ${list(went)} no longer there.`);
      }
      const ranked = [...scores].filter(([node]) => names[node]).sort((a, b) => b[1] - a[1]);
      /** @param {[string, number]} ranked */
      const best = ([node, score]) => `${names[node]} ${decimals(score, 3)}`;
      const own = ranked[0]?.[0] === "KAZ" ? ranked[1] : ranked.find(([node]) => node === "KAZ");
      const top = ranked.length ? `Highest bridging score: ${best(ranked[0])}${own ? `; ${best(own)}` : ""}.` : "";
      const text = [`${spoken(day)}${day > article ? " (after the article)" : ""}${what ? ", with Kazakhstan in BRICS" : ""}.`,
        ...(before && !changes.length ? ["No membership changed."] : changes), top].join(" ");
      before = members;
      status.textContent = text;
    }, before ? 350 : 0);
  }

  const box = h("div", { class: "bb-explorer" },
    h("div", { class: "bb-controls" },
      h("div", { class: "bb-whole" }, h("label", { for: range.id }, "Day"), range,
        h("datalist", { id: `${uid}-marks` }, ...events.map(({ day }) => h("option", { value: number(day) })))),
      h("div", {}, h("label", { for: date.id }, "Exact date"), date),
      h("div", { class: "bb-long" }, h("label", { for: event.id }, "Or go to"), event),
      h("div", { class: "bb-check" }, joining, h("label", { for: joining.id }, "What if Kazakhstan were in BRICS?"))),
    after, status,
    h("div", { class: "bb-scroll", tabindex: 0, role: "region", "aria-label": "Memberships and bridging scores" }, matrix),
    h("p", { class: "bb-legend" }, "● member · ◐ member, with a remark · ○ observer, associate or invited · ◆ what if"),
    h("div", { class: "bb-scroll", tabindex: 0, role: "region", "aria-label": "Overlaps" }, grid));
  model.on("change:day", paint);
  model.on("change:joining", paint);
  el.append(box);
  const releaseKeys = keepKeys(box);
  paint();
  return () => {
    releaseKeys();
    clearTimeout(timer);
    model.off("change:day", paint);
    model.off("change:joining", paint);
    box.remove();
  };
}

export default { render };

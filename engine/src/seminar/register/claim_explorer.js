// Filter the claims of the text, and read what two speakers say side by side.
// State: choice ({name of a filter: "" or a value; core, second: booleans}), compare ([name, name]);
// fixed: claims, facets and filters (names), register (the address of the register page, or "").

import { h, unique } from "../web/static/dom.js";
import { keepKeys } from "../web/static/keys.js";

/**
 * A claim as `all_claims` of claim_explorer.py gives it: a code stands under its facet's name, the second best under NAME_alt.
 * @typedef {{id: string, text: string, speaker: string, voice: string | null, part: string | null, core: boolean,
 *   [field: string]: string | boolean | null}} Claim
 */

/**
 * What a reader chose: the value of each filter, "" for all.
 * @typedef {{core: boolean, second: boolean, [filter: string]: string | boolean}} Choice
 */

/**
 * Says whether a claim passes; with `second`, a second-best code counts as well. As in claim_explorer.py.
 * @param {Claim} claim
 * @param {Choice} choice
 * @param {string[]} filters
 */
function passes(claim, choice, filters) {
  if (choice.core && !claim.core) return false;
  return filters.every((facet) => !choice[facet] || claim[facet] === choice[facet]
    || (choice.second && claim[`${facet}_alt`] === choice[facet]));
}

/** @param {import("../web/static/types.d.ts").Place} place */
function render({ model, el }) {
  const uid = `bb-claims${unique()}`;
  /** @type {Claim[]} */
  const claims = model.get("claims");
  /** @type {string} */
  const register = model.get("register");
  /** @type {string[]} */
  const facets = model.get("facets");
  /** @type {string[]} */
  const filters = model.get("filters");
  /** @type {Choice} */
  const none = { ...Object.fromEntries(filters.map((name) => [name, ""])), core: false, second: false };
  /** @param {string} name */
  const capital = (name) => name[0].toUpperCase() + name.slice(1);
  /** @returns {Choice} */
  const choice = () => ({ ...none, ...model.get("choice") });
  /** @returns {string[]} the two speakers that are read side by side, "" for none */
  const compared = () => [...(model.get("compare") ?? []), "", ""].slice(0, 2);
  const speakers = [...new Set(claims.map(({ speaker }) => speaker))];

  const selects = Object.fromEntries(filters.map((facet) => {
    const select = h("select", { id: `${uid}-${facet}`, onchange: () => { choose({ [facet]: select.value }); } });
    return [facet, select];
  }));
  const boxes = Object.fromEntries(["core", "second"].map((name) => {
    const input = h("input", { type: "checkbox", id: `${uid}-${name}`, onchange: () => { choose({ [name]: input.checked }); } });
    return [name, input];
  }));
  const pair = [0, 1].map((side) => {
    const select = h("select", { id: `${uid}-side${side}`, onchange: () => {
      const names = compared();
      names[side] = select.value;
      set("compare", names);
    } }, h("option", { value: "" }, side ? "nobody" : "all speakers"), ...speakers.map((name) => h("option", { value: name }, name)));
    return select;
  });
  const status = h("p", { role: "status", class: "bb-said" });
  const list = h("div", { class: "bb-list", tabindex: 0, role: "region", "aria-label": "Claims" });

  /**
   * @param {string} name
   * @param {unknown} value
   */
  function set(name, value) {
    model.set(name, value);
    model.save_changes();
    paint();
  }

  /** @param {Record<string, string | boolean>} part */
  const choose = (part) => set("choice", { ...choice(), ...part });

  /**
   * Fills a select with its values, each with the number of claims it would leave.
   * @param {string} facet
   * @param {Choice} now
   */
  function fill(facet, now) {
    const left = claims.filter((claim) => passes(claim, { ...now, [facet]: "" }, filters));
    const values = [...new Set(claims.map((claim) => /** @type {string} */ (claim[facet])))];
    const options = values.map((value) => {
      const count = left.filter((claim) => passes(claim, { ...now, [facet]: value }, filters)).length;
      return h("option", { value }, `${value} (${count})`);
    });
    selects[facet].replaceChildren(h("option", { value: "" }, `all (${left.length})`), ...options);
    selects[facet].value = String(now[facet]);
  }

  /**
   * @param {Claim} claim
   * @param {string} facet
   */
  function code(claim, facet) {
    const other = claim[`${facet}_alt`];
    return h("span", { class: "bb-code-of" }, `${capital(facet)}: ${claim[facet]}`, other && h("em", {}, ` (second best: ${other})`));
  }

  /**
   * @param {Claim} claim
   * @param {boolean} named  whether the speaker stands there
   */
  function entry(claim, named) {
    const id = register ? h("a", { href: `${register}#${claim.id}` }, claim.id) : h("b", {}, claim.id);
    return h("li", { "data-claim": claim.id },
      h("p", { class: "bb-who" }, id, named && ` ${claim.speaker}`, [claim.voice, claim.part].filter(Boolean).map((words) => ` · ${words}`).join("")),
      h("p", {}, claim.text),
      facets.length ? h("p", { class: "bb-codes" }, ...facets.flatMap((facet, place) => [place ? " · " : "", code(claim, facet)])) : "");
  }

  /**
   * @param {Claim[]} some
   * @param {boolean} named
   */
  const entries = (some, named) => (some.length ? h("ul", {}, ...some.map((claim) => entry(claim, named))) : h("p", { class: "bb-none" }, "nothing"));

  function paint() {
    const now = choice(), shown = claims.filter((claim) => passes(claim, now, filters));
    filters.forEach((facet) => fill(facet, now));
    boxes.core.checked = now.core;
    boxes.second.checked = now.second;
    const names = compared();
    pair.forEach((select, side) => { select.value = names[side]; });
    const both = names.filter(Boolean), held = both.length ? shown.filter(({ speaker }) => both.includes(speaker)) : shown;
    status.textContent = `${held.length} of ${claims.length} claims${both.length ? ` by ${both.join(" and ")}` : ""}.`;
    if (!both.length) return list.replaceChildren(entries(held, true));
    const first = facets[0], themes = [...new Set(held.map((claim) => /** @type {string} */ (claim[first])))];
    return list.replaceChildren(...themes.map((theme) => h("section", { class: "bb-theme", "aria-label": theme },
      h("p", { class: "bb-theme-name" }, theme),
      h("div", { class: "bb-sides" }, ...both.map((name) => h("div", { "data-speaker": name },
        h("p", { class: "bb-who" }, name),
        entries(held.filter((claim) => claim.speaker === name && claim[first] === theme), false)))))));
  }

  /**
   * @param {HTMLElement} control
   * @param {string} label
   */
  const field = (control, label) => h("div", {}, h("label", { for: control.id }, label), control);
  /**
   * @param {HTMLElement} control
   * @param {string} label
   */
  const check = (control, label) => h("div", { class: "bb-check" }, control, h("label", { for: control.id }, label));
  const reset = h("button", { type: "button", class: "bb-reset", onclick: () => { set("compare", []); choose(none); } }, "Show all claims");
  const box = h("div", { class: "bb-explorer" },
    h("div", { class: "bb-controls" }, ...filters.map((facet) => field(selects[facet], capital(facet))),
      check(boxes.core, "Teaching set only"), check(boxes.second, "Count second-best codes too")),
    h("div", { class: "bb-controls", role: "group", "aria-label": "Side by side" },
      field(pair[0], "Read"), field(pair[1], "beside"), reset),
    status, list);
  model.on("change:choice", paint);
  model.on("change:compare", paint);
  el.append(box);
  const releaseKeys = keepKeys(box);
  paint();
  return () => {
    releaseKeys();
    model.off("change:choice", paint);
    model.off("change:compare", paint);
    box.remove();
  };
}

export default { render };

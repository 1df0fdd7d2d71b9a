// Filter the claims of the article, and read what two speakers say side by side.
// State: choice ({speaker, theme, stance, voice, type: "" or a value; core, second: booleans}), compare ([name, name]);
// fixed: claims, register (the address of the register page, or "").

import { h, unique } from "../web/static/dom.js";
import { keepKeys } from "../web/static/keys.js";

const FACETS = { speaker: "Speaker", theme: "Theme", stance: "Stance", voice: "Voice", type: "Type" };
const NONE = { speaker: "", theme: "", stance: "", voice: "", type: "", core: false, second: false };

/** Says whether a claim passes; with `second`, a second-best code counts as well. As in claim_explorer.py. */
function passes(claim, choice) {
  if (choice.core && !claim.core) return false;
  return Object.keys(FACETS).every((facet) => !choice[facet] || claim[facet] === choice[facet]
    || (choice.second && claim[`${facet}_alt`] === choice[facet]));
}

function render({ model, el }) {
  const uid = `bb-claims${unique()}`;
  const claims = model.get("claims"), register = model.get("register");
  const choice = () => ({ ...NONE, ...model.get("choice") });
  const speakers = [...new Set(claims.map(({ speaker }) => speaker))];

  const selects = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet,
    h("select", { id: `${uid}-${facet}`, onchange: (event) => choose({ [facet]: event.target.value }) })]));
  const boxes = Object.fromEntries(["core", "second"].map((name) => [name,
    h("input", { type: "checkbox", id: `${uid}-${name}`, onchange: (event) => choose({ [name]: event.target.checked }) })]));
  const pair = [0, 1].map((side) => h("select", { id: `${uid}-side${side}`, onchange: (event) => {
    const names = [...(model.get("compare") ?? []), "", ""].slice(0, 2);
    names[side] = event.target.value;
    set("compare", names);
  } }, h("option", { value: "" }, side ? "nobody" : "all speakers"), ...speakers.map((name) => h("option", { value: name }, name))));
  const status = h("p", { role: "status", class: "bb-said" });
  const list = h("div", { class: "bb-list", tabindex: 0, role: "region", "aria-label": "Claims" });

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
    paint();
  }

  const choose = (part) => set("choice", { ...choice(), ...part });

  /** Fills a select with its values, each with the number of claims it would leave. */
  function fill(facet, now) {
    const left = claims.filter((claim) => passes(claim, { ...now, [facet]: "" }));
    const values = [...new Set(claims.map((claim) => claim[facet]))];
    const options = values.map((value) => {
      const count = left.filter((claim) => passes(claim, { ...now, [facet]: value })).length;
      return h("option", { value }, `${value} (${count})`);
    });
    selects[facet].replaceChildren(h("option", { value: "" }, `all (${left.length})`), ...options);
    selects[facet].value = now[facet];
  }

  function code(claim, facet) {
    const other = claim[`${facet}_alt`];
    return h("span", { class: "bb-code-of" }, `${FACETS[facet]}: ${claim[facet]}`, other && h("em", {}, ` (second best: ${other})`));
  }

  function entry(claim, named = true) {
    const id = register ? h("a", { href: `${register}#${claim.id}` }, claim.id) : h("b", {}, claim.id);
    return h("li", { "data-claim": claim.id },
      h("p", { class: "bb-who" }, id, named && ` ${claim.speaker}`, ` · ${claim.voice} · ${claim.paragraph}`),
      h("p", {}, claim.paraphrase),
      h("p", { class: "bb-codes" }, code(claim, "theme"), " · ", code(claim, "stance"), " · ", code(claim, "type")));
  }

  const entries = (some, named) => (some.length ? h("ul", {}, ...some.map((claim) => entry(claim, named))) : h("p", { class: "bb-none" }, "nothing"));

  function paint() {
    const now = choice(), shown = claims.filter((claim) => passes(claim, now));
    Object.keys(FACETS).forEach((facet) => fill(facet, now));
    for (const name of ["core", "second"]) boxes[name].checked = now[name];
    const names = [...(model.get("compare") ?? []), "", ""].slice(0, 2);
    pair.forEach((select, side) => { select.value = names[side]; });
    const both = names.filter(Boolean), held = both.length ? shown.filter(({ speaker }) => both.includes(speaker)) : shown;
    status.textContent = `${held.length} of ${claims.length} claims${both.length ? ` by ${both.join(" and ")}` : ""}.`;
    if (!both.length) return list.replaceChildren(entries(held, true));
    const themes = [...new Set(held.map(({ theme }) => theme))];
    return list.replaceChildren(...themes.map((theme) => h("section", { class: "bb-theme", "aria-label": theme },
      h("p", { class: "bb-theme-name" }, theme),
      h("div", { class: "bb-sides" }, ...both.map((name) => h("div", { "data-speaker": name },
        h("p", { class: "bb-who" }, name),
        entries(held.filter((claim) => claim.speaker === name && claim.theme === theme), false)))))));
  }

  const field = (control, label) => h("div", {}, h("label", { for: control.id }, label), control);
  const check = (control, label) => h("div", { class: "bb-check" }, control, h("label", { for: control.id }, label));
  const reset = h("button", { type: "button", class: "bb-reset", onclick: () => { set("compare", []); choose(NONE); } }, "Show all claims");
  const box = h("div", { class: "bb-explorer" },
    h("div", { class: "bb-controls" }, ...Object.entries(FACETS).map(([facet, label]) => field(selects[facet], label)),
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

// @ts-nocheck: its types are not written yet
// A map beside the list of states. The list is the control; the map only mirrors it and takes clicks.

import { h } from "../../../web/static/dom.js";
import { pick } from "../controls.js";
import { several } from "../score.js";
import { TYPES } from "../types.js";

const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}

/** The list of states with its map. */
function atlas(item, context) {
  const list = pick(item, { ...context, change: () => { mirror(); context.change(); } }, { many: true, fixed: true });
  const svg = shape("svg", { viewBox: item.map.view, class: "bb-map", "aria-hidden": "true", focusable: "false" });
  svg.append(shape("path", { d: item.map.land, class: "bb-land" }));
  const shapes = new Map();
  for (const { id, text } of item.options) {
    const path = shape("path", { d: item.map.states[id], class: "bb-state" });
    const title = shape("title", {});
    title.textContent = text;
    path.append(title);
    path.addEventListener("click", () => list.inputs.get(id).click());
    shapes.set(id, path);
    svg.append(path);
  }
  function mirror() {
    list.inputs.forEach((input, id) => {
      const { classList, dataset } = shapes.get(id);
      classList.toggle("bb-picked", input.checked);
      dataset.mark = input.closest(".bb-option").dataset.mark ?? "";
    });
  }
  return {
    el: h("div", { class: "bb-atlas" }, svg, list.el, h("p", { class: "bb-small" }, item.map.note)),
    read: list.read,
    write: (response) => { list.write(response); mirror(); },
    mark: (shown) => { list.mark(shown); mirror(); },
  };
}

TYPES.map = { control: atlas, score: several };

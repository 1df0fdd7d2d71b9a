// @ts-nocheck: its types are not written yet
// The types of items by their names. Each puts itself here: static/types/<type>.js.

/**
 * @typedef {object} Type
 * @property {(item: object, context: object) => object} control  by which an item is answered, see controls.js
 * @property {((key: object, response: any) => number) | null} score  the credit, 0 to 1; null where none is earned
 * @property {(item: object, response: any) => string | undefined} [told]  what is said to this very response, HTML
 * @property {(item: object, response: any) => string | null} [refused]  why a response is none, to be mended first
 * @property {string} [empty]  what is said where nothing was answered
 */

/** @type {Record<string, Type>} */
export const TYPES = {};

/** The credit for a response, 0 to 1, before the cost of hints; null where the type earns none. */
export const score = (type, key, response) => TYPES[type].score?.(key, response) ?? null;

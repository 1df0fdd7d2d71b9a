// Computes who belongs to which bloc on a day, how far blocs overlap and who stands between them, as blocs.py does.

/**
 * A row of the table of memberships; dates are ISO dates.
 * @typedef {{bloc: string, iso3: string, joined: string, left: string | null, full: boolean, status: string, remark_from: string | null}} Membership
 */

/**
 * Says whether a row of memberships holds on a day (ISO dates compare as strings).
 * @param {Membership} row
 * @param {string} day
 */
export function inForce(row, day) {
  return row.joined <= day && (!row.left || row.left > day);
}

/**
 * Returns the full members of each bloc; `joining` adds Kazakhstan to BRICS, once BRICS exists.
 * @param {string[]} blocs
 * @param {Membership[]} rows
 * @param {string} day
 * @param {boolean} joining
 */
export function membersOn(blocs, rows, day, joining) {
  const members = new Map(blocs.map((bloc) => [bloc, /** @type {Set<string>} */ (new Set())]));
  for (const row of rows) if (row.full && inForce(row, day)) members.get(row.bloc)?.add(row.iso3);
  const brics = members.get("BRICS");
  if (joining && brics?.size) brics.add("KAZ");
  return members;
}

/**
 * The Jaccard index of two sets: what they share divided by what they hold together; null if both are empty.
 * @param {Set<string>} one
 * @param {Set<string>} other
 */
export function overlap(one, other) {
  const shared = [...one].filter((state) => other.has(state)).length;
  const together = one.size + other.size - shared;
  return together ? shared / together : null;
}

/**
 * The count of a node, 0 where nothing was counted yet.
 * @param {Map<string, number>} counts
 * @param {string} node
 */
const at = (counts, node) => counts.get(node) ?? 0;

/**
 * Normalised betweenness of every node in the graph of blocs and states (Brandes 2001).
 * @param {Map<string, Set<string>>} members  of each bloc
 * @returns {Map<string, number>}
 */
export function bridging(members) {
  const ties = /** @type {Map<string, string[]>} */ (new Map());
  for (const [bloc, states] of members) {
    if (!states.size) continue;
    ties.set(bloc, [...states]);
    for (const state of states) ties.set(state, [...(ties.get(state) ?? []), bloc]);
  }
  const score = new Map([...ties.keys()].map((node) => [node, 0]));
  for (const source of ties.keys()) {
    const order = /** @type {string[]} */ ([]), distance = new Map([[source, 0]]), before = /** @type {Map<string, string[]>} */ (new Map());
    const paths = new Map([[source, 1]]), queue = [source];
    for (const node of queue) { // the loop adds to the queue
      order.push(node);
      for (const next of ties.get(node) ?? []) {
        if (!distance.has(next)) {
          distance.set(next, at(distance, node) + 1);
          queue.push(next);
        }
        if (distance.get(next) === at(distance, node) + 1) {
          paths.set(next, at(paths, next) + at(paths, node));
          before.set(next, [...(before.get(next) ?? []), node]);
        }
      }
    }
    const share = new Map(order.map((node) => [node, 0]));
    for (const node of order.reverse()) {
      for (const earlier of before.get(node) ?? []) {
        share.set(earlier, at(share, earlier) + (at(paths, earlier) / at(paths, node)) * (1 + at(share, node)));
      }
      if (node !== source) score.set(node, at(score, node) + at(share, node));
    }
  }
  // Each pair was counted from both ends, so the sum is divided by twice the number of pairs of other nodes.
  const pairs = (ties.size - 1) * (ties.size - 2);
  return new Map([...score].map(([node, value]) => [node, pairs > 0 ? value / pairs : 0]));
}

// @ts-nocheck: its types are not written yet
// Who belongs to which bloc on a day, how far blocs overlap, who stands between them: as blocs.py does it.

/** Says whether a row of memberships holds on a day (ISO dates compare as strings). */
export function inForce(row, day) {
  return row.joined <= day && (!row.left || row.left > day);
}

/** Returns a Map from bloc to the Set of its full members; `joining` adds Kazakhstan to BRICS, once there is one. */
export function membersOn(blocs, rows, day, joining) {
  const members = new Map(blocs.map((bloc) => [bloc, new Set()]));
  for (const row of rows) if (row.full && inForce(row, day)) members.get(row.bloc).add(row.iso3);
  if (joining && members.get("BRICS")?.size) members.get("BRICS").add("KAZ");
  return members;
}

/** The Jaccard index of two sets: what they share divided by what they hold together; null if both are empty. */
export function overlap(one, other) {
  const shared = [...one].filter((state) => other.has(state)).length;
  const together = one.size + other.size - shared;
  return together ? shared / together : null;
}

/** Normalised betweenness of every node in the graph of blocs and states (Brandes 2001). Returns a Map. */
export function bridging(members) {
  const ties = new Map();
  for (const [bloc, states] of members) {
    if (!states.size) continue;
    ties.set(bloc, [...states]);
    for (const state of states) ties.set(state, [...(ties.get(state) ?? []), bloc]);
  }
  const score = new Map([...ties.keys()].map((node) => [node, 0]));
  for (const source of ties.keys()) {
    const order = [], distance = new Map([[source, 0]]), before = new Map();
    const paths = new Map([[source, 1]]), queue = [source];
    while (queue.length) {
      const node = queue.shift();
      order.push(node);
      for (const next of ties.get(node)) {
        if (!distance.has(next)) {
          distance.set(next, distance.get(node) + 1);
          queue.push(next);
        }
        if (distance.get(next) === distance.get(node) + 1) {
          paths.set(next, (paths.get(next) ?? 0) + paths.get(node));
          before.set(next, [...(before.get(next) ?? []), node]);
        }
      }
    }
    const share = new Map(order.map((node) => [node, 0]));
    for (const node of order.reverse()) {
      for (const earlier of before.get(node) ?? []) {
        share.set(earlier, share.get(earlier) + (paths.get(earlier) / paths.get(node)) * (1 + share.get(node)));
      }
      if (node !== source) score.set(node, score.get(node) + share.get(node));
    }
  }
  // Each pair was counted from both ends, so twice the number of pairs of other nodes divides.
  const pairs = (ties.size - 1) * (ties.size - 2);
  return new Map([...score].map(([node, value]) => [node, pairs > 0 ? value / pairs : 0]));
}

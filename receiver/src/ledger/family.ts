import type { Draft } from "./draft.ts";
import { atOnce, inTurns } from "./in-turns.ts";

/**
 * Links each draft with the one above it and answers them all, each behind the one above it, whatever order they came
 * in. A circle is cut above the least span id in it. Linear, and without recursion: a chain may be as long as it likes.
 */
export function* topDown(drafts: readonly Draft[]): Generator<undefined, Draft[]> {
  const byId = new Map<string, Draft>();
  yield* inTurns(drafts, (draft) => void byId.set(draft.spanId, draft));
  const below = new Map<Draft, Draft[]>();
  const ordered: Draft[] = [];
  const seen = new Set<Draft>();
  yield* inTurns(drafts, (draft) => {
    const above = draft.parentSpanId === draft.spanId ? undefined : byId.get(draft.parentSpanId);
    draft.above = above;
    if (above === undefined) push(draft, ordered, seen);
    else addTo(below, above, draft);
  });
  let at = yield* descend(0, ordered, seen, below);
  for (const draft of drafts) {
    if (ordered.length === drafts.length) break;
    if (seen.has(draft)) continue;
    const first = leastInCircle(draft);
    first.above = undefined;
    push(first, ordered, seen);
    at = yield* descend(at, ordered, seen, below);
  }
  return ordered;
}

function push(draft: Draft, ordered: Draft[], seen: Set<Draft>): void {
  ordered.push(draft);
  seen.add(draft);
}

function addTo(below: Map<Draft, Draft[]>, above: Draft, draft: Draft): void {
  const others = below.get(above);
  if (others === undefined) below.set(above, [draft]);
  else others.push(draft);
}

function* descend(
  from: number,
  ordered: Draft[],
  seen: Set<Draft>,
  below: ReadonlyMap<Draft, Draft[]>,
): Generator<undefined, number> {
  let at = from;
  for (; at < ordered.length; at += 1) {
    if (at % atOnce === atOnce - 1) yield;
    const draft = ordered[at] as Draft;
    for (const child of below.get(draft) ?? []) {
      if (seen.has(child)) continue;
      child.depth = draft.depth + 1;
      push(child, ordered, seen);
    }
  }
  return at;
}

/** Climbs until it comes round, then goes round once. */
function leastInCircle(from: Draft): Draft {
  const climbed = new Set<Draft>();
  let at = from;
  while (!climbed.has(at) && at.above !== undefined) {
    climbed.add(at);
    at = at.above;
  }
  let least = at;
  for (let other = at.above; other !== undefined && other !== at; other = other.above)
    if (other.spanId < least.spanId) least = other;
  return least;
}

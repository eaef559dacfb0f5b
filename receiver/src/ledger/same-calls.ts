import { adopt } from "./adopt.ts";
import { type Draft, discount, isCallKind, keeperOf } from "./draft.ts";
import { inTurns } from "./in-turns.ts";
import { mayBeSameModel } from "./models.ts";
import { sameUsage } from "./usages.ts";

/** Kinds that may lie between two tellings of one call. */
const between: ReadonlySet<string> = new Set(["operation", "http", "span"]);

/**
 * Two instrumentations, or the two ends of a wire, tell one call as a span below a span. They are one when nothing
 * speaks against it; then the one with usage counts, and of two with usage the outer, which has the content.
 */
export function* joinNested(ordered: readonly Draft[]): Generator<undefined, void> {
  const callAbove = new Map<Draft, Draft>();
  const hasFullChild = new Set<Draft>();
  yield* inTurns(ordered, (draft) => {
    const above = nearestCall(draft, callAbove);
    if (above === undefined) return;
    callAbove.set(draft, above);
    join(draft, above, hasFullChild);
  });
}

function join(draft: Draft, above: Draft, hasFullChild: Set<Draft>): void {
  if (isViewOf(draft, above)) discount(draft, "view", standsFor(above));
  if (!isCallKind(draft.kind) || draft.why !== "" || draft.kind !== above.kind) return;
  if (draft.kind === "tool") joinTools(draft, above);
  else if (isSameCall(draft, above, hasFullChild)) joinCalls(draft, above, hasFullChild);
}

/** The other end of a tool's call, as an MCP server tells it: no call of its own, but not just any step below it. */
function isViewOf({ kind, toolName, why }: Draft, above: Draft): boolean {
  return (
    kind === "operation" &&
    why === "not a call" &&
    above.kind === "tool" &&
    toolName !== "" &&
    toolName === above.toolName
  );
}

function nearestCall({ above }: Draft, callAbove: ReadonlyMap<Draft, Draft>): Draft | undefined {
  if (above === undefined) return undefined;
  if (isCallKind(above.kind) && !above.hidden) return above;
  return above.hidden || between.has(above.kind) ? callAbove.get(above) : undefined;
}

function joinTools(draft: Draft, above: Draft): void {
  const sameId = draft.toolCallId !== "" && draft.toolCallId === above.toolCallId;
  const sameName = draft.toolName !== "" && draft.toolName === above.toolName;
  const otherId = draft.toolCallId !== "" && above.toolCallId !== "" && !sameId;
  if (!sameId && (!sameName || otherId)) return;
  const keeper = standsFor(above);
  if (!keeper.counts || keeper === draft) return;
  adopt(keeper, draft);
  discount(draft, "same tool call", keeper);
}

/** The draft that counts for this call so far. */
const standsFor = (draft: Draft): Draft => keeperOf(draft) ?? draft;

function isSameCall(draft: Draft, above: Draft, hasFullChild: ReadonlySet<Draft>): boolean {
  const keeper = standsFor(above);
  if (!keeper.counts || keeper === draft) return false;
  if (draft.responseId !== "" && draft.responseId === keeper.responseId)
    return !usageDiffers(draft, keeper) || (draft.scope !== keeper.scope && mayBeSameModel(draft, keeper));
  if (!mayBeSameModel(draft, above) && !mayBeSameModel(draft, keeper)) return false;
  // Of several calls below one, only the first can be the same call; the others are more calls.
  if (draft.usage !== undefined && hasFullChild.has(above)) return false;
  if (!usageDiffers(draft, keeper)) return true;
  return halfAgrees(draft, keeper) && isAtOnce(draft, keeper);
}

function usageDiffers({ usage }: Draft, other: Draft): boolean {
  return usage !== undefined && other.usage !== undefined && !sameUsage(usage, other.usage);
}

function halfAgrees({ usage }: Draft, other: Draft): boolean {
  return usage?.input === other.usage?.input || usage?.output === other.usage?.output;
}

/** Nearly the same stretch of time: both ends within a twentieth of how long they took. */
function isAtOnce(one: Draft, other: Draft): boolean {
  const most = (one.duration + other.duration) / 40n;
  return near(one.start, other.start, most) && near(one.start + one.duration, other.start + other.duration, most);
}

const near = (one: bigint, other: bigint, most: bigint) => (one > other ? one - other : other - one) <= most;

function joinCalls(draft: Draft, above: Draft, hasFullChild: Set<Draft>): void {
  const keeper = standsFor(above);
  if (draft.usage !== undefined) hasFullChild.add(above);
  if (draft.kind === "embedding") {
    takeOver(keeper, draft);
  } else if (draft.usage !== undefined && (keeper.usage === undefined || isBetterTold(draft, keeper))) {
    adopt(draft, keeper);
    discount(keeper, "same call as another span", draft);
  } else {
    adopt(keeper, draft);
    discount(draft, "same call as another span", keeper);
  }
}

/** Of two that tell other tokens of one answer: one counts them itself as they stream by, the inner is nearer the wire. */
const isBetterTold = (draft: Draft, keeper: Draft): boolean =>
  usageDiffers(draft, keeper) && !halfAgrees(draft, keeper) && draft.dialect !== countsItself;

const countsItself = "openllmetry";

/**
 * An embedding is asked for by the outer span, which has what was embedded, and told in tokens by the inner, which is
 * the provider's part of it: the whole call is told at the outer, its tokens with it.
 */
function takeOver(outer: Draft, inner: Draft): void {
  const movesUsage = outer.usage === undefined && inner.usage !== undefined;
  adopt(outer, inner);
  discount(inner, "same call as another span", outer);
  if (!movesUsage) return;
  inner.usage = undefined;
  inner.details = undefined;
  inner.adopted = true;
}

/** A provider gives each response an id of its own: spans that name the same one tell of one call, wherever they lie. */
export function joinResponses(ordered: readonly Draft[]): void {
  const named = ordered.filter(({ counts, kind, responseId }) => counts && kind !== "tool" && responseId !== "");
  if (new Set(named.map(({ responseId }) => responseId)).size === named.length) return;
  const byResponse = new Map<string, Draft[]>();
  for (const draft of named) {
    const key = `${draft.kind} ${draft.responseId}`;
    const others = byResponse.get(key);
    if (others === undefined) byResponse.set(key, [draft]);
    else others.push(draft);
  }
  for (const drafts of byResponse.values()) if (drafts.length > 1) joinAlike(drafts.sort(byRank));
}

/** The best told one counts for all whose usage is not another. */
function joinAlike([best, ...others]: readonly Draft[]): void {
  if (best === undefined) return;
  for (const other of others) {
    if (usageDiffers(other, best)) continue;
    adopt(best, other);
    discount(other, "same response id", best);
    if (other.signal === "log") other.hidden = best.signal === "span";
  }
}

function byRank(one: Draft, other: Draft): number {
  return (
    Number(one.usage === undefined) - Number(other.usage === undefined) ||
    Number(one.signal === "log") - Number(other.signal === "log") ||
    one.depth - other.depth ||
    (one.start < other.start ? -1 : one.start > other.start ? 1 : one.spanId < other.spanId ? -1 : 1)
  );
}

import type { Change } from "../store/queries/live/find-changes.ts";
import type { AllChanged, Changed } from "../store/queries/live/read-changed.ts";
import { eventFrame } from "./frame.ts";
import { type Known, keyOf, type State } from "./known.ts";
import type { News } from "./listener.ts";
import { markOf } from "./position.ts";

/** What became of a change, to be told to those whom it matches. */
export interface Reading {
  readonly change: Change;
  readonly state: State;
  /** By the place of the filters that were asked for. */
  readonly matches: readonly boolean[];
  /** Undefined for what is in no list and was in none. */
  readonly news: News | undefined;
  /** It was in lists and is in none any more, whatever is asked for. */
  readonly isHiddenNow: boolean;
}

/** What changed, in the order in which it came. What is not there yet, though its change is told, is left for the next look. */
export function readNews(changes: readonly Change[], rows: AllChanged, known: Known): readonly Reading[] {
  const found = byKey(rows);
  return changes.flatMap((change) => {
    const row = found.get(keyOf(change));
    if (row === undefined || row.told < change.told || row.reckoned < change.reckoned) return [];
    return [readingOf(change, row, known.get(change))];
  });
}

type Item = AllChanged["spans" | "traces" | "sessions"][number]["item"];

function byKey({ spans, traces, sessions }: AllChanged): ReadonlyMap<string, Changed<Item>> {
  const found = new Map<string, Changed<Item>>();
  const none = { trace: "0".repeat(32), span: "0".repeat(16), session: "" };
  for (const row of spans) {
    const { traceId: trace, spanId: span } = row.item;
    found.set(keyOf({ ...none, what: "span", trace, span }), row);
  }
  for (const row of traces) found.set(keyOf({ ...none, what: "trace", trace: row.item.traceId }), row);
  for (const row of sessions) found.set(keyOf({ ...none, what: "session", session: row.item.sessionId }), row);
  return found;
}

function readingOf(change: Change, row: Changed<Item>, before: State | undefined): Reading {
  const { item, told, reckoned, matches } = row;
  const state = { told, reckoned, isRunning: item.status === "running" };
  const isHidden = "hidden" in item && item.hidden;
  const isHiddenNow = isHidden && before !== undefined;
  const news = isHidden && !isHiddenNow ? undefined : newsOf(change, row, before);
  return { change, state, matches, news, isHiddenNow };
}

function newsOf(change: Change, { item, told, reckoned }: Changed<Item>, before: State | undefined): News {
  const data = change.what === "span" ? { change: whatHappened(change, item, before), ...item } : item;
  const mark = markOf(keyOf(change), told, reckoned);
  return { mark, at: change.at, start: change.start, frame: eventFrame(change.what, data) };
}

/** By what was told before, as far as anybody listened; a span that is heard of first when it is over ended. */
function whatHappened(change: Change, { status }: Item, before: State | undefined): "started" | "ended" | "changed" {
  const isToldAnew = change.told > (before?.told ?? 0n);
  if (!isToldAnew || before?.isRunning === false) return "changed";
  if (status === "running") return before === undefined ? "started" : "changed";
  return "ended";
}

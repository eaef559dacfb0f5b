import { adoptOutcome } from "./adopt.ts";
import { type Draft, discount, isCallKind } from "./draft.ts";
import { modelKeys } from "./models.ts";

/**
 * A log event may tell of a call that a span tells too: the span takes over what it lacks and counts, the event's row
 * does not and is not shown. Ids decide before likeness; a span answers for one event at most by likeness alone.
 */
export function matchLogs(drafts: readonly Draft[]): void {
  const told = drafts.filter(({ signal, kind }) => signal === "log" && isCallKind(kind));
  const logs = [...told.filter(({ usage }) => usage), ...told.filter(({ usage }) => !usage)];
  if (logs.length === 0 || logs.length === drafts.length) return;
  const spans = drafts.filter(({ signal, kind }) => signal === "span" && isCallKind(kind));
  const taken = new Set<Draft>();
  const byIds = matchByIds(spans);
  const left = logs.filter((log) => !join(log, byIds(log), taken));
  const byLikeness = matchByLikeness(spans, taken);
  for (const log of left) join(log, byLikeness(log), taken);
}

type Match = (log: Draft) => Draft | undefined;

function join(log: Draft, span: Draft | undefined, taken: Set<Draft>): boolean {
  if (span === undefined) return false;
  taken.add(span);
  adoptOutcome(span, log);
  discount(log, "told by a span", span);
  log.hidden = true;
  return true;
}

function matchByIds(spans: readonly Draft[]): Match {
  const bySpan = new Map(spans.map((span) => [span.spanId, span]));
  const byResponse = firstBy(spans, ({ kind, responseId }) => (responseId === "" ? "" : `${kind} ${responseId}`));
  const byToolCall = firstBy(spans, ({ kind, toolCallId }) => (kind === "tool" ? toolCallId : ""));
  return (log) => {
    const told = log.responseId === "" ? undefined : byResponse.get(`${log.kind} ${log.responseId}`);
    const parent = bySpan.get(log.parentSpanId);
    const called = log.kind === "tool" && log.toolCallId !== "" ? byToolCall.get(log.toolCallId) : undefined;
    const above = parent?.kind === log.kind ? parent : undefined;
    return above !== undefined && above.responseId === log.responseId ? above : (told ?? above ?? called);
  };
}

/** Spans that count come before those that do not, outer ones before inner ones. */
function firstBy(spans: readonly Draft[], key: (span: Draft) => string): Map<string, Draft> {
  const found = new Map<string, Draft>();
  for (const span of spans) {
    const name = key(span);
    const known = found.get(name);
    if (name !== "" && (known === undefined || (span.counts && !known.counts))) found.set(name, span);
  }
  return found;
}

/** The same kind, model and tokens, in the order of time. */
function matchByLikeness(spans: readonly Draft[], taken: ReadonlySet<Draft>): Match {
  const queues = new Map<string, { readonly spans: Draft[]; at: number }>();
  for (const span of spans) {
    if (!span.counts || span.usage === undefined) continue;
    for (const key of likenessOf(span)) {
      const queue = queues.get(key);
      if (queue === undefined) queues.set(key, { spans: [span], at: 0 });
      else queue.spans.push(span);
    }
  }
  for (const queue of queues.values()) queue.spans.sort(byTime);
  return (log) => {
    for (const key of likenessOf(log)) {
      const queue = queues.get(key);
      while (queue !== undefined && queue.at < queue.spans.length) {
        const span = queue.spans[queue.at] as Draft;
        if (!taken.has(span)) return span;
        queue.at += 1;
      }
    }
    return undefined;
  };
}

function likenessOf(draft: Draft): readonly string[] {
  const { kind, usage } = draft;
  if (usage === undefined) return [];
  const tokens = [usage.input, usage.output, usage.cached, usage.cacheWrite].join(" ");
  return modelKeys(draft).map((key) => `${kind} ${tokens} ${key}`);
}

const byTime = (one: Draft, other: Draft) =>
  one.start === other.start ? (one.spanId < other.spanId ? -1 : 1) : one.start < other.start ? -1 : 1;

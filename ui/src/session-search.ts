import { type Tab, tabs } from "./search.ts";

export const sessionViews = [
  ...(["messages", "timeline", "replay", "tree", "graph", "traces"] as const),
  ...(["findings", "errors", "cost", "metadata", "raw"] as const),
] as const;
export type SessionView = (typeof sessionViews)[number];

/** What the address of a session may say. */
export interface SessionSearch {
  /** Messages, unless it says another; of a session without calls of models, the timeline. */
  readonly view?: SessionView;
  /** The timeline and the tree as bars in time. */
  readonly as?: "waterfall";
  /** What is selected, as `trace/span`. */
  readonly span?: string;
  readonly tab?: Tab;
  /** The moment that is looked at, in milliseconds after the session began. */
  readonly at?: string;
  /** Words that are looked for in the tree, or in what is shown raw. */
  readonly find?: string;
  /** Whether the critical path of each trace is shown. */
  readonly path?: "on";
}

type Raw = Readonly<Record<string, unknown>>;

export function readSessionSearch(raw: Raw): SessionSearch {
  const view = sessionViews.find((one) => one === raw.view);
  const tab = tabs.find((one) => one === raw.tab);
  return {
    ...(view && { view }),
    ...(raw.as === "waterfall" && { as: raw.as }),
    ...(spanNamed(raw.span) && { span: String(raw.span) }),
    ...(tab && { tab }),
    ...(typeof raw.at === "string" && /^\d{1,12}$/.test(raw.at) && { at: raw.at }),
    ...(typeof raw.find === "string" && raw.find !== "" && { find: raw.find }),
    ...(raw.path === "on" && { path: raw.path }),
  };
}

export interface SpanName {
  readonly traceId: string;
  readonly spanId: string;
}

/** The trace and the span that `trace/span` names; null where it names none. */
export function spanNamed(span: unknown): SpanName | null {
  const [, traceId, spanId] = (typeof span === "string" && /^([\da-f]{32})\/([\da-f]{16})$/.exec(span)) || [];
  return traceId && spanId ? { traceId, spanId } : null;
}

export const nameOfSpan = ({ traceId, spanId }: SpanName) => `${traceId}/${spanId}`;

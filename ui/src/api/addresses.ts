import { defaultRange, type ListSearch, type Range, ranges, stringifySearch } from "../search.ts";

/** The query API's addresses. Without `from` it answers for the last day, so "all" says 0. `now` is in milliseconds; a range ends with it, open at the end. */
export const addresses = {
  projects: () => "/api/projects",
  list: (project: string, noun: "traces" | "sessions", { search, now, limit, cursor }: ListQuestion) =>
    `${root(project)}/${noun}${stringifySearch({ ...filters(search, now), limit, cursor })}`,
  newest: (project: string) => `${root(project)}/traces?from=0&limit=1`,
  trace: (project: string, traceId: string, cursor: string | null) =>
    `${root(project)}/traces/${encodeURIComponent(traceId)}${stringifySearch({ content: "none", limit: 5000, cursor })}`,
  span: (project: string, traceId: string, spanId: string) =>
    `${root(project)}/spans/${encodeURIComponent(traceId)}/${encodeURIComponent(spanId)}`,
  explainedSpan: (project: string, traceId: string, spanId: string) =>
    `${addresses.span(project, traceId, spanId)}?explain=1`,
  ofTrace: (project: string, traceId: string, noun: "logs" | "metrics", cursor: string | null) =>
    `${root(project)}/traces/${encodeURIComponent(traceId)}/${noun}${stringifySearch({ order: "asc", limit: 500, cursor })}`,
  ofSpan: (project: string, { traceId, spanId, cursor }: { traceId: string; spanId: string; cursor: string | null }) =>
    `${root(project)}/traces/${encodeURIComponent(traceId)}/logs${stringifySearch({ span: spanId, order: "asc", limit: 500, cursor })}`,
  session: (project: string, sessionId: string) => `${root(project)}/sessions/${encodeURIComponent(sessionId)}`,
  models: (project: string, range: Range | undefined, now: number) =>
    `${root(project)}/models${stringifySearch({ from: fromOf(range, now), limit: 100 })}`,
  ingest: (project: string, { range, now, cursor }: { range: Range | undefined; now: number; cursor: string | null }) =>
    `${root(project)}/ingest${stringifySearch({ from: fromOf(range, now), limit: 100, cursor })}`,
} as const;

interface ListQuestion {
  readonly search: ListSearch & { readonly session?: string };
  readonly now: number;
  readonly limit: number;
  readonly cursor: string | null;
}

function filters({ last, attr, live: _, ...search }: ListQuestion["search"], now: number) {
  const attributes = Object.fromEntries(byKey(attr ?? []));
  return { ...search, ...attributes, from: fromOf(last, now) };
}

function byKey(pairs: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const key = `attr.${pair.slice(0, at)}`;
    found.set(key, [...(found.get(key) ?? []), pair.slice(at + 1)]);
  }
  return found;
}

function fromOf(range: Range | undefined, now: number): string {
  const last = range ?? defaultRange;
  return last === "all" ? "0" : new Date(now - ranges[last] * 1000).toISOString();
}

function root(project: string): string {
  return `/api/projects/${encodeURIComponent(project)}`;
}

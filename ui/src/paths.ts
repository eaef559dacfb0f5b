import { type IngestSearch, type ListSearch, stringifySearch, type TraceSearch } from "./search.ts";

/** Every address inside the window is built here; no page writes one by hand. */
export const paths = {
  home: () => "/",
  traces: (project: string, search: ListSearch = {}) => `${root(project)}/traces${stringifySearch({ ...search })}`,
  trace: (project: string, traceId: string, search: TraceSearch = {}) =>
    `${root(project)}/traces/${encodeURIComponent(traceId)}${stringifySearch({ ...search })}`,
  sessions: (project: string, search: ListSearch = {}) => `${root(project)}/sessions${stringifySearch({ ...search })}`,
  session: (project: string, sessionId: string) => `${root(project)}/sessions/${encodeURIComponent(sessionId)}`,
  ingest: (project: string, search: IngestSearch = {}) => `${root(project)}/ingest${stringifySearch({ ...search })}`,
} as const;

function root(project: string): string {
  return `/p/${encodeURIComponent(project)}`;
}

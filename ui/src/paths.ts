import type { ConnectSearch } from "./connect-search.ts";
import type { LiveSearch } from "./live-search.ts";
import { type ListSearch, stringifySearch, type TimeSearch, type TraceSearch } from "./search.ts";
import type { SessionSearch } from "./session-search.ts";
import type { SettingSearch } from "./settings-search.ts";
import type { EntitiesSearch, EntitySearch, FindingSearch, SumSearch } from "./sum-search.ts";

/** The pages of a project that the rail leads to; each is a word of the address. */
export type Place = "overview" | "sessions" | "traces" | "live" | "cost" | EntityPlace | "ingest" | "settings";
/** What calls are made by, of, for, and what they fail with: a list and a page for each one. */
export type EntityPlace = "agents" | "tools" | "users" | "models" | "errors";

/** Every address inside the window is built here; no page writes one by hand. */
export const paths = {
  home: () => "/",
  place: (project: string, place: Place, search: TimeSearch = {}) =>
    `${root(project)}/${place}${stringifySearch({ ...search })}`,
  /** A page as it is, but for what its address says behind the question mark. */
  here: (pathname: string, search: Readonly<Record<string, unknown>>) => `${pathname}${stringifySearch(search)}`,
  traces: (project: string, search: ListSearch = {}) => `${root(project)}/traces${stringifySearch({ ...search })}`,
  trace: (project: string, traceId: string, search: TraceSearch = {}) =>
    `${root(project)}/traces/${encodeURIComponent(traceId)}${stringifySearch({ ...search })}`,
  sessions: (project: string, search: ListSearch = {}) => `${root(project)}/sessions${stringifySearch({ ...search })}`,
  /** Two of `session:ID` or `trace:ID`, and the step that is selected. */
  compare: (project: string, left: string, right: string, step?: string) =>
    `${root(project)}/compare${stringifySearch({ left, right, step })}`,
  live: (project: string, search: LiveSearch = {}) => `${root(project)}/live${stringifySearch({ ...search })}`,
  /** How to connect, and what. */
  connect: (project: string, connect?: ConnectSearch["connect"]) =>
    `${root(project)}/connect${stringifySearch({ connect })}`,
  cost: (project: string, search: SumSearch = {}) => `${root(project)}/cost${stringifySearch({ ...search })}`,
  findings: (project: string, search: FindingSearch = {}) =>
    `${root(project)}/findings${stringifySearch({ ...search })}`,
  entities: (project: string, place: EntityPlace, search: EntitiesSearch = {}) =>
    `${root(project)}/${place}${stringifySearch({ ...search })}`,
  entity: (project: string, place: EntityPlace, name: string, search: EntitySearch = {}) =>
    `${root(project)}/${place}/${encodeURIComponent(name)}${stringifySearch({ ...search })}`,
  settings: (project: string, search: SettingSearch = {}) =>
    `${root(project)}/settings${stringifySearch({ ...search, ...(search.part === "project" && { part: undefined }) })}`,
  session: (project: string, sessionId: string, search: SessionSearch = {}) =>
    `${root(project)}/sessions/${encodeURIComponent(sessionId)}${stringifySearch({ ...search })}`,
} as const;

function root(project: string): string {
  return `/p/${encodeURIComponent(project)}`;
}

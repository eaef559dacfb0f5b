import { answerError } from "../src/answer-error.ts";
import { apiRoutes } from "../src/api/routes.ts";
import { findingsOf } from "../src/commands/examining.ts";
import { openHistory } from "../src/commands/history.ts";
import { receiverBySettings } from "../src/commands/receiver-for.ts";
import { reckoner } from "../src/commands/reckoner.ts";
import { readConfig } from "../src/config.ts";
import { openLive } from "../src/live/live.ts";
import { openLog } from "../src/log.ts";
import { questionsTo } from "../src/store/questions.ts";
import type { Store } from "../src/store/store.ts";

interface Asked {
  /** Unix nanoseconds. */
  readonly now: bigint;
  /** Those that are open to who asks; all of them, unless told. */
  readonly projects?: readonly string[];
  readonly skeletonSpans?: number;
}

/** Asks the query API over a store for a path under `/api/projects/`, and answers the status with what it says. */
export function apiOver(store: Store, asked: Asked) {
  const request = requestsOver(store, asked);
  return async (path: string): Promise<Record<string, unknown>> => {
    const answer = await request(path);
    return { status: answer.status, ...((await answer.json()) as object) };
  };
}

/** The same, with the whole answer. */
export function requestsOver(store: Store, { now, projects = undefined, skeletonSpans = 1000 }: Asked) {
  const api = apiRoutes({
    questions: questionsTo(store),
    settings: { names: [], has: () => false, kept: () => undefined, write: async () => {} },
    history: openHistory({ store, reckoner, mappingRules: () => [], longestText: 1024 }),
    live: openLive({ questions: questionsTo(store), limits: readConfig({}).live, onFault: () => undefined }),
    findings: findingsOf(store, readConfig({}).findings.thresholds),
    receiverFor: receiverBySettings(readConfig({})),
    skeletonSpans,
    projectsOf: () => projects ?? "all",
    now: () => Number(now / 1_000_000n),
  });
  api.onError(answerError(openLog({ level: "silent", format: "json", file: undefined })));
  return async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    api.request(`/api/projects/${path}`, { headers });
}

import { eachLog } from "./queries/exporting/each-log.ts";
import { eachSpan } from "./queries/exporting/each-span.ts";
import { eachStoredLog } from "./queries/exporting/each-stored-log.ts";
import { eachStoredSpan } from "./queries/exporting/each-stored-span.ts";
import { eachSession, eachTrace } from "./queries/exporting/each-summary.ts";
import { countFindings, findFindings } from "./queries/find-findings.ts";
import { findLogs } from "./queries/find-logs.ts";
import { findPoints } from "./queries/find-points.ts";
import { findPromptPairs } from "./queries/find-prompt-pairs.ts";
import { findRejected } from "./queries/find-rejected.ts";
import { findSessions } from "./queries/find-sessions.ts";
import { findSpanLogs } from "./queries/find-span-logs.ts";
import { findSpans } from "./queries/find-spans.ts";
import { findSpeakers } from "./queries/find-speakers.ts";
import { findTraceLogs } from "./queries/find-trace-logs.ts";
import { findTracePoints } from "./queries/find-trace-points.ts";
import { findTraces } from "./queries/find-traces.ts";
import { listEntities, listUnpricedModels } from "./queries/list-entities.ts";
import { listErrors } from "./queries/list-errors.ts";
import { listMetrics } from "./queries/list-metrics.ts";
import { listProjects } from "./queries/list-projects.ts";
import { findChanges } from "./queries/live/find-changes.ts";
import { readChanged } from "./queries/live/read-changed.ts";
import { readCacheUse, readUnratedCalls } from "./queries/read-cache-use.ts";
import { readFacets } from "./queries/read-facets.ts";
import { readIngestHealth } from "./queries/read-ingest-health.ts";
import { readPieces } from "./queries/read-pieces.ts";
import { readPromptCalls, readPromptOutlines, readPrompts } from "./queries/read-prompts.ts";
import { readSession } from "./queries/read-session.ts";
import { readSkeleton } from "./queries/read-skeleton.ts";
import { readSpan } from "./queries/read-span.ts";
import { readSteps } from "./queries/read-steps.ts";
import { readStrips } from "./queries/read-strips.ts";
import { readTrace } from "./queries/read-trace.ts";
import { readTraceVersion } from "./queries/read-trace-version.ts";
import { readUsage } from "./queries/read-usage.ts";
import { reconcileUsage } from "./queries/reconcile-usage.ts";
import { searchSpans } from "./queries/search-spans.ts";
import type { Store } from "./store.ts";

const all = {
  countFindings,
  eachLog,
  eachSession,
  eachSpan,
  eachStoredLog,
  eachStoredSpan,
  eachTrace,
  findChanges,
  findFindings,
  findLogs,
  findPoints,
  findPromptPairs,
  findRejected,
  findSessions,
  findSpanLogs,
  findSpans,
  findSpeakers,
  findTraceLogs,
  findTracePoints,
  findTraces,
  listEntities,
  listErrors,
  listMetrics,
  listProjects,
  listUnpricedModels,
  readChanged,
  readFacets,
  readIngestHealth,
  readCacheUse,
  readPieces,
  readPromptCalls,
  readPromptOutlines,
  readPrompts,
  readSession,
  readSkeleton,
  readSpan,
  readSteps,
  readStrips,
  readTrace,
  readTraceVersion,
  readUnratedCalls,
  readUsage,
  reconcileUsage,
  searchSpans,
};

type Asked<Question> = Question extends (store: Store, ...asked: infer Asked) => infer Answer
  ? (...asked: Asked) => Answer
  : never;

/** Everything the store can be asked, as the api is handed it. */
export type Questions = { readonly [Name in keyof typeof all]: Asked<(typeof all)[Name]> };

export function questionsTo(store: Store): Questions {
  const asked = Object.entries(all).map(([name, question]) => [
    name,
    (question as (store: Store, ...rest: unknown[]) => unknown).bind(undefined, store),
  ]);
  return Object.fromEntries(asked) as Questions;
}

import { bySeverity } from "../findings/find-problems.ts";
import { findSessionProblems } from "../findings/find-session-problems.ts";
import type { Finding } from "../model/finding.ts";
import type { TraceToExamine } from "../store/examining/traces-to-examine.ts";
import { type Eyes, lookAtTraces, type Room, type Seen } from "./look-at-traces.ts";
import { together } from "./together.ts";

/** What went wrong, found as it is asked for. */
export interface FindingsAnswer {
  readonly findings: readonly Finding[];
  /** It is too large to be read whole: more might be found. */
  readonly partial: boolean;
}

export interface Findings {
  /** Null for a trace that is not there. */
  ofTrace(project: string, traceId: string): Promise<FindingsAnswer | null>;
  /** Of its traces, and what shows only in several of them. Null for a session that is not there. */
  ofSession(project: string, sessionId: string): Promise<FindingsAnswer | null>;
}

export interface FindingsParts extends Eyes {
  readonly findTrace: (project: string, traceId: string) => Promise<TraceToExamine | undefined>;
  readonly findSession: (project: string, sessionId: string, limit: number) => Promise<readonly TraceToExamine[]>;
  /** The whole of what was asked last in each of these traces, where that is not long to find. */
  readonly findQuestions: (
    project: string,
    traces: readonly TraceToExamine[],
  ) => Promise<ReadonlyMap<string, string | null>>;
}

const megabyte = 1024 * 1024;
const roomOfAnswer = (): Room => ({ spans: 100_000, said: 500, bytes: 16 * megabyte });
/** The last of them. */
const mostTraces = 100;
const mostFindings = 200;
/** Traces are read together as long as they have no more spans than this. */
const spansTogether = 5000;

export function openFindings(parts: FindingsParts): Findings {
  return {
    ofTrace: async (project, traceId) => {
      const trace = await parts.findTrace(project, traceId);
      if (trace === undefined) return null;
      const [seen] = await lookAtTraces(parts, project, [trace], roomOfAnswer());
      return { findings: seen?.findings ?? [], partial: seen?.isPartial ?? false };
    },
    ofSession: async (project, sessionId) => {
      const traces = await parts.findSession(project, sessionId, mostTraces + 1);
      if (traces.length === 0) return null;
      const looked = traces.slice(0, mostTraces).reverse();
      const [seen, questions] = await Promise.all([
        lookAtAll(parts, project, looked),
        parts.findQuestions(project, looked),
      ]);
      const turns = seen.map(({ trace: { trace }, steps }) => {
        return { traceId: trace, steps, question: questions.get(trace) ?? null };
      });
      const ofSession = findSessionProblems(turns, parts.thresholds);
      const findings = bySeverity([...ofSession, ...seen.flatMap((one) => one.findings)]);
      const isPartial =
        traces.length > looked.length || seen.length < looked.length || seen.some((one) => one.isPartial);
      return { findings: findings.slice(0, mostFindings), partial: isPartial || findings.length > mostFindings };
    },
  };
}

/** The traces of a session, a few at a time, as long as the bounds of one answer allow. */
async function lookAtAll(eyes: Eyes, project: string, traces: readonly TraceToExamine[]): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const room = roomOfAnswer();
  for (const some of together(traces, spansTogether)) {
    if (room.spans > 0) seen.push(...(await lookAtTraces(eyes, project, some, room)));
  }
  return seen;
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Config, FindingSettings } from "../config.ts";
import { Examiner } from "../examining/examiner.ts";
import { type Findings, openFindings } from "../examining/findings.ts";
import type { Eyes } from "../examining/look-at-traces.ts";
import { questionOf } from "../examining/question-of.ts";
import type { Logger } from "../log.ts";
import { contextWindow } from "../pricing/context-window.ts";
import { EngineAway } from "../store/engine-errors.ts";
import { readGlimpses } from "../store/examining/glimpses.ts";
import { inLane } from "../store/examining/in-lane.ts";
import { keepExamined } from "../store/examining/keep-examined.ts";
import { readSaidInSteps } from "../store/examining/said-in-steps.ts";
import { readStepsOf } from "../store/examining/steps-of-traces.ts";
import {
  findSessionToExamine,
  findTraceToExamine,
  findUnexamined,
  type TraceToExamine,
} from "../store/examining/traces-to-examine.ts";
import { findSpeakers } from "../store/queries/find-speakers.ts";
import type { Lane, Store } from "../store/store.ts";
import type { Tables } from "./engine.ts";

type Thresholds = FindingSettings["thresholds"];

/** Findings for who asks, found then and there. */
export function findingsOf(store: Store, thresholds: Thresholds): Findings {
  return openFindings({
    ...eyesOf(store, "interactive", thresholds),
    findTrace: (project, traceId) => findTraceToExamine(store, project, traceId),
    findSession: (project, sessionId, limit) => findSessionToExamine(store, project, sessionId, limit),
    findQuestions: (project, traces) => questionsIn(store, project, traces),
  });
}

function eyesOf(engine: Store, lane: Lane, thresholds: Thresholds): Eyes {
  const store = inLane(engine, lane);
  return {
    readSteps: (query) => readStepsOf(store, query),
    readSaid: (query) => readSaidInSteps(store, query),
    contextWindow,
    thresholds,
    now: () => BigInt(Date.now()) * 1_000_000n,
  };
}

async function questionsIn(store: Store, project: string, traces: readonly TraceToExamine[]) {
  const asked = traces.map(({ trace, start, end, speakers, version }) => ({
    traceId: trace,
    startTime: String(start),
    endTime: String(end),
    speakers,
    edition: String(version),
  }));
  const speakers = await findSpeakers(store, project, asked);
  return new Map([...speakers].map(([trace, { outer, firstCall }]) => [trace, questionOf([outer, firstCall])]));
}

export interface ExaminerOptions {
  readonly store: Store;
  readonly settings: Omit<Config["findings"], "examine">;
  readonly log: Logger;
  readonly ended: AbortSignal;
  readonly quietSeconds?: number;
}

/** The examiner as it is run. It asks in the lane of reports, so that neither the way in nor a page of the ui waits. */
export function openExaminer({ store, settings, log, ended, quietSeconds = 10 }: ExaminerOptions): Examiner {
  const { thresholds, percent } = settings;
  const heavy = inLane(store, "heavy");
  return new Examiner({
    ...eyesOf(store, "heavy", thresholds),
    readSaid: (query) => readGlimpses(heavy, query),
    findUnexamined: (asked) => findUnexamined(heavy, asked),
    keep: (project, examined) => keepExamined(heavy, project, examined),
    percent,
    quietSeconds,
    isPassing: (error) => error instanceof EngineAway || ended.aborted,
    onFault: (err, { trace }) => log.warn({ err, trace }, "a trace cannot be looked through for findings"),
    ended,
  });
}

const shortPause = 200;
const pause = 5000;

/** Looks through what is over, time and again until `ended`. A failure is logged and tried again. */
export async function examineTraces(options: ExaminerOptions & { readonly tables: Tables }): Promise<void> {
  const { tables, log, ended } = options;
  const examiner = openExaminer(options);
  let wait = pause;
  while (!ended.aborted) {
    await sleep(wait, undefined, { signal: ended, ref: false }).catch(() => {});
    if (!tables.ready || ended.aborted) continue;
    wait = (await lookOnce(examiner, log, ended)) ? shortPause : pause;
  }
}

async function lookOnce(examiner: Examiner, log: Logger, ended: AbortSignal): Promise<boolean> {
  try {
    return await examiner.look(Date.now());
  } catch (error) {
    if (!ended.aborted) log.warn({ err: error }, "findings could not be looked for; the next look is soon");
    return false;
  }
}

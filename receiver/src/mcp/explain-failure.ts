import { z } from "zod";
import { ApiError } from "../client/api-error.ts";
import type { ProjectClient } from "../client/client.ts";
import type { Answer } from "../client/routes.ts";
import { formatDuration } from "../format.ts";
import type { Skeleton } from "../skeleton/read-skeleton.ts";
import { drawLine } from "../terminal/sheet.ts";
import { summaryLines } from "../terminal/summary.ts";
import { sessionFacts, traceFacts } from "./find.ts";
import { traceIdInput } from "./read-trace.ts";
import { addedIn, errorIn, quoted } from "./said.ts";
import { sheetOf, shortened, type ToolAnswer, textFrom, tool } from "./tool.ts";
import { idOf, parentOf, readTree, statusOf, stepAt, stepFacts, stepLine } from "./tree.ts";

const mostTraces = 3;
/** Told of one trace; of several, fewer of each. */
const mostFailed = 6;
const mostFailedOfMany = 3;
const mostFindings = 20;
const pathSteps = 8;
const charactersPerStep = 1200;

export const explainFailureTool = tool({
  name: "explain_failure",
  title: "Explain a failure",
  description:
    "Tells why a trace or a session went wrong: what rules found (loops, retries, swallowed errors, truncated answers, …), the " +
    "steps where failures began with their errors, what was said there and what they stand under, and the chain of steps that " +
    "took the time. Give a traceId or a sessionId.",
  input: z.strictObject({
    traceId: traceIdInput.optional(),
    sessionId: z
      .string()
      .min(1)
      .max(2000)
      .optional()
      .describe("instead of a traceId: the last traces of it that failed"),
  }),
  run: async (project, { traceId, sessionId }, signal) => {
    if (sessionId !== undefined && traceId === undefined) return ofSession(project, sessionId, signal);
    if (traceId !== undefined && sessionId === undefined) {
      const { lines, facts } = await ofTrace(project, traceId, mostFailed, signal);
      return { text: textFrom(lines, "read_trace shows the steps"), structured: facts };
    }
    throw new ApiError(400, "bad_request", "Give a traceId or a sessionId: one of them, not both.");
  },
});

async function ofSession(project: ProjectClient, sessionId: string, signal: AbortSignal): Promise<ToolAnswer> {
  const [{ session, traces }, found] = await Promise.all([
    project.get("sessions/:sessionId", { sessionId }, signal),
    project.get("sessions/:sessionId/findings", { sessionId }, signal),
  ]);
  const failed = traces.filter(({ status, errorCount }) => status === "error" || errorCount > 0);
  const told: Explained[] = [];
  for (const { traceId } of failed.slice(-mostTraces))
    told.push(await ofTrace(project, traceId, mostFailedOfMany, signal));
  const head = summaryLines(session, sheetOf()).map((line) => drawLine(line, sheetOf()));
  const others = failed.slice(0, -mostTraces).map(({ traceId }) => traceId);
  const lines = [
    ...head,
    ...findingLines(found),
    failed.length === 0 ? "No step failed in its traces." : `${failed.length} of its traces have failed steps.`,
    ...(others.length > 0
      ? [`Told below are the last ${told.length}; the others: ${others.slice(0, 50).join(", ")}`]
      : []),
    ...told.flatMap((one) => ["", ...one.lines]),
  ];
  return {
    text: textFrom(lines, "ask for one of its traces"),
    structured: {
      session: sessionFacts(session),
      findings: found.items.slice(0, mostFindings),
      failedTraceIds: failed.slice(-50).map(({ traceId }) => traceId),
      traces: told.map(({ facts }) => facts),
    },
  };
}

interface Explained {
  readonly lines: readonly string[];
  readonly facts: Record<string, unknown>;
}

async function ofTrace(project: ProjectClient, traceId: string, most: number, signal: AbortSignal): Promise<Explained> {
  const [{ trace }, tree, found, timing] = await Promise.all([
    project.get("traces/:traceId", { traceId, content: "none", limit: 1 }, signal),
    readTree(project, traceId, signal),
    project.get("traces/:traceId/findings", { traceId }, signal),
    project.get("traces/:traceId/timing", { traceId, limit: pathSteps }, signal),
  ]);
  const began = whereFailuresBegan(tree);
  const failed: Failure[] = [];
  for (const row of began.slice(0, most)) failed.push(await readFailure(project, tree, row, signal));
  const head = summaryLines(trace, sheetOf()).map((line) => drawLine(line, sheetOf()));
  return {
    lines: [...head, ...findingLines(found), ...failedLines(failed, began.length), ...pathLines(timing)],
    facts: {
      trace: traceFacts(trace),
      findings: found.items.slice(0, mostFindings),
      failures: failed.map(({ facts }) => facts),
      failureCount: began.length,
      criticalPath: { wallNanos: timing.criticalPath.wallNanos, steps: timing.criticalPath.steps },
      waiting: timing.waiting,
    },
  };
}

/** Steps that failed while none below them did: those above failed with them. */
function whereFailuresBegan(tree: Skeleton): number[] {
  const hasFailedBelow = new Uint8Array(tree.rows);
  const began: number[] = [];
  for (let row = tree.rows - 1; row >= 0; row--) {
    const isFailed = statusOf(tree, row) === "error";
    if (isFailed && hasFailedBelow[row] === 0) began.push(row);
    const parent = parentOf(tree, row);
    if (parent >= 0 && (isFailed || hasFailedBelow[row] === 1)) hasFailedBelow[parent] = 1;
  }
  return began.reverse();
}

type Failure = Explained;

async function readFailure(project: ProjectClient, tree: Skeleton, row: number, signal: AbortSignal): Promise<Failure> {
  const step = { ...stepAt(tree, row), depth: 0 };
  const asked = { traceId: tree.traceId, spanId: idOf(tree, row) };
  const span = await project.get("spans/:traceId/:spanId", asked, signal);
  const error = errorIn(span) ?? "it failed without saying why";
  const stack = span.error?.stack ?? null;
  const said = addedIn(span, charactersPerStep);
  const above = namesAbove(tree, row);
  return {
    lines: [
      stepLine(step),
      ...(above.length > 0 ? [`  under: ${above.join(" > ")}`] : []),
      ...quoted([`error: ${error}`, ...(stack === null ? [] : [`stack: ${shortened(stack, 800)}`])], ""),
      ...quoted(said, ""),
    ],
    facts: {
      ...stepFacts(step),
      error,
      ...(stack !== null && { stack: shortened(stack, 800) }),
      under: above,
      said: said.join("\n"),
    },
  };
}

const mostAbove = 12;

/** From the top. */
function namesAbove(tree: Skeleton, row: number): string[] {
  const names: string[] = [];
  for (let at = parentOf(tree, row); at >= 0 && names.length < mostAbove; at = parentOf(tree, at)) {
    const { kind, name, spanId } = stepAt(tree, at);
    names.push(`${kind} ${shortened(name, 80)}${spanId === "" ? "" : ` [${spanId}]`}`);
  }
  return names.reverse();
}

function findingLines({ items, partial }: Answer<"traces/:traceId/findings">): string[] {
  const count = items.length === 0 ? "Rules found nothing wrong" : `Rules found ${items.length}`;
  const told = items.slice(0, mostFindings).map(({ severity, title, rule, spanIds }) => {
    const spans = spanIds.slice(0, 4).join(", ");
    return `- ${severity}: ${shortened(title, 300)} (${rule}${spans === "" ? "" : `; spans ${spans}`})`;
  });
  return [`${count}${partial ? "; it is too large to be read whole" : ""}:`, ...told];
}

function failedLines(failed: readonly Failure[], count: number): string[] {
  if (count === 0) return ["No step failed."];
  const more = count > failed.length ? `, of which the first ${failed.length} are told` : "";
  return [
    `Failures began in ${count} ${count === 1 ? "step" : "steps"}${more}:`,
    ...failed.flatMap(({ lines }) => lines),
  ];
}

function pathLines({ criticalPath, waiting }: Answer<"traces/:traceId/timing">): string[] {
  const took = (nanos: string) => formatDuration(Number(nanos));
  const steps = criticalPath.steps.map(({ kind, name, spanId, selfNanos }) => {
    const what = spanId === null ? "nothing that was told ran" : `${kind}: ${shortened(name ?? "", 100)} [${spanId}]`;
    return `- ${took(selfNanos)} ${what}`;
  });
  const waits = `waiting between steps ${took(waiting.betweenStepsNanos)}, ${waiting.retries} retries, in failed attempts ${took(waiting.failedAttemptsNanos)}`;
  return [`Its end waited ${took(criticalPath.wallNanos)} for (the critical path):`, ...steps, waits];
}

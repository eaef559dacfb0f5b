import { setTimeout as sleep } from "node:timers/promises";
import { ROOT_CONTEXT } from "@opentelemetry/api";
import type { Spanwise } from "../init.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import { reasonOf } from "../warn.ts";

export interface TestTrace {
  readonly traceId: string | undefined;
  /** Whether the endpoint took it, whole. */
  readonly isTaken: boolean;
  /** Whether it was found again. Nothing where the endpoint is no Spanwise, or lets nobody look. */
  readonly isFound: boolean | undefined;
  /** What stands in the way, if something does. */
  readonly problem: string | undefined;
}

export interface Way {
  readonly endpoint: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
}

/** Sends one span by the way of all others, and looks for it where it should be then. */
export async function sendTestTrace(spanwise: Spanwise, way: Way): Promise<TestTrace> {
  const traceId = quietly(makeSpan);
  if (traceId === undefined) return failed("no span was made: the SDK does not run, or the trace was sampled out");
  const before = spanwise.status().losses.traces;
  const [sent, lost] = [before?.sent ?? 0, sumOf(before?.dropped)];
  await spanwise.flush(way.timeoutMillis);
  const after = spanwise.status().losses.traces;
  if (way.endpoint === undefined) return { ...failed("another library sends, and does not tell"), traceId };
  if ((after?.sent ?? 0) <= sent || sumOf(after?.dropped) > lost) {
    return { ...failed(after?.trouble ?? "it did not get there in time"), traceId };
  }
  return { traceId, isTaken: true, isFound: await findAgain(traceId, way), problem: undefined };
}

const failed = (problem: string): TestTrace => ({ traceId: undefined, isTaken: false, isFound: undefined, problem });

const sumOf = (counts: Readonly<Record<string, number>> = {}) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function makeSpan(): string | undefined {
  const span = running()?.tracer.startSpan("spanwise doctor", { root: true }, ROOT_CONTEXT);
  if (!span?.isRecording()) return undefined;
  span.end();
  return span.spanContext().traceId;
}

async function findAgain(traceId: string, { endpoint, headers, timeoutMillis }: Way): Promise<boolean | undefined> {
  const deadline = Date.now() + timeoutMillis;
  const projects = await ask(`${endpoint}/api/projects`, headers);
  const ids = idsOf(projects);
  if (ids.length === 0) return undefined;
  do {
    for (const id of ids) {
      if (await ask(`${endpoint}/api/projects/${encodeURIComponent(id)}/traces/${traceId}`, headers)) return true;
    }
    await sleep(200);
  } while (Date.now() < deadline);
  return false;
}

/** What is answered with 200, as JSON. */
async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  try {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(3000) });
    return answer.ok ? ((await answer.json()) as unknown) : undefined;
  } catch (error) {
    return reasonOf(error) && undefined;
  }
}

function idsOf(projects: unknown): readonly string[] {
  const { items } = (projects ?? {}) as { readonly items?: unknown };
  if (!Array.isArray(items)) return [];
  return items.slice(0, 20).flatMap((item: { readonly slug?: unknown; readonly id?: unknown } | null) => {
    const id = item?.slug ?? item?.id;
    return typeof id === "string" ? [id] : [];
  });
}

import type { Signal } from "../model/signal.ts";
import { NotOtlp, type OtlpExport } from "./otlp-export.ts";

interface Names {
  readonly signal: Signal;
  readonly resources: string;
  readonly scopes: string;
  readonly items: string;
}

const all: readonly Names[] = [
  { signal: "traces", resources: "resourceSpans", scopes: "scopeSpans", items: "spans" },
  { signal: "logs", resources: "resourceLogs", scopes: "scopeLogs", items: "logRecords" },
  { signal: "metrics", resources: "resourceMetrics", scopes: "scopeMetrics", items: "metrics" },
];

export function jsonExport(body: Uint8Array<ArrayBuffer>): OtlpExport {
  const request = parsed(body);
  const names = namesOf(request);
  if (names === undefined) throw new NotOtlp("it is JSON without resourceSpans, resourceLogs or resourceMetrics");
  return { signal: names.signal, contentType: "application/json", body, records: count(request, names) };
}

/** Whether these bytes alone are a request: so are the lines of a file of JSON Lines. */
export function isSignalRequest(body: Uint8Array): boolean {
  try {
    return namesOf(parsed(body)) !== undefined;
  } catch {
    return false;
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    throw new NotOtlp(`it is neither JSON nor JSON Lines (${(error as Error).message})`, { cause: error });
  }
}

function namesOf(request: unknown): Names | undefined {
  if (typeof request !== "object" || request === null) return undefined;
  return all.find(({ resources }) => resources in request);
}

function count(request: unknown, { signal, resources, scopes, items }: Names): number {
  const records = list(request, resources)
    .flatMap((resource) => list(resource, scopes))
    .flatMap((scope) => list(scope, items));
  return signal === "metrics" ? records.reduce<number>((sum, metric) => sum + points(metric), 0) : records.length;
}

function points(metric: unknown): number {
  const kinds = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"];
  return kinds.reduce((sum, kind) => sum + list(member(metric, kind), "dataPoints").length, 0);
}

function list(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

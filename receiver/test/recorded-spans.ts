import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SaidInput } from "../src/dialects/said-of.ts";

interface Value {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly Value[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
}
interface KeyValue {
  readonly key: string;
  readonly value: Value;
}
interface SentSpan {
  readonly spanId: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string;
  readonly attributes?: readonly KeyValue[];
}
interface Sent {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly scope?: { readonly name?: string };
      readonly spans: readonly SentSpan[];
    }[];
  }[];
}

/** The spans of a recorded export as readers hear them, in the order they were sent. */
export function recordedSpans(name: string): readonly (SaidInput & { readonly spanId: string })[] {
  const sent = JSON.parse(readFileSync(join(import.meta.dirname, "recorded", `${name}.json`), "utf8")) as Sent;
  return sent.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(mapOf(resource?.attributes)["service.name"] ?? "");
    return scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        spanId: span.spanId,
        scope: scope?.name ?? "",
        service,
        name: span.name,
        spanKind: span.kind ?? 0,
        start: BigInt(span.startTimeUnixNano ?? 0),
        attributes: mapOf(span.attributes),
      })),
    );
  });
}

function mapOf(attributes: readonly KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: Value): unknown {
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(plain);
  if (value.kvlistValue !== undefined) return mapOf(value.kvlistValue.values);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue;
}

import { hash } from "node:crypto";
import { constants, zstdCompressSync } from "node:zlib";
import { decodeWithOracle } from "../../receiver/src/otlp/oracle.ts";
import type { Load } from "./workload.ts";

export interface AgentCheck {
  readonly bytesPerSpan: number;
  readonly spansPerTrace: number;
  /** Bytes of distinct messages, each compressed on its own with zstd -3: aim 3 to 4. */
  readonly singleMessageRatio: number;
  /** Bytes of all messages over those of the distinct ones: aim 3 to 4. */
  readonly repetition: number;
  /** Distinct messages in the order of their hash, in blocks of 64 KiB, as a column sorted by hash would hold them. */
  readonly blockRatio: number;
}

/** As protobufjs tells it: 64-bit integers are decimal strings. */
export interface OracleAttribute {
  readonly key: string;
  readonly value?: OracleValue;
}

interface OracleValue {
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values?: readonly OracleValue[] };
}

/** Measures what storage figures hang on, from the bytes that will be sent. */
export function checkAgent(loads: readonly Load[]): AgentCheck {
  let [bytes, spans, all] = [0, 0, 0];
  const distinct = new Set<string>();
  const traces = new Set<string>();
  for (const load of loads) {
    bytes += load.body.length;
    spans += load.spans;
    for (const { traceId, attributes } of spansIn(load.body)) {
      traces.add(traceId);
      for (const message of attributes.flatMap(messagesIn)) {
        all += message.length;
        distinct.add(message);
      }
    }
  }
  const texts = [...distinct];
  const raw = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    bytesPerSpan: Math.round(bytes / spans),
    spansPerTrace: round(spans / traces.size),
    singleMessageRatio: round(raw / texts.reduce((sum, text) => sum + compressed(text), 0)),
    repetition: round(all / raw),
    blockRatio: round(raw / blocks(texts).reduce((sum, text) => sum + compressed(text), 0)),
  };
}

export function spansIn(body: Uint8Array) {
  const { resourceSpans } = decodeWithOracle("traces", body) as {
    resourceSpans: { scopeSpans: { spans: { traceId: string; spanId: string; attributes: OracleAttribute[] }[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
}

function messagesIn({ key, value }: OracleAttribute): string[] {
  const text = value?.stringValue ?? "";
  if (key === "gen_ai.system_instructions") return [text];
  if (key.endsWith(".messages")) return (JSON.parse(text) as unknown[]).map((message) => JSON.stringify(message));
  return key === "gen_ai.tool.call.result" ? [text] : [];
}

function blocks(texts: readonly string[]): string[] {
  const joined = texts.toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1)).join("");
  return Array.from({ length: Math.ceil(joined.length / 65_536) }, (_, i) =>
    joined.slice(i * 65_536, (i + 1) * 65_536),
  );
}

function hashOf(text: string): string {
  return hash("sha256", text);
}

function compressed(text: string): number {
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } }).length;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

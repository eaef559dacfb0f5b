import type { Signal } from "../src/model/signal.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { decodeWithOracle } from "../src/otlp/oracle.ts";

export function encode(body: string | Uint8Array, signal: Signal = "traces") {
  return encodeJson(signal, typeof body === "string" ? Buffer.from(body) : body);
}

/** What a request has become, as an independent decoder reads it. */
export function decoded(signal: Signal, request: unknown) {
  const { body, warnings } = encode(JSON.stringify(request), signal);
  return { request: decodeWithOracle(signal, body), warnings };
}

/** A request of one span, of whose object only the inside is given. */
export const spanJson = (fields: string) => `{"resourceSpans":[{"scopeSpans":[{"spans":[{${fields}}]}]}]}`;

export function spanOf(fields: string) {
  const { body, warnings } = encode(spanJson(fields));
  const request = decodeWithOracle("traces", body) as { resourceSpans: [{ scopeSpans: [{ spans: [object] }] }] };
  return { span: request.resourceSpans[0].scopeSpans[0].spans[0], warnings };
}

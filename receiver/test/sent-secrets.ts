import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { logsRequest, metricsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { span, spanId, start, traceId } from "./sent-spans.ts";

export const key = "sk-proj-Zq8XvN2mKp4LrT6wYb1D";
const cookie = "sid=hush-hush; theme=dark";
export const words = [key, "hush-hush", "Zq8XvN2mKp4"];

/** As Mastra sends them: headers and body of a response as metadata. */
const attributes = {
  "mastra.metadata.headers": JSON.stringify({ "set-cookie": [cookie], "x-api-key": key, date: "today" }),
  "mastra.metadata.body": JSON.stringify({ text: JSON.stringify({ authorization: `Token ${key}` }) }),
  "http.request.header.cookie": [cookie],
  note: `I used ${key}`,
  [key]: 1,
  nested: { deep: [{ password: "hush-hush" }] },
};
const secretive: SpanInput = {
  name: `call ${key}`,
  traceState: `a=${key}`,
  attributes,
  status: { code: 2, message: `401 for ${key}` },
  events: [{ name: "exception", attributes: { "exception.message": `bad key ${key}`, ...attributes } }],
  links: [{ traceId, spanId, attributes }],
};
const origin = {
  resource: { "service.name": "svc", "process.command": `run --key ${key}` },
  scope: { name: `s ${key}` },
};
export const secretRequests = {
  traces: tracesRequest({ ...origin, items: [span(secretive), span({ ...secretive, traceId: "00" })] }),
  logs: logsRequest({
    ...origin,
    items: [{ time: start, body: { text: [`with ${key}`] }, attributes, eventName: key }],
  }),
  metrics: metricsRequest({
    ...origin,
    items: [
      {
        name: `m ${key}`,
        description: key,
        data: { type: "gauge", points: [{ time: start, value: 1, attributes, exemplars: [{ value: 1, attributes }] }] },
      },
    ],
  }),
};
export const signals = ["traces", "logs", "metrics"] as const;

/** Whatever looks like base64, decoded. */
export function decodedIn(text: string): string {
  return (text.match(/[A-Za-z0-9+/=]{32,}/g) ?? [])
    .map((coded) => Buffer.from(coded, "base64").toString("latin1"))
    .join();
}

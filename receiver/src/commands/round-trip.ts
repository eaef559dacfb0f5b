import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { tracesRequest } from "../otlp/otlp-writer.ts";
import type { Target } from "./sending.ts";

export interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
}

/** Sends one span over OTLP/HTTP; throws with the reason when it was not taken. */
export async function sendOverHttp({ endpoint, headers }: Target): Promise<SentSpan> {
  const { span, body } = ownSpan("doctor over HTTP");
  const answer = await fetch(`${endpoint}/v1/traces`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-protobuf", "user-agent": "spanwise-doctor" },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  return span;
}

const exportMethod = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
const asItIs = (bytes: Buffer) => bytes;

/** Sends one span over OTLP/gRPC; throws with the reason when it was not taken. */
export async function sendOverGrpc(address: string, headers: Target["headers"]): Promise<SentSpan> {
  const { span, body } = ownSpan("doctor over gRPC");
  const client = new Client(address, credentials.createInsecure());
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  const { promise, resolve, reject } = Promise.withResolvers<SentSpan>();
  const deadline = Date.now() + 10_000;
  client.makeUnaryRequest(exportMethod, asItIs, asItIs, Buffer.from(body), metadata, { deadline }, (error) => {
    if (error) reject(error);
    else resolve(span);
  });
  return promise.finally(() => client.close());
}

/** Asks the API until it has the span; throws after five seconds. */
export async function readBack({ endpoint, headers }: Target, project: string, span: SentSpan): Promise<void> {
  const url = `${endpoint}/api/projects/${encodeURIComponent(project)}/spans/${span.traceId}/${span.spanId}`;
  const deadline = Date.now() + 5000;
  for (;;) {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(5000) });
    if (answer.ok) return;
    await answer.body?.cancel();
    if (Date.now() > deadline) throw new Error(`answered ${answer.status}`);
    await sleep(100);
  }
}

function ownSpan(name: string): { span: SentSpan; body: Uint8Array<ArrayBuffer> } {
  const span = { traceId: randomBytes(16).toString("hex"), spanId: randomBytes(8).toString("hex") };
  const end = BigInt(Date.now()) * 1_000_000n;
  const resource = { "service.name": "spanwise-doctor" };
  const items = [{ ...span, name, kind: 1, start: end - 1_000_000n, end }];
  return { span, body: new Uint8Array(tracesRequest({ resource, scope: { name: "spanwise.doctor" }, items })) };
}

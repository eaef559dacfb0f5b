import { Agent, request } from "node:http";
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import type { Signal } from "../../src/model/signal.ts";
import type { SpanInput } from "../../src/otlp/otlp-input.ts";
import { logsRequest, metricsRequest, tracesRequest } from "../../src/otlp/otlp-writer.ts";
import type { Store } from "../../src/store/store.ts";

/** One request and what it holds, by names that no other item of its signal has. */
export interface Load {
  readonly signal: Signal;
  readonly items: readonly string[];
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

const services = { traces: "trace.v1.Trace", logs: "logs.v1.Logs", metrics: "metrics.v1.Metrics" } as const;
const asIs = (bytes: Buffer) => bytes;
const noon = 1_790_000_000_000_000_000n;
const second = 1_000_000_000n;
/** Long enough to be kept once and referred to. */
const question = "the same long question again ".repeat(12);

/** Writes loads that differ, remembers which were acknowledged, and compares with what is stored in the end. */
export class Ledger {
  readonly acknowledged = new Set<string>();
  readonly sent = new Set<string>();
  private client: Client | undefined;
  private readonly agent = new Agent({ keepAlive: true });
  private count = 0;
  private repeatable: Load[] = [];

  /** Mostly spans, now and then logs, points, or a load that was acknowledged before. */
  next(spans = 20): Load {
    this.count += 1;
    const { count } = this;
    const repeated = count % 7 === 0 ? this.repeatable.shift() : undefined;
    if (repeated) return repeated;
    if (count % 5 === 3) return logs(count, 10);
    if (count % 5 === 4) return points(count, 10);
    return traces(count, spans);
  }

  async post(http: string, load: Load): Promise<Answer> {
    for (const item of load.items) this.sent.add(item);
    const answer = await this.exchange(http, load);
    if (answer.status === 200) {
      for (const item of load.items) this.acknowledged.add(item);
      if (this.repeatable.length < 50) this.repeatable.push(load);
    }
    return answer;
  }

  /** The same over gRPC; answers the status code. */
  async call(address: string, { signal, items, body }: Load): Promise<number> {
    for (const item of items) this.sent.add(item);
    this.client ??= new Client(address, credentials.createInsecure());
    const path = `/opentelemetry.proto.collector.${services[signal]}Service/Export`;
    const { promise, resolve } = Promise.withResolvers<number>();
    const done = (error: ServiceError | null) => resolve(error?.code ?? status.OK);
    this.client.makeUnaryRequest(path, asIs, asIs, Buffer.from(body), new Metadata(), done);
    const code = await promise;
    if (code === status.OK) for (const item of items) this.acknowledged.add(item);
    return code;
  }

  /** What was acknowledged and is not stored, stored twice, or stored and never sent. Empty lists are as it should be. */
  async compare(store: Store) {
    const ask = (text: string) => store.query<{ name: string; times: string }>({ text, lane: "heavy" });
    const rows = await Promise.all([
      ask("SELECT name, count() AS times FROM spans FINAL GROUP BY name"),
      ask("SELECT body AS name, count() AS times FROM logs FINAL GROUP BY name"),
      ask("SELECT metric AS name, count() AS times FROM points FINAL GROUP BY name"),
    ]);
    const stored = new Map(rows.flat().map(({ name, times }) => [name, Number(times)]));
    return {
      lost: [...this.acknowledged].filter((item) => !stored.has(item)),
      doubled: [...stored].filter(([, times]) => times !== 1),
      foreign: [...stored.keys()].filter((item) => !this.sent.has(item)),
    };
  }

  private exchange(http: string, { signal, body }: Load): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const headers = { "content-type": "application/x-protobuf" };
    const sending = request(`${http}/v1/${signal}`, { method: "POST", agent: this.agent, headers }, (answer) => {
      answer.resume().once("end", () => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] });
      });
      answer.once("error", reject);
    });
    sending.once("error", reject).end(body);
    return promise;
  }
}

/** Four traces grow with every such request, so that a summary is made of spans from several. */
export function traces(count: number, spans: number, text = ""): Load {
  const some = Array.from({ length: spans }, (_, index) => spanOf(count, index, text));
  const body = tracesRequest({ resource: { "service.name": "agent" }, items: some });
  return { signal: "traces", items: some.map(({ name }) => name ?? ""), body };
}

function spanOf(count: number, index: number, text: string): SpanInput {
  const trace = Math.floor(count / 20) * 4 + (index % 4);
  const start = noon + BigInt(trace * 7 + index) * second;
  return {
    traceId: String(trace + 1).padStart(32, "0"),
    spanId: String(count * 1000 + index + 1).padStart(16, "0"),
    parentSpanId: index < 4 ? "" : String(count * 1000 + (index % 4) + 1).padStart(16, "0"),
    name: `span ${count} ${index}`,
    start,
    end: start + BigInt(1 + ((count + index) % 5)) * second,
    status: index % 11 === 5 ? { code: 2, message: "failed" } : {},
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.usage.input_tokens": index,
      "session.id": `session ${trace % 40}`,
      "gen_ai.input.messages": JSON.stringify([{ role: "user", content: `${question}${count % 9}` }]),
      ...(text && { text }),
    },
  };
}

export function logs(count: number, size: number): Load {
  const items = Array.from({ length: size }, (_, index) => ({
    time: noon + BigInt(count) * second,
    body: `log ${count} ${index}`,
    severityNumber: 9,
  }));
  return { signal: "logs", items: items.map(({ body }) => body), body: logsRequest({ items }) };
}

function points(count: number, size: number): Load {
  const items = Array.from({ length: size }, (_, index) => ({
    name: `point ${count} ${index}`,
    data: { type: "gauge" as const, points: [{ time: noon + BigInt(count) * second, value: index }] },
  }));
  return { signal: "metrics", items: items.map(({ name }) => name), body: metricsRequest({ items }) };
}

import { gzipSync } from "node:zlib";
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import type { Signal } from "../src/model/signal.ts";
import type { Span } from "../src/model/span.ts";
import { BYTES, VARINT, Wire } from "../src/otlp/wire.ts";

export const doors = ["http", "gzip", "grpc"] as const;
/** The ways in for a protobuf request. */
export type Door = (typeof doors)[number];

/** What a sender is told, whichever door it came by: gRPC's codes as the HTTP status that says the same. */
export interface Told {
  readonly status: number;
  readonly rejected: number;
  readonly message: string;
}

export interface HttpTold extends Told {
  readonly type: string | null;
  readonly headers: Headers;
  /** google.rpc.Status.code when it failed. */
  readonly code: number | undefined;
}

export interface Rejected {
  readonly signal: Signal;
  readonly code: string;
  readonly reason: string;
  readonly service: string | null;
  readonly size: number;
  readonly copy: string;
}

export interface TenantOptions {
  readonly port: number;
  readonly grpcPort: number;
  readonly project: string;
  readonly key: string;
  readonly settled: () => Promise<void>;
}

export const grpcPaths: Readonly<Record<Signal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
};

/** One project of a whole receiver: sends to it by any door and asks its query API. */
export class Tenant {
  readonly options: TenantOptions;
  private readonly client: Client;

  constructor(options: TenantOptions) {
    this.options = options;
    const channel = { "grpc.max_send_message_length": -1 };
    this.client = new Client(`127.0.0.1:${options.grpcPort}`, credentials.createInsecure(), channel);
  }

  close(): void {
    this.client.close();
  }

  /** Protobuf by a door. */
  async send(door: Door, signal: Signal, body: Uint8Array): Promise<Told> {
    if (door === "grpc") return this.call(signal, body);
    const isZipped = door === "gzip";
    const headers = { "content-type": "application/x-protobuf", ...(isZipped && { "content-encoding": "gzip" }) };
    const { status, rejected, message } = await this.post(signal, isZipped ? gzipSync(body) : body, headers);
    return { status, rejected, message };
  }

  /** JSON; text goes as it is. */
  json(signal: Signal, body: unknown, headers: Record<string, string> = {}): Promise<HttpTold> {
    const raw = typeof body === "string" || body instanceof Uint8Array;
    return this.post(signal, raw ? body : JSON.stringify(body), { "content-type": "application/json", ...headers });
  }

  async post(signal: Signal, body: string | Uint8Array, headers: Record<string, string>): Promise<HttpTold> {
    const { port } = this.options;
    const init = { method: "POST", headers: { ...this.keys(), ...headers }, body: body as Buffer };
    const answer = await fetch(`http://127.0.0.1:${port}/v1/${signal}`, init);
    const type = answer.headers.get("content-type");
    const bytes = await answer.bytes();
    const isJson = type?.startsWith("application/json");
    const told = isJson ? inJson(bytes) : inProtobuf(bytes, answer.status);
    return { status: answer.status, headers: answer.headers, type, ...told };
  }

  async call(signal: Signal, body: Uint8Array, metadata = this.metadata()): Promise<Told> {
    const asIs = (bytes: Buffer) => bytes;
    const { promise, resolve } = Promise.withResolvers<Told>();
    const deadline = { deadline: Date.now() + 30_000 };
    this.client.makeUnaryRequest(
      grpcPaths[signal],
      asIs,
      asIs,
      Buffer.from(body),
      metadata,
      deadline,
      (error, answer) => {
        if (error) resolve({ status: httpStatus(error), rejected: 0, message: error.details });
        else resolve(without(inProtobuf(answer ?? Buffer.alloc(0), 200)));
      },
    );
    return promise;
  }

  /** Asks the API of the project, after what was sent can be found. */
  async get<Answer>(path: string): Promise<Answer> {
    await this.options.settled();
    const { port, project } = this.options;
    const url = `http://127.0.0.1:${port}/api/projects/${project}${path}`;
    const answer = await fetch(url, { headers: this.keys() });
    if (answer.status >= 500) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  /** All spans of a trace, by start; none when there is no such trace. */
  async spans(traceId: string): Promise<readonly Span[]> {
    const { spans = [] } = await this.get<{ spans?: readonly Span[] }>(`/traces/${traceId}?limit=5000`);
    return spans;
  }

  async span(traceId: string, spanId: string): Promise<Span> {
    return this.get<Span>(`/spans/${traceId}/${spanId}`);
  }

  async list<Item>(path: string): Promise<readonly Item[]> {
    const { items } = await this.get<{ items: readonly Item[] }>(path);
    return items;
  }

  rejected(): Promise<readonly Rejected[]> {
    return this.list<Rejected>("/ingest?limit=1000");
  }

  private keys(): Record<string, string> {
    return this.options.key === "" ? {} : { "x-api-key": this.options.key };
  }

  private metadata(): Metadata {
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(this.keys())) metadata.set(name, value);
    return metadata;
  }
}

const httpStatuses: ReadonlyMap<number, number> = new Map([
  [status.INVALID_ARGUMENT, 400],
  [status.UNAUTHENTICATED, 401],
  [status.PERMISSION_DENIED, 403],
  [status.RESOURCE_EXHAUSTED, 413],
  [status.UNIMPLEMENTED, 415],
  [status.UNAVAILABLE, 503],
]);

const httpStatus = ({ code }: ServiceError) => httpStatuses.get(code) ?? 500;

function without({ rejected, message }: { rejected: number; message: string }): Told {
  return { status: 200, rejected, message };
}

interface InBody {
  readonly code: number | undefined;
  readonly rejected: number;
  readonly message: string;
}

function inJson(bytes: Uint8Array): InBody {
  const { code, message, partialSuccess = {} } = JSON.parse(Buffer.from(bytes).toString());
  const { errorMessage = message ?? "", ...counts } = partialSuccess;
  const [rejected = "0"] = Object.values(counts) as string[];
  return { code, rejected: Number(rejected), message: errorMessage };
}

/** A Status, or an Export…ServiceResponse. */
function inProtobuf(bytes: Uint8Array, httpStatus: number): InBody {
  if (httpStatus !== 200) {
    const { number, message } = pairIn(new Wire(bytes));
    return { code: number, rejected: 0, message };
  }
  const wire = new Wire(bytes);
  if (!wire.next()) return { code: undefined, rejected: 0, message: "" };
  wire.stretch();
  const { number, message } = pairIn(new Wire(bytes, wire.from, wire.to));
  return { code: undefined, rejected: number, message };
}

/** Both messages have a number in field 1 and a text in field 2. */
function pairIn(wire: Wire): { number: number; message: string } {
  let number = 0;
  let message = "";
  while (wire.next()) {
    if (wire.field === 1 && wire.type === VARINT) number = wire.varint();
    else if (wire.field === 2 && wire.type === BYTES) {
      wire.stretch();
      message = Buffer.from(wire.bytes.subarray(wire.from, wire.to)).toString();
    } else wire.skip();
  }
  return { number, message };
}

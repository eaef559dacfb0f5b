import { isIP } from "node:net";
import {
  type handleUnaryCall,
  logVerbosity,
  Metadata,
  Server,
  ServerCredentials,
  type ServerErrorResponse,
  ServerInterceptingCall,
  type ServerInterceptor,
  type ServiceDefinition,
  setLogVerbosity,
} from "@grpc/grpc-js";
import { RequestError } from "../errors.ts";
import type { Signal } from "../model/signal.ts";
import { exportAnswer, statusAnswer } from "../otlp/answers.ts";
import type { Budget } from "./budget.ts";
import type { Credentials, ProjectOf } from "./credentials.ts";
import type { Ingest } from "./ingest.ts";
import type { Limits } from "./limits.ts";
import { statusOf } from "./otlp-errors.ts";
import { sourceOf } from "./source.ts";

export interface GrpcDoor {
  readonly ingest: Ingest;
  readonly projectOf: ProjectOf;
  readonly limits: Pick<Limits, "bodyBytes">;
  /** Shared by all doors. */
  readonly budget: Budget;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Told of what was thrown and is a fault of ours; the sender learns no detail. */
  onFault(error: unknown): void;
}

export interface RunningGrpc {
  readonly port: number;
  /** Takes no new calls, lets those under way be answered, and cuts what is open after so many milliseconds. */
  stop(withinMillis?: number): Promise<void>;
}

const MAX_STREAMS = 128;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** gRPC sends the message in a header, and headers are small. */
const MAX_DETAILS = 1000;

const services: readonly [Signal, string][] = [
  ["traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"],
  ["logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export"],
  ["metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"],
];

/** OTLP/gRPC. Throws what listening throws, such as a taken port. https://opentelemetry.io/docs/specs/otlp/#otlpgrpc */
export async function startGrpc(door: GrpcDoor): Promise<RunningGrpc> {
  // What goes wrong is thrown or told to onFault; the library would write to stderr beside our log.
  setLogVerbosity(logVerbosity.NONE);
  const server = new Server({
    interceptors: [askForKey(door)],
    "grpc.max_receive_message_length": door.limits.bodyBytes,
    "grpc.max_send_message_length": MAX_ANSWER_BYTES,
    "grpc.max_concurrent_streams": MAX_STREAMS,
    "grpc.keepalive_time_ms": 60_000,
    "grpc.so_reuseport": 0,
  });
  for (const [signal, path] of services) server.addService(serviceAt(path), { Export: exportCall(signal, door) });
  const port = await bind(server, isIP(door.host) === 6 ? `[${door.host}]:${door.port}` : `${door.host}:${door.port}`);
  return { port, stop: (withinMillis = 5000) => stop(server, withinMillis) };
}

/** Messages stay bytes: reading them is the business of `Ingest`. */
function serviceAt(path: string): ServiceDefinition {
  const asIs = (bytes: Buffer) => bytes;
  const codec = {
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  return { Export: { path, requestStream: false, responseStream: false, ...codec } };
}

function exportCall(signal: Signal, door: GrpcDoor): handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    takeExport(signal, door, call.metadata, call.request).then(
      (answer) => callback(null, answer),
      (error: unknown) => callback(errorAnswer(error, door)),
    );
  };
}

async function takeExport(signal: Signal, door: GrpcDoor, metadata: Metadata, body: Buffer): Promise<Buffer> {
  const project = door.projectOf(credentialsIn(metadata));
  const share = door.budget.open();
  try {
    share.take(body.length);
    const source = sourceOf("grpc", headerIn(metadata, "user-agent"));
    const receipt = await door.ingest.take({ signal, project, source, body, warnings: [] });
    return Buffer.from(exportAnswer(signal, receipt, "protobuf"));
  } finally {
    share.close();
  }
}

/** Looks at the key before the message is let in: strangers are not to fill memory. */
function askForKey(door: GrpcDoor): ServerInterceptor {
  return (_, call) =>
    new ServerInterceptingCall(call, {
      start: (next) => {
        next({
          onReceiveMetadata: (metadata, pass) => {
            try {
              door.projectOf(credentialsIn(metadata));
            } catch (error) {
              call.sendStatus(statusFor(error, door));
              return;
            }
            pass(metadata);
          },
        });
      },
    });
}

function credentialsIn(metadata: Metadata): Credentials {
  return { authorization: headerIn(metadata, "authorization"), apiKey: headerIn(metadata, "x-api-key") };
}

function headerIn(metadata: Metadata, key: string): string | undefined {
  const values = metadata.get(key);
  return values.length === 0 ? undefined : values.join(", ");
}

function errorAnswer(error: unknown, door: GrpcDoor): ServerErrorResponse {
  const status = statusFor(error, door);
  return Object.assign(new Error(status.details), status);
}

function statusFor(error: unknown, { onFault }: GrpcDoor) {
  if (!(error instanceof RequestError)) onFault(error);
  const status = short(statusOf(error));
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(statusAnswer(status, "protobuf")));
  return { code: status.code, details: status.message, metadata };
}

function short<Status extends { readonly message: string }>(status: Status): Status {
  return { ...status, message: status.message.slice(0, MAX_DETAILS).toWellFormed() };
}

async function bind(server: Server, address: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
    if (error) reject(error);
    else resolve(port);
  });
  return promise;
}

async function stop(server: Server, withinMillis: number): Promise<void> {
  const timer = setTimeout(() => server.forceShutdown(), withinMillis);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.tryShutdown(() => resolve());
  await promise.finally(() => clearTimeout(timer));
}

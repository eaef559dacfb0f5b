import type { Redactor } from "./content.ts";
import type { Instrumentation } from "./instrumentation.ts";

/** Everything `init` can be told. What is left out comes from the environment, else it has a default: `README.md`. */
export interface Options {
  /** `false` leaves the program alone: nothing is patched and nothing is sent. */
  readonly enabled?: boolean;
  /** Where to send, without a path: `http://localhost:4318`. */
  readonly endpoint?: string | URL;
  readonly apiKey?: string;
  readonly projectId?: string;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What this program is called. Else the name in its `package.json`. */
  readonly serviceName?: string;
  readonly serviceVersion?: string;
  /** Where it runs: `production`, `staging`… */
  readonly environment?: string;
  /** On every session, beside its own. */
  readonly tags?: readonly string[] | string;
  /** One session for the whole process, for what happens outside of any other. */
  readonly autoStartSession?: boolean;
  /** Of the session that is started with the process. */
  readonly sessionId?: string;
  readonly userId?: string;
  readonly platform?: string;
  readonly botName?: string;
  readonly botType?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** A session in which nothing happened for so long is ended. */
  readonly sessionTimeoutMillis?: number;
  /** Whether what is said is recorded: prompts, answers, arguments and results. A function sees each text first. */
  readonly content?: boolean | "on" | "off" | Redactor;
  /** Longest text that is kept of one value, in characters. */
  readonly contentLimit?: number;
  readonly protocol?: "http/protobuf" | "http/json" | "grpc" | "console";
  /** `auto` is none to this machine itself, else the best that this Node has. */
  readonly compression?: "auto" | "zstd" | "gzip" | "none";
  /** A request is sent once it holds as much, before compression. */
  readonly batchBytes?: number;
  /** Most spans in one request. */
  readonly batchItems?: number;
  /** How long a span waits for others before it is sent. */
  readonly batchIntervalMillis?: number;
  /** How long one request may take. */
  readonly timeoutMillis?: number;
  /** How much may wait in memory. What comes beyond is counted as lost. */
  readonly queueBytes?: number;
  /** The same, in spans. */
  readonly queueItems?: number;
  /** Whether metrics tell the sum since the start, or since they were told last. */
  readonly temporality?: "cumulative" | "delta" | "lowmemory";
  readonly metricIntervalMillis?: number;
  /** How long sending may hold the end of the process. */
  readonly exitTimeoutMillis?: number;
  /** The share of sessions, and of traces outside of any, that is kept: 0 to 1. */
  readonly sampleRatio?: number;
  /** `join` makes spans by the provider that another library has set up, which then sends them. */
  readonly provider?: "own" | "join";
  /** Which libraries are looked into: `false` for none, a list for only these, `{ openai: false }` for all but some. */
  readonly instruments?: boolean | readonly string[] | Readonly<Record<string, boolean>>;
  /** OpenTelemetry's own instrumentations, or anybody's, to run beside ours. */
  readonly instrumentations?: readonly Instrumentation[];
  /** Whether a span that is still open after a second is told of at once. */
  readonly tellStarts?: boolean;
  readonly spanLimits?: SpanLimits;
  /** Says in a line how it started. */
  readonly debug?: boolean;
}

export interface SpanLimits {
  readonly attributeCount?: number;
  readonly attributeLength?: number;
  readonly eventCount?: number;
  readonly linkCount?: number;
}

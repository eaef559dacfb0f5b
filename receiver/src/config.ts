import { isIP } from "node:net";
import { resolve } from "node:path";
import type { Thresholds } from "./findings/thresholds.ts";
import type { Limits } from "./ingest/limits.ts";
import type { LiveLimits } from "./live/live.ts";
import type { LogSettings } from "./log.ts";
import type { ApiKey } from "./settings/api-keys.ts";
import { isLoopback } from "./settings/loopback.ts";
import { type RetentionDays, retentionDays } from "./settings/retention.ts";
import { rules } from "./settings/rules.ts";
import { type SettingName, type SettingValues, settings } from "./settings/settings.ts";
import type { LaneSettings } from "./store/lanes.ts";
import type { StoreOptions } from "./store/options.ts";

export interface Config {
  readonly mode: "local" | "server";
  readonly host: string;
  readonly port: number;
  readonly grpcPort: number;
  /** Behind `/`, without one at its end; empty for none. */
  readonly otlpPrefix: string;
  readonly requestTimeoutMillis: number;
  readonly cors: { readonly origins: readonly string[]; readonly credentials: boolean };
  readonly keys: readonly ApiKey[];
  /** What opens the figures of all projects together. */
  readonly metricsKeys: readonly ApiKey[];
  /** Absolute. */
  readonly directory: string;
  readonly store: StoreOptions;
  readonly retentionDays: RetentionDays;
  readonly abandonAfterSeconds: number;
  /** For projects that have not said. */
  readonly contentCapture: "on" | "metadata" | "off";
  /** Whether tokens that no provider told are counted by a tokenizer. */
  readonly estimateTokens: boolean;
  readonly findings: FindingSettings;
  /** The most spans of a trace's tree in one answer. */
  readonly skeletonSpans: number;
  /** Exports of one project that run at the same time. */
  readonly exportsAtOnce: number;
  readonly live: LiveLimits;
  readonly limits: Limits;
  readonly log: LogSettings;
}

export interface FindingSettings {
  /** Whether traces are looked at in the background. */
  readonly examine: boolean;
  /** Of its time that the background may take. */
  readonly percent: number;
  readonly thresholds: Thresholds;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names every wrong setting at once, each with what to do. */
export class BadSettings extends Error {
  constructor(problems: readonly string[]) {
    super(`${problems.length === 1 ? "A setting is" : "Some settings are"} wrong.\n${problems.join("\n")}`);
  }
}

/** The one door for the environment. Throws `BadSettings`. */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values = Object.fromEntries(
    settingNames.map((name) => [name, readSetting(name, environment[name], problems)]),
  ) as Partial<SettingValues>;
  for (const rule of rules) if (rule.broken(values)) problems.push(`  ${rule.name}: ${rule.mend}`);
  if (problems.length > 0) throw new BadSettings(problems);
  return configFrom(values as SettingValues);
}

const settingNames = Object.keys(settings) as SettingName[];

function readSetting(name: SettingName, given: string | undefined, problems: string[]): unknown {
  const setting = settings[name];
  const text = given?.trim() || setting.default;
  const read = setting.kind.safeParse(text);
  if (read.success) return read.data;
  const secret = ("secret" in setting && setting.secret) || text.includes("@");
  const said = secret ? "" : `, not "${text}"`;
  problems.push(`  ${name}: ${read.error.issues[0]?.message}${said}`);
  return undefined;
}

function configFrom(values: SettingValues): Config {
  return {
    mode: isLoopback(values.HOST) && values.API_KEYS.length === 0 ? "local" : "server",
    host: values.HOST,
    port: values.PORT,
    grpcPort: values.GRPC_PORT,
    otlpPrefix: values.OTLP_PREFIX,
    requestTimeoutMillis: values.REQUEST_TIMEOUT,
    cors: { origins: values.CORS_ORIGINS, credentials: values.CORS_CREDENTIALS },
    keys: values.API_KEYS,
    metricsKeys: values.METRICS_KEY,
    directory: resolve(values.SPANWISE_DATA_DIR),
    store: storeFrom(values),
    retentionDays: retentionDays(values.RETENTION, values.RETENTION_DAYS),
    abandonAfterSeconds: values.ABANDON_AFTER,
    contentCapture: values.CONTENT_CAPTURE,
    estimateTokens: values.ESTIMATE_TOKENS,
    findings: findingsFrom(values),
    skeletonSpans: values.SKELETON_SPANS,
    exportsAtOnce: values.EXPORTS_AT_ONCE,
    live: {
      listeners: values.LIVE_LISTENERS,
      listenersOfProject: values.LIVE_LISTENERS_PER_PROJECT,
      waiting: values.LIVE_WAITING_KB * 1000,
    },
    limits: limitsFrom(values),
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT, file: values.LOG_FILE },
  };
}

function storeFrom(values: SettingValues): StoreOptions {
  const lanes = lanesFrom(values);
  if (values.CLICKHOUSE_URL === "") return { kind: "embedded", dataDir: resolve(values.SPANWISE_DATA_DIR), lanes };
  return {
    kind: "server",
    url: values.CLICKHOUSE_URL,
    user: values.CLICKHOUSE_USER,
    password: values.CLICKHOUSE_PASSWORD,
    database: values.CLICKHOUSE_DATABASE,
    cluster: values.CLICKHOUSE_CLUSTER || undefined,
    lanes,
  };
}

function limitsFrom(values: SettingValues): Limits {
  return {
    bodyBytes: values.MAX_TRACE_SIZE_MB,
    inFlightBytes: values.IN_FLIGHT_MB,
    queueBytes: values.QUEUE_MB,
    attributesPerRecord: values.MAX_ATTRIBUTES_PER_SPAN,
    eventsPerSpan: values.MAX_EVENTS_PER_SPAN,
    linksPerSpan: values.MAX_LINKS_PER_SPAN,
    exemplarsPerPoint: values.MAX_EXEMPLARS_PER_POINT,
    bucketsPerPoint: values.MAX_BUCKETS_PER_POINT,
    nesting: values.MAX_NESTING,
    keyBytes: values.MAX_KEY_BYTES,
    nameBytes: values.MAX_NAME_BYTES,
    valueBytes: values.MAX_VALUE_BYTES,
    skewMillis: values.MAX_CLOCK_SKEW,
  };
}

function findingsFrom(values: SettingValues): FindingSettings {
  return {
    examine: values.FINDINGS_EXAMINE,
    percent: values.FINDINGS_EXAMINE_PERCENT,
    thresholds: {
      repeatedCalls: values.FINDINGS_REPEATED_CALLS,
      thrashCalls: values.FINDINGS_TOOL_THRASH_CALLS,
      thrashPercent: values.FINDINGS_TOOL_THRASH_PERCENT,
      retryFailures: values.FINDINGS_RETRY_STORM_COUNT,
      retrySeconds: values.FINDINGS_RETRY_STORM_SECONDS,
      pingPongHandOffs: values.FINDINGS_PING_PONG_HANDOFFS,
      emptyAnswerTokens: values.FINDINGS_EMPTY_ANSWER_TOKENS,
      truncatedAnswers: values.FINDINGS_TRUNCATED_ANSWERS,
      contextPercent: values.FINDINGS_CONTEXT_PERCENT,
      growingCalls: values.FINDINGS_GROWING_PROMPT_CALLS,
      growingFactor: values.FINDINGS_GROWING_PROMPT_FACTOR,
      growingTokens: values.FINDINGS_GROWING_PROMPT_TOKENS,
      stuckSeconds: values.FINDINGS_STUCK_RUN_SECONDS,
      firstTokenSeconds: values.FINDINGS_SLOW_FIRST_TOKEN_SECONDS,
      swallowedErrors: values.FINDINGS_SWALLOWED_ERRORS,
      sameErrorTraces: values.FINDINGS_SAME_ERROR_TRACES,
      askedAgain: values.FINDINGS_ASKED_AGAIN,
    },
  };
}

function lanesFrom(values: SettingValues): LaneSettings {
  return {
    interactive: {
      seconds: values.QUERY_SECONDS,
      memoryBytes: values.QUERY_MEMORY_MB,
      rowsRead: values.QUERY_ROWS,
    },
    heavy: {
      seconds: values.HEAVY_QUERY_SECONDS,
      memoryBytes: values.HEAVY_QUERY_MEMORY_MB,
      rowsRead: values.HEAVY_QUERY_ROWS,
    },
  };
}

/** An address as it stands in a URL: IPv6 in brackets. */
export function authority(host: string, port: number): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

import type { Environment } from "./read-settings.ts";
import { address, headers, millis, oneOf, type Read, Wrong } from "./readers.ts";
import type { Told } from "./table.ts";

export type Signal = "traces" | "logs" | "metrics";

/** Where and how one signal is sent. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
  readonly compression: Told["compression"];
  readonly protocol: Told["protocol"];
}

/** `undefined` for a signal that is not sent. */
export type Targets = { readonly [Name in Signal]: Target | undefined };

interface Asked {
  readonly settings: Omit<Told, "sampleRatio">;
  readonly environment: Environment;
  readonly problems: string[];
  /** Whether an option or a variable of ours says it, which OpenTelemetry's variables of one signal do not overrule. */
  wasTold(name: keyof Told): boolean;
}

/**
 * An endpoint of ours is sent none of the headers that `OTEL_…` variables tell: they are another backend's, and so may
 * be the keys in them.
 */
export function readTargets(asked: Asked): Targets {
  return {
    traces: readTarget(asked, "traces"),
    logs: readTarget(asked, "logs"),
    metrics: readTarget(asked, "metrics"),
  };
}

function readTarget(asked: Asked, signal: Signal): Target | undefined {
  const { environment, settings } = asked;
  const name = signal.toUpperCase();
  if (environment[`OTEL_${name}_EXPORTER`]?.trim().toLowerCase() === "none") return undefined;
  const ofSignal = <Value>(setting: keyof Told, read: Read<Value>, value: Value, variable: string): Value =>
    asked.wasTold(setting) ? value : readVariable(asked, `OTEL_EXPORTER_OTLP_${name}_${variable}`, read, value);
  const protocol = ofSignal(
    "protocol",
    oneOf("http/protobuf", "http/json", "grpc", "console"),
    settings.protocol,
    "PROTOCOL",
  );
  return {
    url: urlOf(asked, signal, protocol),
    headers: headersOf(asked, name),
    timeoutMillis: ofSignal("timeoutMillis", millis, settings.timeoutMillis, "TIMEOUT"),
    compression: ofSignal("compression", oneOf("auto", "zstd", "gzip", "none"), settings.compression, "COMPRESSION"),
    protocol,
  };
}

/** A signal's own variable is an address with its path, and taken as it is. */
function urlOf(asked: Asked, signal: Signal, protocol: Told["protocol"]): string {
  const { endpoint } = asked.settings;
  const usual = protocol === "grpc" ? endpoint : `${endpoint}/v1/${signal}`;
  if (asked.wasTold("endpoint")) return usual;
  const variable = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`;
  const isAddress: Read<string> = (given) => {
    const read = address(given);
    return read instanceof Wrong ? read : String(given).trim();
  };
  return readVariable(asked, variable, isAddress, usual);
}

function headersOf(asked: Asked, name: string): Readonly<Record<string, string>> {
  const { apiKey, headers: own } = asked.settings;
  const key: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  if (asked.wasTold("endpoint")) return { ...key, ...own };
  const all = readVariable(asked, "OTEL_EXPORTER_OTLP_HEADERS", headers, {});
  const ofSignal = readVariable(asked, `OTEL_EXPORTER_OTLP_${name}_HEADERS`, headers, {});
  return { ...all, ...ofSignal, ...key, ...own };
}

function readVariable<Value>({ environment, problems }: Asked, variable: string, read: Read<Value>, otherwise: Value) {
  const said = environment[variable];
  if (!said) return otherwise;
  const value = read(said);
  if (!(value instanceof Wrong)) return value;
  const problem = `${variable} ${value.why}`;
  if (!problems.includes(problem)) problems.push(problem);
  return value.instead ?? otherwise;
}

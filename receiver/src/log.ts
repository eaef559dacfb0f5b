import { type Logger, pino } from "pino";
import { prettyLines } from "./log-lines.ts";

export type Log = Logger;

export interface LogOptions {
  readonly level: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  readonly format: "auto" | "pretty" | "json";
  readonly file: string | undefined;
}

/** Names under which a secret could come along with a logged object. */
const secrets = ["authorization", "cookie", "set-cookie", "x-api-key", "apiKey", "password", "keys"];
const paths = secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/** Writes to the standard output, or to the file if one is named; a file is JSON unless pretty is asked for. */
export function openLog({ level, format, file }: LogOptions): Log {
  const pretty = format === "pretty" || (format === "auto" && file === undefined && process.stdout.isTTY === true);
  const destination = pino.destination({ dest: file ?? 1, mkdir: true, sync: true });
  return pino(
    { level, base: undefined, redact: { paths, censor: "[secret]" } },
    pretty ? { write: (line: string) => destination.write(prettyLines(line)) } : destination,
  );
}

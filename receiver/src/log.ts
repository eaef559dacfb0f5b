import { type DestinationStream, destination, type Logger, pino } from "pino";
import { prettyLine } from "./pretty-line.ts";
import { withoutSecrets } from "./redaction/secrets.ts";

export type { Logger } from "pino";

export interface LogSettings {
  readonly level: "silent" | "fatal" | "error" | "warn" | "info" | "debug" | "trace";
  /** `auto` is pretty on a terminal. */
  readonly format: "auto" | "pretty" | "json";
  /** Where the records go instead of the standard output; the empty text is nowhere. */
  readonly file?: string;
}

/** Throws when the file cannot be opened; after that, a record that cannot be written is lost and nothing else. */
export function openLog(
  { level, format, file = "" }: LogSettings,
  standard: DestinationStream = process.stdout,
): Logger {
  const out = file === "" ? standard : fileStream(file);
  const forPerson = format === "pretty" || (format === "auto" && file === "" && process.stdout.isTTY);
  const redact = { paths: secrets, censor: "[secret]" };
  return pino({ level, base: null, redact }, withoutSecretsTo(forPerson ? pretty(out) : out));
}

/** What an error tells may be what somebody sent. */
function withoutSecretsTo(out: DestinationStream): DestinationStream {
  return { write: (line) => out.write(withoutSecrets(line)) };
}

function pretty(out: DestinationStream): DestinationStream {
  return { write: (line) => out.write(prettyLine(line)) };
}

function fileStream(file: string): DestinationStream {
  const stream = destination({ dest: file, mkdir: true, append: true, sync: true });
  stream.on("error", () => {});
  return stream;
}

const secretHeaders = ["authorization", "Authorization", "proxy-authorization", "x-api-key", "cookie", "set-cookie"];
const places = ["", "headers", "*.headers"];
const secrets = places.flatMap((place) => secretHeaders.map((header) => `${place}["${header}"]`));

import { inert } from "./inert.ts";

const levels: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

/** A JSON log record as one line for a person: `08:13:13.042 warn  the message  key=value`. */
export function prettyLine(json: string): string {
  const { level, time, msg, ...rest } = JSON.parse(json) as Record<string, unknown>;
  const clock = new Date(Number(time)).toISOString().slice(11, -1);
  const fields = Object.entries(rest).map(([key, value]) => `${plain(key)}=${fieldText(value)}`);
  const words = [clock, (levels[Number(level)] ?? String(level)).padEnd(5), plain(String(msg ?? "")), ...fields];
  return `${words.filter((word) => word !== "").join(" ")}\n`;
}

function fieldText(value: unknown): string {
  if (typeof value === "string") return /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(plain(value));
  return plain(JSON.stringify(value) ?? "");
}

/** What is logged may come from anybody: it must not start a line of its own or steer the terminal. */
function plain(text: string): string {
  return inert(text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1)));
}

const names: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

/** One line of JSON from the log as a person reads it: time, level, message, and the rest behind it. */
export function prettyLines(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line);
  const clock = new Date(time).toISOString().slice(11, 23);
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${visible(value)}`);
  const first = [clock, (names[level] ?? String(level)).padEnd(5), visibleText(msg ?? ""), ...fields].join(" ");
  return err?.stack ? `${first}\n${visibleText(err.stack)}\n` : `${first.trimEnd()}\n`;
}

function visible(value: unknown): string {
  return typeof value === "string" && /^[\w./:@-]+$/.test(value) ? value : visibleText(JSON.stringify(value));
}

/** Telemetry may hold terminal escapes; they must not reach the terminal. */
function visibleText(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, "�");
}
